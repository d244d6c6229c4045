"""Records as bytes and back: compressed JSON, one list of fields for each record.

Nothing but data is in it: reading it runs no code. Every text is kept to the character, lone
surrogates included.
"""

import dataclasses
import json
import types
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import starmap
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from storygraph.records import Reading, Story, maker

_LEVEL = 1  # zlib's quickest: higher ones cost ten times as much for a tenth less
_NOWHERE = Story("", "", "")
_Record = TypeVar("_Record")
_Decode = Callable[[Any], Any]


def bare(story: Story) -> Story:
    """Return a story without its source, its metadata as text: all that its reading rests on."""
    metadata = {str(key): str(value) for key, value in story.metadata.items()}
    return replace(story, source="", metadata=metadata)


def encode(record: Story | Reading) -> bytes:
    """Return a record as bytes, the same for the same record."""
    return zlib.compress(to_json(record), _LEVEL)


def encode_reading(reading: Reading) -> bytes:
    """Return what was found in a story, without the story, as bytes."""
    return encode(replace(reading, story=_NOWHERE))


def decode(kind: type[_Record], data: bytes) -> _Record:
    """Return the record that `encode` wrote.

    Raises
    ------
    ValueError, TypeError, zlib.error
        If the bytes are not such a record.
    """
    text = zlib.decompress(data).decode("utf-8", "surrogatepass")
    record: _Record = _decoder(cast(Any, kind))(json.loads(text))
    return record


def decode_reading(data: bytes, *, story: Story) -> Reading:
    """Return the reading of a story that `encode_reading` wrote."""
    return replace(decode(Reading, data), story=story)


def to_json(value: object) -> bytes:
    """Return records, alone or in lists, as compact JSON; the same records give the same bytes."""
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _fields(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return [getattr(value, field.name) for field in dataclasses.fields(value)]


@cache
def _decoder(hint: Any) -> _Decode:
    """Return the function that makes a value of some type from JSON data."""
    if dataclasses.is_dataclass(hint):
        return _record_decoder(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_decoder(arguments[0])
    if origin in {Union, types.UnionType} and type(None) in arguments:
        inner = _decoder(Union[tuple(each for each in arguments if each is not type(None))])  # noqa: UP007
        return inner if inner is _as_is else lambda value: None if value is None else inner(value)
    return _as_is


def _tuple_decoder(hint: Any) -> _Decode:
    item = _decoder(hint)
    if item is _as_is:
        return tuple
    if dataclasses.is_dataclass(hint) and not _nested(hint):
        make = maker(cast(Any, hint))
        return lambda values: tuple(starmap(make, values))
    return lambda values: tuple(map(item, values))


def _record_decoder(kind: Any) -> _Decode:
    make, nested, count = maker(kind), _nested(kind), len(dataclasses.fields(kind))

    def decode_record(values: list[Any]) -> Any:
        if not isinstance(values, list) or len(values) != count:
            raise ValueError(f"no {count} fields of a {kind.__name__}")
        for index, field in nested:
            values[index] = field(values[index])
        return make(*values)

    return decode_record


def _nested(kind: Any) -> list[tuple[int, _Decode]]:
    """Return the decoders of those fields that are not plain, and their places."""
    hints = get_type_hints(kind)
    decoders = (_decoder(hints[field.name]) for field in dataclasses.fields(kind))
    return [(index, each) for index, each in enumerate(decoders) if each is not _as_is]


def _as_is(value: Any) -> Any:
    return value
