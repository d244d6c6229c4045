"""Records that are made in great numbers."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storygraph.records import Mention, Sentence, maker

NUMBERS = st.integers(0, 1 << 40)


FIELDS = st.tuples(
    NUMBERS,
    NUMBERS,
    st.text(),
    NUMBERS,
    st.sampled_from(["name", "nominal", "pronoun"]),
    NUMBERS,
    st.floats(0, 1),
)


@given(FIELDS)
def test_a_made_record_is_the_record(fields):
    made, mention = maker(Mention)(*fields), Mention(*fields)
    assert type(made) is Mention
    assert (made, hash(made), repr(made)) == (mention, hash(mention), repr(mention))
    assert pickle.loads(pickle.dumps(made)) == mention
    assert replace(made, start=7) == replace(mention, start=7)


def test_a_made_record_is_frozen():
    made = maker(Sentence)(0, 5)
    with pytest.raises(FrozenInstanceError):
        made.start = 3
    assert made == Sentence(0, 5)


def test_a_record_lacks_no_field_and_has_no_other():
    for fields in ((), (1,), (1, 2, 3)):
        with pytest.raises(TypeError):
            maker(Sentence)(*fields)
