"""The finished graph: a NetworkX graph under a written contract, and the questions it answers."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from rapidfuzz import process

from storygraph.errors import AmbiguousNameError, GraphFileError, UnknownNameError
from storygraph.naming import fold, key_of
from storygraph.records import (
    NODE_TYPES,
    Evidence,
    Fact,
    MaybeSame,
    NodeMention,
    SharedTheme,
    Story,
)

NODE_KEYS = ("type", "name", "aliases", "stories", "mentions")
EDGE_KEYS = ("relation", "weight", "evidence")
COOCCURRENCE = "appears_with"
_PLURALS = {"person": "people", "story": "stories"}


class StoryGraph:
    """A knowledge graph of stories, the entities they mention and the themes they share.

    Attributes
    ----------
    nx
        The `networkx.MultiDiGraph`. Node ids are strings such as `person:aru-bek`; nodes carry
        `type`, `name`, `aliases`, `stories` (ids of story nodes), `mentions` (a count); edges,
        keyed by relation, carry `relation`, `weight` and `evidence` (a list of dicts with the
        fields of `storygraph.records.Evidence`).
    stories
        The stories by id, texts included.
    mentions_by_story
        Every mention of a story in text order: character offsets and the node it denotes.
    maybe_same
        Pairs of nodes that may be one, left apart because the stories do not decide it.

    Raises
    ------
    GraphFileError
        If `graph` breaks the contract.
    """

    def __init__(
        self,
        graph: "nx.MultiDiGraph",
        *,
        stories: Iterable[Story] = (),
        mentions: Iterable[NodeMention] = (),
        maybe_same: Iterable[MaybeSame] = (),
    ) -> None:
        check_contract(graph)
        self.nx = graph
        self.stories = {story.id: story for story in stories}
        self.maybe_same = tuple(maybe_same)
        self.mentions_by_story: dict[str, list[NodeMention]] = {}
        for mention in mentions:
            self.mentions_by_story.setdefault(mention.story, []).append(mention)

    def __repr__(self) -> str:
        counts = self.counts()
        shown = ", ".join(
            f"{counts[kind]} {_PLURALS.get(kind, kind + 's') if counts[kind] != 1 else kind}"
            for kind in ("story", *NODE_TYPES[:-1])
            if counts[kind]
        )
        return f"StoryGraph({shown or 'empty'}, {self.nx.number_of_edges()} links)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StoryGraph):
            return NotImplemented
        return (
            dict(self.nx.nodes(data=True)) == dict(other.nx.nodes(data=True))
            and _edges(self.nx) == _edges(other.nx)
            and self.stories == other.stories
            and self.mentions_by_story == other.mentions_by_story
            and self.maybe_same == other.maybe_same
        )

    __hash__ = None  # type: ignore[assignment]

    def counts(self) -> Counter[str]:
        """Return how many nodes there are of each type."""
        return Counter(kind for _, kind in self.nx.nodes(data="type"))

    def name(self, node: str) -> str:
        """Return the name that a node is shown by."""
        return str(self.nx.nodes[node]["name"])

    def find(self, name: str, *, type: str | None = None) -> str:
        """Return the id of the node that a name, alias, part of a name, or id denotes.

        Whole names win over aliases, aliases over single words of a name; accents, case and
        transliteration do not matter.

        Raises
        ------
        UnknownNameError
            If nothing goes by this name; close names are suggested.
        AmbiguousNameError
            If several nodes do; its `candidates` are their ids.
        """
        if name in self.nx:
            return name
        wanted = key_of(name)
        for candidates in self._candidates(wanted, type):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                listed = ", ".join(candidates[:5]) + (", ..." if len(candidates) > 5 else "")
                raise AmbiguousNameError(
                    f"'{name}' may be {listed}. Pass one of these ids, or type=...", candidates
                )
        raise UnknownNameError(self._unknown(name))

    def _candidates(self, wanted: str, kind: str | None) -> Iterable[list[str]]:
        nodes = [(n, d) for n, d in self.nx.nodes(data=True) if kind in {None, d["type"]}]
        entities = [(n, d) for n, d in nodes if d["type"] != "story"]
        yield [n for n, d in entities if key_of(d["name"]) == wanted]
        yield [n for n, d in entities if any(key_of(alias) == wanted for alias in d["aliases"])]
        stories = [(n, d) for n, d in nodes if d["type"] == "story"]
        yield [n for n, d in stories if wanted in {key_of(d["name"]), fold(n.partition(":")[2])}]
        yield [n for n, d in entities if wanted and wanted in fold(d["name"]).split()]

    def _unknown(self, name: str) -> str:
        names = {str(shown) for _, shown in self.nx.nodes(data="name")}
        close = [match for match, score, _ in process.extract(name, names, limit=3) if score >= 70]
        hint = f"; did you mean {', '.join(sorted(close))}?" if close else "."
        return f"nothing in this graph is called '{name}'{hint}"

    def facts(self, node: str, *, cooccurrence: bool = False) -> list[Fact]:
        """Return the edges into and out of a node, one fact for each sentence behind them."""
        node = self.find(node)
        edges = [*self.nx.out_edges(node, keys=True), *self.nx.in_edges(node, keys=True)]
        return [
            fact
            for source, target, relation in dict.fromkeys(edges)
            if cooccurrence or relation != COOCCURRENCE
            for fact in self._facts_of(source, target, relation)
        ]

    def _facts_of(self, source: str, target: str, relation: str) -> list[Fact]:
        listed = self.nx.edges[source, target, relation]["evidence"]
        return [Fact(source, relation, target, to_evidence(each)) for each in listed]

    def evidence(self, first: str, second: str) -> list[Fact]:
        """Return every statement that links two nodes, in either direction, surest first.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.
        """
        one, other = self.find(first), self.find(second)
        found = [
            fact
            for source, target in ((one, other), (other, one))
            for relation in sorted(self.nx.get_edge_data(source, target) or {})
            for fact in self._facts_of(source, target, relation)
        ]
        return sorted(found, key=lambda f: (f.relation == COOCCURRENCE, -f.evidence.confidence))

    def shared_themes(self, first: str, second: str) -> list[SharedTheme]:
        """Return the themes that two nodes share, the rarest among the stories first.

        For people and other entities these are the themes the text ties to them; for stories
        the themes they speak of.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.
        """
        one, other = self._theme_facts(self.find(first)), self._theme_facts(self.find(second))
        total = max(1, self.counts()["story"])
        shared = [
            SharedTheme(
                theme, self.name(theme), self._rarity(theme, total), one[theme], other[theme]
            )
            for theme in one.keys() & other.keys()
        ]
        return sorted(shared, key=lambda each: (-each.score, each.name))

    def _theme_facts(self, node: str) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for _, target, relation in self.nx.out_edges(node, keys=True):
            if self.nx.nodes[target]["type"] == "theme":
                found.setdefault(target, []).extend(self._facts_of(node, target, relation))
        return {theme: tuple(facts) for theme, facts in found.items()}

    def _rarity(self, theme: str, total: int) -> float:
        return round(math.log((1 + total) / (1 + len(self.nx.nodes[theme]["stories"]))) + 1, 4)

    def path(self, first: str, second: str) -> list[Fact]:
        """Return why two nodes are linked: one fact for each step of the most telling path.

        Steps through nodes with few links are preferred to those through hubs, and co-occurrence
        is used only where nothing else leads there. Empty if nothing does.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.
        """
        one, other = self.find(first), self.find(second)
        graph = nx.Graph()
        graph.add_nodes_from(self.nx)
        for source, target, relation in self.nx.edges(keys=True):
            cost = self._cost(source, target, relation)
            if cost < graph.get_edge_data(source, target, {"cost": math.inf})["cost"]:
                graph.add_edge(source, target, cost=cost, key=(source, target, relation))
        try:
            nodes = nx.dijkstra_path(graph, one, other, weight="cost")
        except nx.NetworkXNoPath:
            return []
        keys = [graph.edges[pair]["key"] for pair in pairwise(nodes)]
        return [max(self._facts_of(*key), key=lambda f: f.evidence.confidence) for key in keys]

    def _cost(self, source: str, target: str, relation: str) -> float:
        busy = math.log2(2 + self.nx.degree(source)) + math.log2(2 + self.nx.degree(target))
        return float(busy + (40.0 if relation == COOCCURRENCE else 0.0))

    def around(self, node: str, *, hops: int = 1) -> "StoryGraph":
        """Return the part of the graph within some steps of a node, as a graph of its own.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.
        """
        center = self.find(node)
        reached = nx.ego_graph(self.nx.to_undirected(as_view=True), center, radius=hops)
        return self.subgraph(reached.nodes)

    def subgraph(self, nodes: Iterable[str]) -> "StoryGraph":
        """Return a copy that keeps some nodes, the edges among them, and their mentions."""
        kept = set(nodes)
        mentions = [m for each in self.mentions_by_story.values() for m in each if m.node in kept]
        told = {m.story for m in mentions} | {n.removeprefix("story:") for n in kept}
        return StoryGraph(
            deepcopy(self.nx.subgraph(kept).copy()),
            stories=[story for story in self.stories.values() if story.id in told],
            mentions=mentions,
            maybe_same=[m for m in self.maybe_same if m.first in kept and m.second in kept],
        )

    def entities(self, *, type: str | None = None) -> pd.DataFrame:
        """Return the entities as a table: id, type, name, aliases, stories, mentions, links."""
        rows = [
            {"id": node, **data, "links": self.nx.degree(node)}
            for node, data in self.nx.nodes(data=True)
            if (data["type"] == type if type else data["type"] not in {"theme", "story"})
        ]
        columns = ["id", *NODE_KEYS, "links"]
        table = pd.DataFrame(rows, columns=columns)
        return table.sort_values(["mentions", "id"], ascending=[False, True], ignore_index=True)

    def themes(self) -> pd.DataFrame:
        """Return the themes as a table, those of the most stories first."""
        table = self.entities(type="theme").drop(columns=["type", "aliases"])
        spread = table["stories"].map(len)
        return table.iloc[(-spread).argsort(kind="stable")].reset_index(drop=True)

    def relations(self, *, relation: str | None = None) -> pd.DataFrame:
        """Return the edges as a table: one row for each sentence behind each edge.

        Columns: source, relation, target, weight, and the fields of `Evidence`; `start` and
        `end` are character offsets of the sentence in its story, `confidence` lies in 0..1.
        """
        rows = [
            {"source": source, "relation": key, "target": target, "weight": data["weight"], **each}
            for source, target, key, data in self.nx.edges(keys=True, data=True)
            if relation in {None, key}
            for each in data["evidence"]
        ]
        fields = list(Evidence.__dataclass_fields__)
        return pd.DataFrame(rows, columns=["source", "relation", "target", "weight", *fields])

    def mentions(self, *, story: str | None = None) -> pd.DataFrame:
        """Return every mention as a table: story, start, end, text, node, form, confidence."""
        rows = [
            {
                "story": m.story,
                "start": m.start,
                "end": m.end,
                "text": self.stories[m.story].text[m.start : m.end],
                "node": m.node,
                "form": m.form,
                "confidence": m.confidence,
            }
            for story_id, listed in self.mentions_by_story.items()
            if story in {None, story_id}
            for m in listed
        ]
        columns = ["story", "start", "end", "text", "node", "form", "confidence"]
        return pd.DataFrame(rows, columns=columns)

    def save(self, path: str | Path, **options: Any) -> Path:
        """Write the graph in the format that the suffix names, and return the path.

        Raises
        ------
        GraphFileError
            If the suffix is unknown or the file cannot be written.
        """
        from storygraph.views.export import write_graph  # views build on this module

        return write_graph(self, Path(path), **options)

    def show(self, *, height: int = 720) -> Any:
        """Return the interactive page for display in a notebook; no file is written."""
        from storygraph.views.html import show_html

        return show_html(self, height=height)


def to_evidence(fields: Mapping[str, Any]) -> Evidence:
    """Return the record of an edge's evidence as the graph holds it."""
    spans = {key: tuple(fields[key]) for key in ("subject", "object")}
    return Evidence(**{**fields, **spans})


def check_contract(graph: "nx.MultiDiGraph") -> None:
    """Check that a graph has the nodes and edges that StoryGraph promises.

    Raises
    ------
    GraphFileError
        If it is no MultiDiGraph, or a node or edge lacks an attribute.
    """
    if not isinstance(graph, nx.MultiDiGraph):
        raise GraphFileError(f"a story graph is a MultiDiGraph, not a {type(graph).__name__}")
    for node, data in graph.nodes(data=True):
        _check_keys(f"node '{node}'", data, NODE_KEYS)
        if data["type"] not in NODE_TYPES:
            raise GraphFileError(f"node '{node}' has the unknown type '{data['type']}'")
    for source, target, data in graph.edges(data=True):
        _check_keys(f"edge '{source}' -> '{target}'", data, EDGE_KEYS)


def _check_keys(what: str, data: Mapping[str, Any], keys: Sequence[str]) -> None:
    lacking = [key for key in keys if key not in data]
    if lacking:
        raise GraphFileError(f"{what} lacks {', '.join(lacking)}; was it saved by storygraph?")


def _edges(graph: "nx.MultiDiGraph") -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)}
