"""What Project Gutenberg puts around a book: cut, but for the title and author it states."""

import re
from typing import NamedTuple

_NAME = r"project\s+gutenberg"
_START = re.compile(
    rf"^[ \t]*\*{{3}} ?START OF (?:THIS|THE) {_NAME}[^\n]*(?:\n[^\n]+)?\*{{3}}[ \t]*$"
    rf"|^[ \t]*\*{{3}} ?START OF (?:THIS|THE) {_NAME}[^\n]*$"
    r"|^[ \t]*\*END[* ]+THE SMALL PRINT[^\n]*(?:\n[^\n]*\*END\*)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(
    rf"^[ \t]*\*{{3}} ?END OF (?:THIS|THE) {_NAME}"
    rf"|^[ \t]*(?:The )?End of (?:The |This )?{_NAME}(?:['’]s)?\b",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LENGTH = 40_000
_FIELD = re.compile(r"^(Title|Author|Language):[ \t]*(\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE)
_CREDITS = re.compile(
    r"\s*(?:e-?text (?:was )?(?:prepared|produced)|(?:this )?(?:e-?text|e-?book) (?:was )?"
    r"(?:prepared|produced|transcribed)|(?:produced|transcribed|prepared) (?:by|from)\b"
    r"|\[(?:illustration|transcriber)|transcriber['’]s note)[^\n]*(?:\n[^\n]+)*\n\s*\n",
    re.IGNORECASE,
)


class Book(NamedTuple):
    """A text without its frame, and what the frame said of it."""

    text: str
    metadata: dict[str, str]


def cut_frame(text: str) -> Book:
    """Return a text without the header and licence of Project Gutenberg, where it has them."""
    start = _START.search(text, 0, _HEADER_LENGTH)
    body_start = start.end() if start else 0
    end = _END.search(text, body_start)
    if start is None and (end is None or end.start() < len(text) / 2):
        return Book(text, {})
    body = text[body_start : end.start() if end else None].strip("\n")
    while start is not None and (credits := _CREDITS.match(body)):
        body = body[credits.end() :].lstrip("\n")
    header = text[:body_start]
    metadata = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(header)}
    return Book(f"{body.rstrip()}\n", metadata) if body.strip() else Book(text, {})
