"""What every story graph promises, and the check that it keeps it."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from storygraph.errors import GraphFileError
from storygraph.records import NODE_TYPES, Evidence

NODE_KEYS = ("type", "name", "aliases", "stories", "mentions")
EDGE_KEYS = ("relation", "weight", "evidence")
_NODE_KEYS, _EDGE_KEYS = frozenset(NODE_KEYS), frozenset(EDGE_KEYS)
# What a place may have besides; `gazetteer` says where it is from.
PLACE_KEYS = ("latitude", "longitude", "country", "place_kind", "gazetteer", "geonames_id")
COOCCURRENCE = "appears_with"


def to_evidence(fields: Mapping[str, Any]) -> Evidence:
    """Return the record of an edge's evidence as the graph holds it.

    Examples
    --------
    >>> fields = graph.nx.edges["person:aru-bek", "theme:dombra", "plays"]["evidence"][0]
    >>> to_evidence(fields).text
    'She plays the dombra.'
    """
    spans = {key: tuple(fields[key]) for key in ("subject", "object")}
    return Evidence(**{**fields, **spans})


def check_contract(graph: "nx.MultiDiGraph") -> None:
    """Check that a graph has the nodes and edges that StoryGraph promises.

    Raises
    ------
    GraphFileError
        If it is no MultiDiGraph, or a node or edge lacks an attribute.

    Examples
    --------
    >>> check_contract(graph.nx)
    >>> graph.nx.add_node("person:nobody")
    >>> check_contract(graph.nx)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    storygraph.errors.GraphFileError: node 'person:nobody' lacks type, name, aliases, ...
    """
    if not isinstance(graph, nx.MultiDiGraph):
        raise GraphFileError(f"a story graph is a MultiDiGraph, not a {type(graph).__name__}")
    for node, data in graph.nodes(data=True):
        if not data.keys() >= _NODE_KEYS:
            raise _lacking(f"node '{node}'", data, NODE_KEYS)
        if data["type"] not in NODE_TYPES:
            raise GraphFileError(f"node '{node}' has the unknown type '{data['type']}'")
    for source, target, data in graph.edges(data=True):
        if not data.keys() >= _EDGE_KEYS:
            raise _lacking(f"edge '{source}' -> '{target}'", data, EDGE_KEYS)


def _lacking(what: str, data: Mapping[str, Any], keys: Sequence[str]) -> GraphFileError:
    lacking = ", ".join(key for key in keys if key not in data)
    return GraphFileError(f"{what} lacks {lacking}; was it saved by storygraph?")
