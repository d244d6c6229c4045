"""Trains which themes a story is about: ``python -m training.salience``."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

import storygraph as sg
from storygraph.detect.docs import to_doc
from storygraph.detect.salience import describe
from storygraph.detect.themes import heading_of, seek
from storygraph.records import Story
from training.stories import AnnotatedStory, read_stories

#: What readers judged of the themes that stories mention: R a fair theme, T by the way, W wrong.
JUDGED = Path(__file__).with_name("judged_themes.tsv")
WEIGHTS = Path(__file__).parents[1] / "src" / "storygraph" / "detect" / "data" / "salience.tsv"
_RIDGE = 1.5
_NARROW_RIDGE = 4.0  # of what only one theme or one group has
_LEAST = 3  # times that a feature must occur
#: A theme that the story's writer listed too counts for so many.
_LISTED = 2.0


Reals = NDArray[np.float64]


class Example(NamedTuple):
    """A theme of a story: what the regression is told of it, whether it is right, its weight."""

    story: str
    theme: str
    features: tuple[str, ...]
    is_right: bool
    weight: float


def read_judged(path: Path = JUDGED) -> dict[str, dict[str, str]]:
    """Return the letter of each theme that was judged, by story.

    Raises
    ------
    ValueError
        If a line has not three columns, or its letter is none of R, T, W.
    """
    found: dict[str, dict[str, str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != 3 or columns[1] not in set("RTW"):
            raise ValueError(f"line {number} of '{path}': expected story, R or T or W, themes")
        story, letter, themes = columns
        found.setdefault(story, {}).update(dict.fromkeys(themes.split(";"), letter))
    return found


def examples_of(
    nlp: Language, story: AnnotatedStory, judged: Mapping[str, str]
) -> Iterator[Example]:
    """Yield the judged themes of a story that the pipeline finds in it."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    vocabulary = nlp.get_pipe("storygraph_themes").vocabulary  # type: ignore[attr-defined]
    found = seek(doc, vocabulary)
    names = {name.lower() for words in story.themes for name in words}
    for theme, features in describe(doc, found, vocabulary, heading=heading_of(doc)):
        if theme in judged:
            is_listed = not names.isdisjoint({theme, *vocabulary.aliases(theme)})
            weight = _LISTED if is_listed else 1.0
            yield Example(story.id, theme, tuple(features), judged[theme] == "R", weight)


def fit(examples: Sequence[Example], rounds: int = 15) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge, fitted by Newton's method."""
    counts = Counter(feature for each in examples for feature in each.features)
    columns = {name: n for n, name in enumerate(k for k, c in counts.items() if c >= _LEAST)}
    told = [
        (row, columns[feature])
        for row, each in enumerate(examples)
        for feature in each.features
        if feature in columns
    ]
    rows, places = np.array(told).T
    ridge = np.array([_NARROW_RIDGE if "|" in name else _RIDGE for name in columns])
    right = np.array([float(each.is_right) for each in examples])
    share = np.array([each.weight for each in examples])

    def scores(weights: Reals) -> Reals:
        return np.bincount(rows, weights[places], len(examples))

    def summed(errors: Reals) -> Reals:
        return np.bincount(places, errors[rows], len(columns))

    weights = np.zeros(len(columns))
    for _ in range(rounds):
        likely = 1 / (1 + np.exp(-scores(weights)))
        slope = summed(share * (right - likely)) - ridge * weights
        bend = share * likely * (1 - likely)
        weights += _solved(
            lambda each, bend=bend: summed(bend * scores(each)) + ridge * each, slope
        )
    return dict(zip(columns, weights.tolist(), strict=True))


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the judged stories, fit the regression, write its weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.salience")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file of the weights")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    nlp = sg.load_pipeline()
    nlp.disable_pipes("storygraph_keywords", "storygraph_coreference", "storygraph_relations")
    judged = read_judged()
    examples = [
        example
        for story in read_stories()
        if story.id in judged
        for example in examples_of(nlp, story, judged[story.id])
    ]
    weights = fit(examples)
    lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items())]
    options.out.write_text("".join(lines), encoding="utf-8")
    shown = f"{len(judged)} stories, {len(examples)} themes, {len(weights)} weights"
    print(f"{shown}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
