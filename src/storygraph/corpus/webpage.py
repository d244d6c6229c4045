"""HTML: a saved page, or a book as one page."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from storygraph.corpus.blocks import Block, BlockParser
from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.encodings import decode, marked_encoding
from storygraph.corpus.labels import one_line
from storygraph.corpus.limits import read_all
from storygraph.errors import UnreadableStoryError

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^<>\[]*\[.*?\]\s*|[^<>\[]*)>", re.IGNORECASE | re.DOTALL)
_HEAD = 2048
_PIECE = 1 << 16
_NO_TITLE = frozenset({"", "untitled", "untitled document", "document", "index", "home"})


def read_webpage(file: BinaryIO, options: ReadOptions) -> Iterator[Draft]:
    """Yield the text of an `.html` file, without scripts, menus and other matter around it.

    Raises
    ------
    UnreadableStoryError
        If it is no text, or too large.
    """
    page = parse_page(decode_page(read_all(file), encoding=options.encoding))
    blocks = main_blocks(page.blocks)
    headings = [block.text for block in blocks if block.level == 1]
    stated = one_line(page.title)
    title = headings[0] if len(headings) == 1 else stated
    metadata = {name: one_line(value) for name, value in page.metadata.items()}
    yield Draft(join_blocks(blocks), "" if title.lower() in _NO_TITLE else title, metadata)


def decode_page(raw: bytes, *, encoding: str | None) -> str:
    """Return the text of a page, by the encoding given, or marked, or stated, or the likeliest."""
    stated = _CHARSET.search(raw, 0, _HEAD)
    if encoding is None and stated and marked_encoding(raw) is None:
        try:
            return decode(raw, encoding=stated[1].decode("ascii"))
        except UnreadableStoryError:  # pages are saved anew and their statement forgotten
            pass
    return decode(raw, encoding=encoding)


def parse_page(text: str) -> BlockParser:
    """Return the blocks, the title and the metadata of a page; nothing it points to is opened."""
    from lxml import etree

    text = _DOCTYPE.sub("", text[:_HEAD], count=1) + text[_HEAD:]
    if not text.strip():
        return BlockParser()
    target = BlockParser()
    parser = etree.HTMLParser(target=cast("Any", target), no_network=True, encoding="utf-8")
    raw = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(raw), _PIECE):  # so that what is too deep is left at once
            parser.feed(raw[start : start + _PIECE])
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableStoryError(
            "not HTML that can be parsed; open it in a browser and save its text as .txt"
        ) from error
    return target


def main_blocks(blocks: list[Block]) -> list[Block]:
    """Return the blocks in `main` or `article`, where these hold most of the page, else all."""
    main = [block for block in blocks if block.is_main]
    return main if _length(main) > _length(blocks) / 2 else blocks


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def join_blocks(blocks: Iterable[Block]) -> str:
    """Return a text of paragraphs and headings, a blank line between any two."""
    return "\n\n".join(block.text for block in blocks)
