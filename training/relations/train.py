"""Trains the network of relations: ``python -m training.relations.train``."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from storygraph.detect.relation_network import FOLDER, NETWORK, WEIGHTS
from training.encoder.export import export_vectors
from training.encoder.restored import fill
from training.pair_network import vocabulary_of
from training.relations.examples import Lesson, lesson_of, reader
from training.relations.network import Example, Network, Settings, learn
from training.relations.restored import features_of, fill_whole
from training.standoff import read_standoff, texts_of
from training.stories import read_stories
from training.weights import MODELS, Weights, halved

ENCODER = MODELS / "en_storygraph" / "storygraph_encoder" / "network.onnx"
#: What a network that goes on learning would lose at the rates of one that begins.
_GENTLE = {"rate": 7e-5, "new_rate": 6e-4}
_ENCODES = frozenset({"words", "places", "shapes", "marks", "norm", "layers"})


def examples_of(lessons: Sequence[Lesson], vocabulary: Sequence[str]) -> Iterator[Example]:
    """Yield the passages of many stories; features outside the vocabulary are left out."""
    numbers = {feature: number for number, feature in enumerate(vocabulary)}
    for lesson in lessons:
        for asked, passage in lesson.passages:
            told = [{numbers[f] for f in lesson.pairs[n].features if f in numbers} for n in asked]
            features = tuple(np.array(sorted(each), dtype=np.int64) for each in told)
            yield Example(passage, features, lesson.answers[list(asked)])


def weights_of(network: Network) -> Weights:
    """Return the weights of all that asks the encoder, as `RelationNetwork` reads them."""
    found: Weights = {}
    for name, module in network.named_children():
        if name in _ENCODES:
            continue
        modules = list(module) if isinstance(module, nn.ModuleList) else [module]
        for kind, _ in modules[0].named_parameters():
            arrays = [getattr(each, kind).detach().numpy() for each in modules]
            if isinstance(modules[0], nn.Linear) and kind == "weight":
                arrays = [each.T for each in arrays]
            is_table = isinstance(modules[0], nn.Embedding | nn.EmbeddingBag)
            key = name if is_table else f"{name}_{kind}"
            found[key] = np.stack(arrays) if isinstance(module, nn.ModuleList) else arrays[0]
    return found


def deliver(network: Network, vocabulary: Sequence[str], folder: Path) -> int:
    """Write both files of the network into a folder; return their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = export_vectors(network, ("shapes", "marks"), folder / NETWORK)
    checksum = hashlib.sha256((folder / NETWORK).read_bytes()).hexdigest()
    text = np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8)
    weights = {**halved(weights_of(network)), "vocabulary": text}
    np.savez_compressed(folder / WEIGHTS, network=np.array(checksum), **weights)
    return size + (folder / WEIGHTS).stat().st_size


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the stories, learn from them, write the weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.relations.train")
    parser.add_argument("--out", type=Path, default=MODELS / FOLDER, help="folder of the weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", type=Path, help="folder of weights to learn on from")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--data", type=Path, help="the open sets, to learn from standoff/ too")
    parser.add_argument("stories", type=Path, nargs="*", help="files of stories, else stories/")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    began = time.monotonic()
    rates = _GENTLE if options.resume else {}
    settings = Settings(epochs=options.epochs, **rates)
    nlp = reader()
    stories = [*read_stories(options.stories or None)]
    if options.data:
        stories += read_standoff(texts_of(options.data))
    lessons = [lesson_of(nlp, story) for story in stories]
    told, reached = sum(each.told for each in lessons), sum(each.reached for each in lessons)
    pairs = sum(len(each.pairs) for each in lessons)
    print(f"{len(lessons)} stories, {pairs} pairs, {reached} of {told} reached", flush=True)
    vocabulary = vocabulary_of(lessons, settings.least)
    if options.resume:
        vocabulary = tuple(sorted({*vocabulary, *features_of(options.resume)}))
    examples = list(examples_of(lessons, vocabulary))
    network = Network(len(vocabulary), settings)
    if options.resume:
        fill_whole(network, vocabulary, options.resume)
    else:
        fill(network, ENCODER)
    learn(network, examples, len(vocabulary))
    size = deliver(network, vocabulary, options.out)
    print(f"{options.out}: {size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
