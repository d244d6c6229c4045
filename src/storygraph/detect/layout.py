"""What the layout of a story tells: letters with date and signature, the lines above a review."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Found
from storygraph.detect.columns import where_words

_DEAR = frozenset({"dear", "dearest"})
_CLOSING = frozenset(
    (
        "your yours my ever always love with affectionately faithfully sincerely truly devoted "
        "loving own old friend sister brother son daughter mother father and"
    ).split()
)
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december"
    ).split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_LONGEST_NAME = 4
_LONGEST_TITLE = 6
_FIRST_LINES = 4  # of a story, among which its occasion stands
_LONGEST_HEADER = 24  # tokens of such a line
_LONGEST_OPENING = 9  # tokens of "My very dear Aru,"
_SHORTEST = 3  # letters of a short name
_LAST_LINES = 6  # of a letter, among which somebody signs


def header_lines(doc: Doc) -> Iterator[Span]:
    """Yield the first lines of a story that have commas or stops, but no verb."""
    lines, start = 0, 0
    for token in doc:
        if not (token.is_space and "\n" in token.text):
            continue
        line = doc[start : token.i]
        start = token.i + 1
        lines += len(line) > 0
        if lines > _FIRST_LINES:
            return
        has_verb = any(each.pos_ in {"VERB", "AUX"} for each in line)
        has_comma = any(each.text in {",", "·", "|", "–", "—"} for each in line)
        if 2 < len(line) <= _LONGEST_HEADER and has_comma and not has_verb:
            yield line


class Letter(NamedTuple):
    """A letter: its token offsets, and the spans of its place, its addressee and its signature."""

    start: int
    end: int
    place: Span | None
    addressee: Span
    signature: Span | None


def find_letters(doc: Doc) -> list[Letter]:
    """Return the letters of a story in text order."""
    if not len(where_words(doc, _DEAR)):
        return []
    lines = list(_lines(doc))
    openings = [number for number, line in enumerate(lines) if _addressee(line) is not None]
    letters: list[Letter] = []
    ends = [*openings[1:], len(lines)] if openings else []
    for number, following in zip(openings, ends, strict=True):
        above = _above(lines, number)
        dateline = _dateline(above)
        if following < len(lines):
            following -= len(_above(lines, following))
        inside = lines[number:following]
        rule = next((i for i, line in enumerate(inside) if _is_rule(line)), len(inside))
        inside = inside[:rule]
        addressee = _addressee(lines[number])
        assert addressee is not None
        signed = [_signature(line) for line in inside[1:][-_LAST_LINES:]]
        signature = next((each for each in reversed(signed) if each is not None), None)
        start = addressee.start if dateline is None else dateline.start
        letters.append(Letter(start, inside[-1].end, dateline, addressee, signature))
    return letters


def _above(lines: list[Span], number: int) -> list[Span]:
    """Return the lines of place and date above a letter's opening: one of both, or one of each."""
    if number and _place(lines[number - 1]) is not None:
        return [lines[number - 1]]
    if number > 1 and _is_only_date(lines[number - 1]) and _place(lines[number - 2], dated=False):
        return [lines[number - 2], lines[number - 1]]
    return []


def _is_only_date(line: Span) -> bool:
    is_month = any(token.lower_ in _MONTHS for token in line)
    return is_month and len(line) <= _LONGEST_TITLE and line[-1].text != "."


def header_names(doc: Doc) -> Iterator[Span]:
    """Yield the venue and the place in a line such as "Winter Strings, Old Mint, Riga, 24 May".

    They stand right before the date, or a sentence of a weekday, after the event's name.
    """
    for line in header_lines(doc):
        parts = _parts(line)
        dated = next((i for i, part in enumerate(parts) if _is_date(part)), None)
        named = parts if dated is None else parts[:dated]
        if dated is None or len(named) < 2 or not all(_names(part) for part in named):
            continue
        yield Span(doc, named[-1].start, named[-1].end, label="GPE")
        if len(named) > 2:
            yield Span(doc, named[-2].start, named[-2].end, label="ORG")


def _parts(line: Span) -> list[Span]:
    parts: list[Span] = []
    start = line.start
    for token in line:
        if token.text in {",", ".", "·", "|", "–", "—"}:
            parts.append(line.doc[start : token.i])
            start = token.i + 1
    parts.append(line.doc[start : line.end])
    return [part for part in parts if len(part)]


