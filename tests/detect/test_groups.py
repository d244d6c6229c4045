"""Plural words that stand for several people, and those that stand for none."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_mentions, parse

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.groups import find_groups

PAIR = "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | met/meet VBD ROOT 0 | . . punct 4"
MET = "Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2 | . . punct 2"


def groups(doc: Doc) -> dict[str, set[str]]:
    """Return the names of the people behind each plural word of a doc, by its text."""
    people = [span for span in doc.spans["mentions"] if span.label_ == "person"]
    entities = doc.spans["mentions"].attrs["entities"]
    found = find_groups(doc, people, sentence_numbers(doc))
    return {
        doc[index].text: {entities[int(each.span.kb_id_)][1][0] for each in members}
        for index, members in found.items()
    }


@pytest.mark.parametrize("before", [PAIR, MET], ids=["coordinated", "the two of a sentence"])
@pytest.mark.parametrize(
    "table",
    [
        "They PRP nsubj 2 | sang/sing VBD ROOT 0",
        "The DT det 2 | couple NN nsubj 3 | sang/sing VBD ROOT 0",
        "The DT det 3 | two CD nummod 3 | painters/painter NNS nsubj 4 | sang/sing VBD ROOT 0",
        "The DT det 2 | two CD nsubj 3 | sang/sing VBD ROOT 0",
    ],
    ids=["they", "couple", "two painters", "the two"],
)
def test_a_plural_word_stands_for_the_people_just_spoken_of(before, table):
    doc = mark_mentions(parse(f"{before}\n\n{table}"), person="Aru, Dana")
    assert list(groups(doc).values()) == [{"Aru", "Dana"}]


def test_they_are_still_the_same_after_a_sentence_that_says_they():
    table = f"{PAIR}\n\nThey PRP nsubj 2 | sang VBD ROOT 0\n\nThey PRP nsubj 2 | slept VBD ROOT 0"
    doc = mark_mentions(parse(table), person="Aru, Dana")
    people = [span for span in doc.spans["mentions"] if span.label_ == "person"]
    found = find_groups(doc, people, sentence_numbers(doc))
    assert [len(members) for members in found.values()] == [2, 2]


def test_one_person_alone_is_no_group():
    table = "Aru NNP nsubj 2 | slept VBD ROOT 0\n\nThey PRP nsubj 2 | sang VBD ROOT 0"
    assert groups(mark_mentions(parse(table), person="Aru")) == {}


def test_people_far_back_are_not_meant():
    table = "\n\n".join([PAIR, *["It PRP nsubj 2 | rained VBD ROOT 0"] * 3])
    table += "\n\nThey PRP nsubj 2 | sang VBD ROOT 0"
    assert groups(mark_mentions(parse(table), person="Aru, Dana")) == {}


def test_a_couple_that_was_not_spoken_of_is_nobody_known():
    table = f"{PAIR}\n\nA DT det 2 | couple NN nsubj 3 | sang/sing VBD ROOT 0"
    assert groups(mark_mentions(parse(table), person="Aru, Dana")) == {}


def test_the_family_is_that_of_whom_the_sentence_before_speaks_first():
    table = f"{MET}\n\nThe DT det 2 | family NN nsubj 3 | moved/move VBD ROOT 0"
    assert groups(mark_mentions(parse(table), person="Aru, Dana")) == {"family": {"Aru"}}


def test_we_are_whoever_says_i_nearby():
    table = "I PRP nsubj 2 | slept VBD ROOT 0\n\nWe PRP nsubj 2 | moved/move VBD ROOT 0"
    assert groups(mark_mentions(parse(table), person="I")) == {"We": {"I"}}


def test_we_between_two_who_say_i_are_unsure():
    table = (
        "I PRP nsubj 2 | slept VBD ROOT 0\n\nWe PRP nsubj 2 | moved/move VBD ROOT 0\n\n"
        "Me PRP nsubj 2 | slept VBD ROOT 0"
    )
    assert groups(mark_mentions(parse(table), person="I, Me")) == {}


MARRIED = "Aru NNP nsubj 2 | married/marry VBD ROOT 0 | Dana NNP obj 2 | . . punct 2"
COUPLE = "The DT det 2 | couple NN nsubj 3 | returned/return VBD ROOT 0"


def test_the_only_couple_of_a_story_is_meant_however_long_ago_they_married():
    long = "\n\n".join(["It PRP nsubj 2 | rained/rain VBD ROOT 0"] * 60)
    other = "Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Omar NNP obj 2"
    doc = mark_mentions(
        parse(f"{MARRIED}\n\n{long}\n\n{other}\n\n{COUPLE}"), person="Aru, Dana, Omar"
    )
    assert groups(doc)["couple"] == {"Aru", "Dana"}
