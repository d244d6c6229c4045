"""The graph itself: what it holds, and how its nodes are found by name."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

import networkx as nx
from rapidfuzz import process

from storygraph.errors import AmbiguousNameError, UnknownNameError
from storygraph.graph.contract import COOCCURRENCE, check_contract, to_evidence
from storygraph.naming import fold, key_of
from storygraph.records import Fact, MaybeSame, NodeMention, Story


class GraphCore:
    """A NetworkX graph under the contract, the stories behind it, and every mention in them."""

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
        for story, told in groupby(mentions, key=attrgetter("story")):
            self.mentions_by_story.setdefault(story, []).extend(told)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GraphCore):
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
        """Return how many nodes there are of each type.

        Examples
        --------
        >>> graph.counts()["person"]
        3
        """
        return Counter(kind for _, kind in self.nx.nodes(data="type"))

    def name(self, node: str) -> str:
        """Return the name that a node is shown by; `node` is an id.

        Raises
        ------
        KeyError
            If the graph has no such node; `find` turns names into ids.

        Examples
        --------
        >>> graph.name("person:aru-bek")
        'Aru Bek'
        """
        return str(self.nx.nodes[node]["name"])

    def find(self, name: str, *, type: str | None = None) -> str:
        """Return the id of the node that a name, alias, part of a name, or id denotes.

        Whole names win over aliases, aliases over single words of a name; accents, case and
        transliteration do not matter.

        Parameters
        ----------
        type
            Consider nodes of this type alone: "person", "place", "artwork", "organization",
            "event", "theme" or "story".

        Raises
        ------
        UnknownNameError
            If nothing goes by this name; close names are suggested.
        AmbiguousNameError
            If several nodes do; its `candidates` are their ids.

        Examples
        --------
        >>> graph.find("Aru")
        'person:aru-bek'
        >>> graph.find("One Evening", type="story")
        'story:evening'
        >>> graph.find("Daná Linn")
        Traceback (most recent call last):
        storygraph.errors.UnknownNameError: nothing in this graph is called 'Daná Linn'; did you \
mean Dana Lin?
        """
        if name in self.nx:
            return name
        wanted = key_of(name)
        for candidates in self._candidates(name, wanted, type):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                raise AmbiguousNameError(self._ambiguous(name, candidates), candidates)
        raise UnknownNameError(self._unknown(name))

    def _candidates(self, name: str, wanted: str, kind: str | None) -> Iterable[list[str]]:
        nodes = [(n, d) for n, d in self.nx.nodes(data=True) if kind in {None, d["type"]}]
        entities = [(n, d) for n, d in nodes if d["type"] != "story"]
        yield [n for n, d in entities if key_of(d["name"]) == wanted]
        yield [n for n, d in entities if any(key_of(alias) == wanted for alias in d["aliases"])]
        stories = [(n, d) for n, d in nodes if d["type"] == "story"]
        yield [n for n, _ in stories if n == f"story:{name}"]
        yield [n for n, d in stories if wanted in {key_of(d["name"]), key_of(n.partition(":")[2])}]
        yield [n for n, d in entities if wanted and wanted in fold(d["name"]).split()]

    def _ambiguous(self, name: str, candidates: list[str]) -> str:
        told = (self.nx.nodes[node]["stories"] for node in candidates[:5])
        where = [", ".join(each.removeprefix("story:") for each in listed[:2]) for listed in told]
        listed = " or ".join(
            f"{node} (in {stories})" if stories else node
            for node, stories in zip(candidates[:5], where, strict=True)
        )
        more = f" or {len(candidates) - 5} more" if len(candidates) > 5 else ""
        return f"'{name}' may be {listed}{more}. Give one of these ids instead of the name."

    def _unknown(self, name: str) -> str:
        names = {str(shown) for _, shown in self.nx.nodes(data="name")}
        close = [match for match, score, _ in process.extract(name, names, limit=3) if score >= 70]
        hint = f"; did you mean {', '.join(sorted(close))}?" if close else "."
        return f"nothing in this graph is called '{name}'{hint}"

    def facts(self, node: str, *, cooccurrence: bool = False) -> list[Fact]:
        """Return the edges into and out of a node, one fact for each sentence behind them.

        Parameters
        ----------
        cooccurrence
            Also return what merely stands in one sentence with the node.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> [(fact.relation, fact.target) for fact in graph.facts("Aru")][:2]
        [('born_in', 'place:riga'), ('plays', 'theme:dombra')]
        """
        node = self.find(node)
        edges = [*self.nx.out_edges(node, keys=True), *self.nx.in_edges(node, keys=True)]
        return [
            fact
            for source, target, relation in dict.fromkeys(edges)
            if cooccurrence or relation != COOCCURRENCE
            for fact in self._facts_of(source, target, relation)
        ]

    def evidence(self, first: str, second: str) -> list[Fact]:
        """Return every statement that links two nodes, in either direction, surest first.

        In each fact's `evidence`, `start` and `end` are character offsets of the sentence in its
        story (the end exclusive), `subject` and `object` those of both ends, and `confidence` lies
        in 0..1. Co-occurrence stands last.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> fact = graph.evidence("Aru Bek", "Riga")[0]
        >>> fact.relation, fact.evidence.text
        ('born_in', 'Aru Bek was born in Riga in 1931.')
        >>> graph.stories[fact.evidence.story].text[slice(*fact.evidence.object)]
        'Riga'
        """
        one, other = self.find(first), self.find(second)
        found = [
            fact
            for source, target in dict.fromkeys([(one, other), (other, one)])
            for relation in sorted(self.nx.get_edge_data(source, target) or {})
            for fact in self._facts_of(source, target, relation)
        ]
        return sorted(found, key=lambda f: (f.relation == COOCCURRENCE, -f.evidence.confidence))

    def _facts_of(self, source: str, target: str, relation: str) -> list[Fact]:
        listed = self.nx.edges[source, target, relation]["evidence"]
        return [Fact(source, relation, target, to_evidence(each)) for each in listed]


def _edges(graph: "nx.MultiDiGraph") -> dict[tuple[str, str, str], dict[str, Any]]:
    return {(u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)}
