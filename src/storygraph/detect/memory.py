"""Answers about a story's tokens that are asked for often, worked out once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc, Token

_MEMORY = "storygraph.memory"
_Answer = TypeVar("_Answer")


@contextmanager
def remembering(doc: Doc) -> Iterator[None]:
    """Let the functions that are `remembered` keep their answers; the parse must not change."""
    doc.user_data[_MEMORY] = {}
    try:
        yield
    finally:
        del doc.user_data[_MEMORY]


def remembered(function: Callable[[Token], _Answer]) -> Callable[[Token], _Answer]:
    """Return a function that, while `remembering` lasts, is asked once for each token."""

    @wraps(function)
    def answer(token: Token) -> _Answer:
        memory = token.doc.user_data.get(_MEMORY)
        if memory is None:
            return function(token)
        key = function, token.i
        if key not in memory:
            memory[key] = function(token)
        found: _Answer = memory[key]
        return found

    return answer


def remembered_of_doc(function: Callable[[Doc], _Answer]) -> Callable[[Doc], _Answer]:
    """Return a function that, while `remembering` lasts, is asked once for the story."""

    @wraps(function)
    def answer(doc: Doc) -> _Answer:
        memory = doc.user_data.get(_MEMORY)
        if memory is None:
            return function(doc)
        if function not in memory:
            memory[function] = function(doc)
        found: _Answer = memory[function]
        return found

    return answer
