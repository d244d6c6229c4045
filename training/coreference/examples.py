"""Annotated stories as examples for the ranker: mentions, candidates, which of them are right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

import storygraph as sg
from storygraph.detect.antecedents import Pairs, self_features
from storygraph.detect.beliefs import Entities
from storygraph.detect.coreference import read_people
from storygraph.detect.docs import to_doc
from storygraph.detect.mention_table import NAME, MentionTable, Numbers, Reals
from storygraph.detect.ranker import Ranker, mention_vectors
from storygraph.detect.resolver import reading_order, settle
from storygraph.records import Story
from training.coreference.gold import GoldStory, in_characters

#: The share of mentions whose entity is read wrongly while learning, as it happens later.
NOISE = 0.1


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase, its candidates, how each stands to it, and which are right."""

    row: int
    rows: Numbers
    pairs: Reals
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The questions of one story, with the vector and the own features of each mention."""

    vectors: Reals
    own: Reals
    kinds: Numbers
    questions: tuple[Question, ...]


def reader() -> Language:
    """Return the shipped pipeline without what coreference does not need."""
    nlp = sg.load_pipeline()
    for name in ("storygraph_themes", "storygraph_coreference", "storygraph_relations"):
        nlp.disable_pipe(name)
    return nlp


def read(nlp: Language, story: GoldStory) -> Doc:
    """Return an annotated story as the pipeline reads its raw text."""
    return to_doc(nlp, Story(story.name, story.name, story.text))


def nouns_of(doc: Doc, story: GoldStory) -> Iterator[tuple[int, bool]]:
    """Yield the nouns of a text and whether each heads a phrase that denotes people."""
    heads = set()
    for phrase, span in in_characters(story).items():
        found = doc.char_span(*span, alignment_mode="expand")
        if phrase.kind == "person" and phrase.form == "nominal" and found is not None:
            heads.add(found.root.i)
    for token in doc:
        if token.pos_ == "NOUN":
            yield token.i, token.i in heads


def entities_of(table: MentionTable, story: GoldStory) -> list[int]:
    """Return the annotated entity of each mention; what is not annotated stands alone."""
    doc = table.doc
    numbers: dict[str, int] = {}
    by_head: dict[int, int] = {}
    for phrase, span in sorted(in_characters(story).items(), key=lambda e: e[1][0] - e[1][1]):
        found = doc.char_span(*span, alignment_mode="expand")
        if found is not None and phrase.kind in {"person", "organization", "animal", "other"}:
            by_head[found.root.i] = numbers.setdefault(phrase.cluster, len(numbers))
    result, unknown = [], len(numbers)
    strangers: dict[int, int] = {}
    for row, head in enumerate(table.head):
        entity = by_head.get(int(head))
        if entity is None and table.kind[row] == NAME:
            entity = strangers.get(int(table.cluster[row]))
        if entity is None:
            entity, unknown = unknown, unknown + 1
        if table.kind[row] == NAME:
            strangers.setdefault(int(table.cluster[row]), entity)
        result.append(entity)
    return result


def lesson_of(doc: Doc, story: GoldStory, likely: NDArray[np.bool_], rng: random.Random) -> Lesson:
    """Return the questions that a story asks, earlier mentions settled as annotated."""
    people = read_people(doc, likely)
    table = people.table
    wanted = np.asarray(entities_of(table, story), dtype=np.int64)
    named = np.where(table.kind == NAME, wanted, -1)
    entities = Entities.empty(named, int(wanted.max(initial=-1)) + 1)
    pairs = Pairs(table)
    questions = []
    for row in reading_order(table):
        if table.kind[row] != NAME:
            rows, standing = pairs.candidates(row, entities)
            questions.append(Question(row, rows, standing, wanted[rows] == wanted[row]))
            # Read wrongly now and then: the next phrases meet such a state when it counts.
            wrong = len(rows) and rng.random() < NOISE
            entity = int(entities.of[rng.choice(rows)]) if wrong else int(wanted[row])
        else:
            entity = int(wanted[row])
            rows, standing = pairs.strangers(row, entities)
            if entities.seen[entity] == 0 and len(rows):
                questions.append(Question(row, rows, standing, wanted[rows] == entity))
        entities.add(table, row, entity, 1.0)
    return Lesson(mention_vectors(table), self_features(table), table.kind, tuple(questions))


def lesson_read_by(doc: Doc, story: GoldStory, ranker: Ranker) -> Lesson:
    """Return the questions that a story asks when an earlier ranker has answered those before.

    So the ranker learns from states that are as wrong as those it will meet.
    """
    people = read_people(doc, ranker.person_nouns(doc))
    table = people.table
    wanted = np.asarray(entities_of(table, story), dtype=np.int64)
    questions: list[Question] = []

    def watch(row: int, rows: Numbers, pairs: Reals, entities: Entities) -> None:
        same = wanted[rows] == wanted[row]
        homes = _homes(entities.of, wanted)
        well = same & (homes[entities.of[rows]] == wanted[row])
        questions.append(Question(row, rows, pairs, well if well.any() else same))

    settle(table, ranker, named=people.named, known={}, watch=watch)
    return Lesson(mention_vectors(table), self_features(table), table.kind, tuple(questions))


def _homes(of: Numbers, wanted: Numbers) -> Numbers:
    """Return for each entity as read the annotated one that most of its mentions belong to."""
    homes = np.full(int(of.max(initial=-1)) + 1, -1, dtype=np.int64)
    known = np.flatnonzero(of >= 0)
    pairs, counts = np.unique(np.stack([of[known], wanted[known]]), axis=1, return_counts=True)
    for index in np.argsort(counts, kind="stable"):
        homes[pairs[0, index]] = pairs[1, index]
    return homes


def lessons(pairs: Sequence[tuple[Doc, GoldStory]], ranker: Ranker, seed: int) -> list[Lesson]:
    """Return the lessons of many stories, with the nouns for people as a ranker sees them."""
    rng = random.Random(seed)
    return [lesson_of(doc, story, ranker.person_nouns(doc), rng) for doc, story in pairs]
