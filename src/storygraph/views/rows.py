"""A graph as flat rows of scalars, the common ground of every table-like export.

Lists become one string: names and story ids joined by `|` (a `|` inside one becomes `¦`), all
else JSON. Nodes are ordered by id, edges by source, target and relation.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from typing import Any

from storygraph.graph.storygraph import EDGE_KEYS, NODE_KEYS, StoryGraph
from storygraph.records import Story
from storygraph.views.scalars import (
    Scalar,
    ScalarType,
    cast,
    clean,
    common_type,
    join,
    to_json,
    to_number,
    to_scalar,
)

Row = dict[str, Scalar]

_SPANS = ("subject", "object")


@dataclass(frozen=True, slots=True)
class Column:
    """A named column of a table and the type of its cells; a cell may also be None."""

    name: str
    type: ScalarType


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows that all have the same columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


NODE_COLUMNS = (
    Column("id", "string"),
    Column("type", "string"),
    Column("name", "string"),
    Column("aliases", "string"),
    Column("stories", "string"),
    Column("mentions", "integer"),
)
EDGE_COLUMNS = (
    Column("id", "string"),
    Column("source", "string"),
    Column("target", "string"),
    Column("relation", "string"),
    Column("weight", "double"),
    Column("confidence", "double"),
    Column("evidence_count", "integer"),
    Column("sentence", "string"),
    Column("story", "string"),
    Column("by", "string"),
    Column("evidence", "string"),
)
EVIDENCE_COLUMNS = (
    Column("edge", "string"),
    Column("source", "string"),
    Column("relation", "string"),
    Column("target", "string"),
    Column("story", "string"),
    Column("start", "integer"),
    Column("end", "integer"),
    Column("text", "string"),
    Column("by", "string"),
    Column("confidence", "double"),
    Column("subject_start", "integer"),
    Column("subject_end", "integer"),
    Column("object_start", "integer"),
    Column("object_end", "integer"),
)
MENTION_COLUMNS = (
    Column("story", "string"),
    Column("start", "integer"),
    Column("end", "integer"),
    Column("text", "string"),
    Column("node", "string"),
    Column("form", "string"),
    Column("confidence", "double"),
)
STORY_COLUMNS = (
    Column("id", "string"),
    Column("title", "string"),
    Column("text", "string"),
    Column("metadata", "string"),
)
_TAKEN = frozenset({"label", "kind", *(column.name for column in (*NODE_COLUMNS, *EDGE_COLUMNS))})


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the graph with the id that all exports know it by."""

    id: str
    source: str
    target: str
    data: Mapping[str, Any]

    @property
    def relation(self) -> str:
        """The relation, free of characters that files cannot hold."""
        return clean(self.data["relation"])


def node_ids(graph: StoryGraph) -> dict[str, str]:
    """Return the id that each node has in files: its own, unless that has forbidden characters.

    Ids stay unique: of two that differ in forbidden characters alone, one gets a number.
    """
    nodes = sorted(map(str, graph.nx))
    taken = {node for node in nodes if clean(node) == node}
    ids: dict[str, str] = {}
    for node in nodes:
        shown = clean(node)
        if shown != node:
            tries = (shown if n == 1 else f"{shown}-{n}" for n in count(1))
            shown = next(each for each in tries if each not in taken)
            taken.add(shown)
        ids[node] = shown
    return ids


def ordered_edges(graph: StoryGraph) -> Iterator[Edge]:
    """Yield the edges in a fixed order; ids are unique and stay the same when others change."""
    ids = node_ids(graph)
    edges = graph.nx.edges(keys=True, data=True)
    for source, target, key, data in sorted(edges, key=lambda edge: tuple(map(str, edge[:3]))):
        yield Edge(f"e{digest(source, target, key)}", ids[source], ids[target], data)


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that stand for some values."""
    joined = json.dumps([str(part) for part in parts]).encode()
    return blake2b(joined, digest_size=8).hexdigest()


def node_table(graph: StoryGraph) -> RowTable:
    """Return one row for each node: the contract's attributes, then any that users added."""
    ids = node_ids(graph)
    nodes = [(node, graph.nx.nodes[node]) for node in sorted(graph.nx, key=str)]
    rows = [
        Row(
            id=ids[node],
            type=data["type"],
            name=clean(data["name"]),
            aliases=join(data["aliases"]),
            stories=join(ids.get(story, story) for story in data["stories"]),
            mentions=int(data["mentions"]),
        )
        for node, data in nodes
    ]
    return _with_added(NODE_COLUMNS, rows, [data for _, data in nodes], NODE_KEYS)


