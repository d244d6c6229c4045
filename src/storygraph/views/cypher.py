"""Cypher scripts: one statement a line, safe to run again, for Neo4j and for ladybug.

Nodes get the label of their type (`Person`), edges the type of their relation (`BORN_IN`); the
properties are the columns of `storygraph.views.rows`, `aliases` and `stories` as lists.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from storygraph.errors import GraphFileError
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.export import write_text
from storygraph.views.rows import Column, Row, RowTable, edge_table, node_table
from storygraph.views.scalars import SEPARATOR, Scalar

Dialect = Literal["neo4j", "ladybug"]
LISTS = frozenset({"aliases", "stories"})
ENDS = frozenset({"id", "source", "target"})
_LADYBUG_TYPES = {"string": "STRING", "integer": "INT64", "double": "DOUBLE", "boolean": "BOOL"}
_STRING = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write_cypher(graph: StoryGraph, path: Path, *, dialect: Dialect = "neo4j") -> None:
    """Write a script that makes the graph in a database; run again, it updates it.

    Parameters
    ----------
    dialect
        "neo4j" begins with uniqueness constraints (Neo4j 4.4 or newer), "ladybug" with the
        tables that the embedded database ladybug wants; all else is the same.

    Raises
    ------
    GraphFileError
        If the dialect is unknown.
    """
    if dialect not in ("neo4j", "ladybug"):
        raise GraphFileError(f"no Cypher dialect '{dialect}': use 'neo4j' or 'ladybug'.")
    nodes, edges = node_table(graph), edge_table(graph)
    labels = {str(row["id"]): label_of(str(row["type"])) for row in nodes.rows}
    if dialect == "neo4j":
        schema = [constraint(label) for label in sorted(set(labels.values()))]
    else:
        schema = [*_node_tables(nodes), *_edge_tables(edges, labels)]
    merges = [_merge_node(nodes.columns, row) for row in nodes.rows]
    merges += [_merge_edge(edges.columns, row, labels) for row in edges.rows]
    write_text(path, "".join(f"{statement};\n" for statement in (*schema, *merges)))


def label_of(node_type: str) -> str:
    """Return the label of a node type: `person` is `Person`."""
    return node_type.capitalize()


def type_of(relation: str) -> str:
    """Return the relationship type of a relation: `born_in` is `BORN_IN`."""
    return plain_name(relation.upper())


def plain_name(name: str) -> str:
    """Return a name that backticks can hold: letters, digits and underscores."""
    return re.sub(r"\W", "_", name) or "_"


def constraint(label: str) -> str:
    """Return the statement that keeps node ids unique in Neo4j, and looked up by an index."""
    name = f"storygraph_{label.lower()}"
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"


def properties(columns: Sequence[Column], row: Row) -> dict[str, Scalar | list[str]]:
    """Return what a row sets on its node or edge: all but ids and ends, lists as lists."""
    names = [column.name for column in columns if column.name not in ENDS]
    return {
        plain_name(name): _items(row.get(name)) if name in LISTS else row.get(name)
        for name in names
    }


def _items(joined: Scalar) -> list[str]:
    return str(joined).split(SEPARATOR) if joined else []


def literal(value: Scalar | list[str]) -> str:
    r"""Return a value as Cypher writes it; strings stay on one line.

    Some Neo4j versions decode Unicode escapes before they parse, so that a backslash is never
    left standing before a `u`.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + value.translate(_STRING).replace("\\u", "\\' + 'u") + "'"


def _merge_node(columns: Sequence[Column], row: Row) -> str:
    label = label_of(str(row["type"]))
    return f"MERGE (n:`{label}` {{id: {literal(row['id'])}}}) SET {_sets('n', columns, row)}"


def _merge_edge(columns: Sequence[Column], row: Row, labels: dict[str, str]) -> str:
    source, target = str(row["source"]), str(row["target"])
    return (
        f"MATCH (a:`{labels[source]}` {{id: {literal(source)}}}), "
        f"(b:`{labels[target]}` {{id: {literal(target)}}}) "
        f"MERGE (a)-[r:`{type_of(str(row['relation']))}` {{id: {literal(row['id'])}}}]->(b) "
        f"SET {_sets('r', columns, row)}"
    )


def _sets(variable: str, columns: Sequence[Column], row: Row) -> str:
    return ", ".join(
        f"{variable}.`{name}` = {literal(value)}"
        for name, value in properties(columns, row).items()
    )


def _node_tables(nodes: RowTable) -> Iterator[str]:
    columns = ", ".join(_columns(nodes.columns))
    for label in sorted({label_of(str(row["type"])) for row in nodes.rows}):
        yield f"CREATE NODE TABLE IF NOT EXISTS `{label}`(id STRING PRIMARY KEY, {columns})"


def _edge_tables(edges: RowTable, labels: dict[str, str]) -> Iterator[str]:
    pairs: dict[str, set[str]] = defaultdict(set)
    for row in edges.rows:
        source, target = labels[str(row["source"])], labels[str(row["target"])]
        pairs[type_of(str(row["relation"]))].add(f"FROM `{source}` TO `{target}`")
    columns = ", ".join(["id STRING", *_columns(edges.columns)])
    for name, ends in sorted(pairs.items()):
        listed = ", ".join(sorted(ends))
        yield f"CREATE REL TABLE IF NOT EXISTS `{name}`({listed}, {columns})"


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        if column.name not in ENDS:
            kind = "STRING[]" if column.name in LISTS else _LADYBUG_TYPES[column.type]
            yield f"`{plain_name(column.name)}` {kind}"
