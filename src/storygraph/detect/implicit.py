"""Themes that a story is about without a word for them: the harbours and farewells of emigration.

A logistic regression for each of the commonest themes weighs how the story sounds, by the mean of
its sentences' vectors, and which other themes it tells of. Another says which sentences sound as
those do that have a word for the theme; without one a theme is not told (`training/implicit.py`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

WEIGHTS = "implicit_themes.npz"
#: A story is about a theme that its writer would list this likely.
_LIKELY = 0.25
_TOLD = -5.5  # the least score of a sentence that tells a theme; most have far less
_SHOWN = 2  # sentences
_SHORTEST = 100  # tokens of a story; shorter ones were not learnt from

#: Groups of themes that a story may be about without a word; things it names.
UNSAID = frozenset({"motif", "occasion", "practice"})
_ARRAYS = ("clues", "vectors", "bias", "sentences")

Reals = NDArray[np.float32]


class ImplicitThemes:
    """Says which themes a story is about, given how likely those are of which it has words."""

    def __init__(
        self,
        weights: Mapping[str, Reals],
        themes: Sequence[str],
        clues: Sequence[str],
        *,
        shortest: int = _SHORTEST,
    ) -> None:
        self.themes = list(themes)
        self.clues = list(clues)
        self._shortest = shortest
        self._of_clues = weights["clues"].astype(np.float32)
        self._of_vectors = weights["vectors"].astype(np.float32)
        self._bias = weights["bias"].astype(np.float32)
        self._of_sentences = weights["sentences"].astype(np.float32)

    @property
    def width(self) -> int:
        """How many numbers the vector of a token must have."""
        return len(self._of_vectors)

    def likely(self, told: Mapping[str, float], vector: Reals) -> dict[str, float]:
        """Return how likely each theme is listed, 0..1, given a story's mean vector.

        `told` has how likely each theme is of which the story has words.
        """
        scores = describe_clues(told, self.clues) @ self._of_clues + vector @ self._of_vectors
        likely = 1 / (1 + np.exp(-scores - self._bias))
        return dict(zip(self.themes, likely.tolist(), strict=True))

    def find(self, doc: Doc, told: Mapping[str, float]) -> list[Span]:
        """Return the sentences that tell the themes that the story is likely about.

        They are labelled with the theme; `told` is as for `likely`.
        """
        if len(doc) < self._shortest:
            return []
        sentences, vectors = list(doc.sents), sentence_vectors(doc)
        likely = self.likely(told, vectors.mean(axis=0))
        scores = vectors @ self._of_sentences[:-1] + self._of_sentences[-1]
        found = []
        for column, key in enumerate(self.themes):
            if likely[key] >= _LIKELY:
                best = np.argsort(-scores[:, column], kind="stable")[:_SHOWN]
                telling = [number for number in best.tolist() if scores[number, column] > _TOLD]
                shown = [number for number in sorted(telling) if sentences[number].text.strip()]
                found += [_labelled(sentences[number], key) for number in shown]
        return found


def _labelled(sentence: Span, label: str) -> Span:
    """Return a sentence without the white space around it."""
    doc, inside = sentence.doc, [token.i for token in sentence if not token.is_space]
    start, end = (inside[0], inside[-1] + 1) if inside else (sentence.start, sentence.end)
    return Span(doc, start, end, label=label)


def sentence_vectors(doc: Doc) -> Reals:
    """Return the mean of the vectors of each sentence's tokens (sentences x width)."""
    starts = [sentence.start for sentence in doc.sents]
    sums = np.add.reduceat(np.asarray(doc.tensor, dtype=np.float32), starts, axis=0)
    sizes = np.diff([*starts, len(doc)])
    means: Reals = (sums / sizes[:, None]).astype(np.float32)
    return means


def describe_clues(told: Mapping[str, float], clues: Sequence[str]) -> Reals:
    """Return how likely each of some themes is told of in words, 0 for one without."""
    return np.array([told.get(clue, 0.0) for clue in clues], dtype=np.float32)


@cache
def shipped_implicit_themes() -> ImplicitThemes:
    """Return the weights that are shipped, read once."""
    data = (files("storygraph") / "models" / WEIGHTS).read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        names = {name: bytes(arrays[name]).decode().split("\n") for name in ("themes", "names")}
        weights = {name: arrays[name] for name in _ARRAYS}
    return ImplicitThemes(weights, names["themes"], names["names"])
