"""Trains how likely a story tells a fact, given all that speaks for it.

The network must not have read the stories, for it is far surer of those that it learnt from:

    python -m training.facts --network OLDER_NETWORK STORIES...
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from storygraph.detect.context import StoryContext
from storygraph.detect.docs import to_doc
from storygraph.detect.facts import RULE, Fact, describe, gather, is_open
from storygraph.detect.memory import remembering
from storygraph.detect.plurals import shipped_plurals
from storygraph.detect.relation_network import RelationNetwork, read_network
from storygraph.detect.relations import Relations, stated
from storygraph.naming import slug
from storygraph.records import MUTUAL, Story
from training.regression import fit, write
from training.relations.examples import alike, by_letter, closest, reader, theme_names
from training.stories import THEME, AnnotatedStory, form_of, read_stories

WEIGHTS = Path(__file__).parents[1] / "src" / "storygraph" / "detect" / "data" / "facts.tsv"
_RIDGE, _RULE_RIDGE = 1.0, 4.0
_OFTEN = 20  # facts that a rule must have told before it may be doubted
_POSSIBLE = 0.05  # of its surest pair, where no rule says it


class Example(NamedTuple):
    """A fact: what the regression is told of it, and whether it was annotated."""

    fact: Fact
    features: tuple[tuple[str, float], ...]
    is_told: bool


def examples_of(
    nlp: Language, network: RelationNetwork, story: AnnotatedStory
) -> Iterator[Example]:
    """Yield the facts between named entities, or with themes, that anything speaks for."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    component = nlp.get_pipe("storygraph_relations")
    assert isinstance(component, Relations)
    context = StoryContext(doc, component.frames.hypothetical, shipped_plurals())
    with remembering(doc):
        found = gather(context, stated(context, component.frames), network)
    annotated = _Annotated(doc, story, theme_names(nlp))
    for fact, witnesses in found.items():
        likely = max((each.told.confidence for each in witnesses.pairs), default=0.0)
        is_possible = bool(witnesses.said) or likely >= _POSSIBLE
        if is_possible and is_open(context, fact) and annotated.is_named(fact):
            yield Example(fact, tuple(describe(fact, witnesses)), annotated.tells(fact))


class _Annotated:
    """What was annotated of the entities of a doc."""

    def __init__(self, doc: Doc, story: AnnotatedStory, names: dict[str, set[str]]) -> None:
        self._names = names
        named = {each.ids[0] for each in story.mentions if form_of(story, each) == "name"}
        self._told: set[tuple[str, str, str]] = set()
        for each in story.told:
            is_known = each.object in named or each.object.startswith(THEME)
            if each.subject in named and is_known:
                self._told.add((each.name, each.subject, each.object))
                if each.name in MUTUAL:
                    self._told.add((each.name, each.object, each.subject))
        single = by_letter(each for each in story.mentions if len(each.ids) == 1)
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for span in doc.spans["mentions"]:
            if span.id_ == "name":
                near = single.get(span.root.idx, ())
                fitting = [each for each in near if span.label_ in alike(each.ids[0])]
                ids = closest(fitting, span.start_char, span.end_char)
                votes[span.kb_id_][ids[0] if ids else ""] += 1
        self._ids = {key: count.most_common(1)[0][0] for key, count in votes.items()}

    def is_named(self, fact: Fact) -> bool:
        """Tell whether the story names both ends of a fact."""
        ends = (fact.subject, fact.object)
        return all(kind == "theme" or key in self._ids for kind, key in ends)

    def tells(self, fact: Fact) -> bool:
        """Tell whether a fact was annotated, of a theme by any of its names."""
        one = self._ids[fact.subject[1]]
        kind, key = fact.object
        if kind != "theme":
            return (fact.name, one, self._ids[key]) in self._told
        return any(
            key in self._names.get(slug(other.removeprefix(THEME)), ())
            for name, subject, other in self._told
            if name == fact.name and subject == one and other.startswith(THEME)
        )


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a regression; a rule that was seldom seen has none."""
    counts = Counter(name for each in examples for name, _ in each.features)
    rare = {name for name in counts if name.startswith(RULE) and counts[name] < _OFTEN}
    return fit(
        [[pair for pair in each.features if pair[0] not in rare] for each in examples],
        [each.is_told for each in examples],
        ridge=lambda name: _RULE_RIDGE if name.startswith(RULE) else _RIDGE,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read stories, fit the regression, write its weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.facts")
    parser.add_argument("--network", type=Path, required=True, help="folder of its weights")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file of the weights")
    parser.add_argument("stories", type=Path, nargs="+", help="files that it has not read")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    nlp, network = reader(), read_network(options.network)
    examples = [
        example
        for story in read_stories(options.stories)
        for example in examples_of(nlp, network, story)
    ]
    weights = learn(examples)
    write(weights, options.out)
    told = sum(each.is_told for each in examples)
    shown = f"{told} of {len(examples)} facts are told, {len(weights)} weights"
    print(f"{shown}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
