"""Logistic regressions whose weights ship as tables of two columns, `training/regression.py`."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp


def odds(features: Iterable[tuple[str, float]], weights: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that features with these values tell; unknown ones none."""
    return sum(weights.get(name, 0.0) * value for name, value in features)


def probability(odds: float) -> float:
    """Return the probability, 0..1, of which `odds` is the logarithm of the odds."""
    return 1 / (1 + exp(-odds))


@cache
def shipped_weights(file: str) -> Mapping[str, float]:
    """Return the weight of each feature from a file of `detect/data`."""
    text = (files("storygraph.detect") / "data" / file).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {feature: float(weight) for feature, weight in rows}
