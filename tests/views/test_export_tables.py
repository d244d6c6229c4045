"""The CSV folder and the Parquet folder, read by csv, pandas and pyarrow."""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from tests.views.exporting import HOSTILE, LONG, named, names, small

from storygraph.errors import GraphFileError
from storygraph.views import extras
from storygraph.views.scalars import clean
from storygraph.views.tables import guard

FILES = {
    "nodes.csv",
    "edges.csv",
    "neo4j-nodes.csv",
    "neo4j-edges.csv",
    "evidence.csv",
    "mentions.csv",
}
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def read(folder: Path, name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unguard(text: str) -> str:
    return re.sub(r"^'(?='*[=+\-@\t\r\n＝＋－＠])", "", text)


def test_the_suffix_csv_names_a_folder_of_six_tables(tmp_path):
    folder = small().save(tmp_path / "tables.csv")
    assert {file.name for file in folder.iterdir()} == FILES
    assert [file.name for file in tmp_path.iterdir()] == ["tables.csv"]


def test_gephi_finds_the_columns_that_it_knows(tmp_path):
    graph = small()
    folder = graph.save(tmp_path / "tables.csv")
    nodes, edges = read(folder, "nodes.csv"), read(folder, "edges.csv")
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:7] == ["Type", "Kind", "Label", "Source", "Target", "Id", "Weight"]
    assert {row["Type"] for row in edges} == {"Directed"}
    assert {row["Id"]: row["Label"] for row in nodes} == dict(graph.nx.nodes(data="name"))
    found = sorted((row["Source"], row["Target"], row["Kind"]) for row in edges)
    assert found == sorted((u, v, key) for u, v, key in graph.nx.edges(keys=True))
    assert len({row["Id"] for row in edges}) == len(edges)


def test_header_cells_stand_without_quotation_marks(tmp_path):
    graph = small()
    graph.nx.nodes["person:ines"]['odd, "name"'] = 1
    folder = graph.save(tmp_path / "tables.csv")
    first = (folder / "neo4j-nodes.csv").read_text("utf-8").partition("\n")[0]
    assert first.startswith("id:ID,:LABEL,type:string,name:string,aliases:string[],")
    assert "odd___name_:long" in first
    assert 'odd, "name"' in read(folder, "nodes.csv")[0]


def test_neo4j_finds_its_headers_and_every_end_of_an_edge(tmp_path):
    folder = small().save(tmp_path / "tables.csv")
    nodes, edges = read(folder, "neo4j-nodes.csv"), read(folder, "neo4j-edges.csv")
    header = list(nodes[0])
    assert header[:2] == ["id:ID", ":LABEL"]
    assert {"name:string", "aliases:string[]", "mentions:long", "main:boolean"} <= set(header)
    assert list(edges[0])[:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert {"weight:double", "sentence:string", "checked:boolean"} <= set(edges[0])
    by_id = {row["id:ID"]: row for row in nodes}
    assert by_id["person:ines"]["aliases:string[]"] == "Ines;I. Falk"
    assert by_id["person:ines"][":LABEL"] == "Person"
    assert all({row[":START_ID"], row[":END_ID"]} <= by_id.keys() for row in edges)
    types = {row[":TYPE"] for row in edges}
    assert {"BORN_IN", "HAUNTED_BY"} <= types
    assert all(re.fullmatch(r"\w+", each) for each in types)


def test_evidence_and_mentions_have_a_row_each(tmp_path):
    graph = small()
    folder = graph.save(tmp_path / "tables.csv")
    evidence, mentions = read(folder, "evidence.csv"), read(folder, "mentions.csv")
    edges = {row["Id"] for row in read(folder, "edges.csv")}
    assert {row["edge"] for row in evidence} == edges
    for row in evidence:
        text = graph.stories[row["story"]].text
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
    assert [row["text"] for row in mentions] == ["Ines Falk", "She", "wove"]


def test_pandas_reads_numbers_as_numbers(tmp_path):
    folder = small().save(tmp_path / "tables.csv")
    edges = pd.read_csv(folder / "edges.csv")
    assert edges["Weight"].dtype == edges["confidence"].dtype == float
    assert pd.read_csv(folder / "nodes.csv")["mentions"].dtype == int


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(name=names(), other=names())
def test_no_cell_is_a_formula_and_none_is_lost(tmp_path, name, other):
    folder = named(name, other).save(tmp_path / "tables.csv")
    for file in FILES:
        cells = [cell for row in read(folder, file) for cell in row.values()]
        assert not any(cell.startswith(DANGEROUS) for cell in cells)
    shown = {unguard(row["Label"]) for row in read(folder, "nodes.csv")}
    assert shown == {clean(name), clean(other)}


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_stay_one_cell(tmp_path, name):
    folder = named(name).save(tmp_path / "tables.csv")
    assert {unguard(row["Label"]) for row in read(folder, "nodes.csv")} == {
        clean(name),
        "Ines Falk",
    }
    assert len(read(folder, "edges.csv")) == len(read(folder, "neo4j-edges.csv")) == 2
    ids = {row["Id"] for row in read(folder, "nodes.csv")}
    assert all({row["Source"], row["Target"]} <= ids for row in read(folder, "edges.csv"))


@given(text=names())
def test_the_guard_can_be_taken_off(text):
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["Ann", "'quoted'", "A-B", "1", "a=b"])
def test_harmless_text_is_not_guarded(text):
    assert guard(text) == text


