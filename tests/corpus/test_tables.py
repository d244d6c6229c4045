"""CSV, JSON lines and ZIP -> a story for each row or file."""

import json

import pytest
from tests.corpus.making import make_epub, make_zip, reason_for

from storygraph.corpus.stories import read_stories
from storygraph.records import Skipped, Story


def read(folder, name, raw, **options) -> list[Story | Skipped]:
    path = folder / name
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(read_stories([path], **options))


def test_each_row_of_a_table_is_a_story(tmp_path):
    raw = 'id,Title,author,Year,Text\nloom,The Loom,A. Bek,1998,"Aru\nwove."\n,,,,She slept.\n'
    first, second = read(tmp_path, "tales.csv", raw)
    source = str(tmp_path / "tales.csv")
    metadata = {"title": "The Loom", "author": "A. Bek", "year": "1998"}
    assert first == Story("loom", "The Loom", "Aru\nwove.", f"{source}, row 1", metadata)
    assert second == Story("tales-2", "Tales-2", "She slept.", f"{source}, row 2", {})


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_columns_is_found(tmp_path, mark):
    (story,) = read(tmp_path, "a.csv", f"no{mark}text\n1{mark}Aru wove.\n")
    assert story.text == "Aru wove."


def test_a_table_of_one_column_needs_no_name_for_it(tmp_path):
    (story,) = read(tmp_path, "a.csv", "tale\nAru wove.\n")
    assert story.text == "Aru wove."


def test_the_column_of_texts_can_be_named(tmp_path):
    raw = "Text,Letter\nno,Aru wove.\n"
    assert read(tmp_path, "a.csv", raw, text_column="letter")[0].text == "Aru wove."


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.csv", "id,tale\n1,Aru wove.\n"), ("a.jsonl", '{"id": 1, "tale": "Aru wove."}\n')],
)
def test_a_table_without_a_column_of_texts_says_which_it_has(tmp_path, name, raw):
    assert reason_for(tmp_path, name, raw.encode()) == (
        "no column of texts; name one with --text-column (the columns are: id, tale)"
    )
    assert "no column 'x'" in reason_for(tmp_path, name, raw.encode(), text_column="x")


def test_each_line_of_json_is_a_story_and_a_bad_one_costs_itself_alone(tmp_path):
    lines = ['{"text": "Aru wove."}', "", "{", "[1]", '{"text": 3}', '{"text": "She", "id": 7}']
    items = read(tmp_path, "tales.jsonl", "\n".join(lines))
    assert [item.id for item in items if isinstance(item, Story)] == ["tales-1", "7"]
    reasons = [item.reason for item in items if isinstance(item, Skipped)]
    assert [item.source[-8:] for item in items if isinstance(item, Skipped)] == [
        ", line 3", ", line 4", ", line 5",
    ]  # fmt: skip
    assert reasons[0].startswith("not JSON (")
    assert reasons[1] == 'no object; write {"text": "..."}'
    assert reasons[2] == "no text in 'text'; fill it in, or delete the line"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_decoded_by_mark_or_guess(tmp_path, encoding):
    raw = "title,text\nZoë,Zoë wove in the town of Nukus.\n".encode(encoding)
    (story,) = read(tmp_path, "a.csv", raw)
    assert (story.title, story.text) == ("Zoë", "Zoë wove in the town of Nukus.")


def test_a_table_in_an_encoding_that_is_named_is_read(tmp_path):
    raw = "text\nАнна жила у реки.\n".encode("cp1251")
    assert read(tmp_path, "a.csv", raw, encoding="cp1251")[0].text == "Анна жила у реки."


@pytest.mark.parametrize(
    ("encoding", "reason"),
    [("utf-9", "unknown encoding 'utf-9'"), ("ascii", "not in ascii; try another --encoding")],
)
def test_a_table_that_is_not_in_the_encoding_named_says_so(tmp_path, encoding, reason):
    assert reason in reason_for(tmp_path, "a.csv", "text\nZoë".encode(), encoding=encoding)


def test_one_line_in_another_encoding_is_read_too(tmp_path):
    raw = "text\nZoë wove.\n".encode() + "Anaïs slept.\n".encode("cp1252")
    assert [story.text for story in read(tmp_path, "a.csv", raw)] == ["Zoë wove.", "Anaïs slept."]


def test_rows_come_one_by_one(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Aru wove."}) + "\n" + "{" * 100)
    stories = read_stories([path])
    assert next(stories).text == "Aru wove."


def test_the_files_of_an_archive_are_stories(tmp_path):
    raw = make_zip(
        {
            "z.txt": "Z.",
            "more/loom.txt": "Aru wove.",
            "more/loom.epub": make_epub({"a.xhtml": "Aru slept."}),
            "rows.csv": "text\nOne.\nTwo.\n",
            "README.md": "About.",
            "__MACOSX/._z.txt": "x",
            "photo.jpg": b"\xff\xd8",
            "empty.txt": "",
        }
    )
    items = read(tmp_path, "tales.zip", raw)
    source = f"{tmp_path}/tales.zip"
    assert [(item.id, item.source) for item in items if isinstance(item, Story)] == [
        ("loom", f"{source}/more/loom.epub"),
        ("loom-2", f"{source}/more/loom.txt"),
        ("rows-1", f"{source}/rows.csv, row 1"),
        ("rows-2", f"{source}/rows.csv, row 2"),
        ("z", f"{source}/z.txt"),
    ]
    assert [item.source for item in items if isinstance(item, Skipped)] == [
        f"{source}/empty.txt",
        f"{source}/photo.jpg",
    ]
