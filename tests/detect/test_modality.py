"""Does a sentence assert its predicate?"""

import pytest
from tests.parsing import parse, token_of

from storygraph.detect.frames import load_frames
from storygraph.detect.modality import assertion, governing_verb

HYPOTHETICAL = load_frames().hypothetical


def is_asserted(table: str, predicate: str) -> bool:
    return assertion(token_of(parse(table), predicate), HYPOTHETICAL) > 0


@pytest.mark.parametrize(
    ("table", "predicate"),
    [
        ("Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | . . punct 2", "painted"),
        ("She PRP nsubj 3 | had/have VBD aux 3 | sung/sing VBN ROOT 0 | . . punct 3", "sung"),
        (
            "She PRP nsubj 3 | would/would MD aux 3 | sing VB ROOT 0 | often RB advmod 3 |"
            ". . punct 3",
            "sing",
        ),
        (
            "Aru NNP nsubj 2 | began/begin VBD ROOT 0 | to TO mark 4 | sing VB xcomp 2 |"
            ". . punct 2",
            "sing",
        ),
        (
            "She PRP nsubj 3 | was/be VBD cop 3 | glad JJ ROOT 0 | to TO mark 5 |"
            "sing VB xcomp 3 | . . punct 3",
            "sing",
        ),
        (
            "She PRP nsubj 3 | was/be VBD cop 3 | afraid JJ ROOT 0 | because IN mark 6 |"
            "she PRP nsubj 6 | sang/sing VBD advcl 3 | . . punct 3",
            "sang",
        ),
        (
            "She PRP nsubj 3 | not/not RB cc:preconj 3 | wrote/write VBD ROOT 0 | . . punct 3 |"
            "sang/sing VBD conj 3",
            "sang",
        ),
    ],
    ids=[
        "past",
        "perfect",
        "habit",
        "control",
        "glad to",
        "afraid because",
        "the other verb is denied",
    ],
)
def test_a_plain_statement_is_asserted(table, predicate):
    assert is_asserted(table, predicate)


@pytest.mark.parametrize(
    ("table", "predicate"),
    [
        ("Aru NNP nsubj 3 | never RB advmod 3 | painted/paint VBD ROOT 0 | . . punct 3", "painted"),
        (
            "She PRP nsubj 4 | did/do VBD aux 4 | not RB advmod 4 | paint VB ROOT 0 | . . punct 4",
            "paint",
        ),
        (
            "She PRP nsubj 4 | did/do VBD aux 4 | n't RB neg 4 | paint VB ROOT 0 | . . punct 4",
            "paint",
        ),
        ("She PRP nsubj 3 | nearly RB advmod 3 | won/win VBD ROOT 0 | . . punct 3", "won"),
        ("She PRP nsubj 3 | might MD aux 3 | paint VB ROOT 0 | . . punct 3", "paint"),
        (
            "She PRP nsubj 4 | would MD aux 4 | have VB aux 4 | painted/paint VBN ROOT 0 |"
            ". . punct 4",
            "painted",
        ),
        (
            "If IN mark 3 | she PRP nsubj 3 | painted/paint VBD advcl 6 | , , punct 6 |"
            "he PRP nsubj 6 | left/leave VBD ROOT 0 | . . punct 6",
            "painted",
        ),
        (
            "She PRP nsubj 2 | wanted/want VBD ROOT 0 | to TO mark 4 | paint VB xcomp 2 |"
            ". . punct 2",
            "paint",
        ),
        (
            "She PRP nsubj 2 | dreamed/dream VBD ROOT 0 | of IN mark 4 | painting/paint VBG advcl 2"
            "| . . punct 2",
            "painting",
        ),
        (
            "She PRP nsubj 3 | was/be VBD cop 3 | unable JJ ROOT 0 | to TO mark 5 |"
            "sing VB xcomp 3 | . . punct 3",
            "sing",
        ),
        (
            "She PRP nsubj 4 | was/be VBD cop 4 | too RB advmod 4 | ill JJ ROOT 0 | to TO mark 6 |"
            "sing VB advcl 4 | . . punct 4",
            "sing",
        ),
        (
            "It PRP expl 3 | was/be VBD cop 3 | impossible JJ ROOT 0 | to TO mark 5 |"
            "sing VB csubj 3 | . . punct 3",
            "sing",
        ),
        (
            "She PRP nsubj 2 | refused/refuse VBD ROOT 0 | to TO mark 4 | sing VB xcomp 2 |"
            ". . punct 2",
            "sing",
        ),
        (
            "Her PRP$ nmod:poss 2 | wish NN nsubj 5 | to TO mark 4 | sing VB acl 2 |"
            "grew/grow VBD ROOT 0 | . . punct 5",
            "sing",
        ),
        (
            "She PRP nsubj 4 | did/do VBD aux 4 | not RB advmod 4 | begin VB ROOT 0 | to TO mark 6"
            "| sing VB xcomp 4 | . . punct 4",
            "sing",
        ),
        ("Did/do VBD aux 3 | she PRP nsubj 3 | paint VB ROOT 0 | ? . punct 3", "paint"),
        (
            "“~ `` punct 3 | She PRP nsubj 3 | sang/sing VBD ROOT 0 | ? . punct 3 | ” '' punct 3",
            "sang",
        ),
    ],
    ids=[
        "never",
        "did not",
        "didn't",
        "nearly",
        "might",
        "would have",
        "if",
        "wanted to",
        "dreamed of",
        "unable to",
        "too ill to",
        "impossible to",
        "refused to",
        "a wish to",
        "did not begin to",
        "question",
        "quoted question",
    ],
)
def test_what_is_denied_wished_or_asked_is_not_asserted(table, predicate):
    assert not is_asserted(table, predicate)


def test_a_denial_covers_the_noun_of_its_copula():
    table = (
        "She PRP nsubj 5 | was/be VBD cop 5 | not RB advmod 5 | a DT det 5 | painter NN ROOT 0 |"
        ". . punct 5"
    )
    assert not is_asserted(table, "painter")


def test_no_before_a_noun_denies_it():
    assert not is_asserted("No DT det 2 | painter NN nsubj 3 | came/come VBD ROOT 0", "painter")


def test_a_denied_first_verb_does_not_deny_the_second():
    table = (
        "She PRP nsubj 4 | did/do VBD aux 4 | not RB advmod 4 | stay VB ROOT 0 | but CC cc 6 |"
        "moved/move VBD conj 4 | . . punct 4"
    )
    assert is_asserted(table, "moved")


def test_a_second_infinitive_shares_the_wish_of_the_first():
    table = (
        "She PRP nsubj 2 | wanted/want VBD ROOT 0 | to TO mark 4 | write VB xcomp 2 | and CC cc 6 |"
        "paint VB conj 4 | . . punct 2"
    )
    assert not is_asserted(table, "paint")


def test_a_noun_is_governed_by_the_nearest_verb_above():
    doc = parse("Aru NNP nsubj 2 | sang/sing VBD ROOT 0 | a DT det 4 | song NN obj 2")
    assert governing_verb(token_of(doc, "a")).text == "sang"


def test_a_noun_without_a_verb_is_governed_by_none():
    assert governing_verb(token_of(parse("A DT det 2 | song NN ROOT 0"), "A")) is None
