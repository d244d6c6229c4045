"""The project file: a SQLite database of the stories of a corpus and what was found in them.

Each story has one row, found again by a hash of all that its reading depends on. Every reading is
committed by itself, so that a build that is killed loses only the stories it was at; others may
read the file meanwhile (WAL). `synchronous=NORMAL` keeps the file whole when the power goes, and
every commit when the process dies.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from storygraph.errors import DatabaseError
from storygraph.records import Reading, Story
from storygraph.store.codec import (
    bare,
    decode,
    decode_reading,
    encode,
    to_json,
)
from storygraph.store.faults import told
from storygraph.store.lock import lock

#: Marks the file as storygraph's own; `file` and SQLite's shell show it.
APPLICATION = 0x53474247
VERSION = 1
_TABLES = """
BEGIN IMMEDIATE;
CREATE TABLE story (
    key BLOB PRIMARY KEY,
    id BLOB NOT NULL,
    source BLOB NOT NULL,
    characters INTEGER NOT NULL,
    story BLOB NOT NULL,
    reading BLOB
);
PRAGMA application_id = {application};
PRAGMA user_version = {version};
COMMIT;
"""
_CORPUS = "CREATE TEMP TABLE corpus (position INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE)"
_TOGETHER = 200  # stories that are taken in one transaction


class ReadingStore:
    """The readings of one corpus; iterating gives them in the order of their stories' ids."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        with told(where):
            connection.execute(_CORPUS)

    def add(self, stories: Iterable[Story], *, settings: str) -> None:
        """Take the stories of a corpus, in order; those with other ids stay until `forget`.

        Parameters
        ----------
        settings
            Stands for all but the story that a reading depends on: see `fingerprint`.
        """
        remaining = iter(stories)
        while batch := list(islice(remaining, _TOGETHER)):
            rows = [_to_row(story, settings) for story in batch]
            with told(self._where), self._transaction():
                self._connection.executemany(
                    "INSERT INTO temp.corpus (key) VALUES (?)", [row[:1] for row in rows]
                )
                self._connection.executemany(
                    "INSERT INTO story VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (key) "
                    "DO UPDATE SET source = excluded.source WHERE source != excluded.source",
                    rows,
                )

    def counts(self, *, unread: bool) -> tuple[int, int]:
        """Return how many stories of the corpus there are, or are unread, and their characters."""
        only = " AND reading IS NULL" if unread else ""
        with told(self._where):
            (row,) = self._connection.execute(
                "SELECT count(*), coalesce(sum(characters), 0) FROM story "
                "WHERE key IN (SELECT key FROM temp.corpus)" + only
            )
        return row[0], row[1]

    def unread(self) -> Iterator[tuple[bytes, Story]]:
        """Yield the stories of the corpus that have no reading, and their keys, in order."""
        with told(self._where):
            keys = self._connection.execute(
                "SELECT key FROM temp.corpus JOIN story USING (key) "
                "WHERE reading IS NULL ORDER BY position"
            ).fetchall()
        for (key,) in keys:
            yield key, self._row(key)[0]

    def put(self, key: bytes, reading: bytes) -> None:
        """Keep the encoded reading of a story; it is on file when this returns."""
        with told(self._where):
            self._connection.execute("UPDATE story SET reading = ? WHERE key = ?", (reading, key))

    def drop(self, key: bytes) -> None:
        """Take a story out of the corpus."""
        with told(self._where):
            self._connection.execute("DELETE FROM temp.corpus WHERE key = ?", (key,))

    def forget(self) -> None:
        """Delete every story that is not of this corpus."""
        with told(self._where):
            self._connection.execute(
                "DELETE FROM story WHERE key NOT IN (SELECT key FROM temp.corpus)"
            )

    def __iter__(self) -> Iterator[Reading]:
        with told(self._where):
            keys = self._connection.execute(
                "SELECT key FROM temp.corpus JOIN story USING (key) ORDER BY id"
            ).fetchall()
        for (key,) in keys:
            story, reading = self._row(key)
            if reading is not None:
                with told(self._where):
                    found = decode_reading(reading, story=story)
                yield found

    def _row(self, key: bytes) -> tuple[Story, bytes | None]:
        with told(self._where):
            (row,) = self._connection.execute(
                "SELECT source, story, reading FROM story WHERE key = ?", (key,)
            )
            source, story, reading = row
            return replace(decode(Story, story), source=_text(source)), reading

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@contextmanager
def open_store(path: Path | None) -> Iterator[ReadingStore]:
    """Open the project file of a corpus to write it, making it if it is not there.

    Without a path the store is in memory.

    Raises
    ------
    DatabaseError
        If the file is not storygraph's, of another version, or damaged (it is left as it is); if
        it cannot be written; or if another build is writing it.
    """
    with ExitStack() as stack:
        if path is None:
            address, where = "file::memory:", "the database in memory"
        else:
            address, where = f"{path.absolute().as_uri()}?mode=rwc", str(path)
            _prepare(path, stack)
        with told(where):
            connection = stack.enter_context(
                closing(sqlite3.connect(address, uri=True, isolation_level=None))
            )
            _set_up(connection, where)
        yield ReadingStore(connection, where)


def _prepare(path: Path, stack: ExitStack) -> None:
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(lock(path))
    except OSError as error:
        raise DatabaseError(
            f"cannot write '{path}' ({error.strerror}): name a file in a folder that you can "
            "write to with --db"
        ) from error


def _set_up(connection: sqlite3.Connection, where: str) -> None:
    """Check what the file is before anything is written to it, then make what is missing."""
    connection.execute("PRAGMA temp_store = MEMORY")
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_schema")
    if application == APPLICATION and version != VERSION:
        raise DatabaseError(
            f"'{where}' was made by {'a newer' if version > VERSION else 'an older'} storygraph "
            f"(its format is {version}, this one's {VERSION}): use another --db, or delete it and "
            "build again"
        )
    if application != APPLICATION and (application or version or tables):
        raise DatabaseError(
            f"'{where}' is a database of another program, and is left as it is: use another --db"
        )
    ((verdict,),) = connection.execute("PRAGMA quick_check(1)")
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    if not tables:
        connection.executescript(_TABLES.format(application=APPLICATION, version=VERSION))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _to_row(story: Story, settings: str) -> tuple[bytes, bytes, bytes, int, bytes]:
    record = bare(story)
    key = sha256(to_json([settings, record])).digest()
    return key, _bytes(story.id), _bytes(story.source), len(story.text), encode(record)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
