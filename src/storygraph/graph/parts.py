"""Smaller graphs out of a graph; each is a copy, and can be asked and cut again."""

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, Self

import networkx as nx

from storygraph.errors import UnknownNameError
from storygraph.graph.contract import COOCCURRENCE
from storygraph.graph.core import GraphCore
from storygraph.records import NODE_TYPES


class Parts(GraphCore):
    """A graph that can be cut down to a neighbourhood, to types, relations or stories."""

    def around(self, node: str, *, hops: int = 1) -> Self:
        """Return the part of the graph within some steps of a node, as a graph of its own.

        Parameters
        ----------
        hops
            How many links away a node may be; co-occurrence is a link too.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> graph.around("Riga")
        StoryGraph(1 story, 1 person, 1 place, 4 links)
        >>> len(graph.around("Riga", hops=2).entities())
        3
        """
        center = self.find(node)
        reached = nx.ego_graph(self.nx.to_undirected(as_view=True), center, radius=hops)
        return self.subgraph(reached.nodes)

    def subgraph(self, nodes: Iterable[str]) -> Self:
        """Return a copy that keeps some nodes, the edges among them, and their mentions.

        `nodes` are ids; those that the graph lacks are passed over.

        Examples
        --------
        >>> graph.subgraph(["person:aru-bek", "theme:dombra"]).nx.number_of_edges()
        1
        """
        kept = set(nodes) & set(self.nx)
        return self._copy(deepcopy(self.nx.subgraph(kept).copy()), None)

    def only(
        self,
        *,
        types: str | Iterable[str] | None = None,
        relations: str | Iterable[str] | None = None,
        stories: str | Iterable[str] | None = None,
        cooccurrence: bool = True,
    ) -> Self:
        """Return a copy that keeps some types of nodes, some relations, or some stories alone.

        Conditions add up. With `relations`, nodes that are left without a link go too. With
        `stories`, only what these stories say stays: their evidence, mentions and counts.

        Parameters
        ----------
        types
            Node types to keep, for example "person" or ("person", "theme").
        relations
            Relations to keep, for example "taught" or ("taught", "worked_with").
        stories
            Titles or ids of the stories to keep.
        cooccurrence
            False drops the links that only say that two nodes stand in one sentence.

        Raises
        ------
        UnknownNameError
            If there is no such node type or story.

        Examples
        --------
        >>> graph.only(types=("person", "theme"), cooccurrence=False)
        StoryGraph(3 people, 1 theme, 5 links)
        >>> graph.only(relations="plays").entities()["name"].tolist()
        ['Aru Bek', 'Dana Lin', 'Omar Serik']
        >>> graph.only(stories="evening").around("Almaty").entities()["name"].tolist()
        ['Dana Lin', 'Almaty']
        """
        kinds, names = _names(types), _names(relations)
        _check_types(kinds)
        told = (
            None if stories is None else {self.find(each, type="story") for each in _all(stories)}
        )
        graph = nx.MultiDiGraph()
        for node, data in self.nx.nodes(data=True):
            if (kinds is None or data["type"] in kinds) and (
                told is None or told & set(data["stories"])
            ):
                graph.add_node(node, **deepcopy(data))
        for source, target, key, data in self.nx.edges(keys=True, data=True):
            wanted = (names is None or key in names) and (cooccurrence or key != COOCCURRENCE)
            kept = _cut(data, told) if wanted and source in graph and target in graph else None
            if kept is not None:
                graph.add_edge(source, target, key=key, **kept)
        if names is not None:
            graph.remove_nodes_from([node for node in graph if not graph.degree(node)])
        return self._copy(graph, told)

    def _copy(self, graph: "nx.MultiDiGraph", told: set[str] | None) -> Self:
        """Return a graph with the stories and mentions that its nodes need.

        `told` are ids of story nodes; counts on the nodes follow if it is given.
        """
        mentions = [
            mention
            for listed in self.mentions_by_story.values()
            for mention in listed
            if mention.node in graph and (told is None or f"story:{mention.story}" in told)
        ]
        if told is not None:
            _recount(graph, told, Counter(mention.node for mention in mentions))
        speaking = {m.story for m in mentions} | {n.removeprefix("story:") for n in graph}
        speaking |= {e["story"] for *_, data in graph.edges(data=True) for e in data["evidence"]}
        return type(self)(
            graph,
            stories=[story for story in self.stories.values() if story.id in speaking],
            mentions=mentions,
            maybe_same=[m for m in self.maybe_same if m.first in graph and m.second in graph],
        )


def _all(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _names(names: str | Iterable[str] | None) -> set[str] | None:
    return None if names is None else set(_all(names))


def _check_types(kinds: set[str] | None) -> None:
    unknown = sorted((kinds or set()) - set(NODE_TYPES))
    if unknown:
        known = ", ".join(NODE_TYPES)
        raise UnknownNameError(f"no node type '{unknown[0]}'; the types are {known}.")


def _cut(data: dict[str, Any], told: set[str] | None) -> dict[str, Any] | None:
    """Return an edge with the evidence of some stories alone, or None if that is none."""
    if told is None:
        return deepcopy(data)
    kept = [each for each in data["evidence"] if f"story:{each['story']}" in told]
    if not kept:
        return None
    weight = data["weight"] if len(kept) == len(data["evidence"]) else len(kept)
    return deepcopy({**data, "evidence": kept, "weight": weight})


def _recount(graph: "nx.MultiDiGraph", told: set[str], counts: Counter[str]) -> None:
    for node, data in graph.nodes(data=True):
        data["stories"] = [story for story in data["stories"] if story in told]
        if data["type"] != "story":
            data["mentions"] = counts[node]
