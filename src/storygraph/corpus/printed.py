"""Printed lines -> paragraphs: what a typesetter did, undone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_EDGE = 2
_REPEATED = 3
_HYPHENS = ("\ufffe", "\u0002", "\u00ad", "\u2010", "-")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, its place and height in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def cut_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers, and without lines that recur at their edges."""
    edges = [{*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:]} for page in pages]
    numbered = list(enumerate(zip(pages, edges, strict=True)))
    heads = Counter(
        place for _, (page, edge) in numbered for place in {_place(page[at]) for at in edge}
    )
    offsets = Counter(
        page_number(page[at].text) - number
        for number, (page, edge) in numbered
        for at in edge
        if page_number(page[at].text)
    )
    least = min(len(pages), 2)

    def runs(line: Line, number: int) -> bool:
        value = page_number(line.text)
        text, height = _place(line)
        repeated = sum(heads[text, height + step] for step in (-1, 0, 1))
        return repeated >= _REPEATED or (value > 0 and offsets[value - number] >= least)

    return [
        [line for at, line in enumerate(page) if at not in edge or not runs(line, number)]
        for number, (page, edge) in numbered
    ]


def _place(line: Line) -> tuple[str, int]:
    """Return what is the same in all running heads of a kind: the words, roughly the height."""
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split())), round(line.bottom / 10)


def page_number(text: str) -> int:
    """Return the number that a line such as `12`, `- 12 -`, `xii` or `Page 12 of 90` is, or 0."""
    bare = re.sub(r"^page\s+|\s+of\s+\d{1,5}$", "", text.strip(" \t-–—|[]().").casefold())
    if bare.isascii() and bare.isdigit() and len(bare) < 6:
        return int(bare)
    if text.strip() != bare or not re.fullmatch(r"[ivxlc]{1,8}", bare):
        return 0
    values = [_ROMAN[char] for char in bare]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def join_lines(pages: Iterable[Sequence[Line]]) -> str:
    """Return the text of printed pages: a blank line between paragraphs, words whole again."""
    kept = [page for page in pages if page]
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    pitch = _pitch(kept)
    words = Counter(
        word.casefold() for line in lines for word in _HYPHENATED.findall(line.text[:-1])
    )
    pieces = [lines[0].text]
    for page_before, page in zip([[], *kept], kept, strict=False):
        margins = _margins(page)
        before = page_before[-1] if page_before else None
        for line in page:
            if before is not None:
                mark = _break(before, line, pitch, margins, turns=line is page[0])
                _append(pieces, line.text, mark, words)
            before = line
    return "".join(pieces)


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    gaps = [
        above.bottom - below.bottom
        for page in pages
        for above, below in pairwise(page)
        if above.bottom > below.bottom
    ]
    return median(gaps) if gaps else 0.0


def _margins(page: Sequence[Line]) -> tuple[float, float]:
    """Return where the lines of a page begin and end, first lines of paragraphs aside."""
    lefts = Counter(round(line.left) for line in page)
    most = max(lefts.values())
    left = min(each for each, count in lefts.items() if count * 2 >= most)
    return float(left), max(line.right for line in page)


def _break(
    before: Line, line: Line, pitch: float, margins: tuple[float, float], *, turns: bool
) -> str:
    """Return what stands between two lines: a space, a line break, or an end of paragraph."""
    left, right = margins
    indent = 0.7 * line.height
    is_indented = line.left - left > indent and before.left - left <= indent
    if is_indented or abs(line.height - before.height) > 0.15 * max(line.height, before.height):
        return "\n\n"
    gap = before.bottom - line.bottom
    if not turns and gap > 1.35 * pitch:
        return "\n\n"
    first = line.text.split(maxsplit=1)[0]
    width = (before.right - before.left) / max(len(before.text), 1)
    if before.right + width * (len(first) + 1.5) >= right:
        return " "
    if _SENTENCE_END.search(before.text):
        return "\n\n"
    return " " if line.text[:1].islower() else "\n"


def _append(pieces: list[str], text: str, mark: str, words: Counter[str]) -> None:
    """Add a line; a word that was broken at a hyphen is joined, unless it is written with one."""
    last = pieces[-1]
    is_broken = last.endswith(_HYPHENS) and last[-2:-1].isalpha() and text[:1].islower()
    if mark == "\n\n" or not is_broken:
        pieces.append(mark + text)
        return
    head = re.split(r"\s", last)[-1][:-1]
    tail = re.split(r"[^\w'’-]", text, maxsplit=1)[0]
    keeps = words[f"{head}-{tail}".casefold()] > 0
    pieces[-1] = last[:-1] + ("-" if keeps else "")
    pieces.append(text)
