"""What lines tell: the heads of reviews."""

import pytest
from tests.parsing import texts, words

from storygraph.detect.layout import header_names, interview_marks


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


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Q. Was it dry? A. It was. Q. And then? A. I left.", ["Q.", "A.", "Q.", "A."]),
        ("Q: Was it dry?\n\nA: It was.\n\nQ: And then?\n\nA: Snow.", ["Q", "A", "Q", "A"]),
        ("Q. Was it dry? A. It was.", []),
        ("Q. was late. A. slept. Q. never came. A. left.", []),
        ("A bench was dry. A : no, two.", []),
    ],
)
def test_an_interview_marks_questions_and_answers(text, marked):
    doc = words(text)
    assert [doc[index].text for index in sorted(interview_marks(doc))] == marked
