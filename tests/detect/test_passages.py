"""What the network of relations is shown: words as pieces, who is where, how far all stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parsing import mark_mentions, parse

from storygraph.detect.context import StoryContext
from storygraph.detect.encoder_pieces import WordPieces
from storygraph.detect.pairs import ends_of, find_pairs
from storygraph.detect.passages import DISTANCES, MARKS, NEAR, ROLES, Passages, distances

PIECES = WordPieces(["[UNK]", "[CLS]", "[SEP]", "aru", "was", "born", "in", "riga", "."])
BORN = """Aru NNP nsubj:pass 3 | was/be VBD aux:pass 3 | born/bear VBN ROOT 0 | in IN case 5 |
Riga NNP obl 3 | . . punct 3"""


def read(doc):
    context = StoryContext(doc, {})
    ends = [end for sentence in ends_of(context) for end in sentence]
    return list(Passages(context, ends, PIECES).of(find_pairs(context, [])))


def born(times):
    doc = mark_mentions(parse("\n\n".join([BORN] * times)), person="Aru", place="Riga")
    return doc


def test_a_passage_has_its_words_between_two_marks():
    ((pairs, passage),) = read(born(1))
    assert passage.ids.tolist() == [1, 3, 4, 5, 6, 7, 8, 2]
    assert passage.firsts.tolist() == [1, 2, 3, 4, 5, 6]
    assert [(each.subject.head, each.object.head) for each in pairs] == [(0, 4)]
    assert (passage.subjects.tolist(), passage.objects.tolist()) == ([0], [4])


def test_words_of_mentions_are_marked_by_type_and_form_and_others_are_not():
    ((_, passage),) = read(born(1))
    aru, was, born_, in_, riga, stop = passage.marks[passage.firsts]
    assert was == born_ == in_ == stop == 0
    assert 0 < aru != riga > 0


def test_words_above_the_ends_and_words_for_them_are_told():
    ((_, passage),) = read(born(1))
    aru, was, born_, in_, riga, stop = (passage.near % ROLES)[0].tolist()
    assert was == in_ == stop == 0
    assert (aru, riga, born_) == (1 + 4, 2 + 8, 1 + 2)


def test_sentences_around_are_shown_but_answered_for_elsewhere():
    doc = born(60)
    found = read(doc)
    assert len(found) > 1
    asked = [(pair.subject.start, pair.object.start) for pairs, _ in found for pair in pairs]
    assert len(asked) == len(set(asked))
    context = StoryContext(doc, {})
    assert set(asked) == {(p.subject.start, p.object.start) for p in find_pairs(context, [])}
    words = sum(len(passage.firsts) for _, passage in found)
    assert len(doc) < words < 1.5 * len(doc)


def test_a_sentence_without_end_is_read_in_parts():
    count = 700
    words = [f"Aru NNP {'ROOT 0' if not n else 'conj 1'}" for n in range(count)]
    doc = parse(" | ".join(words))
    doc = mark_mentions(doc, person="Aru")
    for number, span in enumerate(doc.spans["mentions"]):
        span.kb_id_ = str(number % 3)
    found = read(doc)
    assert all(len(passage.ids) <= 482 for _, passage in found)
    assert len(found) < 20


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40), st.data())
def test_distances_grow_on_both_sides_and_tell_them_apart(places, data):
    words = np.arange(301)
    end = data.draw(st.sampled_from(places))
    (told,) = distances(words, np.array([end]))
    before, after = told[:end], told[end:]
    assert (np.diff(after.astype(int)) >= 0).all()
    assert (np.diff(before.astype(int)) <= 0).all()
    assert not set(before.tolist()) & set(after.tolist())
    assert 0 <= told.min() <= told.max() < DISTANCES


@pytest.mark.parametrize(("name", "most"), [("marks", MARKS), ("near", NEAR)])
def test_what_is_told_has_a_row_in_the_networks_tables(name, most):
    ((_, passage),) = read(born(1))
    array = getattr(passage, name)
    assert 0 <= array.min() <= array.max() < most


def test_a_text_without_pairs_has_no_passage():
    assert read(parse("It PRP nsubj 2 | rained/rain VBD ROOT 0 | . . punct 2")) == []
