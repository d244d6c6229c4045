"""A graph taken apart to be changed, and put together again in the order that building gives."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import networkx as nx

from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import MaybeSame, NodeMention

Node = dict[str, Any]
Shown = dict[str, Any]
Edge = tuple[str, str, str]
_MENTIONING = ("mentions", "about")
_ENTITY_ORDER = {"story": 0, "theme": 2}


class Draft:
    """The nodes, edges and mentions of a graph, free to change; the graph itself stays as it is.

    Attributes
    ----------
    nodes
        The attributes of each node, by id.
    edges
        The attributes of each edge, by source, relation and target.
    mentions
        All mentions; counts and stories of the nodes follow from them in the end.
    """

    def __init__(self, graph: StoryGraph) -> None:
        self._graph = graph
        self.stories = graph.stories
        self.nodes: dict[str, Node] = deepcopy(dict(graph.nx.nodes(data=True)))
        self.edges: dict[Edge, dict[str, Any]] = {
            (source, relation, target): {**data, "evidence": [_copy(e) for e in data["evidence"]]}
            for source, target, relation, data in graph.nx.edges(keys=True, data=True)
        }
        self.mentions: list[NodeMention] = [
            mention for listed in graph.mentions_by_story.values() for mention in listed
        ]
        self.maybe_same: list[MaybeSame] = list(graph.maybe_same)

    def edges_of(self, node: str) -> list[Edge]:
        """Return the edges into and out of a node."""
        return [edge for edge in self.edges if node in (edge[0], edge[2])]

    def state(self, edge: Edge, evidence: Iterable[Shown]) -> None:
        """Add evidence to an edge, which is made if it is not there; a node has none to itself.

        Co-occurrence runs from the lesser id to the greater, and counts once a sentence.
        """
        source, relation, target = edge
        if source == target:
            return
        if relation == COOCCURRENCE and source > target:
            source, target = target, source
            evidence = [{**e, "subject": e["object"], "object": e["subject"]} for e in evidence]
        edge = (source, relation, target)
        data = self.edges.setdefault(edge, {"relation": relation, "weight": 0, "evidence": []})
        place = _sentence if relation == COOCCURRENCE else _everything
        unique = {place(each): each for each in [*data["evidence"], *evidence][::-1]}
        data["evidence"] = sorted(unique.values(), key=_everything)
        data["weight"] = len(data["evidence"])

    def redirect(self, old: str, new: str) -> None:
        """Let a node stand for another in all its edges, mentions and doubtful pairs."""
        for edge in self.edges_of(old):
            data = self.edges.pop(edge)
            source, relation, target = (new if end == old else end for end in edge)
            free = (source, relation, target) not in self.edges and relation != COOCCURRENCE
            if free and source != target:
                self.edges[source, relation, target] = data
            else:
                self.state((source, relation, target), data["evidence"])
        self.mentions = [replace(m, node=new) if m.node == old else m for m in self.mentions]
        now = {old: new}
        self.maybe_same = [
            MaybeSame(
                now.get(pair.first, pair.first), now.get(pair.second, pair.second), pair.reason
            )
            for pair in self.maybe_same
        ]

    def drop(self, node: str) -> None:
        """Take a node away, and all that hangs on it."""
        del self.nodes[node]
        for edge in self.edges_of(node):
            del self.edges[edge]
        self.mentions = [mention for mention in self.mentions if mention.node != node]

    def forget(self, node: str, story: str) -> None:
        """Take away what one story says of a node, and the node if no story is left."""
        for edge in self.edges_of(node):
            data = self.edges.pop(edge)
            kept = [each for each in data["evidence"] if each["story"] != story]
            if kept and edge[0] != f"story:{story}":
                self.edges[edge] = {**data, "evidence": kept, "weight": len(kept)}
        self.mentions = [m for m in self.mentions if (m.node, m.story) != (node, story)]
        if not self.edges_of(node) and all(m.node != node for m in self.mentions):
            self.drop(node)

    def to_graph(self) -> StoryGraph:
        """Return the changed graph."""
        self._recount()
        graph = nx.MultiDiGraph()
        for node in sorted(self.nodes, key=self._rank):
            graph.add_node(node, **self.nodes[node])
        for source, relation, target in sorted(self.edges):
            data = self.edges[source, relation, target]
            graph.add_edge(source, target, key=relation, **data)
        return StoryGraph(
            graph,
            stories=self.stories.values(),
            mentions=sorted(self.mentions, key=lambda m: (m.story, m.start, m.end, m.node)),
            maybe_same=self._pairs(),
        )

    def _rank(self, node: str) -> tuple[int, str]:
        return _ENTITY_ORDER.get(self.nodes[node]["type"], 1), node

    def _pairs(self) -> list[MaybeSame]:
        found = {(*sorted((pair.first, pair.second)), pair.reason) for pair in self.maybe_same}
        return [
            MaybeSame(first, second, reason)
            for first, second, reason in sorted(found)
            if first != second and self._type(first) == self._type(second) != ""
        ]

    def _type(self, node: str) -> str:
        return str(self.nodes[node]["type"]) if node in self.nodes else ""

    def _recount(self) -> None:
        """Count again the mentions and stories of all nodes that have any."""
        counts = Counter(mention.node for mention in self.mentions)
        told = Counter(mention.story for mention in self.mentions)
        stories: dict[str, set[str]] = defaultdict(set)
        for mention in self.mentions:
            stories[mention.node].add(f"story:{mention.story}")
        for source, relation, target in self.edges:
            if relation in _MENTIONING:
                stories[target].add(source)
        for node, data in self.nodes.items():
            if data["type"] == "story":
                data["mentions"] = told[node.removeprefix("story:")]
            else:
                data["mentions"] = counts[node]
                data["stories"] = sorted(stories[node])


def _everything(evidence: Shown) -> tuple[Any, ...]:
    spans = (*evidence["subject"], *evidence["object"])
    return (evidence["story"], evidence["start"], spans, evidence["end"], evidence["by"])


def _sentence(evidence: Shown) -> tuple[Any, ...]:
    return evidence["story"], evidence["start"]


def _copy(evidence: Shown) -> Shown:
    return {**evidence, "subject": [*evidence["subject"]], "object": [*evidence["object"]]}
