"""Answers that are worked out once while a story is read, and forgotten afterwards."""

import pytest
from spacy.tokens import Doc
from tests.parsing import VOCAB

from storygraph.detect.memory import remembered, remembering


def test_a_remembered_function_is_asked_once_a_token_and_forgets_afterwards():
    doc, asked = Doc(VOCAB, ["Aru", "sang"]), []
    shout = remembered(lambda token: asked.append(token.i) or token.text.upper())
    with remembering(doc):
        assert [shout(doc[index]) for index in (0, 1, 0)] == ["ARU", "SANG", "ARU"]
        assert asked == [0, 1]
    assert shout(doc[0]) == "ARU"
    assert asked == [0, 1, 0]


def test_functions_and_stories_are_kept_apart():
    one, other = Doc(VOCAB, ["Aru"]), Doc(VOCAB, ["Bek"])
    text, size = remembered(lambda token: token.text), remembered(lambda token: len(token))
    with remembering(one), remembering(other):
        assert [text(one[0]), text(other[0]), size(one[0])] == ["Aru", "Bek", 3]


def test_nothing_stays_on_a_story_whose_reading_failed():
    doc = Doc(VOCAB, ["Aru"])
    with pytest.raises(ZeroDivisionError), remembering(doc):
        remembered(lambda token: 1 / 0)(doc[0])
    assert doc.user_data == {}
