"""Story -> spaCy Doc: long stories in pieces that end at paragraphs, joined again afterwards."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from storygraph.detect.paragraphs import join_wrapped_lines
from storygraph.detect.pipeline import WHOLE_STORY
from storygraph.records import Story

PIECE_LENGTH = 20_000
_LETTERS = 3  # of a token with its space, at the least; memory not written to is free
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: spaCy stores UTF-8, which has none


def to_doc(nlp: Language, story: Story, *, piece_length: int = PIECE_LENGTH) -> Doc:
    """Return a story read by a pipeline; the doc's characters are the story's, one for one.

    The trained components see pieces of at most about `piece_length` characters, those that need
    the whole story see all of it. Line breaks inside wrapped paragraphs are read as spaces.
    """
    whole = _SURROGATE.sub("\ufffd", join_wrapped_lines(story.text))
    texts = list(split_text(whole, piece_length))
    late = [name for name in WHOLE_STORY if name in nlp.pipe_names]
    pieces = nlp.pipe(texts, disable=late)
    doc = next(pieces) if len(texts) == 1 else _joined(pieces, len(whole))
    for name, component in nlp.pipeline:
        if name in late:
            doc = component(doc)
    return doc


def _joined(pieces: Iterable[Doc], length: int) -> Doc:
    """Return pieces as one doc; `length` is that of their text in characters.

    Their vectors, most of what a novel takes, are never held twice.
    """
    docs: list[Doc] = []
    vectors: NDArray[Any] | None = None
    count = 0
    for piece in pieces:
        docs.append(piece)
        rows, piece.tensor = piece.tensor, np.zeros((0,), dtype=np.float32)
        if rows.ndim != 2 or len(rows) != len(piece):
            continue  # another pipeline's
        if vectors is None:
            vectors = np.empty((length // _LETTERS + 1, rows.shape[1]), dtype=rows.dtype)
        if count + len(rows) > len(vectors):
            known, vectors = vectors, np.empty((2 * (count + len(rows)), rows.shape[1]), rows.dtype)
            vectors[:count] = known[:count]
        vectors[count : count + len(rows)] = rows
        count += len(rows)
    doc = Doc.from_docs(docs, ensure_whitespace=False)
    if vectors is not None and count == len(doc):
        doc.tensor = vectors[:count]
    return doc


def split_text(text: str, length: int) -> Iterator[str]:
    """Yield consecutive pieces of a text; joined they are the text again.

    A piece ends after a blank line where one stands in its second half, else after a line, a
    space, or at `length` characters.
    """
    start = 0
    while len(text) - start > length:
        end = _cut(text, start, length)
        yield text[start:end]
        start = end
    yield text[start:]


def _cut(text: str, start: int, length: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, start + length // 2, start + length)
        if found >= 0:
            return found + len(mark)
    return start + length
