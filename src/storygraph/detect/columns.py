"""Whole texts at once: what a token tells, as a column of numbers, without making each token."""

from collections.abc import Callable, Collection, Iterator

import numpy as np
from spacy.attrs import HEAD, IS_SPACE, LOWER, ORTH, POS, SENT_START
from spacy.tokens import Doc, Token


def sentence_numbers(doc: Doc) -> list[int]:
    """Return the number of the sentence that each token stands in; all 0 without a parse."""
    starts = doc.to_array(SENT_START).astype(np.int64) == 1
    starts[:1] = True
    numbers: list[int] = (np.cumsum(starts) - 1).tolist()
    return numbers


def heads_of(doc: Doc) -> list[int]:
    """Return the index of each token's head, a root its own."""
    offsets = doc.to_array(HEAD).astype(np.int64)
    heads: list[int] = (np.arange(len(doc)) + offsets).tolist()
    return heads


def texts_of(doc: Doc, attribute: int) -> list[str]:
    """Return an attribute of each token, one of `spacy.attrs` that holds texts."""
    numbers, places = np.unique(doc.to_array(attribute), return_inverse=True)
    texts = [doc.vocab.strings[int(number)] for number in numbers]
    return [texts[place] for place in places]


def where(doc: Doc, attribute: int, values: Collection[str]) -> list[int]:
    """Return the indices of the tokens whose attribute has one of some values, in order.

    The attribute is one of `spacy.attrs` that holds texts: LOWER, ORTH, POS.
    """
    sought = np.array([doc.vocab.strings[value] for value in values], dtype=np.uint64)
    indices: list[int] = np.flatnonzero(np.isin(doc.to_array(attribute), sought)).tolist()
    return indices


def where_words(doc: Doc, words: Collection[str]) -> list[int]:
    """Return the indices of the tokens whose lower-case form is one of some words, in order."""
    return where(doc, LOWER, words)


def distinct_words(doc: Doc) -> list[str]:
    """Return the forms of a text's tokens, each once."""
    return [doc.vocab.strings[int(form)] for form in np.unique(doc.to_array(ORTH))]


def where_form(doc: Doc, fits: Callable[[str], bool]) -> list[int]:
    """Return the indices of the tokens whose form fits, in order; each form is asked once."""
    forms, places = np.unique(doc.to_array(ORTH), return_inverse=True)
    fitting = np.array([fits(doc.vocab.strings[int(form)]) for form in forms], dtype=bool)
    indices: list[int] = np.flatnonzero(fitting[places]).tolist() if len(forms) else []
    return indices


def capitalised(doc: Doc) -> Iterator[Token]:
    """Yield the tokens that begin with a capital letter, in order."""
    return map(doc.__getitem__, where_form(doc, lambda form: form[:1].isupper()))


def tokens_of(doc: Doc, *parts_of_speech: str) -> Iterator[Token]:
    """Yield the tokens of some parts of speech, in order."""
    return map(doc.__getitem__, where(doc, POS, parts_of_speech))


def line_breaks(doc: Doc, *, lines: int = 1) -> list[int]:
    """Return the indices of the tokens that break so many lines or more, in order."""
    spaces = np.flatnonzero(doc.to_array(IS_SPACE)).tolist()
    return [index for index in spaces if doc[index].text.count("\n") >= lines]
