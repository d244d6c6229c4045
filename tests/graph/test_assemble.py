"""Readings and entities -> graph."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.graph.assemble import assemble
from storygraph.records import (
    End,
    Entity,
    LocalEntity,
    MaybeSame,
    Mention,
    Reading,
    Relation,
    Resolution,
    Sentence,
    Story,
    ThemeMention,
)

TEXT = "Aru plays the dombra. She met Dana."
ARU, DANA = "person:aru", "person:dana"


def reading(story: str = "s", confidence: float = 0.9) -> Reading:
    return Reading(
        Story(story, f"Tale {story}", TEXT),
        (Sentence(0, 21), Sentence(22, 35)),
        (LocalEntity("person", ("Aru",)), LocalEntity("person", ("Dana",))),
        (
            Mention(0, 3, "Aru", 0, "name", 0),
            Mention(22, 25, "She", 0, "pronoun", 1, 0.8),
            Mention(30, 34, "Dana", 1, "name", 1),
        ),
        (ThemeMention(14, 20, "dombra", "dombra", 0),),
        (
            Relation("plays", End(0, 3, entity=0), End(14, 20, theme="dombra"), 0, "r", 0.9),
            Relation("met", End(22, 25, entity=0), End(30, 34, entity=1), 1, "r", confidence),
        ),
    )


def resolution(*stories: str) -> Resolution:
    return Resolution(
        (
            Entity(ARU, "person", "Aru", ("Swallow",), tuple((s, 0) for s in stories)),
            Entity(DANA, "person", "Dana", (), tuple((s, 1) for s in stories)),
        ),
        (MaybeSame(ARU, DANA, "test"),),
    )


def graph_of(*stories: str):
    return assemble(map(reading, stories), resolution(*stories), labels={"dombra": "the dombra"})


def test_entities_themes_and_stories_become_nodes():
    graph = graph_of("s")
    assert set(graph.nx) == {ARU, DANA, "theme:dombra", "story:s"}
    assert graph.nx.nodes[ARU] == {
        "type": "person",
        "name": "Aru",
        "aliases": ["Swallow"],
        "stories": ["story:s"],
        "mentions": 2,
    }


def test_themes_are_shown_by_their_label_and_by_their_key_without_one():
    assert graph_of("s").name("theme:dombra") == "the dombra"
    assert assemble([reading()], resolution("s")).name("theme:dombra") == "dombra"


def test_a_theme_has_what_else_it_is_called_among_its_aliases():
    graph = assemble([reading()], resolution("s"), aliases={"dombra": ("dombyra",)})
    assert graph.nx.nodes["theme:dombra"]["aliases"] == ["dombyra"]
    assert graph.find("dombyra") == "theme:dombra"


def test_an_edge_carries_its_sentence_both_spans_and_its_rule():
    edge = graph_of("s").nx.edges[ARU, DANA, "met"]
    assert edge["relation"] == "met"
    assert edge["weight"] == 1
    assert edge["evidence"] == [
        {
            "story": "s",
            "start": 22,
            "end": 35,
            "text": "She met Dana.",
            "by": "r",
            "confidence": 0.9,
            "subject": [22, 25],
            "object": [30, 34],
        }
    ]


def test_one_statement_in_two_stories_is_one_edge_with_both_sentences():
    edge = graph_of("a", "b").nx.edges[ARU, DANA, "met"]
    assert edge["weight"] == 2
    assert [each["story"] for each in edge["evidence"]] == ["a", "b"]


def test_a_story_mentions_its_entities_and_is_about_its_themes():
    graph = graph_of("s").nx
    assert graph.has_edge("story:s", ARU, key="mentions")
    assert graph.has_edge("story:s", "theme:dombra", key="about")
    assert graph.edges["story:s", ARU, "mentions"]["weight"] == 1


def test_entities_of_one_sentence_appear_together():
    edge = graph_of("s").nx.edges[ARU, DANA, "appears_with"]
    assert edge["evidence"][0]["text"] == "She met Dana."
    assert edge["evidence"][0]["confidence"] == pytest.approx(0.8)


def test_a_statement_that_is_hardly_sure_makes_no_edge():
    graph = assemble([reading(confidence=0.1)], resolution("s"))
    assert not graph.nx.has_edge(ARU, DANA, key="met")


def test_a_statement_between_spans_of_one_entity_makes_no_edge():
    one = Resolution((Entity(ARU, "person", "Aru", (), (("s", 0), ("s", 1))),), ())
    assert not assemble([reading()], one).nx.has_edge(ARU, ARU)


def test_doubtful_pairs_are_kept():
    assert graph_of("s").maybe_same == (MaybeSame(ARU, DANA, "test"),)


def test_mentions_stand_in_text_order():
    starts = [mention.start for mention in graph_of("s").mentions_by_story["s"]]
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_evidence_is_cut_from_its_story():
    graph = graph_of("a", "b")
    for _, _, data in graph.nx.edges(data=True):
        for each in data["evidence"]:
            assert graph.stories[each["story"]].text[each["start"] : each["end"]] == each["text"]


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_readings_never_matters(stories):
    assert graph_of(*stories) == assemble(
        map(reading, "abcd"), resolution(*stories), labels={"dombra": "the dombra"}
    )


def test_no_readings_give_an_empty_graph():
    assert repr(assemble([], Resolution((), ()))) == "StoryGraph(empty, 0 links)"


def test_edges_are_plain_dicts_that_json_gives_back():
    graph = graph_of("a", "b")
    for source, target, relation, data in graph.nx.edges(keys=True, data=True):
        between = graph.nx.get_edge_data(source, target)
        plain = [between, data, *data["evidence"]]
        assert {type(each) for each in plain} == {dict}
        assert {type(each[end]) for each in data["evidence"] for end in ("subject", "object")} == {
            list
        }
        assert json.loads(json.dumps(between)) == between
        assert between[relation] is data


def test_what_is_changed_in_one_edge_stays_in_that_edge():
    graph, same = graph_of("a", "b"), graph_of("a", "b")
    first, *others = graph.nx.edges(keys=True)
    data = graph.nx.edges[first]
    data["weight"] = 99
    data["seen"] = True
    data["evidence"][0]["subject"][0] = -1
    data["evidence"].append({})
    assert all(graph.nx.edges[each] == same.nx.edges[each] for each in others)
    assert "seen" not in graph_of("a").nx.edges[next(iter(graph_of("a").nx.edges(keys=True)))]


def test_a_graph_takes_new_edges_like_any_other():
    graph = graph_of("a").nx
    graph.add_edge(ARU, "place:here", key="likes", weight=1)
    graph.add_edge(ARU, "place:here", key="visits")
    assert graph.get_edge_data(ARU, "place:here") == {"likes": {"weight": 1}, "visits": {}}
    assert graph.copy().get_edge_data(ARU, "place:here") == graph.get_edge_data(ARU, "place:here")
