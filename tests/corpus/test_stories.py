"""Files and folders -> stories, and every kind of file that is none."""

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.corpus.encodings import decode
from storygraph.corpus.files import find_files
from storygraph.corpus.labels import title_from_stem
from storygraph.corpus.plain import find_title, split_front_matter
from storygraph.corpus.stories import explain_empty, read_stories
from storygraph.errors import UnreadableStoryError
from storygraph.records import Skipped, Story


def put(folder: Path, **texts: str | bytes) -> Path:
    """Write files; `loom_txt="..."` becomes `loom.txt`."""
    for name, text in texts.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read_one(path: Path, **options: str) -> Story | Skipped:
    (item,) = read_stories([path], **options)
    return item


def test_a_story_takes_its_id_and_title_from_the_file_name(tmp_path):
    put(tmp_path, the_loom_txt="Aru wove.")
    story = read_one(tmp_path)
    assert (story.id, story.title, story.text) == ("the_loom", "The Loom", "Aru wove.")
    assert story.source == str(tmp_path / "the_loom.txt")


def test_markdown_and_upper_case_suffixes_are_read(tmp_path):
    put(tmp_path, a_md="One.", b_TXT="Two.")
    assert [story.text for story in read_stories([tmp_path])] == ["One.", "Two."]


def test_folders_are_read_to_the_bottom_in_sorted_order(tmp_path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / "a").mkdir()
    put(tmp_path, z_txt="z")
    put(tmp_path / "b" / "deep", y_txt="y")
    put(tmp_path / "a", x_txt="x")
    assert [story.id for story in read_stories([tmp_path])] == ["z", "x", "y"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    (tmp_path / ".git").mkdir()
    put(tmp_path / ".git", a_txt="no")
    (tmp_path / ".draft.txt").write_text("no")
    put(tmp_path, b_txt="yes")
    assert [story.id for story in read_stories([tmp_path])] == ["b"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "LICENSE", "LICENCE.txt"])
def test_a_file_about_its_folder_is_no_story(tmp_path, name):
    (tmp_path / name).write_text("About these stories.")
    assert list(read_stories([tmp_path])) == []


