"""The finished graph: its contract and the questions it answers."""

import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.worlds import TEXT, add, evidence, world

from storygraph.errors import AmbiguousNameError, GraphFileError, UnknownNameError
from storygraph.graph.storygraph import StoryGraph
from storygraph.records import Evidence, MaybeSame, NodeMention, Story
from storygraph.views.export import from_data, load, to_data

ARU, DANA = "person:aru-bek", "person:dana-lin"
DOMBRA, PAINTING = "theme:dombra", "theme:painting"


def test_an_empty_graph_keeps_the_contract():
    assert repr(StoryGraph(nx.MultiDiGraph())) == "StoryGraph(empty, 0 links)"


def test_a_graph_shows_what_it_holds():
    graph = world((ARU, "met", DANA), (ARU, "plays", DOMBRA))
    assert repr(graph) == "StoryGraph(1 story, 2 people, 1 theme, 2 links)"


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_a_graph_of_another_kind_breaks_the_contract(kind):
    with pytest.raises(GraphFileError, match=f"MultiDiGraph, not a {kind.__name__}"):
        StoryGraph(kind())


@pytest.mark.parametrize("key", ["type", "name", "aliases", "stories", "mentions"])
def test_a_node_that_lacks_an_attribute_breaks_the_contract(key):
    graph = world((ARU, "met", DANA)).nx
    del graph.nodes[ARU][key]
    with pytest.raises(GraphFileError, match=f"'{ARU}' lacks {key}"):
        StoryGraph(graph)


def test_a_node_of_an_unknown_type_breaks_the_contract():
    graph = world((ARU, "met", DANA)).nx
    graph.nodes[ARU]["type"] = "dragon"
    with pytest.raises(GraphFileError, match="unknown type 'dragon'"):
        StoryGraph(graph)


@pytest.mark.parametrize("key", ["relation", "weight", "evidence"])
def test_an_edge_that_lacks_an_attribute_breaks_the_contract(key):
    graph = world((ARU, "met", DANA)).nx
    del graph.edges[ARU, DANA, "met"][key]
    with pytest.raises(GraphFileError, match=f"'{ARU}' -> '{DANA}' lacks {key}"):
        StoryGraph(graph)


@pytest.mark.parametrize(
    "name", [ARU, "Aru Bek", "aru bek", "ĀRU  BEK", "Swallow", "Aru", "Bek", "Aru Bek's"]
)
def test_a_node_is_found_by_id_name_alias_or_part_of_its_name(name):
    assert world((ARU, "met", DANA), aru_bek="Swallow").find(name) == ARU


def test_a_whole_name_wins_over_an_alias_and_an_alias_over_a_part():
    graph = world(("person:aru", "met", ARU), ("person:lin-aru", "met", ARU), aru_bek="Lin")
    assert graph.find("Aru") == "person:aru"
    assert graph.find("Lin") == ARU


def test_a_name_of_several_nodes_is_an_error_with_the_candidates():
    graph = world((ARU, "met", "person:aru-serik"))
    with pytest.raises(AmbiguousNameError, match="'Aru' may be") as caught:
        graph.find("Aru")
    assert sorted(caught.value.candidates) == [ARU, "person:aru-serik"]


def test_the_error_says_in_which_stories_each_candidate_stands():
    graph = world((ARU, "met", "person:aru-serik"))
    for node, stories in ((ARU, ["story:a", "story:b", "story:c"]), ("person:aru-serik", [])):
        graph.nx.nodes[node]["stories"] = stories
    with pytest.raises(AmbiguousNameError) as caught:
        graph.find("Aru")
    assert f"{ARU} (in a, b)" in str(caught.value)
    assert "person:aru-serik or" in str(caught.value) or "person:aru-serik. " in str(caught.value)


def test_the_type_decides_between_nodes_of_one_name():
    graph = world(("person:victoria", "lived_in", "place:victoria"))
    assert graph.find("Victoria", type="place") == "place:victoria"
    with pytest.raises(AmbiguousNameError):
        graph.find("Victoria")


def test_an_unknown_name_is_an_error_with_a_suggestion():
    with pytest.raises(UnknownNameError, match=r"called 'Aru Beck'; did you mean Aru Bek\?"):
        world((ARU, "met", DANA)).find("Aru Beck")


def test_an_unknown_name_like_no_other_gets_no_suggestion():
    with pytest.raises(UnknownNameError, match=r"called 'Xyzzy'\.$"):
        world((ARU, "met", DANA)).find("Xyzzy")


@pytest.mark.parametrize("name", ["", " ", "!"])
def test_a_name_without_letters_is_unknown(name):
    with pytest.raises(UnknownNameError):
        world((ARU, "met", DANA)).find(name)


