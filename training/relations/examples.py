"""Annotated stories as examples for the classifier: pairs of mentions, what holds between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

import storygraph as sg
from storygraph.detect.context import StoryContext
from storygraph.detect.docs import to_doc
from storygraph.detect.memory import remembering
from storygraph.detect.pair_network import End, Pair
from storygraph.detect.pairs import POSSIBLE, RELATIONS, ends_of, find_pairs
from storygraph.detect.passages import Passage, Passages
from storygraph.detect.plurals import shipped_plurals
from storygraph.detect.relation_network import shipped_pieces
from storygraph.detect.relations import Relations, stated
from storygraph.naming import slug
from storygraph.records import MUTUAL, Story
from training.stories import THEME, TYPES, AnnotatedStory, Marked

_COLUMN = {name: column for column, name in enumerate(RELATIONS)}
YES, NO, OPEN = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Lesson:
    """The pairs of one story, and for each relation whether it holds: 1, 0, or -1 for unknown.

    `passages` are what the network of relations is shown, each with the numbers of the pairs asked.
    """

    story: str
    doc: Doc
    pairs: tuple[Pair, ...]
    answers: NDArray[np.int8]
    told: int
    reached: int
    passages: tuple[tuple[tuple[int, ...], Passage], ...] = ()


def reader() -> Language:
    """Return the shipped pipeline without the finding of relations."""
    nlp = sg.load_pipeline()
    nlp.disable_pipe("storygraph_relations")
    return nlp


def lesson_of(nlp: Language, story: AnnotatedStory) -> Lesson:
    """Return a story as the pipeline reads it, with what was annotated of its pairs."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    component = nlp.get_pipe("storygraph_relations")
    assert isinstance(component, Relations)
    context = StoryContext(doc, component.frames.hypothetical, shipped_plurals())
    with remembering(doc):
        pairs = tuple(find_pairs(context, stated(context, component.frames)))
        ends = [end for sentence in ends_of(context) for end in sentence]
    names = theme_names(nlp)
    known = _Annotation(doc, story, pairs, names)
    answers = np.zeros((len(pairs), len(RELATIONS)), dtype=np.int8)
    reached = known.answer(answers)
    numbers = {id(pair): number for number, pair in enumerate(pairs)}
    passages = tuple(
        (tuple(numbers[id(pair)] for pair in asked), passage)
        for asked, passage in Passages(context, ends, shipped_pieces()).of(pairs)
    )
    return Lesson(story.id, doc, pairs, answers, len(story.told), reached, passages)


def theme_names(nlp: Language) -> dict[str, set[str]]:
    """Return the keys of the themes that go by a name, by its slug."""
    vocabulary = nlp.get_pipe("storygraph_themes").vocabulary  # type: ignore[attr-defined]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key in vocabulary.themes:
        for name in (key, vocabulary.themes[key].label, *vocabulary.aliases(key)):
            found[slug(name)].add(key)
    return found


def alike(identifier: str) -> tuple[str, ...]:
    """Return the types that a reader may take an id for: a hall is a place or an institution."""
    kind = TYPES.get(identifier[0], "")
    return ("place", "organization") if identifier[0] in "fo" else (kind,)


def by_letter(mentions: Iterable[Marked]) -> dict[int, list[Marked]]:
    """Return the mentions that hold each letter, by its offset."""
    found: defaultdict[int, list[Marked]] = defaultdict(list)
    for each in mentions:
        for letter in range(each.start, each.end):
            found[letter].append(each)
    return found


def closest(mentions: Sequence[Marked], start: int, end: int) -> tuple[str, ...]:
    """Return the ids of the mention that differs least from a span, none if there is none."""
    if not mentions:
        return ()
    best = min(
        mentions,
        key=lambda each: (abs(each.start - start) + abs(each.end - end), each.end - each.start),
    )
    return best.ids


