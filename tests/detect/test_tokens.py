"""How texts are cut into words: dashes of books set in ASCII, marks of footnotes."""

import pytest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Aru!"--she wept.', ['"', "Aru", "!", '"', "--", "she", "wept", "."]),
        (
            "Riga.[3] Bek[4][5] sang,[a]",
            ["Riga", ".", "[3]", "Bek", "[4]", "[5]", "sang", ",", "[a]"],
        ),
        ("Riga.[citation needed]", ["Riga", ".", "[", "citation", "needed", "]"]),
        ("[laughter] (Bek[7])", ["[", "laughter", "]", "(", "Bek", "[7]", ")"]),
        ("Aru Bek?--Where? Aru--", ["Aru", "Bek", "?", "--", "Where", "?", "Aru", "--"]),
        ('"--said Mr. Bek--"', ['"', "--", "said", "Mr.", "Bek", "--", '"']),
        ('"No!—Yes," she said', ['"', "No", "!", "—", "Yes", ",", '"', "she", "said"]),
        ("1908–1979", ["1908–1979"]),
    ],
)
def test_dashes_and_footnotes_are_words_of_their_own(nlp, text, words):
    assert [token.text for token in nlp.make_doc(text)] == words


def test_a_name_ends_at_a_dash(nlp):
    doc = nlp('"I am Marla Quine!"--she laughed. Marla Quine--Marla was nine--sang in Oslo.')
    names = {span.text for span in doc.spans["mentions"] if span.id_ == "name"}
    assert names == {"Marla Quine", "Marla", "Oslo"}
