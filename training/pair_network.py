"""The small network of plural words as it learns: settings, pairs as arrays, the loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from storygraph.detect.pair_network import pair_vectors
from training.relations.examples import OPEN, Lesson
from training.weights import Weights, halved, stacked

VECTOR = 384
#: So many features ship.
MOST_FEATURES = 15_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The sizes and rates of the recipe."""

    hidden: int = 96
    product: int = 48
    second: int = 64
    least: int = 3
    epochs: int = 8
    batch: int = 256
    rate: float = 2e-3
    decay: float = 0.02
    drop: float = 0.4
    drop_vectors: float = 0.2
    drop_features: float = 0.3
    networks: int = 3
    seed: int = 7


@dataclass(frozen=True)
class Packed:
    """All pairs of many stories: vectors (parts x pairs x numbers), features, answers."""

    vectors: Tensor
    features: Tensor
    offsets: Tensor
    answers: Tensor

    def __len__(self) -> int:
        return len(self.answers)


def vocabulary_of(lessons: Sequence[Lesson], least: int) -> tuple[str, ...]:
    """Return the features that at least so many stories... pairs have, in order."""
    counts = Counter(f for lesson in lessons for pair in lesson.pairs for f in set(pair.features))
    stories: Counter[str] = Counter()
    for lesson in lessons:
        stories.update({f for pair in lesson.pairs for f in pair.features})
    return tuple(sorted(f for f, n in counts.items() if n >= least and stories[f] >= 2))


def pack(lessons: Sequence[Lesson], vocabulary: Sequence[str]) -> Packed:
    """Return the pairs of many stories as arrays; features outside the vocabulary are left out."""
    numbers = {feature: number for number, feature in enumerate(vocabulary)}
    vectors = [pair_vectors(lesson.doc.tensor, lesson.pairs) for lesson in lessons if lesson.pairs]
    flat: list[int] = []
    offsets: list[int] = []
    for lesson in lessons:
        for pair in lesson.pairs:
            offsets.append(len(flat))
            flat += sorted(numbers[f] for f in set(pair.features) if f in numbers)
    answers = np.concatenate([lesson.answers for lesson in lessons])
    return Packed(
        torch.from_numpy(np.concatenate(vectors, axis=1)),
        torch.tensor(flat, dtype=torch.long),
        torch.tensor([*offsets, len(flat)], dtype=torch.long),
        torch.from_numpy(answers),
    )


class Network(nn.Module):
    """The network as it learns; its weights carry the names that `PairNetwork` reads."""

    def __init__(self, features: int, settings: Settings, answers: int) -> None:
        super().__init__()
        torch.manual_seed(settings.seed)
        self.settings = settings

        def made(*shape: int, scale: float) -> nn.Parameter:
            return nn.Parameter(torch.randn(*shape) * scale)

        small = 0.5 / VECTOR**0.5
        self.w = nn.ParameterDict(
            {
                "parts": made(4, VECTOR, settings.hidden, scale=small),
                "subject": made(VECTOR, settings.product, scale=2 * small),
                "object": made(VECTOR, settings.product, scale=2 * small),
                "product_hidden": made(settings.product, settings.hidden, scale=0.05),
                "features": made(features, settings.hidden, scale=0.02),
                "hidden_bias": made(settings.hidden, scale=0.0),
                "second": made(settings.hidden, settings.second, scale=settings.hidden**-0.5),
                "second_bias": made(settings.second, scale=0.0),
                "out": made(settings.second, answers, scale=0.05),
                "out_bias": nn.Parameter(torch.full((answers,), -3.0)),
            }
        )

    def forward(self, vectors: Tensor, flat: Tensor, offsets: Tensor) -> Tensor:
        """Return the scores (pairs x relations) of a batch of pairs."""
        s, w = self.settings, self.w
        vectors = F.dropout(vectors, s.drop_vectors, self.training)
        weights = torch.ones(len(flat))
        weights = F.dropout(weights, s.drop_features, self.training)
        hidden = F.embedding_bag(
            flat, w["features"], offsets, mode="sum", per_sample_weights=weights
        )
        hidden = hidden + torch.einsum("kpv,kvh->ph", vectors, w["parts"]) + w["hidden_bias"]
        product = (vectors[0] @ w["subject"]) * (vectors[1] @ w["object"])
        hidden = torch.relu(hidden + product @ w["product_hidden"])
        hidden = F.dropout(hidden, s.drop, self.training)
        second = torch.relu(hidden @ w["second"] + w["second_bias"])
        second = F.dropout(second, s.drop, self.training)
        scores: Tensor = second @ w["out"] + w["out_bias"]
        return scores


def batch_of(packed: Packed, chosen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the inputs of some pairs."""
    starts, stops = packed.offsets[chosen], packed.offsets[chosen + 1]
    lengths = stops - starts
    offsets = torch.cumsum(lengths, 0) - lengths
    flat = torch.cat([packed.features[a:b] for a, b in zip(starts, stops, strict=True)])
    return packed.vectors[:, chosen], flat, offsets


def loss_of(scores: Tensor, answers: Tensor) -> Tensor:
    """Return the mean over pairs of the summed loss of the relations that are known."""
    known = (answers != OPEN).float()
    each = F.binary_cross_entropy_with_logits(
        scores, answers.clamp(min=0).float(), weight=known, reduction="sum"
    )
    return each / len(answers)


def learn(packed: Packed, features: int, settings: Settings) -> Network:
    """Return a network that learnt from packed pairs."""
    network = Network(features, settings, packed.answers.shape[1])
    generator = torch.Generator().manual_seed(settings.seed)
    decayed = [v for k, v in network.w.items() if k != "features"]
    optimizer = torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": settings.decay},
            {"params": [network.w["features"]], "weight_decay": settings.decay / 4},
        ],
        lr=settings.rate,
    )
    steps = settings.epochs * (len(packed) // settings.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=steps, pct_start=0.1
    )
    network.train()
    for _ in range(settings.epochs):
        for chosen in torch.randperm(len(packed), generator=generator).split(settings.batch):
            loss = loss_of(network(*batch_of(packed, chosen)), packed.answers[chosen])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    network.eval()
    return network


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
