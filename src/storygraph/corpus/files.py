"""Paths -> files, each once and in a stable order; nothing outside the paths is opened."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storygraph.corpus.labels import printable
from storygraph.corpus.limits import too_large
from storygraph.errors import UnreadableStoryError

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and why it must not be opened, if it must not."""

    path: Path
    problem: str = ""


def find_files(paths: Iterable[str | Path]) -> list[Found]:
    """Return every file below the paths once, folders in sorted order.

    Folders are walked to the bottom. A link that a walk meets is followed to a file within the
    paths only; one that leads out of them, or to nothing, has a `problem`.

    Raises
    ------
    UnreadableStoryError
        If a path does not exist.
    """
    given = [(path, _real(path)) for path in map(Path, paths)]
    roots = [real for _, real in given]
    files: dict[str, Found] = {}
    for path, real in given:
        listed = _walk(path, real, roots) if path.is_dir() else [(real, Found(path))]
        for key, found in listed:
            files.setdefault(key, found)
    return list(files.values())


def _real(path: Path) -> str:
    try:
        exists = path.exists() or path.is_symlink()
    except (OSError, ValueError):  # no name that this system can hold
        exists = False
    if not exists:
        name = printable(str(path))
        shown = name if len(name) < 200 else f"{name[:200]}..."
        raise UnreadableStoryError(
            f"no file or folder '{shown}'. Check the spelling, or run from another folder."
        )
    return os.path.realpath(path)


def _walk(folder: Path, real: str, roots: list[str]) -> Iterator[tuple[str, Found]]:
    waiting = [(folder, real)]
    while waiting:
        parent, real = waiting.pop()
        try:
            with os.scandir(parent) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield real, Found(parent, f"the folder cannot be opened ({error.strerror})")
            continue
        below = []
        for entry in entries:
            path, key = parent / entry.name, os.path.join(real, entry.name)  # noqa: PTH118
            if entry.is_symlink():
                yield from _follow(path, roots)
            elif entry.is_dir(follow_symlinks=False):
                below += [] if entry.name.startswith(".") else [(path, key)]
            elif not is_aside(entry.name):
                yield key, Found(path)
        waiting += reversed(below)


def _follow(link: Path, roots: list[str]) -> Iterator[tuple[str, Found]]:
    """Yield the file of a link; nothing for a folder that is walked anyway."""
    if is_aside(link.name):
        return
    target = os.path.realpath(link)
    inside = any(target == root or target.startswith(os.path.join(root, "")) for root in roots)  # noqa: PTH118
    key = target
    if not os.path.exists(target):  # noqa: PTH110
        problem, key = "a link to nothing; mend or delete it", str(link)
    elif not inside:
        problem = "a link out of the folder; name what it leads to, to have that read too"
    elif os.path.isdir(target):  # noqa: PTH112
        return
    else:
        problem = ""
    yield key, Found(link, problem)


def is_aside(name: str) -> bool:
    """Tell whether a file describes its folder rather than tells a story."""
    stem = Path(name).stem.upper()
    is_about = stem in {"README", "LICENSE", "LICENCE"} or name == "corrections.toml"
    return name.startswith(".") or is_about


def open_file(path: Path, *, limit: int | None) -> BinaryIO:
    """Return a regular file, opened; nothing else is even opened.

    Raises
    ------
    UnreadableStoryError
        If it is of another kind, empty, larger than `limit` bytes, or cannot be opened.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            kind = next((name for test, name in _KINDS if test(state.st_mode)), "no file")
            raise UnreadableStoryError(f"{kind}, not a file; put its text into a file")
        if state.st_size == 0:
            raise UnreadableStoryError("empty; write a story into it, or delete it")
        if limit is not None and state.st_size > limit:
            raise too_large(limit)
        return path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableStoryError(
            f"cannot be opened ({printable(reason)}); check that you may read it"
        ) from error
