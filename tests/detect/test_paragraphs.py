"""Where a text really breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from tests.parsing import VOCAB

from storygraph.detect.paragraphs import create_paragraphs, join_wrapped_lines, mark_paragraphs

LONG = "a line of a wrapped paragraph that is as long as the page"


def sentence_starts(*tokens: str) -> list[str]:
    doc = mark_paragraphs(Doc(VOCAB, tokens, spaces=[False] * len(tokens)))
    return [token.text for token in doc if token.is_sent_start]


def test_a_break_inside_a_wrapped_paragraph_becomes_a_space():
    assert join_wrapped_lines(f"{LONG}\n{LONG}\nend") == f"{LONG} {LONG} end"


def test_a_blank_line_stays():
    assert join_wrapped_lines(f"{LONG}\n\n{LONG}") == f"{LONG}\n\n{LONG}"


def test_a_blank_line_that_holds_spaces_stays():
    assert join_wrapped_lines(f"{LONG}\n  \n{LONG}") == f"{LONG}\n  \n{LONG}"


@pytest.mark.parametrize(
    "text", ["Dear Aru,\nI write", "The Loom\nAru wove", "a verse\nand another"]
)
def test_short_lines_break_on_purpose(text):
    assert join_wrapped_lines(text) == text


def test_lines_of_a_text_that_is_not_wrapped_break_on_purpose():
    head = "A speech for the weavers of Osh on the award of a prize\nGiven in the hall"
    assert join_wrapped_lines(f"{head}\n\n{LONG * 5}") == f"{head}\n\n{LONG * 5}"


def test_a_line_that_the_next_word_would_have_filled_breaks_on_purpose():
    head = "a heading of forty-five characters, no longer"
    wide = f"{LONG} and wider still"
    text = f"{head}\nTold\n\n{wide}\n{wide}\n{wide}\nEnd"
    assert join_wrapped_lines(text) == f"{head}\nTold\n\n{wide} {wide} {wide} End"
    small = text.replace("Told", "told")
    assert join_wrapped_lines(small).startswith(f"{head} told")


@given(st.text(st.sampled_from("ab .\n\n\r\t"), max_size=300))
def test_joining_lines_keeps_length_and_all_but_line_breaks(text):
    joined = join_wrapped_lines(text)
    assert len(joined) == len(text)
    assert all(
        old == new or (old, new) == ("\n", " ") for old, new in zip(text, joined, strict=True)
    )


def test_a_sentence_starts_after_a_blank_line():
    assert sentence_starts("Heading", "\n\n", "Aru", "wove") == ["Heading", "Aru"]


def test_a_sentence_starts_after_a_short_line():
    assert sentence_starts("Your", "Aru", "\n", "Nukus") == ["Your", "Nukus"]


def test_no_sentence_starts_after_the_wrap_of_a_long_line():
    assert sentence_starts(LONG, "\n", "wove") == [LONG]


def test_a_sentence_starts_after_the_last_of_several_breaks():
    assert sentence_starts("Aru", "\n\n", "  \n", "wove") == ["Aru", "wove"]


def test_a_text_that_ends_in_a_break_is_left_as_it_is():
    assert sentence_starts("Aru", "\n\n") == ["Aru"]


def test_the_component_returns_the_doc_it_was_given():
    doc = Doc(VOCAB, ["Aru", "\n\n", "wove"])
    assert create_paragraphs(None, "paragraphs")(doc) is doc
