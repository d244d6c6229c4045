"""Markdown: its marks are for the typesetter, the story is what they set."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.encodings import decode
from storygraph.corpus.limits import read_all
from storygraph.corpus.plain import split_front_matter
from storygraph.corpus.webpage import join_blocks, parse_page

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_PART = re.compile(r".{1,5000}(?=\s|\Z)|.{5000}", re.DOTALL)
_PIECE = 50_000
_LINE_END = re.compile(r"(\n[ \t]*)?\n(?=\S)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LINK_TARGET = re.compile(r"^ {0,3}\[[^\]\n^][^\]\n]{0,100}\]:[ \t]*\S.*$", re.MULTILINE)
_MOST_TARGETS = 1_000
_NOTE_START = re.compile(r"^\[\^[^\]\s]{1,40}\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")


def read_markdown(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of a `.md` file without its marks.

    Headings become lines of their own; links, emphasis and footnotes leave their words; pictures,
    comments and listings of programs go.

    Raises
    ------
    UnreadableStoryError
        If it is no text, or too large.
    """
    text = decode(read_all(file), encoding=options.encoding)
    metadata, body = split_front_matter(text)
    blocks = [block for html in to_html(body) for block in parse_page(html).blocks]
    heading = blocks[0].text if blocks and blocks[0].level else ""
    yield Draft(join_blocks(blocks), metadata.get("title", heading), metadata)


def to_html(text: str) -> Iterator[str]:
    """Yield Markdown as HTML, in pieces; line breaks and the numbers of lists stay as written.

    Tokens take a thousand times the room of their text, so those of one piece are kept at a time.
    """
    parser = _parser()
    targets: dict[str, Any] = {}
    parser.parse("\n".join(_LINK_TARGET.findall(text)[:_MOST_TARGETS]), targets)
    for piece in split_blocks(text):
        tokens = [
            token
            for token in parser.parse(piece, targets)
            if not (token.type == "fence" and token.info.strip())  # a listing in some language
        ]
        for token in tokens:
            if token.type == "list_item_open" and token.info:
                token.attrSet("value", token.info)
        yield str(parser.renderer.render(tokens, parser.options, targets))


def split_blocks(text: str, *, length: int = _PIECE) -> Iterator[str]:
    """Yield consecutive pieces of Markdown that end at blank lines, where it allows that.

    A piece has at least `length` characters, and not much over four times as many.
    """
    start = checked = 0
    is_fenced = False
    for match in _LINE_END.finditer(text):
        end = match.end()
        is_long = end - start > 4 * length
        if end - start < length or not (match[1] or is_long):
            continue
        fences = len(_FENCE.findall(text, max(start, checked), end))
        is_fenced, checked = is_fenced ^ (fences % 2 == 1), end
        if is_long or not is_fenced:
            yield text[start:end]
            start, is_fenced = end, False
    yield text[start:]


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table")
    parser.disable("code")  # an indented paragraph is prose
    parser.core.ruler.at("inline", _parse_paragraphs)
    return parser


def _parse_paragraphs(state: "StateCore") -> None:
    """Parse the marks within paragraphs.

    A very long one is parsed in parts: the time for a hostile one grows with the square of its
    length.
    """
    for token in state.tokens:
        if token.type == "inline":
            content = _NOTE_MARK.sub("", _NOTE_START.sub("", token.content))
            token.children = []
            for part in _PART.findall(content):
                state.md.inline.parse(part, state.md, state.env, token.children)
