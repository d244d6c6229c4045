"""A logistic regression over named features."""

import pytest
from training.regression import fit, write

from storygraph.detect.salience import likelihood


def ridge(name):
    return 1.0


def test_it_learns_what_tells_right_from_wrong():
    told = [[("", 1.0), ("often" if n % 2 else "once", 1.0)] for n in range(80)]
    weights = fit(told, [bool(n % 2) for n in range(80)], ridge=ridge)
    assert likelihood(("", "often"), weights) > 0.8 > 0.2 > likelihood(("", "once"), weights)


def test_it_learns_how_much_a_value_is_worth():
    values = [n / 10 for n in range(-40, 41)]
    told = [[("", 1.0), ("height", value)] for value in values]
    weights = fit(told, [value > 1 for value in values], ridge=lambda name: 0.1)
    assert weights["height"] > 1
    assert -weights[""] / weights["height"] == pytest.approx(1, abs=0.3)


def test_what_occurs_once_has_no_weight():
    told = [[("", 1.0), (f"only {n}", 1.0)] for n in range(9)]
    assert fit(told, [bool(n % 2) for n in range(9)], ridge=ridge).keys() == {""}


def test_what_counts_twice_is_as_good_as_two():
    told = [[("", 1.0), ("tall", 1.0)], [("", 1.0), ("tall", 1.0)], [("", 1.0), ("low", 1.0)]] * 4
    right = [True, False, False] * 4
    twice = fit(told + told[:1] * 4, [*right, *right[:1] * 4], ridge=ridge)
    shares = fit(told, right, ridge=ridge, shares=[2.0, 1.0, 1.0] * 4)
    assert shares == pytest.approx(twice)


def test_a_held_back_weight_is_small():
    told = [[("", 1.0), ("often" if n % 2 else "once", 1.0)] for n in range(80)]
    right = [bool(n % 2) for n in range(80)]
    weights = fit(told, right, ridge=lambda name: 50.0 if name == "often" else 1.0)
    assert 0 < weights["often"] < -weights["once"]


def test_weights_are_written_as_a_table(tmp_path):
    write({"b": 0.25, "": -1.5}, tmp_path / "weights.tsv")
    assert (tmp_path / "weights.tsv").read_text(encoding="utf-8") == "\t-1.500\nb\t0.250\n"
