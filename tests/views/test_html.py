import base64
import copy
import gzip
import json
import re

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.explorer import generated, told

from storygraph.graph.storygraph import StoryGraph
from storygraph.records import MaybeSame, Story
from storygraph.views.html import render_html, show_html, to_block, to_columns, write_html
from storygraph.views.page.offsets import Utf16
from storygraph.views.page.tables import summarize, to_tables
from storygraph.views.wording import relation_words


def block(page, name):
    return json.loads(re.search(rf'id="data-{name}">(.*?)</script>', page, re.S)[1])


def unpacked(page, name):
    packed = re.search(rf'id="data-{name}">(.*?)</script>', page, re.S)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_the_page_is_one_document_with_title_language_and_viewport(told_page):
    assert told_page.startswith("<!doctype html>")
    assert '<html lang="en">' in told_page
    assert "<title>What 3 stories tell</title>" in told_page
    assert 'name="viewport"' in told_page


def test_the_page_names_no_address_that_it_would_load(told_page):
    own = re.sub(r"<script nonce=.*?</script>", "", told_page, flags=re.S)
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", own)
    assert "default-src 'none'" in told_page


def test_equal_graphs_give_equal_pages(told_page):
    assert render_html(told()) == told_page


def test_rendering_leaves_the_graph_as_it_was():
    graph = told()
    before = copy.deepcopy(dict(graph.nx.nodes(data=True))), list(graph.nx.edges(keys=True))
    render_html(graph)
    assert (dict(graph.nx.nodes(data=True)), list(graph.nx.edges(keys=True))) == before


def test_every_edge_is_in_the_page_even_between_the_same_two_nodes(told_page):
    assert len(block(told_page, "edges")["from"]) == told().nx.number_of_edges()


def test_a_title_can_be_given_and_a_lone_story_gives_its_own():
    story = Story("solo", "Alone", "Nothing.")
    graph = nx.MultiDiGraph()
    graph.add_node("story:solo", type="story", name="Alone", aliases=[], stories=[], mentions=0)
    alone = StoryGraph(graph, stories=[story])
    assert "<title>Alone</title>" in render_html(alone)
    assert "<title>Mine &lt;b&gt;</title>" in render_html(alone, title="Mine <b>")


def test_an_empty_graph_still_gives_a_page():
    assert "A graph of stories" in render_html(StoryGraph(nx.MultiDiGraph()))


def test_the_summary_counts_what_is_there():
    assert summarize(told()).startswith("3 stories · 4 people · 3 places · 1 artwork")


def test_the_file_is_utf8_and_whole(tmp_path, told_page):
    write_html(told(), tmp_path / "tales.html")
    assert (tmp_path / "tales.html").read_text(encoding="utf-8") == told_page
    assert [file.name for file in tmp_path.iterdir()] == ["tales.html"]


def test_lone_surrogates_do_not_stop_the_export():
    graph = told()
    graph.nx.nodes["person:inga-marsh"]["name"] = "Inga \ud83d Marsh"
    render_html(graph).encode("utf-8")


def test_a_notebook_gets_the_page_in_a_frame_and_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = show_html(told(), height=500)
    assert shown.data.startswith("<div")
    assert 'height="500"' in shown.data
    assert "srcdoc=" in shown.data
    assert "allow-same-origin" not in shown.data
    assert list(tmp_path.iterdir()) == []


def test_cyrillic_is_not_escaped(told_page):
    assert "Әлия Сәрсенқызы" in told_page


def test_json_cannot_end_its_script_block():
    text = "</script><!--<script>\u2028&"
    made = to_block([text])
    assert not set(made) & set("<>&\u2028")
    assert json.loads(made) == [text]


def test_mostly_empty_columns_keep_only_what_is_there():
    rows = [{"a": "", "b": 1}, {"a": "", "b": 2}, {"a": "x", "b": 3}]
    assert to_columns(rows, ["a", "b"]) == {"a": {"2": "x"}, "b": [1, 2, 3]}


@given(st.text(st.characters(codec="utf-8")), st.data())
def test_offsets_cut_the_same_text_in_utf16(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    to16 = Utf16(text)
    units = text.encode("utf-16-le")
    assert units[2 * to16(start) : 2 * to16(end)].decode("utf-16-le") == text[start:end]


def test_evidence_points_into_the_stories_texts(told_page):
    facts, texts = unpacked(told_page, "facts"), unpacked(told_page, "texts")
    assert all(len(sentence) == 3 for sentence in facts["sentences"])
    cuts = set()
    for story, start, end in facts["sentences"]:
        units = texts["texts"][story].encode("utf-16-le")
        cuts.add(units[2 * start : 2 * end].decode("utf-16-le"))
    assert "🦊 Fox Studio opened in Kesten in 1962." in cuts
    assert "Oren weaves." in cuts


def test_evidence_without_a_story_text_brings_its_own():
    page = render_html(generated(60))
    assert all(len(sentence) == 4 for sentence in unpacked(page, "facts")["sentences"])


def test_evidence_without_ends_is_kept():
    graph = told()
    edge = graph.nx.edges["person:inga-marsh", "place:lunde", "born_in"]
    edge["evidence"][0] |= {"subject": None, "object": [9000, 9004]}
    edges = to_tables(graph).facts["edges"]
    assert any(row[1:5] == [-1, -1, -1, -1] for row in edges)


def test_the_file_name_of_a_story_is_shown_without_its_folders(told_page):
    assert unpacked(told_page, "texts")["sources"] == ["wool.txt", "salt.txt", "tide.txt"]


def test_places_with_coordinates_bring_the_outline_of_the_land(told_page):
    assert 'id="data-land"' in told_page
    assert 'id="data-land"' not in render_html(generated(60))


@pytest.mark.parametrize("spot", [("north", 2), (91, 0), (0, 181), (float("nan"), 0), (None, None)])
def test_impossible_coordinates_are_left_out(spot):
    graph = told()
    for node in ("place:kesten", "place:porvik"):
        graph.nx.nodes[node].update(latitude=spot[0], longitude=spot[1])
    assert not any(node["at"] for node in to_tables(graph).nodes)


def test_doubtful_pairs_reach_the_page():
    graph = told()
    pair = MaybeSame("person:inga-marsh", "person:oren-tamm", "same given name")
    graph = StoryGraph(graph.nx, stories=graph.stories.values(), maybe_same=[pair])
    assert block(render_html(graph), "about")["unsure"][0][2] == "same given name"


def test_nodes_carry_the_number_of_their_community():
    graph = generated(200)
    numbers = {node["ref"]: node["community"] for node in to_tables(graph).nodes}
    for number, group in enumerate(graph.communities()):
        assert {numbers[node] for node in group} == {number}


def test_every_relation_reads_from_both_ends():
    assert relation_words("studied_at") == ("studied at", "taught")
    assert relation_words("haunted_by")[0] == "haunted by"
    assert relation_words("__")[0]
