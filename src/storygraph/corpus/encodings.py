"""Bytes -> text: the encoding given, the one a mark states, UTF-8, or the likeliest one."""

import codecs
import re

from storygraph.corpus.limits import SAMPLE
from storygraph.errors import UnreadableStoryError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY = 0.85
_LETTERS = bytes(range(0x41, 0x5B)) + bytes(range(0x61, 0x7B))
_HIGH = bytes(range(0x80, 0x100))


def decode(raw: bytes, *, encoding: str | None = None) -> str:
    """Return the text of some bytes, with a newline at the end of each line.

    Control characters become spaces, halves of characters the replacement character.

    Raises
    ------
    UnreadableStoryError
        If the bytes are not text, or not in the encoding given.
    """
    text = _decode_as(raw, encoding) if encoding is not None else _decode_unnamed(raw)
    return clean_characters(text.removeprefix("\ufeff"))


def clean_characters(text: str) -> str:
    """Return a text without what no reader of it can see or save.

    Raises
    ------
    UnreadableStoryError
        If more than a hundredth of it are control characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        if len(_CONTROL.findall(text)) > len(text) / 100:
            raise UnreadableStoryError(
                "not text (it holds control characters); if it is, name its --encoding"
            )
        text = _CONTROL.sub(" ", text)
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _decode_as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise UnreadableStoryError(unknown_encoding(encoding)) from error
    except ValueError as error:  # some codecs raise kinds of their own
        raise UnreadableStoryError(wrong_encoding(encoding)) from error


def unknown_encoding(encoding: str) -> str:
    """Return what is wrong with an encoding that does not exist."""
    return f"unknown encoding '{encoding}'; name one that Python knows, such as cp1251"


def wrong_encoding(encoding: str) -> str:
    """Return what is wrong with a text that is in another encoding than this."""
    return f"not in {encoding}; try another --encoding"


def _decode_unnamed(raw: bytes) -> str:
    marked = marked_encoding(raw)
    if marked is not None:
        return _decode_as(raw, marked)
    if raw.count(b"\x00") > len(raw) / 100:
        raise UnreadableStoryError(
            "not text (it holds NUL bytes); if it is, name its --encoding, such as utf-16-le"
        )
    return raw.decode("utf-8") if _is_utf_8(raw) else decode_lines(raw)


def marked_encoding(raw: bytes) -> str | None:
    """Return the encoding that a byte order mark states."""
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def decode_lines(raw: bytes) -> str:
    """Return a text of which not all is UTF-8: one old encoding, or a mixture with UTF-8."""
    lines = raw.splitlines(keepends=True)
    encoding = guess_encoding(b"".join(odd_lines(raw)), raw)
    if all(line.isascii() or not _is_utf_8(line) for line in lines):
        return raw.decode(encoding, "replace")
    return "".join(
        line.decode("utf-8") if _is_utf_8(line) else line.decode(encoding, "replace")
        for line in lines
    )


def odd_lines(raw: bytes) -> list[bytes]:
    """Return the lines that are not in UTF-8."""
    return [line for line in raw.splitlines(keepends=True) if not _is_utf_8(line)]


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guess_encoding(odd: bytes, whole: bytes) -> str:
    """Return the likeliest encoding of the lines of a file that are not in UTF-8.

    Where nearly all of the file is plain Latin letters it is Western: its accents are too few to
    tell, and guesses from them land anywhere.

    Raises
    ------
    UnreadableStoryError
        If none fits.
    """
    from charset_normalizer import from_bytes

    sample = odd if len(odd) <= SAMPLE else odd[: odd.rfind(b"\n", 0, SAMPLE) + 1] or odd[:SAMPLE]
    if _is_western(sample, whole[:SAMPLE]):
        return "cp1252"
    guess = from_bytes(sample).best()
    if guess is None:
        raise UnreadableStoryError("not text in any known encoding; if it is, name its --encoding")
    return str(guess.encoding)


def _is_western(odd: bytes, whole: bytes) -> bool:
    plain = len(whole) - len(whole.translate(None, _LETTERS))
    high = len(whole) - len(whole.translate(None, _HIGH))
    if plain < _MOSTLY * (plain + high):
        return False
    try:
        odd.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
