"""Parts of a graph, comparisons, explanations, measures, places and years."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.tiny import TEXTS, tiny_graph
from tests.graph.worlds import TEXT, evidence, world

from storygraph.errors import UnknownNameError
from storygraph.graph.prose import quote
from storygraph.graph.storygraph import COOCCURRENCE, StoryGraph
from storygraph.graph.years import find_years
from storygraph.records import Evidence, MaybeSame

ARU, DANA = "person:aru-bek", "person:dana-lin"
DOMBRA, PAINTING = "theme:dombra", "theme:painting"


@pytest.fixture
def graph() -> StoryGraph:
    return tiny_graph()


def test_the_tiny_graph_cuts_its_sentences_from_its_texts(graph):
    for row in graph.relations().to_dict(orient="records"):
        assert TEXTS[row["story"]][row["start"] : row["end"]] == row["text"]


def test_types_keep_the_links_among_their_nodes(graph):
    part = graph.only(types=["person", "place"])
    assert set(part.counts()) == {"person", "place"}
    assert {key for *_, key in part.nx.edges(keys=True)} == {
        "born_in",
        "met",
        "worked_with",
        "worked_in",
        "located_in",
        "appears_with",
    }
    assert set(part.stories) == set(TEXTS)


def test_relations_keep_the_nodes_at_their_ends(graph):
    assert set(graph.only(relations=("born_in", "plays")).nx) == {
        ARU,
        DANA,
        "person:omar-serik",
        "place:riga",
        DOMBRA,
    }


def test_stories_keep_what_they_say_and_count_again(graph):
    part = graph.only(stories="evening")
    assert part.nx.nodes[DANA]["stories"] == ["story:evening"]
    assert part.nx.nodes[DANA]["mentions"] == 1
    assert set(part.stories) == {"evening"}
    assert ARU not in part.nx
    assert set(part.relations()["story"]) == {"evening"}


def test_evidence_of_other_stories_is_cut_from_a_shared_edge():
    graph = world((ARU, "met", DANA), stories=2)
    found = graph.nx.edges[ARU, DANA, "met"]
    found.update(evidence=[evidence("s"), evidence("s1"), evidence("s1")], weight=3)
    graph.nx.nodes[ARU]["stories"] = graph.nx.nodes[DANA]["stories"] = ["story:s", "story:s1"]
    assert graph.only(stories="Tale 1").nx.edges[ARU, DANA, "met"]["weight"] == 2
    assert graph.only(stories="s").nx.edges[ARU, DANA, "met"]["weight"] == 1
    assert found["weight"] == 3


def test_co_occurrence_can_be_left_out(graph):
    assert COOCCURRENCE in set(graph.relations()["relation"])
    assert COOCCURRENCE not in set(graph.only(cooccurrence=False).relations()["relation"])
    assert graph.only(cooccurrence=False).nx.number_of_nodes() == graph.nx.number_of_nodes()


def test_conditions_left_out_keep_everything(graph):
    assert graph.only() == graph


def test_parts_can_be_cut_and_asked_again(graph):
    part = graph.only(stories=["winter", "road"]).around("Dana", hops=1)
    assert isinstance(part, StoryGraph)
    assert "artwork:the-salt-road" in set(part.entities()["id"])
    part.nx.nodes[DANA]["aliases"].append("x")
    assert graph == tiny_graph()


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"types": "people"}, "no node type 'people'; the types are person, place"),
        ({"stories": "nowhere"}, "called 'nowhere'"),
    ],
)
def test_unknown_types_and_stories_are_errors(graph, condition, words):
    with pytest.raises(UnknownNameError, match=words):
        graph.only(**condition)


def test_two_stories_are_compared(graph):
    both = graph.compare("winter", "One Evening")
    assert (both.first, both.second) == ("story:winter", "story:evening")
    assert [each.name for each in both.themes] == ["dombra"]
    (dana,) = both.entities
    assert (dana.node, dana.first[0].source, dana.second[0].source) == (
        DANA,
        "story:winter",
        "story:evening",
    )
    assert both.only_first == (ARU, "place:riga")
    assert both.only_second == ("person:omar-serik", "place:almaty")
    assert 0 < both.similarity < 1


def test_a_story_is_wholly_like_itself(graph):
    both = graph.compare("winter", "winter")
    assert (both.similarity, both.only_first, both.only_second) == (1.0, (), ())


def test_stories_that_speak_of_nothing_are_not_alike():
    graph = world((ARU, "met", DANA), stories=2)
    assert graph.compare("s", "s1").similarity == 0.0


def test_only_stories_can_be_compared(graph):
    with pytest.raises(UnknownNameError, match="of type person"):
        graph.compare("winter", ARU)


def test_shared_entities_come_rarest_first():
    graph = world(
        *((who, "lived_in", place) for who in (ARU, DANA) for place in ("place:riga", "place:osh")),
        ("story:s1", "mentions", "place:osh"),
        ("story:s2", "mentions", "place:osh"),
        (ARU, "appears_with", "place:x"),
        (DANA, "appears_with", "place:x"),
        stories=3,
    )
    assert [each.name for each in graph.shared("Aru", "Dana")] == ["Riga", "Osh"]
    assert graph.shared("Aru", "Dana", types=["person"]) == []


def test_an_explanation_puts_rare_before_common(graph):
    found = graph.explain("Dana", "Aru")
    assert [fact.relation for fact in found.statements] == ["met", "appears_with"]
    lines = str(found).splitlines()
    assert lines[0] == "The stories link Dana Lin and Aru Bek directly."
    assert lines[1:3] == ["  Aru Bek met Dana Lin:", "    “In 1962 she met Dana Lin.” (winter)"]
    assert found


def test_an_explanation_names_stories_as_stories(graph):
    text = str(graph.explain("winter", "evening"))
    assert "never link the story “A First Winter” and the story “One Evening” directly" in text
    assert "     The story “One Evening” mentions Dana Lin:" in text


def test_an_explanation_of_strangers_says_so():
    found = world((ARU, "plays", DOMBRA), (DANA, "practices", PAINTING)).explain("Aru", "Dana")
    assert not found
    assert str(found) == "Nothing in these stories links Aru Bek and Dana Lin."


def test_an_explanation_shows_a_path_that_says_more():
    graph = world((ARU, "created", "artwork:dust"), ("artwork:dust", "exhibited_in", "place:riga"))
    assert "most telling path" in str(graph.explain("Aru", "Riga"))


def test_an_explanation_of_a_node_and_itself_is_empty(graph):
    assert not graph.explain("Riga", "Riga")


def test_an_explanation_counts_what_it_leaves_out():
    graph = world(
        *((who, "associated_with", f"theme:t{n}") for who in (ARU, DANA) for n in range(4))
    )
    assert "... and 2 themes more" in str(graph.explain("Aru", "Dana", limit=2))


@given(st.text(min_size=1, max_size=400), st.data())
def test_a_quotation_is_one_line_and_not_too_long(text, data):
    spans = [
        tuple(sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for _ in range(2)
    ]
    shown = quote(Evidence("s", 0, len(text), text, "test", 1.0, *spans), width=40)
    assert "\n" not in shown
    assert len(shown) <= 40 + 4


def test_a_long_quotation_shows_both_ends():
    text = "word " * 80 + "Aru met Dana here" + " word" * 80
    start = text.index("Aru")
    found = Evidence("s", 0, len(text), text, "t", 1.0, (start, start + 3), (start + 8, start + 12))
    shown = quote(found, width=60)
    assert "Aru met Dana" in shown
    assert shown.startswith("“…")
    assert shown.endswith("…”")


def test_communities_hold_every_node_once_and_repeat(graph):
    groups = graph.communities(seed=3)
    assert sorted(node for group in groups for node in group) == sorted(graph.nx)
    assert groups == graph.communities(seed=3)
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)


def test_communities_part_what_is_apart():
    graph = world(
        (ARU, "met", DANA), ("person:x", "met", "person:y"), (DANA, COOCCURRENCE, "person:x")
    )
    assert {ARU, DANA} in [set(group) for group in graph.communities()]


def test_an_empty_graph_has_no_communities_and_no_centre():
    graph = StoryGraph(nx.MultiDiGraph())
    assert graph.communities() == []
    assert len(graph.central()) == len(graph.places()) == len(graph.timeline()) == 0


def test_the_centre_is_what_paths_run_through(graph):
    table = graph.central()
    assert table["name"][0] == "Dana Lin"
    assert table["betweenness"].between(0, 1).all()
    assert "story" not in set(table["type"])
    assert set(graph.central(type="place")["name"]) == {"Almaty", "Riga", "Kazakhstan"}
    assert len(graph.central(2)) == 2


def test_the_centre_of_a_large_graph_is_estimated_the_same_way_twice():
    graph = world(*((f"person:p{n}", "met", f"person:p{n // 3}") for n in range(1, 1200)))
    assert graph.central(5).equals(graph.central(5))


def test_places_have_parents_and_coordinates(graph):
    table = graph.places().set_index("name")
    assert table.loc["Almaty", "located_in"] == ["place:kazakhstan"]
    assert (table.loc["Almaty", "latitude"], table.loc["Almaty", "longitude"]) == (43.24, 76.95)
    assert math.isnan(table.loc["Riga", "latitude"])


def test_places_that_lie_in_each_other_do_no_harm():
    graph = world(
        ("place:a", "located_in", "place:b"),
        ("place:b", "located_in", "place:c"),
        ("place:c", "located_in", "place:a"),
    )
    assert graph.places().set_index("id")["located_in"]["place:a"] == ["place:b", "place:c"]


@pytest.mark.parametrize("value", ["north", None, 91.0, "nan", float("inf")])
def test_a_latitude_that_is_none_is_missing(value):
    graph = world(("place:a", "located_in", "place:b"))
    graph.nx.nodes["place:a"]["latitude"] = value
    assert graph.places().set_index("id")["latitude"].isna()["place:a"]


def test_the_timeline_is_in_order_and_cuts_its_sentences(graph):
    table = graph.timeline()
    assert list(table["year"]) == [1931, 1962, 1964, 1964]
    assert list(table["relation"]) == ["born_in", "met", "created", "plays"]
    for row in table.to_dict(orient="records"):
        assert str(row["year"]) in TEXTS[row["story"]][row["start"] : row["end"]]


def test_a_dated_sentence_without_a_statement_is_listed_by_what_it_mentions():
    graph = world(("story:s", "mentions", ARU), (ARU, COOCCURRENCE, DANA))
    for *_, data in graph.nx.edges(data=True):
        data["evidence"][0]["text"] = f"{TEXT} (1931 and 1962)"
    table = graph.timeline()
    assert list(table["year"]) == [1931, 1962]
    assert set(table["relation"]) == {"mentions"}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in the 1960s", [1960]),
        ("1931–1962", [1931, 1962]),
        ("2000 people, 1500 km, €1200, 1,500 and 3.1415", []),
        ("1999, and 1999 again", [1999]),
        ("12345 or 999", []),
        ("", []),
    ],
)
def test_years_are_told_from_other_numbers(text, years):
    assert find_years(text) == years


def test_a_notebook_shows_counts_and_escapes_names(graph):
    graph.nx.nodes[ARU]["name"] = "<script>alert(1)</script>" + "x" * 100
    graph.nx.nodes[ARU]["stories"] = ["story:winter"] * 9
    shown = graph._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "x" * 60 not in shown
    assert "<td>people</td><td>3</td>" in shown
    assert "22 links" in shown


def test_a_notebook_shows_an_empty_graph():
    assert "0 links" in StoryGraph(nx.MultiDiGraph())._repr_html_()


def test_an_explanation_says_who_else_may_be_meant(graph):
    pair = MaybeSame("person:aru-bek", "person:omar-serik", "for the test")
    doubtful = StoryGraph(graph.nx, stories=graph.stories.values(), maybe_same=[pair])
    told = str(doubtful.explain("Omar Serik", "Riga"))
    assert told.endswith("Omar Serik may be Aru Bek as well: ask about person:aru-bek, too.")
    assert "may be" not in str(doubtful.explain("Omar Serik", "Aru Bek"))


def test_an_explanation_says_so_if_nothing_is_linked_to_both():
    graph = world((ARU, "met", DANA), (DANA, "met", "person:x"), ("person:x", "met", "person:y"))
    told = str(graph.explain(ARU, "person:y"))
    assert "No theme, person, place or work is linked to both." in told
    assert "No theme" not in str(graph.explain(ARU, "person:x"))
