"""Records survive being bytes, to the character and to the bit."""

import dataclasses
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tiny_pipeline import tales

from storygraph.records import (
    End,
    LocalEntity,
    Mention,
    Reading,
    Relation,
    Sentence,
    Story,
    ThemeMention,
)
from storygraph.store.codec import bare, decode, decode_reading, encode, encode_reading, to_json

TEXT = st.text(st.characters(), max_size=12)
OFFSET = st.integers(0, 10**7)
SHARE = st.floats(0, 1)
ENDS = st.builds(End, OFFSET, OFFSET, st.none() | OFFSET, st.none() | TEXT)
THEMES = st.builds(ThemeMention, OFFSET, OFFSET, TEXT, TEXT, OFFSET, TEXT)
STORIES = st.builds(Story, TEXT, TEXT, TEXT, st.just(""), st.dictionaries(TEXT, TEXT, max_size=3))


def several(records):
    return st.lists(records, max_size=3).map(tuple)


READINGS = st.builds(
    Reading,
    story=STORIES,
    sentences=several(st.builds(Sentence, OFFSET, OFFSET)),
    entities=several(st.builds(LocalEntity, st.just("person"), several(TEXT), TEXT)),
    mentions=several(
        st.builds(Mention, OFFSET, OFFSET, TEXT, OFFSET, st.just("name"), OFFSET, SHARE)
    ),
    themes=several(THEMES),
    relations=several(st.builds(Relation, TEXT, ENDS, ENDS, OFFSET, TEXT, SHARE)),
    keywords=several(THEMES),
)


@given(READINGS)
def test_a_reading_reads_back_equal(reading):
    assert decode_reading(encode_reading(reading), story=reading.story) == reading


@given(STORIES)
def test_a_story_reads_back_equal_with_lone_surrogates_and_all(story):
    assert decode(Story, encode(story)) == story


def test_two_halves_of_a_character_do_not_become_one():
    story = Story("s", "S", "\ud83c\udfa8")
    assert len(decode(Story, encode(story)).text) == 2


def test_every_field_of_the_records_is_covered():
    (reading,) = [decode_reading(encode_reading(each), story=each.story) for each in [full()]]
    for field in dataclasses.fields(Reading):
        assert getattr(reading, field.name), field.name


def full() -> Reading:
    theme = ThemeMention(0, 1, "a", "b", 0)
    relation = Relation("met", End(0, 1, entity=0), End(2, 3, theme="b"), 0, "rule", 0.5)
    mention = Mention(0, 1, "a", 0, "name", 0)
    entity = LocalEntity("person", ("a",))
    story = Story("s", "S", "a b")
    return Reading(story, (Sentence(0, 3),), (entity,), (mention,), (theme,), (relation,), (theme,))


def test_a_story_is_known_without_its_source_by_metadata_as_text():
    story = dataclasses.replace(tales(1)[0], metadata={"year": 1900})
    assert bare(story) == dataclasses.replace(story, source="", metadata={"year": "1900"})


@given(st.binary(max_size=40))
def test_bytes_that_are_no_record_are_refused(data):
    with pytest.raises((ValueError, TypeError, zlib.error)):
        decode(Story, data)


@given(st.recursive(st.none() | st.integers() | TEXT, lambda each: st.lists(each, max_size=4)))
def test_json_that_is_no_record_is_refused_or_becomes_a_record_of_data(value):
    with suppress(ValueError, TypeError):
        assert isinstance(decode(Story, zlib.compress(to_json(value))), Story)


@pytest.mark.parametrize(
    "shape", [{}, {"a": 1}, "text", [], [1], dict.fromkeys(map(str, range(7)))]
)
def test_a_reading_of_another_shape_is_refused(shape):
    with pytest.raises((ValueError, TypeError)):
        decode(Reading, zlib.compress(to_json(shape)))
