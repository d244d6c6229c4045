"""Letters within a story, and who writes them to whom."""

import pytest
from spacy.tokens import Span
from tests.parsing import words

from storygraph.detect.aliases import Found
from storygraph.detect.correspondence import (
    Correspondence,
    find_letters,
    letter_names,
    letter_readers,
)

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


@pytest.mark.parametrize(
    ("salutation", "reader"),
    [
        ("Dearest Dana, the bench is dry.", "Dana"),
        ("Dear Dana!", "Dana"),
        ("Esteemed Dana Bek,", "Dana Bek"),
        ("My dear Dana,", "Dana"),
    ],
)
def test_a_salutation_may_run_on_into_the_letter(salutation, reader):
    letter = find_letters(words(f"{salutation}\n\nIt rained.\n\nAru"))[0]
    assert letter.addressee is not None
    assert letter.addressee.text == reader


@pytest.mark.parametrize("line", ["Dana, my goose,", "To my sister Dana, who waits,"])
def test_a_letter_may_have_a_dateline_and_no_dear(line):
    text = f"Osh, 3 May 1956\n\n{line}\n\nThe bench is dry now.\n\nYour sister,\nAru"
    letter = find_letters(words(text))[0]
    assert letter.place is not None
    assert letter.addressee is not None
    assert letter.signature is not None
    assert (letter.place.text, letter.addressee.text) == ("Osh", "Dana")
    assert letter.signature.text == "Aru"


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        ("It rained. Your sister who embraces you, Aru", "Aru"),
        ("It rained. I kiss you all, Aru Bek", "Aru Bek"),
        ("Believe me, dear Dana, yours very truly, Aru McBek", "Aru McBek"),
        ("It rained all day long. Aru", "Aru"),
        ("It rained. Your loving sister", None),
    ],
)
def test_a_letter_may_close_within_its_last_paragraph(end, signed):
    letter = find_letters(words(f"Dear Dana,\n\nThe bench is dry.\n\n{end}"))[0]
    assert (letter.signature and letter.signature.text) == signed


def test_a_line_of_place_and_date_alone_is_no_letter():
    assert find_letters(words("Osh, 3 May 1956\n\nThe bench was dry, and nobody sat.")) == []


def people(doc, **numbers):
    found = [
        Found(doc[token.i : token.i + 1], numbers[token.text], "name", 1.0)
        for token in doc
        if token.text in numbers
    ]
    return sorted(found, key=lambda each: each.span.start)


def test_answers_tell_who_writes_what_is_not_signed():
    doc = words(
        "Osh, 3 May\n\nDear Dana,\n\nIt rained.\n\nAru\n\n"
        "Omsk, 9 June\n\nDear Aru,\n\nIt did not rain here.\n\nWrite soon.\n\n"
    )
    letters = Correspondence(doc, people(doc, Dana=0, Aru=1))
    rained = [token for token in doc if token.text in {"rained", "rain"}]
    assert [letters.writer(token) for token in rained] == [1, 0]
    assert [letters.reader(token) for token in rained] == [0, 1]


def test_an_initial_signs_for_whom_the_letters_name():
    doc = words(
        "Osh, 3 May\n\nDear Dana,\n\nIt rained.\n\nA.\n\n"
        "Omsk, 9 June\n\nDear Aru,\n\nIt snowed.\n\nDana"
    )
    letters = Correspondence(doc, people(doc, Dana=0, Aru=1))
    told = [token for token in doc if token.text in {"rained", "snowed"}]
    assert [letters.writer(token) for token in told] == [1, 0]


@pytest.mark.parametrize(
    "line", ["Letter II", "Chapter Two", "The End", "Monday Morning", "Thanks"]
)
def test_headings_and_closings_sign_nothing(line):
    letter = find_letters(words(f"Dear Dana,\n\nThe bench is dry.\n\nIt rained.\n\n{line}"))[0]
    assert letter.signature is None


def test_a_letter_ends_where_somebody_signs():
    text = (
        "Dear Dana,\n\nIt rained.\n\nYour sister,\nAru\n\nP.S. It rains.\n\nBek read it and wept."
    )
    doc = words(text)
    letter = find_letters(doc)[0]
    assert letter.signature is not None
    assert letter.signature.text == "Aru"
    assert doc[letter.start : letter.end].text.endswith("It rains.")


@pytest.mark.parametrize(
    "text", ["Dear God, it rained on us.\n\nAru", "Dear Dana, may the bench keep dry.\n\nAru"]
)
def test_a_salutation_names_somebody_and_no_place(text):
    assert all(letter.place is None for letter in find_letters(words(text)))
    assert all(letter.addressee.text == "Dana" for letter in find_letters(words(text)))


@pytest.mark.parametrize("line", ["Aru, may I come in?", "Osh, in May"])
def test_a_line_with_may_in_it_is_no_dateline(line):
    assert find_letters(words(f"{line}\n\nIt rained.\n\n{line}\n\nIt snowed.")) == []


@pytest.mark.parametrize("date", ["2.9.1976", "10 Nisan 1930", "12/5/56"])
def test_a_date_may_be_in_figures_or_of_another_calendar(date):
    letters = find_letters(words(f"Osh, {date}\n\nThe bench is dry.\n\nYours, Aru"))
    assert [each.place.text for each in letters] == ["Osh"]


@pytest.mark.parametrize("end", ["Yours in haste, Aru", "Aru", "Aru , weaver of mats"])
def test_a_letter_may_be_a_single_paragraph(end):
    (letter,) = find_letters(words(f"Dear Dana, the bench is dry. It rains. {end}"))
    assert (letter.addressee.text, letter.signature.text) == ("Dana", "Aru")


@pytest.mark.parametrize(
    ("greeting", "label", "found"),
    [("Dear Adelaide,", "GPE", ["Adelaide"]), ("Dear Tate,", "ORG", []), ("Adelaide,", "GPE", [])],
)
def test_whom_a_letter_greets_is_no_place(greeting, label, found):
    doc = words(f"{greeting}\n\nThe bench is dry.\n\nYours,\nAru")
    start = 1 if greeting.startswith("Dear") else 0
    doc.ents = [Span(doc, start, start + 1, label=label)]
    assert [span.text for span in letter_readers(doc)] == found


def test_a_greeting_signs_nothing():
    (letter,) = find_letters(words("Dear Dana!\n\nI wove. I sang.\n\nIt rained."))
    assert letter.signature is None


def test_lists_are_no_letters():
    assert find_letters(words("Bread, 2 loaves\n\nWe ate.\n\nSalt, 3 spoons\n\nWe slept.")) == []
