"""The annotated stories: how a file is read, and that every shipped one can be."""

import pytest
from training.stories import (
    FOLDER,
    form_of,
    is_award,
    name_start,
    parse,
    read_stories,
    unmarked,
)

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


def marked(line):
    story, *_ = parse(f"=== a | tale\n{line}\n", "test.txt")
    return story, story.mentions[0]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("[There|g1] he stayed.", "pronoun"),
        ('"[There|o1] she taught."', "pronoun"),
        ("He met [a Swedish engineer|p1].", "nominal"),
        ("[A Norwegian geologist|p1] came.", "nominal"),
        ('"[The painter|p1] is late."', "nominal"),
        ("Then [The [trumpeter|t:trumpet]|p1] bowed.", "nominal"),
        ("They asked [the American|p1].", "nominal"),
        ("They asked [Father|p1].", "nominal"),
        ("She joined [a Methodist choir|o1].", "nominal"),
        ("They asked [Father Amaro|p1].", "name"),
        ("They heard [the Hammer|p1].", "name"),
        ("They asked [the poet Vida Rao|p1].", "name"),
        ("She joined [A Roda|o1].", "name"),
        ("She drew [A Roof for Two|w1].", "name"),
        ("[Nana|p1] wove.", "name"),
    ],
)
def test_articles_ranks_and_places_told_by_there_make_no_name(line, form):
    assert form_of(*marked(line)) == form


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("at [the Reed House|o1] and", "Reed House"),
        ("[The Reed House|o1] opened.", "Reed House"),
        ("at [The Reed House|o1] and", "The Reed House"),
        ("[The Hague|g1] was cold.", "The Hague"),
        ("for [old Mr Tamm|p1] and", "Tamm"),
        ("for [the poet Vida Rao|p1] and", "Vida Rao"),
        ("for [the feast of Bread|e1] and", "feast of Bread"),
        ("for [Professor|p1] and", "Professor"),
        ("for [Mother Ines|p1] and", "Mother Ines"),
        ("read [the Long Reed|w1] and", "the Long Reed"),
        ("saw [Vida Rao|p1] and", "Vida Rao"),
    ],
)
def test_a_name_begins_behind_its_article_and_title(line, name):
    story, mention = marked(line)
    assert story.text[name_start(story, mention) : mention.end] == name


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


def test_a_backslash_keeps_brackets_of_the_text():
    plain, marked = unmarked(r"[Riga|g1] \[laughter\] is old.\[6\] \x")
    assert plain == r"Riga [laughter] is old.[6] \x"
    assert marked == [(0, 4, ("g1",))]


def test_captions_and_list_items_keep_their_lines():
    text = """
    === x_1_a | list
    Works

    [Aru|p1], 1932
    [She|p1] wove.\\[2\\]
    She sang.
    - one
    2. two
    """
    (story,) = parse(text, "x")
    assert story.text == "Works\n\nAru, 1932\nShe wove.[2] She sang.\n- one\n2. two"
