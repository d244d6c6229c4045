"""Trains who belongs to "they" and "the two": ``python -m training.plurals``."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.docs import to_doc
from storygraph.detect.groups import groups_by_rule, plural_words
from storygraph.detect.pair_network import Pair
from storygraph.detect.plurals import WEIGHTS, Company
from storygraph.records import Story
from training.relations.examples import NO, OPEN, YES, reader
from training.relations.network import Settings
from training.relations.train import teach
from training.stories import AnnotatedStory, form_of, read_stories
from training.weights import MODELS, save

SETTINGS = Settings(hidden=64, product=32, second=32, epochs=6, batch=64)


@dataclass(frozen=True, slots=True)
class Question:
    """A plural word with the people before it, paired, and whom it stands for (annotated ids)."""

    word: Token
    pairs: tuple[Pair, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The questions of one story, their pairs in order, and for each 1, 0, or -1 for unknown."""

    story: str
    doc: Doc
    questions: tuple[Question, ...]
    pairs: tuple[Pair, ...]
    answers: NDArray[np.int8]


def lesson_of(nlp: Language, story: AnnotatedStory) -> Lesson:
    """Return what a story asks of its plural words, and the annotated answers."""
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    people = [span for span in doc.spans["mentions"] if span.label_ == "person"]
    known = ids_of(people, story)
    questions = tuple(_questions(doc, people, known, story))
    answers = [
        OPEN if (who := known.get(pair.subject.key)) is None else YES if who in each.ids else NO
        for each in questions
        for pair in each.pairs
    ]
    pairs = tuple(pair for each in questions for pair in each.pairs)
    return Lesson(story.id, doc, questions, pairs, np.array(answers, dtype=np.int8)[:, None])


def ids_of(people: Sequence[Span], story: AnnotatedStory) -> dict[str, str]:
    """Return the annotated id that most names of each found person have."""
    names = {m.start: m.ids[0] for m in story.mentions if form_of(story, m) == "name"}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in people:
        if span.id_ == "name" and names.get(span.start_char, "")[:1] == "p":
            votes[span.kb_id_][names[span.start_char]] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _questions(
    doc: Doc, people: Sequence[Span], known: dict[str, str], story: AnnotatedStory
) -> Iterator[Question]:
    sentence_of = sentence_numbers(doc)
    ruled = groups_by_rule(doc, people, sentence_of)
    company = Company(people, sentence_of)
    last: dict[str, int] = {}
    for word in plural_words(doc):
        ids = _annotated(word, story)
        pairs = company.pairs(word, ruled.get(word.i, ()), last)
        if pairs:
            yield Question(word, tuple(pairs), ids)
        if len(ids) > 1:
            last = {key: sentence_of[word.i] for key, each in known.items() if each in ids}


def _annotated(word: Token, story: AnnotatedStory) -> tuple[str, ...]:
    """Return the people whom the smallest mention around a word stands for."""
    around = [
        each
        for each in story.mentions
        if each.start <= word.idx < each.end and each.ids[0].startswith("p")
    ]
    return min(around, key=lambda each: each.end - each.start).ids if around else ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write the weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.plurals")
    parser.add_argument("--out", type=Path, default=MODELS / WEIGHTS, help="file of the weights")
    parser.add_argument("stories", type=Path, nargs="*", help="files of stories, else stories/")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    began = time.monotonic()
    nlp = reader()
    lessons = [lesson_of(nlp, story) for story in read_stories(options.stories or None)]
    print(f"{len(lessons)} stories read in {time.monotonic() - began:.0f} s", flush=True)
    weights, vocabulary = teach([each for each in lessons if each.pairs], SETTINGS)
    weights["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8)
    save(weights, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
