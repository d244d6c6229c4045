"""One build at a time on a project file: a lock that ends with the process that holds it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storygraph.errors import DatabaseError

_LONGEST = 32
if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, _LONGEST, os.SEEK_SET)  # a locked byte cannot be read: leave the number
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Keep other builds from writing a project file; a file beside it is locked meanwhile.

    The system ends the lock when the process ends, however it ends.

    Raises
    ------
    DatabaseError
        If another build holds the lock.
    OSError
        If the file beside it cannot be made.
    """
    beside = path.with_name(f"{path.name}-building")
    handle = _locked(beside, path)
    try:
        _sign(handle)
        yield
    finally:
        _remove(beside)
        os.close(handle)


def _locked(beside: Path, path: Path) -> int:
    while True:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(handle)
            if os.path.samestat(os.fstat(handle), beside.stat()):
                return handle
        except FileNotFoundError:  # the build that held it has just ended
            pass
        except OSError as error:
            holder = _holder(handle)
            os.close(handle)
            raise DatabaseError(
                f"another build is writing '{path}'{holder}; wait for it, or use another --db"
            ) from error
        os.close(handle)


def _sign(handle: int) -> None:
    with suppress(OSError):  # on a full disk the lock holds without a name
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, str(os.getpid()).ljust(_LONGEST).encode())


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    number = os.read(handle, _LONGEST).decode("ascii", "replace").strip()
    return f" (process {number})" if number.isdigit() else ""


def _remove(beside: Path) -> None:
    with suppress(OSError):  # Windows keeps open files; one that stays does no harm
        beside.unlink()
