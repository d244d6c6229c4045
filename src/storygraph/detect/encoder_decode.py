"""Turns the encoder's scores into annotation: tags, lemmas, sentences, trees, names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.symbols import IDS
from spacy.tokens import Doc, Span

from storygraph.detect.encoder_labels import Labels, entity_spans
from storygraph.detect.encoder_lemmas import Lexicon
from storygraph.detect.encoder_trees import best_tree

Array = NDArray[np.float32]
Integers = NDArray[np.int64]
#: A sentence that would be longer than this (in words) is cut at its likeliest place.
LONGEST_SENTENCE = 400
#: How much likelier the scores must make a sentence start that no sign or line break announces.
UNMARKED = 1.5


@dataclass(frozen=True)
class ParserWeights:
    """The small matrices that score arcs and name them, applied to word vectors."""

    bilinear: Array
    labeller: Array
    labeller_bias: Array


@dataclass(frozen=True)
class Reading:
    """What the encoder says of the words of one Doc, word by word."""

    tags: list[str]
    poses: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: Integers
    deps: list[str]
    entities: list[tuple[int, int, str]]


def read(
    answers: Array,
    texts: Sequence[str],
    presets: Sequence[int],
    marked: Sequence[bool],
    *,
    labels: Labels,
    parser: ParserWeights,
    lexicon: Lexicon,
) -> Reading:
    """Return annotation for words from their rows of answers.

    Parameters
    ----------
    answers
        One row a word, laid out as ``labels.slices()``.
    texts
        The words.
    presets
        1 where an earlier component has set a sentence start, -1 where it has
        ruled one out, 0 where it has not said.
    marked
        Whether a sign or a line break stands before the word.
    lexicon
        What is known about lemmas.
    """
    parts = {name: answers[:, where] for name, where in labels.slices().items()}
    tags = [labels.tags[i] for i in parts["tags"].argmax(1)]
    morphs = [labels.morphs[i].partition("|") for i in parts["morphs"].argmax(1)]
    poses = [pos for pos, _, _ in morphs]
    lemmas = [
        lexicon.lemma(text, pos, row, labels.lemmas)
        for text, pos, row in zip(texts, poses, parts["lemmas"], strict=True)
    ]
    doubt = np.where(np.asarray(marked, dtype=bool), 0, UNMARKED)
    starts = sentence_starts(parts["start"][:, 0] - doubt, presets)
    heads = _heads(parts, starts, parser)
    return Reading(
        tags=tags,
        poses=poses,
        morphs=[features for _, _, features in morphs],
        lemmas=lemmas,
        heads=heads,
        deps=_deps(parts, heads, parser, labels.deps),
        entities=entity_spans(parts["entities"], labels.entities),
    )


def sentence_starts(scores: Array, presets: Sequence[int]) -> list[int]:
    """Return the words that open a sentence; the first always does."""
    said = np.asarray(presets)
    likely = np.select([said > 0, said < 0], [np.inf, -np.inf], scores)
    likely[0] = np.inf
    starts = np.flatnonzero(likely > 0).tolist()
    result: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(scores)], strict=True):
        result.append(start)
        while end - result[-1] > LONGEST_SENTENCE:
            low = result[-1] + LONGEST_SENTENCE // 2
            result.append(low + int(np.argmax(scores[low : result[-1] + LONGEST_SENTENCE])))
    return result


def _heads(parts: Mapping[str, Array], starts: Sequence[int], parser: ParserWeights) -> Integers:
    dependents = parts["arc_dependent"] @ parser.bilinear.T / np.sqrt(len(parser.bilinear))
    count = len(dependents)
    heads = np.arange(count)
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        scores = dependents[start:end] @ parts["arc_head"][start:end].T
        scores += np.diag(parts["root"][start:end, 0])
        heads[start:end] = start + best_tree(scores)
    return heads


def _deps(
    parts: Mapping[str, Array], heads: Integers, parser: ParserWeights, names: Sequence[str]
) -> list[str]:
    """Return dependency labels; the root's is ROOT and no other word's is."""
    mixed = np.maximum(parts["label_dependent"] + parts["label_head"][heads], 0)
    scores = mixed @ parser.labeller.T + parser.labeller_bias
    root = names.index("ROOT")
    scores[:, root] = -np.inf
    best = scores.argmax(1)
    best[heads == np.arange(len(heads))] = root
    return [names[i] for i in best]


def annotate(doc: Doc, tokens: Sequence[int], reading: Reading | None) -> Doc:
    """Write a reading of the words at ``tokens`` to their Doc and return it.

    Whitespace tokens hang on the word before them. Entities that are there
    already stay, and new ones that overlap them are dropped. Without words the
    reading is None.
    """
    rows = np.zeros((len(doc), 6), dtype=np.int64)
    where = np.asarray(tokens, dtype=np.int64)
    if reading is not None:
        _fill_words(doc, rows, where, reading)
    _fill_spaces(doc, rows, where)
    if len(doc):
        doc.from_array([TAG, POS, MORPH, LEMMA, HEAD, DEP], rows.astype(np.uint64))  # type: ignore[arg-type]
    _set_entities(doc, tokens, reading.entities if reading else ())
    return doc


def _fill_words(doc: Doc, rows: Integers, where: Integers, reading: Reading) -> None:
    add = doc.vocab.strings.add
    rows[where, 0] = [_signed(add(tag)) for tag in reading.tags]
    rows[where, 1] = [IDS[pos] for pos in reading.poses]
    rows[where, 2] = [_signed(doc.vocab.morphology.add(morph)) for morph in reading.morphs]
    rows[where, 3] = [_signed(add(lemma)) for lemma in reading.lemmas]
    rows[where, 4] = where[reading.heads] - where
    rows[where, 5] = [_signed(add(dep)) for dep in reading.deps]


def _signed(number: int) -> int:
    """Return a 64-bit hash as the signed number with the same bits."""
    return number - (1 << 64) if number >= 1 << 63 else number


def _fill_spaces(doc: Doc, rows: Integers, words: Integers) -> None:
    add = doc.vocab.strings.add
    spaces = np.setdiff1d(np.arange(len(doc)), words)
    for index in spaces.tolist():
        before = int(np.searchsorted(words, index)) - 1
        head = int(words[max(before, 0)]) if len(words) else max(index - 1, 0)
        lemma = _signed(add(doc[index].text))
        rows[index] = (
            _signed(add("_SP")),
            IDS["SPACE"],
            0,
            lemma,
            head - index,
            _signed(add("dep")),
        )


def _set_entities(
    doc: Doc, tokens: Sequence[int], entities: Sequence[tuple[int, int, str]]
) -> None:
    kept = list(doc.ents)
    taken = {token.i for span in kept for token in span}
    for first, end, label in entities:
        for start, stop in _unbroken(doc, tokens, first, end):
            if taken.isdisjoint(range(start, stop)):
                kept.append(Span(doc, start, stop, label=label))
    doc.set_ents(kept, default="outside")


def _unbroken(doc: Doc, tokens: Sequence[int], first: int, end: int) -> list[tuple[int, int]]:
    """Return the tokens of an entity, in two spans where a blank line divides them."""
    runs: list[tuple[int, int]] = []
    for index in tokens[first:end]:
        gap = doc[runs[-1][1] : index].text if runs else ""
        if runs and gap.count("\n") < 2:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
