"""How much of a file is read: sizes that no story reaches and that every machine bears."""

from typing import BinaryIO

from storygraph.errors import UnreadableStoryError

MEBIBYTE = 1 << 20
LARGEST_FILE = 256 * MEBIBYTE
"""Bytes of a book on disk (.epub, .docx, .pdf), pictures included."""
LARGEST_TEXT = 32 * MEBIBYTE
"""Bytes of one story's text; the longest novels have a third of that."""
LARGEST_MEMBER = 64 * MEBIBYTE
"""Bytes of a book in an archive, which is unpacked in memory."""
LARGEST_UNPACKED = 1024 * MEBIBYTE
"""Bytes to which a PDF may unpack, pictures aside."""
LARGEST_DIRECTORY = 16 * MEBIBYTE
"""Bytes of the table of contents of a zip file: about 200,000 files."""
LARGEST_RATIO = 100
"""How many times its size a file in an archive may unpack to; prose reaches 5."""
UNCHECKED_SIZE = MEBIBYTE
"""Bytes of an unpacked file below which its ratio does not matter."""
MOST_PAGES = 20_000
"""Pages of one PDF."""
SAMPLE = MEBIBYTE
"""Bytes from which an encoding or a layout is guessed."""


def read_all(file: BinaryIO, *, limit: int = LARGEST_TEXT) -> bytes:
    """Return what a file holds, at most `limit` bytes.

    Raises
    ------
    UnreadableStoryError
        If it holds more.
    """
    pieces = []
    left = limit + 1
    while left and (piece := file.read(min(left, MEBIBYTE))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise too_large(limit)
    return b"".join(pieces)


def too_large(limit: int) -> UnreadableStoryError:
    """Return the error for a story that is larger than `limit` bytes."""
    return UnreadableStoryError(
        f"larger than {limit // MEBIBYTE} MB; split it into one file for each story or part"
    )
