"""Dashes of books set in ASCII: they belong to no name, and cut no other word."""

import pytest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Aru!"--she wept.', ['"', "Aru", "!", '"', "--", "she", "wept", "."]),
        ("Aru Bek?--Where? Aru--", ["Aru", "Bek", "?", "--", "Where", "?", "Aru", "--"]),
        ('"--said Mr. Bek--"', ['"', "--", "said", "Mr.", "Bek", "--", '"']),
        ('"No!—Yes," she said', ['"', "No", "!", "—", "Yes", ",", '"', "she", "said"]),
        ("1908–1979", ["1908–1979"]),
    ],
)
def test_dashes_between_marks_are_words_of_their_own(nlp, text, words):
    assert [token.text for token in nlp.make_doc(text)] == words


def test_a_name_ends_at_a_dash(nlp):
    doc = nlp('"I am Marla Quine!"--she laughed. Marla Quine--Marla was nine--sang in Oslo.')
    names = {span.text for span in doc.spans["mentions"] if span.id_ == "name"}
    assert names == {"Marla Quine", "Marla", "Oslo"}
