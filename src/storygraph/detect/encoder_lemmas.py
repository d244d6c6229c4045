"""Lemmas as edit scripts: how to turn a word into its lemma, small enough to be a class."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

#: The script of a word that is its own lemma.
SAME = "=:0:"


def script_of(form: str, lemma: str) -> str:
    """Return the script that turns ``form`` into ``lemma``: case, letters cut, letters added."""
    if form == lemma:
        return SAME
    case = "=" if lemma[:1] == form[:1] and form[:1].isupper() else "l"
    base = form if case == "=" else form.lower()
    if base == lemma:
        return f"{case}:0:"
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return f"w:0:{lemma}"
    return f"{case}:{len(base) - shared}:{lemma[shared:]}"


def apply_script(form: str, script: str) -> str:
    """Return the lemma that a script makes of a word; the word itself where it does not fit.

    >>> apply_script("Stopped", "l:3:")
    'stop'
    """
    case, cut, added = script.split(":", 2)
    if case == "w":
        return added
    base = form if case == "=" else form.lower()
    if int(cut) >= len(base) and int(cut):
        return base
    return base[: len(base) - int(cut)] + added


#: Parts of speech whose lemma is checked against known words.
_CHECKED = frozenset(("NOUN", "VERB"))
#: A second or third script may be this much less likely (in logits) than the first.
_MARGIN = 6.0


class Lexicon:
    """What is known about lemmas: exceptions by ``form|part of speech``, and real words."""

    def __init__(self, exceptions: Mapping[str, str], words: Iterable[str]) -> None:
        self._exceptions = dict(exceptions)
        self._known = {word for word in words if len(word) > 2 and word.isalpha()}
        self._known.update(self._exceptions.values())

    def lemma(
        self, form: str, pos: str, scores: NDArray[np.float32], scripts: Sequence[str]
    ) -> str:
        """Return a word's lemma: an exception, or what the likeliest script makes of it.

        A noun or verb whose lemma is no known word takes the next likely script
        that makes one (painted: paint, not painte).
        """
        exception = self._exceptions.get(f"{form.lower()}|{pos}")
        if exception is not None:
            return exception
        best = int(scores.argmax())
        lemma = apply_script(form, scripts[best])
        if pos not in _CHECKED or lemma in self._known:
            return lemma
        for other in np.argsort(-scores)[1:3]:
            candidate = apply_script(form, scripts[other])
            if candidate in self._known and scores[best] - scores[other] < _MARGIN:
                return candidate
        return lemma
