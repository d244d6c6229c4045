"""What lines tell: letters, and the heads of reviews."""

import pytest
from tests.parsing import texts, words

from storygraph.detect.layout import find_letters, header_names, letter_names

LETTER = "Osh, 3 May 1956\n\nDear Dana,\n\nThe bench is dry.\n\nYour sister,\nAru"
REPLY = "Omsk, 9 June\n\nDear Aru,\n\nIt is not.\n\nYours,\nDana"


def test_a_letter_has_a_place_a_reader_and_a_writer():
    letter = find_letters(words(LETTER))[0]
    assert letter.place is not None
    assert letter.signature is not None
    parts = letter.place, letter.addressee, letter.signature
    assert [span.text for span in parts] == ["Osh", "Dana", "Aru"]


@pytest.mark.parametrize("rule", ["---", "* * *", ""], ids=["dashes", "stars", "none"])
def test_letters_follow_each_other(rule):
    letters = find_letters(words(f"{LETTER}\n\n{rule}\n\n{REPLY}"))
    assert [(each.addressee.text, each.signature.text) for each in letters] == [
        ("Dana", "Aru"),
        ("Aru", "Dana"),
    ]
    assert letters[0].end <= letters[1].start


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear",
        "Dear,",
        "\n\n",
        "It was a dear price to pay, and Aru paid it.",
        "Dear me, what a long and dusty road this is!",
        "She wrote: dear Dana, come home.",
    ],
)
def test_other_texts_are_no_letters(text):
    assert find_letters(words(text)) == []


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        ("With love,\nAru", "Aru"),
        ("Your old friend, Aru Bek", "Aru Bek"),
        ("Yours ever\n\n— Aru", "Aru"),
        ("Write soon.", None),
        ("See you in May", None),
    ],
)
def test_a_signature_is_a_name_alone_with_a_closing(end, signed):
    letter = find_letters(words(f"Dear Dana,\n\nThe bench is dry.\n\n{end}"))[0]
    assert (letter.signature and letter.signature.text) == signed
    assert letter.place is None


def test_places_and_writers_are_names():
    named = {(span.text, span.label_) for span in letter_names(words(LETTER))}
    assert named == {("Osh", "GPE"), ("Aru", "PERSON")}


def test_a_writer_is_known_by_the_short_name_of_the_answer():
    text = f"{LETTER}belle\n\n---\n\n{REPLY}"
    assert "Arubelle" in text
    assert ("Arubelle", "PERSON") not in {(s.text, s.label_) for s in letter_names(words(text))}


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Winter Strings, Old Mint, Osh, 24 May", {"Old Mint": "ORG", "Osh": "GPE"}),
        ("Winter Strings, Old Mint, Osh. Friday.", {"Old Mint": "ORG", "Osh": "GPE"}),
        ("Winter Strings, Osh, 1956", {"Osh": "GPE"}),
        ("Winter Strings, Old Mint, Osh", {}),
        ("A cold night, and a long one, 24 May", {}),
        ("24 May", {}),
    ],
)
def test_the_head_of_a_review_names_venue_and_place(line, named):
    doc = words(f"Two Drums\n\n{line}\n\nThe hall was full.")
    assert {span.text: span.label_ for span in header_names(doc)} == named


def test_lines_further_down_are_no_heads():
    lines = "\n\n".join(["Aru slept."] * 6)
    assert texts(header_names(words(f"{lines}\n\nWinter Strings, Osh, 1956\n\n"))) == []


def test_a_date_may_stand_on_a_line_of_its_own():
    first = (
        "Salt Yard, Osh\n3rd May\n\nMy dear Dana-san,\n\nThe bench is dry.\n\nYour friend,\nAru Bek"
    )
    letters = find_letters(
        words(f"{first}\n\n*\n\nOmsk, Siberia\nJune 2\n\nDear Aru,\n\nIt is.\n\nDana")
    )
    assert [each.place.text for each in letters] == ["Salt Yard", "Omsk"]
    assert letters[0].addressee.text.startswith("Dana")
    assert letters[0].end <= letters[1].start
