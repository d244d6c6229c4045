"""Names every source and licence of a shipped pipeline: meta.json and the model card."""

from __future__ import annotations

from collections.abc import Mapping

SOURCES: tuple[dict[str, str], ...] = (
    {
        "name": "LitBank (coreference layer, proper names)",
        "url": "https://github.com/dbamman/litbank",
        "license": "CC BY 4.0",
        "author": "David Bamman, Sejal Popat, Sheng Shen, Olivia Lewke, Anya Mansoor and others",
    },
    {
        "name": "CrossNER",
        "url": "https://github.com/zliucr/CrossNER",
        "license": "MIT",
        "author": "Zihan Liu and others",
    },
    {
        "name": "GUM (academic, bio, court, interview, news, voyage)",
        "url": "https://gucorpling.org/gum",
        "license": "annotations CC BY 4.0; texts CC BY and CC BY-SA",
        "author": "Amir Zeldes and others",
    },
    {
        "name": "UD English EWT",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "license": "CC BY-SA 4.0",
        "author": "Natalia Silveira and others",
    },
    {
        "name": "WNUT 2017 emerging entities",
        "url": "https://github.com/leondz/emerging_entities_17",
        "license": "CC BY 4.0",
        "author": "Leon Derczynski and others",
    },
    {
        "name": "Wikigold",
        "url": "https://figshare.com/articles/dataset/5462500",
        "license": "CC BY 4.0",
        "author": "Dominic Balasuriya, Nicky Ringland and others",
    },
    {
        "name": "Broad Twitter Corpus",
        "url": "https://github.com/GateNLP/broad_twitter_corpus",
        "license": "CC BY 4.0",
        "author": "Leon Derczynski, Kalina Bontcheva, Ian Roberts",
    },
    {
        "name": "GeoNames (names of towns, put in the place of others)",
        "url": "https://www.geonames.org",
        "license": "CC BY 4.0",
        "author": "GeoNames and its contributors",
    },
    {
        "name": "storygraph's own annotated stories, invented (training/stories)",
        "url": "training/stories",
        "license": "MIT",
        "author": "The storygraph developers",
    },
)
CONVENTIONS = """## What the labels mean

- Entities: PERSON, GPE, LOC, FAC, ORG, WORK_OF_ART, EVENT. Civil, academic, military and office
  titles (Mr., Dr., Captain, President) stay outside a PERSON; Sir, Lord, King and Aunt belong to
  it. Lower-case articles stay outside. Awards are none of the seven types.
- `tag_` is the Penn Treebank tag, `pos_`, `morph` and `dep_` follow Universal Dependencies
  (`obj`, `obl`, `nmod:poss`; the root is `ROOT`), `lemma_` follows UD English.
- Blank lines are tokens tagged `_SP` that hang on the word before them with label `dep`.
"""


def meta(*, description: str, performance: Mapping[str, float]) -> dict[str, object]:
    """Return the fields of meta.json that spaCy does not fill in itself."""
    return {
        "lang": "en",
        "name": "storygraph",
        "version": "0.1.0",
        "description": description,
        "author": "the storygraph project",
        "license": "CC BY-SA 4.0",
        "sources": list(SOURCES),
        "performance": dict(performance),
    }


def model_card(*, title: str, description: str, tables: str, extra: str = "") -> str:
    """Return the README of a shipped pipeline in Markdown."""
    sources = "\n".join(
        f"| [{s['name']}]({s['url']}) | {s['license']} | {s['author']} |" for s in SOURCES
    )
    return f"""# {title}

{description}

{CONVENTIONS}
## Figures

Held-out parts of open sets, raw text; see `training/README.md` for the splits. In entity columns
the number of annotated spans stands in brackets; PLACE merges GPE, LOC and FAC.

{tables}

## Sources

| set | licence | authors |
| --- | --- | --- |
{sources}

{extra}The weights were trained on texts under CC BY-SA, so they are offered under CC BY-SA 4.0.
Sentences and names of people written for training are the project's own.
"""
