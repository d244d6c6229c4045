"""Doc -> Reading: plain records with character offsets."""

import pickle

import pytest
from spacy.tokens import SpanGroup
from tests.parsing import mark_mentions, mark_themes, parse, words

from storygraph.detect.frames import load_frames
from storygraph.detect.readings import to_reading
from storygraph.detect.relations import RELATIONS, Relations
from storygraph.errors import PipelineError
from storygraph.records import End, LocalEntity, Mention, Reading, Sentence, Story


def reading() -> Reading:
    doc = parse(
        "Aru NNP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2 | ¶ SP dep 2\n\n"
        "She PRP nsubj 2 | played/play VBD ROOT 0 | dombra NN obj 2 | in IN case 5 | Riga NNP obl 2"
        "| . . punct 2"
    )
    mark_themes(
        mark_mentions(doc, person="Aru = She", place="Riga"),
        ("dombra", "dombra", "instrument music", "noun"),
    )
    Relations(load_frames())(doc)
    return to_reading(doc, Story("s", "S", doc.text))


def test_sentences_have_no_white_space_at_their_ends():
    assert reading().sentences == (Sentence(0, 10), Sentence(12, 38))


def test_mentions_carry_their_entity_form_and_sentence():
    assert reading().mentions == (
        Mention(0, 3, "Aru", 0, "name", 0, 1.0),
        Mention(12, 15, "She", 0, "pronoun", 1, 1.0),
        Mention(33, 37, "Riga", 1, "name", 1, 1.0),
    )


def test_entities_carry_type_and_names():
    assert reading().entities == (
        LocalEntity("person", ("Aru",), ""),
        LocalEntity("place", ("Riga",), ""),
    )


def test_themes_carry_their_key_and_sentence():
    (theme,) = reading().themes
    assert (theme.text, theme.theme, theme.sentence) == ("dombra", "dombra", 1)


def test_relations_point_at_entities_and_themes():
    by_name = {relation.name: relation for relation in reading().relations}
    assert by_name["plays"].subject == End(12, 15, entity=0)
    assert by_name["plays"].object == End(23, 29, theme="dombra")
    assert by_name["performed_in"].object == End(33, 37, entity=1)


def test_every_span_cuts_its_text():
    found = reading()
    for each in (*found.mentions, *found.themes):
        assert found.story.text[each.start : each.end] == each.text


def test_a_reading_survives_pickling():
    assert pickle.loads(pickle.dumps(reading())) == reading()


def test_texts_come_from_the_story_not_from_the_doc():
    doc = mark_mentions(parse("Aru NNP compound 2 | Bek NNP ROOT 0"), person="Aru Bek")
    found = to_reading(doc, Story("s", "S", "Aru\nBek"))
    assert found.mentions[0].text == "Aru\nBek"


def test_a_doc_of_another_pipeline_is_a_clear_error():
    with pytest.raises(PipelineError, match=r"'tale' was read without storygraph's components"):
        to_reading(words("Aru slept."), Story("tale", "Tale", "Aru slept."))


def practised(name: str, about: list[str], sure: float = 0.9) -> Reading:
    doc = parse("Aru NNP nsubj 2 | saw/see VBD ROOT 0 | a DT det 4 | dombra NN obj 2 | . . punct 2")
    mark_themes(mark_mentions(doc, person="Aru"), ("dombra", "dombra", "instrument music", "noun"))
    doc.spans["themes"].attrs["about"] = about
    ends = (("entity", "0", 0, 1), ("theme", "dombra", 3, 4))
    doc.user_data[RELATIONS] = [(name, *ends, 0, "rule", sure)]
    return to_reading(doc, Story("s", "S", doc.text))


@pytest.mark.parametrize(
    ("name", "about", "kept"),
    [
        ("associated_with", ["dombra"], True),
        ("associated_with", [], False),
        ("plays", [], True),
    ],
)
def test_a_story_keeps_the_themes_it_is_about_and_those_practised(name, about, kept):
    found = practised(name, about)
    assert [each.theme for each in found.themes] == ["dombra"] * kept
    assert [each.name for each in found.relations] == [name] * kept


_ENDS = {"Aru": ("entity", "0", 0, 1), "Bo": ("entity", "1", 2, 3), "Cy": ("entity", "2", 4, 5)}


def of_relations(*told: str, sure: float = 0.9) -> Reading:
    doc = mark_mentions(
        parse("Aru NNP nsubj 2 | met VBD ROOT 0 | Bo NNP obj 2 | , , punct 2 | Cy NNP conj 3"),
        person="Aru, Bo, Cy",
    )
    attrs = {"groups": {}, "about": [], "told_by": {"friendship": [2, "friend_of", "met"]}}
    doc.spans["themes"] = SpanGroup(doc, attrs=attrs)
    doc.user_data[RELATIONS] = [
        (name, _ENDS[subject], _ENDS[other], 0, "rule", sure)
        for subject, name, other in map(str.split, told)
    ]
    return to_reading(doc, Story("s", "S", doc.text))


@pytest.mark.parametrize(
    ("told", "spans"),
    [
        (("Aru friend_of Bo", "Aru friend_of Cy"), ["Bo", "Cy"]),
        (("Aru met Bo", "Aru friend_of Cy"), ["Bo", "Cy"]),
        (("Aru met Bo", "Cy met Bo"), ["Bo"]),
        (("Aru met Bo", "Bo friend_of Aru"), []),
        (("Aru friend_of Bo", "Aru taught Cy"), []),
        ((), []),
    ],
)
def test_relations_between_enough_ends_speak_of_a_theme(told, spans):
    themes = of_relations(*told).themes
    assert [each.text for each in themes] == spans
    assert {(each.theme, each.by) for each in themes} <= {("friendship", "relation")}


def test_doubtful_relations_speak_of_no_theme():
    assert of_relations("Aru friend_of Bo", "Aru friend_of Cy", sure=0.4).themes == ()


def test_a_doubtful_practice_keeps_no_theme():
    assert practised("plays", [], sure=0.3).themes == ()
