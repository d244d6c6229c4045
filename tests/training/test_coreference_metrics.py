"""The metrics of coreference, against values worked out by hand and against their definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.coreference.metrics import b_cubed, ceaf_e, conll_f1, muc

METRICS = [muc, b_cubed, ceaf_e]


@st.composite
def partitions(draw: st.DrawFn) -> list[set[int]]:
    labels = draw(st.lists(st.integers(0, 4), min_size=2, max_size=12))
    return [
        {mention for mention, label in enumerate(labels) if label == each} for each in set(labels)
    ]


def test_the_textbook_example_of_one_key_and_a_split_response():
    gold = [{"a", "b", "c"}, {"d", "e", "f", "g"}]
    predicted = [{"a", "b"}, {"c", "d"}, {"f", "g", "h", "i"}]
    assert muc(gold, predicted).precision == pytest.approx(2 / 5)
    assert muc(gold, predicted).recall == pytest.approx(2 / 5)
    assert b_cubed(gold, predicted).precision == pytest.approx((2 + 2 / 2 + 4 / 4) / 8)
    assert b_cubed(gold, predicted).recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    total = 2 * 2 / 5 + 2 * 2 / 8
    assert ceaf_e(gold, predicted).precision == pytest.approx(total / 3)
    assert ceaf_e(gold, predicted).recall == pytest.approx(total / 2)


def test_two_entities_merged_cost_precision_not_recall():
    gold, predicted = [{1, 2}, {3, 4}], [{1, 2, 3, 4}]
    assert muc(gold, predicted).precision == pytest.approx(2 / 3)
    assert muc(gold, predicted).recall == 1
    assert b_cubed(gold, predicted).precision == pytest.approx(1 / 2)
    assert b_cubed(gold, predicted).recall == 1


@given(partitions())
def test_the_right_answer_scores_one(gold: list[set[int]]) -> None:
    scores = [metric(gold, gold) for metric in METRICS]
    assert [score.f1 for score in scores[1:]] == [pytest.approx(1), pytest.approx(1)]
    if any(len(cluster) > 1 for cluster in gold):
        assert conll_f1(scores) == pytest.approx(1)


@given(partitions(), partitions())
def test_gold_and_prediction_swap_recall_and_precision(
    one: list[set[int]], other: list[set[int]]
) -> None:
    for metric in METRICS:
        there, back = metric(one, other), metric(other, one)
        assert there.recall == pytest.approx(back.precision)
        assert 0 <= there.f1 <= 1 + 1e-9


def test_nothing_predicted_scores_nothing():
    assert [metric([{1, 2}], []).f1 for metric in METRICS] == [0, 0, 0]


def test_counts_of_several_texts_add_up():
    both = muc([{1, 2}], [{1, 2}]) + muc([{1, 2}], [])
    assert (both.precision, both.recall) == (1, 0.5)
