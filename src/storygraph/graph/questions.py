"""What links two nodes: themes and entities they share, the most telling path, two stories."""

import math
from collections.abc import Iterable

from storygraph.errors import UnknownNameError
from storygraph.graph.answers import Comparison, SharedNode
from storygraph.graph.core import GraphCore
from storygraph.graph.paths import find_path, step_cost
from storygraph.records import ENTITY_TYPES, Fact, SharedTheme

_Facts = dict[str, tuple[Fact, ...]]


class Questions(GraphCore):
    """A graph that answers what two of its nodes have to do with each other."""

    def shared_themes(self, first: str, second: str) -> list[SharedTheme]:
        """Return the themes that two nodes share, the rarest among the stories first.

        Of equally rare ones those come first that both are said to practise or play, then those
        that more sentences tell. For people and other entities these are the themes the text ties
        to them; for stories the themes they speak of. Each holds the facts of both sides, and a
        `score` that is 1 for a theme of all stories and grows by the logarithm of its rarity.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> theme = graph.shared_themes("Aru", "Omar Serik")[0]
        >>> theme.name, theme.score
        ('dombra', 1.0)
        >>> theme.second[0].evidence.text
        'Omar Serik plays the dombra in Almaty, and Dana Lin paints there.'
        """
        one, other = self._theme_facts(self.find(first)), self._theme_facts(self.find(second))
        shared = [
            SharedTheme(theme, self.name(theme), self.rarity(theme), one[theme], other[theme])
            for theme in one.keys() & other.keys()
        ]
        return sorted(shared, key=lambda each: (-each.score, *_telling(each), each.name))

    def _theme_facts(self, node: str) -> _Facts:
        found: dict[str, list[Fact]] = {}
        for _, target, relation in self.nx.out_edges(node, keys=True):
            if self.nx.nodes[target]["type"] == "theme":
                found.setdefault(target, []).extend(self._facts_of(node, target, relation))
        return {theme: tuple(facts) for theme, facts in found.items()}

    def rarity(self, node: str) -> float:
        """Return how telling a link through a node is: 1 if all stories know it, more if few do.

        Examples
        --------
        >>> graph.rarity("theme:dombra"), graph.rarity("place:riga")
        (1.0, 1.6931)
        """
        total = max(1, self.counts()["story"])
        return round(math.log((1 + total) / (1 + len(self.nx.nodes[node]["stories"]))) + 1, 4)

    def shared(
        self, first: str, second: str, *, types: Iterable[str] = ENTITY_TYPES
    ) -> list[SharedNode]:
        """Return the entities that two nodes are both linked to, the rarest first.

        Co-occurrence does not count as a link.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> [(each.name, each.type) for each in graph.shared("Omar Serik", "Aru")]
        [('Dana Lin', 'person')]
        """
        ends = (self.find(first), self.find(second))
        one, other = (self._neighbours(end, frozenset(types)) for end in ends)
        shared = [
            SharedNode(
                node,
                self.nx.nodes[node]["type"],
                self.name(node),
                self.rarity(node),
                one[node],
                other[node],
            )
            for node in one.keys() & other.keys() - {*ends}
        ]
        return sorted(shared, key=lambda each: (-each.score, each.name, each.node))

    def _neighbours(self, node: str, types: frozenset[str]) -> _Facts:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts(node):
            other = fact.target if fact.source == node else fact.source
            if self.nx.nodes[other]["type"] in types:
                found.setdefault(other, []).append(fact)
        return {other: tuple(facts) for other, facts in found.items()}

    def path(self, first: str, second: str) -> list[Fact]:
        """Return why two nodes are linked: one fact for each step of the most telling path.

        What a story states counts for more than a theme in common, a theme for more than standing
        in one sentence or one story, and steps through nodes with few links for more than those
        through hubs; `storygraph.graph.paths` says how much more. Empty if nothing leads from one
        to the other, or if both are one.

        Raises
        ------
        UnknownNameError, AmbiguousNameError
            As `find` does.

        Examples
        --------
        >>> for step in graph.path("Aru Bek", "The Salt Road"):
        ...     print(step.source, step.relation, step.target)
        person:aru-bek met person:dana-lin
        person:dana-lin created artwork:the-salt-road
        """
        one, other = self.find(first), self.find(second)
        keys = find_path(self.nx, one, other)
        return [max(self._facts_of(*key), key=lambda f: f.evidence.confidence) for key in keys]

    def compare(self, story_a: str, story_b: str) -> Comparison:
        """Return what two stories share, with the sentences of both, and what either has alone.

        Parameters
        ----------
        story_a, story_b
            Titles or ids of stories.

        Raises
        ------
        UnknownNameError
            If either is no story of the graph.
        AmbiguousNameError
            If several stories have the title.

        Examples
        --------
        >>> both = graph.compare("winter", "road")
        >>> [each.name for each in both.themes], [each.name for each in both.entities]
        (['dombra'], ['Dana Lin'])
        >>> both.only_second, both.similarity
        (('artwork:the-salt-road',), 0.2825)
        """
        first, second = self._story(story_a), self._story(story_b)
        one, other = ({*self.nx.successors(story)} for story in (first, second))
        weight = {node: self.rarity(node) for node in one | other}
        everything = sum(weight.values())
        common = sum(weight[node] for node in one & other)
        return Comparison(
            first,
            second,
            round(common / everything, 4) if everything else 0.0,
            tuple(self.shared_themes(first, second)),
            tuple(self.shared(first, second)),
            tuple(sorted(one - other, key=lambda node: (-weight[node], node))),
            tuple(sorted(other - one, key=lambda node: (-weight[node], node))),
        )

    def _story(self, name: str) -> str:
        node = self.find(name, type="story")
        kind = self.nx.nodes[node]["type"]
        if kind != "story":
            raise UnknownNameError(f"'{name}' is of type {kind}; pass the title or id of a story.")
        return node


def _telling(shared: SharedTheme) -> tuple[int, int]:
    """Return sort keys: how loosely a theme is tied to both sides, and how few sentences do so."""
    sides = (shared.first, shared.second)
    loose = sum(min(step_cost(fact.relation) for fact in side) for side in sides)
    return loose, -sum(map(len, sides))