def edge_table(graph: StoryGraph) -> RowTable:
    """Return one row for each edge: its best sentence, and all its evidence as a JSON string."""
    edges = list(ordered_edges(graph))
    rows = [_edge_row(edge) for edge in edges]
    return _with_added(EDGE_COLUMNS, rows, [edge.data for edge in edges], EDGE_KEYS)


def _edge_row(edge: Edge) -> Row:
    evidence = edge.data["evidence"]
    best: Mapping[str, Any] = max(
        evidence, key=lambda each: each.get("confidence") or 0.0, default={}
    )
    return Row(
        id=edge.id,
        source=edge.source,
        target=edge.target,
        relation=edge.relation,
        weight=to_number(edge.data["weight"]),
        confidence=to_number(best.get("confidence")),
        evidence_count=len(evidence),
        sentence=clean(best.get("text", "")),
        story=clean(best.get("story", "")),
        by=clean(best.get("by", "")),
        evidence=to_json(evidence),
    )


def evidence_table(graph: StoryGraph) -> RowTable:
    """Return one row for each sentence behind each edge; offsets count characters of the story."""
    rows = [
        {
            "edge": edge.id,
            "source": edge.source,
            "relation": edge.relation,
            "target": edge.target,
            **evidence_row(each),
        }
        for edge in ordered_edges(graph)
        for each in edge.data["evidence"]
    ]
    return RowTable(EVIDENCE_COLUMNS, tuple(rows))


def evidence_row(fields: Mapping[str, Any]) -> Row:
    """Return one piece of evidence as scalars; what it lacks is None."""
    texts = {key: clean(fields.get(key, "")) for key in ("story", "text", "by")}
    spans = {key: fields.get(key) or (None, None) for key in _SPANS}
    ends = {f"{key}_start": spans[key][0] for key in _SPANS}
    ends |= {f"{key}_end": spans[key][1] for key in _SPANS}
    sure = to_number(fields.get("confidence"))
    return {
        **texts,
        "start": fields.get("start"),
        "end": fields.get("end"),
        "confidence": sure,
        **ends,
    }


def mention_table(graph: StoryGraph) -> RowTable:
    """Return one row for each mention in story and text order."""
    ids = node_ids(graph)
    rows = [
        Row(
            story=clean(story),
            start=each.start,
            end=each.end,
            text=clean(text[each.start : each.end]),
            node=ids.get(each.node, clean(each.node)),
            form=each.form,
            confidence=to_number(each.confidence),
        )
        for story, listed in sorted(graph.mentions_by_story.items())
        for text in [graph.stories[story].text if story in graph.stories else ""]
        for each in listed
    ]
    return RowTable(MENTION_COLUMNS, tuple(rows))


def story_table(graph: StoryGraph) -> RowTable:
    """Return one row for each story, its whole text included."""
    stories = (graph.stories[each] for each in sorted(graph.stories))
    return RowTable(STORY_COLUMNS, tuple(_story_row(story) for story in stories))


def _story_row(story: Story) -> Row:
    metadata = to_json(dict(story.metadata))
    return Row(
        id=clean(story.id), title=clean(story.title), text=clean(story.text), metadata=metadata
    )


def _with_added(
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    nodes_or_edges: Sequence[Mapping[str, Any]],
    known: Sequence[str],
) -> RowTable:
    """Return a table with the attributes that are not in the contract as columns of their own."""
    names = sorted({key for data in nodes_or_edges for key in data} - set(known), key=str)
    cells = {name: [to_scalar(data.get(name)) for data in nodes_or_edges] for name in names}
    added = [Column(_free(name), common_type(cells[name])) for name in names]
    for name, column in zip(names, added, strict=True):
        for row, cell in zip(rows, cells[name], strict=True):
            row[column.name] = cast(cell, column.type)
    return RowTable((*columns, *added), tuple(rows))


def _free(name: object) -> str:
    shown = clean(name)
    return f"{shown}_" if shown.lower() in _TAKEN else shown