def test_a_story_is_found_by_its_title_and_its_id():
    graph = world((ARU, "met", DANA), stories=2)
    assert graph.find("Tale 1") == graph.find("s1") == "story:s1"


def test_a_story_id_with_an_article_is_found_and_an_exact_id_wins():
    graph = world((ARU, "met", DANA))
    add(graph.nx, "story:the_loom", (), name="Room 6")
    add(graph.nx, "story:the__loom", (), name="Room 7")
    assert graph.find("the_loom") == "story:the_loom"
    assert graph.find("the__loom") == "story:the__loom"
    with pytest.raises(AmbiguousNameError):
        graph.find("The Loom")


def test_evidence_speaks_of_both_directions_surest_first():
    graph = world((ARU, "taught", DANA), (DANA, "met", ARU), (ARU, "appears_with", DANA))
    graph.nx.edges[ARU, DANA, "taught"]["evidence"] = [evidence(confidence=0.5)]
    graph.nx.edges[ARU, DANA, "appears_with"]["evidence"] = [evidence(confidence=1.0)]
    facts = graph.evidence("Aru", "Dana")
    assert [fact.relation for fact in facts] == ["met", "taught", "appears_with"]
    assert facts[0].evidence == Evidence("s", 0, len(TEXT), TEXT, "test", 0.9, (0, 3), (4, 7))


def test_there_is_no_evidence_between_strangers():
    assert world((ARU, "plays", DOMBRA), (DANA, "plays", DOMBRA)).evidence("Aru", "Dana") == []


def test_evidence_for_an_unknown_name_is_an_error():
    with pytest.raises(UnknownNameError):
        world((ARU, "met", DANA)).evidence("Aru", "Xyzzy")


def test_facts_of_a_node_leave_co_occurrence_out_unless_asked_for():
    graph = world((ARU, "met", DANA), (DANA, "appears_with", ARU), (ARU, "plays", DOMBRA))
    assert {fact.relation for fact in graph.facts("Aru")} == {"met", "plays"}
    assert "appears_with" in {fact.relation for fact in graph.facts("Aru", cooccurrence=True)}


def test_shared_themes_come_rarest_first_with_the_facts_of_both_sides():
    graph = world(
        (ARU, "practices", PAINTING),
        (ARU, "associated_with", PAINTING),
        (ARU, "plays", DOMBRA),
        (DANA, "practices", PAINTING),
        (DANA, "associated_with", DOMBRA),
        (DANA, "associated_with", "theme:album"),
        ("story:s", "about", PAINTING),
        ("story:s1", "about", PAINTING),
        ("story:s2", "about", PAINTING),
        stories=3,
    )
    dombra, painting = graph.shared_themes("Aru", "Dana")
    assert (dombra.theme, painting.theme) == (DOMBRA, PAINTING)
    assert dombra.score > painting.score
    assert [fact.relation for fact in dombra.first] == ["plays"]
    assert [fact.relation for fact in dombra.second] == ["associated_with"]
    assert {fact.source for fact in painting.first} == {ARU}
    assert {fact.source for fact in painting.second} == {DANA}


def test_of_equally_rare_shared_themes_the_practised_come_first_then_the_oftener_told():
    graph = world(
        (ARU, "associated_with", "theme:album"),
        (DANA, "associated_with", "theme:album"),
        (ARU, "associated_with", "theme:craft"),
        (DANA, "associated_with", "theme:craft"),
        (ARU, "practices", "theme:weaving"),
        (DANA, "associated_with", "theme:weaving"),
        (ARU, "practices", PAINTING),
        (DANA, "practices", PAINTING),
    )
    graph.nx.edges[ARU, "theme:craft", "associated_with"]["evidence"] *= 2
    shared = [each.theme for each in graph.shared_themes("Aru", "Dana")]
    assert shared == [PAINTING, "theme:weaving", "theme:craft", "theme:album"]


def test_stories_share_the_themes_they_speak_of():
    graph = world(("story:s", "about", DOMBRA), ("story:s1", "about", DOMBRA), stories=2)
    assert [shared.name for shared in graph.shared_themes("s", "s1")] == ["Dombra"]


def test_those_who_share_no_theme_share_none():
    graph = world((ARU, "plays", DOMBRA), (DANA, "practices", PAINTING))
    assert graph.shared_themes("Aru", "Dana") == []


def test_a_path_gives_one_fact_for_each_step():
    graph = world((ARU, "created", "artwork:dust"), ("artwork:dust", "exhibited_in", "place:riga"))
    assert [fact.relation for fact in graph.path("Aru", "Riga")] == ["created", "exhibited_in"]


