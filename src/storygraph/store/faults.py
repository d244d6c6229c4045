"""What SQLite says went wrong, as one line that says how to cure it."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from storygraph.errors import DatabaseError

_CURES = {
    "SQLITE_FULL": "there is no room for '{where}' ({error}): free some and build again; what was "
    "read before is kept",
    "SQLITE_IOERR": "'{where}' cannot be written or read ({error}): is the disk full, or gone? "
    "What was read before is kept; build again when it is well",
    "SQLITE_CANTOPEN": "cannot open '{where}' ({error}): name a file in a folder that you can "
    "write to with --db",
    "SQLITE_READONLY": "cannot write '{where}' ({error}): name a file that you can write with --db",
    "SQLITE_BUSY": "another program is writing '{where}': close it, or use another --db",
}
_DAMAGED = "'{where}' is no project file, or a damaged one ({error}), and is left as it is: use \
another --db, or delete it and build again"


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what goes wrong with a database into a `DatabaseError` that names it."""
    try:
        yield
    except sqlite3.Error as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        cures = (cure for prefix, cure in _CURES.items() if name.startswith(prefix))
        text = next(cures, _DAMAGED)
        raise DatabaseError(text.format(where=where, error=_line(error))) from error
    except (ValueError, TypeError, zlib.error) as error:
        raise DatabaseError(_DAMAGED.format(where=where, error=_line(error))) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
