"""The Cypher script, loaded into the embedded database ladybug and queried."""

import ladybug
import pytest
from hypothesis import HealthCheck, given, settings
from tests.views.exporting import HOSTILE, LONG, named, names, small

from storygraph import StoryGraph
from storygraph.errors import GraphFileError
from storygraph.views.cypher import literal
from storygraph.views.scalars import clean


@pytest.fixture(scope="module")
def database():
    with ladybug.Database(":memory:") as opened:
        yield opened


@pytest.fixture
def connection():
    with ladybug.Database(":memory:") as opened, ladybug.Connection(opened) as connected:
        yield connected


def statements(graph: StoryGraph, folder, dialect: str) -> list[str]:
    path = graph.save(folder / "graph.cypher", dialect=dialect)
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def load(connection, lines: list[str]) -> None:
    for line in lines:
        connection.execute(line).close()


def ask(connection, query: str, **parameters: object) -> list[list[object]]:
    with connection.execute(query, parameters) as result:
        return result.get_all()


def test_a_loaded_script_answers_questions(connection, tmp_path):
    graph = small()
    load(connection, statements(graph, tmp_path, "ladybug"))
    born = ask(
        connection,
        "MATCH (p:Person)-[r:BORN_IN]->(t:Place) RETURN p.name, t.name, r.sentence, r.checked",
    )
    assert born == [["Ines Falk", "Porto", "Ines Falk was born in Porto.", True]]
    assert ask(connection, "MATCH (n) RETURN count(n)") == [[graph.nx.number_of_nodes()]]
    assert ask(connection, "MATCH ()-[r]->() RETURN count(r)") == [[graph.nx.number_of_edges()]]
    (aliases,) = ask(connection, "MATCH (n:Person {id: 'person:ines'}) RETURN n.aliases, n.score")
    assert aliases == [["Ines", "I. Falk"], 0.25]
    shared = ask(
        connection,
        "MATCH (:Person {name: 'Ines Falk'})-[]->(x)<-[r]-(s:Story) "
        "RETURN DISTINCT x.name, label(r)",
    )
    assert shared == [["Porto", "MENTIONS"]]


def test_a_script_can_be_run_again(connection, tmp_path):
    lines = statements(small(), tmp_path, "ladybug")
    load(connection, lines)
    load(connection, lines)
    assert ask(connection, "MATCH (n) RETURN count(n)") == [[10]]
    assert ask(connection, "MATCH ()-[r]->() RETURN count(r)") == [[11]]


def test_dialects_differ_in_their_schema_alone(tmp_path):
    neo4j, embedded = (statements(small(), tmp_path, each) for each in ("neo4j", "ladybug"))
    constraints = [line for line in neo4j if line.startswith("CREATE CONSTRAINT")]
    assert len(constraints) == 7
    rest = [line for line in embedded if not line.startswith("CREATE")]
    assert [line for line in neo4j if line not in constraints] == rest
    assert all(line.startswith(("MERGE ", "MATCH ")) and line.endswith(";") for line in rest)


def test_an_unknown_dialect_is_a_clear_error(tmp_path):
    with pytest.raises(GraphFileError, match="use 'neo4j' or 'ladybug'"):
        small().save(tmp_path / "graph.cypher", dialect="gremlin")


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_are_data_and_never_code(connection, tmp_path, name):
    load(connection, statements(named(name, relation=name[:99]), tmp_path, "ladybug"))
    found = ask(connection, "MATCH (n:Person) RETURN n.name, n.note")
    assert [clean(name), clean(name)] in found
    assert len(found) == 2
    (row,) = ask(connection, "MATCH (a)-[r:MET]->(b) RETURN a.name, r.sentence, b.name")
    assert row[0] == clean(name)


@given(text=names())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_literals_read_back_equal(database, text):
    with ladybug.Connection(database) as connection:
        assert ask(connection, f"RETURN {literal(clean(text))}") == [[clean(text)]]
    assert "\n" not in literal(text)


@pytest.mark.parametrize("text", ["\\u0027", "\\\\u0027", "\n\\u0027 \\U", "u\\", "\\uu\\u"])
def test_no_backslash_stands_before_a_u(connection, text):
    assert "\\u" not in literal(text)
    assert ask(connection, f"RETURN {literal(text)}") == [[text]]


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "null"), (True, "true"), (3, "3"), (0.5, "0.5"), (["a", "'"], "['a', '\\'']")],
)
def test_each_kind_of_value_has_its_literal(value, written):
    assert literal(value) == written
