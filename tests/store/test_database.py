"""The project file: what it keeps and forgets, what it refuses, and who may use it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.test_codec import full
from tests.tiny_pipeline import tales

from storygraph.errors import DatabaseError
from storygraph.records import Reading, Story
from storygraph.store.codec import encode_reading
from storygraph.store.database import APPLICATION, VERSION, open_store
from storygraph.store.lock import lock


def reading_of(story: Story) -> Reading:
    record = full()
    return Reading(
        story, record.sentences, record.entities, record.mentions, record.themes, record.relations
    )


def read_all(path: Path | None, stories: list[Story], *, settings: str = "a") -> list[str]:
    """Read what is unread, forget the rest, and return the ids of the stories that were read."""
    with open_store(path) as store:
        store.add(stories, settings=settings)
        ids = []
        for key, story in store.unread():
            store.put(key, encode_reading(reading_of(story)))
            ids.append(story.id)
        store.forget()
        expected = [reading_of(story) for story in sorted(stories, key=lambda each: each.id)]
        assert list(store) == expected
    return ids


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "project.sqlite"


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_readings_come_back_in_the_order_of_their_ids(kind, path):
    stories = tales(5)[::-1]
    ids = read_all(path if kind == "file" else None, stories)
    assert ids == [story.id for story in stories]


def test_only_new_and_changed_stories_are_unread(path):
    first, second, third = tales(3)
    read_all(path, [first, second])
    changed = Story(second.id, second.title, second.text + " Then they left.")
    assert read_all(path, [first, changed, third]) == [second.id, third.id]
    assert read_all(path, [first, changed, third]) == []


@pytest.mark.parametrize(
    "change", [{"title": "Another"}, {"text": "Another."}, {"metadata": {"year": "2000"}}]
)
def test_a_story_is_unread_when_anything_of_it_changes(path, change):
    story = Story("s", "S", "Aru Bek slept.", metadata={"year": "1999"})
    read_all(path, [story])
    fields = {"id": "s", "title": "S", "text": story.text, "metadata": story.metadata}
    assert read_all(path, [Story(**fields | change)]) == ["s"]


def test_other_settings_leave_every_story_unread(path):
    read_all(path, tales(2), settings="a")
    assert len(read_all(path, tales(2), settings="b")) == 2


def test_a_file_that_moved_is_not_read_again_but_has_its_new_place(path):
    story = tales(1)[0]
    read_all(path, [story])
    assert (
        read_all(path, [Story(story.id, story.title, story.text, "new.txt", story.metadata)]) == []
    )


def test_deleted_stories_are_forgotten(path):
    read_all(path, tales(3))
    read_all(path, tales(1))
    assert len(read_all(path, tales(3))) == 2


def test_what_was_read_before_a_build_stopped_is_kept(path):
    with open_store(path) as store:
        store.add(tales(3), settings="a")
        key, story = next(store.unread())
        store.put(key, encode_reading(reading_of(story)))
    assert len(read_all(path, tales(3))) == 2


def test_unread_stories_are_counted_by_characters(path):
    stories = tales(3)
    with open_store(path) as store:
        store.add(stories, settings="a")
        assert store.counts(unread=True) == (3, sum(len(story.text) for story in stories))
        for key, _ in store.unread():
            store.drop(key)
        assert store.counts(unread=False) == (0, 0)


STORIES = st.lists(
    st.builds(
        Story, st.text(st.characters(), max_size=5), st.text(max_size=3), st.text(), st.text()
    ),
    unique_by=lambda story: story.id,
    max_size=6,
)


@given(STORIES, STORIES)
def test_any_stories_after_any_others_are_as_if_alone(tmp_path_factory, before, stories):
    path = tmp_path_factory.mktemp("any") / "project.sqlite"
    read_all(path, before)
    read_all(path, stories)
    assert read_all(path, stories) == []


def test_readers_open_the_file_while_it_is_written(path):
    with open_store(path) as store:
        store.add(tales(2), settings="a")
        reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            assert reader.execute("SELECT count(*) FROM story").fetchone() == (2,)
            key, story = next(store.unread())
            store.put(key, encode_reading(reading_of(story)))
            read = "SELECT count(*) FROM story WHERE reading IS NOT NULL"
            assert reader.execute(read).fetchone() == (1,)
        finally:
            reader.close()


def test_one_file_is_left_when_all_is_done(path):
    read_all(path, tales(2))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_missing_folders_are_made(tmp_path):
    read_all(tmp_path / "a" / "b" / "p.sqlite", tales(1))
    assert (tmp_path / "a" / "b" / "p.sqlite").is_file()


@pytest.mark.parametrize("name", ["50%?#&.sqlite", "пьеса 日本.sqlite", "a'b\".db", "a\nb"])
def test_any_name_will_do(tmp_path, name):
    read_all(tmp_path / name, tales(1))
    assert read_all(tmp_path / name, tales(1)) == []


def test_a_second_build_is_told_who_writes(path):
    with (
        open_store(path),
        pytest.raises(DatabaseError, match=rf"another build is writing .*process {os.getpid()}\)"),
        open_store(path),
    ):
        pass
    read_all(path, tales(1))


def test_the_lock_ends_with_the_process_that_held_it(path):
    program = (
        "import os, sys; from pathlib import Path; from storygraph.store.lock import lock\n"
        "with lock(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, path], check=False)
    with lock(path):
        assert path.with_name("project.sqlite-building").is_file()
    assert list(path.parent.iterdir()) == []


def refused(path: Path, match: str) -> None:
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=match) as caught, open_store(path):
        pass
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"Once upon a time.", b"\x00" * 5000, b"SQLite format 3\x00"])
def test_a_file_that_is_no_database_is_refused_and_left(path, content):
    path.write_bytes(content)
    refused(path, "is no project file, or a damaged one")


def execute(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_database_of_another_program_is_refused_and_left(path):
    execute(path, "CREATE TABLE songs (title TEXT)")
    refused(path, "of another program")


@pytest.mark.parametrize(("version", "age"), [(VERSION + 1, "newer"), (VERSION - 1, "older")])
def test_a_file_of_another_version_is_refused_and_left(path, version, age):
    read_all(path, tales(1))
    execute(path, f"PRAGMA user_version = {version}")
    refused(path, f"made by an? {age} storygraph")


@pytest.mark.parametrize("place", [0, 40, 100, 4096, 8192, 12288])
def test_a_damaged_file_is_refused_and_left(path, place):
    read_all(path, tales(40))
    content = bytearray(path.read_bytes())
    content[place : place + 60] = b"\xa7" * 60
    path.write_bytes(content)
    refused(path, "is no project file, or a damaged one|another program|storygraph")


def test_a_truncated_file_is_refused_and_left(path):
    read_all(path, tales(40))
    path.write_bytes(path.read_bytes()[: 4096 * 2 + 100])
    refused(path, "a damaged one")


def test_a_damaged_record_is_told(path):
    read_all(path, tales(2))
    execute(path, "UPDATE story SET reading = x'00ff'")
    with open_store(path) as store:
        store.add(tales(2), settings="a")
        with pytest.raises(DatabaseError, match=r"damaged one .*delete it and build again"):
            list(store)


def test_an_empty_file_is_used(path):
    path.touch()
    read_all(path, tales(1))
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    connection.close()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(DatabaseError, match=r"cannot write .*it is a folder"), open_store(tmp_path):
        pass


@pytest.mark.parametrize("folder", ["/proc", "/dev/null", "file.txt"])
def test_a_place_where_nothing_can_be_written_is_a_clear_error(tmp_path, folder):
    (tmp_path / "file.txt").touch()
    path = tmp_path / folder / "p.sqlite"
    with pytest.raises(DatabaseError, match=r"cannot write .*--db") as caught, open_store(path):
        pass
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_told_and_what_was_read_is_kept(path):
    read_all(path, tales(1))
    texts = [Story(f"s{n}", "", f"{n} {os.urandom(20_000).hex()}") for n in range(20)]
    with pytest.raises(DatabaseError, match=r"no room for .*what was read before is kept"):
        full_disk(path, [*tales(1), *texts])
    assert read_all(path, tales(1)) == []


def full_disk(path: Path, stories: list[Story]) -> None:
    with open_store(path) as store:
        store._connection.execute("PRAGMA max_page_count = 20")
        store.add(stories, settings="a")
