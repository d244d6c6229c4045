"""Letters within a story: where each begins and ends, who writes it, to whom, from where."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from storygraph.detect.aliases import Found
from storygraph.detect.headings import day_ends
from storygraph.detect.layout import LONGEST_NAME, MONTHS, SENTENCE_ENDS, is_named, lines_of
from storygraph.lexicon import words

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?)*[^\W\d_]\.?$")
#: "2.9.1976", "10 Nisan 1930": dates in figures, and with months of other calendars.
_DATE = re.compile(r"\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{1,2} [^\W\d_]{3,}(?: \d{4})?")
_LONGEST_DATELINE = 9
_LONGEST_OPENING = 9  # tokens of "My very dear Aru,"
_LONGEST_CLOSING = 14  # tokens of "Your sister who embraces you, Aru"
_LONGEST_CALLING = 5  # tokens of "keeper of strings" after a signature
_SHORTEST = 3  # letters of a short name
_LAST_LINES = 6  # of a letter, among which somebody signs


class Letter(NamedTuple):
    """A letter: its token offsets, and the spans of its place, its addressee and its signature."""

    start: int
    end: int
    place: Span | None
    addressee: Span | None
    signature: Span | None


def find_letters(doc: Doc) -> list[Letter]:
    """Return the letters of a story in text order.

    A letter opens with a salutation, or with a line of place and date where that happens twice or
    somebody signs.
    """
    lines = list(lines_of(doc))
    openings = [number for number in range(len(lines)) if _opens(lines, number)]
    letters: list[Letter] = []
    ends = [*openings[1:], len(lines)] if openings else []
    for number, following in zip(openings, ends, strict=True):
        above = _above(lines, number)
        dateline = _dateline(above) or _place(lines[number])
        addressee = _addressee(lines[number]) or _vocative(lines, number)
        if following < len(lines):
            following -= len(_above(lines, following))
        inside = lines[number:following]
        rule = next((i for i, line in enumerate(inside) if _is_rule(line)), len(inside))
        inside = inside[:rule]
        if not inside:
            continue
        first_line = 1 if addressee is None or addressee.end <= inside[0].end else 2
        opened = inside[0].start if addressee is None else addressee.end + 1
        if any(token.text in SENTENCE_ENDS for token in doc[opened : inside[0].end]):
            first_line = 0  # the whole letter is one paragraph
        signature, last = _signed(inside, first_line)
        first = (dateline, addressee, inside[0])
        start = min(span.start for span in first if span is not None)
        letters.append(Letter(start, inside[last].end, dateline, addressee, signature))
    is_written = len(letters) > 1 or any(letter.signature is not None for letter in letters)
    return [each for each in letters if each.addressee is not None or is_written]


def _signed(lines: Sequence[Span], first: int) -> tuple[Span | None, int]:
    """Return who signs among lines, `first` the first that may, and the number of the last line.

    The letter ends below a closing ("Your sister,") with its name and the postscripts after it;
    where nobody closes, a name alone signs on the last lines.
    """
    for number in range(first, len(lines)):
        signature = signature_of(lines[number])
        above = {token.lower_ for token in _tail(lines[number - 1])} if number > first else set()
        here = {token.lower_ for token in _tail(lines[number])}
        is_closed = bool((above | here) & words("letters", "closing"))
        if signature is not None and is_closed:
            while number + 1 < len(lines) and _is_postscript(lines[number + 1]):
                number += 1
            return signature, number
    last = len(lines) - 1
    below = range(max(first, len(lines) - _LAST_LINES), len(lines))
    signed = [each for number in below if (each := signature_of(lines[number])) is not None]
    if not signed and last >= first and (bare := _bare(lines[last])) is not None:
        signed.append(bare)
    return (signed[-1] if signed else None), last


def _is_postscript(line: Span) -> bool:
    return line[0].lower_.replace(".", "") in {"ps", "pps", "p", "postscript"}


def _opens(lines: Sequence[Span], number: int) -> bool:
    """Tell whether a line is a salutation, or the dateline of a letter that has none."""
    if _addressee(lines[number]) is not None:
        return True
    is_dateline = _place(lines[number]) is not None
    below = lines[number + 1 : number + 2]
    return is_dateline and not any(_addressee(line) is not None for line in below)


def _above(lines: Sequence[Span], number: int) -> Sequence[Span]:
    """Return the lines of place and date above a letter's opening: one of both, or one of each."""
    if _addressee(lines[number]) is None:
        return []
    if number and _place(lines[number - 1]) is not None:
        return [lines[number - 1]]
    if number > 1 and _is_only_date(lines[number - 1]) and _place(lines[number - 2], dated=False):
        return [lines[number - 2], lines[number - 1]]
    return []


