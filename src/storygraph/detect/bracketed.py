"""Other names in brackets behind a name: "Aru Bek (Cyrillic: Ару Бек; born Aru Tarn)"."""

import unicodedata
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from storygraph.naming import fold

_QUOTES = frozenset("\"'“”‘’«»„")
_OPENING, _PARTS = "(", frozenset("(;,")
#: What the last word before another name in brackets may be.
_NAMING = frozenset(
    "born née nee né formerly alias aka a.k.a. also now then name pseudonym spelled spelt".split()
)
_LONGEST = 80  # tokens between brackets
_LONGEST_CUE = 4  # tokens of "traditional Chinese:"


def is_mark(token: Token) -> bool:
    """Tell whether a token only sets off a name: a quotation mark, an asterisk of italics."""
    return token.text in _QUOTES or token.text in {"*", "_"}


def in_quotes(span: Span) -> bool:
    """Tell whether a quotation mark opens before a name."""
    return span.start > 0 and span.doc[span.start - 1].text in _QUOTES


def is_bracketed(one: Span, other: Span) -> bool:
    """Tell whether a name is all that brackets behind another name hold: "Rope (*Vaður*)"."""
    doc = one.doc
    before = [token.lower_ for token in doc[one.end : other.start] if not is_mark(token)]
    behind = (token.lower_ for token in doc[other.end :] if not is_mark(token))
    return before in (["("], ["(", "the"]) and next(behind, "") == ")"


def called_in_brackets(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield pairs of a name and another one that the brackets behind it say is the same.

    `spans` are of one type, in the order of the text. Another name is in letters of another script,
    or a language, "born", "also", "courtesy name" or the like stands before it.
    """
    for number, one in enumerate(spans):
        closing = _closing(one)
        for other in spans[number + 1 :]:
            if other.start >= closing:
                break
            if other.start >= one.end and _is_told(one, other):
                yield one, other


def _closing(span: Span) -> int:
    """Return the token that closes the brackets which open behind a name, 0 if none do."""
    doc: Doc = span.doc
    start = span.end
    while start < len(doc) and is_mark(doc[start]):
        start += 1
    if start >= len(doc) or doc[start].text != _OPENING:
        return 0
    depth = 0
    for token in doc[start : start + _LONGEST]:
        depth += (token.text == _OPENING) - (token.text == ")")
        if not depth:
            return token.i
    return 0


def _is_told(one: Span, other: Span) -> bool:
    cue: list[str] = []
    for token in reversed(one.doc[one.end : other.start]):
        if token.text in _PARTS or len(cue) > _LONGEST_CUE:
            break
        if not is_mark(token):
            cue.insert(0, token.lower_)
    if len(cue) > _LONGEST_CUE:
        return False
    if _script(one) != _script(other):
        return True
    if not cue:
        return _is_longer(one, other)
    return cue[-1] == ":" or cue[-1] in _NAMING or cue[-2:] == ["known", "as"]


def _is_longer(one: Span, other: Span) -> bool:
    """Tell whether brackets begin with another form of a name: "Itzik Bek (Yitskhok-Ber Bek; "."""
    doc = one.doc
    begins = [token.text for token in doc[one.end : other.start] if not is_mark(token)] == ["("]
    ends = other.end < len(doc) and doc[other.end].text in {";", ",", ")"}
    alike = {*fold(one.text).split()} & {*fold(other.text).split()}
    return begins and ends and bool(alike)


def _script(span: Span) -> str:
    """Return the script of a name's first letter, such as "LATIN"."""
    letter = next((letter for letter in span.text if letter.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
