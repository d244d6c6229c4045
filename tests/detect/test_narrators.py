"""Who says "I": what the words around a name, the head and the end of a text tell."""

import pytest
from tests.parsing import words

from storygraph.detect.aliases import Found
from storygraph.detect.narrators import find_narrator

TOLD = "I wove and I sang, and my bench was dry."


def narrator(text: str) -> str | None:
    """Return who says "I"; the names of people in the texts are Aru, Bek and Dana."""
    doc = words(text)
    names = ["Aru", "Bek", "Dana"]
    people = [
        Found(doc[token.i : token.i + 1], names.index(token.text), "name", 1.0)
        for token in doc
        if token.text in names
    ]
    number = find_narrator(doc, people, [])
    return None if number is None else names[number]


@pytest.mark.parametrize(
    "words_",
    [
        "I am Aru , and Bek is a smith.",
        "I'm Aru .",
        "I , Aru , wove it for Bek .",
        "As for me , Aru , I left.",
        "My name , of which nobody asks , is Aru .",
        "I who write this am called Aru .",
    ],
)
def test_a_narrator_names_themself(words_):
    assert narrator(f"Bek came.\n\n{TOLD} {words_}") == "Aru"


@pytest.mark.parametrize(
    "words_",
    [
        "I am Aru 's sister.",
        "My name is old. Bek is Aru .",
        "My name day is in May, and my father is Aru .",
        "Believe me , Aru , it was dry.",
    ],
)
def test_other_names_near_an_i_are_others(words_):
    assert narrator(f"{TOLD} {words_} It rained.") is None


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("From the diary of Aru", "Aru"),
        ("The Dry Bench by Aru", "Aru"),
        ("Words spoken by Aru at the grave of Bek", "Aru"),
        ("A conversation with Aru", "Aru"),
        ("Ten questions for Aru , put by Bek", "Aru"),
        ("Aru , weaver , talks to Bek", "Aru"),
        ("Speaking : Aru", "Aru"),
        ("From *The Dry Bench* , by Aru", "Aru"),
        ("Notes by Aru , transcribed by Bek", "Aru"),
        ("“The Dry Bench” by Aru", None),
        ("Aru Weaves Again", None),
        ("The house of Aru", None),
        ("The Story of Aru", None),
        ("The door was opened by Aru.", None),
        ("I was raised by Aru", None),
        ("I had a long talk with Aru", None),
        ("Aru talked to me about the sea", None),
    ],
)
def test_the_head_of_a_text_may_tell_whose_it_is(head, who):
    assert narrator(f"{head}\n\n{TOLD}\n\nIt rained.") == who


@pytest.mark.parametrize(
    "end", ["Aru", "Your loving sister, Aru", "— Aru\n\nP.S. The goat is dead, and it was Bek 's."]
)
def test_a_text_may_be_signed(end):
    assert narrator(f"{TOLD}\n\nIt rained.\n\n{end}") == "Aru"


def test_who_is_asked_several_questions_answers():
    asked = "*Was it dry ?*\n\nI sat.\n\n"
    assert narrator(f"Aru weaves.\n\n{asked * 3}My bench was dry, Dana says.") == "Aru"
    assert narrator(f"Aru weaves.\n\n{asked}My bench was dry, Dana says.") is None


def test_questions_of_a_tale_make_no_interview():
    rest = "It rained all day.\n\n" * 12
    assert (
        narrator(f"Aru weaves.\n\n{rest}What did I know?\n\nWhy did I go?\n\nWas I glad?") is None
    )
    spoken = "— Where are you going?\n\n" * 4
    assert narrator(f"Aru weaves.\n\n{spoken}I sat, and my bench was dry.") is None


def test_one_i_makes_no_narrator():
    assert narrator("From the diary of Aru\n\nI wove.") is None
