"""A graph straight into a running Neo4j over Bolt, with the official driver."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from storygraph.errors import GraphFileError
from storygraph.graph.storygraph import StoryGraph
from storygraph.views.cypher import constraint, label_of, properties, type_of
from storygraph.views.extras import need
from storygraph.views.rows import edge_table, node_table

_Parameters = dict[str, Any]
_Group = tuple[str, list[_Parameters]]


def push_to_neo4j(
    graph: StoryGraph,
    uri: str,
    auth: tuple[str, str] | None,
    *,
    database: str | None = None,
    batch: int = 1000,
) -> tuple[int, int]:
    """Merge a graph into a Neo4j database and return how many nodes and edges were sent.

    Labels, relationship types and properties are those of the Cypher export. Nodes and edges
    that are there already are updated; those that the graph no longer has are left in place.

    Parameters
    ----------
    uri
        For example `neo4j://localhost:7687`.
    auth
        User and password; None where the server asks for none.
    database
        The name of the database; the user's own if None.
    batch
        How many nodes or edges travel in one transaction.

    Raises
    ------
    GraphFileError
        If the driver is missing, the server cannot be reached, or it refuses.
    """
    if batch < 1:
        raise GraphFileError(f"batch is {batch}, and must be 1 or more.")
    neo4j = need("neo4j", extra="neo4j", what="push_to_neo4j")
    try:
        with (
            neo4j.GraphDatabase.driver(uri, auth=auth) as driver,
            driver.session(database=database) as session,
        ):
            return _push(session, graph, batch)
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, ValueError) as error:
        line = " ".join(str(error).split())
        raise GraphFileError(f"cannot write to Neo4j at '{uri}': {line}") from error


def _push(session: Any, graph: StoryGraph, batch: int) -> tuple[int, int]:
    nodes, edges = node_groups(graph), edge_groups(graph)
    for label in sorted({label_of(str(data["type"])) for _, data in graph.nx.nodes(data=True)}):
        session.run(constraint(label)).consume()
    for query, rows in (*nodes, *edges):
        for chunk in _chunks(rows, batch):
            session.execute_write(_run, query, chunk)
    return sum(len(rows) for _, rows in nodes), sum(len(rows) for _, rows in edges)


def _run(transaction: Any, query: str, rows: Sequence[_Parameters]) -> None:
    transaction.run(query, rows=rows).consume()


def _chunks(rows: list[_Parameters], size: int) -> Iterator[list[_Parameters]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def node_groups(graph: StoryGraph) -> list[_Group]:
    """Return a query for each label, and the rows that it takes."""
    table = node_table(graph)
    groups: dict[str, list[_Parameters]] = defaultdict(list)
    for row in table.rows:
        values = properties(table.columns, row)
        groups[label_of(str(row["type"]))].append({"id": row["id"], "properties": values})
    return [
        (f"UNWIND $rows AS row MERGE (n:`{label}` {{id: row.id}}) SET n += row.properties", rows)
        for label, rows in sorted(groups.items())
    ]


def edge_groups(graph: StoryGraph) -> list[_Group]:
    """Return a query for each relation between two labels, and the rows that it takes."""
    table = edge_table(graph)
    labels = {str(row["id"]): label_of(str(row["type"])) for row in node_table(graph).rows}
    groups: dict[tuple[str, str, str], list[_Parameters]] = defaultdict(list)
    for row in table.rows:
        source, target = labels[str(row["source"])], labels[str(row["target"])]
        ends = {name: row[name] for name in ("id", "source", "target")}
        group = groups[source, type_of(str(row["relation"])), target]
        group.append({**ends, "properties": properties(table.columns, row)})
    return [(_edge_query(*key), rows) for key, rows in sorted(groups.items())]


def _edge_query(source: str, relation: str, target: str) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:`{source}` {{id: row.source}}) "
        f"MATCH (b:`{target}` {{id: row.target}}) "
        f"MERGE (a)-[r:`{relation}` {{id: row.id}}]->(b) SET r += row.properties"
    )
