"""Which themes a story ties to whom."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.associations import find_associations, find_practices
from storygraph.detect.context import StoryContext
from storygraph.detect.frames import load_frames

PAINTER = ("painter", "painting", "practice art", "maker")
PAINT = ("painted", "painting", "practice art", "verb")
PAINTINGS = ("paintings", "painting", "practice art", "noun")
DOMBRA = ("dombra", "dombra", "instrument music", "noun")


PIANIST = ("pianist", "piano", "instrument music", "maker")


def stated(doc: Doc, find) -> set[tuple[str, str]]:
    """Return the entity's span and the theme of each relation found."""
    context = StoryContext(doc, load_frames().hypothetical)
    return {(doc[each.subject[2] : each.subject[3]].text, each.object[1]) for each in find(context)}


@pytest.mark.parametrize(
    ("table", "theme"),
    [
        (
            "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | painter NN ROOT 0 | . . punct 4",
            PAINTER,
        ),
        (
            "Aru NNP nsubj 2 | was/be VBD ROOT 0 | a DT det 4 | painter NN attr 2 | . . punct 2",
            PAINTER,
        ),
        (
            "Aru NNP nsubj 2 | became/become VBD ROOT 0 | a DT det 4 | painter NN obj 2 |"
            ". . punct 2",
            PAINTER,
        ),
        (
            "The DT det 2 | painter NN nsubj 4 | Aru NNP appos 2 | slept/sleep VBD ROOT 0 |"
            ". . punct 4",
            PAINTER,
        ),
        (
            "Aru NNP nsubj 6 | , , punct 4 | a DT det 4 | painter NN appos 1 | , , punct 1 |"
            "slept/sleep VBD ROOT 0 | . . punct 6",
            PAINTER,
        ),
        (
            "Aru NNP nsubj 2 | worked/work VBD ROOT 0 | as IN case 5 | a DT det 5 |"
            "painter NN obl 2 | . . punct 2",
            PAINTER,
        ),
        ("Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | . . punct 2", PAINT),
    ],
    ids=["copula", "ClearNLP copula", "became", "the painter X", "X, a painter,", "as", "verb"],
)
def test_who_practises_an_art_is_said_in_many_ways(table, theme):
    doc = mark_themes(mark_mentions(parse(table), person="Aru"), theme)
    assert stated(doc, find_practices) == {("Aru", "painting")}


@pytest.mark.parametrize(
    ("table", "theme"),
    [
        (
            "Aru NNP nsubj 5 | was/be VBD cop 5 | not RB advmod 5 | a DT det 5 | painter NN ROOT 0",
            PAINTER,
        ),
        ("Aru NNP nsubj 3 | never RB advmod 3 | painted/paint VBD ROOT 0", PAINT),
        ("Aru NNP nsubj 2 | met/meet VBD ROOT 0 | a DT det 4 | painter NN obj 2", PAINTER),
        ("Aru NNP nsubj 2 | bought/buy VBD ROOT 0 | paintings/painting NNS obj 2", PAINTINGS),
    ],
    ids=["denied noun", "denied verb", "somebody else", "a thing"],
)
def test_who_does_not_practise_an_art_is_not_said_to(table, theme):
    doc = mark_themes(mark_mentions(parse(table), person="Aru"), theme)
    assert stated(doc, find_practices) == set()


def test_a_bare_instrument_is_no_practice():
    doc = parse("Aru NNP nsubj 2 | played/play VBD ROOT 0 | dombra NN obj 2")
    mark_themes(mark_mentions(doc, person="Aru"), DOMBRA)
    assert stated(doc, find_practices) == set()


