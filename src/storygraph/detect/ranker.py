"""The learnt part of coreference: a small network that ranks whom a phrase takes up."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from storygraph.detect.antecedents import self_features
from storygraph.detect.mention_table import NAME, MentionTable, Numbers, Reals

WEIGHTS = "coreference.npz"
#: The row of the calibration for each class: he and she, I, other pronouns, noun phrases.
CALIBRATED = (0, 0, 1, 2, 2, 2, 3, 3)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What each network makes of each mention alone: networks x mentions (x numbers)."""

    asks: Reals
    answers: Reals
    asks_hidden: Reals
    answers_hidden: Reals
    nobody: Reals


class Ranker:
    """Scores pairs of mentions from their vectors and from how they stand to each other.

    Several networks of one shape vote; the first axis of each weight counts them.
    """

    def __init__(self, weights: dict[str, Reals]) -> None:
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}

    @property
    def width(self) -> int:
        """The width of the word vectors that it reads."""
        return int(self._weights["noun_hidden"].shape[0])

    def person_nouns(self, doc: Doc) -> NDArray[np.bool_]:
        """Return for each token whether it would denote people, were it a noun."""
        w = self._weights
        hidden = np.maximum(doc.tensor @ w["noun_hidden"] + w["noun_hidden_bias"], 0)
        likely: NDArray[np.bool_] = hidden @ w["noun_out"] + w["noun_out_bias"] > 0
        return likely

    def confidence(self, kind: int, sure: float) -> float:
        """Return how often phrases of a class are resolved right that are this sure, 0..1.

        `sure` multiplies along a chain of mentions; the mapping was fitted to annotated stories.
        """
        if "calibration" not in self._weights:
            return sure
        base, slope = self._weights["calibration"][CALIBRATED[kind]]
        odds = np.log(max(sure, 0.001) / max(1 - sure, 0.001))
        return float(1 / (1 + np.exp(-base - slope * odds)))

    def prepare(self, table: MentionTable) -> Prepared:
        """Return what depends on one mention alone, for all mentions at once."""
        w = self._weights
        vectors, own = mention_vectors(table), self_features(table)
        nobody = np.maximum(
            vectors @ w["nobody_vector"] + own @ w["nobody_self"] + w["nobody_bias"][:, None], 0
        )
        asks_hidden = vectors @ w["ask_hidden"] + own @ w["ask_self"]
        return Prepared(
            asks=vectors @ w["ask"],
            answers=vectors @ w["answer"],
            asks_hidden=asks_hidden + w["hidden_bias"][:, None],
            answers_hidden=vectors @ w["answer_hidden"] + own @ w["answer_self"],
            nobody=(nobody @ w["nobody_out"][:, :, None])[:, :, 0],
        )

    def rank(self, made: Prepared, row: int, rows: Numbers, pairs: Reals) -> Reals:
        """Return the probability of each candidate; what is missing to 1 means nobody known."""
        w = self._weights
        products = made.answers.take(rows, axis=1)
        products *= made.asks[:, row, None]
        hidden = made.answers_hidden.take(rows, axis=1)
        hidden += made.asks_hidden[:, row, None]
        hidden += products @ w["product_hidden"]
        hidden += pairs @ w["pair_hidden"]
        scores = (np.maximum(hidden, 0, out=hidden) @ w["out"][:, :, None])[:, :, 0]
        nobody = made.nobody[:, row, None]
        top = np.maximum(scores.max(axis=1, initial=-np.inf, keepdims=True), nobody)
        raised = np.exp(scores - top)
        raised /= raised.sum(axis=1, keepdims=True) + np.exp(nobody - top)
        mean: Reals = raised.sum(axis=0) / len(raised)
        return mean


def mention_vectors(table: MentionTable) -> Reals:
    """Return the vector of each mention: of a name the mean of its words, else of its head."""
    tensor = table.doc.tensor
    vectors: Reals = np.array(tensor[table.head], dtype=np.float32)
    for row in np.flatnonzero(table.kind == NAME):
        span = table.spans[row]
        vectors[row] = tensor[span.start : span.end].mean(axis=0)
    return vectors


@cache
def shipped_ranker() -> Ranker:
    """Return the network that is shipped, read once."""
    data = (files("storygraph") / "models" / WEIGHTS).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return Ranker({name: arrays[name] for name in arrays.files if name != "encoder"})
