"""Tables of stories, .csv and .jsonl: a story a row, read row by row."""

import codecs
import csv
import io
import itertools
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any, BinaryIO, TypeVar, cast

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.encodings import (
    clean_characters,
    guess_encoding,
    marked_encoding,
    odd_lines,
    unknown_encoding,
    wrong_encoding,
)
from storygraph.corpus.labels import one_line
from storygraph.corpus.limits import LARGEST_TEXT, MEBIBYTE, SAMPLE
from storygraph.errors import UnreadableStoryError
from storygraph.records import Skipped

TEXT_COLUMNS = ("text", "story", "body", "content", "full_text", "document", "narrative")
_METADATA = ("title", "author", "date", "year", "language")
_DELIMITERS = ",;\t|"
_SHOWN_COLUMNS = 12
Line = TypeVar("Line", str, bytes)


def read_csv(file: BinaryIO, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """Yield the stories of a `.csv` or `.tsv` file; its first row names the columns.

    Raises
    ------
    UnreadableStoryError
        If there is no column of texts, or the table cannot be followed any further.
    """
    csv.field_size_limit(LARGEST_TEXT)
    with closing(_read_lines(file, options.encoding)) as lines:
        header = next(lines, "")
        rows = csv.reader(itertools.chain([header], lines), delimiter=_find_delimiter(header))
        try:
            names = [one_line(name) for name in next(rows, [])]
            column = _find_column(names, options.text_column)
            for number, row in enumerate(rows, start=1):
                if row:
                    yield _to_draft(dict(zip(names, row, strict=False)), column, number)
        except csv.Error as error:
            raise UnreadableStoryError(
                f"not a table that can be followed: near line {rows.line_num} {error}; "
                "mend its quotation marks"
            ) from error


def read_jsonl(file: BinaryIO, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """Yield the stories of a `.jsonl` file: on each line an object with a text.

    Raises
    ------
    UnreadableStoryError
        If the first object has no column of texts, or the file is no text.
    """
    column = ""
    with closing(_read_lines(file, options.encoding)) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = _parse(line, f", line {number}")
            if isinstance(row, Skipped):
                yield row
                continue
            column = column or _find_column([*map(str, row)], options.text_column)
            yield _to_draft(row, column, number, unit="line")


def _parse(line: str, place: str) -> dict[str, Any] | Skipped:
    try:
        row = json.loads(line)
    except RecursionError:
        return Skipped(place, "JSON that is nested too deep; mend or delete it")
    except ValueError as error:
        return Skipped(place, f"not JSON ({one_line(str(error))}); mend or delete it")
    return row if isinstance(row, dict) else Skipped(place, 'no object; write {"text": "..."}')


def _read_lines(file: BinaryIO, encoding: str | None) -> Generator[str]:
    """Yield the lines of a file with their ends; one that is no UTF-8 in the likeliest encoding."""
    reader = io.BufferedReader(cast("Any", file), SAMPLE)
    sample = reader.peek(SAMPLE)[:SAMPLE]
    marked = marked_encoding(sample)
    try:
        if encoding or (marked and marked != "utf-8-sig"):
            yield from _read_named_lines(reader, encoding or str(marked))
        else:
            yield from _read_unnamed_lines(reader, sample)
    finally:
        reader.detach()


def _read_unnamed_lines(reader: io.BufferedReader, sample: bytes) -> Iterator[str]:
    fallback = ""
    for number, line in enumerate(_bounded(reader.readline), start=1):
        try:
            yield line.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").decode()
        except UnicodeDecodeError:
            fallback = fallback or guess_encoding(b"".join(odd_lines(sample)) or line, sample)
            yield line.decode(fallback, "replace")


def _read_named_lines(reader: io.BufferedReader, encoding: str) -> Iterator[str]:
    try:
        text = io.TextIOWrapper(cast("BinaryIO", reader), encoding, newline="")
    except LookupError as error:
        raise UnreadableStoryError(unknown_encoding(encoding)) from error
    try:
        for number, line in enumerate(_bounded(text.readline), start=1):
            yield line.removeprefix("\ufeff" if number == 1 else "")
    except ValueError as error:
        raise UnreadableStoryError(wrong_encoding(encoding)) from error
    finally:
        text.detach()


def _bounded(read_line: Callable[[int], Line]) -> Iterator[Line]:
    for number in itertools.count(1):
        line = read_line(LARGEST_TEXT + 1)
        if len(line) > LARGEST_TEXT:
            raise UnreadableStoryError(
                f"line {number} is longer than {LARGEST_TEXT // MEBIBYTE} MB; split it"
            )
        if not line:
            return
        yield line


def _find_delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _find_column(names: Iterable[str], wanted: str | None) -> str:
    """Return the name of the column of texts as the table has it."""
    names = list(names)
    known = {name.casefold(): name for name in reversed(names)}
    tried = TEXT_COLUMNS if wanted is None else (wanted.casefold(),)
    found = next((known[name] for name in tried if name in known), None)
    if found is None and wanted is None and len(names) == 1:
        found = names[0]
    if found is not None:
        return found
    shown = ", ".join(one_line(name) for name in names[:_SHOWN_COLUMNS]) or "none"
    more = ", ..." if len(names) > _SHOWN_COLUMNS else ""
    lacking = f"no column '{wanted}'" if wanted else "no column of texts"
    raise UnreadableStoryError(
        f"{lacking}; name one with --text-column (the columns are: {shown}{more})"
    )


def _to_draft(
    row: Mapping[str, Any], column: str, number: int, *, unit: str = "row"
) -> Draft | Skipped:
    place = f", {unit} {number}"
    text = row.get(column)
    if not isinstance(text, str) or not text.strip():
        return Skipped(place, f"no text in '{one_line(column)}'; fill it in, or delete the {unit}")
    values = {
        str(name).casefold(): one_line(str(value))
        for name, value in row.items()
        if isinstance(value, str | int | float) and not isinstance(value, bool)
    }
    metadata = {name: values[name] for name in _METADATA if values.get(name)}
    try:
        text = clean_characters(text.removeprefix("\ufeff"))
    except UnreadableStoryError as error:
        return Skipped(place, str(error))
    return Draft(text, values.get("title", ""), metadata, values.get("id", ""), place, number)
