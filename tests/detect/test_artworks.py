"""Titles of works: in quotes and bare; and what is none."""

import pytest
from spacy.tokens import Doc, Span
from tests.parsing import VOCAB, find, mark_names, texts, words

from storygraph.detect.artworks import (
    create_artworks,
    find_titles,
    quoted_stretches,
    whole_title,
)

NOUNS = set("novel painting film album poem portrait song ballet book".split())
VERBS = {
    "painted": "paint",
    "called": "call",
    "titled": "title",
    "wrote": "write",
    "said": "say",
    "asked": "ask",
    "whispered": "whisper",
}


def titles(text: str, **names: str) -> list[str]:
    """Return the titles in a text whose tokens carry a rough part of speech and no parse."""
    raw = words(text)
    doc = Doc(
        VOCAB,
        [token.text for token in raw],
        spaces=[bool(token.whitespace_) for token in raw],
        pos=[rough_pos(token.text) for token in raw],
        lemmas=[VERBS.get(token.lower_, token.lower_) for token in raw],
    )
    mark_names(doc, {name.replace("_", " "): label for name, label in names.items()})
    return texts(find_titles(doc))


def rough_pos(word: str) -> str:
    if word.lower() in VERBS:
        return "VERB"
    if word.lower() in NOUNS:
        return "NOUN"
    return "PROPN" if word[:1].isupper() else "X"


@pytest.mark.parametrize(
    "text",
    [
        'The resulting album, "Night Loom," sold well.',
        "The resulting album, “Night Loom,” sold well.",
        "Her novel «Night Loom» sold well.",
        "Her novel *Night Loom* sold well.",
        "He painted “Night Loom” in spring.",
        "“Night Loom”, a novel about weavers, sold well.",
        "They met before “Night Loom” was shown.",
    ],
)
def test_a_quoted_title_is_found_without_its_quotes(text):
    assert titles(text) == ["Night Loom"]


def test_a_title_of_plain_words_counts_where_a_noun_announces_it():
    assert titles("Her poem “What the river knows” won.") == ["What the river knows"]


def test_a_noun_that_announces_nothing_bare_announces_a_title_in_quotes():
    assert titles("She wrote a slim book, “What the river knows”, there.") == [
        "What the river knows"
    ]
    assert titles("She lost the book Anna gave her.") == []


def test_what_somebody_calls_it_is_its_title():
    assert titles("She called it “My goat goes out” at last.") == ["My goat goes out"]
    assert titles("She called him “Swift Goat” at last.") == []


def test_capitalised_words_set_off_by_asterisks_are_a_title():
    assert titles("The pieces are tiny: *The Gleaners*, or *Tin Moon*.") == [
        "The Gleaners",
        "Tin Moon",
    ]
    assert titles("*Never* again, and the dutar is *not* here.") == []


def test_a_single_word_set_off_within_a_sentence_is_a_title():
    assert titles("She played the song, *Lichen*, and read *Dust*.") == ["Lichen", "Dust"]
    assert titles("She met the girl, *Aru*, and Aru sang.", Aru="PERSON") == []


def test_people_set_off_by_asterisks_are_no_title():
    assert titles("Among them: *Aru Bek* and others.", Aru_Bek="PERSON") == []


def test_a_title_may_stand_within_speech():
    text = "“I knew the song ‘Tin Moon’ before,” she said."
    assert titles(text) == ["Tin Moon"]
    assert titles("“I knew the weavers' song,” she said, “before.”") == []


def test_a_one_word_title_counts_where_a_noun_announces_it():
    assert titles("The album, “Tengiri,” sold well.") == ["Tengiri"]


@pytest.mark.parametrize(
    "text",
    [
        "“Stay Here,” she said.",
        "She whispered, “Come Home.”",
        "“Where is it?” he asked.",
        "He called it “a waste of paint” and left.",
        "“Go!” Then silence.",
    ],
)
def test_speech_is_no_title(text):
    assert titles(text) == []


@pytest.mark.parametrize(
    ("quoted", "is_title"),
    [
        ("Salt and Loom: The Weavers of Osh", True),
        ("Salt and loom: The Weavers of Osh", False),
        ("Salt and Loom: the Weavers of Osh", False),
        ("Salt: Loom: Osh", False),
    ],
)
def test_a_title_in_quotes_may_have_a_subtitle(quoted, is_title):
    assert titles(f"It appeared as “{quoted}” then.") == [quoted] * is_title


