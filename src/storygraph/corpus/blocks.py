"""HTML -> paragraphs, from a stream of tags, without a tree of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from storygraph.errors import UnreadableStoryError

_BLOCKS = frozenset(
    "address article blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre search section summary table"
    " tbody tfoot thead title tr ul".split()
)
_CUT = frozenset(
    "applet aside audio button canvas datalist footer frameset iframe math menu nav noembed"
    " noframes noscript object rp rt script select style svg template textarea video".split()
)
_CUT_ROLES = frozenset(
    "navigation banner contentinfo complementary search doc-toc doc-noteref doc-pagebreak"
    " doc-cover doc-index doc-pagelist".split()
)
_CUT_EPUB_TYPES = frozenset(
    "toc landmarks page-list pagebreak noteref cover titlepage halftitlepage copyright-page"
    " imprint index loi lot colophon".split()
)
_CUT_CLASSES = frozenset(
    "pagenum pageno pagenumber page-number pg-boilerplate noteref footnote-ref mw-editsection"
    " toc navigation navbar breadcrumb breadcrumbs".split()
)
_DEEPEST = 2_000
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u202f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,4}|[*†‡§]+|[a-z])[\])]?\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or with a `level` of 1 to 6 a heading; `is_main` inside `main` or `article`.

    `linked` counts the characters that are links.
    """

    text: str
    level: int = 0
    is_main: bool = False
    linked: int = 0


class BlockParser:
    """A target for lxml's parser that keeps what a reader of the page sees of its story."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.title = ""
        self.metadata: dict[str, str] = {}
        self._pieces: list[str] = []
        self._depth = 0
        self._cut_depth = 0
        self._preformatted = 0
        self._main = 0
        self._link = 0
        self._linked = 0
        self._level = 0
        self._in_title = False
        self._raised: list[str] | None = None
        self._numbers: list[int] = []
        self._prefix = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag; the parser gives a closing one for each, in order."""
        self._depth += 1
        if self._depth > _DEEPEST:  # its own time grows with the square of the depth
            raise UnreadableStoryError(f"tags nested over {_DEEPEST:,} deep; save its text as .txt")
        if self._cut_depth:
            self._cut_depth += 1
        elif self._is_cut(tag, attributes):
            self._cut_depth = 1
        else:
            self._open(tag, attributes)

    def _is_cut(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _CUT or (tag == "header" and not self._main):
            return True
        if not attributes or tag in {"html", "body"}:
            return False
        classes = attributes.get("class", "").lower().split()
        return (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or attributes.get("role") in _CUT_ROLES
            or not _CUT_EPUB_TYPES.isdisjoint(attributes.get("epub:type", "").split())
            or not _CUT_CLASSES.isdisjoint(classes)
            or _HIDDEN.search(attributes.get("style", "")) is not None
        )

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in {"td", "th"}:
            self._pieces.append(" ")
        elif tag == "pre":
            self._preformatted += 1
        elif tag in {"main", "article"}:
            self._main += 1
        elif tag == "a":
            self._link += 1
        elif tag == "title":
            self._in_title = True
        elif tag == "sup":
            self._raised = []
        elif tag == "img":
            self._read_image(attributes.get("alt", ""))
        elif tag == "meta":
            self._read_meta(attributes)
        elif tag in {"ol", "ul"}:
            self._numbers.append(_number(attributes.get("start")) if tag == "ol" else -1)
        elif tag == "li" and self._numbers:
            self._number_item(attributes)

    def _number_item(self, attributes: Mapping[str, str]) -> None:
        if "value" in attributes:
            self._numbers[-1] = _number(attributes["value"])
        if self._numbers[-1] >= 0:
            self._prefix = f"{self._numbers[-1]}. "
            self._numbers[-1] += 1

    def _read_image(self, alt: str) -> None:
        if len(alt) == 1 and alt.isalpha():  # an initial, drawn
            self._pieces.append(alt)

    def _read_meta(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "").lower().removeprefix("dc.").removeprefix("dcterms.")
        name = {"creator": "author"}.get(name, name)
        if name in {"author", "date", "language"} and attributes.get("content", "").strip():
            self.metadata.setdefault(name, attributes["content"])

    def end(self, tag: str) -> None:
        """Take a closing tag."""
        self._depth -= 1
        if self._cut_depth:
            self._cut_depth -= 1
            return
        if tag == "sup":
            self._lower()
        if tag == "title":
            self._in_title = False
        if tag in _BLOCKS:
            self._end_block()
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif tag in {"main", "article"}:
            self._main = max(0, self._main - 1)
        elif tag == "a":
            self._link = max(0, self._link - 1)
        elif tag in {"ol", "ul"} and self._numbers:
            self._numbers.pop()

    def _lower(self) -> None:
        """End raised text; a mark of a footnote is no part of the story."""
        raised = "".join(self._raised or ())
        self._raised = None
        if not _NOTE_MARK.fullmatch(raised):
            self._pieces.append(raised)

    def data(self, data: str) -> None:
        """Take text."""
        if self._cut_depth:
            return
        if self._in_title:
            self.title += data
            return
        text = data if self._preformatted else _SPACES.sub(" ", data)
        text = text.replace("\u00ad", "")
        (self._pieces if self._raised is None else self._raised).append(text)
        if self._link:
            self._linked += len(text)

    def comment(self, data: str) -> None:
        """Pass over a comment."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Pass over a processing instruction."""

    def close(self) -> "BlockParser":
        """Return the parser, with the blocks of the whole page."""
        self._end_block()
        return self

    def _end_block(self) -> None:
        if self._raised is not None:
            self._lower()
        lines = "".join(self._pieces).split("\n")
        if self._preformatted:
            text = "\n".join(line.rstrip() for line in lines).strip("\n")
        else:
            text = "\n".join(line.strip() for line in lines).strip("\n")
            text = re.sub(r" {2,}", " ", text)
        for part in re.split(r"\n{2,}", text) if text.strip() else ():
            if self._level:
                part = " ".join(part.split())
            part = self._prefix + part
            self.blocks.append(Block(part, self._level, self._main > 0, self._linked))
            self._linked, self._prefix = 0, ""
        self._pieces.clear()
        self._level = 0


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