def test_a_path_avoids_hubs():
    crowd = [(f"person:x{n}", "lived_in", "place:riga") for n in range(30)]
    graph = world(
        *crowd,
        (ARU, "lived_in", "place:riga"),
        (DANA, "lived_in", "place:riga"),
        (ARU, "plays", DOMBRA),
        (DANA, "plays", DOMBRA),
    )
    assert {fact.target for fact in graph.path("Aru", "Dana")} == {DOMBRA}


def test_a_path_uses_co_occurrence_only_where_nothing_else_leads_there():
    graph = world(
        (ARU, "appears_with", DANA), (ARU, "plays", DOMBRA), (DANA, "associated_with", DOMBRA)
    )
    assert "appears_with" not in {fact.relation for fact in graph.path("Aru", "Dana")}
    alone = world((ARU, "appears_with", DANA))
    assert [fact.relation for fact in alone.path("Aru", "Dana")] == ["appears_with"]


def test_there_is_no_path_between_separate_parts():
    graph = world((ARU, "plays", DOMBRA), (DANA, "practices", PAINTING))
    assert graph.path("Aru", "Dana") == []


def test_a_node_is_at_the_end_of_no_path_to_itself():
    assert world((ARU, "met", DANA)).path("Aru", "Aru") == []


def test_around_keeps_what_is_near_and_leaves_the_graph_alone():
    graph = world((ARU, "met", DANA), (DANA, "plays", DOMBRA), stories=1)
    before = graph.nx.number_of_nodes()
    near = graph.around("Aru")
    assert set(near.nx) == {ARU, DANA}
    assert set(graph.around("Aru", hops=2).nx) == {ARU, DANA, DOMBRA}
    assert graph.nx.number_of_nodes() == before
    assert {m.node for each in near.mentions_by_story.values() for m in each} == {ARU, DANA}


def test_a_part_of_a_graph_can_be_changed_without_changing_the_whole():
    graph = world((ARU, "met", DANA))
    part = graph.around("Aru")
    part.nx.nodes[ARU]["name"] = "Somebody"
    part.nx.nodes[ARU]["aliases"].append("Nobody")
    part.nx.edges[ARU, DANA, "met"]["evidence"].clear()
    assert graph == world((ARU, "met", DANA))


def test_entities_are_a_table_without_themes_and_stories():
    table = world((ARU, "met", DANA), (ARU, "plays", DOMBRA)).entities()
    assert list(table.columns) == [
        "id",
        "type",
        "name",
        "aliases",
        "stories",
        "mentions",
        "links",
    ]
    assert list(table["id"]) == [ARU, DANA]
    assert list(table["links"]) == [2, 1]


def test_entities_of_one_type_can_be_asked_for():
    graph = world((ARU, "lived_in", "place:riga"))
    assert list(graph.entities(type="place")["id"]) == ["place:riga"]
    assert list(graph.entities(type="artwork")["id"]) == []


def test_themes_are_a_table_those_of_most_stories_first():
    graph = world(
        ("story:s", "about", DOMBRA),
        ("story:s", "about", PAINTING),
        ("story:s1", "about", PAINTING),
        stories=2,
    )
    assert list(graph.themes()["name"]) == ["Painting", "Dombra"]


def test_relations_are_a_table_with_a_row_for_each_sentence():
    graph = world((ARU, "met", DANA), (ARU, "plays", DOMBRA))
    graph.nx.edges[ARU, DANA, "met"]["evidence"].append(evidence(text="Again."))
    table = graph.relations()
    assert list(table.columns) == [
        "source",
        "relation",
        "target",
        "weight",
        "story",
        "start",
        "end",
        "text",
        "by",
        "confidence",
        "subject",
        "object",
    ]
    assert list(table["relation"]) == ["met", "met", "plays"]
    assert list(graph.relations(relation="plays")["target"]) == [DOMBRA]


def test_mentions_are_a_table_whose_offsets_cut_their_text():
    table = world((ARU, "met", DANA)).mentions()
    assert list(table.columns) == ["story", "start", "end", "text", "node", "form", "confidence"]
    assert list(table["text"]) == ["Aru Bek", "Aru Bek"]
    assert list(world((ARU, "met", DANA)).mentions(story="other")["text"]) == []


def test_tables_of_an_empty_graph_have_their_columns():
    graph = StoryGraph(nx.MultiDiGraph())
    for table in (graph.entities(), graph.themes(), graph.relations(), graph.mentions()):
        assert len(table) == 0
        assert len(table.columns) > 3


def test_graphs_are_equal_by_what_they_hold():
    assert world((ARU, "met", DANA)) == world((ARU, "met", DANA))
    assert world((ARU, "met", DANA)) != world((ARU, "taught", DANA))
    assert world((ARU, "met", DANA)) != world((ARU, "met", DANA), aru_bek="Swallow")
    assert world((ARU, "met", DANA)) != "a graph"


