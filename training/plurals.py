"""Trains who belongs to "they" and "the two": ``python -m training.plurals``."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from storygraph.detect.columns import sentence_numbers
from storygraph.detect.docs import to_doc
from storygraph.detect.groups import groups_by_rule, plural_words
from storygraph.detect.pair_network import Pair
from storygraph.detect.plurals import WEIGHTS, Company
from storygraph.records import Story
from training.pair_network import Settings, teach
from training.relations.examples import NO, OPEN, YES, Lesson, reader
from training.stories import AnnotatedStory, form_of, read_stories
from training.weights import MODELS, save

SETTINGS = Settings(hidden=64, product=32, second=32, epochs=6, batch=64)


def lesson_of(nlp: Language, story: AnnotatedStory) -> Lesson:
    """Return the plural words of a story, each paired with the people before it, and who they are.

    The one answer of each pair is 1 for a member, 0 for nobody, -1 where it is not annotated.
    """
    doc = to_doc(nlp, Story(story.id, story.id, story.text))
    people = [span for span in doc.spans["mentions"] if span.label_ == "person"]
    known = _ids_of(people, story)
    asked = list(_asked(doc, people, known, story))
    answers = np.array([[answer] for _, answer in asked], dtype=np.int8).reshape(-1, 1)
    pairs = tuple(pair for pair, _ in asked)
    told = int((answers == YES).sum())
    return Lesson(story.id, doc, pairs, answers, told, told)


def _ids_of(people: Sequence[Span], story: AnnotatedStory) -> dict[str, str]:
    """Return the annotated id that most names of each found person have."""
    names = {m.start: m.ids[0] for m in story.mentions if form_of(story, m) == "name"}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in people:
        if span.id_ == "name" and names.get(span.start_char, "")[:1] == "p":
            votes[span.kb_id_][names[span.start_char]] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _asked(
    doc: Doc, people: Sequence[Span], known: dict[str, str], story: AnnotatedStory
) -> Iterator[tuple[Pair, int]]:
    """Yield each plural word paired with each person before it, and the answer."""
    sentence_of = sentence_numbers(doc)
    ruled = groups_by_rule(doc, people, sentence_of)
    company = Company(people, sentence_of)
    last: dict[str, int] = {}
    for word in plural_words(doc):
        ids = _annotated(word, story)
        for span, pair in company.pairs(word, ruled.get(word.i, ()), last):
            who = known.get(span.kb_id_)
            yield pair, OPEN if who is None else YES if who in ids else NO
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
    """Read the stories, learn from them, write the weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.plurals")
    parser.add_argument("--out", type=Path, default=MODELS / WEIGHTS, help="file of the weights")
    parser.add_argument("stories", type=Path, nargs="*", help="files of stories, else stories/")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    began = time.monotonic()
    nlp = reader()
    lessons = [lesson_of(nlp, story) for story in read_stories(options.stories or None)]
    print(f"{len(lessons)} stories, {sum(len(each.pairs) for each in lessons)} pairs", flush=True)
    weights, vocabulary = teach([each for each in lessons if each.pairs], SETTINGS)
    text = np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8)
    save({**weights, "vocabulary": text}, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
