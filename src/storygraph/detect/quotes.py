"""Direct speech: where it stands and who speaks."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import line_breaks, where
from storygraph.detect.nominals import SUBJECTS
from storygraph.lexicon import words

_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’"}
_MARKS = frozenset({*_PAIRS, *_PAIRS.values()})
_OPENING, _CLOSING = frozenset('“"‘'), frozenset('”"’')
_STOPS = frozenset(".!?")
_AFTER, _BEFORE = 9, 13  # tokens from a quote's marks in which its speech verb stands


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of direct speech: token offsets of what stands between the quotes."""

    doc: Doc
    start: int
    end: int


def find_quotes(doc: Doc) -> list[Quote]:
    """Return the stretches between quotes that read as speech: four words or a sentence's end."""
    quotes: list[Quote] = []
    opened: tuple[str, int] | None = None
    breaks = set(line_breaks(doc, lines=2))
    for token in map(doc.__getitem__, sorted({*breaks, *where(doc, ORTH, _MARKS)})):
        if token.i in breaks:
            opened = None
        elif opened is not None and token.text == _PAIRS[opened[0]]:
            if _is_speech(doc, opened[1], token.i):
                quotes.append(Quote(doc, opened[1], token.i))
            opened = None
        elif opened is None and token.text in _PAIRS and not token.whitespace_:
            opened = (token.text, token.i + 1)
    return quotes


def quote_at(quotes: list[Quote], index: int) -> Quote | None:
    """Return the quote that a token stands in, or None; the quotes are in text order."""
    found = bisect_right(quotes, index, key=lambda quote: quote.start) - 1
    return quotes[found] if found >= 0 and index < quotes[found].end else None


def _is_speech(doc: Doc, start: int, end: int) -> bool:
    return end - start > 4 or (end > start and doc[end - 1].text in {".", ",", "!", "?", "…", "—"})


def speech_subjects(quote: Quote, quotes: list[Quote]) -> Iterator[Token]:
    """Yield the subjects of the speech verbs beside a quote, in its paragraph and in no quote."""
    doc = quote.doc
    for index in (*_after(doc, quote.end), *_before(doc, quote.start)):
        token = doc[index]
        if token.lemma_.lower() in words("speech", "verbs") and quote_at(quotes, index) is None:
            for child in token.children:
                if child.dep_ in SUBJECTS and quote_at(quotes, child.i) is None:
                    yield child


def speaker_of(quote: Quote, quotes: list[Quote], people: Iterable[tuple[Span, int]]) -> int | None:
    """Return the cluster of the person who speaks: the subject of the speech verb beside it."""
    near = [(span.start, span.end, number) for span, number in people]
    for token in speech_subjects(quote, quotes):
        for start, end, number in near:
            if start <= token.i < end:
                return number
    return None


def _after(doc: Doc, end: int) -> range:
    """Return the tokens of the same paragraph just after a quote's closing mark."""
    last = min(len(doc), end + _AFTER)
    for index in range(end, last):
        text = doc[index].text
        if "\n\n" in text or (index > end and text in _OPENING | _STOPS):
            return range(end, index)
    return range(end, last)


def _before(doc: Doc, start: int) -> range:
    """Return the tokens of the same paragraph just before a quote's opening mark."""
    first = max(0, start - _BEFORE)
    for index in range(start - 2, first, -1):
        text = doc[index].text
        if "\n\n" in text or text in _CLOSING | _STOPS:
            return range(index + 1, start)
    return range(first, start)
