"""Names that are of one place beyond doubt: its former ones, those of other languages."""

import re
from collections import defaultdict
from collections.abc import Iterable

from storygraph.gazetteer.table import Spot, look_up, place_key

_SAINT = re.compile("^st ")
_LARGE = 50_000  # inhabitants of what may go by another name
_DWARFS = 20  # times the inhabitants of the next one of a name
_DWARFS_OWNERS = 100  # where another name of the place is the next one's own
_SHORTEST = 4  # letters of another name, but for countries: "UK"


def same_places(names: Iterable[str]) -> dict[str, str]:
    """Return the names that share their place with others, each with one that stands for all.

    "Leningrad" and "Saint Petersburg" are one place of the table. A name of several places is that
    of the largest if it dwarfs the others, and else of none.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for name in names:
        keys[_SAINT.sub("saint ", place_key(name))].add(name)
    spots = look_up(keys.keys() - {""}).spots
    by_spot: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for key, listed in spots.items():
        spot = _only(listed)
        if spot is None:
            continue
        if spot.is_main or spot.kind == "country" or len(key) >= _SHORTEST:
            by_spot[spot.kind, spot.country, spot.name] |= keys[key]
    return {
        name: min(together)
        for together in by_spot.values()
        if len(together) > 1
        for name in together
    }


def _only(spots: list[Spot]) -> Spot | None:
    """Return the large spot that dwarfs the others of its name, if there is one."""
    first, *others = sorted(spots, key=lambda spot: -spot.population)
    needed = (
        each.population * (_DWARFS_OWNERS if each.is_main and not first.is_main else _DWARFS)
        for each in others
    )
    return first if first.population >= max([_LARGE, *needed]) else None
