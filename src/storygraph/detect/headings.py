"""Lines that stand alone: headings, and the datelines of letters."""

from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from storygraph.detect.columns import line_breaks

_LONGEST_LINE = 12
_MONTHS = frozenset([*month_name[1:], *month_abbr[1:]])
WEEKDAYS = frozenset(day.lower() for day in day_name)


def heading_tokens(doc: Doc) -> set[int]:
    """Return the tokens of lines that stand alone, are short and end without a full stop."""
    found: set[int] = set()
    for line in lines(doc):
        after = doc[line[-1].i + 1] if line[-1].i + 1 < len(doc) else line[-1]
        ends_openly = not (line[-1].is_punct or line[-1].is_quote)
        if after.text.count("\n") > 1 and ends_openly and not is_dateline(line):
            found.update(each.i for each in line)
    return found


def lines(doc: Doc) -> Iterator[list[Token]]:
    """Yield the lines of up to twelve words, those without a word left out."""
    start = 0
    for end in (*line_breaks(doc), len(doc)):
        if 0 < end - start <= _LONGEST_LINE:
            yield list(doc[start:end])
        start = end + 1


def is_dateline(line: Sequence[Token]) -> bool:
    """Tell whether a line says where and when a letter was written: "Osh, 3 May"."""
    comma = next((place for place, token in enumerate(line[:4]) if token.text == ","), 0)
    is_name = comma > 0 and all(token.text[:1].isupper() for token in line[:comma])
    rest = line[comma + 1 :]
    has_month = any(token.text in _MONTHS for token in rest)
    return is_name and has_month and any(token.text[:1].isdigit() for token in rest)


def day_ends(line: Sequence[Token]) -> int:
    """Return how many tokens of a line a weekday and its comma take: 2 in "Friday, Osh, 3 May"."""
    has_day = len(line) > 2 and line[0].lower_ in WEEKDAYS and line[1].text == ","
    return 2 if has_day else 0
