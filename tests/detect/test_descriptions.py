"""Nouns and the names that say whom they denote, in good parses and in torn ones."""

import pytest
from spacy.tokens import Token
from tests.parsing import parse

from storygraph.detect.descriptions import described_by, names_beside


def is_name(token: Token) -> bool:
    return token.text in {"Aru", "Bek", "Dana"}


def named(table: str, noun: str) -> list[str]:
    doc = parse(table)
    token = next(each for each in doc if each.text == noun)
    return [each.text for each in names_beside(token, is_name)]


@pytest.mark.parametrize(
    "table",
    [
        "her PRP$ nmod:poss 2 | sister NN nsubj 4 | Aru NNP appos 2 | sang VBD ROOT 0",
        "her PRP$ nmod:poss 2 | sister NN nsubj 7 | , , punct 5 | the DT det 5 | weaver NN appos 2"
        "| Aru NNP appos 5 | sang VBD ROOT 0",
        "her PRP$ nmod:poss 2 | sister NN nsubj 8 | , , punct 6 | the DT det 5 | weaver NN nmod 6"
        "| Aru NNP obl 8 | , , punct 8 | sang VBD ROOT 0",
        "her PRP$ nmod:poss 2 | sister NN nsubj 5 | is/be VBZ cop 5 | the DT det 5 |"
        "weaver NN ROOT 0 | Aru NNP appos 5",
        "her PRP$ nmod:poss 2 | sister NN nsubj 4 | was/be VBD cop 4 | Aru NNP ROOT 0",
        "a DT det 2 | sister NN nsubj 5 | named/name VBN acl 2 | Aru NNP xcomp 3 | sang VBD ROOT 0",
        "Aru NNP ROOT 0 | , , punct 4 | a DT det 4 | sister NN dep 1 | who WP nsubj 6 |"
        "sang VBD acl:relcl 1",
    ],
    ids=["beside", "chain", "torn chain", "is the weaver", "was", "named", "name before"],
)
def test_a_noun_denotes_whom_the_name_beside_it_names(table):
    assert named(table, "sister") == ["Aru"]


@pytest.mark.parametrize(
    "table",
    [
        "two CD nummod 2 | pupils/pupil NNS obj 5 | Aru NNP appos 2 | and CC cc 5 | Bek NNP conj 3",
        "Her PRP$ nmod:poss 2 | pupils/pupil NNS nsubj 3 | include VBP ROOT 0 | Aru NNP obj 3 |"
        "and CC cc 6 | Bek NNP conj 4",
        "Among IN case 2 | pupils/pupil NNS obl 4 | were/be VBD cop 4 | Aru NNP ROOT 0 |"
        "and CC cc 7 | the DT det 7 | weaver NN conj 4 | Bek NNP flat 7",
    ],
    ids=["apposed", "include", "among"],
)
def test_a_plural_denotes_all_that_are_named(table):
    table = table.replace("obj 5", "ROOT 0") if "obj 5" in table else table
    assert named(table, "pupils") == ["Aru", "Bek"]


@pytest.mark.parametrize(
    "table",
    [
        "Her PRP$ nmod:poss 2 | sister NN nsubj 3 | slept VBD ROOT 0 | , , punct 3 |"
        "Aru NNP nsubj 6 | sang VBD conj 3",
        "Her PRP$ nmod:poss 2 | sister NN nsubj 5 | , , punct 2 | Aru NNP nsubj 5 |sang VBD ROOT 0",
    ],
    ids=["a clause between", "no comma behind"],
)
def test_a_name_elsewhere_is_not_the_nouns(table):
    assert named(table, "sister") == []


@pytest.mark.parametrize(
    "table",
    [
        "Aru NNP nsubj:pass 3 | was/be VBD aux:pass 3 | born/bear VBN ROOT 0 | , , punct 6 |"
        "the DT det 6 | son NN obl 3 | of IN case 9 | a DT det 9 | clerk NN nmod 6",
        "The DT det 2 | son NN nsubj 8 | of IN case 5 | a DT det 5 | clerk NN nmod 2 |"
        ", , punct 8 | Aru NNP nsubj 8 | sang VBD ROOT 0",
        "Aru NNP nsubj 3 | is/be VBZ cop 3 | poet NN ROOT 0 | of IN case 5 | Riga NNP nmod 3 |"
        "and CC cc 8 | the DT det 8 | son NN conj 5 | of IN case 10 | clerks/clerk NNS nmod 8",
    ],
    ids=["set off", "fronted", "second predicate"],
)
def test_a_loose_description_speaks_of_the_subject(table):
    doc = parse(table)
    noun = next(token for token in doc if token.text == "son")
    assert [token.text for token in described_by(noun)] == ["Aru"]


def test_who_is_appointed_as_something_is_the_object():
    doc = parse(
        "Dana NNP nsubj 2 | hired/hire VBD ROOT 0 | Aru NNP obj 2 | as IN case 6 | a DT det 6 |"
        "cook NN obl 2"
    )
    assert [token.text for token in described_by(doc[5])] == ["Aru"]


def test_an_argument_describes_nobody():
    doc = parse("Aru NNP nsubj 2 | met/meet VBD ROOT 0 | a DT det 4 | son NN obj 2")
    assert described_by(doc[3]) == []
