"""ZIP: its files are stories as if they lay in a folder; nothing is unpacked to disk."""

import dataclasses
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.files import is_aside
from storygraph.corpus.formats import ARCHIVE, find_format
from storygraph.corpus.labels import printable
from storygraph.corpus.limits import LARGEST_MEMBER
from storygraph.corpus.packages import open_member, open_zip, read_member
from storygraph.errors import UnreadableStoryError
from storygraph.records import Skipped

_KIND = ".zip"


def read_archive(file: BinaryIO, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """Yield the stories of the files in a `.zip`, in the order of their names.

    Raises
    ------
    UnreadableStoryError
        If it is damaged, or made to harm the machine.
    """
    with open_zip(file, kind=_KIND) as package:
        for info in sorted(package.infolist(), key=lambda info: info.filename):
            name = PurePosixPath(info.filename)
            if info.is_dir() or _is_aside(name):
                continue
            place = f"/{printable(info.filename)}"
            try:
                for item in _read_member(package, info, name, options):
                    yield _placed(item, name, place)
            except UnreadableStoryError as error:
                yield Skipped(place, str(error))


def _is_aside(name: PurePosixPath) -> bool:
    folders = name.parts[:-1]
    return is_aside(name.name) or any(
        part == "__MACOSX" or (part.startswith(".") and part != "..") for part in folders
    )


def _read_member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, name: PurePosixPath, options: ReadOptions
) -> Iterator[Draft | Skipped]:
    if ".." in name.parts or name.is_absolute():
        raise UnreadableStoryError("its name leads out of the archive; pack it anew")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableStoryError("a link; pack the file that it leads to")
    if name.suffix.lower() == ARCHIVE:
        raise UnreadableStoryError("an archive in an archive; unpack the outer one")
    known = find_format(name.suffix)
    if known.limit is None:
        with open_member(package, info, kind=_KIND, limit=None) as member:
            yield from known.read(member, options)
    else:
        limit = min(known.limit, LARGEST_MEMBER)
        raw = read_member(package, info, kind=_KIND, limit=limit)
        yield from known.read(io.BytesIO(raw), options)


def _placed(item: Draft | Skipped, name: PurePosixPath, place: str) -> Draft | Skipped:
    """Return what a reader found in a file of the archive, with the file named."""
    if isinstance(item, Skipped):
        return Skipped(place + item.source, item.reason)
    return dataclasses.replace(item, place=place + item.place, stem=item.stem or name.stem)
