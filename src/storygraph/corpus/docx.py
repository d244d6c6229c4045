"""DOCX: paragraphs, tables and notes in reading order, from a stream of tags."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.labels import one_line
from storygraph.corpus.limits import MEBIBYTE
from storygraph.corpus.packages import damaged, open_zip, parse_xml, read_member

_KIND = "Word document (.docx)"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NAMESPACES = (_WORD, _STRICT, "{http://schemas.openxmlformats.org/markup-compatibility/2006}")
_CUT = frozenset({"del", "moveFrom", "Fallback"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
_CONTENTS = re.compile(r"toc ?\d+|toc ?heading|table of (?:contents|figures)", re.IGNORECASE)
_JUNK = frozenset({"", "python-docx", "user", "admin", "administrator", "owner", "word document"})
_LARGEST_STYLES = 4 * MEBIBYTE


def read_docx(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of a Word document: with insertions, without deletions, contents or pictures.

    Raises
    ------
    UnreadableStoryError
        If it is damaged or too large.
    """
    with open_zip(file, kind=_KIND) as package:
        members = {info.filename: info for info in package.infolist()}
        if "word/document.xml" not in members:
            raise damaged(_KIND)
        contents = _find_contents_styles(package, members)
        paragraphs = [
            paragraph
            for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
            if name in members
            for paragraph in _read_paragraphs(package, members[name], contents)
        ]
        title, metadata = _read_properties(package, members)
        yield Draft("\n\n".join(paragraphs), title, metadata)


def _find_contents_styles(
    package: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]
) -> frozenset[str]:
    """Return the ids of the styles in which tables of contents are set."""
    if "word/styles.xml" not in members:
        return frozenset()
    raw = read_member(package, members["word/styles.xml"], kind=_KIND, limit=_LARGEST_STYLES)
    return frozenset(
        style.get(f"{namespace}styleId", "")
        for namespace in (_WORD, _STRICT)
        for style in parse_xml(raw, kind=_KIND).iterfind(f"{namespace}style")
        for name in style.iterfind(f"{namespace}name")
        if _CONTENTS.fullmatch(name.get(f"{namespace}val", ""))
    )


def _read_paragraphs(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, contents: frozenset[str]
) -> list[str]:
    from lxml import etree

    target = _ParagraphParser(contents)
    parser = etree.XMLParser(
        target=cast("Any", target), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        etree.fromstring(read_member(package, member, kind=_KIND), parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(_KIND) from error
    return target.paragraphs


class _ParagraphParser:
    """A target for lxml's parser that keeps the paragraphs of a Word document."""

    def __init__(self, contents: frozenset[str]) -> None:
        self.paragraphs: list[str] = []
        self._contents = contents
        self._open: list[list[str]] = []  # paragraphs may hold text boxes, with their own
        self._is_contents = False
        self._in_text = False
        self._cut_depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag."""
        namespace, name = _split(tag)
        if self._cut_depth:
            self._cut_depth += 1
        elif namespace not in _NAMESPACES:
            return
        elif name in _CUT:
            self._cut_depth = 1
        elif name == "p":
            self._open.append([])
            self._is_contents = False
        elif name == "pStyle":
            self._is_contents = attributes.get(f"{namespace}val", "") in self._contents
        elif name == "t":
            self._in_text = True
        elif name in _BREAKS and self._open:
            self._open[-1].append(_BREAKS[name])

    def end(self, tag: str) -> None:
        """Take a closing tag."""
        namespace, name = _split(tag)
        if self._cut_depth:
            self._cut_depth -= 1
        elif namespace in _NAMESPACES and name == "t":
            self._in_text = False
        elif namespace in _NAMESPACES and name == "p" and self._open:
            lines = _SPACES.sub(" ", "".join(self._open.pop())).split("\n")
            text = "\n".join(line.strip() for line in lines).strip("\n")
            if text and not self._is_contents:
                self.paragraphs.append(text)
            self._is_contents = False

    def data(self, data: str) -> None:
        """Take text."""
        if self._in_text and self._open and not self._cut_depth:
            self._open[-1].append(data.replace("\u00ad", ""))

    def close(self) -> None:
        """Take the end of the file."""


def _split(tag: str) -> tuple[str, str]:
    namespace, brace, name = tag.rpartition("}")
    return namespace + brace, name


def _read_properties(
    package: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]
) -> tuple[str, dict[str, str]]:
    """Return the title, author and language that the document states; its date is the file's."""
    if "docProps/core.xml" not in members:
        return "", {}
    raw = read_member(package, members["docProps/core.xml"], kind=_KIND, limit=MEBIBYTE)
    stated = {
        str(each.tag).rpartition("}")[2]: one_line(each.text or "")
        for each in parse_xml(raw, kind=_KIND).iterchildren("*")
    }
    known = {name: value for name, value in stated.items() if value.lower() not in _JUNK}
    names = {"creator": "author", "language": "language"}
    metadata = {ours: known[theirs] for theirs, ours in names.items() if theirs in known}
    return known.get("title", ""), metadata
