"""Story -> Doc: long stories in pieces, joined again."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from storygraph.detect.docs import split_text, to_doc
from storygraph.detect.paragraphs import join_wrapped_lines
from storygraph.records import Story

PROSE = st.text(st.sampled_from("abc. \n\n"), max_size=400)


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@given(PROSE, st.integers(1, 50))
def test_pieces_join_to_the_text(text, length):
    assert "".join(split_text(text, length)) == text


@given(PROSE, st.integers(1, 50))
def test_no_piece_is_longer_than_asked_for_and_none_is_empty(text, length):
    pieces = list(split_text(text, length))
    assert all(len(piece) <= length + 2 for piece in pieces)
    assert all(pieces) or text == ""


def test_a_piece_ends_after_a_paragraph_where_it_can():
    assert list(split_text("aaaa bbbb\n\ncccc dddd", 14)) == ["aaaa bbbb\n\n", "cccc dddd"]


def test_a_piece_ends_after_a_word_where_no_paragraph_ends():
    assert list(split_text("aaaa bbbb cccc", 11)) == ["aaaa bbbb ", "cccc"]


def test_a_word_longer_than_a_piece_is_cut():
    assert list(split_text("a" * 5, 2)) == ["aa", "aa", "a"]


@given(PROSE, st.integers(5, 60))
def test_a_doc_has_the_characters_of_its_story_one_for_one(blank, text, length):
    doc = to_doc(blank, Story("s", "S", text), piece_length=length)
    assert doc.text == join_wrapped_lines(text)
    assert len(doc.text) == len(text)


def test_pieces_keep_their_sentences(blank):
    text = "Aru sang. Dana danced.\n\nRiga slept. Oslo woke."
    doc = to_doc(blank, Story("s", "S", text), piece_length=25)
    assert [sent.text.strip() for sent in doc.sents if not sent.text.isspace()] == [
        "Aru sang.",
        "Dana danced.",
        "Riga slept.",
        "Oslo woke.",
    ]


def test_components_of_the_whole_story_see_all_pieces(nlp):
    text = "Aru Bek sang in Riga.\n\n" * 4 + "Aru slept."
    whole = to_doc(nlp, Story("s", "S", text))
    pieces = to_doc(nlp, Story("s", "S", text), piece_length=50)
    assert pieces.text == whole.text
    assert len(pieces.spans["mentions"].attrs["entities"]) == len(
        whole.spans["mentions"].attrs["entities"]
    )


@Language.component("numbers_of_letters")
def numbers_of_letters(doc):
    doc.tensor = np.array([[len(token), ord(token.text[0])] for token in doc], dtype=np.float32)
    return doc


@pytest.mark.parametrize("text", ["Aru sang in Riga. " * 9, "a b c d e f " * 30])
def test_vectors_of_pieces_are_joined_in_order(text):
    nlp = spacy.blank("en")
    nlp.add_pipe("numbers_of_letters")
    whole = nlp(text)
    doc = to_doc(nlp, Story("s", "S", text), piece_length=30)
    assert [token.text for token in doc if not token.is_space] == [t.text for t in whole]
    assert doc.tensor[[not token.is_space for token in doc]].tolist() == whole.tensor.tolist()


def test_pieces_without_vectors_make_a_doc_without(blank):
    assert to_doc(blank, Story("s", "S", "Aru sang. " * 9), piece_length=30).tensor.size == 0
