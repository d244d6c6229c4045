"""The names that a reader takes for towns or countries even where nothing else says so.

    python -m training.towns --data DATA --converted CONVERTED

writes `detect/data/towns.txt`: countries, capitals and towns of the table of places with 200,000
people or more, without the names that people have as well and without ordinary words. What people
are called comes from the training parts of the annotated sets and from `names.json`; what is an
ordinary word, from the novels of LitBank, where it stands in small letters.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from storygraph.gazetteer.table import table_rows
from storygraph.naming import key_of
from training.augment import name_lists
from training.docs import read_docs

SOURCE = Path(__file__).parents[1] / "src" / "storygraph"
HEADER = """\
# Countries and large towns whose names are hardly ever anything else, for comparison: without
# accents, in small letters. A selection of GeoNames (https://www.geonames.org), CC BY 4.0.
"""
LEAST_PEOPLE = 200_000
#: A name is kept if it names a place this many times as often as a person.
TIMES = 5


def candidates() -> Iterator[str]:
    """Yield the names of the large places of the table, as keys."""
    for _, (name, kind, *_, people, _) in table_rows():
        if kind in {"country", "capital"} or (kind == "town" and int(people) >= LEAST_PEOPLE):
            yield key_of(name)


def counted(converted: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how often names and parts of names denote people, and how often places."""
    people: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for path in sorted(converted.glob("*-train.spacy")):
        for span in (span for doc in read_docs(path) for span in doc.ents):
            if span.label_ == "PERSON":
                people.update({key_of(span.text), *(key_of(token.text) for token in span)})
            elif span.label_ in {"GPE", "LOC", "PLACE"}:
                places[key_of(span.text)] += 1
    return people, places


def small_words(novels: Path) -> set[str]:
    """Return the words that stand in small letters in the novels, as keys."""
    found: Counter[str] = Counter()
    for path in sorted(novels.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found.update(re.findall(r"\b[a-z]+\b", text))
    return {word for word, count in found.items() if count > 1}


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--converted", type=Path, required=True, help="folder of converted sets")
    options = parser.parse_args()
    names = set(candidates())
    people, places = counted(options.converted)
    taken = {key_of(name) for group in name_lists() for name in group}
    taken |= small_words(options.data / "litbank" / "original")
    kept = {
        name for name in names - taken if len(name) > 2 and places[name] >= TIMES * people[name]
    }
    text = HEADER + "\n".join(sorted(kept)) + "\n"
    (SOURCE / "detect" / "data" / "towns.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
