"""Zip files, read without trust: sizes are checked before anything is unpacked, in memory only."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from storygraph.corpus.limits import (
    LARGEST_DIRECTORY,
    LARGEST_RATIO,
    LARGEST_TEXT,
    UNCHECKED_SIZE,
    read_all,
    too_large,
)
from storygraph.errors import UnreadableStoryError

if TYPE_CHECKING:
    from lxml.etree import _Element

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    KeyError,
    ValueError,
    OSError,
    RuntimeError,
)
"""What zipfile raises for files that are cut off or tampered with."""
_LOCKED = 0x1
_TOO_MUCH = LARGEST_DIRECTORY + 1


class _CarefulFile(io.BufferedIOBase):
    """A file of which no single read, such as that of a zip's table of contents, is too large."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int | None = -1) -> bytes:
        unsized = size is None or size < 0
        raw = self._file.read(_TOO_MUCH if unsized else min(size or 0, _TOO_MUCH))
        if len(raw) > LARGEST_DIRECTORY:
            raise UnreadableStoryError("an archive of too many files; split it")
        return raw

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


@contextmanager
def open_zip(file: BinaryIO, *, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip file; `kind` names the format in errors.

    Raises
    ------
    UnreadableStoryError
        If it is damaged, has too many files, or unpacks to more than files of its size do.
    """
    try:
        package = zipfile.ZipFile(cast("Any", _CarefulFile(file)))
    except DAMAGED as error:
        raise damaged(kind) from error
    with package:
        _check_overlaps(package, file)
        yield package


def damaged(kind: str) -> UnreadableStoryError:
    """Return the error for a file that is not what its suffix says."""
    return UnreadableStoryError(
        f"damaged or no {kind}; fetch or save it again, or save its text as .txt"
    )


def _check_overlaps(package: zipfile.ZipFile, file: BinaryIO) -> None:
    """Refuse an archive whose files share their bytes, as bombs do."""
    packed = sum(info.compress_size for info in package.infolist())
    if packed > file.seek(0, io.SEEK_END):
        raise UnreadableStoryError("an archive whose files overlap; pack it anew")


def read_member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, *, kind: str, limit: int = LARGEST_TEXT
) -> bytes:
    """Return the bytes of one file in a zip file.

    Raises
    ------
    UnreadableStoryError
        If it is damaged, locked, or unpacks to too much.
    """
    with open_member(package, info, kind=kind, limit=limit) as member:
        return read_all(member, limit=limit)


@contextmanager
def open_member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, *, kind: str, limit: int | None
) -> Iterator[BinaryIO]:
    """Open one file in a zip file as a stream.

    Raises
    ------
    UnreadableStoryError
        As `read_member` does, also while the stream is read.
    """
    if info.flag_bits & _LOCKED:
        raise UnreadableStoryError("locked with a password; pack it without one")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnreadableStoryError("packed by a rare method; pack it anew as a common .zip")
    if limit is not None and info.file_size > limit:
        raise too_large(limit)
    if info.file_size > max(UNCHECKED_SIZE, LARGEST_RATIO * info.compress_size):
        raise UnreadableStoryError(
            f"it would unpack to over {LARGEST_RATIO} times its size; unpack and check it yourself"
        )
    try:
        with package.open(info) as member:
            yield cast("BinaryIO", member)
    except DAMAGED as error:
        raise damaged(kind) from error


def parse_xml(raw: bytes, *, kind: str) -> "_Element":
    """Return the root of an XML file; entities stay unexpanded, and nothing else is opened.

    Raises
    ------
    UnreadableStoryError
        If it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(kind) from error
