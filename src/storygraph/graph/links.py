"""One reading -> the links that it speaks for, each with its evidence as the graph holds it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from sys import intern
from typing import Any, Protocol

from storygraph.naming import slug
from storygraph.records import LEAST_CONFIDENCE, End, Mention, Reading

_BEFORE = 3  # sentences: so far back `detect.pairs` looks for what a sentence rests on
_MOST_SHARED = 1 << 15
#: How sure a theme is that no word tells: as often as readers found such themes right.
_THEME_SURE = {"relation": 0.85, "implicit": 0.65}
Shown = dict[str, Any]
#: The node of each entity of a story, None for those that are none.
Nodes = Sequence[str | None]
#: Evidence by source, and by relation and target.
Links = defaultdict[str, defaultdict[tuple[str, str], list[Shown]]]


class _Span(Protocol):
    """What has offsets in a story's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def no_links() -> Links:
    """Return links without any yet."""
    return defaultdict(lambda: defaultdict(list))


def add_links(reading: Reading, nodes: Nodes, links: Links) -> None:
    """Add the links that a story speaks for, and the evidence."""
    quotations = _Quotations(reading)
    for add in (_add_story_links, _add_relations, _add_cooccurrences):
        add(quotations, nodes, links)


def story_node(story_id: str) -> str:
    """Return the node id of a story."""
    return f"story:{story_id}"


@lru_cache(maxsize=65536)
def theme_node(key: str) -> str:
    """Return the node id of a theme."""
    return f"theme:{slug(key)}"


@cache
def shared_offsets() -> dict[int, int]:
    """Return the offsets of a story's first characters, each by itself.

    A graph holds millions of offsets, and most of them again and again; so it holds each once.
    """
    return {offset: offset for offset in range(_MOST_SHARED)}


@lru_cache(maxsize=4096, typed=True)
def shared_confidence(confidence: float) -> float:
    """Return a confidence, the same object for the same number: few occur, and often."""
    return confidence


@dataclass
class _Fields:
    """The fields of `records.Evidence`.

    A graph holds millions of them as dicts. Those of objects of one class share their keys, and
    take little more than half the memory of others.
    """

    story: str
    start: int
    end: int
    text: str
    by: str
    confidence: float
    subject: list[int]
    object: list[int]


class _Quotations:
    """The sentences of a reading as evidence; each text is made once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._texts: dict[tuple[int, int], str] = {}
        self._shared = shared_offsets().get

    def evidence(
        self, sentence: int, subject: _Span, object: _Span, by: str, confidence: float
    ) -> Shown:
        """Return the fields of `records.Evidence`, as a graph's edges hold them."""
        story, shared = self.reading.story, self._shared
        one, other = subject.start, object.start
        first = one if one < other else other
        one_end, other_end = subject.end, object.end
        last = one_end if one_end > other_end else other_end
        at = self.reading.sentences[sentence]
        start, end = at.start, at.end
        if first < start or last > end:
            start, end = self._widened(sentence, first, last)
        text = self._texts.get((start, end))
        if text is None:
            text = self._texts[start, end] = story.text[start:end]
        fields = _Fields(
            story.id,
            shared(start, start),
            shared(end, end),
            text,
            intern(by),
            shared_confidence(confidence),
            [shared(one, one), shared(one_end, one_end)],
            [shared(other, other), shared(other_end, other_end)],
        )
        return vars(fields)

    def _widened(self, sentence: int, first: int, last: int) -> tuple[int, int]:
        """Return the sentence's offsets, widened to one near it that holds one of both ends.

        What a sentence says of somebody or somewhere may rest on a name in those before it;
        parsers now and then break a sentence before a name.
        """
        sentences = self.reading.sentences
        near = sentences[max(0, sentence - _BEFORE) : sentence + 2]
        at = sentences[sentence]
        before = [s.start for s in near if s.start <= first < s.end]
        after = [s.end for s in near if s.start < last <= s.end]
        return min([at.start, *before]), max([at.end, *after])


def _add_story_links(quotations: _Quotations, nodes: Nodes, links: Links) -> None:
    reading = quotations.reading
    told = links[story_node(reading.story.id)]
    for mention in reading.mentions:
        node = nodes[mention.entity]
        if node is not None and mention.form == "name":
            evidence = quotations.evidence(mention.sentence, mention, mention, "mention", 1.0)
            told["mentions", node].append(evidence)
    for theme in reading.themes:
        sure = _THEME_SURE.get(theme.by, 1.0)
        evidence = quotations.evidence(theme.sentence, theme, theme, theme.by, sure)
        told["about", theme_node(theme.theme)].append(evidence)


def _add_relations(quotations: _Quotations, nodes: Nodes, links: Links) -> None:
    for relation in quotations.reading.relations:
        source, target = _node(relation.subject, nodes), _node(relation.object, nodes)
        if source is None or target is None or source == target:
            continue
        if relation.confidence < LEAST_CONFIDENCE:
            continue
        evidence = quotations.evidence(
            relation.sentence, relation.subject, relation.object, relation.by, relation.confidence
        )
        links[source][intern(relation.name), target].append(evidence)


def _node(end: End, nodes: Nodes) -> str | None:
    if end.theme:
        return theme_node(end.theme)
    return nodes[end.entity or 0] if nodes else None


def _add_cooccurrences(quotations: _Quotations, nodes: Nodes, links: Links) -> None:
    by_sentence: dict[int, dict[str, Mention]] = defaultdict(dict)
    for mention in quotations.reading.mentions:
        node = nodes[mention.entity]
        if node is not None and mention.confidence >= 0.5:
            by_sentence[mention.sentence].setdefault(node, mention)
    for sentence, present in by_sentence.items():
        for one, other in combinations(sorted(present), 2):
            first, second = present[one], present[other]
            confidence = min(first.confidence, second.confidence)
            evidence = quotations.evidence(sentence, first, second, "same sentence", confidence)
            links[one]["appears_with", other].append(evidence)
