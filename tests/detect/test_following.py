"""Relations that no single sentence states, read by the shipped pipeline."""

import pytest
from spacy.language import Language

LETTER = """Osh, 3 May 1956

Dear Dana,

My grandfather Tom taught me to carve. I sold the last spoon on Monday, and we met nobody.

Your loving sister,
Aru Bek
"""
REVIEW = """Two Drums

Winter Strings Festival, Old Mint Hall, Oslo. Friday.

The hall was full on Friday, and the audience had come to hear the drums. The pianist Aru Bek opened
the concert alone. Then the cellist, Dana Holm, played "Salt Roads" by Tom Berg, and the applause
was long. Dana Holm studied at the Art Academy in Bergen. The encore was short.
"""


def told(nlp: Language, text: str) -> set[tuple[str, str, str]]:
    doc = nlp(text)
    entities = doc.spans["mentions"].attrs["entities"]

    def shown(end: tuple[str, str, int, int]) -> str:
        return end[1] if end[0] == "theme" else entities[int(end[1])][1][0]

    return {
        (shown(subject), name, shown(object))
        for name, subject, object, *_ in doc.user_data["storygraph.relations"]
        if name != "associated_with"
    }


def test_letters_tell_of_their_writers(nlp):
    assert told(nlp, LETTER) >= {
        ("Aru Bek", "lived_in", "Osh"),
        ("Dana", "sibling_of", "Aru Bek"),
        ("Tom", "taught", "Aru Bek"),
        ("Tom", "grandparent_of", "Aru Bek"),
    }


@pytest.mark.parametrize(
    ("closing", "relation"),
    [("Your friend", "friend_of"), ("Your loving daughter", "child_of"), ("Yours", None)],
)
def test_a_closing_says_what_the_writer_is(nlp, closing, relation):
    found = told(nlp, LETTER.replace("Your loving sister", closing))
    said = {
        "child_of" if (first, name, second) == ("Dana", "parent_of", "Aru Bek") else name
        for first, name, second in found
        if {first, second} == {"Aru Bek", "Dana"}
    }
    assert said == ({relation} if relation else set())


def test_writer_and_reader_met_where_a_letter_says_we(nlp):
    letter = LETTER.replace("we met nobody", "I remember that we met in the rain")
    assert ("Dana", "met", "Aru Bek") in told(nlp, letter)
    assert ("Aru Bek", "met", "Dana") not in told(nlp, LETTER)


def test_a_review_tells_who_performed_at_its_occasion(nlp):
    found = told(nlp, REVIEW)
    for who in ("Aru Bek", "Dana Holm"):
        assert (who, "performed_in", "Oslo") in found
        assert (who, "performed_at", "Old Mint Hall") in found
        assert (who, "took_part_in", "Winter Strings Festival") in found
    assert ("Dana Holm", "performed", "Salt Roads") in found
    assert ("Salt Roads", "performed_in", "Oslo") in found
    assert ("Tom Berg", "performed_in", "Oslo") not in found


def test_without_its_head_a_review_has_no_occasion(nlp):
    first, _, *rest = REVIEW.split("\n\n")
    assert not {name for _, name, _ in told(nlp, "\n\n".join([first, *rest]))} & {
        "took_part_in",
        "performed_in",
    }


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        (
            "Aru Bek arrived in Oslo in 1950 and stayed.",
            {("Aru Bek", "moved_to", "Oslo")},
            {("Aru Bek", "traveled_to", "Oslo")},
        ),
        (
            "Aru Bek arrived in Oslo in 1950 and stayed two nights.",
            {("Aru Bek", "traveled_to", "Oslo")},
            {("Aru Bek", "moved_to", "Oslo")},
        ),
        (
            "At twenty Aru Bek went to Oslo to study weaving.",
            {("Aru Bek", "moved_to", "Oslo"), ("Aru Bek", "studied_in", "Oslo")},
            {("Aru Bek", "traveled_to", "Oslo")},
        ),
        (
            "Aru Bek is a surveyor in Oslo.",
            {("Aru Bek", "worked_in", "Oslo"), ("Aru Bek", "lived_in", "Oslo")},
            set(),
        ),
        (
            "Aru Bek comes from Bergen.",
            {("Aru Bek", "born_in", "Bergen")},
            set(),
        ),
        (
            "Aru Bek came from Bergen with a trunk.",
            set(),
            {("Aru Bek", "born_in", "Bergen")},
        ),
        (
            "Aru Bek was elected to the Norwegian Academy of Arts in 1960.",
            {("Aru Bek", "member_of", "Norwegian Academy of Arts")},
            set(),
        ),
        (
            'The novel "Salt Roads" was written by Aru Bek and Tom Berg.',
            {("Aru Bek", "worked_with", "Tom Berg")},
            set(),
        ),
    ],
)
def test_what_follows_and_what_does_not(nlp, text, present, absent):
    found = told(nlp, text)
    missing = {
        each for each in present if each not in found and (each[2], each[1], each[0]) not in found
    }
    assert not missing
    assert not absent & found


def test_a_son_of_theirs_has_both_for_parents(nlp):
    text = "Aru Bek and Tom Berg married in Oslo. Their only son, Nils, was born in Bergen."
    assert told(nlp, text) >= {
        ("Aru Bek", "parent_of", "Nils"),
        ("Tom Berg", "parent_of", "Nils"),
    }


def test_who_speaks_in_the_paragraph_before_says_nothing_here(nlp):
    text = (
        "Tom Berg came in and sat down.\n\n“Both, sir,” said Tom.\n\n"
        "“I was born in Leeds,” said the stranger."
    )
    assert ("Tom Berg", "born_in", "Leeds") not in told(nlp, text)
    assert ("Tom Berg", "born_in", "Leeds") in told(nlp, text.replace("the stranger", "Tom"))


def test_who_agrees_to_publish_a_book_is_not_its_author(nlp):
    text = "Tom Berg wrote at night. Then Nils Heath {} *Salt Roads*."
    made = ("Nils Heath", "created", "Salt Roads")
    assert made not in told(nlp, text.format("agreed to publish"))
    assert made in told(nlp, text.format("wrote"))