def _is_date(part: Span) -> bool:
    return len(part) <= _LONGEST_NAME and any(
        token.lower_ in _MONTHS | _WEEKDAYS or (token.like_num and len(token) == 4)
        for token in part
    )


def letter_names(doc: Doc) -> Iterator[Span]:
    """Yield the names that the layout of letters gives away: places of writing, who signs.

    Who signs with a name that the answers shorten is known by the short one.
    """
    letters = find_letters(doc)
    addressed = {letter.addressee.text for letter in letters}
    for letter in letters:
        if letter.place is not None:
            yield Span(doc, letter.place.start, letter.place.end, label="GPE")
        signed = letter.signature
        if signed is not None and not any(_is_shortened(signed.text, each) for each in addressed):
            yield Span(doc, signed.start, signed.end, label="PERSON")


def _is_shortened(name: str, other: str) -> bool:
    return _SHORTEST <= len(other) < len(name) and name.startswith(other) and " " not in name


class Correspondence:
    """Who writes each letter of a story, and to whom, as numbers of people."""

    def __init__(self, doc: Doc, people: Sequence[Found]) -> None:
        self._letters = find_letters(doc)
        at = {index: each.cluster for each in people for index in _indices(each.span)}
        addressed = [_number(each.addressee, at) for each in self._letters]
        signed = [_number(each.signature, at) for each in self._letters]
        answers = {
            writer: reader
            for writer, reader in zip(signed, addressed, strict=True)
            if writer is not None
        }
        self._writers = [
            answers.get(reader) if writer is None and reader is not None else writer
            for writer, reader in zip(signed, addressed, strict=True)
        ]

    def writer(self, token: Token) -> int | None:
        """Return the number of who writes the letter that a token stands in, or None."""
        for letter, writer in zip(self._letters, self._writers, strict=True):
            if letter.start <= token.i < letter.end:
                return writer
        return None


def _indices(span: Span) -> range:
    return range(span.start, span.end)


def _number(span: Span | None, at: dict[int, int]) -> int | None:
    if span is None:
        return None
    return next((at[index] for index in _indices(span) if index in at), None)


def _lines(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start : len(doc)]


def _is_rule(line: Span) -> bool:
    """Tell whether a line only divides: "---", "* * *"."""
    return not any(token.is_alpha or token.like_num for token in line)


def _names(tokens: Span) -> bool:
    is_named = all(
        token.is_title or "-" in token.text or token.text == "." or _is_torn(token)
        for token in tokens
    )
    return 0 < len(tokens) <= _LONGEST_TITLE and is_named and tokens[0].is_title


def _is_torn(token: Token) -> bool:
    """Tell whether a tokenizer cut a word off at its hyphen: the "san" of "Aru-san"."""
    return token.i > 0 and "-" in token.nbor(-1).text


def _addressee(line: Span) -> Span | None:
    """Return the name in a line that only says "Dear Aru,"."""
    if len(line) > _LONGEST_OPENING or len(line) < 2:
        return None
    dear = next((each.i for each in line[:3] if each.lower_ in _DEAR), None)
    if dear is None:
        return None
    end = line.end - 1 if line[-1].is_punct else line.end
    name = line.doc[dear + 1 : end]
    return name if _names(name) else None


def _dateline(above: list[Span]) -> Span | None:
    """Return the place that the lines above a letter name."""
    return _place(above[0], dated=len(above) == 1) if above else None


def _place(line: Span, *, dated: bool = True) -> Span | None:
    """Return the place in a line of place and date, "Riga, 3 May 1956", or of places alone."""
    comma = next((token.i for token in line if token.text == ","), None)
    if comma is None:
        return line if not dated and _names(line) else None
    if line.end - comma > 8:
        return None
    rest = line.doc[comma + 1 : line.end]
    is_date = any(token.lower_ in _MONTHS for token in rest)
    place = line.doc[line.start : comma]
    fits = is_date if dated else _names(rest)
    return place if fits and _names(place) else None


def _signature(line: Span) -> Span | None:
    """Return the name in a line that holds nothing else but "Your", "With love" and the like."""
    start, end = line.start, line.end
    doc = line.doc
    while start < end and (doc[start].is_punct or doc[start].lower_ in _CLOSING):
        start += 1
    while start < end and doc[end - 1].is_punct and doc[end - 1].text != ".":
        end -= 1
    name = doc[start:end]
    if len(line) > 2 * _LONGEST_NAME or any(token.lower_ in _MONTHS for token in name):
        return None
    return name if _names(name) and not doc[end - 1].is_punct else None