class _Annotation:
    """Which annotated ids each end of the pairs denotes, and what was told of these."""

    def __init__(
        self,
        doc: Doc,
        story: AnnotatedStory,
        pairs: Sequence[Pair],
        names: dict[str, set[str]],
    ) -> None:
        self._doc, self._story, self._pairs = doc, story, pairs
        self._names = names
        ends = {end for pair in pairs for end in (pair.subject, pair.object)}
        self._at = by_letter(story.mentions)
        self._own = {end: self._ids_at(end) for end in ends}
        counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for end, ids in self._own.items():
            if end.form == "name" and len(ids) == 1:
                counts[end.type, end.key][ids[0]] += 1
        self._usual = {key: count.most_common(1)[0][0] for key, count in counts.items()}
        self.ids = {end: self._ids(end) for end in ends}

    def _ids_at(self, end: End) -> tuple[str, ...]:
        """Return the ids of the smallest annotated mention of an end's type around its head."""
        head = self._doc[end.head]
        around = self._at.get(head.idx, ())
        if end.type == "theme":
            fitting = [each for each in around if each.ids[0].startswith(THEME)]
        else:
            fitting = [each for each in around if end.type in alike(each.ids[0])]
        last = self._doc[end.end - 1]
        return closest(fitting, self._doc[end.start].idx, last.idx + len(last))

    def _ids(self, end: End) -> frozenset[str]:
        own = self._own[end]
        if len(own) <= 1:
            return frozenset(own)
        usual = self._usual.get((end.type, end.key))
        return frozenset({usual}) if usual in own else frozenset()

    def _is_theme(self, end: End, told: str) -> bool:
        """Tell whether an end is the theme that was annotated, or a narrower or broader one."""
        if end.type != "theme":
            return False
        if told in self.ids[end]:
            return True
        return end.key in self._names.get(slug(told.removeprefix(THEME)), set())

    def answer(self, answers: NDArray[np.int8]) -> int:
        """Fill in what holds; return how many of the annotated relations found their pair."""
        by_ids: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        themes: defaultdict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(self._pairs):
            for one in self.ids[pair.subject]:
                if pair.object.type == "theme":
                    themes[one].append(number)
                for other in self.ids[pair.object]:
                    by_ids[one, other].append(number)
        reached = 0
        places = self._story.sentences
        hits: list[tuple[int, int]] = []
        for told in self._story.told:
            column = _COLUMN.get(told.name)
            if column is None:
                continue
            if told.object.startswith(THEME):
                found = [
                    n
                    for n in themes[told.subject]
                    if self._is_theme(self._pairs[n].object, told.object)
                ]
            else:
                found = list(by_ids[told.subject, told.object])
                if told.name in MUTUAL:
                    found += by_ids[told.object, told.subject]
            start, end = places[told.sentence]
            if told.object.startswith(THEME) and not found:
                # Told in words that no theme has: what else is said there may be the same.
                found = [
                    n for n in themes[told.subject] if start <= self._place(self._pairs[n]) < end
                ]
                here = []
            else:
                here = [n for n in found if start <= self._place(self._pairs[n]) < end]
            answers[found, column] = OPEN
            if here:
                reached += 1
                nearest = min(self._distance(self._pairs[n]) for n in here)
                hits += [(n, column) for n in here if self._distance(self._pairs[n]) == nearest]
        for number, column in hits:
            answers[number, column] = YES
        for number, pair in enumerate(self._pairs):
            allowed = POSSIBLE[pair.subject.type, pair.object.type]
            for name, column in _COLUMN.items():
                if name not in allowed:
                    answers[number, column] = OPEN
        return reached

    def _place(self, pair: Pair) -> int:
        later = max(pair.subject, pair.object, key=lambda end: end.start)
        return int(self._doc[later.head].idx)

    @staticmethod
    def _distance(pair: Pair) -> tuple[bool, int]:
        first, second = sorted((pair.subject, pair.object), key=lambda end: end.start)
        return first.sentence != second.sentence, max(0, second.start - first.end)
