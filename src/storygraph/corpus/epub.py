"""EPUB: the chapters in reading order, without cover, contents and copyright pages."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from storygraph.corpus.blocks import Block
from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.labels import one_line
from storygraph.corpus.limits import LARGEST_TEXT, too_large
from storygraph.corpus.packages import damaged, open_zip, parse_xml, read_member
from storygraph.corpus.webpage import decode_page, join_blocks, parse_page
from storygraph.errors import UnreadableStoryError

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "EPUB"
_ASIDE_NAME = re.compile(
    r"(?:nav|toc|contents?|cover(?:page)?|title-?_?page|half-?_?title|copyright|imprint|colophon"
    r"|index|pg-(?:header|footer)|wrap0*)\d*",
    re.IGNORECASE,
)
_ASIDE_GUIDE = frozenset({"cover", "title-page", "toc", "copyright-page", "index", "colophon"})
_RIGHTS = re.compile(r"all rights reserved|\bISBN\b|©|\(c\) \d{4}|first published", re.IGNORECASE)
_SHORT = 3000
_FEW = 5
_METADATA = {"creator": "author", "date": "date", "language": "language"}


def read_epub(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of a book.

    Raises
    ------
    UnreadableStoryError
        If it is damaged, protected, or too large.
    """
    with open_zip(file, kind=_KIND) as package:
        yield _read_book(package)


def _read_book(package: zipfile.ZipFile) -> Draft:
    members = {info.filename: info for info in package.infolist()}
    root = _find_root(package, members)
    opf = _parse(package, members, root)
    locked = _find_locked(package, members)
    blocks: list[Block] = []
    size = 0
    for name in _find_chapters(opf, posixpath.dirname(root)):
        if name in locked:
            raise UnreadableStoryError("protected against copying; use a copy that is not")
        if name not in members:
            continue
        raw = read_member(package, members[name], kind=_KIND)
        size += len(raw)
        if size > LARGEST_TEXT:
            raise too_large(LARGEST_TEXT)
        page = parse_page(decode_page(raw, encoding=None)).blocks
        blocks += [] if _is_aside(name, page) else page
    title, metadata = _read_metadata(opf)
    return Draft(join_blocks(blocks), title, metadata)


def _parse(package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str) -> "_Element":
    if name not in members:
        raise damaged(_KIND)
    return parse_xml(read_member(package, members[name], kind=_KIND), kind=_KIND)


def _find_root(package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> str:
    """Return the name of the file that describes the book."""
    container = _parse(package, members, "META-INF/container.xml")
    return next((each.get("full-path", "") for each in container.iterfind(".//{*}rootfile")), "")


def _find_locked(package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> set[str]:
    """Return the names of the encrypted files; these may be fonts alone."""
    if "META-INF/encryption.xml" not in members:
        return set()
    encryption = _parse(package, members, "META-INF/encryption.xml")
    return {unquote(each.get("URI", "")) for each in encryption.iterfind(".//{*}CipherReference")}


def _find_chapters(opf: "_Element", folder: str) -> Iterator[str]:
    """Yield the names of the book's files in reading order, each once, without those for finding.

    Names are looked up among the archive's own, so that none can lead out of it.
    """
    items = {each.get("id", ""): each for each in opf.iterfind(".//{*}manifest/{*}item")}
    aside = {
        _resolve(folder, each.get("href", ""))
        for each in opf.iterfind(".//{*}guide/{*}reference")
        if each.get("type", "") in _ASIDE_GUIDE
    }
    for reference in opf.iterfind(".//{*}spine/{*}itemref"):
        item = items.pop(reference.get("idref", ""), None)
        if item is None or reference.get("linear") == "no":
            continue
        name = _resolve(folder, item.get("href", ""))
        if "nav" not in item.get("properties", "").split() and name not in aside:
            yield name


def _resolve(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _is_aside(name: str, page: list[Block]) -> bool:
    """Tell whether a page is there for the trade or for finding one's way, and tells no story."""
    if _ASIDE_NAME.fullmatch(posixpath.splitext(posixpath.basename(name))[0]):
        return sum(len(block.text) for block in page) < _SHORT
    text = join_blocks(page)
    if len(text) < _SHORT and len(_RIGHTS.findall(text)) > 1:
        return True
    links = [block for block in page if block.linked > len(block.text) / 2]
    return len(links) >= _FEW and len(links) > len(page) / 2


def _read_metadata(opf: "_Element") -> tuple[str, dict[str, str]]:
    """Return title, author, date and language, as far as the book states them."""
    stated: dict[str, list[str]] = {}
    for element in opf.iterfind(".//{http://purl.org/dc/elements/1.1/}*"):
        value = one_line("".join(map(str, element.itertext())))
        if value:
            stated.setdefault(str(element.tag).rpartition("}")[2], []).append(value)
    metadata = {
        ours: ", ".join(stated[theirs]) if ours == "author" else stated[theirs][0]
        for theirs, ours in _METADATA.items()
        if theirs in stated
    }
    return stated.get("title", [""])[0], metadata
