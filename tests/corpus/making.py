"""Makes small files of every format, and keeps those that read them honest."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storygraph.corpus.stories import read_stories
from storygraph.records import Skipped, Story

STORY = "Aru wove a red rug in Nukus. Her brother sold it to a painter."


def read_only(path: Path, **options: Any) -> Story | Skipped:
    """Return the one story or skipped file at a path."""
    (item,) = read_stories([path], **options)
    return item


def reason_for(folder: Path, name: str, content: bytes, **options: Any) -> str:
    """Return why a file of this content is skipped."""
    path = folder / name
    path.write_bytes(content)
    item = read_only(path, **options)
    assert isinstance(item, Skipped)
    assert item.source == str(path)
    return item.reason


def make_zip(members: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def make_epub(
    pages: Mapping[str, str],
    *,
    metadata: str = "<dc:title>The Loom</dc:title><dc:creator>A. Bek</dc:creator>",
    guide: str = "",
    **more: str,
) -> bytes:
    """Return a book of pages in this order; a page is what stands in its body.

    `more` replaces or adds files of the package, `__` for `/` and a last `_` for the dot.
    """
    items = "".join(f'<item id="i{at}" href="{name}"/>' for at, name in enumerate(pages))
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(pages)))
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    files |= {"OEBPS/book.opf": opf}
    files |= {
        f"OEBPS/{name}": '<?xml version="1.0" encoding="utf-8"?><html xmlns='
        f'"http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
        for name, body in pages.items()
    }
    files |= {".".join(k.replace("__", "/").rsplit("_", 1)): v for k, v in more.items()}
    return make_zip(files)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(body: str, **more: str) -> bytes:
    """Return a Word document with this inside `w:body`; `more` as in `make_epub`."""
    files = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    }
    files |= {".".join(k.replace("__", "/").rsplit("_", 1)): v for k, v in more.items()}
    return make_zip(files)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def make_pdf(
    pages: Sequence[Sequence[tuple[float, float, str]]], *, info: str = "", more: str = ""
) -> bytes:
    """Return a PDF whose pages hold lines (x, y, text) in points; `more` goes into the trailer."""
    streams = [
        "".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in page) for page in pages
    ]
    return make_raw_pdf([zlib.compress(each.encode("latin-1")) for each in streams], info, more)


def make_raw_pdf(streams: Sequence[bytes], info: str = "", more: str = "") -> bytes:
    """Return a PDF of compressed content streams."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(streams)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources << /Font "
            b"<< /F 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * at)
        )
        head = b"<< /Length %d /Filter /FlateDecode >>" % len(stream)
        objects.append(head + b"\nstream\n" + stream + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    return _number(objects, more)


def _number(objects: Sequence[bytes], more: str) -> bytes:
    raw = b"%PDF-1.4\n"
    places = []
    for at, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (at, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(raw)
    size = len(objects) + 1
    raw += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R {more} >>\n"
    return raw + trailer.encode() + b"startxref\n%d\n%%%%EOF\n" % start
