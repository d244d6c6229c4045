"""What the layout of a story tells: its lines, and the names in the lines above a review."""

from collections.abc import Iterator
from itertools import islice, pairwise

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import line_breaks, where
from storygraph.detect.headings import WEEKDAYS

MONTHS = frozenset(
    (
        "january february march april may june july august september october november december"
    ).split()
)
#: What ends a sentence, and what marks words as bold or in italics.
SENTENCE_ENDS = frozenset({".", "!", "?", "…", "..."})
MARKUP = frozenset({"*", "**", "_", "__"})
_MARKS = frozenset({"Q.", "A.", "Q", "A"})
_LEAST_ASKED = 2  # questions, and answers, that make marks of "Q." and "A."
LONGEST_NAME = 4
_LONGEST_TITLE = 6
_FIRST_LINES = 4  # of a story, among which its occasion stands
_LONGEST_HEADER = 24  # tokens of such a line


def interview_marks(doc: Doc) -> set[int]:
    """Return the tokens that only say who speaks in an interview, "Q." and "A.", if it asks so."""
    marks = {
        token.i
        for token in map(doc.__getitem__, where(doc, ORTH, _MARKS))
        if _opens_turn(token) and (token.text.endswith(".") or doc[token.i + 1 :][:1].text == ":")
    }
    asked = sum(
        doc[one].text.startswith("Q") and "?" in {token.text for token in doc[one:other]}
        for one, other in pairwise([*sorted(marks), len(doc)])
    )
    answered = sum(doc[index].text.startswith("A") for index in marks)
    return marks if min(asked, answered) >= _LEAST_ASKED else set()


def _opens_turn(token: Token) -> bool:
    start = token.i
    while start and token.doc[start - 1].text in MARKUP:
        start -= 1
    before = token.doc[start - 1] if start else None
    return (
        before is None or before.is_space or before.is_quote or before.text in SENTENCE_ENDS | {")"}
    )


def header_lines(doc: Doc) -> Iterator[Span]:
    """Yield the first lines of a story that have commas or stops, but no verb."""
    for line in islice(lines_of(doc), _FIRST_LINES):
        has_verb = any(each.pos_ in {"VERB", "AUX"} for each in line)
        has_comma = any(each.text in {",", "·", "|", "–", "—"} for each in line)
        if 2 < len(line) <= _LONGEST_HEADER and has_comma and not has_verb:
            yield line


def header_names(doc: Doc) -> Iterator[Span]:
    """Yield the venue and the place in a line such as "Winter Strings, Old Mint, Riga, 24 May".

    They stand right before the date, or a sentence of a weekday, after the event's name.
    """
    for line in header_lines(doc):
        parts = _parts(line)
        dated = next((i for i, part in enumerate(parts) if _is_date(part)), None)
        named = parts if dated is None else parts[:dated]
        if dated is None or len(named) < 2 or not all(is_named(part) for part in named):
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
    return len(part) <= LONGEST_NAME and any(
        token.lower_ in MONTHS | WEEKDAYS or (token.like_num and len(token) == 4) for token in part
    )


def lines_of(doc: Doc) -> Iterator[Span]:
    """Yield the lines of a text that hold anything, without their line breaks."""
    start = 0
    for end in (*line_breaks(doc), len(doc)):
        if end > start:
            yield doc[start:end]
        start = end + 1


def is_named(tokens: Span) -> bool:
    """Tell whether words can be a name: few, all with capitals."""
    has_capitals = all(
        token.text[:1].isupper() or token.text in {"-", "."} or _is_torn(token) for token in tokens
    )
    return 0 < len(tokens) <= _LONGEST_TITLE and has_capitals and tokens[0].text[:1].isupper()


def _is_torn(token: Token) -> bool:
    """Tell whether a tokenizer cut a word off at its hyphen: the "san" of "Aru-san"."""
    return token.i > 0 and "-" in token.nbor(-1).text
