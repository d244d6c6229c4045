"""Readings and entities -> StoryGraph: nodes, edges, and the evidence behind each edge."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter
from sys import intern
from typing import Any

import networkx as nx

from storygraph.collector import uncollected
from storygraph.graph.links import (
    Links,
    Nodes,
    Shown,
    add_links,
    no_links,
    shared_confidence,
    shared_offsets,
    story_node,
    theme_node,
)
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import Entity, NodeMention, Reading, Resolution, Story, maker

_make_mention = maker(NodeMention)


def assemble(
    readings: Iterable[Reading],
    resolution: Resolution,
    *,
    labels: Mapping[str, str] | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> StoryGraph:
    """Return the graph of some stories; the order of the readings does not matter.

    The readings are gone through once, and none of them is kept.

    Parameters
    ----------
    labels
        How themes are shown, by vocabulary key; the key itself where it is missing.
    aliases
        What else themes are called, by vocabulary key.
    """
    with uncollected():
        nodes = {member: entity.id for entity in resolution.entities for member in entity.members}
        links = no_links()
        stories: dict[str, Story] = {}
        mentions: dict[str, list[NodeMention]] = {}
        themes: set[str] = set()
        for reading in readings:
            story = reading.story
            own = [nodes.pop((story.id, i), None) for i in range(len(reading.entities))]
            add_links(reading, own, links)
            stories[story.id] = story
            mentions[story.id] = _node_mentions(reading, own)
            themes.update(mention.theme for mention in reading.themes)
        ordered = [stories[each] for each in sorted(stories)]
        told = [mention for story in ordered for mention in mentions.pop(story.id)]
        graph = nx.MultiDiGraph()
        _add_story_nodes(graph, ordered, told)
        _add_nodes(graph, resolution.entities, themes, told, labels or {}, aliases or {})
        maybe_same = resolution.maybe_same
        del nodes, resolution  # the graph has what they say
        _add_edges(graph, links)
        return StoryGraph(graph, stories=ordered, mentions=told, maybe_same=maybe_same)


def _node_mentions(reading: Reading, nodes: Nodes) -> list[NodeMention]:
    story, shared = reading.story.id, shared_offsets().get
    found = [
        _make_mention(
            story,
            shared(each.start, each.start),
            shared(each.end, each.end),
            node,
            intern(each.form),
            shared_confidence(each.confidence),
        )
        for each in reading.mentions
        if (node := nodes[each.entity]) is not None
    ]
    found += [
        _make_mention(
            story,
            shared(each.start, each.start),
            shared(each.end, each.end),
            theme_node(each.theme),
            "theme",
            1.0,
        )
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
    aliases: Mapping[str, Sequence[str]],
) -> None:
    counts: Counter[str] = Counter()
    stories: dict[str, set[str]] = defaultdict(set)
    story_nodes = {node.removeprefix("story:"): node for node in graph}
    for mention in mentions:
        counts[mention.node] += 1
        stories[mention.node].add(mention.story)
    for entity in sorted(entities, key=lambda entity: entity.id):
        where = [story_nodes[story] for story in sorted(stories.pop(entity.id, ()))]
        _add_node(
            graph, entity.id, entity.type, entity.name, entity.aliases, where, counts[entity.id]
        )
    for key in sorted(themes):
        node = theme_node(key)
        where = [story_nodes[story] for story in sorted(stories[node])]
        also = aliases.get(key, ())
        _add_node(graph, node, "theme", labels.get(key, key), also, where, counts[node])


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


@dataclass
class _Edge:
    """The attributes of an edge; dicts of objects of one class share their keys."""

    relation: str
    weight: int
    evidence: list[Shown]


@cache
def _holder(relation: str) -> Callable[[], object]:
    """Return a class for the dicts of edges between two nodes: most hold this relation alone."""
    return type(relation, (), {})


def _add_edges(graph: "nx.MultiDiGraph", links: Links) -> None:
    """Add the edges in their order; the links are used up, lest all be held twice."""
    between: dict[str, Any] = {}
    made: dict[str, Any] = {}
    graph.edge_key_dict_factory = lambda: between
    graph.edge_attr_dict_factory = lambda: made
    for source in sorted(links):
        told = links.pop(source)
        for relation, target in sorted(told):
            evidence = _without_repeats(told.pop((relation, target)))
            between = vars(_holder(relation)())
            made = vars(_Edge(relation, len(evidence), evidence))
            graph.add_edge(source, target, key=relation)
    del graph.edge_key_dict_factory, graph.edge_attr_dict_factory


def _without_repeats(evidence: list[Shown]) -> list[Shown]:
    """Return each piece of evidence once, in the order of the stories."""
    if all(_comes_before(*pair) for pair in pairwise(evidence)):
        return evidence[:]  # without the room that a list keeps for more
    unique = {
        (
            (each["story"], each["start"], *each["subject"], *each["object"]),
            each["end"],
            each["by"],
            each["confidence"],
        ): each
        for each in evidence
    }
    return [unique[key] for key in sorted(unique, key=itemgetter(0))]


def _comes_before(one: Shown, other: Shown) -> bool:
    if one["story"] == other["story"]:
        return bool(one["start"] < other["start"])
    return bool(one["story"] < other["story"])