def _is_only_date(line: Span) -> bool:
    is_month = any(token.lower_ in MONTHS for token in line)
    return is_month and len(line) <= 6 and line[-1].text != "."


def letter_readers(doc: Doc) -> Iterator[Span]:
    """Yield whom letters greet that a recogniser took for places: "Dear Adelaide,"."""
    for line in lines_of(doc):
        reader = _addressee(line)
        if reader is not None and any(token.ent_type_ in {"GPE", "LOC"} for token in reader):
            yield Span(doc, reader.start, reader.end, label="PERSON")


def letter_names(doc: Doc) -> Iterator[Span]:
    """Yield the names that the layout of letters gives away: places of writing, who signs.

    Who signs with a name that the answers shorten is known by the short one.
    """
    letters = [letter for letter in find_letters(doc) if letter.addressee is not None]
    addressed = {letter.addressee.text for letter in letters if letter.addressee is not None}
    for letter in letters:
        if letter.place is not None:
            yield Span(doc, letter.place.start, letter.place.end, label="GPE")
        signed = letter.signature
        if signed is None or _INITIALS.match(signed.text):
            continue
        if not any(_is_shortened(signed.text, each) for each in addressed):
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
        involved = {number for number in (*addressed, *signed) if number is not None}
        initials: dict[str, set[int]] = {}
        for each in people:
            if each.cluster in involved:
                initials.setdefault(each.span.text[:1].lower(), set()).add(each.cluster)
        for number, letter in enumerate(self._letters):
            if signed[number] is None and letter.signature is not None:
                meant = initials.get(letter.signature.text[:1].lower(), set())
                meant -= {addressed[number]}
                is_initial = _INITIALS.match(letter.signature.text) and len(meant) == 1
                signed[number] = next(iter(meant)) if is_initial else None
        answers = {
            writer: reader
            for writer, reader in zip(signed, addressed, strict=True)
            if writer is not None
        }
        self._writers = [
            answers.get(reader) if writer is None and reader is not None else writer
            for writer, reader in zip(signed, addressed, strict=True)
        ]
        self._readers = [
            self._other(writer) if reader is None else reader
            for writer, reader in zip(self._writers, addressed, strict=True)
        ]
        self._writers = [
            self._other(reader) if writer is None else writer
            for writer, reader in zip(self._writers, self._readers, strict=True)
        ]

    def _other(self, person: int | None) -> int | None:
        """Return with whom somebody corresponds, if two people do and no more."""
        pair = {number for number in self._writers if number is not None}
        return next(iter(pair - {person})) if len(pair) == 2 and person in pair else None

    def is_signed_besides(self, person: int | None) -> bool:
        """Tell whether somebody else than this person signs a letter."""
        written = zip(self._letters, self._writers, strict=True)
        return any(
            each.signature is not None and who not in {None, person} for each, who in written
        )

    def has(self, token: Token) -> bool:
        """Tell whether a token stands in a letter."""
        return self._at(token) is not None

    def writer(self, token: Token) -> int | None:
        """Return the number of who writes the letter that a token stands in, or None."""
        number = self._at(token)
        return None if number is None else self._writers[number]

    def reader(self, token: Token) -> int | None:
        """Return the number of whom the letter that a token stands in is written to, or None."""
        number = self._at(token)
        return None if number is None else self._readers[number]

    def _at(self, token: Token) -> int | None:
        for number, letter in enumerate(self._letters):
            if letter.start <= token.i < letter.end:
                return number
        return None


def _indices(span: Span) -> range:
    return range(span.start, span.end)


def _number(span: Span | None, at: dict[int, int]) -> int | None:
    if span is None:
        return None
    return next((at[index] for index in _indices(span) if index in at), None)


def _is_rule(line: Span) -> bool:
    """Tell whether a line only divides: "---", "* * *"."""
    return not any(token.is_alpha or token.like_num for token in line)


def _addressee(line: Span) -> Span | None:
    """Return the name in a line that only says "Dear Aru,", or that goes on after it."""
    dear = next((each.i for each in line[:3] if each.lower_ in words("letters", "dear")), None)
    if dear is None:
        dear = line.start if line[0].lower_ in words("letters", "greetings") else None
    if dear is None or line.end - dear < 2 or not line[0].is_title:
        return None
    rest = line.doc[dear + 1 : min(line.end, dear + 1 + _LONGEST_OPENING)]
    end = next((t.i for t in rest if t.text in {",", "!", ":", "—", "–"}), None)
    if end is None:
        end = line.end if len(line) <= _LONGEST_OPENING else None
    if end is None or end == dear + 1:
        return None
    name = line.doc[dear + 1 : end]
    return name if is_named(name) and name[0].lower_ not in words("letters", "nobody") else None


