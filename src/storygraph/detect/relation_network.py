"""The network of relations: a small transformer that says what holds between two mentions.

An encoder reads a passage in which every mention is marked with its type and form (as the typed
markers of Zhong and Chen 2021, added to the words instead of put between them). Then each pair
asks the words of the passage by attention, knowing how far they stand from its ends.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from storygraph.detect.context import StoryContext
from storygraph.detect.encoder_network import Session, open_session
from storygraph.detect.encoder_pieces import WordPieces
from storygraph.detect.pair_network import End, Pair, Reals, feature_sums
from storygraph.detect.pairs import RELATIONS
from storygraph.detect.passages import Passage, Passages

FOLDER = "relations"
NETWORK, WEIGHTS = "network.onnx", "pairs.npz"
_ENCODER = ("en_storygraph", "storygraph_encoder", "tables.json")
_TINY = 1e-5


class RelationNetwork:
    """Says how likely each of `RELATIONS` holds between the ends of each pair."""

    def __init__(
        self,
        session: Session,
        weights: dict[str, Reals],
        vocabulary: Sequence[str],
        pieces: WordPieces,
    ) -> None:
        self._session = session
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}
        self._near = _near(self._weights)
        self._numbers = {feature: number for number, feature in enumerate(vocabulary)}
        self._pieces = pieces

    def likely(
        self, context: StoryContext, ends: Sequence[End], pairs: Iterator[Pair]
    ) -> Iterator[tuple[list[Pair], Reals]]:
        """Yield pairs and the probability of each relation (pairs x relations, 0..1).

        `ends` are all mentions of the story, `pairs` come sentence by sentence.
        """
        for asked, passage in Passages(context, ends, self._pieces).of(pairs):
            feeds = {name: getattr(passage, name) for name in ("ids", "shapes", "marks", "firsts")}
            (vectors,) = self._session.run(["vectors"], feeds)
            scores = self._scores(vectors, passage, [pair.features for pair in asked])
            yield asked, (1 / (1 + np.exp(-scores))).astype(np.float32)

    def _scores(self, words: Reals, passage: Passage, told: Sequence[Sequence[str]]) -> Reals:
        """Return the score of each relation for each pair, given the vectors of the words."""
        w = self._weights
        known = np.maximum(feature_sums(w["features"], self._numbers, told), 0)
        subjects, objects = words[passage.subjects], words[passage.objects]
        asks = self._linear("told", known) + w["kinds"][passage.kinds]
        asks += self._linear("subject", subjects) + self._linear("object", objects)
        asks += self._linear("between", _between(words, passage))
        product = self._linear("product_subject", subjects)
        product *= self._linear("product_object", objects)
        asks += self._linear("product", product)
        for layer in range(len(w["asks_weight"])):
            asks = asks + self._answered(asks, words, passage, layer)
            inner = self._linear("up", self._normal("norm2", asks, layer), layer)
            asks = asks + self._linear("down", _gelu(inner), layer)
        return self._linear("out", self._normal("last_norm", asks))

    def _answered(self, asks: Reals, words: Reals, passage: Passage, layer: int) -> Reals:
        """Return what each pair learns from the words (Vaswani et al. 2017)."""
        heads = self._near.shape[-1]
        count, width = asks.shape
        size = width // heads
        asked = self._linear("asks", self._normal("norm1", asks, layer), layer)
        keys, values = np.split(self._linear("read", words, layer), 2, axis=1)
        apart = (
            each.reshape(len(each), heads, size).swapaxes(0, 1) for each in (asked, keys, values)
        )
        asked, keys, values = apart
        near = self._near[layer][passage.near]
        scores = asked @ keys.swapaxes(1, 2) * size**-0.5 + near.transpose(2, 0, 1)
        scores = np.exp(scores - scores.max(axis=2, keepdims=True))
        scores /= scores.sum(axis=2, keepdims=True)
        mixed = (scores @ values).swapaxes(0, 1).reshape(count, width)
        return self._linear("mixed", mixed, layer)

    def _linear(self, name: str, rows: Reals, layer: int | None = None) -> Reals:
        weight, bias = self._weights[f"{name}_weight"], self._weights[f"{name}_bias"]
        if layer is not None:
            weight, bias = weight[layer], bias[layer]
        result: Reals = rows @ weight + bias
        return result

    def _normal(self, name: str, rows: Reals, layer: int | None = None) -> Reals:
        weight, bias = self._weights[f"{name}_weight"], self._weights[f"{name}_bias"]
        if layer is not None:
            weight, bias = weight[layer], bias[layer]
        rows = rows - rows.mean(axis=1, keepdims=True)
        result: Reals = (
            rows / np.sqrt((rows**2).mean(axis=1, keepdims=True) + _TINY) * weight + bias
        )
        return result


def _near(w: dict[str, Reals]) -> Reals:
    """Return what being near adds to the score of a word (layers x `NEAR` x heads)."""
    one, other = w["from_subject"][:, :, None, None], w["from_object"][:, None, :, None]
    every = one + other + w["roles"][:, None, None]
    return every.reshape(len(every), -1, every.shape[-1])


def _between(words: Reals, passage: Passage) -> Reals:
    """Return the mean vector of the words from one end of each pair to the other."""
    first = np.minimum(passage.subjects, passage.objects)
    last = np.maximum(passage.subjects, passage.objects) + 1
    sums = np.concatenate([np.zeros((1, words.shape[1])), np.cumsum(words, axis=0, dtype=float)])
    mean: NDArray[np.float64] = (sums[last] - sums[first]) / (last - first)[:, None]
    return mean.astype(np.float32)


def _gelu(rows: Reals) -> Reals:
    """Return the Gaussian error linear unit, by its tanh approximation."""
    result: Reals = 0.5 * rows * (1 + np.tanh(rows * (0.7978845608 + 0.0356774081 * rows * rows)))
    return result


@cache
def shipped_pieces() -> WordPieces:
    """Return the word pieces of the shipped encoder, read once."""
    tables = (files("storygraph") / "models").joinpath(*_ENCODER).read_text(encoding="utf-8")
    return WordPieces(str(json.loads(tables)["vocabulary"]).split("\n"))


@cache
def shipped_relations() -> RelationNetwork:
    """Return the network that is shipped, opened once.

    Raises
    ------
    PipelineError
        If its network is damaged.
    """
    return read_network(files("storygraph") / "models" / FOLDER)


def read_network(folder: Traversable) -> RelationNetwork:
    """Return the network of a folder.

    Raises
    ------
    PipelineError
        If it is damaged.
    ValueError
        If it knows other relations than `RELATIONS`.
    """
    with np.load(BytesIO((folder / WEIGHTS).read_bytes()), allow_pickle=False) as arrays:
        sha256 = str(arrays["network"])
        vocabulary = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
        weights = {n: arrays[n] for n in arrays.files if n not in {"network", "vocabulary"}}
    if weights["out_bias"].shape != (len(RELATIONS),):
        raise ValueError(f"{WEIGHTS} knows other relations than pairs.py")
    session = open_session((folder / NETWORK).read_bytes(), sha256=sha256, threads=1)
    return RelationNetwork(session, weights, vocabulary, shipped_pieces())
