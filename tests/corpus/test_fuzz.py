"""A fuzz target for each reader: damaged files give stories or a named reason, nothing else.

The readers are called without the net that `read_stories` spreads under them.
"""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpus.making import STORY, make_docx, make_epub, make_pdf, make_zip, paragraph

from storygraph.corpus.archive import read_archive
from storygraph.corpus.drafts import Draft, ReadOptions
from storygraph.corpus.formats import FORMATS
from storygraph.errors import UnreadableStoryError
from storygraph.records import Skipped

PAGE = (
    '<!DOCTYPE html><html><head><title>Loom</title><meta charset="utf-8"></head><body><h1>Loom</h1>'
    f"<ol start=2><li>{STORY}<li>b</ol><p>5<sup>th</sup><br><pre>x\n y</pre></body></html>"
)
VALID = {
    ".txt": f"---\ntitle: Loom\ndate: 1998\n---\n{STORY}\nZoë.".encode(),
    ".md": f"# *Loom*\n\n{STORY} [a](b)[^1]\n\n[^1]: c\n\n| a |\n|---|\n\n1. b\n".encode(),
    ".html": PAGE.encode(),
    ".epub": make_epub({"a.xhtml": f"<h1>I</h1><p>{STORY}</p>", "toc.xhtml": "x"}),
    ".docx": make_docx(
        paragraph(STORY, "H") + paragraph("two"),
        word__styles_xml="<styles/>",
        docProps__core_xml="<coreProperties><title>Loom</title></coreProperties>",
    ),
    ".pdf": make_pdf([[(50, 500, STORY), (50, 20, "1")]] * 2, info="/Title (Loom)"),
    ".csv": f'id,title,text\n1,Loom,"{STORY}"\n2,,"a ""b"""\n'.encode(),
    ".jsonl": "".join(json.dumps({"text": STORY, "id": at}) + "\n" for at in range(3)).encode(),
    ".zip": make_zip({"a.txt": STORY, "b.csv": f"text\n{STORY}\n", "c.md": "# Loom\n\nAru."}),
}
READERS = {suffix: known.read for suffix, known in FORMATS.items()} | {".zip": read_archive}
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "insert", "double", "end"]),
        st.floats(0, 1, exclude_max=True),
        st.one_of(st.binary(min_size=1, max_size=6), st.sampled_from([
            b"\x00", b"\xff\xff\xff\xff", b"<!--", b"</", b"&#0;", b"]]>", b'"', b"\n---\n", b"{",
            b"PK\x05\x06", b"endstream", b"<w:p>", b"\xed\xa0\x80", b"\xff\xfe", b"[[", b"99999999",
        ])),
        st.integers(1, 40),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def change(raw: bytes, changes: list[tuple[str, float, bytes, int]]) -> bytes:
    """Return bytes after some accidents."""
    for kind, share, piece, length in changes:
        at = int(share * len(raw))
        if kind == "set":
            raw = raw[:at] + piece + raw[at + len(piece) :]
        elif kind == "cut":
            raw = raw[:at] + raw[at + length :]
        elif kind == "insert":
            raw = raw[:at] + piece * length + raw[at:]
        elif kind == "double":
            raw = raw[:at] + raw[max(0, at - length) : at] * 3 + raw[at:]
        else:
            raw = raw[:at]
    return raw


def check(suffix: str, raw: bytes) -> None:
    try:
        items = list(READERS[suffix](io.BytesIO(raw), ReadOptions()))
    except UnreadableStoryError as error:
        items = [Skipped("", str(error))]
    for item in items:
        assert isinstance(item, Draft | Skipped)
        if isinstance(item, Skipped):
            assert item.reason
            assert len(item.reason.splitlines()) == 1


@pytest.mark.parametrize("suffix", VALID)
def test_the_file_that_is_damaged_is_whole_at_first(suffix):
    items = list(READERS[suffix](io.BytesIO(VALID[suffix]), ReadOptions()))
    assert any(isinstance(item, Draft) and STORY in item.text for item in items)


@pytest.mark.parametrize("suffix", VALID)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_a_damaged_file_is_read_or_named(suffix, changes):
    check(suffix, change(VALID[suffix], changes))


@pytest.mark.parametrize("suffix", VALID)
@given(st.binary(max_size=300))
def test_noise_is_read_or_named(suffix, raw):
    check(suffix, raw)


@given(st.text("<>/!-=\"'& abcdivpulo#;[]\n", max_size=200))
def test_anything_like_html_is_read(text):
    check(".html", text.encode())


@given(st.text("#*_`[]()!>-|\\\n 12.ab^:<~&", max_size=200))
def test_anything_like_markdown_is_read(text):
    check(".md", text.encode())