def test_files_of_others_in_the_folder_are_left_alone(tmp_path):
    folder = tmp_path / "tables.csv"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "nodes.csv").write_text("old", encoding="utf-8")
    small().save(folder)
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert len(read(folder, "nodes.csv")) == 10


def test_a_file_in_the_way_is_a_clear_error(tmp_path):
    path = tmp_path / "tables.csv"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(GraphFileError, match="it is a file"):
        small().save(path)
    assert path.read_text("utf-8") == "precious"


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch, suffix):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storygraph.views.tables.write_text", fail)
    monkeypatch.setattr(pq, "write_table", fail)
    with pytest.raises(GraphFileError, match="No space left"):
        small().save(tmp_path / f"tables{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_parquet_tables_keep_types_and_texts(tmp_path):
    graph = small()
    folder = graph.save(tmp_path / "tables.parquet")
    tables = {file.stem: pq.read_table(file) for file in folder.iterdir()}
    assert set(tables) == {"nodes", "edges", "evidence", "mentions", "stories"}
    ines = next(row for row in tables["nodes"].to_pylist() if row["id"] == "person:ines")
    assert (ines["community"], ines["score"], ines["main"]) == (4, 0.25, True)
    assert tables["edges"].num_rows == graph.nx.number_of_edges()
    texts = {row["id"]: row for row in tables["stories"].to_pylist()}
    assert texts["salt"]["text"] == graph.stories["salt"].text
    assert json.loads(texts["salt"]["metadata"])["shelf"] == "B7"
    for row in tables["evidence"].to_pylist():
        assert texts[row["story"]]["text"][row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_survive_in_parquet(tmp_path, name):
    folder = named(name).save(tmp_path / "tables.parquet")
    shown = pq.read_table(folder / "nodes.parquet")["name"].to_pylist()
    assert set(shown) == {clean(name), "Ines Falk"}


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    message = re.escape("Parquet needs pyarrow: pip install 'storygraph[parquet]'")
    with pytest.raises(GraphFileError, match=f"^{message}$"):
        small().save(tmp_path / "tables.parquet")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_same_graph_gives_the_same_bytes(tmp_path, suffix):
    first, second = (small().save(tmp_path / f"{n}{suffix}") for n in "ab")
    for file in first.iterdir():
        assert file.read_bytes() == (second / file.name).read_bytes()