def test_a_readme_named_itself_is_a_story(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("About these stories.")
    assert read_one(path).id == "README"


def test_a_missing_path_is_an_error_that_names_it(tmp_path):
    with pytest.raises(UnreadableStoryError, match=r"no file or folder '.*nowhere'"):
        list(read_stories([tmp_path / "nowhere"]))


def test_a_file_given_twice_is_read_once(tmp_path):
    put(tmp_path, a_txt="Once.")
    paths = [tmp_path / "a.txt", tmp_path, tmp_path / ".." / tmp_path.name / "a.txt"]
    assert len(list(read_stories(paths))) == 1


def test_a_link_to_a_file_that_is_read_too_adds_no_story(tmp_path):
    put(tmp_path, a_txt="Once.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert [story.id for story in read_stories([tmp_path])] == ["a"]


def test_links_to_folders_are_not_followed(tmp_path):
    put(tmp_path, a_txt="Here.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [story.id for story in read_stories([tmp_path])] == ["a"]


def test_a_dangling_link_is_skipped_by_name(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    reason = "a link to nothing; mend or delete it"
    assert read_one(tmp_path) == Skipped(str(tmp_path / "gone.txt"), reason)


def test_a_link_to_itself_is_skipped_by_name(tmp_path):
    put(tmp_path, a_txt="Here.")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    story, skipped = read_stories([tmp_path])
    assert story.id == "a"
    assert skipped.source == str(tmp_path / "b.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_skipped_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert read_one(tmp_path).reason == "a pipe, not a file; put its text into a file"


def test_a_folder_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    put(tmp_path, a_txt="Here.")
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    items = list(read_stories([tmp_path]))
    assert [item.source for item in items if isinstance(item, Skipped)] == [
        str(tmp_path / "closed")
    ]


def test_files_of_one_stem_get_numbered_ids(tmp_path):
    (tmp_path / "more").mkdir()
    put(tmp_path, loom_md="One.", loom_txt="Two.")
    put(tmp_path / "more", loom_txt="Three.")
    assert [story.id for story in read_stories([tmp_path])] == ["loom", "loom-2", "loom-3"]


def test_numbered_ids_never_meet_a_file_that_has_such_a_name(tmp_path):
    (tmp_path / "loom-2.txt").write_text("Two.")
    put(tmp_path, loom_md="One.", loom_txt="Three.")
    ids = [story.id for story in read_stories([tmp_path])]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("notes.doc", b"PK", r"^\.doc is not read; save it as \.docx$"),
        ("notes.xyz", b"text", r"^\.xyz is not read; save its text as \.txt, or move it away$"),
        ("notes", b"text", r"^no suffix says what it is; add one, such as \.txt$"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("bom.txt", b"\xef\xbb\xbf", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not text"),
        ("noise.txt", bytes(range(1, 32)) * 20, "not text"),
        ("matter.md", b"---\ntitle: The Loom\n---\n\n", "empty"),
    ],
)
def test_a_file_that_is_no_story_is_skipped_with_the_reason(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    skipped = read_one(tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.source == str(tmp_path / name)
    assert re.search(reason, skipped.reason)


def test_one_bad_file_does_not_hide_the_good_ones(tmp_path):
    put(tmp_path, a_txt="One.", b_txt=b"\x00\x01", c_txt="Three.")
    kinds = [type(item) for item in read_stories([tmp_path])]
    assert kinds == [Story, Skipped, Story]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_becomes_a_newline(tmp_path, ends):
    put(tmp_path, a_txt=f"One.{ends}Two.{ends}".encode())
    assert read_one(tmp_path).text == "One.\nTwo.\n"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    put(tmp_path, a_txt="\ufeff---\ntitle: Loom\n---\nAru wove.".encode())
    story = read_one(tmp_path)
    assert (story.title, story.text) == ("Loom", "Aru wove.")


def test_a_byte_order_mark_is_left_out_when_utf_8_is_asked_for(tmp_path):
    put(tmp_path, a_txt="\ufeffAru wove.".encode())
    assert read_one(tmp_path, encoding="utf-8").text == "Aru wove."


CYRILLIC = "Әсем? Нет: Анна жила в маленьком городе у реки и каждый день рисовала лодки. " * 3
WINDOWS = CYRILLIC.replace("Ә", "А")


def test_a_file_in_a_windows_code_page_is_read(tmp_path):
    put(tmp_path, a_txt=WINDOWS.encode("cp1251"))
    assert read_one(tmp_path).text == WINDOWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_encodings_are_read_when_named(encoding):
    assert decode(CYRILLIC.encode(encoding), encoding=encoding) == CYRILLIC


def test_utf_16_is_recognised_by_its_mark():
    assert decode("Aru wove a rug in Nukus.".encode("utf-16")) == "Aru wove a rug in Nukus."


def test_an_encoding_given_is_used():
    assert decode("Zoë".encode("latin-1"), encoding="latin-1") == "Zoë"


def test_bytes_that_are_not_in_the_encoding_given_are_an_error_with_a_cure():
    with pytest.raises(UnreadableStoryError, match=r"not in utf-8; try another --encoding"):
        decode("Zoë".encode("latin-1"), encoding="utf-8")


def test_an_unknown_encoding_is_an_error_that_names_it():
    with pytest.raises(UnreadableStoryError, match="unknown encoding 'utf-9'"):
        decode(b"Aru", encoding="utf-9")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf_8_decodes_to_itself(text):
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_either_text_or_an_unreadable_story(raw):
    with suppress(UnreadableStoryError):
        assert isinstance(decode(raw), str)


def test_front_matter_is_metadata_and_no_text(tmp_path):
    put(tmp_path, a_md="---\ntitle: The Loom\nauthor: A. Bek\ndate: 1998-05-01\n---\n\nAru wove.")
    story = read_one(tmp_path)
    assert story.title == "The Loom"
    assert story.metadata == {"title": "The Loom", "author": "A. Bek", "date": "1998-05-01"}
    assert story.text == "Aru wove."


@pytest.mark.parametrize(
    "text",
    [
        "---\nAru wove.\n---\nThen she slept.",
        "---\n- one\n- two\n---\nText.",
        "---\nkey: [unclosed\n---\nText.",
        "---\nno end",
        "Aru wove.\n---\ntitle: no\n---\n",
        "---\n---\nText.",
    ],
)
def test_a_block_that_is_no_mapping_stays_in_the_text(text):
    assert split_front_matter(text) == ({}, text)


def test_front_matter_values_without_content_are_left_out():
    assert split_front_matter("---\nauthor:\nyear: 1998\n---\nText.") == ({"year": "1998"}, "Text.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Loom\n\nAru wove.", "The Loom"),
        ("# The Loom\nAru wove.", "The Loom"),
        ("\n\n## The Loom\n\nAru wove.", "The Loom"),
        ("Aru wove a rug.\n\nThen she slept.", ""),
        ("“Stay,” she said, “stay”\n\nHe left.", ""),
        ("Aru wove\na rug\n\nThen she slept.", ""),
        ("Aru wove", ""),
        ("The Loom\n" + "Aru wove. " * 20, "The Loom"),
        ("The Loom\nTold by Aru Bek\n\nAru wove.", "The Loom"),
        ("The Loom\nAru wove.\n\nThen she slept.", ""),
        ("The Loom\nTold\nBy Aru\nIn Osh\nIn May\n\nAru wove.", ""),
        ("word " * 40 + "\n\nText.", ""),
        ("", ""),
    ],
)
def test_a_short_first_line_before_a_blank_one_is_the_title(text, title):
    assert find_title(text) == title


def test_a_stem_becomes_a_readable_title():
    assert title_from_stem("a_walk  to_osh") == "A Walk to Osh"


def test_find_files_keeps_the_order_of_the_paths(tmp_path):
    put(tmp_path, a_txt="a", b_txt="b")
    files = find_files([tmp_path / "b.txt", tmp_path / "a.txt"])
    assert [found.path.name for found in files] == ["b.txt", "a.txt"]


def test_a_path_that_is_too_long_to_exist_is_a_clear_error():
    with pytest.raises(UnreadableStoryError):
        find_files(["Once upon a time a weaver lived by the sea. " * 8])


def test_an_empty_corpus_says_where_and_what_is_read():
    message = str(explain_empty(["tales"], []))
    assert "'tales'" in message
    assert "no files" in message
    assert ".txt, .md, .html, .epub, .docx, .pdf, .csv, .jsonl and .zip" in message


def test_a_corpus_without_a_readable_file_says_why():
    skipped = [Skipped("a.doc", ".doc is not read"), Skipped("b.txt", "empty")]
    message = str(explain_empty(["tales"], skipped))
    assert "none of 2 files can be read" in message
    assert ".doc is not read; empty" in message
    assert "\n" not in message
