"""Nouns that stand out in a doc against general English: candidates for themes of a corpus."""

import gzip
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import log

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import tokens_of
from storygraph.detect.themes import FAINT, THEMES

KEYWORDS = "keywords"
#: Log-likelihood from which a noun stands out: chance reaches it once in 10,000 times.
LEAST_KEYNESS = 15.1
_LEAST_COUNT = 2
_SHORTEST = 4
#: At most so many nouns a doc, those that stand out most.
_MOST = 40
#: Words that the background lacks are taken to be this frequent, a million words.
_RAREST = 1.0
_FILE = "background.tsv.gz"


@Language.factory(
    "storygraph_keywords", assigns=["doc.spans"], requires=["token.lemma", "token.pos"]
)
def create_keywords(nlp: Language, name: str) -> "Keywords":
    """Return the component that finds the nouns which stand out."""
    return Keywords()


class Keywords:
    """Sets `doc.spans["keywords"]`: nouns that stand out, in reading order, labelled by lemma."""

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its keywords among its spans."""
        doc.spans[KEYWORDS] = find_keywords(doc, background())
        return doc


@cache
def background() -> Mapping[str, float]:
    """Return how often lower-case words stand in a million words of general English.

    The larger rate of two collections, novels of 1750 to 1930 and modern web, news and
    encyclopedia text: the open sets that the pipeline was trained on.
    """
    packed = (files("storygraph.detect") / "data" / _FILE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").split("\n")
    return {word: float(rate) for word, _, rate in (line.partition("\t") for line in lines)}


def find_keywords(doc: Doc, rates: Mapping[str, float]) -> list[Span]:
    """Return the common nouns that a doc uses far more often than general English.

    Words of names and of vocabulary themes are left out, as are nouns used once. The measure is
    Dunning's log-likelihood ratio, here of one noun's count against the count that `rates` (a
    million words) let expect (Dunning, 1993, Computational Linguistics 19).
    """
    themes = [span for group in (THEMES, FAINT) for span in doc.spans.get(group, ())]
    taken = {index for span in themes for index in range(span.start, span.end)}
    places: dict[str, list[int]] = defaultdict(list)
    for token in tokens_of(doc, "NOUN"):
        if token.i not in taken and _is_plain(token):
            places[token.lemma_].append(token.i)
    scores = {
        lemma: keyness(len(found), expected=_rate(lemma, rates) * len(doc) / 1e6)
        for lemma, found in places.items()
        if len(found) >= _LEAST_COUNT
    }
    best = sorted(scores, key=lambda lemma: (-scores[lemma], lemma))[:_MOST]
    kept = {lemma for lemma in best if scores[lemma] >= LEAST_KEYNESS}
    spots = sorted((index, lemma) for lemma in kept for index in places[lemma])
    return [Span(doc, index, index + 1, label=lemma) for index, lemma in spots]


def keyness(count: int, *, expected: float) -> float:
    """Return the log-likelihood ratio of a count that is larger than expected, else 0.

    >>> round(keyness(6, expected=0.5), 1)
    18.8
    """
    if count <= expected:
        return 0.0
    return 2 * (count * log(count / expected) - (count - expected))


def _is_plain(token: Token) -> bool:
    return (
        not token.ent_type_
        and token.text.islower()
        and token.text.isalpha()
        and token.lemma_.islower()
        and len(token.lemma_) >= _SHORTEST
    )


def _rate(lemma: str, rates: Mapping[str, float]) -> float:
    """Return the rate of a noun's singular and plural, the regular one, together."""
    plural = lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"
    return max(_RAREST, rates.get(lemma, 0.0) + rates.get(plural, 0.0))
