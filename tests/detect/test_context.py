"""Whom and what a word of a story denotes."""

import pytest
from tests.parsing import mark_mentions, parse, token_of

from storygraph.detect.context import StoryContext

HIS_TEACHER = (
    "Bek NNP nsubj 2 | thanked/thank VBD ROOT 0 | his PRP$ nmod:poss 4 | teacher NN obj 2 |"
    ", , punct 6 | Aru NNP appos 4 | . . punct 2"
)


@pytest.mark.parametrize(
    ("word", "meant"), [("Bek", "Bek"), ("his", "his"), ("teacher", "Aru"), ("Aru", "Aru")]
)
def test_the_owner_of_a_noun_is_not_whom_the_noun_denotes(word, meant):
    doc = mark_mentions(parse(HIS_TEACHER), person="Bek = his, Aru = his teacher")
    ends = StoryContext(doc, {}).denoted(token_of(doc, word), {"person"})
    assert [doc[end.start : end.end].text for end in ends] == [meant]
