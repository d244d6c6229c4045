"""The table of countries, regions and towns, read anew for each question.

Going through the packed table takes some 60 milliseconds, so nothing of it is kept in memory.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from storygraph.naming import key_of

SOURCE = "GeoNames"
_APOSTROPHE = re.compile(r"['’ʻʼ`]")
_WORD = re.compile(r"[a-z0-9]+")

Kind = Literal["country", "region", "capital", "town"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the table; `latitude` and `longitude` are in degrees, `country` is a code.

    A country or region stands at a town near its middle. `is_main` says whether it was found by
    its own name, not by a former one or one of another language; `geonames_id` is 0 if unknown.
    """

    name: str
    kind: Kind
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int
    is_main: bool = True


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the table says of some names: spots by comparison form, and countries by code."""

    spots: dict[str, list[Spot]]
    countries: dict[str, str]


def place_key(name: str) -> str:
    """Return the form in which names of places are compared: "Alma-Ata" as "Alma Ata"."""
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", key_of(name))))


def look_up(keys: set[str]) -> Gazetteer:
    """Return the places that go by some names; `keys` are comparison forms."""
    spots: dict[str, list[Spot]] = defaultdict(list)
    countries: dict[str, str] = {}
    for line in table_lines():
        names, name, rest = line.split("\t", 2)
        listed = names.split("|")
        listed[0] = listed[0] or name.lower()
        found = keys.intersection(listed)
        for key in found:
            spots[key].append(_spot(name, rest, is_main=key == listed[0]))
        if rest.startswith("country"):
            countries[rest.split("\t", 2)[1]] = name
    return Gazetteer(dict(spots), countries)


def _spot(name: str, rest: str, *, is_main: bool) -> Spot:
    kind, country, region, latitude, longitude, population, number = rest.split("\t")
    return Spot(
        name,
        kind,  # type: ignore[arg-type]
        country,
        region,
        float(latitude),
        float(longitude),
        int(population),
        int(number or 0),
        is_main,
    )


def table_lines() -> Iterator[str]:
    """Yield the rows of the table as tab-separated text."""
    packed = (files("storygraph.gazetteer") / "gazetteer.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))
