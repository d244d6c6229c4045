"""Direct speech: where it stands and who speaks."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.attrs import ORTH
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import line_breaks, where
from storygraph.lexicon import words

_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’"}
_MARKS = frozenset({*_PAIRS, *_PAIRS.values()})


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


def speaker_of(quote: Quote, people: Iterable[tuple[Span, int]]) -> int | None:
    """Return the cluster of the person who speaks: the subject of the speech verb beside it."""
    doc = quote.doc
    near = [
        *range(quote.end, min(len(doc), quote.end + 6)),
        *range(max(0, quote.start - 7), quote.start),
    ]
    is_verb = any(doc[i].lemma_.lower() in words("speech", "verbs") for i in near)
    if not is_verb:
        return None
    beside = [(span, number) for span, number in people if span.start in near]
    return beside[0][1] if len(beside) == 1 else _subject_among(beside)


def _subject_among(people: list[tuple[Span, int]]) -> int | None:
    return next((number for span, number in people if _is_subject(span.root)), None)


def _is_subject(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in words("speech", "verbs")
