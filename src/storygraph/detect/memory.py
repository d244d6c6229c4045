"""Answers about a story's tokens that are asked for often, worked out once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc, Token

_MEMORY = "storygraph.memory"
_Asked = TypeVar("_Asked", Token, Doc)
_Answer = TypeVar("_Answer")


@contextmanager
def remembering(doc: Doc) -> Iterator[None]:
    """Let the functions that are `remembered` keep their answers; the parse must not change."""
    doc.user_data[_MEMORY] = {}
    try:
        yield
    finally:
        del doc.user_data[_MEMORY]


def remembered(function: Callable[[_Asked], _Answer]) -> Callable[[_Asked], _Answer]:
    """Return a function of a token or a story that, while `remembering`, is asked once of each."""

    @wraps(function)
    def answer(asked: _Asked) -> _Answer:
        doc, index = (asked, -1) if isinstance(asked, Doc) else (asked.doc, asked.i)
        memory = doc.user_data.get(_MEMORY)
        if memory is None:
            return function(asked)
        key = function, index
        if key not in memory:
            memory[key] = function(asked)
        found: _Answer = memory[key]
        return found

    return answer
