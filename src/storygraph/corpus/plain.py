"""Plain text, and what may stand above it: front matter, or a heading."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import srsly

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.encodings import decode
from storygraph.corpus.limits import read_all

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{1,20000}?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_HEADING, _LONGEST_LINE = 100, 120  # characters of a heading, of a wrapped line
_HEAD_LINES = 4
_PAUSES = (".", ",", ";", ":", "”", '"')
_ANCHOR, _ALIAS = re.compile(r"(?<!\w)&\w"), re.compile(r"(?<!\w)\*\w")


def read_plain(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of a `.txt` file.

    Raises
    ------
    UnreadableStoryError
        If it is no text, or too large.
    """
    text = decode(read_all(file), encoding=options.encoding)
    metadata, body = split_front_matter(text)
    yield Draft(body, metadata.get("title", ""), metadata)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `---` block at the top of a text as strings, and the text after it.

    A block that is not a YAML mapping is left in the text: stories may open with a rule. So is one
    with YAML's aliases, by which a few lines can stand for gigabytes.
    """
    match = _FRONT_MATTER.match(text)
    block = match.group(1) if match else ""
    if match is None or (_ANCHOR.search(block) and _ALIAS.search(block)):
        return {}, text
    try:
        values: Any = srsly.yaml_loads(block)
    except Exception:  # the YAML reader raises errors of many kinds
        return {}, text
    if not isinstance(values, dict):
        return {}, text
    metadata = {str(key): str(value) for key, value in values.items() if value is not None}
    return metadata, text[match.end() :].lstrip("\n")


def find_title(text: str) -> str:
    """Return the heading that a text opens with, or "".

    That is a short first line before a blank one, before a paragraph in one line, or before a few
    more lines of a heading ("Told by Aru Bek").
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if first.startswith("#"):
        return first.lstrip("# ").rstrip()
    if not _is_heading(first):
        return ""
    head = rest.split("\n\n", 1)[0].split("\n") if not rest.startswith("\n") else []
    is_over = len(head) < _HEAD_LINES and all(map(_is_heading, map(str.strip, head)))
    return first if is_over or (head and len(head[0]) > _LONGEST_LINE) else ""


def _is_heading(line: str) -> bool:
    """Tell whether a line is short, opens with a capital or sign, and ends no sentence."""
    is_short = 0 < len(line) <= _LONGEST_HEADING and not line.endswith(_PAUSES)
    return is_short and not line[0].islower()
