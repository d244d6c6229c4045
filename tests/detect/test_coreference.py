"""Who is meant within a story."""

import pytest
from spacy.tokens import Doc
from tests.parsing import mark_names, parse

from storygraph.detect.coreference import create_coreference, resolve


def denoted(doc: Doc, **labels: str) -> list[tuple[str, str, str]]:
    """Return each mention of a doc: its text, the fullest name of its entity, its form."""
    mark_names(doc, {name.replace("_", " "): label for name, label in labels.items()})
    group = resolve(doc)
    entities = group.attrs["entities"]
    return [(s.text, entities[int(s.kb_id_)][1][0], s.id_) for s in group]


def pronouns(doc: Doc, **labels: str) -> list[tuple[str, str]]:
    return [(text, name) for text, name, form in denoted(doc, **labels) if form == "pronoun"]


def nominals(doc: Doc, **labels: str) -> list[tuple[str, str]]:
    return [(text, name) for text, name, form in denoted(doc, **labels) if form == "nominal"]


ARU_SANG = "Aru NNP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"


def test_a_pronoun_denotes_the_person_before_it():
    doc = parse(f"{ARU_SANG}\n\nShe PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2")
    assert denoted(doc, Aru="PERSON") == [("Aru", "Aru", "name"), ("She", "Aru", "pronoun")]


def test_a_pronoun_never_denotes_a_place():
    doc = parse(
        "Riga NNP nsubj 2 | grew/grow VBD ROOT 0 | . . punct 2\n\n"
        "She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2"
    )
    assert pronouns(doc, Riga="GPE") == []


def test_a_subject_is_likelier_meant_than_an_object():
    doc = parse(
        "Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2 | . . punct 2\n\n"
        "She PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
    )
    assert pronouns(doc, Aru="PERSON", Dana="PERSON") == [("She", "Aru")]


def test_gender_decides_between_two_people():
    doc = parse(
        "Mr. NNP compound 2 | Bek NNP nsubj 3 | met/meet VBD ROOT 0 | Mrs. NNP compound 5 |"
        "Lin NNP obj 3 | . . punct 3\n\n"
        "She PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
    )
    names = {"Mr._Bek": "PERSON", "Mrs._Lin": "PERSON"}
    assert pronouns(doc, **names) == [("She", "Mrs. Lin")]


def test_mr_of_the_surname_is_not_whom_the_story_calls_she():
    doc = parse(
        "Aru NNP nsubj 3 | Bek NNP flat 1 | sang/sing VBD ROOT 0 | . . punct 3\n\n"
        "She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n"
        "She PRP nsubj 2 | woke/wake VBD ROOT 0 | . . punct 2\n\n"
        "Mr. NNP compound 2 | Bek NNP nsubj 3 | sang/sing VBD ROOT 0 | . . punct 3"
    )
    names = {"Mr._Bek": "PERSON", "Aru_Bek": "PERSON"}
    assert [name for *_, name, form in denoted(doc, **names) if form == "name"] == [
        "Aru Bek",
        "Mr. Bek",
    ]


def test_a_noun_beside_a_name_tells_the_gender():
    doc = parse(
        "Aru NNP nsubj 4 | was/be VBD cop 4 | a DT det 4 | man NN ROOT 0 | . . punct 4\n\n"
        "She PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
    )
    assert pronouns(doc, Aru="PERSON") == []


def test_husband_and_wife_beside_two_names_tell_nobodys_gender():
    doc = parse(
        "Aru NNP nsubj 8 | and CC cc 3 | Ala NNP conj 1 | , , punct 5 | husband NN appos 1 | "
        "and CC cc 7 | wife NN conj 5 | sang/sing VBD ROOT 0 | . . punct 8"
    )
    mark_names(doc, {"Aru": "PERSON", "Ala": "PERSON"})
    assert resolve(doc).attrs["entities"] == [["person", ["Aru"], ""], ["person", ["Ala"], ""]]


def test_pronouns_of_the_text_tell_the_gender():
    doc = parse(
        f"{ARU_SANG}\n\n"
        "She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n"
        "Her PRP$ nmod:poss 2 | song NN nsubj 3 | lasted/last VBD ROOT 0 | . . punct 3"
    )
    mark_names(doc, {"Aru": "PERSON"})
    assert resolve(doc).attrs["entities"] == [["person", ["Aru"], "female"]]


def test_the_pronoun_after_somebody_who_is_only_met_does_not_tell_the_gender():
    doc = parse(
        "We PRP nsubj 2 | met/meet VBD ROOT 0 | Aru NNP obj 2 | . . punct 2\n\n"
        "He PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2"
    )
    mark_names(doc, {"Aru": "PERSON"})
    assert resolve(doc).attrs["entities"] == [["person", ["Aru"], ""]]


