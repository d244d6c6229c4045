"""Neo4j by Bolt: what is sent to the official driver, whose place a fake takes."""

from typing import Any

import neo4j
import pytest
from tests.views.exporting import named, small

from storygraph.errors import GraphFileError
from storygraph.views import extras
from storygraph.views.bolt import edge_groups, node_groups, push_to_neo4j


class FakeServer:
    """Stands for a driver, its session and its transactions; notes all that they are told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.opened: list[Any] = []
        self.schema: list[str] = []
        self.batches: list[tuple[str, list[dict[str, Any]]]] = []

    def driver(self, uri: str, *, auth: Any) -> "FakeServer":
        self.opened.append((uri, auth))
        return self

    def session(self, *, database: str | None) -> "FakeServer":
        self.opened.append(database)
        return self

    def __enter__(self) -> "FakeServer":
        return self

    def __exit__(self, *error: object) -> None:
        self.opened.append("closed")

    def run(self, query: str, rows: list[dict[str, Any]] | None = None) -> "FakeServer":
        if self.error:
            raise self.error
        if rows is None:
            self.schema.append(query)
        else:
            self.batches.append((query, rows))
        return self

    def execute_write(self, work: Any, *arguments: Any) -> Any:
        return work(self, *arguments)

    def consume(self) -> None:
        return None


@pytest.fixture
def server(monkeypatch) -> FakeServer:
    fake = FakeServer()
    monkeypatch.setattr(neo4j.GraphDatabase, "driver", fake.driver)
    return fake


def test_every_node_and_edge_is_sent_once(server):
    sent = push_to_neo4j(small(), "neo4j://there:7687", ("me", "secret"), database="tales")
    assert sent == (10, 11)
    assert server.opened == [
        ("neo4j://there:7687", ("me", "secret")),
        "tales",
        "closed",
        "closed",
    ]
    assert len(server.schema) == 7
    assert all("IF NOT EXISTS" in query for query in server.schema)
    nodes = [row["id"] for query, rows in server.batches if "MERGE (n:" in query for row in rows]
    assert sorted(nodes) == sorted(small().nx)
    edges = [row for query, rows in server.batches if "MERGE (a)-" in query for row in rows]
    ends = sorted((row["source"], row["target"]) for row in edges)
    assert ends == sorted(small().nx.edges())
    assert len({row["id"] for row in edges}) == 11


def test_nodes_come_before_edges(server):
    push_to_neo4j(small(), "bolt://there", None)
    kinds = ["MERGE (n:" in query for query, _ in server.batches]
    assert kinds == sorted(kinds, reverse=True)


def test_batches_hold_no_more_than_asked(server):
    push_to_neo4j(small(), "bolt://there", None, batch=2)
    assert max(len(rows) for _, rows in server.batches) == 2
    assert sum(len(rows) for _, rows in server.batches) == 21


def test_lists_are_lists_and_queries_hold_no_values(server):
    push_to_neo4j(named("x'}) DETACH DELETE n; // \ud83d `"), "bolt://there", None)
    ((query, rows),) = [each for each in server.batches if "`Person`" in each[0]][:1]
    assert "DETACH" not in query
    assert isinstance(rows[0]["properties"]["aliases"], list)
    for query, rows in server.batches:
        assert query.count("`") in {2, 6}
        str(rows).encode("utf-8")


def test_each_pair_of_labels_has_a_query_of_its_own():
    queries = [query for query, _ in edge_groups(small())]
    assert len(set(queries)) == len(queries)
    assert any("(a:`Person` {id: row.source})" in query for query in queries)
    assert [query.split("`")[1] for query, _ in node_groups(small())] == [
        "Artwork",
        "Event",
        "Organization",
        "Person",
        "Place",
        "Story",
        "Theme",
    ]


@pytest.mark.parametrize(
    "error",
    [
        neo4j.exceptions.ServiceUnavailable("no\nroute"),
        neo4j.exceptions.AuthError("refused"),
        neo4j.exceptions.ConfigurationError("no such scheme"),
    ],
)
def test_what_the_server_refuses_is_one_line_without_the_password(server, error):
    server.error = error
    with pytest.raises(GraphFileError, match="cannot write to Neo4j at 'bolt://there'") as caught:
        push_to_neo4j(small(), "bolt://there", ("me", "secret"))
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_address_that_is_none_is_a_clear_error():
    with pytest.raises(GraphFileError, match="cannot write to Neo4j at 'nowhere'"):
        push_to_neo4j(small(), "nowhere", None)


def test_an_empty_batch_is_a_clear_error():
    with pytest.raises(GraphFileError, match="batch is 0"):
        push_to_neo4j(small(), "bolt://there", None, batch=0)


def test_without_the_driver_the_extra_is_named(monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(GraphFileError, match=r"pip install 'storygraph\[neo4j\]'"):
        push_to_neo4j(small(), "bolt://there", None)
