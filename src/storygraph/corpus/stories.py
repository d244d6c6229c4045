"""Folders and files -> stories, one at a time; what cannot be read comes back named."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from storygraph.corpus.archive import read_archive
from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.encodings import clean_characters
from storygraph.corpus.files import Found, find_files, open_file
from storygraph.corpus.formats import ARCHIVE, KINDS, Format, find_format
from storygraph.corpus.gutenberg import cut_frame
from storygraph.corpus.labels import free_id, one_line, printable, title_from_stem
from storygraph.corpus.language import foreign_language
from storygraph.corpus.plain import find_title
from storygraph.errors import EmptyCorpusError, UnreadableStoryError
from storygraph.records import Skipped, Story

_ARCHIVE = Format(read_archive, None)
_SHOWN_REASONS = 3


def read_stories(
    paths: Iterable[str | Path],
    *,
    encoding: str | None = None,
    text_column: str | None = None,
    any_language: bool = False,
    taken: Iterable[str] = (),
) -> Iterator[Story | Skipped]:
    """Yield the stories of files and folders in a stable order, and every file that is none.

    Folders are walked to the bottom; hidden files, READMEs and licences are left out unless named
    themselves. Ids are file stems, or what a table calls its rows; a second story of the same id,
    or of one that is among the ids `taken`, gets `-2`, a third `-3`.

    Parameters
    ----------
    paths
        Files and folders.
    encoding
        The encoding of the files of text; UTF-8 first and then the likeliest if None.
    text_column
        The column or key that holds the text in tables of stories; the usual names if None.
    any_language
        Yield texts that are surely not English too.
    taken
        Ids that are in use.

    Raises
    ------
    UnreadableStoryError
        If a path does not exist.
    """
    used = set(taken)
    options = ReadOptions(encoding, text_column)
    for found in find_files(paths):
        source = printable(str(found.path))
        for item in _read_safely(found, options):
            if isinstance(item, Skipped):
                yield Skipped(source + item.source, item.reason)
                continue
            try:
                yield _to_story(item, found.path.stem, source, used, any_language=any_language)
            except UnreadableStoryError as error:
                yield Skipped(source + item.place, str(error))


def _read_safely(found: Found, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """Yield what a file holds; a fault that nobody foresaw costs this file alone."""
    try:
        yield from _read(found, options)
    except UnreadableStoryError as error:
        yield Skipped("", str(error))
    except Exception as error:
        fault = one_line(f"{type(error).__name__}: {error}")
        yield Skipped("", f"its reader failed ({fault}); save its text as .txt, and report this")


def _read(found: Found, options: ReadOptions) -> Iterator[Draft | Skipped]:
    if found.problem:
        raise UnreadableStoryError(found.problem)
    suffix = found.path.suffix
    known = _ARCHIVE if suffix.lower() == ARCHIVE else find_format(suffix)
    with open_file(found.path, limit=known.limit) as file:
        yield from known.read(file, options)


def _to_story(
    draft: Draft, file_stem: str, source: str, used: set[str], *, any_language: bool
) -> Story:
    book = cut_frame(clean_characters(draft.text))
    if not book.text.strip():
        raise UnreadableStoryError("empty; write a story into it, or delete it")
    language = "" if any_language else foreign_language(book.text)
    if language:
        raise UnreadableStoryError(
            f"seems to be in {language}, not English; --any-language reads it anyway"
        )
    stem = draft.stem or file_stem
    wanted = draft.id or (f"{stem}-{draft.number}" if draft.number else stem)
    metadata = {**book.metadata, **draft.metadata}
    title = metadata.get("title") or draft.title or find_title(book.text) or title_from_stem(wanted)
    return Story(
        free_id(one_line(wanted), used),
        one_line(title),
        book.text,
        source + draft.place,
        {one_line(key): one_line(value) for key, value in metadata.items()},
    )


def explain_empty(paths: Iterable[str | Path], skipped: list[Skipped]) -> EmptyCorpusError:
    """Return the error for paths without one readable story, saying what was found there."""
    where = ", ".join(f"'{printable(str(path))}'" for path in paths) or "an empty list"
    kinds = f"storygraph reads {KINDS}"
    if not skipped:
        return EmptyCorpusError(f"no stories in {where}: no files there. Add some ({kinds}).")
    reasons = sorted({item.reason for item in skipped})
    some = "; ".join(reasons[:_SHOWN_REASONS]) + ("; ..." if len(reasons) > _SHOWN_REASONS else "")
    files = "the only file" if len(skipped) == 1 else f"none of {len(skipped)} files"
    verb = "is unreadable" if len(skipped) == 1 else "can be read"
    return EmptyCorpusError(f"no stories in {where}: {files} {verb} ({some}). {kinds}.")
