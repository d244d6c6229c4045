"""Cuts words into the encoder's word pieces and a story into overlapping windows."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

#: No word gets more pieces than this; the tail of a longer one is not read.
LONGEST_WORD = 12

_SHAPES = 9
_BEFORE = {"space": 0, "glued": 1, "line": 2, "paragraph": 3}
#: How many different shape features there are, the padding's included.
SHAPE_COUNT = 1 + _SHAPES * len(_BEFORE)
_ENDS = frozenset((".", "!", "?", "”", '"', "…"))


@dataclass(frozen=True)
class EncodedWords:
    """The words of a Doc as pieces: whitespace tokens are left out.

    ``tokens`` holds each word's index in the Doc, ``pieces`` its piece ids,
    ``shapes`` its case and what stands before it, ``ends`` whether it may end
    a sentence.
    """

    tokens: list[int]
    pieces: list[list[int]]
    shapes: list[int]
    ends: list[bool]


@dataclass(frozen=True)
class WindowSize:
    """Pieces of one window that are answered for, and pieces of context on each side.

    A window closes early at a sentence end among its last ``soft_end`` pieces, if there is one.
    """

    pieces: int
    context: int
    soft_end: int


WIDE = WindowSize(pieces=240, context=22, soft_end=60)
CLOSE = WindowSize(pieces=60, context=0, soft_end=30)


@dataclass(frozen=True)
class Window:
    """Words ``start`` to ``end`` (exclusive) are read, ``first`` to ``last`` are answered for."""

    start: int
    first: int
    last: int
    end: int


class WordPieces:
    """The uncased WordPiece vocabulary of the encoder; remembers the words it has cut."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = list(vocabulary)
        self._ids = {piece: number for number, piece in enumerate(self.vocabulary)}
        self._unknown = self._ids["[UNK]"]
        self.opening, self.closing = self._ids["[CLS]"], self._ids["[SEP]"]
        self._cut: dict[str, list[int]] = {}

    def cut(self, word: str) -> list[int]:
        """Return the piece ids of a word: at least one, at most ``LONGEST_WORD``."""
        known = self._cut.get(word)
        if known is None:
            known = self._cut_anew(word)
            if len(self._cut) < 200_000:
                self._cut[word] = known
        return known

    def _cut_anew(self, word: str) -> list[int]:
        ids: list[int] = []
        for part in _parts(word[: 8 * LONGEST_WORD]):
            ids += self._longest_first(part)
            if len(ids) >= LONGEST_WORD:
                break
        return ids[:LONGEST_WORD] or [self._unknown]

    def _longest_first(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else f"##{part[start:end]}"
                number = self._ids.get(piece)
                if number is not None:
                    ids.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return ids


def _parts(word: str) -> list[str]:
    """Lower a word, strip its accents, and set punctuation and ideographs apart."""
    parts = [""]
    for character in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or category.startswith("C"):
            continue
        if category[0] in "PSZ" or "\u3040" <= character <= "\u9fff":
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]


def shape_of(word: str) -> int:
    """Return the case class of a word, 0 to 8."""
    if not any(character.isalpha() for character in word):
        return 6 if any(character.isdigit() for character in word) else 7
    if word.islower():
        return 1
    if word.isupper():
        return 4 if len(word) == 1 else 3
    if word[0].isupper():
        return 2 if word[1:].islower() else 5
    return 0 if word.lower() == word.upper() else 8


def before_of(shape: int) -> str:
    """Return what a shape feature says stands before the word: space, glued, line, paragraph."""
    return tuple(_BEFORE)[(shape - 1) // _SHAPES]


def with_before(shape: int, before: str) -> int:
    """Return a shape feature of the same case with something else before the word."""
    return 1 + (shape - 1) % _SHAPES + _SHAPES * _BEFORE[before]


def encode(doc: Doc, pieces: WordPieces) -> EncodedWords:
    """Return the words of a Doc as piece ids and shape features."""
    encoded = EncodedWords([], [], [], [])
    before = "paragraph"
    for token in doc:
        text = token.text
        if not text.strip():
            if "\n" in text:
                before = "paragraph" if text.count("\n") > 1 or before == "paragraph" else "line"
            continue
        encoded.tokens.append(token.i)
        encoded.pieces.append(pieces.cut(text))
        encoded.shapes.append(with_before(1 + shape_of(text), before))
        encoded.ends.append(text in _ENDS)
        before = "space" if token.whitespace_ else "glued"
    return encoded


def windows(encoded: EncodedWords, size: WindowSize = WIDE) -> Iterator[Window]:
    """Yield windows that together answer for every word exactly once."""
    count = len(encoded.tokens)
    first = 0
    while first < count:
        last = _window_end(encoded, first, size)
        start = _context(encoded, first, -1, size.context)
        end = _context(encoded, last - 1, 1, size.context) + 1
        yield Window(start, first, last, end)
        first = last


def _context(encoded: EncodedWords, edge: int, step: int, context: int) -> int:
    """Return the word where the context beyond ``edge`` ends, going left (-1) or right (1)."""
    size = 0
    while 0 <= edge + step < len(encoded.tokens):
        size += len(encoded.pieces[edge + step])
        if size > context:
            break
        edge += step
    return edge


def _window_end(encoded: EncodedWords, first: int, limit: WindowSize) -> int:
    """Return where a window that starts at ``first`` stops, at a sentence end if it can."""
    size, soft = 0, None
    for index in range(first, len(encoded.tokens)):
        size += len(encoded.pieces[index])
        if size > limit.pieces and index > first:
            return soft or index
        if size > limit.pieces - limit.soft_end and encoded.ends[index]:
            soft = index + 1
    return len(encoded.tokens)
