"""A graph scored against what a careful reader says that its stories tell."""

import pytest
from tests.graph.worlds import world

from storygraph.errors import StorygraphError
from storygraph.evaluation import GoldStory, Score, evaluate, read_gold
from storygraph.graph.storygraph import StoryGraph

ARU = {"id": "aru", "type": "person", "name": "Aru Bek", "aliases": []}


def graph() -> StoryGraph:
    """Return a graph of one story whose only named entity is Aru Bek, a player of the dombra."""
    told = world(("person:aru-bek", "plays", "theme:dombra"), ("story:s", "about", "theme:dombra"))
    told.mentions_by_story = {
        "s": [m for m in told.mentions_by_story["s"] if "theme" not in m.node]
    }
    return told


def gold(story: str, **tables: tuple) -> GoldStory:
    """Return a gold story as its file would give it."""
    return GoldStory.model_validate({"story": story, **tables})


def score(kind: str, *entities: dict, relations: tuple = (), themes: tuple = ()) -> Score:
    return evaluate(graph(), [gold("s", entity=entities, relation=relations, theme=themes)])[kind]


def counts(scored: Score) -> tuple[int, int, int]:
    return scored.right, scored.wrong, scored.missing


def test_an_entity_of_the_same_type_and_name_is_right():
    assert counts(score("entities", ARU)) == (1, 0, 0)


def test_an_entity_of_another_type_is_missing_and_the_found_one_wrong():
    scored = score("entities", {**ARU, "type": "place"})
    assert counts(scored) == (0, 1, 1)
    assert len(scored.errors) == 2


def test_an_entity_matches_by_an_alias():
    scored = score("entities", {**ARU, "name": "Aru Dana Bek", "aliases": ["aru bek"]})
    assert counts(scored) == (1, 0, 0)


def test_titles_of_people_do_not_matter():
    assert counts(score("entities", {**ARU, "name": "Professor Aru Bek"})) == (1, 0, 0)
    titled = {**ARU, "aliases": ["Dr. Aru Bek"]}
    assert counts(score("aliases", titled)) == (1, 0, 0)


def test_a_relation_is_right_by_both_ends_and_its_name():
    told = {"subject": "aru", "relation": "plays", "object": "theme:Dombra", "quote": ""}
    assert counts(score("relations", ARU, relations=(told,))) == (1, 0, 0)
    other = {**told, "relation": "practices"}
    assert counts(score("relations", ARU, relations=(other,))) == (0, 1, 1)


def test_a_theme_is_right_by_its_label():
    assert counts(score("themes", ARU, themes=({"label": "dombra", "quote": ""},))) == (1, 0, 0)
    assert counts(score("themes", ARU)) == (0, 1, 0)


def test_a_theme_is_right_by_another_of_its_names():
    told = graph()
    told.nx.nodes["theme:dombra"]["aliases"] = ["Domra lute"]
    story = gold(
        "s",
        entity=(ARU,),
        theme=({"label": "domra lute"},),
        relation=({"subject": "aru", "relation": "plays", "object": "theme:domra lute"},),
    )
    scored = evaluate(told, [story])
    assert counts(scored["themes"]) == counts(scored["relations"]) == (1, 0, 0)


def test_the_scores_of_nothing_are_perfect():
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)


def test_f1_is_the_harmonic_mean():
    assert Score(right=1, wrong=1, missing=0).f1 == pytest.approx(2 / 3)
    assert Score(right=0, wrong=1, missing=1).f1 == 0.0


def test_a_gold_story_that_the_graph_lacks_is_a_clear_error():
    with pytest.raises(StorygraphError, match="no story 'other'"):
        evaluate(graph(), [gold("other")])


def test_gold_is_read_from_a_folder(tmp_path):
    (tmp_path / "s.toml").write_text(
        'story = "s"\n[[entity]]\nid = "aru"\ntype = "person"\nname = "Aru Bek"\n'
    )
    assert read_gold(tmp_path) == [gold("s", entity=(ARU,))]


@pytest.mark.parametrize(
    "text",
    [
        "[[",
        "title = 's'",
        "story = 's'\nentity = 3",
        "story = 's'\n[[entity]]\nid = 'aru'",
        "story = 's'\n[[relation]]\nrelation = 'plays'",
        "story = 's'\n[[theme]]\nquote = 'dombra'",
    ],
)
def test_malformed_gold_is_a_clear_error(tmp_path, text):
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(StorygraphError, match=r"s\.toml"):
        read_gold(tmp_path)


def test_missing_gold_is_a_clear_error(tmp_path):
    with pytest.raises(StorygraphError, match="no gold files"):
        read_gold(tmp_path / "none.toml")
