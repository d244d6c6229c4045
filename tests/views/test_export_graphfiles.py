"""GraphML, GEXF and DOT, read back by networkx and pydot."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pydot
import pytest
from hypothesis import HealthCheck, given, settings
from tests.views.exporting import HOSTILE, LONG, named, names, small

from storygraph import StoryGraph
from storygraph.views.rows import edge_table, node_table
from storygraph.views.scalars import clean

# pydot calls pyparsing by its old names
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot.*")

READERS = {
    ".graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    ".gexf": lambda path: nx.MultiDiGraph(nx.read_gexf(path)),
}
GEXF = "{http://gexf.net/1.3}"


def saved(graph: StoryGraph, folder: Path, suffix: str) -> Path:
    return graph.save(folder / f"graph{suffix}")


def kept(row: dict[str, object], *structure: str) -> dict[str, object]:
    return {key: v for key, v in row.items() if v is not None and key not in structure}


def assert_same(graph: StoryGraph, back: "nx.MultiDiGraph") -> None:
    nodes = {row["id"]: kept(row, "id") for row in node_table(graph).rows}
    assert set(back) == set(nodes)
    for node, attributes in nodes.items():
        assert attributes.items() <= back.nodes[node].items()
        assert back.nodes[node]["label"] == attributes["name"]
    found = {(u, v, data.get("id", key)): data for u, v, key, data in edges(back)}
    rows = {(row["source"], row["target"], row["id"]): row for row in edge_table(graph).rows}
    assert found.keys() == rows.keys()
    for key, row in rows.items():
        assert kept(row, "id", "source", "target").items() <= found[key].items()


def edges(graph: "nx.MultiDiGraph") -> list[tuple[str, str, str, dict[str, object]]]:
    return list(graph.edges(keys=True, data=True))


@pytest.mark.parametrize("suffix", READERS)
def test_networkx_reads_back_every_node_edge_and_scalar(tmp_path, suffix):
    graph = small()
    back = READERS[suffix](saved(graph, tmp_path, suffix))
    assert_same(graph, back)
    ines = back.nodes["person:ines"]
    assert ines["aliases"] == "Ines|I. Falk"
    assert (ines["community"], ines["score"], ines["main"]) == (4, 0.25, True)
    assert ines["seen"] == '["a","b"]'
    assert back.nodes["place:porto"]["score"] == 1.0


@pytest.mark.parametrize("suffix", READERS)
def test_evidence_travels_as_count_best_sentence_and_json(tmp_path, suffix):
    graph = small()
    back = READERS[suffix](saved(graph, tmp_path, suffix))
    (data,) = (d for *_, d in edges(back) if d["relation"] == "born_in")
    assert data["evidence_count"] == 1
    assert data["sentence"] == "Ines Falk was born in Porto."
    assert data["confidence"] == 0.9
    given_evidence = graph.nx.edges["person:ines", "place:porto", "born_in"]["evidence"]
    assert json.loads(data["evidence"]) == given_evidence


@pytest.mark.parametrize("suffix", READERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(name=names(), other=names())
def test_any_name_survives_in_xml(tmp_path, suffix, name, other):
    graph = named(name, other)
    assert_same(graph, READERS[suffix](saved(graph, tmp_path, suffix)))


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
@pytest.mark.parametrize("suffix", READERS)
def test_hostile_names_survive_in_xml(tmp_path, suffix, name):
    graph = named(name)
    assert_same(graph, READERS[suffix](saved(graph, tmp_path, suffix)))


@pytest.mark.parametrize("suffix", [*READERS, ".dot"])
def test_the_order_of_nodes_and_edges_does_not_change_the_file(tmp_path, suffix):
    graph = small()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nx.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.nx.edges(keys=True, data=True))))
    first = saved(graph, tmp_path, suffix).read_bytes()
    assert saved(StoryGraph(turned), tmp_path, suffix).read_bytes() == first


@pytest.mark.parametrize("suffix", [*READERS, ".dot"])
def test_writing_leaves_the_graph_as_it_was(tmp_path, suffix):
    graph = small()
    saved(graph, tmp_path, suffix)
    assert graph == small()


@pytest.mark.parametrize("suffix", [*READERS, ".dot"])
def test_an_empty_graph_is_a_valid_file(tmp_path, suffix):
    path = saved(StoryGraph(nx.MultiDiGraph()), tmp_path, suffix)
    if suffix in READERS:
        assert len(READERS[suffix](path)) == 0
    else:
        (drawing,) = pydot.graph_from_dot_file(path)
        assert not drawing.get_edges()


def test_gexf_keeps_gephis_rules(tmp_path):
    root = ET.parse(saved(small(), tmp_path, ".gexf")).getroot()
    assert root.get("version") == "1.3"
    declared = {
        group.get("class"): {a.get("id"): a for a in group}
        for group in root.iter(f"{GEXF}attributes")
    }
    types = {a.get("type") for group in declared.values() for a in group.values()}
    assert types <= {"string", "long", "double", "boolean"}
    for what in ("node", "edge"):
        elements = list(root.iter(f"{GEXF}{what}"))
        ids = [each.get("id") for each in elements]
        assert len(set(ids)) == len(ids) == {"node": 10, "edge": 11}[what]
        used = {value.get("for") for each in elements for value in each.iter(f"{GEXF}attvalue")}
        assert used <= declared[what].keys()
        titles = [a.get("title").lower() for a in declared[what].values()]
        assert len(set(titles)) == len(titles)
        assert not {"id", "label", "source", "target", "weight"} & set(titles)


def test_gexf_edges_of_one_pair_have_different_kinds(tmp_path):
    root = ET.parse(saved(small(), tmp_path, ".gexf")).getroot()
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iter(f"{GEXF}edge")]
    assert len(set(kinds)) == len(kinds)


def test_mixed_types_of_one_attribute_become_text(tmp_path):
    graph = small()
    graph.nx.nodes["person:oren"]["community"] = "north"
    back = READERS[".graphml"](saved(graph, tmp_path, ".graphml"))
    assert back.nodes["person:ines"]["community"] == "4"


def test_infinite_and_missing_numbers_are_left_out(tmp_path):
    graph = small()
    graph.nx.nodes["person:oren"].update(score=float("nan"), community=None)
    back = READERS[".gexf"](saved(graph, tmp_path, ".gexf"))
    assert not {"score", "community"} & back.nodes["person:oren"].keys()


def test_an_attribute_named_like_a_column_gets_another_name(tmp_path):
    graph = small()
    graph.nx.nodes["person:oren"]["Label"] = "mine"
    back = READERS[".gexf"](saved(graph, tmp_path, ".gexf"))
    assert back.nodes["person:oren"]["Label_"] == "mine"
    assert back.nodes["person:oren"]["label"] == "Oren Tamm"


def test_ids_that_differ_in_forbidden_characters_alone_stay_apart(tmp_path):
    graph = nx.MultiDiGraph()
    for node in ("person:a\x01", "person:a\x02", "person:a\ufffd"):
        graph.add_node(node, type="person", name=node, aliases=[], stories=[], mentions=0)
    back = READERS[".graphml"](saved(StoryGraph(graph), tmp_path, ".graphml"))
    assert set(back) == {"person:a\ufffd", "person:a\ufffd-2", "person:a\ufffd-3"}


def test_pydot_reads_every_node_and_edge(tmp_path):
    (drawing,) = pydot.graph_from_dot_file(saved(small(), tmp_path, ".dot"), encoding="utf-8")
    drawn = {node.get_name().strip('"') for node in drawing.get_nodes()}
    assert drawn - {"graph", "node", "edge"} == set(small().nx)
    ends = {
        (e.get_source().strip('"'), e.get_destination().strip('"')) for e in drawing.get_edges()
    }
    assert ends == set(small().nx.edges())
    assert len(drawing.get_edges()) == small().nx.number_of_edges()


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_survive_in_dot(tmp_path, name):
    path = saved(named(name), tmp_path, ".dot")
    (drawing,) = pydot.graph_from_dot_file(path, encoding="utf-8")
    assert len(drawing.get_edges()) == 2
    assert len([n for n in drawing.get_nodes() if n.get("fillcolor")]) == 3


def test_dot_shows_text_as_it_is(tmp_path):
    text = saved(named('A &amp; "B"\\n\nC'), tmp_path, ".dot").read_text("utf-8")
    assert 'label="A &amp;amp; \\"B\\"\\\\n\\nC"' in text


def test_clean_keeps_offsets():
    assert clean("a\x00b\ud800c") == "a\ufffdb\ufffdc"
