"""Readings and entities -> StoryGraph: nodes, edges, and the evidence behind each edge."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from sys import intern
from typing import Any, Protocol

import networkx as nx

from storygraph.graph.storygraph import StoryGraph
from storygraph.naming import slug
from storygraph.records import (
    Entity,
    Mention,
    NodeMention,
    Reading,
    Relation,
    Resolution,
    Story,
)

_LEAST_CONFIDENCE = 0.35
_TELLING = ("story", "start", "end", "by", "confidence")
_Shown = dict[str, Any]
_Nodes = Mapping[tuple[str, int], str]
_Links = defaultdict[tuple[str, str, str], list[_Shown]]


class _Span(Protocol):
    """What has offsets in a story's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def assemble(
    readings: Iterable[Reading], resolution: Resolution, *, labels: Mapping[str, str] | None = None
) -> StoryGraph:
    """Return the graph of some stories; the order of the readings does not matter.

    The readings are gone through once, and none of them is kept.

    Parameters
    ----------
    labels
        How themes are shown, by vocabulary key; the key itself where it is missing.
    """
    nodes = {member: entity.id for entity in resolution.entities for member in entity.members}
    links: _Links = defaultdict(list)
    stories: dict[str, Story] = {}
    mentions: dict[str, list[NodeMention]] = {}
    themes: set[str] = set()
    for reading in readings:
        quotations = _Quotations(reading)
        for link in (_link_story, _link_relations, _link_cooccurrences):
            link(quotations, nodes, links)
        stories[reading.story.id] = reading.story
        mentions[reading.story.id] = _node_mentions(reading, nodes)
        themes.update(mention.theme for mention in reading.themes)
    ordered = [stories[each] for each in sorted(stories)]
    told = [mention for story in ordered for mention in mentions.pop(story.id)]
    graph = nx.MultiDiGraph()
    _add_story_nodes(graph, ordered, told)
    _add_nodes(graph, resolution.entities, themes, told, labels or {})
    for source, relation, target in sorted(links):
        _add_edge(graph, source, relation, target, links.pop((source, relation, target)))
    return StoryGraph(graph, stories=ordered, mentions=told, maybe_same=resolution.maybe_same)


def story_node(story_id: str) -> str:
    """Return the node id of a story."""
    return f"story:{story_id}"


@lru_cache(maxsize=65536)
def theme_node(key: str) -> str:
    """Return the node id of a theme."""
    return f"theme:{slug(key)}"


def _node_mentions(reading: Reading, nodes: _Nodes) -> list[NodeMention]:
    story = reading.story.id
    found = [
        NodeMention(story, m.start, m.end, nodes[story, m.entity], intern(m.form), m.confidence)
        for m in reading.mentions
        if (story, m.entity) in nodes
    ]
    found += [
        NodeMention(story, each.start, each.end, theme_node(each.theme), "theme")
        for each in reading.themes
    ]
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.node))


def _add_story_nodes(
    graph: "nx.MultiDiGraph", stories: Iterable[Story], mentions: Iterable[NodeMention]
) -> None:
    counts = Counter(mention.story for mention in mentions)
    for story in stories:
        node = story_node(story.id)
        _add_node(graph, node, "story", story.title, (), [node], counts[story.id])


def _add_nodes(
    graph: "nx.MultiDiGraph",
    entities: Iterable[Entity],
    themes: Iterable[str],
    mentions: Iterable[NodeMention],
    labels: Mapping[str, str],
) -> None:
    counts: Counter[str] = Counter()
    stories: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        counts[mention.node] += 1
        stories[mention.node].add(mention.story)
    for entity in sorted(entities, key=lambda entity: entity.id):
        where = [story_node(story) for story in sorted(stories.pop(entity.id, ()))]
        _add_node(
            graph, entity.id, entity.type, entity.name, entity.aliases, where, counts[entity.id]
        )
    for key in sorted(themes):
        node = theme_node(key)
        where = [story_node(story) for story in sorted(stories[node])]
        _add_node(graph, node, "theme", labels.get(key, key), (), where, counts[node])


def _add_node(
    graph: "nx.MultiDiGraph",
    node: str,
    kind: str,
    name: str,
    aliases: Sequence[str],
    stories: list[str],
    mentions: int,
) -> None:
    graph.add_node(
        node, type=kind, name=name, aliases=list(aliases), stories=stories, mentions=mentions
    )


