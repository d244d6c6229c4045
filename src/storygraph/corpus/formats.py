"""Which reader reads which suffix, and what to do with files of other kinds."""

from collections.abc import Mapping
from dataclasses import dataclass

from storygraph.corpus.docx import read_docx
from storygraph.corpus.drafts import Reader
from storygraph.corpus.epub import read_epub
from storygraph.corpus.limits import LARGEST_FILE, LARGEST_TEXT
from storygraph.corpus.markdown import read_markdown
from storygraph.corpus.pdf import read_pdf
from storygraph.corpus.plain import read_plain
from storygraph.corpus.rows import read_csv, read_jsonl
from storygraph.corpus.webpage import read_webpage
from storygraph.errors import UnreadableStoryError


@dataclass(frozen=True, slots=True)
class Format:
    """A reader, and the largest file it is given, in bytes; None for one that reads row by row."""

    read: Reader
    limit: int | None


_PLAIN = Format(read_plain, LARGEST_TEXT)
_MARKDOWN = Format(read_markdown, LARGEST_TEXT)
_WEBPAGE = Format(read_webpage, LARGEST_TEXT)
_CSV = Format(read_csv, None)
_JSONL = Format(read_jsonl, None)
FORMATS: Mapping[str, Format] = {
    ".txt": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _WEBPAGE,
    ".htm": _WEBPAGE,
    ".xhtml": _WEBPAGE,
    ".epub": Format(read_epub, LARGEST_FILE),
    ".docx": Format(read_docx, LARGEST_FILE),
    ".pdf": Format(read_pdf, LARGEST_FILE),
    ".csv": _CSV,
    ".tsv": _CSV,
    ".jsonl": _JSONL,
    ".ndjson": _JSONL,
}
ARCHIVE = ".zip"
KINDS = ".txt, .md, .html, .epub, .docx, .pdf, .csv, .jsonl and .zip"
_CURES = {
    "save it as .docx": ".doc .rtf .odt .pages .wpd .dot .dotx .docm",
    "convert it to .epub": ".mobi .azw .azw3 .fb2 .lit .prc .djvu",
    "save the table as .csv": ".xls .xlsx .ods .numbers .parquet .sqlite .db",
    "write one object a line, as .jsonl": ".json",
    "unpack it, or make it a .zip": ".tar .gz .tgz .bz2 .xz .7z .rar .zst",
    "save its text as .txt": ".xml .tei .tex .rst .org .adoc .eml .mbox .srt .log",
}
_CURE_BY_SUFFIX = {suffix: cure for cure, listed in _CURES.items() for suffix in listed.split()}


def find_format(suffix: str) -> Format:
    """Return how files of a suffix are read.

    Raises
    ------
    UnreadableStoryError
        If they are not.
    """
    known = FORMATS.get(suffix.lower())
    if known is not None:
        return known
    if not suffix:
        raise UnreadableStoryError("no suffix says what it is; add one, such as .txt")
    cure = _CURE_BY_SUFFIX.get(suffix.lower(), "save its text as .txt, or move it away")
    raise UnreadableStoryError(f"{suffix} is not read; {cure}")
