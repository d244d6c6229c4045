"""Fills the vocabulary pages from the package, so that they cannot fall behind it.

A line `<!-- fill: NAME -->` in a page is replaced by what the function NAME of `FILLS` returns.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storygraph.detect.vocabulary import Theme, load_vocabulary
from storygraph.views.export import WRITERS
from storygraph.views.terms import RELATIONS, TYPES, RelationTerm
from storygraph.views.wording import RELATION_WORDS

_FILL = re.compile(r"^<!-- fill: (\w+) -->$", re.MULTILINE)
_FORMS_SHOWN = 6


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return a page with its marks filled; mkdocs calls this for every page."""
    return _FILL.sub(lambda found: FILLS[found[1]](), markdown)


def relations() -> str:
    """Return the table of relations and their terms elsewhere."""
    head = "| relation | from | to | meaning | schema.org | Wikidata | CIDOC-CRM |"
    return "\n".join([head, "|---|---|---|---|---|---|---|", *map(_relation_row, RELATIONS)])


def _relation_row(term: RelationTerm) -> str:
    cells = (
        f"`{term.relation}`",
        term.subjects,
        term.objects,
        term.meaning,
        *(_code(each) for each in (term.schema, term.wikidata, term.cidoc)),
    )
    return f"| {' | '.join(cells)} |"


def _code(term: str) -> str:
    return f"`{term}`".replace("|", "\\|") if term else ""


def wording() -> str:
    """Return the table of how relations read from either end."""
    rows = [f"| `{name}` | {one} | {other} |" for name, (one, other) in RELATION_WORDS.items()]
    return "\n".join(["| relation | from its subject | from its object |", "|---|---|---|", *rows])


def types() -> str:
    """Return the table of node types and their classes elsewhere."""
    rows = [f"| {t.type} | `{t.main}` | `{t.wikidata}` | `{t.cidoc}` |" for t in TYPES]
    return "\n".join(["| type | main class | Wikidata | CIDOC-CRM |", "|---|---|---|---|", *rows])


def theme_count() -> str:
    """Return how many themes ship."""
    return f"The shipped vocabulary has **{len(load_vocabulary())} themes**."


def themes() -> str:
    """Return a table of themes for each group."""
    vocabulary = load_vocabulary()
    groups: dict[str, list[Theme]] = defaultdict(list)
    for theme in vocabulary:
        groups[theme.group].append(theme)
    return "\n".join(_group_table(group, groups[group]) for group in sorted(groups))


def _group_table(group: str, listed: list[Theme]) -> str:
    head = [f"## {group}\n", "| theme | broader | some of its words |", "|---|---|---|"]
    rows = map(_theme_row, sorted(listed, key=lambda theme: theme.label))
    return "\n".join([*head, *rows, ""])


def _theme_row(theme: Theme) -> str:
    words = list(dict.fromkeys(" ".join(form.words) for form in theme.forms))
    more = ", ..." if len(words) > _FORMS_SHOWN else ""
    shown = ", ".join(words[:_FORMS_SHOWN]) + more
    return f"| {theme.label} | {', '.join(theme.broader)} | {shown} |"


def formats() -> str:
    """Return the list of suffixes that can be written."""
    return ", ".join(f"`{suffix}`" for suffix in WRITERS)


def picture() -> str:
    """Return the picture of the page, where there is one."""
    path = Path(__file__).parent / "images" / "explorer.png"
    return "![The page](images/explorer.png)" if path.exists() else ""


FILLS: dict[str, Callable[[], str]] = {
    each.__name__: each
    for each in (relations, wording, types, theme_count, themes, formats, picture)
}
