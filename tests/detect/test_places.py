"""Which place lies in which, as the text says."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.facts import BY_CLASSIFIER
from storygraph.detect.places import find_locations, without_impossible


def located(doc: Doc) -> set[tuple[str, str]]:
    found = find_locations(StoryContext(doc, {}))
    assert all(each.name == "located_in" for each in found)
    found = find_locations(StoryContext(doc, {}))
    return {
        (doc[each.subject[2] : each.subject[3]].text, doc[each.object[2] : each.object[3]].text)
        for each in found
    }


@pytest.mark.parametrize("dep", ["appos", "conj", "nmod"])
def test_a_town_before_a_comma_lies_in_the_country_after_it(dep):
    doc = parse(
        "She PRP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Turgovo NNP obl 2 | , , punct 6 |"
        f"Latvia NNP {dep} 4 | . . punct 2"
    )
    assert located(mark_mentions(doc, place="Turgovo, Latvia")) == {("Turgovo", "Latvia")}


def test_places_of_a_list_lie_in_none_of_the_others():
    doc = parse(
        "She PRP nsubj 2 | saw/see VBD ROOT 0 | Riga NNP obj 2 | , , punct 5 | Oslo NNP conj 3 |"
        "and CC cc 7 | Nukus NNP conj 3 | . . punct 2"
    )
    assert located(mark_mentions(doc, place="Riga, Oslo, Nukus")) == set()


def test_a_list_of_towns_each_with_its_country_is_told_from_one_of_places():
    doc = parse(
        "She PRP nsubj 2 | saw/see VBD ROOT 0 | Madrid NNP obj 2 | , , punct 5 | Spain NNP conj 3 |"
        "and CC cc 7 | Ghent NNP conj 3 | , , punct 9 | Belgium NNP conj 3 | . . punct 2"
    )
    marked = mark_mentions(doc, place="Madrid, Spain, Ghent, Belgium")
    assert located(marked) == {("Madrid", "Spain"), ("Ghent", "Belgium")}


def test_places_of_a_list_with_a_last_comma_lie_in_none_of_the_others():
    doc = parse(
        "She PRP nsubj 2 | saw/see VBD ROOT 0 | Riga NNP obj 2 | , , punct 5 | Oslo NNP conj 3 |"
        ", , punct 8 | and CC cc 8 | Nukus NNP conj 3 | . . punct 2"
    )
    assert located(mark_mentions(doc, place="Riga, Oslo, Nukus")) == set()


def test_a_list_without_a_conjunction_is_a_list():
    doc = parse(
        "She PRP nsubj 2 | saw/see VBD ROOT 0 | Riga NNP obj 2 | , , punct 5 | Oslo NNP conj 3 |"
        ", , punct 7 | Nukus NNP conj 3 | . . punct 2"
    )
    assert located(mark_mentions(doc, place="Riga, Oslo, Nukus")) == set()


@pytest.mark.parametrize("head", [3, 6])
def test_places_with_a_preposition_each_lie_in_none_of_the_others(head):
    doc = parse(
        "shown/show VBN ROOT 0 | in IN case 3 | Riga NNP obl 1 | , , punct 6 | in IN case 6 |"
        f"Nukus NNP {'nmod 3' if head == 3 else 'obl 1'} | and CC cc 9 | in IN case 9 |"
        "tents NNS conj 3"
    )
    assert located(mark_mentions(doc, place="Riga, Nukus")) == set()


def test_a_museum_lies_in_the_place_of_its_phrase():
    doc = parse(
        "the DT det 3 | Savin NNP compound 3 | Museum NNP ROOT 0 | in IN case 5 | Nukus NNP nmod 3"
    )
    mark_mentions(doc, organization="Savin Museum", place="Nukus")
    assert located(doc) == {("Savin Museum", "Nukus")}


def test_a_person_before_a_comma_lies_in_no_place():
    doc = parse("Aru NNP ROOT 0 | , , punct 3 | Latvia NNP appos 1")
    assert located(mark_mentions(doc, person="Aru", place="Latvia")) == set()


def test_a_place_does_not_lie_in_itself():
    doc = parse("Riga NNP ROOT 0 | , , punct 3 | Riga NNP appos 1")
    assert located(mark_mentions(doc, place="Riga")) == set()


def test_where_a_verb_says_where_no_place_lies_in_another():
    doc = parse(
        "Riga NNP nsubj 2 | grew/grow VBD ROOT 0 | in IN case 4 | Latvia NNP obl 2 | . . punct 2"
    )
    assert located(mark_mentions(doc, place="Riga, Latvia")) == set()


def test_a_concert_hall_after_a_comma_holds_no_town():
    doc = parse("Tengri NNP ROOT 0 | , , punct 4 | Savin NNP compound 4 | Hall NNP appos 1")
    mark_mentions(doc, organization="Tengri", place="Savin Hall")
    assert located(doc) == set()


def test_a_town_described_as_lying_in_a_country_lies_there():
    doc = parse(
        "Turgovo NNP ROOT 0 | , , punct 5 | a DT det 5 | small JJ amod 5 | town NN dep 1 |"
        "in IN case 7 | Latvia NNP obl 1"
    )
    assert located(mark_mentions(doc, place="Turgovo, Latvia")) == {("Turgovo", "Latvia")}


def test_a_town_that_is_in_a_country_by_its_sentence_lies_there():
    doc = parse(
        "Turgovo NNP nsubj 4 | is/be VBZ cop 4 | a DT det 4 | town NN ROOT 0 | in IN case 6 |"
        "Latvia NNP nmod 4"
    )
    assert located(mark_mentions(doc, place="Turgovo, Latvia")) == {("Turgovo", "Latvia")}


def test_a_lifespan_puts_no_birthplace_into_a_place_of_death():
    doc = parse("Turgovo NNP ROOT 0 | – SYM case 4 | in IN case 4 | Riga NNP nmod 1")
    assert located(mark_mentions(doc, place="Turgovo, Riga")) == set()


@pytest.mark.parametrize(
    ("outer", "by", "stays"),
    [
        ("Latvia", BY_CLASSIFIER, True),
        ("Latvia", "apposed place", True),
        ("Peru", BY_CLASSIFIER, False),
        ("Peru", "apposed place", True),
    ],
)
def test_no_guess_puts_a_town_in_another_country(outer, by, stays):
    doc = parse(f"Riga NNP ROOT 0 | , , punct 1 | {outer} NNP nmod 1")
    context = StoryContext(mark_mentions(doc, place=f"Riga, {outer}"), {})
    ends = map(context.end_of, context.mentions)
    said = FoundRelation("located_in", *ends, 0, by, 0.9)
    assert list(without_impossible(context, [said])) == [said] * stays
