"""What encyclopedias and school essays say of somebody, read by the shipped pipeline."""

import pytest
from tests.detect.test_following import told

import storygraph as sg

MARLA = "Marla Quine was a painter and lutenist. "


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "In the small village of Ravenholm, there was a woman named Marla Quine.",
            {("Marla Quine", "lived_in", "Ravenholm")},
        ),
        (
            "On the outskirts of Lund, in a white house, lived a dancer named Marla Quine.",
            {("Marla Quine", "lived_in", "Lund")},
        ),
        (
            'Marla Quine recorded the albums "Red Reed" (1993), "Blue Reed" (1995) and "Stone".',
            {("Marla Quine", "created", title) for title in ("Red Reed", "Blue Reed", "Stone")},
        ),
        (
            'In Lund, Marla Quine exhibited a series of paintings called "The Long Reed."',
            {("The Long Reed", "exhibited_in", "Lund")},
        ),
        (
            MARLA + "Born Marla Brand in Lund, she was the daughter of a cook.",
            {("Marla Quine", "born_in", "Lund")},
        ),
        (
            "The Reed Band was formed in Lund by three friends: the accordionist Marla Quine, the "
            "dulcimer player Ossip Brand and the bassist Tove Holm.",
            {(n, "founded", "Reed Band") for n in ("Marla Quine", "Ossip Brand", "Tove Holm")},
        ),
        (
            "The Reed Quartet is a Danish ensemble of four oud players, founded in Lund in 1992 by "
            "the brothers Ossip and Tore Brand.",
            {(name, "founded", "Reed Quartet") for name in ("Ossip", "Tore Brand")},
        ),
        (
            "The Reed Trio was formed in 1999. Its members were the violinist Marla Quine, the "
            "cellist Ossip Brand and the pianist Tove Holm.",
            {(n, "member_of", "Reed Trio") for n in ("Marla Quine", "Ossip Brand", "Tove Holm")},
        ),
        (
            MARLA + "Her students included the potter Ossip Brand and the poet Tove Holm.",
            {("Marla Quine", "taught", name) for name in ("Ossip Brand", "Tove Holm")},
        ),
        (
            "Marla Quine gave a concert in Lund with her brother, the fiddler Ossip Brand.",
            {(name, "performed_in", "Lund") for name in ("Marla Quine", "Ossip Brand")},
        ),
        (
            "Marla Quine sang at the Winter Strings Festival in Lund.",
            {("Marla Quine", "took_part_in", "Winter Strings Festival")},
        ),
        (MARLA + "She took evening classes in drawing.", {("Marla Quine", "practices", "drawing")}),
        (
            "Ossip Lund commissioned Marla Quine to paint twelve windows.",
            {("Ossip Lund", "worked_with", "Marla Quine")},
        ),
    ],
)
def test_plain_sentences_state_relations(nlp, text, stated):
    assert stated <= told(nlp, text)


@pytest.mark.parametrize(
    ("text", "not_stated"),
    [
        (
            "Born in Lund, Sweden, to a smith and a Finnish choir singer, Marla Quine sat there.",
            {("Marla Quine", "practices", "singing")},
        ),
        (
            "Marla Quine lives in Lund. Ossip heard Marla singing and stopped.",
            {("Ossip", "practices", "singing")},
        ),
        (
            MARLA + "She is survived by her mother, her husband, Ossip Brand, and their daughters.",
            {("Ossip Brand", "parent_of", "Marla Quine")},
        ),
        (
            "Marla Quine was the third child of a railway engineer and his wife, Tove.",
            {("Marla Quine", "spouse_of", "Tove")},
        ),
        (
            "Marla Quine played at weddings with her brother Ossip.",
            {("Marla Quine", "spouse_of", "Ossip")},
        ),
        (
            MARLA + 'Her "Old Tailor," a portrait of her father, Ossip Quine, was shown in Lund.',
            {("Ossip Quine", "exhibited_in", "Lund"), ("Ossip Quine", "created", "Old Tailor")},
        ),
        (
            "Some people said that Marla Quine would marry Ossip Brand one day.",
            {("Marla Quine", "spouse_of", "Ossip Brand")},
        ),
        (
            "Marla Quine was said to have studied in Rome.",
            {("Marla Quine", "studied_in", "Rome")},
        ),
        (
            "Others whispered that Marla Quine had once worked in Rome.",
            {("Marla Quine", "worked_in", "Rome")},
        ),
        (
            "Marla Quine and Ossip Brand meant to meet in Rome.",
            {("Marla Quine", "met", "Ossip Brand")},
        ),
        (
            "Marla Quine sang at the Lund Opera, the Reed Hall in Oslo and the Mint Hall.",
            {("Lund Opera", "located_in", "Oslo")},
        ),
    ],
)
def test_what_is_said_of_others_or_by_hearsay_is_not_stated(nlp, text, not_stated):
    assert not not_stated & told(nlp, text)


