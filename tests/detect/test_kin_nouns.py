"""Relatives of narrators without a name, and of those whom the sentence before speaks of."""

import pytest
from tests.detect.test_relation_phrases import of

FATHER = (
    "The DT det 2 | father NN nsubj 6 | , , punct 4 | Bek NNP appos 2 | was/be VBD cop 6 |"
    "smith NN ROOT 0"
)
MOTHER = "My PRP$ nmod:poss 2 | mother NN nsubj 4 | Dana NNP appos 2 | wept/weep VBD ROOT 0"
SISTER = "My PRP$ nmod:poss 2 | sister NN nsubj 4 | Aru NNP appos 2 | sang/sing VBD ROOT 0"


@pytest.mark.parametrize(
    ("family", "is_said"),
    [("parents/parent NNS", True), ("horses/horse NNS", False), ("mother NN", True)],
)
def test_a_father_is_theirs_whose_family_was_spoken_of(family, is_said):
    before = f"Aru NNP nmod:poss 2 | {family} nsubj 3 | slept/sleep VBD ROOT 0 | . . punct 3"
    told = of(f"{before}\n\n{FATHER}", person="Aru, Bek")
    assert (("Bek", "parent_of", "Aru") in told) is is_said


def test_kin_of_a_narrator_without_a_name_are_kin_of_each_other():
    told = of(f"{MOTHER} | . . punct 4\n\n{SISTER}", person="Aru, Dana")
    assert told == {("Dana", "parent_of", "Aru")}


def test_nothing_follows_from_one_relative_of_a_narrator():
    assert of(MOTHER, person="Dana") == set()
