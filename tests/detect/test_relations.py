"""What sentences state: each relation by its grammar, and what states nothing."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_mentions, mark_themes, parse

from storygraph.detect.frames import load_frames
from storygraph.detect.relations import create_relations, find_relations

FRAMES = load_frames()
DOMBRA = ("dombra", "dombra", "instrument music", "noun")
KOBYZ = ("kobyz", "kobyz", "instrument music", "noun")
SIDE = {"associated_with", "practices"}


def stated(doc: Doc) -> set[tuple[str, str, str]]:
    """Return the relations of a doc, each end as the first name of its entity or the theme key."""
    entities = doc.spans["mentions"].attrs["entities"] if "mentions" in doc.spans else []

    def shown(end: tuple[str, str, int, int]) -> str:
        return end[1] if end[0] == "theme" else entities[int(end[1])][1][0]

    found = find_relations(doc, FRAMES)
    return {(shown(r.subject), r.name, shown(r.object)) for r in found if r.name not in SIDE}


def of(table: str, *themes: tuple[str, str, str, str], **names: str) -> set[tuple[str, str, str]]:
    return stated(mark_themes(mark_mentions(parse(table), **names), *themes))


SIMPLE = [
    (
        "Aru NNP nsubj:pass 3 | was/be VBD aux:pass 3 | born/bear VBN ROOT 0 | in IN case 5 |"
        "Riga NNP obl 3",
        "born_in",
    ),
    (
        "Aru NNP nsubjpass 3 | was/be VBD auxpass 3 | born/bear VBN ROOT 0 | in IN prep 3 |"
        "Riga NNP pobj 4",
        "born_in",
    ),
    (
        "Born/bear VBN advcl 5 | in IN case 3 | Riga NNP obl 1 | Aru NNP nsubj 5 |"
        "sang/sing VBD ROOT 0",
        "born_in",
    ),
    ("Aru NNP nsubj 2 | died/die VBD ROOT 0 | in IN case 4 | Riga NNP obl 2", "died_in"),
    (
        "Aru NNP nsubj 2 | grew/grow VBD ROOT 0 | up RP compound:prt 2 | in IN case 5 |"
        "Riga NNP obl 2",
        "grew_up_in",
    ),
    (
        "Aru NNP nmod:poss 3 | 's POS case 1 | childhood NN nsubj 6 | in IN case 5 |"
        "Riga NNP nmod 3 | ended/end VBD ROOT 0",
        "grew_up_in",
    ),
    ("Aru NNP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2", "lived_in"),
    ("Aru NNP nsubj 2 | moved/move VBD ROOT 0 | to IN case 4 | Riga NNP obl 2", "moved_to"),
    (
        "Aru NNP nmod:poss 3 | 's POS case 1 | move NN nsubj 6 | to IN case 5 | Riga NNP nmod 3 |"
        "hurt VBD ROOT 0",
        "moved_to",
    ),
    ("Aru NNP nsubj 2 | visited/visit VBD ROOT 0 | Riga NNP obj 2", "traveled_to"),
    ("Aru NNP nsubj 2 | studied/study VBD ROOT 0 | in IN case 4 | Riga NNP obl 2", "studied_in"),
    (
        "Aru NNP nsubj 2 | earned/earn VBD ROOT 0 | a DT det 4 | degree NN obj 2 |"
        "in IN case 6 | Riga NNP nmod 4",
        "studied_in",
    ),
    ("Aru NNP nsubj 2 | worked/work VBD ROOT 0 | in IN case 4 | Riga NNP obl 2", "worked_in"),
    (
        "Aru NNP nsubj 2 | performed/perform VBD ROOT 0 | in IN case 4 | Riga NNP obl 2",
        "performed_in",
    ),
    (
        "Aru NNP nsubj 2 | exhibited/exhibit VBD ROOT 0 | in IN case 4 | Riga NNP obl 2",
        "exhibited_in",
    ),
]


@pytest.mark.parametrize(("table", "relation"), SIMPLE)
def test_a_story_says_where_somebody_was(table, relation):
    assert of(table, person="Aru", place="Riga") == {("Aru", relation, "Riga")}


@pytest.mark.parametrize(
    ("verb", "preposition", "relation"),
    [
        ("studied/study", "at", "studied_at"),
        ("taught/teach", "at", "worked_at"),
        ("performed/perform", "at", "performed_at"),
        ("exhibited/exhibit", "at", "exhibited_at"),
    ],
)
def test_a_story_says_at_which_institution(verb, preposition, relation):
    table = (
        f"Aru NNP nsubj 2 | {verb} VBD ROOT 0 | {preposition} IN case 6 | the DT det 6 |"
        "Savin NNP compound 6 | Academy NNP obl 2"
    )
    found = of(table, person="Aru", organization="Savin Academy")
    assert ("Aru", relation, "Savin Academy") in found


def test_to_join_a_band_is_to_be_its_member():
    table = "Aru NNP nsubj 2 | joined/join VBD ROOT 0 | Tengri NNP obj 2"
    assert of(table, person="Aru", organization="Tengri") == {("Aru", "member_of", "Tengri")}


def test_to_attend_an_academy_is_to_study_there():
    table = (
        "Aru NNP nsubj 2 | attended/attend VBD ROOT 0 | the DT det 5 | Savin NNP compound 5 |"
        "Academy NNP obj 2"
    )
    assert of(table, person="Aru", organization="Savin Academy") == {
        ("Aru", "studied_at", "Savin Academy")
    }


def test_to_found_an_ensemble_is_told():
    table = "Aru NNP nsubj 2 | founded/found VBD ROOT 0 | Tengri NNP obj 2"
    assert of(table, person="Aru", organization="Tengri") == {("Aru", "founded", "Tengri")}


@pytest.mark.parametrize(
    "table",
    [
        "Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | Dust NNP obj 2",
        "Aru NNP nsubj 2 | painted/paint VBD ROOT 0 | Dust NNP dobj 2",
        "Dust NNP nsubj:pass 3 | was/be VBD aux:pass 3 | painted/paint VBN ROOT 0 | by IN case 5 |"
        "Aru NNP obl 3",
        "Dust NNP nsubjpass 3 | was/be VBD auxpass 3 | painted/paint VBN ROOT 0 | by IN agent 3 |"
        "Aru NNP pobj 4",
        "Dust NNP nsubj 5 | that WDT obj 4 | Aru NNP nsubj 4 | painted/paint VBD acl:relcl 1 |"
        "burned/burn VBD ROOT 0",
        "Aru NNP nsubj 6 | , , punct 4 | who WP nsubj 4 | painted/paint VBD acl:relcl 1 |"
        "Dust NNP obj 4 | slept/sleep VBD ROOT 0",
        "Aru NNP nsubj 2 | sat/sit VBD ROOT 0 | and CC cc 4 | painted/paint VBD conj 2 |"
        "Dust NNP obj 4",
        "Aru NNP nsubj 2 | began/begin VBD ROOT 0 | to TO mark 4 | paint VB xcomp 2 |"
        "Dust NNP obj 4",
        "They PRP nsubj 2 | asked/ask VBD ROOT 0 | Aru NNP obj 2 | to TO mark 5 | paint VB xcomp 2"
        "| Dust NNP obj 5",
        "Aru NNP nmod:poss 3 | 's POS case 1 | novel NN nsubj 5 | Dust NNP appos 3 |"
        "sold/sell VBD ROOT 0",
        "Dust NNP ROOT 0 | , , punct 1 | a DT det 4 | novel NN appos 1 | by IN case 6 |"
        "Aru NNP nmod 4",
        "Dust NNP ROOT 0 | by IN case 3 | Aru NNP nmod 1",
    ],
    ids=[
        "active",
        "active, ClearNLP",
        "passive",
        "passive, ClearNLP",
        "relative object",
        "relative subject",
        "conjunction",
        "control",
        "object control",
        "possessive",
        "apposition",
        "by line",
    ],
)
def test_a_story_says_who_made_a_work(table):
    assert of(table, person="Aru", artwork="Dust") == {("Aru", "created", "Dust")}


def test_a_work_spoken_of_before_it_is_named_has_the_same_maker():
    table = (
        "Aru NNP nsubj 2 | recorded/record VBD ROOT 0 | an DT det 4 | album NN obj 2 |"
        ". . punct 2\n\n"
        "The DT det 2 | album NN nsubj 6 | , , punct 4 | Dust NNP appos 2 | , , punct 4 |"
        "sold/sell VBD ROOT 0 | . . punct 6"
    )
    assert of(table, person="Aru", artwork="Dust") == {("Aru", "created", "Dust")}


def test_of_whom_one_learns_to_do_something_taught_it():
    table = (
        "Aru NNP nsubj 2 | learned/learn VBD ROOT 0 | to TO mark 4 | carve VB xcomp 2 |"
        "from IN case 6 | Bek NNP obl 4"
    )
    assert of(table, person="Aru, Bek") == {("Bek", "taught", "Aru")}


@pytest.mark.parametrize(
    ("theme", "groups", "performs"),
    [("football", "practice sport", False), ("dombra", "instrument music", True)],
)
def test_nobody_performs_where_sport_is_told_of(theme, groups, performs):
    table = (
        "Aru NNP nsubj 2 | played/play VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 | . . punct 2\n\n"
        f"The DT det 2 | {theme} NN nsubj 3 | was/be VBD ROOT 0 | {theme} NN attr 3"
    )
    found = of(table, (theme, theme, groups, "noun"), person="Aru", place="Riga")
    assert (("Aru", "performed_in", "Riga") in found) is performs


@pytest.mark.parametrize(("house", "relation"), [("Hall", "performed_at"), ("Larks", "member_of")])
def test_one_plays_at_a_hall_and_belongs_to_a_band(house, relation):
    table = (
        "Aru NNP nsubj 2 | played/play VBD ROOT 0 | in IN case 6 | the DT det 6 |"
        f"Mint NNP compound 6 | {house} NNP obl 2 | . . punct 2"
    )
    assert of(table, person="Aru", organization=f"Mint {house}") == {
        ("Aru", relation, f"Mint {house}")
    }


def test_to_perform_a_work_is_not_to_make_it():
    table = "Aru NNP nsubj 2 | sang/sing VBD ROOT 0 | Dust NNP obj 2"
    assert of(table, person="Aru", artwork="Dust") == {("Aru", "performed", "Dust")}


def test_a_work_is_shown_where_its_passive_says():
    table = (
        "Dust NNP nsubj:pass 3 | was/be VBD aux:pass 3 | shown/show VBN ROOT 0 | in IN case 5 |"
        "Riga NNP obl 3"
    )
    assert of(table, artwork="Dust", place="Riga") == {("Dust", "exhibited_in", "Riga")}


@pytest.mark.parametrize(
    ("table", "relation"),
    [
        ("Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2", "met"),
        ("Aru NNP nsubj 2 | married/marry VBD ROOT 0 | Dana NNP obj 2", "spouse_of"),
        ("Aru NNP nsubj 2 | taught/teach VBD ROOT 0 | Dana NNP obj 2", "taught"),
        ("Aru NNP nsubj 2 | inspired/inspire VBD ROOT 0 | Dana NNP obj 2", "inspired"),
        (
            "Dana NNP nsubj:pass 3 | was/be VBD aux:pass 3 | inspired/inspire VBN ROOT 0 |"
            "by IN case 5 | Aru NNP obl 3",
            "inspired",
        ),
        (
            "Aru NNP nsubj 2 | worked/work VBD ROOT 0 | with IN case 4 | Dana NNP obl 2",
            "worked_with",
        ),
        (
            "Dana NNP nsubj 2 | studied/study VBD ROOT 0 | under IN case 4 | Aru NNP obl 2",
            "taught",
        ),
        (
            "Aru NNP nsubj 4 | was/be VBD cop 4 | the DT det 4 | mother NN ROOT 0 | of IN case 6 |"
            "Dana NNP nmod 4",
            "parent_of",
        ),
        (
            "Aru NNP nsubj 2 | was/be VBD ROOT 0 | the DT det 4 | mother NN attr 2 | of IN prep 4 |"
            "Dana NNP pobj 5",
            "parent_of",
        ),
        (
            "Dana NNP nmod:poss 3 | 's POS case 1 | sister NN nsubj 5 | Aru NNP appos 3 |"
            "slept/sleep VBD ROOT 0",
            "sibling_of",
        ),
        (
            "Aru NNP nsubj 7 | , , punct 5 | Dana NNP nmod:poss 5 | 's POS case 3 |"
            "daughter NN appos 1 | , , punct 1 | slept/sleep VBD ROOT 0",
            "child_of",
        ),
        (
            "Dana NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | pupil NN ROOT 0 | of IN case 6 |"
            "Aru NNP nmod 4",
            "taught",
        ),
        (
            "Dana NNP nmod:poss 3 | 's POS case 1 | friend NN nsubj 5 | Aru NNP appos 3 |"
            "slept/sleep VBD ROOT 0",
            "friend_of",
        ),
        (
            "Dana NNP nmod:poss 3 | 's POS case 1 | grandmother NN nsubj 5 | Aru NNP appos 3 |"
            "slept/sleep VBD ROOT 0",
            "grandparent_of",
        ),
    ],
)
def test_a_story_says_what_people_are_to_each_other(table, relation):
    assert of(table, person="Aru, Dana") == {("Aru", relation, "Dana")}


def test_a_possessive_pronoun_says_whose_sister():
    table = (
        "Dana NNP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n"
        "Her PRP$ nmod:poss 2 | sister NN nsubj 4 | Aru NNP appos 2 | sang/sing VBD ROOT 0"
    )
    assert of(table, person="Aru, Dana = Her") == {("Aru", "sibling_of", "Dana")}


@pytest.mark.parametrize(
    ("table", "relation"),
    [
        (
            "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | met/meet VBD ROOT 0 | in IN case 6 |"
            "May NNP obl 4",
            "met",
        ),
        (
            "Aru NNP nsubj 5 | and CC cc 3 | Dana NNP conj 1 | were/be VBD aux:pass 5 |"
            "married VBN ROOT 0",
            "spouse_of",
        ),
        (
            "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | worked/work VBD ROOT 0 |"
            "together RB advmod 4",
            "worked_with",
        ),
    ],
)
def test_people_who_did_it_together_did_it_with_each_other(table, relation):
    assert of(table, person="Aru, Dana") == {("Aru", relation, "Dana")}


def test_who_made_a_work_with_somebody_shares_it():
    table = (
        "Aru NNP nsubj 2 | wrote/write VBD ROOT 0 | Dust NNP obj 2 | with IN case 5 |Dana NNP obl 2"
    )
    assert of(table, person="Aru, Dana", artwork="Dust") == {
        ("Aru", "created", "Dust"),
        ("Dana", "created", "Dust"),
        ("Aru", "worked_with", "Dana"),
    }


def test_the_couple_had_the_child_of_both():
    table = (
        "Aru NNP nsubj 2 | married/marry VBD ROOT 0 | Dana NNP obj 2 | . . punct 2\n\n"
        "They PRP nsubj 2 | had/have VBD ROOT 0 | a DT det 4 | son NN obj 2 | , , punct 6 |"
        "Bek NNP appos 4"
    )
    assert of(table, person="Aru, Dana, Bek") == {
        ("Aru", "spouse_of", "Dana"),
        ("Bek", "child_of", "Aru"),
        ("Bek", "child_of", "Dana"),
    }


def test_who_is_sent_somewhere_travels_not_who_sends():
    table = (
        "Dana NNP nsubj 2 | sent/send VBD ROOT 0 | Aru NNP obj 2 | to IN case 5 | Riga NNP obl 2"
    )
    assert of(table, person="Aru, Dana", place="Riga") == {("Aru", "traveled_to", "Riga")}


def test_a_relative_clause_speaks_of_the_noun_before_its_pronoun():
    table = (
        "Aru NNP nsubj 7 | , , punct 6 | under IN case 4 | whom WP obl 6 | Dana NNP nsubj 6 |"
        "studied/study VBD acl:relcl 1 | slept VBD ROOT 0"
    )
    assert of(table, person="Aru, Dana") == {("Aru", "taught", "Dana")}


def test_where_a_school_lies_is_where_one_studied():
    table = (
        "Aru NNP nsubj 2 | studied/study VBD ROOT 0 | at IN case 6 | the DT det 6 |"
        "Savin NNP compound 6 | Academy NNP obl 2 | in IN case 8 | Riga NNP nmod 6"
    )
    assert of(table, person="Aru", organization="Savin Academy", place="Riga") == {
        ("Aru", "studied_at", "Savin Academy"),
        ("Savin Academy", "located_in", "Riga"),
        ("Aru", "studied_in", "Riga"),
    }


def test_where_another_sentence_says_that_a_school_lies_is_told_as_such():
    table = (
        "The DT det 3 | Savin NNP compound 3 | Academy NNP nsubj 4 | stands/stand VBZ ROOT 0 |"
        "in IN case 6 | Riga NNP obl 4 | . . punct 4\n\n"
        "Aru NNP nsubj 2 | studied/study VBD ROOT 0 | at IN case 6 | the DT det 6 |"
        "Savin NNP compound 6 | Academy NNP obl 2"
    )
    doc = mark_mentions(parse(table), person="Aru", organization="Savin Academy", place="Riga")
    rules = {each.name: each.by for each in find_relations(doc, FRAMES)}
    assert rules["studied_in"] == "place of the house"
    assert rules["studied_at"] == "frame:studying"


def test_paintings_shown_are_their_painters_exhibition():
    table = (
        "Aru NNP nmod:poss 3 | 's POS case 1 | paintings/painting NNS nsubj:pass 5 |"
        "were/be VBD aux:pass 5 | shown/show VBN ROOT 0 | in IN case 7 | Riga NNP obl 5"
    )
    assert of(table, person="Aru", place="Riga") == {("Aru", "exhibited_in", "Riga")}


def test_to_train_somebody_is_to_teach_them_and_not_to_study():
    table = (
        "Aru NNP nsubj 2 | trained/train VBD ROOT 0 | Dana NNP obj 2 | at IN case 7 |"
        "the DT det 7 | Savin NNP compound 7 | Academy NNP obl 2"
    )
    found = of(table, person="Aru, Dana", organization="Savin Academy")
    assert found == {("Aru", "taught", "Dana")}


def test_a_clause_with_a_subject_of_its_own_happens_elsewhere():
    table = (
        "Dana NNP nsubj 2 | sang/sing VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 |"
        "before IN mark 8 | Aru NNP nsubj:pass 8 | was/be VBD aux:pass 8 | born/bear VBN advcl 2"
    )
    assert of(table, person="Aru, Dana", place="Riga") == {("Dana", "performed_in", "Riga")}


def test_a_line_of_place_and_date_sets_the_sentence_behind_it():
    table = (
        "Riga NNP ROOT 0 | , , punct 3 | 1956 CD nmod 1 | . . punct 1\n\n"
        "Aru NNP nsubj 2 | studies/study VBZ ROOT 0 | . . punct 2"
    )
    assert of(table, person="Aru", place="Riga") == {("Aru", "studied_in", "Riga")}


def test_works_are_listed_after_their_kind():
    table = (
        "Aru NNP nsubj 2 | directed/direct VBD ROOT 0 | films/film NNS obj 2 | , , punct 3 |"
        "among IN case 6 | them PRP obl 2 | Dust NNP dep 2 | and CC cc 9 | Salt NNP conj 7"
    )
    assert of(table, person="Aru", artwork="Dust, Salt") == {
        ("Aru", "created", "Dust"),
        ("Aru", "created", "Salt"),
    }


def test_a_torn_prefix_belongs_to_its_verb():
    table = (
        "Aru NNP nsubj 2 | co VB dep 4 | - HYPH punct 2 | founded/found VBD ROOT 0 |"
        "Tengri NNP obj 4"
    )
    assert of(table, person="Aru", organization="Tengri") == {("Aru", "founded", "Tengri")}


def test_what_is_planned_is_not_told():
    table = (
        "Aru NNP nsubj 4 | is/be VBZ aux 4 | to TO mark 4 | sing VB ROOT 0 | in IN case 6 |"
        "Riga NNP obl 4"
    )
    assert of(table, person="Aru", place="Riga") == set()


def test_somebody_from_a_place_lived_there():
    table = (
        "Aru NNP nsubj 4 | from IN case 3 | Riga NNP nmod 1 | slept/sleep VBD ROOT 0 | . . punct 4"
    )
    assert of(table, person="Aru", place="Riga") == {("Aru", "lived_in", "Riga")}


def test_to_win_a_prize_is_told():
    table = (
        "Aru NNP nsubj 2 | won/win VBD ROOT 0 | the DT det 5 | Savin NNP compound 5 |"
        "Prize NNP obj 2"
    )
    assert of(table, person="Aru", event="Savin Prize") == {("Aru", "won", "Savin Prize")}


def test_to_play_an_instrument_is_told():
    table = "Aru NNP nsubj 2 | played/play VBD ROOT 0 | the DT det 4 | dombra NN obj 2"
    assert of(table, DOMBRA, person="Aru") == {("Aru", "plays", "dombra")}


def test_two_instruments_are_played():
    table = (
        "Aru NNP nsubj 2 | played/play VBD ROOT 0 | dombra NN obj 2 | and CC cc 5 | kobyz NN conj 3"
    )
    assert of(table, DOMBRA, KOBYZ, person="Aru") == {
        ("Aru", "plays", "dombra"),
        ("Aru", "plays", "kobyz"),
    }


def test_them_stands_for_the_instruments_before():
    table = (
        "Aru NNP nsubj 2 | loved/love VBD ROOT 0 | dombra NN obj 2 | and CC cc 5 | kobyz NN conj 3"
        "| , , punct 9 | so CC cc 9 | she PRP nsubj 9 | learned/learn VBD conj 2 | to TO mark 11 |"
        "play VB xcomp 9 | them PRP obj 11"
    )
    assert of(table, DOMBRA, KOBYZ, person="Aru = she") == {
        ("Aru", "plays", "dombra"),
        ("Aru", "plays", "kobyz"),
    }


def test_to_play_a_theme_of_another_kind_is_no_instrument():
    table = "Aru NNP nsubj 2 | played/play VBD ROOT 0 | games/game NNS obj 2"
    assert of(table, ("games", "game", "motif", "noun"), person="Aru") == set()


def test_all_of_several_people_did_it():
    table = (
        "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | lived/live VBD ROOT 0 | in IN case 6 |"
        "Riga NNP obl 4"
    )
    assert of(table, person="Aru, Dana", place="Riga") == {
        ("Aru", "lived_in", "Riga"),
        ("Dana", "lived_in", "Riga"),
    }


def test_it_was_done_in_all_of_several_places():
    table = (
        "Aru NNP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 | and CC cc 6 |"
        "Oslo NNP conj 4"
    )
    assert of(table, person="Aru", place="Riga, Oslo") == {
        ("Aru", "lived_in", "Riga"),
        ("Aru", "lived_in", "Oslo"),
    }


def test_a_town_before_its_country_is_where_it_was():
    table = (
        "Aru NNP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Turgovo NNP obl 2 | , , punct 6 |"
        "Latvia NNP conj 4"
    )
    assert of(table, person="Aru", place="Turgovo, Latvia") == {
        ("Aru", "lived_in", "Turgovo"),
        ("Turgovo", "located_in", "Latvia"),
    }


def test_a_place_inside_a_longer_phrase_is_where_it_was():
    table = (
        "Aru NNP nsubj 2 | lived/live VBD ROOT 0 | in IN case 5 | a DT det 5 | village NN obl 2 |"
        "on IN case 8 | the DT det 8 | outskirts NNS nmod 5 | of IN case 10 | Riga NNP nmod 8"
    )
    assert of(table, person="Aru", place="Riga") == {("Aru", "lived_in", "Riga")}


def test_a_pronoun_stands_for_its_person():
    table = "She PRP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2"
    doc = mark_mentions(parse("Aru NNP ROOT 0\n\n" + table), person="Aru = She", place="Riga")
    assert stated(doc) == {("Aru", "lived_in", "Riga")}


@pytest.mark.parametrize(
    "table",
    [
        "Aru NNP nsubj 3 | never RB advmod 3 | lived/live VBD ROOT 0 | in IN case 5 |"
        "Riga NNP obl 3 | . . punct 3",
        "Aru NNP nsubj 2 | wanted/want VBD ROOT 0 | to TO mark 4 | live VB xcomp 2 | in IN case 6 |"
        "Riga NNP obl 4 | . . punct 2",
        "If IN mark 3 | Aru NNP nsubj 3 | lived/live VBD advcl 8 | in IN case 5 | Riga NNP obl 3 |"
        ", , punct 8 | Dana NNP nsubj 8 | left/leave VBD ROOT 0 | . . punct 8",
        "Did/do VBD aux 3 | Aru NNP nsubj 3 | live VB ROOT 0 | in IN case 5 | Riga NNP obl 3 |"
        "? . punct 3",
        "Aru NNP nsubj 4 | would MD aux 4 | have VB aux 4 | lived/live VBN ROOT 0 | in IN case 6 |"
        "Riga NNP obl 4 | . . punct 4",
        "Nobody NN nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 | . . punct 2 |"
        "Aru NNP vocative 2",
    ],
    ids=["denied", "wished", "condition", "question", "counterfactual", "nobody"],
)
def test_what_a_sentence_does_not_assert_is_not_stated(table):
    names = {"person": "Aru, Dana"} if "Dana" in table else {"person": "Aru"}
    assert of(table, place="Riga", **names) == set()


def test_nobody_is_related_to_themselves():
    table = (
        "Aru NNP nsubj 2 | praised/praise VBD ROOT 0 | and CC cc 4 | met/meet VBD conj 2 |"
        "her PRP obj 4"
    )
    assert of(table, person="Aru = her") == set()


def test_a_relation_tells_its_rule_its_sentence_and_how_sure_it_is():
    doc = mark_mentions(
        parse(
            "Aru NNP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n"
            "Aru NNP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2 | . . punct 2"
        ),
        person="Aru",
        place="Riga",
    )
    (relation,) = find_relations(doc, FRAMES)
    assert relation.by == "frame:living"
    assert relation.sentence == 1
    assert 0 < relation.confidence <= 1
    assert relation.subject[2:] == (3, 4)
    assert relation.object[2:] == (6, 7)


def test_a_relation_is_no_surer_than_its_least_sure_mention():
    doc = mark_mentions(
        parse("She PRP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2"),
        person="She",
        place="Riga",
    )
    doc.spans["mentions"].attrs["confidence"] = [0.6, 1.0]
    (relation,) = find_relations(doc, FRAMES)
    assert relation.confidence <= 0.6


def test_a_doubtful_pronoun_states_nothing():
    doc = mark_mentions(
        parse("She PRP nsubj 2 | lived/live VBD ROOT 0 | in IN case 4 | Riga NNP obl 2"),
        person="She",
        place="Riga",
    )
    doc.spans["mentions"].attrs["confidence"] = [0.5, 1.0]
    assert find_relations(doc, FRAMES) == []


def test_one_statement_is_found_once():
    doc = mark_mentions(parse(SIMPLE[0][0]), person="Aru", place="Riga")
    assert len(find_relations(doc, FRAMES)) == 1


def test_the_component_takes_a_users_frames(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[frame]]\nname = "herding"\nverbs = ["herd"]\n'
        'says = [{ relation = "herded_in", object = ["place"], via = ["in"] }]\n'
    )
    doc = mark_mentions(
        parse("Aru NNP nsubj 2 | herded/herd VBD ROOT 0 | in IN case 4 | Riga NNP obl 2"),
        person="Aru",
        place="Riga",
    )
    create_relations(None, "relations", str(path))(doc)
    (relation,) = doc.user_data["storygraph.relations"]
    assert relation[0] == "herded_in"


def test_a_doc_without_mentions_states_nothing():
    assert find_relations(parse("It PRP nsubj 2 | rained/rain VBD ROOT 0"), FRAMES) == []


def test_what_happens_after_a_clause_tells_not_where_the_clause_did():
    table = """
        After IN mark 2 | studying/study VBG advcl 5 | , , punct 2 | Aru NNP nsubj 5 |
        worked/work VBD ROOT 0 | in IN case 7 | Riga NNP obl 5
    """
    assert of(table, person="Aru", place="Riga") == {("Aru", "worked_in", "Riga")}


@pytest.mark.parametrize("mark", ["such", "including", "like"])
def test_examples_of_a_plural_noun_are_meant(mark):
    case = f"{mark} IN case 6 |" + (" as IN fixed 5 |" if mark == "such" else " ever RB advmod 6 |")
    table = f"""
        Aru NNP nsubj 2 | performed/perform VBD ROOT 0 | in IN case 4 | cities/city NNS obl 2 |
        {case.replace(" 6 |", " 7 |")} Riga NNP nmod 4 | and CC cc 9 | Oslo NNP conj 7
    """
    assert of(table, person="Aru", place="Riga, Oslo") == {
        ("Aru", "performed_in", "Riga"),
        ("Aru", "performed_in", "Oslo"),
    }


def test_people_are_named_as_examples():
    table = """
        Aru NNP nsubj 2 | taught/teach VBD ROOT 0 | painters/painter NNS obj 2 |
        including VBG case 5 | Dana NNP nmod 3 | and CC cc 7 | Omar NNP conj 5
    """
    assert of(table, person="Aru, Dana, Omar") >= {
        ("Aru", "taught", "Dana"),
        ("Aru", "taught", "Omar"),
    }


@pytest.mark.parametrize(
    ("groups", "practised"),
    [("craft carpentry woodwork", {"carpentry"}), ("craft carpentry", {"carpentry", "woodwork"})],
)
def test_of_two_practices_that_one_word_tells_the_narrower_is_said(groups, practised):
    doc = parse(
        "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | carpenter NN ROOT 0 | . . punct 4"
    )
    doc = mark_themes(
        mark_mentions(doc, person="Aru"),
        ("carpenter", "carpentry", groups, "noun maker"),
        ("carpenter", "woodwork", "craft woodwork", "noun maker"),
    )
    found = find_relations(doc, FRAMES)
    assert {each.object[1] for each in found if each.name == "practices"} == practised


@pytest.mark.parametrize(
    ("object_", "relations"),
    [
        ("", {("Aru", "met", "Dana")}),
        ("| each DT det 6 | other NN obj 4", {("Aru", "met", "Dana")}),
        ("| nobody NN obj 4", set()),
    ],
)
def test_who_meets_something_else_does_not_meet_each_other(object_, relations):
    table = "Aru NNP nsubj 4 | and CC cc 3 | Dana NNP conj 1 | met/meet VBD ROOT 0"
    assert of(table + object_, person="Aru, Dana") == relations
