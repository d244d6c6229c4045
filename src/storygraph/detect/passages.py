"""Passages of a story as the network of relations sees them: words, who is where, pairs asked.

Some sentences are read together, with a few around them. Of each word the network learns what its
mention denotes, and of each pair how far every word stands from both ends, whether it stands above
them in the parse, and whether it speaks of one of the two.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storygraph.detect.columns import heads_of
from storygraph.detect.context import StoryContext
from storygraph.detect.encoder_pieces import WordPieces, encode
from storygraph.detect.pair_network import End, Pair

Ints = NDArray[np.int64]
Small = NDArray[np.int8]
Short = NDArray[np.int16]

TYPES = ("person", "place", "organization", "artwork", "event", "theme")
FORMS = ("name", "nominal", "pronoun", "group", "theme")
#: What a word may be: outside of mentions, or of a type and form, the first word or a later one.
MARKS = 1 + len(TYPES) * len(FORMS) * 2
#: What a word may be to a pair: above its subject, above its object, of the one, of the other.
ROLES = 16
_STEPS = np.array([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80])
#: In so many steps it is told how far a word stands from an end, before or behind it.
DISTANCES = 2 * len(_STEPS)
#: What a word may be to a pair, both distances and its role told in one number.
NEAR = DISTANCES * DISTANCES * ROLES

_BLOCK = 150  # words of sentences that are answered for together, and so on to the sentence's end
_BEFORE, _AFTER = 2, 1  # sentences around them
_MOST_PIECES = 480  # the network has 512 places
_STRIDE = 100  # words of an endless sentence that are answered for together
_LONG = 1000  # words of it whose pairs are held together
_HIGHEST = 40


class Passage(NamedTuple):
    """Words as pieces, and pairs of mentions; `words` counts what `firsts` has.

    Attributes
    ----------
    ids, shapes, marks
        Of each piece: its id, its shape feature, what its word is among `MARKS`.
    firsts
        The first piece of each word.
    subjects, objects, kinds
        Of each pair: the words that head its ends, and a number for both types.
    near
        Pairs x words: in steps how far a word is from either end and what it is to both (`NEAR`).
    """

    ids: Ints
    shapes: Ints
    marks: Ints
    firsts: Ints
    subjects: Ints
    objects: Ints
    kinds: Ints
    near: Short


def distances(places: Ints, ends: Ints) -> Small:
    """Return in steps how far places are from ends (ends x places), those before an end apart."""
    gaps = places[None] - ends[:, None]
    steps = np.searchsorted(_STEPS, np.abs(gaps), side="right") - 1
    told: Small = np.where(gaps < 0, steps + len(_STEPS), steps).astype(np.int8)
    return told


def near(from_subject: Small, from_object: Small, roles: Small) -> Short:
    """Return both distances and the role of each word as one number, see `NEAR`."""
    told: Short = (from_subject.astype(np.int16) * DISTANCES + from_object) * ROLES + roles
    return told


class Passages:
    """Cuts a story into passages for the pairs that are asked."""

    def __init__(self, context: StoryContext, ends: Iterable[End], pieces: WordPieces) -> None:
        self._pieces = pieces
        self._encoded = encode(context.doc, pieces)
        self._tokens = np.asarray(self._encoded.tokens, dtype=np.int64)
        self._sizes = np.cumsum([0, *map(len, self._encoded.pieces)])
        self._heads = heads_of(context.doc)
        sentences = np.asarray(context.sentence_of, dtype=np.int64)
        count = int(sentences[-1]) + 1 if len(sentences) else 0
        self._starts = np.searchsorted(sentences, np.arange(count + 1))
        self._blocks = self._cut()
        self._ends = sorted(ends, key=_start)
        self._marks = self._mark()

    def _cut(self) -> list[int]:
        """Return for each sentence the first sentence of its block."""
        first, blocks = 0, []
        for number in range(len(self._starts) - 1):
            blocks.append(first)
            if self._starts[number + 1] - self._starts[first] >= _BLOCK:
                first = number + 1
        return blocks

    def _mark(self) -> Ints:
        """Return for each token what it is among `MARKS`; the shortest mention around it tells."""
        marks = np.zeros(len(self._heads), dtype=np.int64)
        for end in sorted(self._ends, key=lambda end: end.start - end.end):
            form = FORMS.index(end.form) if end.form in FORMS else len(FORMS) - 1
            own = 1 + 2 * (TYPES.index(end.type) * len(FORMS) + form)
            marks[end.start : end.end] = own + 1
            marks[end.start] = own
        return marks

    def of(self, pairs: Iterable[Pair]) -> Iterator[tuple[list[Pair], Passage]]:
        """Yield passages and the pairs that each answers for.

        `pairs` come in the order of the sentences in which their later ends stand. Ends that are
        too far apart to be read together (480 pieces) are left out.
        """
        for (block, _), asked in groupby(pairs, key=self._part):
            yield from self._read(block, list(asked))

    def _part(self, pair: Pair) -> tuple[int, int]:
        """Return the block of a pair and, for sentences without end, a number within it."""
        block = self._blocks[_later(pair).sentence]
        first = min(pair.subject.start, pair.object.start)
        return block, max(0, first - int(self._starts[block])) // _LONG

    def _read(self, block: int, pairs: list[Pair]) -> Iterator[tuple[list[Pair], Passage]]:
        last = max(_later(pair).sentence for pair in pairs)
        while last + 1 < len(self._blocks) and self._blocks[last + 1] == block:
            last += 1
        count = len(self._starts) - 1
        first_end = min(min(pair.subject.start, pair.object.start) for pair in pairs)
        start = min(int(self._starts[max(0, block - _BEFORE)]), first_end)
        stop = int(self._starts[min(count, last + 1 + _AFTER)])
        if self._size(start, stop) <= _MOST_PIECES:
            yield from self._passage(pairs, start, stop)
            return
        # Sentences without end: as much as can be read before some of their words.
        pairs.sort(key=_stride)
        for _, each in groupby(pairs, key=_stride):
            some = list(each)
            stop = max(_later(pair).end for pair in some)
            yield from self._passage(some, self._farthest(stop), stop)

    def _size(self, start: int, stop: int) -> int:
        first, last = np.searchsorted(self._tokens, (start, stop))
        return int(self._sizes[last] - self._sizes[first])

    def _farthest(self, stop: int) -> int:
        """Return the first token from which on all up to another can be read together."""
        last = np.searchsorted(self._tokens, stop)
        first = int(np.searchsorted(self._sizes, self._sizes[last] - _MOST_PIECES))
        return int(self._tokens[first])

    def _passage(
        self, pairs: list[Pair], start: int, stop: int
    ) -> Iterator[tuple[list[Pair], Passage]]:
        first, last = (int(i) for i in np.searchsorted(self._tokens, (start, stop)))
        place = np.full(len(self._heads) + 1, -1, dtype=np.int64)
        tokens = self._tokens[first:last]
        place[tokens] = np.arange(len(tokens))
        pairs = [
            pair for pair in pairs if place[pair.subject.head] >= 0 and place[pair.object.head] >= 0
        ]
        if not pairs:
            return
        ids, shapes, marks, firsts = [self._pieces.opening], [0], [0], []
        for word, token in zip(range(first, last), tokens, strict=True):
            cut = self._encoded.pieces[word]
            firsts.append(len(ids))
            ids += cut
            shapes += [self._encoded.shapes[word]] * len(cut)
            marks += [int(self._marks[token])] * len(cut)
        subjects, objects = (
            place[[end.head for end in ends]]
            for ends in zip(*((pair.subject, pair.object) for pair in pairs), strict=True)
        )
        words = np.arange(len(tokens))
        yield (
            pairs,
            Passage(
                np.asarray([*ids, self._pieces.closing]),
                np.asarray([*shapes, 0]),
                np.asarray([*marks, 0]),
                np.asarray(firsts),
                subjects,
                objects,
                np.array([kind(pair) for pair in pairs]),
                near(
                    distances(words, subjects),
                    distances(words, objects),
                    self._roles(pairs, place, start, stop, len(tokens)),
                ),
            ),
        )

    def _roles(
        self, pairs: Sequence[Pair], place: Ints, start: int, stop: int, words: int
    ) -> Small:
        above: dict[int, Small] = {}
        meant: dict[tuple[str, str], Small] = {}
        first, last = (bisect_left(self._ends, at, key=_start) for at in (start, stop))
        for end in self._ends[first:last]:
            row = meant.setdefault((end.type, end.key), np.zeros(words, dtype=np.int8))
            own = place[end.start : min(end.end, stop)]
            row[own[own >= 0]] = 1
        nobody = np.zeros(words, dtype=np.int8)
        roles = np.zeros((len(pairs), words), dtype=np.int8)
        for row, pair in zip(roles, pairs, strict=True):
            for bit, end in enumerate((pair.subject, pair.object)):
                if end.head not in above:
                    above[end.head] = self._above(end.head, place, words)
                row |= above[end.head] << bit
                row |= meant.get((end.type, end.key), nobody) << (2 + bit)
        return roles

    def _above(self, index: int, place: Ints, words: int) -> Small:
        """Return 1 for a word and all words above it, among those of a passage."""
        row = np.zeros(words, dtype=np.int8)
        for _ in range(_HIGHEST):
            if place[index] >= 0:
                row[place[index]] = 1
            if self._heads[index] == index:
                break
            index = self._heads[index]
        return row


def kind(pair: Pair) -> int:
    """Return a number for the types of a pair's ends, below the square of their count."""
    return TYPES.index(pair.subject.type) * len(TYPES) + TYPES.index(pair.object.type)


def _later(pair: Pair) -> End:
    return max(pair.subject, pair.object, key=_start)


def _stride(pair: Pair) -> int:
    return _later(pair).start // _STRIDE


def _start(end: End) -> int:
    return end.start
