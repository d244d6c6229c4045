"""Tables in a folder: CSV for Gephi, Neo4j and spreadsheets, Parquet for data frames.

Spreadsheets run a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula.
Text cells that do so are written with a leading apostrophe in every CSV file; cells that already
begin with apostrophes and such a character get one more, so that a reader who removes one
apostrophe from cells matching `^'+[=+@-]` has the text back. Parquet and Cypher hold it as it is.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from storygraph.errors import GraphFileError
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.cypher import LISTS, label_of, plain_name, type_of
from storygraph.views.export import write_text
from storygraph.views.extras import need
from storygraph.views.rows import (
    Column,
    RowTable,
    edge_table,
    evidence_table,
    mention_table,
    node_table,
    story_table,
)
from storygraph.views.scalars import SEPARATOR, Scalar

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_PLAIN_HEADING = re.compile(r"[\w:\[\]]+")
_NEO4J_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_GEPHI_NODE = {"id": "Id", "name": "Label"}
_GEPHI_EDGE = {"source": "Source", "target": "Target", "id": "Id", "weight": "Weight"}


def write_csv(graph: StoryGraph, path: Path) -> None:
    """Write a folder of UTF-8 CSV files; `path` names the folder.

    `nodes.csv` and `edges.csv` have the columns that Gephi's spreadsheet import knows;
    `neo4j-nodes.csv` and `neo4j-edges.csv` have the headers of `neo4j-admin database import`
    (call it with `--multiline-fields=true`); `evidence.csv` has a row for each sentence behind
    each edge, `mentions.csv` one for each mention.

    Raises
    ------
    GraphFileError
        If `path` is a file.
    """
    nodes, edges = node_table(graph), edge_table(graph)
    files = {
        "nodes.csv": _csv(_gephi_nodes(nodes)),
        "edges.csv": _csv(_gephi_edges(edges)),
        "neo4j-nodes.csv": _csv(_neo4j_nodes(nodes)),
        "neo4j-edges.csv": _csv(_neo4j_edges(edges)),
        "evidence.csv": _csv(_plain(evidence_table(graph))),
        "mentions.csv": _csv(_plain(mention_table(graph))),
    }
    _write_folder(path, {name: partial(write_text, text=text) for name, text in files.items()})


def write_parquet(graph: StoryGraph, path: Path) -> None:
    """Write a folder of Parquet files: nodes, edges, evidence, mentions and stories.

    Raises
    ------
    GraphFileError
        If pyarrow is missing, or `path` is a file.
    """
    pyarrow = need("pyarrow", extra="parquet", what="Parquet")
    parquet = need("pyarrow.parquet", extra="parquet", what="Parquet")
    tables = {
        "nodes": node_table(graph),
        "edges": edge_table(graph),
        "evidence": evidence_table(graph),
        "mentions": mention_table(graph),
        "stories": story_table(graph),
    }
    arrow = {f"{name}.parquet": _to_arrow(pyarrow, table) for name, table in tables.items()}
    _write_folder(path, {name: partial(parquet.write_table, each) for name, each in arrow.items()})


def _to_arrow(pyarrow: Any, table: RowTable) -> Any:
    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "double": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    schema = pyarrow.schema([(column.name, types[column.type]) for column in table.columns])
    return pyarrow.Table.from_pylist(list(table.rows), schema=schema)


_Cells = Iterable[Sequence[Scalar]]


def _csv(rows: _Cells) -> str:
    """Return rows as CSV, the header first; text is always in quotation marks."""
    header, *body = rows
    lines = [",".join(map(_heading, header)), *(",".join(map(_cell, row)) for row in body)]
    return "\n".join([*lines, ""])


def _heading(name: Scalar) -> str:
    return str(name) if _PLAIN_HEADING.fullmatch(str(name)) else _cell(name)


def _cell(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return '"' + guard(value).replace('"', '""') + '"'


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe if it is needed."""
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(table: RowTable) -> Iterator[Sequence[Scalar]]:
    yield [column.name for column in table.columns]
    for row in table.rows:
        yield [row.get(column.name) for column in table.columns]


def _renamed(table: RowTable, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the columns and their headers, those that are renamed first."""
    others = [column.name for column in table.columns if column.name not in names]
    return [*names, *others], [*names.values(), *others]


def _gephi_nodes(table: RowTable) -> Iterator[Sequence[Scalar]]:
    columns, headers = _renamed(table, _GEPHI_NODE)
    yield headers
    for row in table.rows:
        yield [row.get(name) for name in columns]


def _gephi_edges(table: RowTable) -> Iterator[Sequence[Scalar]]:
    """Yield rows whose `Kind` keeps Gephi from merging several relations of one pair."""
    columns, headers = _renamed(table, _GEPHI_EDGE)
    yield ["Type", "Kind", "Label", *headers]
    for row in table.rows:
        relation = row["relation"]
        yield ["Directed", relation, relation, *(row.get(name) for name in columns)]


def _neo4j_header(column: Column) -> str:
    kind = "string[]" if column.name in LISTS else _NEO4J_TYPES[column.type]
    return f"{plain_name(column.name)}:{kind}"


def _neo4j_nodes(table: RowTable) -> Iterator[Sequence[Scalar]]:
    columns = table.columns[1:]
    yield ["id:ID", ":LABEL", *map(_neo4j_header, columns)]
    for row in table.rows:
        values = (_neo4j_value(row.get(column.name), column) for column in columns)
        yield [row["id"], label_of(str(row["type"])), *values]


def _neo4j_edges(table: RowTable) -> Iterator[Sequence[Scalar]]:
    columns = [column for column in table.columns if column.name not in {"source", "target"}]
    yield [":START_ID", ":END_ID", ":TYPE", *map(_neo4j_header, columns)]
    for row in table.rows:
        ends = (row["source"], row["target"], type_of(str(row["relation"])))
        yield [*ends, *(_neo4j_value(row.get(column.name), column) for column in columns)]


def _neo4j_value(value: Scalar, column: Column) -> Scalar:
    """Return lists with `;` between the items, as Neo4j reads them; a `;` inside becomes `,`."""
    if column.name in LISTS and isinstance(value, str):
        return value.replace(";", ",").replace(SEPARATOR, ";")
    return value


def _write_folder(path: Path, files: Mapping[str, Callable[[Path], None]]) -> None:
    """Write several files to a folder, all of them or none; other files there are left alone."""
    if path.exists() and not path.is_dir():
        raise GraphFileError(
            f"cannot write the folder '{path}': it is a file. Remove it, or give another name."
        )
    with _draft_folder(path) as draft:
        for name, write in files.items():
            write(draft / name)
        if not path.exists():
            draft.rename(path)
            return
        for name in files:
            (draft / name).replace(path / name)


@contextmanager
def _draft_folder(path: Path) -> Iterator[Path]:
    """Make a folder beside `path` for the time of writing; it is gone afterwards."""
    draft = path.with_name(f".{path.name[:20]}.{uuid4().hex}")
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
