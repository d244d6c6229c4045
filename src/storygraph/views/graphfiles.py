"""GraphML, GEXF and DOT: whole graphs as one file for Gephi, yEd, Cytoscape, igraph, Graphviz.

Every attribute is a typed scalar (see `storygraph.views.rows`), every edge has an id of its own,
and the same graph always gives the same bytes.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.views.export import write_text
from storygraph.views.rows import Column, Row, RowTable, edge_table, node_table
from storygraph.views.scalars import Scalar

COLORS = {
    "person": "#d1495b",
    "place": "#2e8b57",
    "artwork": "#8e5aa8",
    "organization": "#3566a8",
    "event": "#c27c0e",
    "theme": "#e0a458",
    "story": "#7f8c8d",
}
_LONGEST_LABEL = 120
_XML = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)
_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_STRUCTURE = frozenset({"id", "source", "target"})
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def write_graphml(graph: StoryGraph, path: Path) -> None:
    """Write GraphML: typed keys, unique edge ids, and `label` for the programs that show it."""
    nodes, edges = _labelled(node_table(graph), "name"), _labelled(edge_table(graph), "relation")
    lines = [
        _HEAD,
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *_graphml_keys("node", nodes.columns),
        *_graphml_keys("edge", edges.columns),
        '<graph id="storygraph" edgedefault="directed">',
    ]
    for row in nodes.rows:
        lines += [f"<node {_pairs(row, 'id')}>", *_graphml_data("n", nodes, row), "</node>"]
    for row in edges.rows:
        ends = _pairs(row, "id", "source", "target")
        lines += [f"<edge {ends}>", *_graphml_data("e", edges, row), "</edge>"]
    write_text(path, "\n".join([*lines, "</graph>", "</graphml>", ""]))


def _labelled(table: RowTable, column: str) -> RowTable:
    rows = tuple({**row, "label": row[column]} for row in table.rows)
    return RowTable((*table.columns, Column("label", "string")), rows)


def _attributes(columns: Sequence[Column]) -> Iterator[tuple[int, Column]]:
    return ((i, column) for i, column in enumerate(columns) if column.name not in _STRUCTURE)


def _graphml_keys(what: str, columns: Sequence[Column]) -> Iterator[str]:
    for i, column in _attributes(columns):
        yield (
            f'<key id="{what[0]}{i}" for="{what}" attr.name="{_xml(column.name)}" '
            f'attr.type="{_TYPES[column.type]}"/>'
        )


def _graphml_data(prefix: str, table: RowTable, row: Row) -> Iterator[str]:
    for i, column in _attributes(table.columns):
        value = row.get(column.name)
        if value is not None:
            yield f'<data key="{prefix}{i}">{_xml(value)}</data>'


def write_gexf(graph: StoryGraph, path: Path) -> None:
    """Write GEXF 1.3 as Gephi reads it: `kind` keeps parallel edges apart, nodes have colours."""
    nodes, edges = node_table(graph), edge_table(graph)
    lines = [
        _HEAD,
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
        "<meta><creator>storygraph</creator></meta>",
        '<graph mode="static" defaultedgetype="directed">',
        *_gexf_attributes("node", nodes.columns),
        *_gexf_attributes("edge", _gexf_edge_columns(edges)),
        "<nodes>",
        *(line for row in nodes.rows for line in _gexf_node(nodes, row)),
        "</nodes>",
        "<edges>",
        *(line for row in edges.rows for line in _gexf_edge(edges, row)),
        "</edges>",
        "</graph>",
        "</gexf>",
        "",
    ]
    write_text(path, "\n".join(lines))


def _gexf_edge_columns(edges: RowTable) -> Sequence[Column]:
    """Return the columns without `weight`, which GEXF edges have by themselves."""
    return [column for column in edges.columns if column.name != "weight"]


def _gexf_attributes(what: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'<attributes class="{what}" mode="static">'
    for i, column in _attributes(columns):
        kind = _TYPES[column.type]
        yield f'<attribute id="{what[0]}{i}" title="{_xml(column.name)}" type="{kind}"/>'
    yield "</attributes>"


def _gexf_values(prefix: str, columns: Sequence[Column], row: Row) -> Iterator[str]:
    yield "<attvalues>"
    for i, column in _attributes(columns):
        value = row.get(column.name)
        if value is not None:
            yield f'<attvalue for="{prefix}{i}" value="{_xml(value)}"/>'
    yield "</attvalues>"


def _gexf_node(nodes: RowTable, row: Row) -> Iterator[str]:
    color = COLORS[str(row["type"])]
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    size = 8 + 4 * math.sqrt(max(0, int(row["mentions"] or 0)))
    yield f'<node id="{_xml(row["id"])}" label="{_xml(row["name"])}">'
    yield from _gexf_values("n", nodes.columns, row)
    yield f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size:.2f}"/>'
    yield "</node>"


def _gexf_edge(edges: RowTable, row: Row) -> Iterator[str]:
    relation = _xml(row["relation"])
    weight = "" if row["weight"] is None else f' weight="{_xml(row["weight"])}"'
    yield (
        f'<edge {_pairs(row, "id", "source", "target")} type="directed" kind="{relation}" '
        f'label="{relation}"{weight}>'
    )
    yield from _gexf_values("e", _gexf_edge_columns(edges), row)
    yield "</edge>"


def _pairs(row: Row, *names: str) -> str:
    return " ".join(f'{name}="{_xml(row[name])}"' for name in names)


def _xml(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).translate(_XML)


def write_dot(graph: StoryGraph, path: Path) -> None:
    """Write a Graphviz drawing: coloured nodes, relations as labels, sentences as tooltips.

    Labels longer than 120 characters are cut; co-occurrence is dashed and does not pull.
    """
    lines = [
        "digraph storygraph {",
        '  graph [charset="UTF-8", overlap="false", splines="true"];',
        '  node [shape="box", style="rounded,filled", fontname="sans-serif", fontcolor="white"];',
        '  edge [fontname="sans-serif", fontsize="10", color="#777777"];',
        *map(_dot_node, node_table(graph).rows),
        *map(_dot_edge, edge_table(graph).rows),
        "}",
        "",
    ]
    write_text(path, "\n".join(lines))


def _dot_node(row: Row) -> str:
    kind = str(row["type"])
    pairs = [("label", _dot_text(row["name"])), ("tooltip", _dot_text(kind))]
    pairs += [("fillcolor", COLORS[kind]), ("class", kind)]
    return f"  {_dot_id(row['id'])} [{_dot_pairs(pairs)}];"


def _dot_edge(row: Row) -> str:
    pairs = [("id", str(row["id"])), ("label", _dot_text(row["relation"]))]
    pairs += [("tooltip", _dot_text(row["sentence"])), ("class", _dot_text(row["relation"]))]
    if row["relation"] == COOCCURRENCE:
        pairs += [("style", "dashed"), ("constraint", "false")]
    return f"  {_dot_id(row['source'])} -> {_dot_id(row['target'])} [{_dot_pairs(pairs)}];"


def _dot_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in pairs)


def _dot_id(value: Scalar) -> str:
    return '"' + _dot_escape(str(value)) + '"'


def _dot_text(value: Scalar) -> str:
    """Return text as Graphviz shows it: no entities, no escapes, at most 120 characters."""
    text = str(value)
    if len(text) > _LONGEST_LABEL:
        text = text[: _LONGEST_LABEL - 1] + "…"
    return _dot_escape(text.replace("&", "&amp;"))


def _dot_escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
