"""A small network that answers questions about two mentions, and what it is told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float32]


class End(NamedTuple):
    """A mention or a theme, as one end of pairs: token offsets, end exclusive, and its head."""

    type: str
    key: str
    form: str
    start: int
    end: int
    head: int
    sentence: int

    @property
    def entity(self) -> tuple[str, str]:
        """What the end denotes: its type and key."""
        return self.type, self.key

    @property
    def found(self) -> tuple[str, str, int, int]:
        """The end as a `FoundRelation` has it."""
        return ("theme" if self.type == "theme" else "entity"), self.key, self.start, self.end


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends in order, subject first; the word where their ways up the parse meet, or -1."""

    subject: End
    object: End
    meeting: int
    features: tuple[str, ...]


class PairNetwork:
    """Says how likely each answer is right of the ends of each pair.

    Several networks of one shape vote; the first axis of each weight counts them.
    """

    def __init__(self, weights: dict[str, Reals], vocabulary: Sequence[str]) -> None:
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}
        self._numbers = {feature: number for number, feature in enumerate(vocabulary)}
        scale = self._weights.pop("features_scale")  # features come in eight bits
        networks, features, hidden = self._weights["features"].shape
        table = (self._weights.pop("features") * scale).transpose(1, 0, 2).reshape(features, -1)
        self._features = np.concatenate([table, np.zeros_like(table[:1])])
        self._networks, self._hidden = networks, hidden

    @property
    def answers(self) -> int:
        """How many answers it gives of each pair."""
        return int(self._weights["out"].shape[-1])

    @property
    def width(self) -> int:
        """The width of the word vectors that it reads."""
        return int(self._weights["subject"].shape[1])

    def likely(self, tensor: Reals, pairs: Sequence[Pair]) -> Reals:
        """Return the probability of each answer (pairs x answers), 0..1."""
        w = self._weights
        hidden = self._summed(pairs) + w["hidden_bias"][:, None]
        heads, between = _heads(pairs), _between(tensor, pairs)
        # What a word says alone is the same in each of its pairs.
        distinct, rows = np.unique(heads, return_inverse=True)
        words = tensor[distinct]
        words[distinct < 0] = 0
        rows = rows.reshape(heads.shape)
        for part in range(len(heads)):
            hidden += (words @ w["parts"][:, part])[:, rows[part]]
        hidden += between @ w["parts"][:, len(heads)]
        product = (words @ w["subject"])[:, rows[0]] * (words @ w["object"])[:, rows[1]]
        hidden = np.maximum(hidden + product @ w["product_hidden"], 0)
        second = np.maximum(hidden @ w["second"] + w["second_bias"][:, None], 0)
        scores = second @ w["out"] + w["out_bias"][:, None]
        chances = 1 / (1 + np.exp(-scores))
        mean: Reals = chances.mean(axis=0)
        return mean

    def _summed(self, pairs: Sequence[Pair]) -> Reals:
        """Return the sum of the weights of each pair's features (networks x pairs x hidden)."""
        sums = feature_sums(self._features, self._numbers, [pair.features for pair in pairs])
        apart: Reals = sums.reshape(len(pairs), self._networks, self._hidden).transpose(1, 0, 2)
        return apart


def feature_sums(table: Reals, numbers: Mapping[str, int], told: Sequence[Sequence[str]]) -> Reals:
    """Return the sum of the rows of each pair's features, and of the last row, which all have."""
    flat: list[int] = []
    offsets: list[int] = []
    for features in told:
        offsets.append(len(flat))
        # Sorted: sums of floats depend on their order, and that of a set on the process.
        flat += sorted({numbers[f] for f in features if f in numbers})
        flat.append(-1)
    sums: Reals = np.add.reduceat(table[flat], offsets, axis=0)
    return sums


def pair_vectors(tensor: Reals, pairs: Sequence[Pair]) -> Reals:
    """Return four vectors of each pair: both heads, where their ways meet, what is between.

    The array is 4 x pairs x numbers.
    """
    heads = _heads(pairs)
    found = np.stack([*tensor[heads], _between(tensor, pairs)])
    found[:3][heads < 0] = 0
    return found


def _heads(pairs: Sequence[Pair]) -> NDArray[np.int64]:
    """Return the words of each pair (3 x pairs): both heads, where their ways meet, or -1."""
    told = [(pair.subject.head, pair.object.head, pair.meeting) for pair in pairs]
    return np.array(told, dtype=np.int64).T


def _between(tensor: Reals, pairs: Sequence[Pair]) -> Reals:
    """Return the mean vector of the words from one end of each pair to the other."""
    subject, target, _ = _heads(pairs)
    first, last = np.minimum(subject, target), np.maximum(subject, target) + 1
    least = first.min()  # sums of the words around the pairs only, not of the whole story
    sums = np.zeros((last.max() - least + 1, tensor.shape[1]))
    np.cumsum(tensor[least : last.max()], axis=0, dtype=float, out=sums[1:])
    mean = (sums[last - least] - sums[first - least]) / (last - first)[:, None]
    found: Reals = mean.astype(np.float32)
    return found


def shipped_network(name: str) -> PairNetwork:
    """Return a network that is shipped.

    Raises
    ------
    FileNotFoundError
        If there is none of this name.
    """
    data = (files("storygraph") / "models" / name).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        weights = {n: arrays[n] for n in arrays.files if n not in {"encoder", "vocabulary"}}
        vocabulary = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
    return PairNetwork(weights, vocabulary)
