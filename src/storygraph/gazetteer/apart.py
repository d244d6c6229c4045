"""Which places lie within others or apart from them, whatever a sentence seems to say."""

from collections.abc import Iterable
from functools import cache, lru_cache

from storygraph.gazetteer.table import look_up, place_key, table_rows

# Inhabitants of a town whose name needs no country beside it.
_LARGE = 300_000


def lie_apart(inner: Iterable[str], outer: Iterable[str]) -> bool:
    """Tell whether a large town cannot lie in a country or other large town.

    Both are given by their names in a story. It can where any place of the table with one of these
    names, however small, lies in the same country as one with the other; what the table does not
    know may lie anywhere.

    Examples
    --------
    >>> lie_apart(["Tallinn"], ["Tbilisi"]), lie_apart(["Paris"], ["Canada"])
    (True, False)
    """
    towns, countries = _known()
    inside, outside = ({place_key(name) for name in names} for names in (inner, outer))
    if not towns & inside:
        return False
    some, others = (
        {code for key in keys for code in countries.get(key, ())} for keys in (inside, outside)
    )
    return bool(others) and not some & others


def lies_within(
    inner: Iterable[str], outer: Iterable[str], kinds: Iterable[str] = ("country", "region")
) -> bool:
    """Tell whether the table has a place of some name in a country or region of another.

    `kinds` says which of the two the other may be.

    Examples
    --------
    >>> lies_within(["Tartu"], ["Estonia"]), lies_within(["Estonia"], ["Tartu"])
    (True, False)
    >>> lies_within(["Tartu"], ["Estonia"], ["region"])
    False
    """
    inside, outside = (frozenset(place_key(name) for name in names) for names in (inner, outer))
    return _lies_within(inside, outside, frozenset(kinds))


@lru_cache(maxsize=1024)
def _lies_within(inner: frozenset[str], outer: frozenset[str], kinds: frozenset[str]) -> bool:
    spots = look_up({*inner, *outer}).spots
    wholes = [s for key in outer for s in spots.get(key, ()) if s.kind in kinds]
    return any(
        spot.kind != "country"
        and spot.country == whole.country
        and (whole.kind == "country" or spot.region == whole.region)
        and spot.name != whole.name
        for key in inner
        for spot in spots.get(key, ())
        for whole in wholes
    )


@cache
def _known() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Return the names of large towns, and the countries in which those and countries may lie."""
    rows = list(table_rows())
    towns, keys = set(), set()
    for names, (_, kind, _, _, _, _, population, _) in rows:
        if kind == "country":
            keys.update(names)
        elif kind != "region" and int(population) >= _LARGE:
            towns.add(names[0])
    keys |= towns
    countries: dict[str, set[str]] = {key: set() for key in keys}
    for names, (name, _, country, *_) in rows:
        for key in keys.intersection({name.lower(), *names}):
            countries[key].add(country)
    return frozenset(towns), {key: frozenset(codes) for key, codes in countries.items()}
