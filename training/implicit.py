"""Trains which themes a story is about without a word for them: ``python -m training.implicit``."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

import storygraph as sg
from storygraph.detect.columns import sentence_numbers
from storygraph.detect.docs import to_doc
from storygraph.detect.implicit import WEIGHTS, describe_clues, sentence_vectors
from storygraph.detect.salience import is_about, weigh
from storygraph.detect.themes import heading_of, seek
from storygraph.naming import slug
from storygraph.records import Story
from training.relations.examples import theme_names
from training.stories import AnnotatedStory, read_stories

MODELS = Path(__file__).parents[1] / "src" / "storygraph" / "models"
_LISTED = 30  # stories that must list a theme
_TOLD = 10  # stories that must tell of a theme for it to be a clue
_RIDGE = 50.0
#: How much less strongly weights of each kind are held back, as a factor of its columns.
_CLUES, _VECTORS = 2.0, 0.3
_ROUNDS = 300
_LATER = (
    "storygraph_themes",
    "storygraph_keywords",
    "storygraph_coreference",
    "storygraph_relations",
)
_SHARES = (0.4, 0.3, 0.25, 0.2)

Reals = NDArray[np.floating]


class Example(NamedTuple):
    """A story: themes by how likely its words tell of them, its sentences, what is listed.

    `worded` has the themes of each sentence, `vectors` is sentences x width.
    """

    told: dict[str, float]
    vectors: Reals
    worded: list[set[str]]
    listed: frozenset[str]


def example_of(nlp: Language, story: AnnotatedStory, names: dict[str, set[str]]) -> Example:
    """Return a story as the regression sees it."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    vocabulary = nlp.get_pipe("storygraph_themes").vocabulary  # type: ignore[attr-defined]
    found = seek(doc, vocabulary)
    told = weigh(doc, found, vocabulary, heading=heading_of(doc))
    listed = {key for words in story.themes for key in names.get(slug(words[0]), ())}
    worded: list[set[str]] = [set() for _ in doc.sents]
    numbers = sentence_numbers(doc)
    for span in (*found.mentions, *found.gathered):
        worded[numbers[span.start]].add(span.label_)
    return Example(told, sentence_vectors(doc), worded, frozenset(listed))


class Table(NamedTuple):
    """Examples as columns of clues and of vectors, and which theme is listed in which."""

    themes: list[str]
    clues: list[str]
    columns: Reals
    right: NDArray[np.bool_]
    mean: Reals
    spread: Reals


def table_of(examples: Sequence[Example]) -> Table:
    """Return all columns, and what the themes and clues are."""
    listed = Counter(key for each in examples for key in each.listed)
    told = Counter(key for each in examples for key in each.told)
    themes = sorted(key for key, count in listed.items() if count >= _LISTED)
    clues = sorted(key for key, count in told.items() if count >= _TOLD)
    vectors = np.stack([each.vectors.mean(axis=0) for each in examples])
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    told_of = np.stack([describe_clues(each.told, clues) for each in examples])
    columns = np.hstack([told_of * _CLUES, (vectors - mean) / spread * _VECTORS])
    right = np.array([[key in each.listed for key in themes] for each in examples])
    return Table(themes, clues, columns, right, mean, spread)


def fit(columns: Reals, right: NDArray[np.bool_], known: NDArray[np.bool_] | None = None) -> Reals:
    """Return the weights of a logistic regression for each theme, the bias last (weights x themes).

    Steps as long as the largest bend of the curve allows never overshoot (Böhning and Lindsay
    1988). The ridge holds back all weights alike, the bias not. Only what is `known` is learnt.
    """
    rows = np.hstack([columns, np.ones((len(columns), 1), columns.dtype)])
    ridge = np.full((rows.shape[1], 1), _RIDGE, rows.dtype)
    ridge[-1] = 0
    inverse = np.linalg.inv(rows.T @ rows / 4 + np.diag(ridge[:, 0]))
    weights = np.zeros((rows.shape[1], right.shape[1]), rows.dtype)
    for _ in range(_ROUNDS):
        missed = right - 1 / (1 + np.exp(-rows @ weights))
        if known is not None:
            missed *= known
        weights += inverse @ (rows.T @ missed - ridge * weights)
    return weights