def test_the_gender_is_open_where_nothing_tells():
    doc = mark_names(parse(ARU_SANG), {"Aru": "PERSON"})
    assert resolve(doc).attrs["entities"] == [["person", ["Aru"], ""]]


def test_an_object_pronoun_is_not_the_subject_of_its_verb():
    doc = parse(
        "Dana NNP nsubj 2 | came/come VBD ROOT 0 | . . punct 2\n\n"
        "Aru NNP nsubj 2 | praised/praise VBD ROOT 0 | her PRP obj 2 | . . punct 2"
    )
    assert pronouns(doc, Aru="PERSON", Dana="PERSON") == [("her", "Dana")]


def test_a_reflexive_pronoun_may_be_the_subject():
    doc = parse("Aru NNP nsubj 2 | taught/teach VBD ROOT 0 | herself PRP obj 2 | . . punct 2")
    assert pronouns(doc, Aru="PERSON") == [("herself", "Aru")]


def test_a_pronoun_may_precede_the_name_in_its_sentence():
    doc = parse(
        "When WRB advmod 4 | she PRP nsubj 4 | was/be VBD cop 4 | five CD advcl 7 | , , punct 7 |"
        "Aru NNP nsubj 7 | sang/sing VBD ROOT 0 | . . punct 7"
    )
    assert pronouns(doc, Aru="PERSON") == [("she", "Aru")]


def test_a_pronoun_before_anybody_is_named_denotes_nobody():
    doc = parse("She PRP nsubj 2 | slept/sleep VBD ROOT 0 | . . punct 2\n\n" + ARU_SANG)
    assert pronouns(doc, Aru="PERSON") == []


def test_a_pronoun_is_the_surer_the_fewer_people_it_can_mean():
    alone = parse(f"{ARU_SANG}\n\nShe PRP nsubj 2 | slept/sleep VBD ROOT 0")
    both = parse(
        "Aru NNP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2\n\n"
        "She PRP nsubj 2 | slept/sleep VBD ROOT 0"
    )
    sure = resolve(mark_names(alone, {"Aru": "PERSON"})).attrs["confidence"][-1]
    unsure = resolve(mark_names(both, {"Aru": "PERSON", "Dana": "PERSON"})).attrs["confidence"][-1]
    assert 0 < unsure < sure <= 1


PAINTER_ARU = (
    "The DT det 2 | painter NN nsubj 4 | Aru NNP appos 2 | left/leave VBD ROOT 0 | . . punct 4\n\n"
)


def test_a_definite_noun_denotes_who_was_called_so():
    doc = parse(
        PAINTER_ARU + "The DT det 2 | painter NN nsubj 3 | slept/sleep VBD ROOT 0 | . . punct 3"
    )
    assert nominals(doc, Aru="PERSON") == [("The painter", "Aru")]


@pytest.mark.parametrize(
    "sentence",
    [
        "A DT det 2 | painter NN nsubj 3 | slept/sleep VBD ROOT 0",
        "The DT det 2 | painters/painter NNS nsubj 3 | slept/sleep VBD ROOT 0",
        "The DT det 2 | weaver NN nsubj 3 | slept/sleep VBD ROOT 0",
        "The DT det 2 | painter NN nsubj 5 | from IN case 4 | Oslo NNP nmod 2 | slept VBD ROOT 0",
    ],
    ids=["indefinite", "plural", "never called so", "another one"],
)
def test_other_noun_phrases_denote_nobody_known(sentence):
    assert nominals(parse(PAINTER_ARU + sentence), Aru="PERSON") == []


@pytest.mark.parametrize(
    ("title", "phrase", "is_meant"),
    [
        ("Captain", "captain NN nsubj 3 | slept/sleep VBD ROOT 0", True),
        ("Dr", "doctor NN nsubj 3 | slept/sleep VBD ROOT 0", True),
        ("Father", "father NN nsubj 3 | slept/sleep VBD ROOT 0", False),
        ("Captain", "captain NN nsubj 5 | a DT det 4 | man NN appos 2 | sang VBD ROOT 0", True),
        ("Captain", "captain NN nsubj 4 | Dana NNP appos 2 | sang VBD ROOT 0", False),
    ],
)
def test_a_rank_or_office_before_a_name_tells_who_is_called_so(title, phrase, is_meant):
    doc = parse(
        f"{title} NNP compound 2 | Bek NNP nsubj 3 | left/leave VBD ROOT 0 | . . punct 3\n\n"
        f"The DT det 2 | {phrase}"
    )
    found = [text for text, _ in nominals(doc, **{f"{title}_Bek": "PERSON"})]
    assert bool(found) is is_meant


