"""Values as scalars that every file format can hold.

Characters that XML forbids (control characters, lone surrogates) become U+FFFD one for one, so
that offsets still hold.
"""

import json
import math
import re
from collections.abc import Iterable
from typing import Any, Literal

Scalar = str | int | float | bool | None
ScalarType = Literal["string", "integer", "double", "boolean"]

SEPARATOR = "|"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LARGEST = 2**63


def clean(text: object) -> str:
    """Return text without characters that XML and UTF-8 cannot hold; offsets stay true."""
    return _ILLEGAL.sub("\ufffd", str(text))


def join(texts: Iterable[str]) -> str:
    """Return several texts as one; `|` parts them."""
    return SEPARATOR.join(clean(text).replace(SEPARATOR, "¦") for text in texts)


def to_scalar(value: Any) -> Scalar:
    """Return a value as a scalar: NumPy's as Python's, collections as JSON, NaN as None."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item() if getattr(value, "ndim", 0) == 0 else value.tolist()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if -_LARGEST <= value < _LARGEST else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return clean(value) if isinstance(value, str) else to_json(value)


def to_json(value: Any) -> str:
    """Return a value as compact JSON; sets are sorted, what JSON does not know is text."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return value.item() if hasattr(value, "item") else str(value)


def common_type(cells: Iterable[Scalar]) -> ScalarType:
    """Return the narrowest type that holds some cells; None fits every type."""
    types = {type(cell) for cell in cells if cell is not None}
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "integer"
    return "double" if types and types <= {int, float} else "string"


def cast(cell: Scalar, kind: ScalarType) -> Scalar:
    """Return a cell as its column's type."""
    if cell is None:
        return None
    if kind == "double":
        return float(cell)
    return str(cell) if kind == "string" else cell


def to_number(value: Any) -> float | None:
    """Return a number as a finite float, or None."""
    scalar = to_scalar(value)
    return None if scalar is None else float(scalar)