def fit_sentences(examples: Sequence[Example], themes: Sequence[str]) -> Reals:
    """Return weights that tell sentences with a word for a theme, the bias last (weights x themes).

    They learn from stories that list the theme, whose other sentences may tell it too.
    """
    vectors = np.concatenate([each.vectors for each in examples])
    right, known = [], []
    for each in examples:
        is_listed = np.array([key in each.listed for key in themes])
        is_worded = np.array([[key in words for key in themes] for words in each.worded])
        right.append(is_worded & is_listed)
        known.append(is_worded == is_listed)
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    columns = (vectors - mean) / spread * np.float32(_VECTORS)
    fitted = fit(columns, np.concatenate(right), np.concatenate(known))
    weights = fitted[:-1] * _VECTORS / spread[:, None]
    return np.vstack([weights, fitted[-1:] - mean @ weights])


def learn(table: Table) -> dict[str, Reals]:
    """Return the weights of all themes, for clues and vectors as they are."""
    fitted = fit(table.columns, table.right)
    clues = fitted[: len(table.clues)] * _CLUES
    vectors = fitted[len(table.clues) : -1] * _VECTORS / table.spread[:, None]
    return {"clues": clues, "vectors": vectors, "bias": fitted[-1] - table.mean @ vectors}


def crossed(table: Table, folds: int) -> Reals:
    """Return how likely each theme is in stories that the regression has not seen."""
    rows = np.random.default_rng(0).permutation(len(table.columns)) % folds
    likely = np.zeros(table.right.shape)
    for fold in range(folds):
        weights = fit(table.columns[rows != fold], table.right[rows != fold])
        scores = table.columns[rows == fold] @ weights[:-1] + weights[-1]
        likely[rows == fold] = 1 / (1 + np.exp(-scores))
    return likely


def report(table: Table, examples: Sequence[Example], likely: Reals) -> Iterable[str]:
    """Yield from which likelihood on so many of those that words do not tell are listed."""
    untold = np.array([[not is_about(each.told, key) for key in table.themes] for each in examples])
    order = np.argsort(-likely[untold], kind="stable")
    right = np.cumsum(table.right[untold][order])
    every = sum(len(each.listed) for each in examples)
    for share in _SHARES:
        fitting = np.flatnonzero(right / np.arange(1, len(right) + 1) >= share)
        last = int(fitting[-1]) if len(fitting) else 0
        sure = likely[untold][order][last]
        yield (
            f"listed {share:.0%}: from {sure:.2f} on, {(last + 1) / len(examples):.1f} a story, "
            f"{right[last] / every:.1%} of all listed"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the stories, fit the regressions, write their weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.implicit")
    parser.add_argument("--out", type=Path, default=MODELS / WEIGHTS, help="file of the weights")
    parser.add_argument("--folds", type=int, default=5, help="in which stories are held out")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    nlp = sg.load_pipeline()
    nlp.disable_pipes(*_LATER)
    names = theme_names(nlp)
    examples = [example_of(nlp, story, names) for story in read_stories()]
    table = table_of(examples)
    for line in report(table, examples, crossed(table, options.folds)):
        print(line)
    texts = {"themes": table.themes, "names": table.clues}
    stored = {
        name: np.frombuffer("\n".join(each).encode(), dtype=np.uint8)
        for name, each in texts.items()
    }
    weights = learn(table) | {"sentences": fit_sentences(examples, table.themes)}
    halved = {name: each.astype(np.float16) for name, each in weights.items()}
    np.savez_compressed(options.out, **stored, **halved)
    shown = f"{len(examples)} stories, {len(table.themes)} themes, {len(table.clues)} clues"
    print(f"{shown}, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