def _add_edge(
    graph: "nx.MultiDiGraph", source: str, relation: str, target: str, evidence: list[_Shown]
) -> None:
    listed = _without_repeats(evidence) if len(evidence) > 1 else evidence
    graph.add_edge(
        source, target, key=relation, relation=relation, weight=len(listed), evidence=listed
    )


def _without_repeats(evidence: list[_Shown]) -> list[_Shown]:
    """Return each piece of evidence once, in the order of the stories."""
    unique = {
        (*each["subject"], *each["object"], *map(each.get, _TELLING)): each for each in evidence
    }
    return sorted(
        unique.values(),
        key=lambda each: (each["story"], each["start"], each["subject"], each["object"]),
    )


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

    def evidence(
        self, sentence: int, subject: _Span, object: _Span, by: str, confidence: float
    ) -> _Shown:
        """Return the fields of `records.Evidence`, as a graph's edges hold them."""
        story = self.reading.story
        first, last = min(subject.start, object.start), max(subject.end, object.end)
        start, end = stretch = self._stretch(sentence, first, last)
        text = self._texts.get(stretch)
        if text is None:
            text = self._texts[stretch] = story.text[start:end]
        spans = [subject.start, subject.end], [object.start, object.end]
        return vars(_Fields(story.id, start, end, text, intern(by), confidence, *spans))

    def _stretch(self, sentence: int, first: int, last: int) -> tuple[int, int]:
        """Return the sentence's offsets, widened to a neighbour that holds one of both ends.

        Parsers now and then break a sentence before a name.
        """
        sentences = self.reading.sentences
        near = sentences[max(0, sentence - 1) : sentence + 2]
        at = sentences[sentence]
        before = [s.start for s in near if s.start <= first < s.end]
        after = [s.end for s in near if s.start < last <= s.end]
        return min([at.start, *before]), max([at.end, *after])


def _link_story(quotations: _Quotations, nodes: _Nodes, links: _Links) -> None:
    reading = quotations.reading
    source = story_node(reading.story.id)
    for mention in reading.mentions:
        node = nodes.get((reading.story.id, mention.entity))
        if node is not None and mention.form == "name":
            evidence = quotations.evidence(mention.sentence, mention, mention, "mention", 1.0)
            links[source, "mentions", node].append(evidence)
    for theme in reading.themes:
        evidence = quotations.evidence(theme.sentence, theme, theme, theme.by, 1.0)
        links[source, "about", theme_node(theme.theme)].append(evidence)


def _link_relations(quotations: _Quotations, nodes: _Nodes, links: _Links) -> None:
    reading = quotations.reading
    for relation in reading.relations:
        ends = _ends(reading.story.id, relation, nodes)
        if ends is None or relation.confidence < _LEAST_CONFIDENCE:
            continue
        evidence = quotations.evidence(
            relation.sentence, relation.subject, relation.object, relation.by, relation.confidence
        )
        links[ends[0], intern(relation.name), ends[1]].append(evidence)


def _ends(story: str, relation: Relation, nodes: _Nodes) -> tuple[str, str] | None:
    found: list[str] = []
    for end in (relation.subject, relation.object):
        node = theme_node(end.theme) if end.theme else nodes.get((story, end.entity or 0))
        if node is None:
            return None
        found.append(node)
    return (found[0], found[1]) if found[0] != found[1] else None


def _link_cooccurrences(quotations: _Quotations, nodes: _Nodes, links: _Links) -> None:
    reading = quotations.reading
    by_sentence: dict[int, dict[str, Mention]] = defaultdict(dict)
    for mention in reading.mentions:
        node = nodes.get((reading.story.id, mention.entity))
        if node is not None and mention.confidence >= 0.5:
            by_sentence[mention.sentence].setdefault(node, mention)
    for sentence, present in by_sentence.items():
        for one, other in combinations(sorted(present), 2):
            first, second = present[one], present[other]
            confidence = min(first.confidence, second.confidence)
            evidence = quotations.evidence(sentence, first, second, "same sentence", confidence)
            links[one, "appears_with", other].append(evidence)
