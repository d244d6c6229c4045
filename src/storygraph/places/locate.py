"""Where the places of a graph lie, as far as the table and the stories leave no doubt.

A wrong pin is worse than none. A town is located if the stories say in which country or region it
lies, or name others of that country; without that, only if it is large and dwarfs its namesakes.
What the stories say of a place (`located_in`) always wins.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from storygraph.gazetteer.table import SOURCE, Gazetteer, Spot, look_up, place_key
from storygraph.graph.contract import PLACE_KEYS
from storygraph.graph.storygraph import StoryGraph
from storygraph.places.speech import Speech, hear

# Inhabitants of a place that a text may name without saying where it lies.
_LARGE = {"country": 100_000, "region": 100_000, "capital": 100_000, "town": 500_000}
_LARGER_THAN_INSTITUTIONS = 100_000  # of a town, where the stories name a "... University"
_OUTSHINES_REGION = 1_000_000  # of the town that is meant rather than the region of its name
_SMALL_RIVAL = 50_000  # of a town that is no rival to a region of its name
_DWARFS = 20  # times the inhabitants of the next
_DWARFS_AT_HOME = 10  # where the stories speak of one country
_DWARFS_NEAR_ONES = 50  # where the stories name the country of a lesser one
_SHORTEST_OTHER_NAME = 4
_TOWNS = ("capital", "town")

Attributes = dict[str, str | int | float]
_Scope = frozenset[str]
_Choice = Callable[[list[Spot], _Scope, Speech], Spot | None]


def locate_places(graph: StoryGraph) -> StoryGraph:
    """Return the graph with coordinates and countries of the places that are known beyond doubt.

    Place nodes get `latitude` and `longitude` (degrees), `country` (its name), `place_kind`
    ("country", "region", "capital" or "town"), `gazetteer` ("GeoNames") and, where known,
    `geonames_id`. Coordinates from elsewhere stay.
    """
    found = find_places(graph)
    plain = graph.nx.copy()
    for node, data in plain.nodes(data=True):
        if data.get("gazetteer") == SOURCE:
            for key in PLACE_KEYS:
                data.pop(key, None)
        data.update(found.get(node, {}))
    mentions = (each for listed in graph.mentions_by_story.values() for each in listed)
    return StoryGraph(
        plain, stories=graph.stories.values(), mentions=mentions, maybe_same=graph.maybe_same
    )


def find_places(graph: StoryGraph) -> dict[str, Attributes]:
    """Return the attributes of the places that are known beyond doubt, by node id."""
    names = {
        node: [str(name) for name in (data["name"], *data["aliases"])]
        for node, data in graph.nx.nodes(data=True)
        if data["type"] == "place" and _is_open(data)
    }
    if not names:
        return {}
    keys = {place_key(name) for listed in names.values() for name in listed}
    table = look_up(keys - {""})
    search = _Search(graph, table, hear(graph, names))
    search.run(names)
    return {node: _attributes(spot, table) for node, spot in search.spots.items()}


def _is_open(data: Mapping[str, object]) -> bool:
    """Tell whether nobody else has said where a place lies, or that it is unknown."""
    return data.get("gazetteer", "" if "latitude" in data else SOURCE) == SOURCE


def _attributes(spot: Spot, table: Gazetteer) -> Attributes:
    found: Attributes = {
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "country": table.countries.get(spot.country, spot.country),
        "place_kind": spot.kind,
        "gazetteer": SOURCE,
    }
    return found | ({"geonames_id": spot.geonames_id} if spot.geonames_id else {})


@dataclass(slots=True)
class _Search:
    """The places found so far, and the countries and regions that each story speaks of."""

    graph: StoryGraph
    table: Gazetteer
    speech: Mapping[str, Speech]
    spots: dict[str, Spot] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def run(self, names: Mapping[str, list[str]]) -> None:
        """Find what stands by itself, then what the countries so known decide."""
        candidates = {node: self._candidates(node, listed) for node, listed in names.items()}
        waiting = {node: spots for node, spots in candidates.items() if spots}
        around = {node: self._around(node, candidates) for node in waiting}
        for choose in (_by_itself, _by_itself, _in_context, _in_context):
            found: dict[str, Spot] = {}
            open_regions = {node for node, spots in waiting.items() if not _towns(spots)}
            for node, spots in waiting.items():
                if not around[node] & open_regions:
                    spot = self._choose(node, spots, around[node], choose)
                    found |= {node: spot} if spot else {}
            self.spots |= found
            for node, spot in found.items():
                del waiting[node]
                for story in self.graph.nx.nodes[node]["stories"]:
                    self.known[story] |= _scope(spot)

    def _choose(
        self, node: str, spots: list[Spot], around: set[str], choose: _Choice
    ) -> Spot | None:
        """Return the spot within the places that the stories name around it, else as chosen."""
        wider = [self.spots[each] for each in around if each in self.spots]
        if wider:
            within = [spot for spot in spots if all(_lies_in(spot, each) for each in wider)]
            return _best(within, _DWARFS_AT_HOME)
        stories = self.graph.nx.nodes[node]["stories"]
        context = frozenset(each for story in stories for each in self.known[story])
        return choose(spots, context, self.speech[node])

    def _around(self, node: str, candidates: Mapping[str, list[Spot]]) -> set[str]:
        """Return the places that a place lies in: those stated, and "Texas" of "Paris, Texas"."""
        edges = self.graph.nx.out_edges(node, keys=True)
        stated = {target for _, target, relation in edges if relation == "located_in"} - {node}
        if not _towns(candidates[node]):
            return stated
        named = self.speech[node].followed_by
        return stated | {each for each in named if not _towns(candidates.get(each, []))}

    def _candidates(self, node: str, names: Iterable[str]) -> list[Spot]:
        """Return the spots of the first name that has any; none for what is no town or country."""
        if self.speech[node].is_other:
            return []
        spots = next((s for n in names if (s := self.table.spots.get(place_key(n)))), [])
        if self.speech[node].has_article:
            spots = [spot for spot in spots if spot.kind == "country"]
        countries = {spot.country for spot in spots if spot.kind == "country"}
        spots = [s for s in spots if s.kind not in _TOWNS or s.country not in countries]
        regions = {(s.country, s.region) for s in spots if s.kind == "region"}
        towns = {
            (s.country, s.region)
            for s in spots
            if s.kind in _TOWNS and s.population >= _OUTSHINES_REGION
        }
        if self._holds_places(node):
            return [s for s in spots if s.kind == "region" or (s.country, s.region) not in regions]
        return [s for s in spots if s.kind != "region" or (s.country, s.region) not in towns]

    def _holds_places(self, node: str) -> bool:
        edges = self.graph.nx.in_edges(node, keys=True)
        return any(
            relation == "located_in" and self.graph.nx.nodes[source]["type"] == "place"
            for source, _, relation in edges
        )


def _towns(spots: list[Spot]) -> bool:
    """Tell whether the largest of some spots is a town; so it is if there is none."""
    return not spots or max(spots, key=lambda spot: spot.population).kind in _TOWNS


def _scope(spot: Spot) -> set[str]:
    """Return what a story that names a place speaks of: its country; a region also itself."""
    region = {f"{spot.country}-{spot.region}"} if spot.kind == "region" else set()
    return {spot.country} | region


def _lies_in(spot: Spot, other: Spot) -> bool:
    """Tell whether one place lies in another; a town lies in no town."""
    if other.kind == "country":
        return spot.country == other.country
    same = (spot.country, spot.region) == (other.country, other.region)
    return other.kind == "region" and same and spot.kind in _TOWNS


def _by_itself(spots: list[Spot], context: _Scope, speech: Speech) -> Spot | None:
    """Return the one that a text may name without saying where it lies, and most likely means."""
    spot = _best(spots, _DWARFS)
    if spot is None or speech.is_doubtful:
        return None
    rivals = [each for each in spots if each is not spot]
    if spot.population < _LARGE[spot.kind] or spot.kind == "country":
        return spot if spot.population >= _LARGE[spot.kind] else None
    if spot.kind == "region":
        small = all(each.population < _SMALL_RIVAL for each in rivals)
        return spot if small else None
    near = max((each.population for each in rivals if each.country in context), default=0)
    known = spot.is_main or speech.letters >= _SHORTEST_OTHER_NAME
    fits = spot.country in context or near * _DWARFS_NEAR_ONES <= spot.population
    return spot if known and fits and not speech.misspells(spot.name) else None


def _in_context(spots: list[Spot], context: _Scope, speech: Speech) -> Spot | None:
    """Return the only one in the countries that the stories speak of, no larger one elsewhere."""
    near = [spot for spot in spots if spot.country in context]
    nearest = [spot for spot in near if f"{spot.country}-{spot.region}" in context]
    spot = _best(nearest or near, _DWARFS_AT_HOME)
    if spot is None or any(each.population > spot.population * _DWARFS_AT_HOME for each in spots):
        return None
    small = spot.kind in _TOWNS and spot.population < _LARGER_THAN_INSTITUTIONS
    return None if small and speech.is_institution else spot


def _best(spots: list[Spot], times: int) -> Spot | None:
    """Return the spot that has many times the inhabitants of every other one."""
    ranked = sorted(spots, key=lambda spot: -spot.population)
    if len(ranked) > 1 and ranked[0].population < times * ranked[1].population:
        return None
    return ranked[0] if ranked else None
