"""Grammar in both label schemes: Universal Dependencies and ClearNLP."""

import pytest
from spacy.tokens import Doc, Token
from tests.parsing import parse, token_of

from storygraph.detect.relatives import relative_object
from storygraph.detect.syntax import (
    arguments,
    conjuncts,
    is_passive,
    predicated_of,
    preposition,
    subjects,
)


def roles(doc: Doc, predicate: str) -> list[tuple[str, str]]:
    return [(each.role, each.token.text) for each in arguments(token_of(doc, predicate))]


def names(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


SHE_PAINTED = {
    "ud": "Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | boats/boat NNS obj 2 | in IN case 5 |"
    "Riga NNP obl 2",
    "clear": "Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | boats/boat NNS dobj 2 | in IN prep 2 |"
    "Riga NNP pobj 4",
}
WAS_PAINTED = {
    "ud": "It PRP nsubj:pass 3 | was/be VBD aux:pass 3 | painted/paint VBN ROOT 0 | by IN case 5 |"
    "Aru NNP obl:agent 3",
    "clear": "It PRP nsubjpass 3 | was/be VBD auxpass 3 | painted/paint VBN ROOT 0 |"
    "by IN agent 3 | Aru NNP pobj 4",
}
GAVE = {
    "ud": "He PRP nsubj 2 | taught/teach VBD ROOT 0 | Aru NNP iobj 2 | weaving NN obj 2",
    "clear": "He PRP nsubj 2 | taught/teach VBD ROOT 0 | Aru NNP dative 2 | weaving NN dobj 2",
}
HER_NOVEL = {
    "ud": "Aru NNP nmod:poss 3 | 's POS case 1 | novel NN ROOT 0",
    "clear": "Aru NNP poss 3 | 's POS case 1 | novel NN ROOT 0",
}
WROTE_AND_SANG = dict.fromkeys(
    ("ud", "clear"),
    "Aru NNP nsubj 2 | wrote/write VBD ROOT 0 | and CC cc 4 | sang/sing VBD conj 2",
)
WHO_WROTE = {
    "ud": "Aru NNP nsubj 5 | , , punct 4 | who WP nsubj 4 | wrote/write VBD acl:relcl 1 |"
    "slept/sleep VBD ROOT 0",
    "clear": "Aru NNP nsubj 5 | , , punct 4 | who WP nsubj 4 | wrote/write VBD relcl 1 |"
    "slept/sleep VBD ROOT 0",
}
THAT_SHE_WROTE = {
    "ud": "The DT det 2 | song NN nsubj 6 | that WDT obj 5 | Aru NNP nsubj 5 |"
    "wrote/write VBD acl:relcl 2 | lasted/last VBD ROOT 0",
    "clear": "The DT det 2 | song NN nsubj 6 | that WDT dobj 5 | Aru NNP nsubj 5 |"
    "wrote/write VBD relcl 2 | lasted/last VBD ROOT 0",
}
BEGAN_TO_PLAY = dict.fromkeys(
    ("ud", "clear"),
    "Aru NNP nsubj 2 | began/begin VBD ROOT 0 | to TO aux 4 | play VB xcomp 2",
)
ASKED_HER_TO_PLAY = {
    "ud": "He PRP nsubj 2 | asked/ask VBD ROOT 0 | Aru NNP obj 2 | to TO mark 5 | play VB xcomp 2",
    "clear": "He PRP nsubj 2 | asked/ask VBD ROOT 0 | Aru NNP dobj 2 | to TO aux 5 |"
    "play VB xcomp 2",
}
AFTER_PLAYING = {
    "ud": "After IN mark 2 | playing/play VBG advcl 5 | , , punct 5 | Aru NNP nsubj 5 |"
    "left/leave VBD ROOT 0",
    "clear": "After IN prep 5 | playing/play VBG pcomp 1 | , , punct 5 | Aru NNP nsubj 5 |"
    "left/leave VBD ROOT 0",
}
WAS_A_PAINTER = {
    "ud": "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | painter NN ROOT 0",
    "clear": "Aru NNP nsubj 2 | was/be VBD ROOT 0 | a DT det 4 | painter NN attr 2",
}
BECAME_A_PAINTER = {
    "ud": "Aru NNP nsubj 2 | became/become VBD ROOT 0 | a DT det 4 | painter NN obj 2",
    "clear": "Aru NNP nsubj 2 | became/become VBD ROOT 0 | a DT det 4 | painter NN attr 2",
}
schemes = pytest.mark.parametrize("scheme", ["ud", "clear"])


@schemes
def test_subject_object_and_preposition_are_roles(scheme):
    assert roles(parse(SHE_PAINTED[scheme]), "painted") == [
        ("subject", "Aru"),
        ("object", "boats"),
        ("in", "Riga"),
    ]


@schemes
def test_a_passive_has_its_subject_and_its_agent(scheme):
    assert roles(parse(WAS_PAINTED[scheme]), "painted") == [("passive", "It"), ("by", "Aru")]


@schemes
def test_an_indirect_object_is_a_role_of_its_own(scheme):
    assert roles(parse(GAVE[scheme]), "taught") == [
        ("subject", "He"),
        ("indirect", "Aru"),
        ("object", "weaving"),
    ]


@schemes
def test_a_possessor_is_a_role_of_its_noun(scheme):
    assert roles(parse(HER_NOVEL[scheme]), "novel") == [("of", "Aru")]


@schemes
def test_a_preposition_governs_its_phrase(scheme):
    assert preposition(token_of(parse(SHE_PAINTED[scheme]), "Riga")) == "in"


@schemes
def test_a_bare_noun_has_no_preposition(scheme):
    assert preposition(token_of(parse(SHE_PAINTED[scheme]), "boats")) == ""
    assert preposition(token_of(parse(SHE_PAINTED[scheme]), "in")) == ""


@schemes
def test_a_passive_is_told_from_an_active(scheme):
    assert is_passive(token_of(parse(WAS_PAINTED[scheme]), "painted"))
    assert not is_passive(token_of(parse(SHE_PAINTED[scheme]), "painted"))


def test_a_participle_beside_one_in_ing_is_passive():
    film = "film NN ROOT 0 | starring/star VBG acl 1 | Aru NNP obj 2 | and CC cc 5 |"
    doc = parse(film + "directed/direct VBN conj 2 | by IN case 7 | Bek NNP obl:agent 5")
    assert is_passive(token_of(doc, "directed"))
    assert names(subjects(token_of(doc, "directed"))) == ["film"]
    assert not is_passive(token_of(doc, "starring"))


def test_a_participle_after_its_noun_is_passive():
    doc = parse("works/work NNS ROOT 0 | painted/paint VBN acl 1 | by IN case 4 | Aru NNP obl 2")
    assert is_passive(token_of(doc, "painted"))


def test_a_perfect_is_active():
    doc = parse("She PRP nsubj 3 | had/have VBD aux 3 | painted/paint VBN ROOT 0")
    assert not is_passive(token_of(doc, "painted"))


@schemes
def test_a_conjoined_verb_inherits_the_subject(scheme):
    assert names(subjects(token_of(parse(WROTE_AND_SANG[scheme]), "sang"))) == ["Aru"]


@schemes
def test_a_relative_pronoun_stands_for_its_noun(scheme):
    assert names(subjects(token_of(parse(WHO_WROTE[scheme]), "wrote"))) == ["Aru"]


@schemes
def test_a_relative_clause_has_its_noun_as_object(scheme):
    doc = parse(THAT_SHE_WROTE[scheme])
    gap = relative_object(token_of(doc, "wrote"))
    assert gap is not None
    assert gap.text == "song"
    assert names(subjects(token_of(doc, "wrote"))) == ["Aru"]


@schemes
def test_a_relative_pronoun_as_subject_leaves_no_object(scheme):
    assert relative_object(token_of(parse(WHO_WROTE[scheme]), "wrote")) is None


@schemes
def test_an_infinitive_takes_the_subject_of_its_clause(scheme):
    assert names(subjects(token_of(parse(BEGAN_TO_PLAY[scheme]), "play"))) == ["Aru"]


@schemes
def test_an_infinitive_takes_the_object_of_a_verb_of_asking(scheme):
    assert names(subjects(token_of(parse(ASKED_HER_TO_PLAY[scheme]), "play"))) == ["Aru"]


@schemes
def test_a_participle_takes_the_subject_of_the_clause_above(scheme):
    assert names(subjects(token_of(parse(AFTER_PLAYING[scheme]), "playing"))) == ["Aru"]


@schemes
def test_a_noun_is_said_of_the_subject_of_its_copula(scheme):
    assert names(predicated_of(token_of(parse(WAS_A_PAINTER[scheme]), "painter"))) == ["Aru"]


@schemes
def test_a_noun_is_said_of_whoever_becomes_it(scheme):
    assert names(predicated_of(token_of(parse(BECAME_A_PAINTER[scheme]), "painter"))) == ["Aru"]


@schemes
def test_an_object_is_not_said_of_the_subject(scheme):
    assert predicated_of(token_of(parse(SHE_PAINTED[scheme]), "boats")) == []


def test_a_second_predicate_noun_is_said_of_the_same_subject():
    doc = parse(
        "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | painter NN ROOT 0 | and CC cc 6 |"
        "weaver NN conj 4"
    )
    assert names(predicated_of(token_of(doc, "weaver"))) == ["Aru"]


def test_coordinated_subjects_all_count():
    doc = parse(
        "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | sang/sing VBD ROOT 0 | . . punct 4"
    )
    assert names(subjects(token_of(doc, "sang"))) == ["Aru", "Dana"]


def test_a_list_of_names_is_coordinated_throughout():
    doc = parse("Riga NNP ROOT 0 | , , punct 3 | Oslo NNP conj 1 | and CC cc 5 | Nukus NNP conj 1")
    assert names(conjuncts(token_of(doc, "Riga"))) == ["Riga", "Oslo", "Nukus"]


def test_two_names_with_a_mere_comma_are_no_coordination():
    doc = parse("Riga NNP ROOT 0 | , , punct 3 | Latvia NNP conj 1")
    assert names(conjuncts(token_of(doc, "Riga"))) == ["Riga"]


def test_a_plain_clause_with_a_conjunction_of_its_own_gives_no_subject_away():
    doc = parse(
        "He PRP nsubj 2 | said/say VBD ROOT 0 | that IN mark 5 | it PRP nsubj 5 |"
        "rained/rain VBD ccomp 2"
    )
    assert names(subjects(token_of(doc, "rained"))) == ["it"]


def test_a_subjectless_clause_after_that_inherits_nobody():
    doc = parse("He PRP nsubj 2 | said/say VBD ROOT 0 | that IN mark 4 | rained/rain VBD ccomp 2")
    assert subjects(token_of(doc, "rained")) == []


def test_a_dream_of_doing_something_is_dreamt_by_its_owner():
    doc = parse(
        "Aru NNP nmod:poss 3 | 's POS case 1 | wish NN nsubj 6 | to TO mark 5 | sing VB acl 3 |"
        "grew/grow VBD ROOT 0"
    )
    assert names(subjects(token_of(doc, "sing"))) == ["Aru"]


def test_a_heading_whose_clause_and_participle_point_at_each_other_has_an_end():
    # "Showing how fond the baker was", as parsers take it: the baker for who shows.
    doc = parse(
        "Showing/show VBG ROOT 0 | how WRB advmod 3 | fond JJ ccomp 1 | the DT det 5 |"
        "baker NN nsubj 1 | was/be VBD cop 3"
    )
    assert names(subjects(token_of(doc, "Showing"))) == ["baker"]
    assert names(subjects(token_of(doc, "fond"))) == ["baker"]