@pytest.mark.parametrize(
    ("table", "theme"),
    [
        ("Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | pianist NN ROOT 0", PIANIST),
        (
            "The DT det 2 | pianist NN nsubj 4 | Aru NNP appos 2 | slept/sleep VBD ROOT 0",
            PIANIST,
        ),
        (
            "Aru NNP nmod:poss 3 | 's POS case 1 | dombra NN nsubj 4 | rang/ring VBD ROOT 0",
            DOMBRA,
        ),
    ],
    ids=["copula", "the pianist X", "own instrument"],
)
def test_who_plays_an_instrument_is_said_by_nouns_too(table, theme):
    doc = mark_themes(mark_mentions(parse(table), person="Aru"), theme)
    assert stated(doc, find_practices) == {("Aru", theme[1])}


def test_who_is_no_pianist_plays_no_piano():
    doc = parse(
        "Aru NNP nsubj 5 | was/be VBD cop 5 | not RB advmod 5 | a DT det 5 | pianist NN ROOT 0"
    )
    mark_themes(mark_mentions(doc, person="Aru"), PIANIST)
    assert stated(doc, find_practices) == set()


def test_a_theme_is_tied_to_its_possessor():
    doc = parse(
        "Dana NNP nsubj 2 | saw/see VBD ROOT 0 | Aru NNP nmod:poss 5 | 's POS case 3 |"
        "paintings/painting NNS obj 2 | . . punct 2"
    )
    mark_themes(mark_mentions(doc, person="Aru, Dana"), PAINTINGS)
    assert ("Aru", "painting") in stated(doc, find_associations)


def test_a_theme_is_tied_to_the_subject_of_its_clause():
    doc = parse(
        "Aru NNP nsubj 2 | loved/love VBD ROOT 0 | the DT det 4 | dombra NN obj 2 | and CC cc 7 |"
        "Dana NNP nsubj 7 | slept/sleep VBD conj 2 | . . punct 2"
    )
    mark_themes(mark_mentions(doc, person="Aru, Dana"), DOMBRA)
    assert stated(doc, find_associations) == {("Aru", "dombra")}


def test_a_theme_is_tied_to_what_stands_in_its_phrase():
    doc = parse(
        "A DT det 2 | dombra NN nsubj 5 | from IN case 4 | Nukus NNP nmod 2 | rang/ring VBD ROOT 0"
    )
    mark_themes(mark_mentions(doc, place="Nukus"), DOMBRA)
    assert stated(doc, find_associations) == {("Nukus", "dombra")}


def test_a_theme_is_tied_to_the_only_person_of_its_sentence():
    doc = parse(
        "The DT det 2 | dombra NN nsubj 3 | hung/hang VBD ROOT 0 | above IN case 5 |"
        "Aru NNP obl 3 | . . punct 3"
    )
    mark_themes(mark_mentions(doc, person="Aru"), DOMBRA)
    assert stated(doc, find_associations) == {("Aru", "dombra")}


def test_a_theme_is_tied_to_nobody_of_another_sentence():
    doc = parse(
        "Aru NNP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n"
        "The DT det 2 | dombra NN nsubj 3 | hung/hang VBD ROOT 0 | there RB advmod 3 | . . punct 3"
    )
    mark_themes(mark_mentions(doc, person="Aru"), DOMBRA)
    assert stated(doc, find_associations) == set()


def test_a_theme_that_is_denied_is_tied_to_nobody():
    doc = parse(
        "Aru NNP nsubj 4 | did/do VBD aux 4 | not RB advmod 4 | love VB ROOT 0 | dombra NN obj 4 |"
        ". . punct 4"
    )
    mark_themes(mark_mentions(doc, person="Aru"), DOMBRA)
    assert stated(doc, find_associations) == set()


def test_a_theme_is_tied_to_the_person_once():
    doc = parse(
        "Aru NNP nmod:poss 3 | 's POS case 1 | dombra NN nsubj 4 | pleased/please VBD ROOT 0 |"
        "Aru NNP obj 4 | . . punct 4"
    )
    mark_themes(mark_mentions(doc, person="Aru"), DOMBRA)
    context = StoryContext(doc, load_frames().hypothetical)
    assert len(list(find_associations(context))) == 1