@pytest.mark.parametrize(("between", "number"), [(":", 1), ("...", 1), ("…", 1), (",", 2)])
def test_a_bare_title_goes_on_behind_a_colon_or_dots(between, number):
    doc = words(f"She wrote Night Loom {between} Salt Road there.")
    doc.ents = [Span(doc, 2, 4, label="WORK_OF_ART"), Span(doc, 5, 7, label="WORK_OF_ART")]
    found = texts(create_artworks(None, "artworks")(doc).ents)
    assert found == (["Night Loom", "Salt Road"] if number > 1 else [doc[2:7].text])


def test_a_long_quotation_is_no_title():
    assert titles("“" + "Word " * 14 + "end” stood on the wall.") == []


def test_a_nickname_is_no_title():
    assert titles("Aru “Swallow” Bek sang.", Aru="PERSON", Bek="PERSON") == []


def test_quotes_never_reach_across_a_paragraph():
    doc = words("He left “Night\n\nLoom” there.")
    assert list(quoted_stretches(doc)) == []


def test_an_apostrophe_opens_no_quotation():
    assert titles("It was the weavers' room, and Dana's novel' lay there.") == []


@pytest.mark.parametrize("label", ["EVENT", "ORG"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It hung in “Night Loom” at Osh.", []),
        ("He painted “Night Loom” in spring.", ["Night Loom"]),
        ("It hung in “The Night Loom” at Osh.", ["The Night Loom"]),
    ],
)
def test_an_event_in_quotes_is_no_title_unless_somebody_made_it(text, found, label):
    assert titles(text, Night_Loom=label) == found


def test_the_component_finds_a_title_again_where_no_quotes_stand():
    doc = words("He painted “Night Loom” once. Night Loom burned.")
    doc = Doc(
        VOCAB,
        [token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        lemmas=[VERBS.get(token.lower_, token.lower_) for token in doc],
        pos=[rough_pos(token.text) for token in doc],
    )
    found = create_artworks(None, "artworks")(doc).ents
    assert [(span.text, span.label_) for span in found] == [("Night Loom", "WORK_OF_ART")] * 2


def test_the_component_keeps_other_names_and_drops_those_inside_a_title():
    doc = words("Aru painted “Riga Nights” there.")
    doc = Doc(
        VOCAB,
        [token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        lemmas=[VERBS.get(token.lower_, token.lower_) for token in doc],
        pos=[rough_pos(token.text) for token in doc],
    )
    doc.ents = [*find(doc, "Aru", "PERSON"), *find(doc, "Riga", "GPE")]
    found = create_artworks(None, "artworks")(doc).ents
    assert [(s.text, s.label_) for s in found] == [
        ("Aru", "PERSON"),
        ("Riga Nights", "WORK_OF_ART"),
    ]


@pytest.mark.parametrize(
    ("text", "tagged", "whole"),
    [
        ("She sang Snow on the Stove there.", "Snow", "Snow on the Stove"),
        ("She wrote Hour of Tide there.", "Hour", "Hour of Tide"),
        ("She showed Snow in Osh then.", "Snow", "Snow"),
        ("She played Snow and Osh heard.", "Snow", "Snow"),
        ("He cut Harmattan at Wren Studio then.", "Harmattan at Wren Studio", "Harmattan"),
        ("He cut Salt at Wren Studio in 1975.", "Salt at Wren Studio in 1975", "Salt"),
        ("He made Dust in 1975 there.", "Dust in 1975", "Dust"),
        ("He made Dust in Autumn there.", "Dust in Autumn", "Dust in Autumn"),
        ("He made “Snow” and Stove then.", "Snow", "Snow"),
    ],
)
def test_a_bare_title_is_cut_or_lengthened_to_the_whole(text, tagged, whole):
    doc = words(text)
    mark_names(doc, {"Osh": "GPE"} if "Osh" in text else {})
    start = doc.text.index(tagged)
    span = doc.char_span(start, start + len(tagged), label="WORK_OF_ART")
    assert whole_title(span).text == whole


def test_a_bare_title_goes_on_after_a_possessive():
    doc = words("He wrote The Weaver 's Atlas there.")
    doc.ents = [Span(doc, 2, 4, label="WORK_OF_ART"), Span(doc, 5, 6, label="PERSON")]
    assert whole_title(doc.ents[0]).text == "The Weaver 's Atlas"


def test_a_bare_title_ends_before_where_and_when():
    doc = words("They taped Monsoon at Wren Studios in 1975 .")
    assert whole_title(Span(doc, 2, 8, label="WORK_OF_ART")).text == "Monsoon"
