"""Trains the ranker of coreference: ``python -m training.coreference.train --data DATA``."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from storygraph.detect.ranker import WEIGHTS, Ranker
from training.coreference.examples import (
    lesson_read_by,
    lessons,
    nouns_of,
    read,
    reader,
)
from training.coreference.gold import GoldStory, read_gum, read_litbank, read_own, renamed
from training.coreference.measure import measure
from training.coreference.network import VECTOR, Network, Packed, Settings, learn, pack
from training.stories import read_stories
from training.weights import MODELS, Weights, halved, save, stacked

#: Base and slope of the confidence of noun phrases. Novels and interviews have too few that denote
#: named people to fit it to; this is what they gave once when it held on annotated stories too.
NOUNS = (-0.64, 0.99)
#: The width of the network that tells nouns for people from others.
NOUN_HIDDEN = 64


def learn_nouns(pairs: Sequence[tuple[Doc, GoldStory]]) -> Weights:
    """Return the weights that tell nouns for people from others: a network with one layer."""
    vectors, answers = [], []
    for doc, story in pairs:
        for index, is_person in nouns_of(doc, story):
            vectors.append(doc.tensor[index])
            answers.append(is_person)
    x, y = torch.from_numpy(np.stack(vectors)), torch.tensor(answers, dtype=torch.float32)
    torch.manual_seed(0)
    hidden, out = nn.Linear(VECTOR, NOUN_HIDDEN), nn.Linear(NOUN_HIDDEN, 1)
    network = nn.Sequential(nn.Dropout(0.2), hidden, nn.ReLU(), nn.Dropout(0.3), out)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.002, weight_decay=0.05)
    for _ in range(12):
        for chosen in torch.randperm(len(y)).split(256):
            loss = nn.functional.binary_cross_entropy_with_logits(
                network(x[chosen]).squeeze(1), y[chosen]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {
        "noun_hidden": hidden.weight.detach().numpy().T,
        "noun_hidden_bias": hidden.bias.detach().numpy(),
        "noun_out": out.weight.detach().numpy()[0],
        "noun_out_bias": out.bias.detach().numpy(),
    }


def stories_of(data: Path, part: str) -> list[GoldStory]:
    """Return the stories of one part of both sets."""
    return [
        *read_litbank(data / "litbank", part=part),
        *read_gum(data / "gum", part=part),
    ]


def drafts(stories: Sequence[GoldStory], settings: Settings) -> Iterator[GoldStory]:
    """Yield every story several times, each time with other names for its people."""
    rng = random.Random(settings.seed)
    for _ in range(settings.drafts):
        yield from (renamed(story, rng) for story in stories)


def teach(
    pairs: Sequence[tuple[Doc, GoldStory]],
    settings: Settings,
    check: Packed | None = None,
    *,
    complete: frozenset[str] | None = None,
) -> Weights:
    """Return the weights of the ranker, learnt from stories that were read.

    `complete` names the stories in which every noun for people is annotated, all by default.

    First every earlier mention is settled as annotated; then each half of the stories is read by
    a ranker that learnt from the other half, and the final networks learn from both readings.
    """
    nouns = learn_nouns([p for p in pairs if complete is None or p[1].name in complete])
    halves = [pairs[0::2], pairs[1::2]]
    forced = [lessons(half, Ranker(nouns), settings.seed) for half in halves]
    draft = replace(settings, epochs=settings.draft_epochs)
    rankers = [ranker_of([learn(pack(each), draft)], nouns) for each in forced]
    met = [
        lesson_read_by(doc, story, ranker)
        for half, ranker in zip(halves, reversed(rankers), strict=True)
        for doc, story in half
    ]
    packed = pack([*forced[0], *forced[1], *met])
    networks = [
        learn(packed, replace(settings, seed=settings.seed + number), check)
        for number in range(settings.networks)
    ]
    return weights_of(networks, nouns)


def weights_of(networks: Sequence[Network], nouns: Weights) -> Weights:
    """Return the weights of several networks together, in half precision."""
    return halved(nouns | stacked([network.w.items() for network in networks]))


def ranker_of(networks: Sequence[Network], nouns: Weights) -> Ranker:
    """Return a ranker that lets some networks vote."""
    return Ranker(weights_of(networks, nouns))


def calibration(ranker: Ranker, pairs: Sequence[tuple[Doc, GoldStory]]) -> np.ndarray:
    """Return base and slope of the confidence of each class, fitted to other stories.

    A logistic regression on the log odds of the raw confidence, drawn a little towards the raw
    confidence itself where a class is rare. Noun phrases keep `NOUNS`.
    """
    sure = measure(pairs, ranker, everything=True).sure
    rows = {"third": 0, "first": 1, "other": 2, "person nominal": 3}
    fitted = torch.tensor([[0.0, 1.0]] * len(rows), requires_grad=True)
    place = torch.tensor([rows[kind] for kind, _, _ in sure if kind in rows])
    said = torch.tensor([value for kind, value, _ in sure if kind in rows]).clamp(0.001, 0.999)
    right = torch.tensor([float(hit) for kind, _, hit in sure if kind in rows])
    optimizer = torch.optim.LBFGS([fitted], max_iter=100)

    def loss() -> Tensor:
        optimizer.zero_grad()
        logits = fitted[place, 0] + fitted[place, 1] * torch.logit(said)
        drawn = ((fitted - torch.tensor([0.0, 1.0])) ** 2).sum()
        total = nn.functional.binary_cross_entropy_with_logits(logits, right, reduction="sum")
        (total + drawn).backward()
        return total + drawn

    optimizer.step(loss)
    found: np.ndarray = fitted.detach().clamp(min=torch.tensor([-9.0, 0.0])).numpy()
    found[rows["person nominal"]] = NOUNS
    return found


def kept(path: Path) -> Weights:
    """Return the networks of earlier weights that rank; all else is learnt anew."""
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files if name in Network(Settings()).w}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write the weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.coreference.train")
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--out", type=Path, default=MODELS / WEIGHTS, help="file of the weights")
    parser.add_argument(
        "--keep", type=Path, help="weights whose ranking to keep; nouns and calibration are new"
    )
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    settings, began = Settings(), time.monotonic()
    nlp = reader()
    foreign = stories_of(options.data, "train")
    own = read_own(read_stories()) if options.keep is None else ()
    pairs = [(read(nlp, story), story) for story in drafts([*foreign, *own], settings)]
    print(f"{len(pairs)} stories read in {time.monotonic() - began:.0f} s", flush=True)
    if options.keep is None:
        weights = teach(pairs, settings, complete=frozenset(each.name for each in foreign))
    else:
        weights = kept(options.keep) | halved(learn_nouns(pairs))
    held_out = [(read(nlp, story), story) for story in stories_of(options.data, "dev")]
    weights["calibration"] = calibration(Ranker(weights), held_out)
    save(weights, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
