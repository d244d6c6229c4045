"""The table of countries, regions and towns, read anew for each question.

Going through the packed table takes some 80 milliseconds, so nothing of it is kept in memory.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
    for listed, columns in table_rows():
        for key in keys.intersection(listed):
            spots[key].append(_spot(columns, is_main=key == listed[0]))
        name, kind, country, *_ = columns
        if kind == "country":
            countries[country] = name
    return Gazetteer(dict(spots), countries)


def _spot(columns: Sequence[str], *, is_main: bool) -> Spot:
    name, kind, country, region, latitude, longitude, population, number = columns
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


def table_rows() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each place's keys, its main one first, and its other columns, from its name on."""
    packed = (files("storygraph.gazetteer") / "gazetteer.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if not line.startswith("#"):
            names, *columns = line.split("\t")
            keys = names.split("|")
            keys[0] = keys[0] or columns[0].lower()
            yield keys, columns
