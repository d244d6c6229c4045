"""Themes that a story is about without a word for them, on hand-made weights."""

import numpy as np
import pytest
from spacy.tokens import Span
from tests.parsing import parse, words

from storygraph.detect import themes
from storygraph.detect.implicit import (
    ImplicitThemes,
    sentence_vectors,
    shipped_implicit_themes,
)
from storygraph.detect.vocabulary import load_vocabulary

SHIP, FAR = (1.0, 0.0), (0.0, 1.0)


def network(*, bias=-2.0, shortest=1):
    """Return weights by which vectors along the first axis speak of emigration, harbours too."""
    weights = {
        "clues": np.array([[3.0, 0.0]]),
        "vectors": np.array([[4.0, 0.0], [0.0, 4.0]]),
        "bias": np.array([bias, -20.0]),
        "sentences": np.array([[6.0, 0.0], [0.0, 6.0], [-8.0, -8.0]]),
    }
    return ImplicitThemes(weights, ["emigration", "silence"], ["harbour"], shortest=shortest)


def doc_of(*vectors):
    """Return a doc of sentences of four words, all words of one with the same vector."""
    doc = words("One two three . " * len(vectors))
    for token in doc:
        token.is_sent_start = token.i % 4 == 0
    doc.tensor = np.repeat(np.array(vectors, dtype=np.float32), 4, axis=0)
    return doc


def test_a_sentence_is_the_mean_of_its_words():
    doc = doc_of(SHIP, FAR)
    doc.tensor[0] = (5.0, 0.0)
    assert sentence_vectors(doc).tolist() == [[2.0, 0.0], [0.0, 1.0]]


def test_the_sentences_that_sound_most_like_a_theme_tell_it():
    found = network().find(doc_of(FAR, SHIP, FAR, SHIP, SHIP), {})
    assert [(span.start, span.end, span.label_) for span in found] == [
        (4, 8, "emigration"),
        (12, 16, "emigration"),
    ]


def test_what_sounds_like_nothing_is_about_nothing():
    assert network().find(doc_of(FAR, FAR), {}) == []
    assert network().find(words(""), {}) == []


def test_a_text_too_short_to_judge_is_about_nothing():
    assert network(shortest=13).find(doc_of(FAR, SHIP, SHIP), {}) == []
    assert network(shortest=12).find(doc_of(FAR, SHIP, SHIP), {}) != []


def test_blank_lines_are_no_part_of_a_sentence():
    doc = parse("Ships NNS nsubj 2 | left/leave VBD ROOT 0 | ¶ SP dep 2")
    doc.tensor = np.repeat(np.array([SHIP], dtype=np.float32), 3, axis=0)
    assert [span.text for span in network().find(doc, {})] == ["Ships left"]


def test_other_themes_of_a_story_are_clues():
    doc = doc_of(FAR, SHIP, FAR, FAR, FAR, FAR, FAR, FAR)
    assert network().find(doc, {}) == []
    assert [span.start for span in network().find(doc, {"harbour": 1.0})] == [4]


def test_a_theme_that_no_sentence_tells_is_none():
    assert network(bias=9.0).find(doc_of(FAR, FAR), {}) == []


class Eager:
    """Weights that find every theme in the first sentence."""

    width = 2

    def find(self, doc, told):
        return [Span(doc, 0, 4, label=key) for key in ("migration", "sea", "of another file")]


@pytest.mark.parametrize(("width", "found"), [(2, ["migration"]), (3, [])])
def test_a_story_names_its_things_and_other_vectors_say_nothing(monkeypatch, width, found):
    monkeypatch.setattr(themes, "shipped_implicit_themes", Eager)
    doc = doc_of(SHIP, FAR)
    doc.tensor = np.zeros((len(doc), width), dtype=np.float32)
    themes.Themes()(doc)
    assert [span.label_ for span in doc.spans["implicit_themes"]] == found
    assert doc.spans["themes"].attrs["about"] == found


@pytest.mark.parametrize("bias", [-9.0, 9.0])
def test_likelihood_follows_the_bias(bias):
    likely = network(bias=bias).likely({}, np.zeros(2))["emigration"]
    assert (likely > 0.5) == (bias > 0)


def test_shipped_weights_are_of_the_shipped_vocabulary():
    shipped = shipped_implicit_themes()
    known = load_vocabulary().themes
    assert set(shipped.themes) <= known.keys()
    assert set(shipped.clues) <= known.keys()
    assert len(shipped.themes) > 100
    assert shipped.width == 384