@pytest.mark.parametrize(
    "text", ["In this essay I shall tell of Osh.", "The screen can be seen in Room 2."]
)
def test_speakers_and_rooms_are_no_works(nlp, text):
    doc = nlp(text)
    assert all(span.label_ != "artwork" for span in doc.spans["mentions"])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ('"I was shy," the sculptor told the *Herald*.', "Herald", "organization"),
        ("The critic of *De Veldbode* praised Tove Holm.", "De Veldbode", "organization"),
        ("They founded a small ensemble called Two Reeds.", "Two Reeds", "organization"),
        (
            "They opened a workshop, Tazul, near the harbour. Tazul was small.",
            "Tazul",
            "organization",
        ),
        ("Mathias lived in Basel. In Atzompa Mathias was asked to stay.", "Mathias", "person"),
        ("Mathias lived in Basel. In Atzompa Mathias was asked to stay.", "Atzompa", "place"),
        ("The museum lies in the heart of Tazulcho, Peru.", "Tazulcho", "place"),
        ("She lives with her partner, the sailmaker Yevgenia Dam.", "Yevgenia Dam", "person"),
        ("There was a photograph in the *Canal Courier*.", "Canal Courier", "organization"),
        ('Her solo show "Warm Ash" opened in Lund.', "Warm Ash", "event"),
        ('They met at a symposium entitled "Warm Ash".', "Warm Ash", "event"),
        ("At the fair she showed *Warm Ash* in Lund.", "Warm Ash", "artwork"),
    ],
)
def test_names_are_of_the_kind_that_their_place_tells(nlp, text, name, kind):
    doc = nlp(text)
    spans = doc.spans["mentions"]
    assert {span.label_ for span in spans if span.text == name} == {kind}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Marla Quine, who was born Marla Brandt on Gotland, wove.",
            {"Marla Quine", "Marla Brandt"},
        ),
        ("Hanna Lund wrote under the name of H. T. Tazel.", {"Hanna Lund", "H. T. Tazel"}),
        ("Marla Quine wove. Born Marla Brandt in Lund, she sang.", {"Marla Quine", "Marla Brandt"}),
        ("Marla Quine wove. She was born Marla Brandt in Lund.", {"Marla Quine", "Marla Brandt"}),
        ("Marla Quine wove. She was born as Marla Brandt.", {"Marla Quine", "Marla Brandt"}),
        ("Marla Quine wove. Marla Quine-Lund sang.", {"Marla Quine", "Marla Quine-Lund"}),
        (
            "Marla Quine wove. She married Ossip Lund in Oslo. Marla Lund died in Bergen.",
            {"Marla Quine", "Marla Lund"},
        ),
    ],
)
def test_names_at_birth_and_assumed_names_are_one_persons(nlp, text, names):
    doc = nlp(text)
    entities = doc.spans["mentions"].attrs["entities"]
    assert any(names <= set(entity[1]) for entity in entities)


def test_a_work_called_as_somebody_is_leaves_them_a_person(nlp):
    doc = nlp(
        "Marla Quine lived with her mother, Sunniva. The third carpet is known simply as "
        "*Sunniva*, which hangs in Lund. Sunniva died in 1970."
    )
    kinds = [span.label_ for span in doc.spans["mentions"] if span.text == "Sunniva"]
    assert kinds == ["person", "artwork", "person"]


def test_a_book_called_as_its_heroine_leaves_her_a_person(nlp):
    doc = nlp(
        'The novel "Marla Quine" was published in 1847. Marla Quine lived in Lund, where Marla '
        "Quine taught. In Oslo Marla Quine met Ossip."
    )
    kinds = [span.label_ for span in doc.spans["mentions"] if span.text == "Marla Quine"]
    assert kinds == ["artwork", "person", "person", "person"]


def test_surnames_are_of_people_beside_houses_and_after_of(nlp):
    doc = nlp(
        "Marla Quine wove. Quine gave her loom to a museum, the Quine and Lund House in Oslo. "
        "It shows nineteen portraits of Quine by her pupils."
    )
    kinds = {span.label_ for span in doc.spans["mentions"] if span.text == "Quine"}
    assert kinds == {"person"}


def test_a_relative_with_title_and_surname_is_who_bears_both_in_full(nlp):
    doc = nlp(
        "Captain Ossip Lund came home. Marla Lund laughed at her brother, Captain Lund. "
        "Captain Lund wept."
    )
    entities = doc.spans["mentions"].attrs["entities"]
    assert any({"Captain Ossip Lund", "Captain Lund"} <= set(entity[1]) for entity in entities)


def test_a_maker_who_is_called_somebody_is_no_title(nlp):
    doc = nlp("Her father was a tuner called Emil Quine; her mother wove in Oslo.")
    kinds = {span.label_ for span in doc.spans["mentions"] if span.text == "Emil Quine"}
    assert kinds == {"person"}


def test_who_was_born_with_another_given_name_is_somebody_else(nlp):
    doc = nlp("Marla Quine wove with her mother. She was born Ida Quine in Lund.")
    entities = doc.spans["mentions"].attrs["entities"]
    assert not any({"Marla Quine", "Ida Quine"} <= set(entity[1]) for entity in entities)


def test_an_assumed_name_is_of_whoever_writes_under_it(nlp):
    doc = nlp("Ossip Lund slept. His sister wrote verses under the name of Tazel in Oslo.")
    entities = doc.spans["mentions"].attrs["entities"]
    assert not any({"Ossip Lund", "Tazel"} <= set(entity[1]) for entity in entities)


def test_the_name_that_most_mentions_shorten_is_shown(nlp):
    graph = sg.build(
        sg.Story("quine", "Quine", "Marla Quine, born Marla Ida Brandt in Lund, sang. Quine wove."),
        pipeline=nlp,
    )
    assert graph.nx.nodes[graph.find("Marla Ida Brandt")]["name"] == "Marla Quine"


def test_a_text_may_end_in_the_comma_behind_a_place(nlp):
    assert told(nlp, "Marla Quine lived in Lund, Sweden,") >= {("Lund", "located_in", "Sweden")}


def test_what_holds_both_ways_is_said_once(nlp):
    text = "Marla Quine met Ossip Lund in Oslo. Ossip Lund met Marla Quine again in Lund."
    assert {each for each in told(nlp, text) if each[1] == "met"} == {
        ("Marla Quine", "met", "Ossip Lund")
    }
