"""Whether a PDF can be given to its library: what it would unpack to, pictures aside."""

import re
import zlib

from storygraph.corpus.limits import LARGEST_TEXT, LARGEST_UNPACKED, MEBIBYTE
from storygraph.errors import UnreadableStoryError

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD_LENGTH = 2000
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")


def check_streams(raw: bytes) -> None:
    """Measure the compressed parts of a PDF, but for the pictures, which are never unpacked.

    Raises
    ------
    UnreadableStoryError
        If one of them is larger than any page, or all together than any book.
    """
    total = 0
    for match in _STREAM.finditer(raw):
        head = raw[max(0, match.start() - _HEAD_LENGTH) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in head:
            continue
        if len(_PACKED.findall(head)) > 1:
            raise UnreadableStoryError("a PDF that is packed twice; print it to a new PDF")
        total += _unpacked_size(raw, match.end())
        if total > LARGEST_UNPACKED:
            raise _too_large()


def _unpacked_size(raw: bytes, start: int) -> int:
    """Return how many bytes a stream unpacks to; 0 where it is not packed, or damaged."""
    unpacker = zlib.decompressobj()
    piece = raw[start : start + MEBIBYTE]
    start += MEBIBYTE
    size = 0
    try:
        while piece and not unpacker.eof:
            size += len(unpacker.decompress(piece, MEBIBYTE))
            if size > LARGEST_TEXT:
                raise _too_large()
            piece = unpacker.unconsumed_tail
            if not piece:
                piece = raw[start : start + MEBIBYTE]
                start += MEBIBYTE
    except zlib.error:
        return size
    return size


def _too_large() -> UnreadableStoryError:
    return UnreadableStoryError(
        f"a PDF that would unpack to over {LARGEST_TEXT // MEBIBYTE} MB; print it to a new PDF"
    )
