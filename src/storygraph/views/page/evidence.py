"""The evidence of all edges as flat tables: each sentence once, edges pointing at sentences."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storygraph.graph.years import find_years
from storygraph.records import Story
from storygraph.views.page.offsets import Utf16


def evidence_table(
    evidence_by_edge: Iterable[Sequence[Mapping[str, Any]]],
    stories: Mapping[str, Story],
    numbers: Mapping[str, int],
) -> dict[str, Any]:
    """Return the evidence of the edges, in their order.

    `sentences` holds (story, start, end) and, where the story's text does not have it, the text;
    `edges` holds one flat list for each edge, seven numbers for each piece of evidence: sentence,
    start and end of the subject and of the object within the sentence (-1 where unknown), rule,
    confidence in percent. Offsets count UTF-16 units.
    """
    table = _Table(stories, numbers)
    edges = [[part for each in listed for part in table.row(each)] for listed in evidence_by_edge]
    return {
        "sentences": table.sentences,
        "rules": list(table.rules),
        "edges": edges,
        "years": table.years,
    }


class _Table:
    """Collects sentences and rules; `row` gives the numbers of one piece of evidence."""

    def __init__(self, stories: Mapping[str, Story], numbers: Mapping[str, int]) -> None:
        self.stories = stories
        self.numbers = numbers
        self.sentences: list[list[Any]] = []
        self.rules: dict[str, int] = {}
        self.years: list[list[int]] = []
        self._seen: dict[tuple[str, int, int, str], tuple[int, Utf16]] = {}
        self._texts: dict[str, Utf16] = {}

    def row(self, each: Mapping[str, Any]) -> list[int]:
        sentence, to16 = self._sentence(each)
        spans = [part for end in ("subject", "object") for part in _span(each, end, to16)]
        rule = self.rules.setdefault(str(each.get("by", "")), len(self.rules))
        return [sentence, *spans, rule, round(100 * float(each.get("confidence", 1.0)))]

    def _sentence(self, each: Mapping[str, Any]) -> tuple[int, Utf16]:
        key = (each["story"], each["start"], each["end"], each["text"])
        if key not in self._seen:
            self._seen[key] = (len(self.sentences), Utf16(each["text"]))
            self.sentences.append(self._place(*key))
            self.years += [[year, len(self.sentences) - 1] for year in find_years(each["text"])]
        return self._seen[key]

    def _place(self, story: str, start: int, end: int, text: str) -> list[Any]:
        known = self.stories.get(story)
        if known is None:
            return [self.numbers[story], 0, 0, text]
        to16 = self._texts.setdefault(story, Utf16(known.text))
        place = [self.numbers[story], to16(start), to16(end)]
        return place if known.text[start:end] == text else [*place, text]


def _span(each: Mapping[str, Any], end: str, to16: Utf16) -> tuple[int, int]:
    """Return where an end stands within its sentence, or (-1, -1)."""
    span = each.get(end)
    if not span:
        return -1, -1
    start, stop = span[0] - each["start"], span[1] - each["start"]
    if not 0 <= start < stop <= len(each["text"]):
        return -1, -1
    return to16(start), to16(stop)
