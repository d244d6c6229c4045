"""Whole texts at once: what a token tells, as a column of numbers, without making each token."""

from collections.abc import Collection

import numpy as np
from spacy.attrs import LOWER, SENT_START
from spacy.tokens import Doc


def sentence_numbers(doc: Doc) -> list[int]:
    """Return the number of the sentence that each token stands in; all 0 without a parse."""
    starts = doc.to_array(SENT_START).astype(np.int64) == 1
    starts[:1] = True
    numbers: list[int] = (np.cumsum(starts) - 1).tolist()
    return numbers


def where_words(doc: Doc, words: Collection[str]) -> list[int]:
    """Return the indices of the tokens whose lower-case form is one of some words, in order."""
    sought = np.array([doc.vocab.strings[word] for word in words], dtype=np.uint64)
    indices: list[int] = np.flatnonzero(np.isin(doc.to_array(LOWER), sought)).tolist()
    return indices
