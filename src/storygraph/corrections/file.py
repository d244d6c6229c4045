"""The file of corrections: TOML in, TOML out."""

import os
import tempfile
import tomllib
from dataclasses import asdict
from pathlib import Path

import tomli_w
from pydantic import ValidationError

from storygraph.corrections.entries import FILE_FORM, Corrections, Entry, key_of
from storygraph.errors import CorrectionError

FILE = "corrections.toml"


def read_corrections(path: str | Path) -> Corrections:
    """Return the entries of a corrections file.

    Raises
    ------
    CorrectionError
        If the file cannot be read, is no TOML, or holds an unknown entry or key.
    """
    try:
        return _parse(Path(path).read_text(encoding="utf-8"), Path(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot read the corrections '{path}': {error}") from error


def append_corrections(path: str | Path, corrections: Corrections) -> None:
    """Add entries to a corrections file, which is made if it is not there.

    What the file holds stays as it is, comments included; entries that it has already are not
    written again.

    Raises
    ------
    CorrectionError
        If the file cannot be read or written, or is malformed.
    """
    path = Path(path)
    before = _read_text(path)
    known = _parse(before, path).entries
    new = [entry for entry in corrections.entries if entry not in known]
    if not new:
        return
    parts = [before.rstrip("\n"), *map(to_toml, new)]
    text = "\n\n".join(part for part in parts if part.strip()) + "\n"
    _parse(text, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except (OSError, UnicodeEncodeError) as error:
        raise CorrectionError(f"cannot write the corrections '{path}': {error}") from error


def to_toml(entry: Entry) -> str:
    """Return an entry as it stands in a file; fields that say nothing are left out."""
    fields = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(entry).items()
        if value not in ((), "", None)
    }
    return f"[[{key_of(entry)}]]\n{tomli_w.dumps(fields).strip()}"


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot read the corrections '{path}': {error}") from error


def _parse(text: str, path: Path) -> Corrections:
    try:
        return FILE_FORM.validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"cannot read the corrections '{path}': {error}") from error
    except ValidationError as error:
        raise CorrectionError(f"corrections '{path}', {explain(error)}") from error


def explain(error: ValidationError) -> str:
    """Return the first fault of an entry in one line: where, and what."""
    first = error.errors(include_url=False)[0]
    at = ".".join(map(str, first["loc"]))
    return f"at {at}: {first['msg']}" if at else first["msg"]


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all; it keeps the permissions it has."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
