"""LitBank: proper names of a hundred novels, through the coreference layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from training.docs import doc_of, doubtful_capitals
from training.labels import MISSING, OUTSIDE
from training.spacing import cleaned, natural_spaces

_TYPES = {"PER": "PERSON", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "ORG": "ORG", "VEH": MISSING}
_PARTICLES = frozenset("of the de la le du von van der den da di del and & 's ’s".split())
_ENDERS = frozenset("who which that whom whose , offering , in at".split())
Mention = tuple[int, int, int, str, str]


def convert(
    text_lines: Sequence[str], annotation_lines: Iterable[str], *, size: int = 160
) -> Iterator[Doc]:
    """Yield Docs of about ``size`` tokens, each a run of whole sentences of one book."""
    sentences = [line.split() for line in text_lines]
    labels = [[OUTSIDE] * len(words) for words in sentences]
    for mention in sorted(_mentions(annotation_lines), key=_longest_names_last):
        _mark(sentences, labels, mention)
    words: list[str] = []
    marks: list[str] = []
    for sentence, sentence_labels in zip(sentences, labels, strict=True):
        words += cleaned([word.replace("_", "") or "_" for word in sentence])
        marks += doubtful_capitals(sentence, sentence_labels, shortest=2)
        if len(words) >= size:
            yield doc_of(words, natural_spaces(words), marks)
            words, marks = [], []
    if words:
        yield doc_of(words, natural_spaces(words), marks)


def _mentions(lines: Iterable[str]) -> Iterator[Mention]:
    """Yield (sentence, first token, last token, type, PROP/NOM/PRON)."""
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "MENTION" and fields[2] == fields[4]:
            yield int(fields[2]), int(fields[3]), int(fields[5]), fields[7], fields[8]


def _longest_names_last(mention: Mention) -> tuple[bool, int]:
    _, first, last, _, kind = mention
    return kind == "PROP", last - first


def _mark(sentences: list[list[str]], labels: list[list[str]], mention: Mention) -> None:
    row, first, last, kind, form = mention
    words = sentences[row]
    if form == "NOM":
        for index in range(first, last + 1):
            if words[index][:1].isupper() and index:
                labels[row][index] = MISSING
    if form != "PROP":
        return
    label = _TYPES[kind]
    first, last = _core(words, first, last)
    for index in range(first, last + 1):
        prefix = "B-" if index == first else "I-"
        labels[row][index] = label if label == MISSING else prefix + label
    if last + 1 < len(words) and labels[row][last + 1][:2] == "I-":
        _demote(labels[row], last + 1)


def _core(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Cut lower-case words before a name and clauses after it."""
    while first < last and not words[first][:1].isupper():
        first += 1
    for index in range(first + 1, last + 1):
        word = words[index]
        clause = word in _ENDERS or (word[:1].islower() and word not in _PARTICLES)
        if clause and last - first > 2:
            return first, index - 1
    return first, last


def _demote(labels: list[str], index: int) -> None:
    """Set the tail of an entity that a longer one cut in two to missing."""
    while index < len(labels) and labels[index][:2] == "I-":
        labels[index] = MISSING
        index += 1
