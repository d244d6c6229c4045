"""What the readers of the formats give: texts that have no id yet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from storygraph.records import Skipped


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of the files: their encoding, and the column that holds the text."""

    encoding: str | None = None
    text_column: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as a reader found it.

    `place` says where in its file, to be read after the file's path, such as ", row 3"; `id` is
    what the file calls it; `number` counts the texts of one file from 1, and is 0 for a file that
    is one text; `stem` is the name of a file in an archive.
    """

    text: str
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    place: str = ""
    number: int = 0
    stem: str = ""


Reader = Callable[[BinaryIO, ReadOptions], Iterator[Draft | Skipped]]
"""Reads an open file; the `source` of what it skips is a place, as of a `Draft`."""
