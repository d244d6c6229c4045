"""Turns labelled tokens into spaCy Docs and back; reads and writes DocBins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from training.labels import MISSING, OUTSIDE, PLACE, place_type, trimmed

_CLOSED = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december english french german american russian
    british italian spanish chinese japanese god lord sir mr mrs ok christmas easter catholic
    christian protestant jewish muslim european irish scottish welsh indian latin greek roman
    dutch polish turkish arab african asian canadian australian mexican swedish""".split()
)
_DEMONYM_ENDINGS = ("ish", "ese", "ian", "ians", "ean", "ans", "ic", "an", "ch", "born", "eans")


@cache
def shared_vocab() -> Vocab:
    """Return the one English vocabulary that all converted Docs share."""
    return spacy.blank("en").vocab


def doc_of(words: Sequence[str], spaces: Sequence[bool], labels: Sequence[str]) -> Doc:
    """Build a Doc from tokens and their B-/I-/O/- labels.

    Titles and lower-case articles are moved out of the spans, and PLACE is
    narrowed to GPE, LOC or FAC where the name itself tells.
    """
    kept = list(labels)
    for start, end, label in spans_of(labels):
        first = start + trimmed(words[start:end], label=label)
        if label == PLACE:
            label = place_type(words[first:end]) or PLACE
        kept[start:first] = [OUTSIDE] * (first - start)
        kept[first:end] = [f"B-{label}"] + [f"I-{label}"] * (end - first - 1)
    return doc_of_exact(words, spaces, kept)


def doc_of_exact(words: Sequence[str], spaces: Sequence[bool], labels: Sequence[str]) -> Doc:
    """Build a Doc from tokens and their B-/I-/O/- labels as they stand."""
    doc = Doc(shared_vocab(), words=list(words), spaces=list(spaces))
    spans = [Span(doc, start, end, label=label) for start, end, label in spans_of(labels)]
    missing = [Span(doc, i, i + 1) for i, label in enumerate(labels) if label == MISSING]
    doc.set_ents(spans, missing=missing, default="outside")
    return doc


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) in tokens, end exclusive, of B-/I- labels."""
    spans: list[tuple[int, int, str]] = []
    start, current = 0, ""
    for index, label in enumerate([*labels, OUTSIDE]):
        if current and label != f"I-{current}":
            spans.append((start, index, current))
            current = ""
        if label[:2] == "B-" or (label[:2] == "I-" and not current):
            start, current = index, label[2:]
    return spans


def labels_of(doc: Doc) -> list[str]:
    """Return the B-/I-/O/- labels of a Doc, the inverse of ``doc_of``."""
    return [
        MISSING if token.ent_iob == 0 else f"{token.ent_iob_}-{token.ent_type_}".removesuffix("-")
        for token in doc
    ]


def is_demonym(word: str) -> bool:
    """Say whether a capitalised word looks like a nationality or a calendar word."""
    lowered = word.lower()
    return lowered in _CLOSED or lowered.endswith(_DEMONYM_ENDINGS)


def doubtful_capitals(
    words: Sequence[str], labels: Sequence[str], *, shortest: int = 1
) -> list[str]:
    """Return the labels with unannotated runs of capitalised words set to missing.

    Serves data sets that lack some of the types: such a run may be an artwork or
    an event that nobody was asked to mark. ``shortest`` counts words; the first
    word of a sentence does not start a run.
    """
    result = list(labels)
    run: list[int] = []
    for index, word in enumerate([*words, ""]):
        opener = index == 0 or words[index - 1] in {".", "!", "?", "“", '"', ":", "‘"}
        capital = word[:1].isupper() and not is_demonym(word) and word.lower() not in {"i"}
        if capital and (index < len(labels) and labels[index] == OUTSIDE) and not opener:
            run.append(index)
            continue
        if len(run) >= shortest:
            for position in run:
                result[position] = MISSING
        run = []
    return result


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write Docs to a DocBin file and return how many tokens it holds."""
    kept = list(docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=kept, attrs=ATTRIBUTES, store_user_data=False).to_disk(path)
    return sum(len(doc) for doc in kept)


#: The token attributes that converted Docs store.
ATTRIBUTES = [
    "ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP",
    "SENT_START",
]  # fmt: skip


def read_docs(path: Path) -> Iterator[Doc]:
    """Yield the Docs of a DocBin file.

    Raises
    ------
    FileNotFoundError
        If the data set has not been converted yet.
    """
    if not path.exists():
        raise FileNotFoundError(f"no converted data at '{path}': run 'convert' first")
    yield from DocBin().from_disk(path).get_docs(shared_vocab())
