"""JSON-LD resources as Turtle text: what `storygraph.views.rdf` describes, written for people.

Resources are plain dicts as in expanded JSON-LD whose keys are prefixed names: a value is a
string, an int, `{"@id": ...}`, `{"@value": ..., "@type": ...}`, a nested resource, or a list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Resource = dict[str, Any]

_SAFE_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})+")
_STRING = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_turtle(resources: Iterable[Resource], prefixes: Mapping[str, str]) -> str:
    """Return resources as a Turtle document, in the order given."""
    blocks = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    blocks.append("")
    for resource in resources:
        pairs = " ;\n    ".join(_pairs(resource, prefixes))
        blocks.append(f"{_iri(resource['@id'], prefixes)}\n    {pairs} .\n")
    return "\n".join(blocks)


def _pairs(resource: Resource, prefixes: Mapping[str, str]) -> Iterator[str]:
    for key, value in resource.items():
        if key == "@type":
            yield f"a {', '.join(_iri(each, prefixes) for each in as_list(value))}"
        elif key != "@id":
            objects = (_object(each, prefixes) for each in as_list(value))
            yield f"{_iri(key, prefixes)} {', '.join(objects)}"


def as_list(value: Any) -> list[Any]:
    """Return a value as a list, of one item if it is none."""
    return value if isinstance(value, list) else [value]


def _object(value: Any, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return f'"{value.translate(_STRING)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if "@id" in value:
        return _iri(value["@id"], prefixes)
    if "@value" in value:
        return f'"{value["@value"]}"^^{_iri(value["@type"], prefixes)}'
    return f"[ {' ; '.join(_pairs(value, prefixes))} ]"


def _iri(iri: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = iri.partition(":")
    return iri if prefix in prefixes and _SAFE_LOCAL.fullmatch(local) else f"<{iri}>"
