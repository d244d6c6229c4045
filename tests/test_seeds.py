"""The two stories that the project began with, which lie outside it."""

import os
from pathlib import Path

import pytest

import storygraph as sg

ROOT = Path(__file__).parent.parent
SEEDS = Path(os.environ.get("STORYGRAPH_SEEDS", ROOT / ".." / "shared" / "seeds"))
AKMARAL, KAIRAT = "person:akmaral-jansons", "person:kairat-petersen"

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the two stories are not here"),
]


@pytest.fixture(scope="module")
def graph(nlp) -> sg.StoryGraph:
    return sg.build(SEEDS, pipeline=nlp)


def sentences(graph: sg.StoryGraph, first: str, relation: str, second: str) -> str:
    """Return all sentences that state a relation."""
    source, target = graph.find(first), graph.find(second)
    found = [fact for fact in graph.facts(source) if fact.relation == relation]
    return " ".join(fact.evidence.text for fact in found if fact.target == target)


def test_both_men_are_people_and_nobody_else_is(graph):
    assert set(graph.entities(type="person")["id"]) == {AKMARAL, KAIRAT}


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("Kairat Petersen", KAIRAT),
        ("Kairat", KAIRAT),
        ("Akmaral Jansons", AKMARAL),
        ("Akmaral", AKMARAL),
    ],
)
def test_each_is_found_by_his_full_and_his_short_name(graph, name, node):
    assert graph.find(name) == node


def test_the_short_name_that_a_story_uses_is_an_alias(graph):
    assert "Kairat" in graph.nx.nodes[KAIRAT]["aliases"]


@pytest.mark.parametrize("name", ["Almaty", "Kazakhstan", "Bishkek", "Turgen", "Astana"])
def test_the_places_are_places(graph, name):
    assert graph.find(name, type="place") == f"place:{name.lower()}"


def test_there_are_no_other_places(graph):
    assert len(graph.entities(type="place")) == 5


def test_the_album_is_the_artwork(graph):
    assert list(graph.entities(type="artwork")["name"]) == ["Sapnagul"]


@pytest.mark.parametrize(
    "theme",
    [
        "painting",
        "music",
        "art",
        "dombra",
        "balaban",
        "exhibition",
        "gallery",
        "album",
        "festival",
        "concert",
    ],
)
def test_the_subjects_are_themes(graph, theme):
    assert graph.find(theme, type="theme").startswith("theme:")


@pytest.mark.parametrize("theme", ["painting", "music", "gallery", "exhibition"])
def test_both_men_share_their_themes_with_sentences_on_both_sides(graph, theme):
    shared = {each.theme: each for each in graph.shared_themes(AKMARAL, KAIRAT)}
    found = shared[graph.find(theme, type="theme")]
    assert {fact.evidence.story for fact in found.first} == {"akmaral_jansons"}
    assert {fact.evidence.story for fact in found.second} == {"kairat_petersen"}


@pytest.mark.parametrize(
    ("first", "relation", "second", "words"),
    [
        ("Akmaral", "grew_up_in", "Turgen", "growing up in the small town of Turgen"),
        (
            "Kairat",
            "grew_up_in",
            "Almaty",
            "grown up in a small village on the outskirts of Almaty",
        ),
        ("Akmaral", "studied_in", "Almaty", "studying fine arts at the university in Almaty"),
        ("Kairat", "studied_in", "Bishkek", "a prestigious university in Bishkek"),
        ("Akmaral", "plays", "dombra", "dombra"),
        ("Akmaral", "plays", "balaban", "teaching himself how to play them"),
        ("Akmaral", "performed_in", "Kazakhstan", "performing at festivals and concerts"),
        ("Akmaral", "exhibited_in", "Astana", "a prominent art gallery in Astana"),
        ("Kairat", "created", "Sapnagul", "The resulting album"),
        ("Turgen", "located_in", "Kazakhstan", "Turgen, Kazakhstan"),
        ("Almaty", "located_in", "Kazakhstan", "Almaty, Kazakhstan"),
    ],
)
def test_what_the_stories_state_is_stated_with_its_sentence(graph, first, relation, second, words):
    assert words in sentences(graph, first, relation, second)


def test_nobody_made_the_other_ones_album(graph):
    makers = {fact.source for fact in graph.facts("Sapnagul") if fact.relation == "created"}
    assert makers == {KAIRAT}


def test_there_is_a_path_between_them(graph):
    assert graph.path(AKMARAL, KAIRAT)
