"""The classes that the encoder answers with, and entity spans from its scores."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Labels:
    """The classes of each layer, in the order of the scores.

    ``entities`` are O, B-X and I-X; ``morphs`` join a part of speech and its
    features with ``|``; ``lemmas`` are edit scripts.
    """

    entities: tuple[str, ...]
    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    deps: tuple[str, ...]
    width: int

    @classmethod
    def from_dict(cls, table: Mapping[str, object]) -> "Labels":
        """Return labels from what ``to_dict`` made, after a trip through JSON."""
        lists = {
            name: tuple(str(label) for label in value)
            for name, value in table.items()
            if isinstance(value, Sequence) and not isinstance(value, str)
        }
        return cls(**lists, width=int(str(table["width"])))

    def to_dict(self) -> dict[str, object]:
        """Return the labels as lists that JSON can hold."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }

    def slices(self) -> dict[str, slice]:
        """Return where each layer lies among the columns of the encoder's answer."""
        sizes = {
            "entities": len(self.entities),
            "tags": len(self.tags),
            "morphs": len(self.morphs),
            "lemmas": len(self.lemmas),
            "start": 1,
            "arc_dependent": self.width,
            "arc_head": self.width,
            "label_dependent": self.width,
            "label_head": self.width,
            "root": 1,
        }
        result, position = {}, 0
        for name, size in sizes.items():
            result[name] = slice(position, position + size)
            position += size
        return result


def entity_spans(scores: Array, entities: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (first word, end word, type) of the best valid labelling of some words.

    Labels are taken one by one where that is valid, which then is the best
    labelling; otherwise Viterbi finds it (an I-X may follow only B-X or I-X).
    """
    best = np.argmax(scores, axis=1)
    allowed = _allowed(entities)
    if len(best) and not (_starts(entities)[best[0]] and allowed[best[:-1], best[1:]].all()):
        best = _viterbi(scores, allowed, _starts(entities))
    spans: list[tuple[int, int, str]] = []
    for index, number in enumerate(best):
        prefix, _, kind = entities[number].partition("-")
        if prefix == "B":
            spans.append((index, index + 1, kind))
        elif prefix == "I":
            start, _, _ = spans.pop()
            spans.append((start, index + 1, kind))
    return spans


def _starts(entities: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([label[:2] != "I-" for label in entities])


def _allowed(entities: Sequence[str]) -> NDArray[np.bool_]:
    """Return which label (column) may follow which (row)."""
    return np.array(
        [
            [label[:2] != "I-" or before[1:] == label[1:] for label in entities]
            for before in entities
        ]
    )


def _viterbi(
    scores: Array, allowed: NDArray[np.bool_], starts: NDArray[np.bool_]
) -> NDArray[np.int64]:
    barred = np.where(allowed, 0.0, -np.inf)
    total = scores[0] + np.where(starts, 0.0, -np.inf)
    back = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        paths = total[:, None] + barred
        back[row] = np.argmax(paths, axis=0)
        total = paths[back[row], np.arange(len(total))] + scores[row]
    best = np.zeros(len(scores), dtype=np.int64)
    best[-1] = int(np.argmax(total))
    for row in range(len(scores) - 1, 0, -1):
        best[row - 1] = back[row, best[row]]
    return best
