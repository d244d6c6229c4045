"""Names for people to read: of files in any script, of rows, of archives' members."""

import itertools
import re
import unicodedata

_SMALL_WORDS = frozenset("a an and at by for from in of on or the to with".split())
_LONGEST_NAME = 300
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(name: str) -> str:
    r"""Return a name as one line of valid Unicode, what cannot be printed escaped.

    Bytes that are no UTF-8 become `\xe9`, a line break `\n`, an escape character `\x1b`.
    """
    if name.isascii() and name.isprintable():
        return name
    return "".join(map(_printable, name))


def _printable(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # how Python hands on a byte of a file name that is no UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _REORDERING:
        return char.encode("unicode_escape").decode("ascii")
    return char


def one_line(text: str) -> str:
    """Return a title or other value of metadata on one line, cut where it goes on too long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 3]}..."


def free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that is not `taken`: the one wanted, else with `-2`, `-3`; and take it."""
    names = (wanted if count == 1 else f"{wanted}-{count}" for count in itertools.count(1))
    story_id = next(name for name in names if name not in taken)
    taken.add(story_id)
    return story_id


def title_from_stem(stem: str) -> str:
    """Return a readable title for a file that states none: `a_walk_to_osh` -> `A Walk to Osh`."""
    words = re.sub(r"[_\s]+", " ", stem).strip().split()
    titled = [word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words]
    return " ".join([word[:1].upper() + word[1:] for word in titled[:1]] + titled[1:])
