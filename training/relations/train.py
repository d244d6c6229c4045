"""Trains the classifier of relations: ``python -m training.relations.train``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from spacy.language import Language

from storygraph.detect.classifier import WEIGHTS
from training.relations.examples import Lesson, lesson_of, reader
from training.relations.network import Settings, learn, pack, vocabulary_of
from training.stories import AnnotatedStory, read_stories
from training.weights import MODELS, Weights, halved, save, stacked

#: So many features ship.
MOST_FEATURES = 15_000


def teach(lessons: Sequence[Lesson], settings: Settings) -> tuple[Weights, tuple[str, ...]]:
    """Return the weights of several networks together, as they ship, and their features."""
    vocabulary = vocabulary_of(lessons, settings.least)
    packed = pack(lessons, vocabulary)
    networks = [
        learn(packed, len(vocabulary), replace(settings, seed=settings.seed + number))
        for number in range(settings.networks)
    ]
    return shrunk(halved(stacked([network.w.items() for network in networks])), vocabulary)


def shrunk(weights: Weights, vocabulary: Sequence[str]) -> tuple[Weights, tuple[str, ...]]:
    """Return the weights without the features that say least, the others in eight bits."""
    says = np.square(weights["features"].astype(np.float32)).sum(axis=(0, 2))
    kept = np.sort(np.argsort(-says, kind="stable")[:MOST_FEATURES])
    features = rounded(weights["features"][:, kept])
    return weights | features, tuple(vocabulary[index] for index in kept)


def rounded(features: np.ndarray) -> Weights:
    """Return the weights of features in eight bits, and the scale of each column."""
    scale = np.abs(features.astype(np.float32)).max(axis=1, keepdims=True) / 127 + 1e-9
    return {"features": np.round(features / scale).astype(np.int8), "features_scale": scale}


def read_and_teach(
    lesson_of: Callable[[Language, AnnotatedStory], Lesson],
    settings: Settings,
    *,
    prog: str,
    out: str,
    arguments: Sequence[str] | None = None,
) -> int:
    """Read the stories, learn from their lessons, write the weights; return the exit code.

    `out` is the name of the weights among those that ship.
    """
    parser = argparse.ArgumentParser(prog=prog)
    parser.add_argument("--out", type=Path, default=MODELS / out, help="file of the weights")
    parser.add_argument("stories", type=Path, nargs="*", help="files of stories, else stories/")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    began = time.monotonic()
    nlp = reader()
    lessons = [lesson_of(nlp, story) for story in read_stories(options.stories or None)]
    told, reached = sum(each.told for each in lessons), sum(each.reached for each in lessons)
    pairs = sum(len(each.pairs) for each in lessons)
    print(f"{len(lessons)} stories, {pairs} pairs, {reached} of {told} reached", flush=True)
    weights, vocabulary = teach([each for each in lessons if each.pairs], settings)
    text = np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8)
    save({**weights, "vocabulary": text}, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    prog = "python -m training.relations.train"
    sys.exit(read_and_teach(lesson_of, Settings(), prog=prog, out=WEIGHTS))
