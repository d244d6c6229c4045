"""Readings and entities -> StoryGraph: nodes, edges, and the evidence behind each edge."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations

import networkx as nx

from storygraph.graph.storygraph import StoryGraph
from storygraph.naming import slug
from storygraph.records import Entity, Evidence, Mention, NodeMention, Reading, Relation, Resolution

_LEAST_CONFIDENCE = 0.35
_Edge = tuple[str, str, str]


def assemble(
    readings: Iterable[Reading], resolution: Resolution, *, labels: Mapping[str, str] | None = None
) -> StoryGraph:
    """Return the graph of some stories; the order of the readings does not matter.

    Parameters
    ----------
    labels
        How themes are shown, by vocabulary key; the key itself where it is missing.
    """
    readings = sorted(readings, key=lambda reading: reading.story.id)
    nodes = {member: entity.id for entity in resolution.entities for member in entity.members}
    links: dict[_Edge, list[Evidence]] = defaultdict(list)
    mentions: list[NodeMention] = []
    for reading in readings:
        _link_story(reading, nodes, links)
        _link_relations(reading, nodes, links)
        _link_cooccurrences(reading, nodes, links)
        mentions += _node_mentions(reading, nodes)
    graph = nx.MultiDiGraph()
    _add_nodes(graph, readings, resolution.entities, mentions, labels or {})
    for (source, relation, target), evidence in sorted(links.items()):
        _add_edge(graph, source, relation, target, evidence)
    return StoryGraph(
        graph,
        stories=[reading.story for reading in readings],
        mentions=mentions,
        maybe_same=resolution.maybe_same,
    )


def story_node(story_id: str) -> str:
    """Return the node id of a story."""
    return f"story:{story_id}"


def theme_node(key: str) -> str:
    """Return the node id of a theme."""
    return f"theme:{slug(key)}"


def _node_mentions(reading: Reading, nodes: Mapping[tuple[str, int], str]) -> list[NodeMention]:
    story = reading.story.id
    found = [
        NodeMention(story, m.start, m.end, nodes[story, m.entity], m.form, m.confidence)
        for m in reading.mentions
        if (story, m.entity) in nodes
    ]
    found += [
        NodeMention(story, each.start, each.end, theme_node(each.theme), "theme")
        for each in reading.themes
    ]
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.node))


def _add_nodes(
    graph: "nx.MultiDiGraph",
    readings: Sequence[Reading],
    entities: Iterable[Entity],
    mentions: Iterable[NodeMention],
    labels: Mapping[str, str],
) -> None:
    counts: Counter[str] = Counter()
    stories: dict[str, set[str]] = defaultdict(set)
    per_story: Counter[str] = Counter()
    for mention in mentions:
        counts[mention.node] += 1
        stories[mention.node].add(story_node(mention.story))
        per_story[mention.story] += 1
    for reading in readings:
        node = story_node(reading.story.id)
        _add_node(
            graph, node, "story", reading.story.title, (), [node], per_story[reading.story.id]
        )
    for entity in sorted(entities, key=lambda entity: entity.id):
        where = sorted(stories[entity.id])
        _add_node(
            graph, entity.id, entity.type, entity.name, entity.aliases, where, counts[entity.id]
        )
    themes = sorted({mention.theme for reading in readings for mention in reading.themes})
    for key in themes:
        node = theme_node(key)
        _add_node(
            graph, node, "theme", labels.get(key, key), (), sorted(stories[node]), counts[node]
        )


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
    graph: "nx.MultiDiGraph", source: str, relation: str, target: str, evidence: list[Evidence]
) -> None:
    unique = sorted(
        set(evidence), key=lambda each: (each.story, each.start, each.subject, each.object)
    )
    listed = [
        asdict(each) | {"subject": list(each.subject), "object": list(each.object)}
        for each in unique
    ]
    graph.add_edge(
        source, target, key=relation, relation=relation, weight=len(listed), evidence=listed
    )


def _evidence(
    reading: Reading,
    sentence: int,
    subject: tuple[int, int],
    object: tuple[int, int],
    by: str,
    confidence: float,
) -> Evidence:
    start, end = _stretch(reading, sentence, min(subject[0], object[0]), max(subject[1], object[1]))
    text = reading.story.text[start:end]
    return Evidence(reading.story.id, start, end, text, by, confidence, subject, object)


def _stretch(reading: Reading, sentence: int, first: int, last: int) -> tuple[int, int]:
    """Return the sentence's offsets, widened to a neighbour that holds one of both ends.

    Parsers now and then break a sentence before a name.
    """
    near = reading.sentences[max(0, sentence - 1) : sentence + 2]
    at = reading.sentences[sentence]
    before = [s.start for s in near if s.start <= first < s.end]
    after = [s.end for s in near if s.start < last <= s.end]
    return min([at.start, *before]), max([at.end, *after])


def _link_story(
    reading: Reading,
    nodes: Mapping[tuple[str, int], str],
    links: dict[_Edge, list[Evidence]],
) -> None:
    source = story_node(reading.story.id)
    for mention in reading.mentions:
        node = nodes.get((reading.story.id, mention.entity))
        if node is not None and mention.form == "name":
            span = (mention.start, mention.end)
            evidence = _evidence(reading, mention.sentence, span, span, "mention", 1.0)
            links[source, "mentions", node].append(evidence)
    for theme in reading.themes:
        span = (theme.start, theme.end)
        evidence = _evidence(reading, theme.sentence, span, span, theme.by, 1.0)
        links[source, "about", theme_node(theme.theme)].append(evidence)


def _link_relations(
    reading: Reading,
    nodes: Mapping[tuple[str, int], str],
    links: dict[_Edge, list[Evidence]],
) -> None:
    for relation in reading.relations:
        ends = _ends(reading.story.id, relation, nodes)
        if ends is None or relation.confidence < _LEAST_CONFIDENCE:
            continue
        evidence = _evidence(
            reading,
            relation.sentence,
            (relation.subject.start, relation.subject.end),
            (relation.object.start, relation.object.end),
            relation.by,
            relation.confidence,
        )
        links[ends[0], relation.name, ends[1]].append(evidence)


def _ends(
    story: str, relation: Relation, nodes: Mapping[tuple[str, int], str]
) -> tuple[str, str] | None:
    found: list[str] = []
    for end in (relation.subject, relation.object):
        node = theme_node(end.theme) if end.theme else nodes.get((story, end.entity or 0))
        if node is None:
            return None
        found.append(node)
    return (found[0], found[1]) if found[0] != found[1] else None


def _link_cooccurrences(
    reading: Reading,
    nodes: Mapping[tuple[str, int], str],
    links: dict[_Edge, list[Evidence]],
) -> None:
    by_sentence: dict[int, dict[str, Mention]] = defaultdict(dict)
    for mention in reading.mentions:
        node = nodes.get((reading.story.id, mention.entity))
        if node is not None and mention.confidence >= 0.5:
            by_sentence[mention.sentence].setdefault(node, mention)
    for sentence, present in by_sentence.items():
        for one, other in combinations(sorted(present), 2):
            spans = [(present[node].start, present[node].end) for node in (one, other)]
            confidence = min(present[one].confidence, present[other].confidence)
            evidence = _evidence(reading, sentence, spans[0], spans[1], "same sentence", confidence)
            links[one, "appears_with", other].append(evidence)
