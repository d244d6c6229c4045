"""Ordinary ways of saying where people lived, learned and worked, read by the shipped pipeline."""

import pytest
from tests.detect.test_following import told

BEFORE = "Marla Quine sat by the window with Ossip Brand. "


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Marla spent her last years in Riga.", ("lived_in", "Riga")),
        ("Marla has made Riga her home.", ("lived_in", "Riga")),
        ("Marla was a resident of Riga.", ("lived_in", "Riga")),
        ("Marla ended her days in Riga.", ("died_in", "Riga")),
        ("It was in Riga that Marla was born.", ("born_in", "Riga")),
        ("Her birth in Riga surprised everyone.", ("born_in", "Riga")),
        ("Marla was brought up in Riga by her aunt.", ("grew_up_in", "Riga")),
        ("Marla moved from Oslo to Riga.", ("moved_to", "Riga")),
        ("Marla has been to Riga.", ("traveled_to", "Riga")),
        ("Marla spent a week in Riga.", ("traveled_to", "Riga")),
        ("Marla was sent to the Larch music college.", ("studied_at", "Larch music college")),
        ("Marla had a post at the Larch Theatre.", ("worked_at", "Larch Theatre")),
        ("Marla was appointed to the Larch Museum.", ("worked_at", "Larch Museum")),
        ("Marla drove a taxi in Riga for nine years.", ("worked_in", "Riga")),
        ("Marla belongs to the Larch Orchestra.", ("member_of", "Larch Orchestra")),
        ("The Larch Museum gave her a solo exhibition.", ("exhibited_at", "Larch Museum")),
        (
            "Marla holds a master's degree in law from Larch College.",
            ("studied_at", "Larch College"),
        ),
        ("Marla, a Larch College instructor in English, wept.", ("worked_at", "Larch College")),
        ("Marla served in the Estonian Army.", ("member_of", "Estonian Army")),
        ("The film *Salt Road* starred Marla.", ("performed", "Salt Road")),
        ("Her stepfather, Ossip, wept.", ("family_of", "Ossip Brand")),
    ],
)
def test_ordinary_sentences_state_relations(nlp, sentence, relation):
    name, end = relation
    assert ("Marla Quine", name, end) in told(nlp, BEFORE + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Marla has never been to Riga.",
        "Had Marla been to Riga?",
        "Marla refused an invitation to move to Riga.",
        "Marla is in the Riga cemetery.",
    ],
)
def test_what_is_denied_or_asked_states_nothing(nlp, sentence):
    assert not any(end == "Riga" for *_, end in told(nlp, BEFORE + sentence))


@pytest.mark.parametrize(
    ("house", "relation"), [("Tarn Weavers' Society", "member_of"), ("Tarn Bank", "worked_at")]
)
def test_the_president_of_a_society_is_a_member(nlp, house, relation):
    found = told(nlp, f"{BEFORE}Marla was president of the {house}.")
    assert ("Marla Quine", relation, house) in found


@pytest.mark.parametrize(
    ("word", "relation"), [("born", "born_in"), ("based", "lived_in"), ("bound", None)]
)
def test_a_place_before_a_hyphen_tells_where_somebody_is_from(nlp, word, relation):
    said = {
        name for _, name, end in told(nlp, f"Riga-{word} Marla Quine laughed.") if end == "Riga"
    }
    assert said == ({relation} if relation else set())


@pytest.mark.parametrize(
    ("verb", "is_skill"),
    [("could play", True), ("might play", False), ("could have played", False)],
)
def test_what_somebody_could_do_is_a_skill(nlp, verb, is_skill):
    found = told(nlp, f"{BEFORE}Marla {verb} the flute.")
    assert (("Marla Quine", "plays", "flute") in found) is is_skill
