"""Titles that one story announces, found where another only mentions them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from storygraph.naming import key_of
from storygraph.records import LocalEntity, Mention, Reading

#: A title carries over if so many of its words are capitalised, articles apart: "Copper Door".
LEAST_CAPITALS = 2
CONFIDENCE = 0.8
#: Readings of stories that together have no more characters are held instead of decoded again.
MOST_HELD = 5_000_000
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ARTICLES = ("The ", "A ", "An ")


@dataclass(slots=True)
class CarriedTitles:
    """Readings, as often as they are gone through, with the titles that other stories announce.

    A reader who knows a book by its title knows it again without quotes. A title of one word is
    left alone, and so is whatever a story names in just these words; a name that is only part of
    the title gives way to it. The readings are gone through once before the first is returned.
    """

    readings: Iterable[Reading]
    _titles: dict[str, list[str]] = field(default_factory=dict)
    _held: list[Reading] | None = field(default_factory=list)

    def __post_init__(self) -> None:
        """Learn the titles, and hold the readings if they are few."""
        titles: set[str] = set()
        characters = 0
        for reading in self.readings:
            artworks = (each for each in reading.entities if each.type == "artwork")
            titles.update(_bare(name) for each in artworks for name in each.names)
            characters += len(reading.story.text)
            if characters > MOST_HELD:
                self._held = None
            elif self._held is not None:
                self._held.append(reading)
        for title in sorted(titles, key=lambda title: (-len(title), title)):
            words = _WORD.findall(title)
            if sum(word[0].isupper() for word in words) >= LEAST_CAPITALS:
                self._titles.setdefault(words[0], []).append(title)
        if self._held is not None:
            self._held = [self._with_titles(reading) for reading in self._held]

    def __iter__(self) -> Iterator[Reading]:
        """Yield the readings in their order."""
        if self._held is not None:
            return iter(self._held)
        return (self._with_titles(reading) for reading in self.readings)

    def _with_titles(self, reading: Reading) -> Reading:
        text = reading.story.text
        spans = list(self._found(text))
        if not spans:
            return reading
        known = {key_of(n) for e in reading.entities if e.type == "artwork" for n in e.names}
        named = [each for each in reading.mentions if each.form == "name"]
        found = [
            (start, end)
            for start, end in spans
            if key_of(text[start:end]) not in known and _is_free(start, end, named)
        ]
        return _with_mentions(reading, found) if found else reading

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where titles stand in a text, the longest first, with the article before them."""
        if self._titles.keys().isdisjoint(_WORD.findall(text)):
            return
        last = 0
        for word in _WORD.finditer(text):
            if word.start() < last:
                continue
            for title in self._titles.get(word[0], ()):
                start, end = word.start(), word.start() + len(title)
                if text.startswith(title, start) and not text[end : end + 1].isalnum():
                    before = next((a for a in _ARTICLES if text.endswith(a, 0, start)), "")
                    yield start - len(before), end
                    last = end
                    break


def _bare(title: str) -> str:
    article = next((article for article in _ARTICLES if title.startswith(article)), "")
    return title[len(article) :]


def _is_free(start: int, end: int, named: list[Mention]) -> bool:
    """Tell whether no name of a story is the stretch itself, holds it, or reaches over its edge."""
    return all(
        each.end <= start
        or end <= each.start
        or (start <= each.start and each.end <= end and (each.start, each.end) != (start, end))
        for each in named
    )


def _with_mentions(reading: Reading, found: list[tuple[int, int]]) -> Reading:
    entities = list(reading.entities)
    numbers: dict[str, int] = {}
    starts = [sentence.start for sentence in reading.sentences]
    kept = [each for each in reading.mentions if not _lies_in(each.start, found)]
    for start, end in found:
        name = " ".join(reading.story.text[start:end].split())
        number = numbers.setdefault(key_of(name), len(entities))
        if number == len(entities):
            entities.append(LocalEntity("artwork", (name,)))
        sentence = max(0, bisect_right(starts, start) - 1)
        text = reading.story.text[start:end]
        kept.append(Mention(start, end, text, number, "name", sentence, CONFIDENCE))
    return replace(
        reading,
        entities=tuple(entities),
        mentions=tuple(sorted(kept, key=lambda each: (each.start, each.end))),
        relations=tuple(
            each
            for each in reading.relations
            if not (_lies_in(each.subject.start, found) or _lies_in(each.object.start, found))
        ),
    )


def _lies_in(offset: int, found: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in found)