def test_a_rank_is_not_of_whom_the_story_calls_she():
    doc = parse(
        "Captain NNP compound 2 | Bek NNP nsubj 3 | left/leave VBD ROOT 0 | . . punct 3\n\n"
        "He PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2\n\n"
        "It PRP nsubj 2 | rained/rain VBD ROOT 0 | . . punct 2\n\n"
        "Dana NNP nsubj 3 | Bek NNP flat 1 | left/leave VBD ROOT 0 | . . punct 3\n\n"
        "Dana NNP nsubj 3 | Bek NNP flat 1 | slept/sleep VBD ROOT 0 | . . punct 3\n\n"
        "She PRP nsubj 2 | sang/sing VBD ROOT 0 | . . punct 2"
    )
    named = denoted(doc, Captain_Bek="PERSON", Dana_Bek="PERSON")
    assert {name for _, name, form in named if form == "name"} == {"Captain Bek", "Dana Bek"}


def test_a_museum_is_meant_by_its_kind():
    doc = parse(
        "The DT det 3 | Savin NNP compound 3 | Museum/museum NNP nsubj 4 | opened/open VBD ROOT 0 |"
        ". . punct 4\n\n"
        "She PRP nsubj 2 | left/leave VBD ROOT 0 | the DT det 4 | museum NN obj 2 | . . punct 2"
    )
    assert nominals(doc, Savin_Museum="ORG") == [("the museum", "Savin Museum")]


LETTER = (
    "I PRP nsubj 2 | wrote/write VBD ROOT 0 | to IN case 4 | Dana NNP obl 2 | . . punct 2\n\n"
    "I PRP nsubj 2 | miss VBP ROOT 0 | my PRP$ nmod:poss 4 | loom NN obj 2 | . . punct 2 |"
    "¶ SP dep 2\n\n"
)


def test_the_narrator_of_a_letter_is_who_signs_it():
    doc = parse(LETTER + "Aru NNP ROOT 0")
    assert pronouns(doc, Aru="PERSON", Dana="PERSON") == [("I", "Aru"), ("I", "Aru"), ("my", "Aru")]


def test_nobody_signs_a_text_that_ends_in_a_sentence():
    doc = parse(LETTER + "I PRP nsubj 2 | love VBP ROOT 0 | Aru NNP obj 2 | . . punct 2")
    assert pronouns(doc, Aru="PERSON", Dana="PERSON") == []


def test_i_in_speech_is_the_speaker():
    doc = parse(
        "“~ `` punct 3 | I PRP nsubj 3 | sing VBP ccomp 8 | at IN case 5 | dawn NN obl 3 |"
        ", , punct 8 | ” '' punct 8 | said/say VBD ROOT 0 | Aru NNP nsubj 8 | . . punct 8"
    )
    assert pronouns(doc, Aru="PERSON") == [("I", "Aru")]


def test_i_in_speech_is_not_the_narrator():
    doc = parse(
        "I PRP nsubj 2 | came/come VBD ROOT 0 | to IN case 5 | my PRP$ nmod:poss 5 | loom NN obl 2"
        "| . . punct 2\n\n"
        "“~ `` punct 3 | I PRP nsubj 3 | sing VBP ccomp 8 | at IN case 5 | dawn NN obl 3 |"
        ", , punct 8 | ” '' punct 8 | said/say VBD ROOT 0 | Dana NNP nsubj 8 | . . punct 8 |"
        "¶ SP dep 8\n\nAru NNP ROOT 0"
    )
    found = pronouns(doc, Aru="PERSON", Dana="PERSON")
    assert found == [("I", "Aru"), ("my", "Aru"), ("I", "Dana")]


def test_mentions_stand_in_text_order_and_each_has_a_confidence():
    doc = parse(f"{ARU_SANG}\n\nShe PRP nsubj 2 | met/meet VBD ROOT 0 | Dana NNP obj 2")
    mark_names(doc, {"Aru": "PERSON", "Dana": "PERSON"})
    group = resolve(doc)
    starts = [span.start for span in group]
    assert starts == sorted(starts)
    assert len(group.attrs["confidence"]) == len(starts)
    assert all(0 <= each <= 1 for each in group.attrs["confidence"])


def test_the_component_keeps_the_mentions_on_the_doc():
    doc = mark_names(parse(ARU_SANG), {"Aru": "PERSON"})
    create_coreference(None, "coreference")(doc)
    (span,) = doc.spans["mentions"]
    assert (span.text, span.label_, span.id_, span.kb_id_) == ("Aru", "person", "name", "0")


def test_mentions_survive_storage_as_bytes():
    doc = create_coreference(None, "coreference")(mark_names(parse(ARU_SANG), {"Aru": "PERSON"}))
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.spans["mentions"].attrs == doc.spans["mentions"].attrs
    assert again.spans["mentions"][0].kb_id_ == "0"


def test_a_doc_without_names_has_no_mentions():
    doc = parse("It PRP nsubj 2 | rained/rain VBD ROOT 0")
    assert denoted(doc) == []
