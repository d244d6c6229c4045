"""Turns of phrase in which relations hide: light verbs, chosen ones, guidance, lists, "it"."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.frames import load_frames
from storygraph.detect.relations import find_relations

FRAMES = load_frames()
VIOLA = ("viola", "viola", "instrument music", "noun")


def stated(doc: Doc) -> set[tuple[str, str, str]]:
    """Return the relations of a doc, each end as the first name of its entity or the theme key."""
    entities = doc.spans["mentions"].attrs["entities"]

    def shown(end: tuple[str, str, int, int]) -> str:
        return end[1] if end[0] == "theme" else entities[int(end[1])][1][0]

    found = find_relations(doc, FRAMES)
    return {(shown(r.subject), r.name, shown(r.object)) for r in found}


def of(table: str, **names: str) -> set[tuple[str, str, str]]:
    return stated(mark_mentions(parse(table), **names))


@pytest.mark.parametrize(
    ("table", "names", "relation"),
    [
        (
            "Aru NNP nsubj 2 | ran/run VBD ROOT 0 | off RB advmod 2 | to IN case 5 |Riga NNP obl 2",
            {"person": "Aru", "place": "Riga"},
            ("Aru", "moved_to", "Riga"),
        ),
        (
            "Aru NNP nsubj 2 | made/make VBD ROOT 0 | her PRP$ nmod:poss 4 | home NN obj 2 |"
            "in IN case 6 | Riga NNP obl 2",
            {"person": "Aru", "place": "Riga"},
            ("Aru", "lived_in", "Riga"),
        ),
        (
            "Aru NNP nsubj 2 | ran/run VBD ROOT 0 | into IN case 4 | Bek NNP obl 2",
            {"person": "Aru, Bek"},
            ("Aru", "met", "Bek"),
        ),
        (
            "Lev NNP nsubj 2 | introduced/introduce VBD ROOT 0 | Aru NNP obj 2 | to IN case 5 |"
            "Bek NNP obl 2",
            {"person": "Aru, Bek, Lev"},
            ("Aru", "met", "Bek"),
        ),
        (
            "Dawn NNP nsubj 2 | earned/earn VBD ROOT 0 | Aru NNP iobj 2 | Prix NNP obj 2",
            {"person": "Aru", "artwork": "Dawn", "event": "Prix"},
            ("Aru", "won", "Prix"),
        ),
        (
            "Museum NNP nsubj 2 | lent/lend VBD ROOT 0 | Dawn NNP obj 2",
            {"organization": "Museum", "artwork": "Dawn"},
            ("Dawn", "exhibited_at", "Museum"),
        ),
    ],
    ids=["ran off", "made her home", "ran into", "introduced", "earned her", "lent"],
)
def test_light_verbs_state_what_they_mean(table, names, relation):
    assert relation in of(table, **names)


@pytest.mark.parametrize("verb", ["ran/run VBD", "made/make VBD"])
def test_light_verbs_alone_state_nothing(verb):
    table = f"Aru NNP nsubj 2 | {verb} ROOT 0 | in IN case 4 | Riga NNP obl 2"
    assert of(table, person="Aru", place="Riga") == set()


def test_whose_guidance_it_was_taught():
    table = (
        "Aru NNP nsubj 2 | studied/study VBD ROOT 0 | under IN case 5 | the DT det 5 |"
        "guidance NN obl 2 | of IN case 7 | Bek NNP nmod 5"
    )
    assert of(table, person="Aru, Bek") == {("Bek", "taught", "Aru")}


def test_what_is_said_of_some_is_said_of_the_one():
    table = (
        "One CD nsubj 8 | of IN case 4 | her PRP$ nmod:poss 4 | pupils/pupil NNS nmod 1 |"
        ", , punct 6 | Bek NNP appos 1 | , , punct 1 | sang/sing VBD ROOT 0"
    )
    assert ("her", "taught", "Bek") in of(table, person="her, Bek")


@pytest.mark.parametrize("preposition", ["at", "in"])
def test_somebody_is_a_student_at_a_school(preposition):
    table = (
        f"Aru NNP nsubj 4 | was/be VBD cop 4 | {preposition} IN case 4 | Academy NNP ROOT 0 |"
        ". . punct 4"
    )
    expected = {("Aru", "studied_at", "Academy")} if preposition == "at" else set()
    assert of(table, person="Aru", organization="Academy") == expected


def test_a_predicate_noun_is_no_whereabouts():
    table = "Aru NNP nsubj 2 | was/be VBD ROOT 0 | Bek NNP nsubj 2 | in IN prep 2 | Riga NNP pobj 4"
    assert of(table, person="Aru, Bek", place="Riga") == set()


def test_a_brother_in_law_is_no_brother():
    table = (
        "Aru NNP nsubj 5 | is/be VBZ cop 5 | Bek NNP nmod:poss 5 | 's POS case 3 |"
        "sister~ NN ROOT 0 | -~ - punct 5 | in~ IN case 9 | -~ - punct 9 | law NN nmod 5"
    )
    assert of(table, person="Aru, Bek") == {("Aru", "family_of", "Bek")}


def test_an_opening_participle_speaks_of_the_clause_after_it():
    table = (
        "Born/bear VBN ROOT 0 | in IN case 3 | Riga NNP obl 1 | , , punct 6 | the DT det 6 |"
        "son NN nsubj:pass 1 | of IN case 8 | Bek NNP nmod 6 | , , punct 11 | Aru NNP nsubj 11 |"
        "sang/sing VBD parataxis 1"
    )
    found = of(table, person="Aru, Bek", place="Riga")
    assert found == {("Aru", "born_in", "Riga"), ("Aru", "child_of", "Bek")}


def test_everybody_of_a_list_with_titles_took_part():
    table = (
        "Lev NNP nsubj 2 | worked/work VBD ROOT 0 | with IN case 5 | the DT det 5 |"
        "singer NN obl 2 | Aru NNP appos 5 | , , punct 9 | the DT det 9 | player NN appos 5 |"
        "Bek NNP appos 9 | and CC cc 13 | the DT det 13 | poet NN conj 6 | Dana NNP appos 13"
    )
    found = of(table, person="Lev, Aru, Bek, Dana")
    assert found == {("Lev", "worked_with", each) for each in ("Aru", "Bek", "Dana")}


def test_a_coordinated_phrase_keeps_its_own_preposition():
    table = (
        "Aru NNP nsubj 2 | studied/study VBD ROOT 0 | at IN case 4 | Academy NNP obl 2 |"
        "and CC cc 7 | with IN case 7 | Bek NNP conj 4"
    )
    found = of(table, person="Aru, Bek", organization="Academy")
    assert found == {("Aru", "studied_at", "Academy"), ("Bek", "taught", "Aru")}


def test_courses_named_by_a_gerund_are_taken_somewhere():
    table = (
        "Aru NNP nsubj 2 | studied/study VBD ROOT 0 | drawing/draw VBG xcomp 2 | at IN case 5 |"
        "Academy NNP obl 3"
    )
    assert of(table, person="Aru", organization="Academy") == {("Aru", "studied_at", "Academy")}


def test_whom_somebody_came_to_know():
    table = (
        "Aru NNP ROOT 0 | , , punct 5 | whom WP obj 5 | Bek NNP nsubj 5 |"
        "came/come VBD acl:relcl 1 | to TO mark 7 | know VB xcomp 5"
    )
    assert of(table, person="Aru, Bek") == {("Aru", "met", "Bek")}


def test_questions_take_relative_clauses_for_granted():
    table = (
        "Have VBP ROOT 0 | you PRP nsubj 1 | the DT det 4 | song NN obj 1 | Aru NNP nsubj 6 |"
        "wrote/write VBD acl:relcl 4 | , , punct 4 | Dawn NNP appos 4 | ? . punct 1"
    )
    assert ("Aru", "created", "Dawn") in of(table, person="Aru", artwork="Dawn")


def test_after_an_event_somebody_is_elsewhere():
    table = (
        "After IN case 3 | a DT det 3 | degree NN obl 8 | from IN case 5 | Academy NNP nmod 3 |"
        ", , punct 3 | Aru NNP nsubj 8 | joined/join VBD ROOT 0 | a DT det 10 | group NN obj 8 |"
        "at IN case 12 | School NNP obl 8"
    )
    assert of(table, person="Aru", organization="Academy, School") == {
        ("Aru", "studied_at", "Academy")
    }


WORKS = "Dawn NNP nsubj 2 | shone/shine VBD ROOT 0"


@pytest.mark.parametrize(
    ("before", "artworks", "found"),
    [
        (WORKS, "Dawn", {("Dawn", "exhibited_in", "Riga")}),
        (WORKS.replace("shone", "and CC cc 1 | Dusk NNP conj 1 | shone"), "Dawn, Dusk", set()),
    ],
    ids=["one work", "two works"],
)
def test_it_is_the_only_work_spoken_of(before, artworks, found):
    if "Dusk" in before:
        before = "Dawn NNP nsubj 4 | and CC cc 3 | Dusk NNP conj 1 | shone/shine VBD ROOT 0"
    table = (
        f"{before}\n\nIt PRP nsubj:pass 3 | was/be VBD aux:pass 3 | shown/show VBN ROOT 0 |"
        "in IN case 5 | Riga NNP obl 3"
    )
    assert of(table, artwork=artworks, place="Riga") == found


def test_a_work_called_something_is_its_makers():
    table = (
        "Aru NNP nsubj 2 | called/call VBD ROOT 0 | it PRP obj 2 | Dawn NNP xcomp 2 | . . punct 2"
    )
    assert of(table, person="Aru", artwork="Dawn") == {("Aru", "created", "Dawn")}


def test_somebody_joins_as_a_viola():
    table = (
        "Aru NNP nsubj 2 | sat/sit VBD ROOT 0 | there RB advmod 2 | as IN case 5 | viola NN obl 2"
    )
    doc = mark_themes(mark_mentions(parse(table), person="Aru"), VIOLA)
    assert ("Aru", "plays", "viola") in stated(doc)


@pytest.mark.parametrize(
    ("noun", "is_there"), [("letter", True), ("memory", False)], ids=["letter", "memory"]
)
def test_letters_come_from_where_their_writers_are(noun, is_there):
    table = f"A DT det 2 | {noun} NN ROOT 0 | from IN case 4 | Aru NNP nmod 2 | in IN case 6 |"
    table += "Riga NNP nmod 4"
    assert (("Aru", "lived_in", "Riga") in of(table, person="Aru", place="Riga")) == is_there


@pytest.mark.parametrize(
    ("table", "is_habit"),
    [
        ("Aru NNP nsubj 2 | weaves/weave VBZ ROOT 0 | carpets/carpet NNS obj 2", True),
        (
            "Aru NNP nsubj 2 | wove/weave VBD ROOT 0 | the DT det 4 | carpet NN obj 2",
            False,
        ),
    ],
    ids=["carpets", "the carpet"],
)
def test_one_work_makes_no_practice(table, is_habit):
    verb = "weaves" if is_habit else "wove"
    doc = mark_themes(
        mark_mentions(parse(table), person="Aru"), (verb, "weaving", "craft practice", "verb")
    )
    assert (("Aru", "practices", "weaving") in stated(doc)) == is_habit


@pytest.mark.parametrize(("kind", "is_pupil"), [("late", True), ("honorary", False)])
def test_an_honorary_degree_is_no_study(kind, is_pupil):
    found = of(
        f"Aru NNP nsubj 2 | received/receive VBD ROOT 0 | a DT det 5 | {kind} JJ amod 5 |"
        "degree NN obj 2 | from IN case 7 | Tarn NNP nmod 5",
        person="Aru",
        organization="Tarn",
    )
    assert (("Aru", "studied_at", "Tarn") in found) is is_pupil


@pytest.mark.parametrize(
    ("place", "who"), [("for IN case 4", "Dana"), ("with IN case 4", "Aru")], ids=["for", "with"]
)
def test_who_somebody_pays_for_does_it(place, who):
    found = of(
        f"Aru NNP nsubj 2 | paid/pay VBD ROOT 0 | {place} | Dana NNP obl 2 |"
        "to TO mark 6 | study VB advcl 2 | at IN case 8 | Tarn NNP obl 6",
        person="Aru, Dana",
        organization="Tarn",
    )
    assert {one for one, name, _ in found if name == "studied_at"} == {who}


def test_a_trade_is_of_its_own_subject():
    doc = mark_mentions(
        parse(
            "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | clerk NN ROOT 0 | , , punct 8 |"
            "a DT det 7 | friend NN nsubj 8 | weaver NN conj 4"
        ),
        person="Aru",
    )
    doc = mark_themes(doc, ("weaver", "weaving", "craft practice", "maker"))
    assert not any(name == "practices" for _, name, _ in stated(doc))


@pytest.mark.parametrize(("whose", "makers"), [("Dana", {"Dana"}), ("Aru", {"Aru"})])
def test_who_publishes_somebodys_book_has_not_written_it(whose, makers):
    found = of(
        "Aru NNP nsubj 2 | published/publish VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 |"
        f"{whose} NNP nmod:poss 7 | 's POS case 5 | Tarn NNP obj 2",
        person=f"{whose}" if whose == "Aru" else "Aru, Dana",
        artwork="Tarn",
    )
    assert {one for one, name, _ in found if name == "created"} == makers


@pytest.mark.parametrize(("shown", "is_exhibit"), [("production", False), ("canvas", True)])
def test_a_production_is_not_exhibited_where_it_is_seen(shown, is_exhibit):
    found = of(
        f"Aru NNP nmod:poss 3 | 's POS case 1 | {shown} NN nsubj:pass 5 | was/be VBD aux:pass 5 |"
        "seen/see VBN ROOT 0 | in IN case 7 | Riga NNP obl 5",
        person="Aru",
        place="Riga",
    )
    assert (("Aru", "exhibited_in", "Riga") in found) is is_exhibit
