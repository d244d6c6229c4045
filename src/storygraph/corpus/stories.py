"""Folders and files -> stories, one at a time; what cannot be read comes back named."""

import itertools
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly
from charset_normalizer import from_bytes

from storygraph.errors import EmptyCorpusError, UnreadableStoryError
from storygraph.records import Skipped, Story

_SMALL_WORDS = frozenset("a an and at by for from in of on or the to with".split())
SUFFIXES = (".txt", ".md")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_stories(
    paths: Iterable[str | Path], *, encoding: str | None = None, taken: Iterable[str] = ()
) -> Iterator[Story | Skipped]:
    """Yield the stories of files and folders in a stable order, and every file that is none.

    Folders are walked to the bottom, links to folders are not followed; hidden files, READMEs and
    licences are left out unless named themselves. Ids are file stems; a second file of the same
    stem, or one that is among the ids `taken`, gets `-2`, a third `-3`.

    Raises
    ------
    UnreadableStoryError
        If a path does not exist.
    """
    used = set(taken)
    for path in find_files(paths):
        try:
            text, metadata = read_text(path, encoding=encoding)
        except UnreadableStoryError as error:
            yield Skipped(str(path), str(error))
            continue
        story_id = _free_id(path.stem, used)
        title = metadata.get("title") or find_title(text) or title_from_stem(path.stem)
        yield Story(story_id, title, text, str(path), metadata)


def _free_id(stem: str, taken: set[str]) -> str:
    names = (stem if count == 1 else f"{stem}-{count}" for count in itertools.count(1))
    story_id = next(name for name in names if name not in taken)
    taken.add(story_id)
    return story_id


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return every file below the paths once, folders in sorted order.

    Raises
    ------
    UnreadableStoryError
        If a path does not exist.
    """
    files: dict[str, Path] = {}
    for path in map(Path, paths):
        if not _exists(path):
            shown = str(path) if len(str(path)) < 200 else f"{str(path)[:200]}..."
            raise UnreadableStoryError(
                f"no file or folder '{shown}'. Check the spelling, or run from another folder."
            )
        for file in _walk(path) if path.is_dir() else [path]:
            files.setdefault(os.path.realpath(file), file)
    return list(files.values())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no name that this system can hold
        return False


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not _is_aside(name))
    yield from closed


def _is_aside(name: str) -> bool:
    """Tell whether a file describes its folder rather than tells a story."""
    stem = Path(name).stem.upper()
    is_about = stem in {"README", "LICENSE", "LICENCE"} or name == "corrections.toml"
    return name.startswith(".") or is_about


def read_text(path: Path, *, encoding: str | None = None) -> tuple[str, dict[str, str]]:
    r"""Return a file's text, without front matter, and its front matter.

    Line ends become `\n`; UTF-8 is tried first, then the encoding is guessed.

    Raises
    ------
    UnreadableStoryError
        If the file is of another kind, unreadable, empty, or not text.
    """
    if path.is_dir():
        raise UnreadableStoryError("the folder cannot be opened")
    if path.suffix.lower() not in SUFFIXES:
        kind = path.suffix or "without suffix"
        raise UnreadableStoryError(f"{kind} is not read; storygraph reads {', '.join(SUFFIXES)}")
    if not path.is_file():
        raise UnreadableStoryError("not a regular file")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableStoryError(f"cannot be opened ({error.strerror})") from error
    text = decode(raw, encoding=encoding).replace("\r\n", "\n").replace("\r", "\n")
    metadata, body = split_front_matter(text)
    if not body.strip():
        raise UnreadableStoryError("empty")
    return body, metadata


def decode(raw: bytes, *, encoding: str | None = None) -> str:
    """Return the text of some bytes: by the encoding given, else UTF-8, else the likeliest one.

    Raises
    ------
    UnreadableStoryError
        If the bytes are not text, or not in the encoding given.
    """
    if encoding is None and b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableStoryError("not text (it holds NUL bytes)")
    try:
        text = raw.decode(encoding or "utf-8").removeprefix("\ufeff")
    except LookupError as error:
        raise UnreadableStoryError(f"unknown encoding '{encoding}'") from error
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise UnreadableStoryError(f"not in {encoding}; try another --encoding") from error
        guess = from_bytes(raw).best()
        if guess is None:
            raise UnreadableStoryError("not text in any known encoding") from error
        text = str(guess)
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise UnreadableStoryError("not text (it holds control characters)")
    return text


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `---` block at the top of a text as strings, and the text after it.

    A block that is not a YAML mapping is left in the text: stories may open with a rule.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        values: Any = srsly.yaml_loads(match.group(1))
    except Exception:  # the YAML reader raises errors of many kinds
        return {}, text
    if not isinstance(values, dict):
        return {}, text
    metadata = {str(key): str(value) for key, value in values.items() if value is not None}
    return metadata, text[match.end() :].lstrip("\n")


def find_title(text: str) -> str:
    """Return the heading that a text opens with, or "": a short first line, then a blank one."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if first.startswith("#"):
        return first.lstrip("# ").rstrip()
    is_short = 0 < len(first) <= 100 and not first.endswith((".", ",", ";", ":", "”", '"'))
    return first if is_short and rest.startswith("\n") else ""


def title_from_stem(stem: str) -> str:
    """Return a readable title for a file that states none: `a_walk_to_osh` -> `A Walk to Osh`."""
    words = re.sub(r"[_\s]+", " ", stem).strip().split()
    titled = [word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words]
    return " ".join([word[:1].upper() + word[1:] for word in titled[:1]] + titled[1:])


def explain_empty(paths: Iterable[str | Path], skipped: list[Skipped]) -> EmptyCorpusError:
    """Return the error for paths without one readable story, saying what was found there."""
    where = ", ".join(f"'{path}'" for path in paths) or "an empty list"
    kinds = f"storygraph reads {' and '.join(SUFFIXES)}"
    if not skipped:
        return EmptyCorpusError(f"no stories in {where}: no files there. Add some ({kinds}).")
    reasons = sorted({item.reason for item in skipped})
    some = "; ".join(reasons[:3]) + ("; ..." if len(reasons) > 3 else "")
    files = "the only file" if len(skipped) == 1 else f"none of {len(skipped)} files"
    verb = "is unreadable" if len(skipped) == 1 else "can be read"
    return EmptyCorpusError(f"no stories in {where}: {files} {verb} ({some}). {kinds}.")
