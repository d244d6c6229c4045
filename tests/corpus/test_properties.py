"""What holds for any text and any order of files."""

import io
import json
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.making import make_docx, make_epub, paragraph

from storygraph.corpus.drafts import ReadOptions
from storygraph.corpus.encodings import decode
from storygraph.corpus.formats import FORMATS
from storygraph.corpus.labels import printable
from storygraph.corpus.stories import read_stories
from storygraph.errors import UnreadableStoryError

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)
WORDS = st.text("abcdeфғ物é", min_size=1, max_size=8)
PROSE = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)
NAMES = st.sampled_from(["a.txt", "b.txt", "c.md", "d/a.txt", "d/e.txt", "f.jsonl"])


def read(suffix: str, raw: bytes) -> str:
    (draft,) = FORMATS[suffix].read(io.BytesIO(raw), ReadOptions())
    return draft.text


@given(TEXTS)
def test_any_text_comes_back_from_a_text_file(text):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(text, encoding="utf-8", newline="")
        (story,) = read_stories([folder])
    assert story.text == text.removeprefix("\ufeff")


@given(TEXTS)
def test_any_text_comes_back_from_tables(text):
    text = text.replace("\ufeff", "")
    if text.strip():
        assert read(".jsonl", json.dumps({"text": text}).encode()) == text
        row = '"' + text.replace('"', '""') + '"'
        assert read(".csv", f"text\n{row}\n".encode()) == text


@given(PROSE)
def test_any_paragraphs_come_back_from_books_and_pages(paragraphs):
    joined = "\n\n".join(paragraphs)
    tagged = "".join(f"<p>{each}</p>" for each in paragraphs)
    assert read(".html", f'<meta charset="utf-8">{tagged}'.encode()) == joined
    assert read(".md", joined.encode()) == joined
    assert read(".epub", make_epub({"a.xhtml": tagged})) == joined
    assert read(".docx", make_docx("".join(map(paragraph, paragraphs)))) == joined


@given(st.dictionaries(NAMES, TEXTS, min_size=1), st.randoms(use_true_random=False))
def test_the_order_in_which_files_came_never_matters(texts, random):
    def stories(names: list[str]) -> list[tuple[str, str]]:
        with tempfile.TemporaryDirectory() as folder:
            for name in names:
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                text = json.dumps({"text": texts[name]}) if name[0] == "f" else texts[name]
                path.write_text(text, encoding="utf-8")
            items = list(read_stories([folder]))
        return [
            (type(item), getattr(item, "id", ""), item.source.removeprefix(folder))
            for item in items
        ]

    shuffled = list(texts)
    random.shuffle(shuffled)
    assert stories(sorted(texts)) == stories(shuffled)


@given(st.lists(st.sampled_from(["a", "b", "a-2", "a-3"]), min_size=1))
def test_ids_are_unique_whatever_tables_call_their_rows(ids):
    rows = "".join(json.dumps({"text": "Aru.", "id": each}) + "\n" for each in ids)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_text(rows)
        found = [item.id for item in read_stories([folder], taken=["a"])]
    assert len(set(found)) == len(ids)
    assert "a" not in found


ENCODINGS = st.sampled_from(
    [None, "utf-8", "utf-16", "utf-7", "ascii", "cp1251", "shift_jis", "punycode", "idna", "hex",
     "unicode_escape", "undefined", "none such", "a\0b", "mbcs", "utf-8-sig", "hz", "cp65001"]
)  # fmt: skip


@given(st.binary(), ENCODINGS)
def test_decoding_gives_text_or_an_unreadable_story(raw, encoding):
    with suppress(UnreadableStoryError):
        text = decode(raw, encoding=encoding)
        assert text.encode().decode() == text
        assert "\r" not in text


@given(st.binary())
def test_any_file_name_is_shown_on_one_line_of_valid_text(raw):
    shown = printable(raw.decode("utf-8", "surrogateescape"))
    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1
