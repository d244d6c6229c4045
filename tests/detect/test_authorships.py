"""Works that nobody is said to have made, in stories about one maker."""

import pytest
from tests.parsing import mark_mentions, parse

from storygraph.detect.frames import load_frames
from storygraph.detect.relations import find_relations

FRAMES = load_frames()
PAINTED = "Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | Dust NNP obj 2"
AGAIN = "She PRP nsubj 2 | slept VBD ROOT 0"
UNSIGNED = "Salt NNP nsubj 2 | burned/burn VBD ROOT 0"


def makers(*tables: str, **names: str) -> set[tuple[str, str]]:
    """Return (maker, work) of the works named in some sentences."""
    doc = mark_mentions(parse("\n\n".join(tables)), **names)
    entities = doc.spans["mentions"].attrs["entities"]
    return {
        (entities[int(each.subject[1])][1][0], entities[int(each.object[1])][1][0])
        for each in find_relations(doc, FRAMES)
        if each.name == "created"
    }


def test_an_unsigned_work_is_the_main_persons():
    found = makers(PAINTED, AGAIN, UNSIGNED, person="Aru = She", artwork="Dust, Salt")
    assert found == {("Aru", "Dust"), ("Aru", "Salt")}


@pytest.mark.parametrize(
    ("tables", "person"),
    [
        ((AGAIN, UNSIGNED), "She"),
        ((PAINTED, "Dana NNP nsubj 2 | slept VBD ROOT 0", UNSIGNED), "Aru, Dana"),
    ],
    ids=["no maker", "two people"],
)
def test_without_one_maker_an_unsigned_work_is_nobodys(tables, person):
    artwork = "Dust, Salt" if PAINTED in tables else "Salt"
    assert "Salt" not in {work for _, work in makers(*tables, person=person, artwork=artwork)}


@pytest.mark.parametrize(
    "table",
    [
        "She PRP nsubj 2 | read VBD ROOT 0 | Salt NNP obj 2",
        "Salt NNP nsubj 4 | by IN case 3 | Somebody NN nmod 1 | burned/burn VBD ROOT 0",
    ],
    ids=["read", "signed"],
)
def test_a_work_of_somebody_else_is_not_the_main_persons(table):
    found = makers(PAINTED, AGAIN, table, person="Aru = She", artwork="Dust, Salt")
    assert found == {("Aru", "Dust")}


def test_a_favourite_painting_is_not_its_lovers():
    table = (
        "Aru NNP nmod:poss 4 | 's POS case 1 | favourite JJ amod 4 | painting NN nsubj 6 |"
        "Salt NNP appos 4 | burned/burn VBD ROOT 0"
    )
    assert makers(table, person="Aru", artwork="Salt") == set()


def test_a_title_before_a_museum_hangs_there():
    table = (
        "Dust NNP ROOT 0 | in IN case 5 | the DT det 5 | Savin NNP compound 5 | Museum NNP nmod 1"
    )
    doc = mark_mentions(parse(table), artwork="Dust", organization="Savin Museum")
    assert [each.name for each in find_relations(doc, FRAMES)] == ["exhibited_at"]