def test_node_link_data_has_the_keys_of_the_contract():
    data = to_data(world((ARU, "met", DANA)))
    assert {"nodes", "edges"} <= set(data)
    node = next(each for each in data["nodes"] if each["id"] == ARU)
    assert {"id", "type", "name", "aliases", "stories", "mentions"} <= set(node)
    (edge,) = data["edges"]
    assert {"source", "target", "relation", "weight", "evidence"} <= set(edge)


def test_networkx_reads_the_saved_graph_by_itself(tmp_path):
    graph = world((ARU, "met", DANA))
    data = json.loads(graph.save(tmp_path / "g.json").read_text(encoding="utf-8"))
    again = nx.node_link_graph(data, edges="edges")
    assert again.nodes[ARU] == graph.nx.nodes[ARU]
    assert again.edges[ARU, DANA, "met"] == graph.nx.edges[ARU, DANA, "met"]


def test_a_saved_graph_reads_back_equal(tmp_path):
    graph = world((ARU, "met", DANA), (ARU, "plays", DOMBRA), aru_bek="Ласточка")
    assert load(graph.save(tmp_path / "new" / "g.json")) == graph


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KINDS = ["person", "place", "artwork", "organization", "event", "theme"]
NODES = st.sampled_from([f"{kind}:{letter}" for kind in KINDS for letter in "abc"])


@st.composite
def graphs(draw) -> StoryGraph:
    graph = nx.MultiDiGraph()
    for node in draw(st.lists(NODES, max_size=6, unique=True)):
        add(graph, node, tuple(draw(st.lists(TEXTS, max_size=2))), name=draw(TEXTS) or "x")
    ids = sorted(graph)
    if ids:
        ends = st.sampled_from(ids)
        for source, target in draw(st.lists(st.tuples(ends, ends), max_size=6)):
            relation = draw(st.sampled_from(["met", "created", "appears_with"]))
            found = [evidence(text=draw(TEXTS), confidence=draw(st.floats(0, 1)))]
            graph.add_edge(
                source, target, key=relation, relation=relation, weight=1, evidence=found
            )
    text = draw(TEXTS)
    story = Story("s", draw(TEXTS), text, metadata=draw(st.dictionaries(TEXTS, TEXTS, max_size=2)))
    mentions = [NodeMention("s", 0, len(text), node, "name", draw(st.floats(0, 1))) for node in ids]
    maybe = [MaybeSame(ids[0], ids[-1], draw(TEXTS))] if len(ids) > 1 else []
    return StoryGraph(graph, stories=[story], mentions=mentions, maybe_same=maybe)


@given(graphs())
def test_any_graph_reads_back_equal_from_json(graph):
    assert from_data(json.loads(json.dumps(to_data(graph)))) == graph


@given(graphs(), st.data())
def test_any_two_nodes_can_be_asked_about(graph, data):
    if len(graph.nx):
        ends = st.sampled_from(sorted(graph.nx))
        one, other = data.draw(ends), data.draw(ends)
        steps = graph.path(one, other)
        assert all(steps[i].evidence for i in range(len(steps)))
        assert (other in graph.around(one, hops=len(graph.nx)).nx) == (bool(steps) or one == other)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"nodes": []}', '{"storygraph": 3}', '"text"', "null", "\ufffe"],
)
def test_a_file_that_holds_no_graph_is_a_clear_error(tmp_path, content):
    path = tmp_path / "g.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GraphFileError, match=r"'.*g\.json'") as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_graph_file_that_is_no_text_is_a_clear_error(tmp_path):
    (tmp_path / "g.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GraphFileError):
        load(tmp_path / "g.json")


def test_a_graph_of_another_format_is_a_clear_error(tmp_path):
    path = world((ARU, "met", DANA)).save(tmp_path / "g.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["storygraph"]["format"] = 99
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(GraphFileError, match="format 99"):
        load(path)


def test_a_missing_graph_file_is_a_clear_error(tmp_path):
    with pytest.raises(GraphFileError, match=r"cannot read '.*none\.json'"):
        load(tmp_path / "none.json")


@pytest.mark.parametrize("name", ["g.pdf", "g", "g.json.gz"])
def test_an_unknown_suffix_is_a_clear_error(tmp_path, name):
    with pytest.raises(GraphFileError, match=r"no format for '.*'.*\.html.*\.json"):
        world((ARU, "met", DANA)).save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphFileError, match="cannot write"):
        world((ARU, "met", DANA)).save(tmp_path / "file" / "g.json")


def test_a_folder_in_the_place_of_the_file_is_a_clear_error(tmp_path):
    (tmp_path / "g.json").mkdir()
    with pytest.raises(GraphFileError, match="cannot write"):
        world((ARU, "met", DANA)).save(tmp_path / "g.json")
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]
