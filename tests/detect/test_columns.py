"""Columns of a text against the tokens themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.attrs import LOWER, ORTH, POS
from spacy.tokens import Doc
from tests.parsing import VOCAB, parse

from storygraph.detect.columns import (
    capitalised,
    distinct_words,
    line_breaks,
    tokens_of,
    where,
    where_form,
    where_words,
)

WORDS = st.lists(st.sampled_from(["It", "it", "mark", "“", "\n", "\n\n", " \n", "Osh"]), max_size=9)


@given(WORDS, st.sets(st.sampled_from(["it", "mark", "“", "nobody"])))
def test_a_column_finds_the_tokens_that_have_a_value(texts, sought):
    doc = Doc(VOCAB, texts)
    assert where_words(doc, sought) == [each.i for each in doc if each.lower_ in sought]
    assert where(doc, LOWER, sought) == where_words(doc, sought)
    assert where(doc, ORTH, sought) == [each.i for each in doc if each.text in sought]


@given(WORDS, st.integers(1, 2))
def test_line_breaks_are_the_tokens_that_break_lines(texts, lines):
    doc = Doc(VOCAB, texts)
    found = [each.i for each in doc if each.text.count("\n") >= lines]
    assert line_breaks(doc, lines=lines) == found


@pytest.mark.parametrize(
    ("tags", "texts"), [(("NOUN",), ["loom"]), (("NOUN", "VERB"), ["loom", "broke"]), ((), [])]
)
def test_tokens_come_by_part_of_speech(tags, texts):
    doc = parse("The DT det 2 | loom NN nsubj 3 | broke/break VBD ROOT 0 | . . punct 3")
    assert [token.text for token in tokens_of(doc, *tags)] == texts
    assert where(doc, POS, tags) == [token.i for token in doc if token.pos_ in tags]


@given(WORDS)
def test_forms_are_asked_once_and_found_everywhere(texts):
    doc = Doc(VOCAB, texts)
    asked: list[str] = []

    def fits(form: str) -> bool:
        asked.append(form)
        return form[:1].isupper()

    assert where_form(doc, fits) == [each.i for each in doc if each.text[:1].isupper()]
    assert sorted(asked) == sorted(set(texts)) == sorted(distinct_words(doc))
    assert [each.i for each in capitalised(doc)] == where_form(doc, fits)
