"""The learnt part of relations: small networks that say what holds between two mentions."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from storygraph.detect.context import FoundRelation, StoryContext
from storygraph.detect.pairs import POSSIBLE, RELATIONS, Pair, find_pairs

WEIGHTS = "relations.npz"
BY_CLASSIFIER = "relation classifier"
_LIKELY = 0.6  # what the classifier adds, its ends as unsure as they are
#: Where a rule says the one, the classifier does not say the other.
_RIVAL = {"moved_to": "traveled_to", "traveled_to": "moved_to"}
_CHUNK = 1000  # pairs looked at together; bounds the memory
Reals = NDArray[np.float32]


class Classifier:
    """Says how likely each relation holds between the ends of each pair.

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
    def width(self) -> int:
        """The width of the word vectors that it reads."""
        return int(self._weights["subject"].shape[1])

    def likely(self, tensor: Reals, pairs: Sequence[Pair]) -> Reals:
        """Return the probability of each relation (pairs x `RELATIONS`), 0..1."""
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
        flat: list[int] = []
        offsets: list[int] = []
        for pair in pairs:
            offsets.append(len(flat))
            # Sorted: sums of floats depend on their order, and that of a set on the process.
            flat += sorted({self._numbers[f] for f in pair.features if f in self._numbers})
            flat.append(-1)
        sums = np.add.reduceat(self._features[flat], offsets, axis=0)
        apart: Reals = sums.reshape(len(pairs), self._networks, self._hidden).transpose(1, 0, 2)
        return apart


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


def with_learnt(
    context: StoryContext, said: list[FoundRelation], classifier: Classifier
) -> list[FoundRelation]:
    """Return what rules found and what the classifier finds besides."""
    tensor: Reals = np.asarray(context.doc.tensor, dtype=np.float32)
    found = list(said)
    known = {(each.name, each.subject, each.object) for each in said}
    waiting = find_pairs(context, said)
    while pairs := list(islice(waiting, _CHUNK)):
        likely = classifier.likely(tensor, pairs)
        for row, column in zip(*np.nonzero(likely >= _LIKELY), strict=True):
            pair, name = pairs[row], RELATIONS[column]
            subject, target = pair.subject.found, pair.object.found
            possible = POSSIBLE[pair.subject.type, pair.object.type]
            told = ((each, subject, target) in known for each in (name, _RIVAL.get(name, name)))
            if name not in possible or any(told):
                continue
            ends = min(context.sure(subject), context.sure(target))
            sure = round(float(likely[row, column]) * ends, 3)  # it is as unsure as its ends
            if sure >= _LIKELY:
                at = pair.object.sentence
                found.append(FoundRelation(name, subject, target, at, BY_CLASSIFIER, sure))
    return found


@cache
def shipped_classifier() -> Classifier:
    """Return the networks that are shipped, read once."""
    data = (files("storygraph") / "models" / WEIGHTS).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        weights = {n: arrays[n] for n in arrays.files if n not in {"encoder", "vocabulary"}}
        vocabulary = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
    if weights["out"].shape[-1] != len(RELATIONS):
        raise ValueError(f"{WEIGHTS} knows other relations than pairs.py")
    return Classifier(weights, vocabulary)
