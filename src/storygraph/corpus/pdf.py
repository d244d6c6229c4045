"""PDF: lines with their places on the page, joined to paragraphs again."""

import ctypes
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.labels import one_line
from storygraph.corpus.limits import LARGEST_FILE, LARGEST_TEXT, MOST_PAGES, read_all, too_large
from storygraph.corpus.packages import damaged
from storygraph.corpus.pdf_streams import check_streams
from storygraph.corpus.printed import Line, cut_running_lines, join_lines
from storygraph.errors import UnreadableStoryError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")  # U+FFFE is a hyphen at the end of a line
_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint) - .*|untitled.*|.*\.(?:docx?|rtf|odt|tex|dvi|indd|qxd|pdf|pmd)"
    r"|\W*|document\d*|print",
    re.IGNORECASE,
)


def read_pdf(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of a PDF, without page numbers and running heads.

    Raises
    ------
    UnreadableStoryError
        If it is damaged, locked with a password, too large, or has pictures of text only.
    """
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    raw = read_all(file, limit=LARGEST_FILE)
    check_streams(raw)
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
            raise UnreadableStoryError(
                "locked with a password; open it and save it without one"
            ) from error
        raise damaged("PDF") from error
    try:
        text = _read_text(document)
        title, author = (one_line(document.get_metadata_value(key)) for key in ("Title", "Author"))
    except pypdfium2.PdfiumError as error:
        raise damaged("PDF") from error
    finally:
        document.close()
    if not text.strip():
        raise UnreadableStoryError("its pages hold no text, only pictures; run OCR over it first")
    metadata = {"author": author} if author else {}
    yield Draft(text, "" if _JUNK_TITLE.fullmatch(title) else title, metadata)


def _read_text(document: "PdfDocument") -> str:
    if len(document) > MOST_PAGES:
        raise UnreadableStoryError(f"over {MOST_PAGES:,} pages; split it")
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        lines = list(_read_lines(text_page))
        text_page.close()
        page.close()
        pages.append(lines)
        size += sum(len(line.text) for line in lines)
        if size > LARGEST_TEXT:
            raise too_large(LARGEST_TEXT)
    return join_lines(cut_running_lines(pages))


def _read_lines(page: "PdfTextPage") -> Iterator[Line]:
    for match in _LINE.finditer(page.get_text_range()):
        text = match.group()
        if text.strip():
            start = match.start() + len(text) - len(text.lstrip())
            end = match.start() + len(text.rstrip()) - 1
            left, bottom, _, top = _box(page, start)
            yield Line(text.strip(), left, _box(page, end)[2], bottom, top - bottom)


def _box(page: "PdfTextPage", index: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a character of the page's text, in points."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    char = raw.FPDFText_GetCharIndexFromTextIndex(page, index)
    if not raw.FPDFText_GetLooseCharBox(page, char, ctypes.byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top
