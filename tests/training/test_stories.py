"""The annotated stories: how a file is read, and that every shipped one can be."""

import pytest
from training.stories import FOLDER, form_of, is_award, parse, read_stories, unmarked

TEXT = """=== a_life | biography
The Weaver

[Aru Bek|p1] was born in [Riga|g1], where [[her|p1] mother|p2] wove.
> p1 born_in g1
> p2 practices t:weaving
> p2 parent_of p1

[She|p1] and [Omar|p3] drew *[Two Rivers|w1]*.
> p1+p3 created w1
# weaving | textile, loom
=== another | letter
Dear [Aru|p1],
# friendship
"""


def test_a_story_has_text_sentences_mentions_relations_and_themes():
    story, other = parse(TEXT, "test.txt")
    assert (story.id, story.genre, other.id, other.genre) == (
        "a_life",
        "biography",
        "another",
        "letter",
    )
    assert story.text == (
        "The Weaver\n\nAru Bek was born in Riga, where her mother wove.\n\n"
        "She and Omar drew *Two Rivers*."
    )
    assert [story.text[a:b] for a, b in story.sentences][1].startswith("Aru Bek was born")
    told = [(each.subject, each.name, each.object, each.sentence) for each in story.told]
    assert told == [
        ("p1", "born_in", "g1", 1),
        ("p2", "practices", "t:weaving", 1),
        ("p2", "parent_of", "p1", 1),
        ("p1", "created", "w1", 2),
        ("p3", "created", "w1", 2),
    ]
    assert story.themes == [("weaving", "textile, loom")]
    assert [story.text[m.start : m.end] for m in story.mentions] == [
        "Aru Bek",
        "Riga",
        "her mother",
        "her",
        "She",
        "Omar",
        "Two Rivers",
    ]


def test_the_words_of_a_mention_tell_its_form():
    story, _ = parse(TEXT, "test.txt")
    forms = {story.text[m.start : m.end]: form_of(story, m) for m in story.mentions}
    assert forms == {
        "Aru Bek": "name",
        "Riga": "name",
        "her mother": "nominal",
        "her": "pronoun",
        "She": "pronoun",
        "Omar": "name",
        "Two Rivers": "name",
    }


@pytest.mark.parametrize("line", ["[Aru", "Aru]", "Aru|p1]", "[Aru|p1", "[[Aru|p1]"])
def test_brackets_that_do_not_fit_are_an_error_that_names_the_line(line):
    with pytest.raises(ValueError, match=r"bad\.txt:2: "):
        list(parse(f"=== a | b\n{line}\n", "bad.txt"))


def test_text_before_the_first_story_is_an_error():
    with pytest.raises(ValueError, match=r"bad\.txt:1: text before"):
        list(parse("Aru\n", "bad.txt"))


def test_nested_mentions_come_outer_first():
    plain, marked = unmarked("[the mayor of [Riga|g1]|p1] and [us|p1+p2]")
    assert plain == "the mayor of Riga and us"
    assert marked == [(0, 17, ("p1",)), (13, 17, ("g1",)), (22, 24, ("p1", "p2"))]


def test_prizes_are_told_from_other_events():
    assert is_award("Golden Reed Prize")
    assert not is_award("Golden Reed Festival")


def test_every_annotated_story_can_be_read():
    stories = list(read_stories())
    assert len(stories) > 100
    assert len({story.id for story in stories}) == len(stories)
    for story in stories:
        ids = {i for mention in story.mentions for i in mention.ids}
        assert story.sentences[-1][1] == len(story.text)
        assert all(each.subject in ids for each in story.told), story.id
        assert all(each.object in ids or each.object[:2] == "t:" for each in story.told), story.id
        assert all(0 <= m.start < m.end <= len(story.text) for m in story.mentions), story.id
    assert FOLDER.is_dir()