def _vocative(lines: Sequence[Span], number: int) -> Span | None:
    """Return the name in the line below a dateline: "Aru, my goose,", "To my sister Aru"."""
    below = lines[number + 1 : number + 2]
    if not below or len(below[0]) < 2:
        return None
    line = below[0]
    if line[0].lower_ == "to":
        capital = next((t.i for t in line[1:6] if _is_capital(t)), None)
        return None if capital is None else line.doc[capital : capital + 1]
    end = next((token.i for token in line[1:5] if token.text in {",", "!"}), None)
    if end is None:
        return None
    name = line.doc[line.start : end]
    return name if is_named(name) and len(name) <= 2 else None


def _dateline(above: Sequence[Span]) -> Span | None:
    """Return the place that the lines above a letter name."""
    return _place(above[0], dated=len(above) == 1) if above else None


def _place(line: Span, *, dated: bool = True) -> Span | None:
    """Return the place in a line of place and date, "Riga, 3 May 1956", or of places alone."""
    line = line[day_ends(list(line)) :]
    comma = next((token.i for token in line if token.text == ","), None)
    if comma is None:
        return line if not dated and is_named(line) else None
    is_salutation = line[0].lower_ in words("letters", "dear") | words("letters", "greetings")
    if is_salutation or line.end - comma > _LONGEST_DATELINE - 1:
        return None
    rest = line.doc[comma + 1 : line.end]
    is_date = any(token.lower_ in MONTHS and token.is_title for token in rest)
    is_date = is_date and any(token.text[:1].isdigit() for token in rest)
    is_small = any(token.text[:1].islower() for token in rest)
    is_date = is_date or (not is_small and bool(_DATE.fullmatch(rest.text.strip())))
    place = line.doc[line.start : comma]
    fits = is_date if dated else is_named(rest)
    return place if fits and is_named(place) else None


def signature_of(line: Span) -> Span | None:
    """Return the name in a line that signs, alone or after a closing, or None."""
    return _signature(line) or _closed(line)


def _signature(line: Span) -> Span | None:
    """Return the name in a line that holds nothing else but "Your", "With love" and the like."""
    start, end = line.start, line.end
    doc = line.doc
    passed = words("letters", "closing") | words("letters", "within_closing")
    while start < end and (doc[start].is_punct or doc[start].lower_ in passed):
        start += 1
    while start < end and doc[end - 1].is_punct and doc[end - 1].text != ".":
        end -= 1
    name = doc[start:end]
    barred = MONTHS | words("letters", "nobody")
    if len(line) > 2 * LONGEST_NAME or any(token.lower_ in barred for token in name):
        return None
    if len(name) and _INITIALS.match(name.text):
        return name
    return name if is_named(name) and not doc[end - 1].is_punct else None


def _closed(line: Span) -> Span | None:
    """Return the name with which a paragraph ends that closes a letter: "… Your sister, Aru"."""
    tail = _tail(line)
    if not 2 <= len(tail) <= _LONGEST_CLOSING or not any(
        t.lower_ in words("letters", "closing") for t in tail
    ):
        return None
    first = tail.end
    while first > tail.start + 1 and _is_capital(line.doc[first - 1]):
        first -= 1
    kin = words("closing", "friend_of") | words("closing", "sibling_of")
    kin |= words("letters", "nobody") | words("letters", "closing")
    while first < tail.end and line.doc[first].lower_ in words("letters", "closing"):
        first += 1
    name = line.doc[first : tail.end]
    is_name = len(name) > 0 and is_named(name) and name[0].lower_ not in kin
    return name if is_name else None


def _bare(line: Span) -> Span | None:
    """Return the name after the last sentence of a paragraph: "… goes on. Aru", "Aru, weaver"."""
    tail = _tail(line)
    comma = next((token.i for token in tail if token.text == ","), tail.end)
    name, rest = line.doc[tail.start : comma], line.doc[comma + 1 : tail.end]
    is_name = 0 < len(name) < min(LONGEST_NAME, len(line)) and all(map(_is_capital, name))
    is_called = len(rest) <= _LONGEST_CALLING and all(token.text.islower() for token in rest)
    return name if is_name and is_called else None


def _tail(line: Span) -> Span:
    """Return what stands after the last sentence end of a line."""
    start = line.start
    for token in line[:-1]:
        if token.text in SENTENCE_ENDS:
            start = token.i + 1
    return line.doc[start : line.end]


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()
