"""Trains the ranker of coreference: ``python -m training.coreference.train --data DATA``."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from storygraph.detect.antecedents import PAIR_WIDTH, SELF_WIDTH, WINDOW
from storygraph.detect.mention_table import NAME, NOMINAL
from storygraph.detect.ranker import WEIGHTS, Ranker
from training.coreference.examples import Lesson, lessons, nouns_of, read, reader
from training.coreference.gold import GoldStory, read_gum, read_litbank, renamed

MODELS = Path(__file__).parents[2] / "src" / "storygraph" / "models"
VECTOR = 384


@dataclass(frozen=True, slots=True)
class Settings:
    """The sizes and rates of the recipe."""

    product: int = 48
    hidden: int = 64
    nobody: int = 32
    epochs: int = 12
    batch: int = 128
    rate: float = 1.5e-3
    decay: float = 0.02
    drop: float = 0.3
    drop_vectors: float = 0.2
    drafts: int = 2
    seed: int = 7


class Network(nn.Module):
    """The ranker as it learns; its weights carry the names that `Ranker` reads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        s = settings
        shapes = {
            "ask": (VECTOR, s.product), "answer": (VECTOR, s.product),
            "product_hidden": (s.product, s.hidden),
            "ask_hidden": (VECTOR, s.hidden), "ask_self": (SELF_WIDTH, s.hidden),
            "answer_hidden": (VECTOR, s.hidden), "answer_self": (SELF_WIDTH, s.hidden),
            "pair_hidden": (PAIR_WIDTH, s.hidden), "hidden_bias": (s.hidden,), "out": (s.hidden,),
            "nobody_vector": (VECTOR, s.nobody), "nobody_self": (SELF_WIDTH, s.nobody),
            "nobody_bias": (s.nobody,), "nobody_out": (s.nobody,),
        }  # fmt: skip
        self.w = nn.ParameterDict()
        for name, shape in shapes.items():
            scale = 0.0 if name.endswith("bias") else (2.0 / max(32, shape[0])) ** 0.5 * 0.7
            self.w[name] = nn.Parameter(torch.randn(shape) * scale)
        self.drop = nn.Dropout(s.drop)
        self.drop_vectors = nn.Dropout(s.drop_vectors)

    def forward(
        self, asker: Tensor, asker_own: Tensor, others: Tensor, others_own: Tensor, pairs: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the scores of the candidates (batch x window) and of nobody (batch)."""
        w = self.w
        asker, others = self.drop_vectors(asker), self.drop_vectors(others)
        product = (asker @ w["ask"]).unsqueeze(1) * (others @ w["answer"])
        hidden = (
            (asker @ w["ask_hidden"] + asker_own @ w["ask_self"] + w["hidden_bias"]).unsqueeze(1)
            + others @ w["answer_hidden"]
            + others_own @ w["answer_self"]
            + product @ w["product_hidden"]
            + pairs @ w["pair_hidden"]
        )
        scores = self.drop(torch.relu(hidden)) @ w["out"]
        nobody = torch.relu(
            asker @ w["nobody_vector"] + asker_own @ w["nobody_self"] + w["nobody_bias"]
        )
        return scores, self.drop(nobody) @ w["nobody_out"]


@dataclass(frozen=True, slots=True)
class Packed:
    """All questions of many lessons as arrays; rows count mentions of all lessons together."""

    vectors: Tensor
    own: Tensor
    askers: Tensor
    rows: Tensor
    held: Tensor
    right: Tensor
    pairs: Tensor
    kinds: Tensor


def pack(all_lessons: Sequence[Lesson]) -> Packed:
    """Return lessons as padded arrays."""
    offset, width = 0, WINDOW + 2
    askers, rows, held, right, pairs, kinds = [], [], [], [], [], []
    for lesson in all_lessons:
        for question in lesson.questions:
            size = len(question.rows)
            pad = (0, width - size)
            askers.append(offset + question.row)
            kinds.append(lesson.kinds[question.row])
            rows.append(np.pad(question.rows + offset, pad))
            held.append(np.pad(np.ones(size, dtype=bool), pad))
            right.append(np.pad(question.right, pad))
            pairs.append(np.pad(question.pairs.astype(np.float16), (pad, (0, 0))))
        offset += len(lesson.vectors)
    return Packed(
        torch.from_numpy(np.concatenate([lesson.vectors for lesson in all_lessons])),
        torch.from_numpy(np.concatenate([lesson.own for lesson in all_lessons])),
        torch.tensor(askers),
        torch.from_numpy(np.stack(rows)),
        torch.from_numpy(np.stack(held)),
        torch.from_numpy(np.stack(right)),
        torch.from_numpy(np.stack(pairs)),
        torch.tensor(np.array(kinds)),
    )


def _losses(network: Network, packed: Packed, chosen: Tensor) -> tuple[Tensor, Tensor]:
    """Return minus the log-likelihood of the right candidates together, and whether one leads."""
    rows, held = packed.rows[chosen], packed.held[chosen]
    scores, nobody = network(
        packed.vectors[packed.askers[chosen]],
        packed.own[packed.askers[chosen]],
        packed.vectors[rows],
        packed.own[rows],
        packed.pairs[chosen].float(),
    )
    scores = scores.masked_fill(~held, -1e4)
    right = packed.right[chosen] & held
    everything = torch.cat([scores, nobody.unsqueeze(1)], dim=1)
    wanted = torch.cat([right, ~right.any(dim=1, keepdim=True)], dim=1)
    gold = torch.logsumexp(everything.masked_fill(~wanted, -1e4), dim=1)
    led = wanted.gather(1, everything.argmax(dim=1, keepdim=True)).squeeze(1)
    return torch.logsumexp(everything, dim=1) - gold, led


def learn(packed: Packed, settings: Settings, check: Packed | None = None) -> Network:
    """Return the trained network."""
    torch.manual_seed(settings.seed)
    network = Network(settings)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=settings.rate, weight_decay=settings.decay
    )
    count = len(packed.askers)
    steps = settings.epochs * (count // settings.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps + 1)
    for epoch in range(settings.epochs):
        network.train()
        total = 0.0
        order = torch.randperm(count)
        for start in range(0, count, settings.batch):
            loss, _ = _losses(network, packed, order[start : start + settings.batch])
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
            schedule.step()
            total += float(loss.sum())
        line = f"epoch {epoch + 1}: loss {total / count:.3f}"
        print(line + (f"; {assess(network, check)}" if check is not None else ""), flush=True)
    return network.eval()


def assess(network: Network, packed: Packed) -> str:
    """Return the loss on other stories and the share of questions with a right answer."""
    network.eval()
    losses, hits = [], []
    with torch.no_grad():
        for start in range(0, len(packed.askers), 512):
            chosen = torch.arange(start, min(len(packed.askers), start + 512))
            loss, led = _losses(network, packed, chosen)
            losses.append(loss)
            hits.append(led)
    right = torch.cat(hits).float()
    shares = [
        f"{name} {float(right[mask].mean()):.3f}"
        for name, mask in (
            ("he, she", packed.kinds < 2),
            ("other pronouns", (packed.kinds >= 2) & (packed.kinds < NOMINAL)),
            ("nominals", packed.kinds == NOMINAL),
        )
    ]
    return f"held out: loss {float(torch.cat(losses).mean()):.3f}, right {', '.join(shares)}"


def learn_nouns(pairs: Sequence[tuple[Doc, GoldStory]]) -> dict[str, np.ndarray]:
    """Return the weights that tell nouns for people from others: a logistic regression."""
    vectors, answers = [], []
    for doc, story in pairs:
        for index, is_person in nouns_of(doc, story):
            vectors.append(doc.tensor[index])
            answers.append(is_person)
    x, y = torch.from_numpy(np.stack(vectors)), torch.tensor(answers, dtype=torch.float32)
    torch.manual_seed(0)
    layer = nn.Linear(VECTOR, 1)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=0.01, weight_decay=0.05)
    for _ in range(12):
        for chosen in torch.randperm(len(y)).split(256):
            loss = nn.functional.binary_cross_entropy_with_logits(
                layer(x[chosen]).squeeze(1), y[chosen]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return {
        "noun": layer.weight.detach().numpy()[0],
        "noun_bias": layer.bias.detach().numpy(),
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
    pairs: Sequence[tuple[Doc, GoldStory]], settings: Settings, check: Packed | None = None
) -> dict[str, np.ndarray]:
    """Return the weights of the ranker, learnt from stories that were read."""
    weights = learn_nouns(pairs)
    network = learn(pack(lessons_for(pairs, weights, settings.seed)), settings, check)
    for name, parameter in network.w.items():
        weights[name] = parameter.detach().numpy()
    return weights


def lessons_for(
    pairs: Sequence[tuple[Doc, GoldStory]], weights: dict[str, np.ndarray], seed: int
) -> list[Lesson]:
    """Return the lessons of stories, with the nouns for people as some weights see them."""
    ranker = Ranker(weights)
    ranker_nouns = (ranker.person_nouns(doc) for doc, _ in pairs)
    return lessons(pairs, ranker_nouns, seed)


def save(weights: dict[str, np.ndarray], path: Path) -> None:
    """Write the weights as half-precision numbers, with the checksum of the encoder they fit."""
    tables = MODELS / "en_storygraph" / "storygraph_encoder" / "tables.json"
    encoder = json.loads(tables.read_text(encoding="utf-8"))["sha256"]
    halves = {name: array.astype(np.float16) for name, array in weights.items()}
    np.savez_compressed(path, encoder=np.array(encoder), **halves)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write the weights; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.coreference.train")
    parser.add_argument("--data", type=Path, required=True, help="folder of the unpacked sets")
    parser.add_argument("--out", type=Path, default=MODELS / WEIGHTS, help="file of the weights")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    settings, began = Settings(), time.monotonic()
    nlp = reader()
    pairs = [
        (read(nlp, story), story)
        for story in drafts(stories_of(options.data, "train"), settings)
    ]
    print(f"{len(pairs)} stories read in {time.monotonic() - began:.0f} s", flush=True)
    save(teach(pairs, settings), options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
