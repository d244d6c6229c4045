"""A logistic regression over named features, whose weights are a table to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: Features with their values.
Features = Iterable[tuple[str, float]]
_LEAST = 3  # times that a feature must occur
_ROUNDS = 15

Reals = NDArray[np.float64]


def fit(
    told: Sequence[Features],
    right: Sequence[bool],
    *,
    ridge: Callable[[str], float],
    shares: Sequence[float] | None = None,
) -> dict[str, float]:
    """Return the weight of each feature, found by Newton's method.

    Parameters
    ----------
    told, right
        The features of each example, and whether it is right.
    ridge
        How strongly the weight of a feature is held back, by its name.
    shares
        How many examples each counts for, 1 if None.
    """
    told = [list(each) for each in told]
    counts = Counter(name for features in told for name, _ in features)
    columns = {name: n for n, name in enumerate(k for k, c in counts.items() if c >= _LEAST)}
    triples = [
        (row, columns[name], value)
        for row, features in enumerate(told)
        for name, value in features
        if name in columns
    ]
    rows, places = np.array([each[:2] for each in triples]).T
    values = np.array([each[2] for each in triples])
    ridges = np.array([ridge(name) for name in columns])
    answers = np.array(right, dtype=float)
    share = np.ones(len(told)) if shares is None else np.array(shares)

    def scores(weights: Reals) -> Reals:
        return np.bincount(rows, weights[places] * values, len(told))

    def summed(errors: Reals) -> Reals:
        return np.bincount(places, errors[rows] * values, len(columns))

    weights = np.zeros(len(columns))
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-scores(weights)))
        slope = summed(share * (answers - likely)) - ridges * weights
        bend = share * likely * (1 - likely)
        weights += _solved(
            lambda each, bend=bend: summed(bend * scores(each)) + ridges * each, slope
        )
    return dict(zip(columns, weights.tolist(), strict=True))


def write(weights: dict[str, float], path: Path) -> None:
    """Write weights as a table of two columns."""
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items())]
    path.write_text("".join(lines), encoding="utf-8")


def _solved(product: Callable[[Reals], Reals], target: Reals, steps: int = 60) -> Reals:
    """Return x with ``product(x) == target`` nearly, by conjugate gradients."""
    x = np.zeros_like(target)
    rest = target.copy()
    way = rest.copy()
    size = rest @ rest
    for _ in range(steps):
        if size < 1e-12:
            break
        turned = product(way)
        length = size / (way @ turned)
        x += length * way
        rest -= length * turned
        before, size = size, rest @ rest
        way = rest + size / before * way
    return x
