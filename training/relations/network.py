"""The network of relations as it learns: what it reads, batches of passages, the loop."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from storygraph.detect.encoder_pieces import SHAPE_COUNT
from storygraph.detect.pairs import RELATIONS
from storygraph.detect.passages import DISTANCES, MARKS, ROLES, TYPES, Passage
from training.encoder.network import HEADS, HIDDEN, LAYERS, PIECES, POSITIONS, Layer
from training.relations.examples import OPEN


@dataclass(frozen=True, slots=True)
class Settings:
    """The sizes and rates of the recipe."""

    width: int = 192
    heads: int = 6
    layers: int = 2
    features: int = 64
    least: int = 5
    epochs: int = 5
    batch: int = 6
    rate: float = 1e-4
    new_rate: float = 1e-3
    drop: float = 0.1
    drop_pairs: float = 0.2
    drop_features: float = 0.2
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, the numbers of each pair's features, and what holds of each pair."""

    passage: Passage
    features: tuple[NDArray[np.int64], ...]
    answers: NDArray[np.int8]


class Network(nn.Module):
    """The encoder with marks of mentions, and pairs that ask it, as `RelationNetwork` runs it."""

    def __init__(self, features: int, settings: Settings) -> None:
        super().__init__()
        torch.manual_seed(settings.seed)
        self.settings = settings
        width, numbers = settings.width, range(settings.layers)
        self.words = nn.Embedding(PIECES, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPE_COUNT, HIDDEN)
        self.marks = nn.Embedding(MARKS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(LAYERS))
        self.subject, self.object = nn.Linear(HIDDEN, width), nn.Linear(HIDDEN, width)
        self.between = nn.Linear(HIDDEN, width)
        self.product_subject = nn.Linear(HIDDEN, width)
        self.product_object = nn.Linear(HIDDEN, width)
        self.product = nn.Linear(width, width)
        # The last row stands for what all pairs have.
        self.features = nn.EmbeddingBag(features + 1, settings.features, mode="sum")
        self.told = nn.Linear(settings.features, width)
        self.kinds = nn.Embedding(len(TYPES) ** 2, width)
        self.read = nn.ModuleList(nn.Linear(HIDDEN, 2 * width) for _ in numbers)
        self.asks = nn.ModuleList(nn.Linear(width, width) for _ in numbers)
        self.mixed = nn.ModuleList(nn.Linear(width, width) for _ in numbers)
        self.norm1 = nn.ModuleList(nn.LayerNorm(width) for _ in numbers)
        self.norm2 = nn.ModuleList(nn.LayerNorm(width) for _ in numbers)
        self.up = nn.ModuleList(nn.Linear(width, 2 * width) for _ in numbers)
        self.down = nn.ModuleList(nn.Linear(2 * width, width) for _ in numbers)
        heads = settings.heads
        self.from_subject = nn.ModuleList(nn.Embedding(DISTANCES, heads) for _ in numbers)
        self.from_object = nn.ModuleList(nn.Embedding(DISTANCES, heads) for _ in numbers)
        self.roles = nn.ModuleList(nn.Embedding(ROLES, heads) for _ in numbers)
        self.last_norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, len(RELATIONS))
        self._begin()

    def _begin(self) -> None:
        small = (self.marks, *self.from_subject, *self.from_object, *self.roles, self.out)
        for module in small:
            nn.init.normal_(module.weight, std=0.02)
        for module in (self.features, self.kinds):
            nn.init.normal_(module.weight, std=0.05)
        nn.init.constant_(self.out.bias, -4.0)
        self.words.weight.requires_grad = False

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return what the shipped encoder has taught already, and still learns."""
        modules = (self.places, self.shapes, self.norm, self.layers)
        return [each for module in modules for each in module.parameters()]

    def _dropped(self, rows: Tensor, share: float) -> Tensor:
        """Leave out some columns of each text (Gal and Ghahramani 2016): cheap to draw."""
        if not self.training:
            return rows
        kept = torch.rand(rows.shape[0], 1, rows.shape[-1]) > share
        return rows * (kept.to(rows.dtype) / (1 - share))

    def vectors(self, batch: Mapping[str, Tensor]) -> Tensor:
        """Return the vectors of all words (texts, words, hidden)."""
        length = batch["ids"].shape[1]
        x = self.words(batch["ids"]) + self.places.weight[None, :length]
        x = x + self.shapes(batch["shapes"]) + self.marks(batch["marks"])
        is_short = torch.is_autocast_enabled("cpu")
        x = self._dropped(self.norm(x), self.settings.drop)
        x = x.to(torch.bfloat16 if is_short else torch.float32)
        bias = (~batch["is piece"])[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = self._layer(layer, x, bias)
        return x.gather(1, batch["firsts"][:, :, None].expand(-1, -1, HIDDEN))

    def _layer(self, layer: nn.Module, x: Tensor, bias: Tensor) -> Tensor:
        texts, length, _ = x.shape
        parts = layer.qkv(x).view(texts, length, 3, HEADS, HIDDEN // HEADS)
        asks, keys, values = parts.permute(2, 0, 3, 1, 4)
        # Written out: PyTorch's fused attention is slower to learn on processors.
        scores = (asks * (HIDDEN // HEADS) ** -0.5) @ keys.transpose(-1, -2) + bias
        mixed = torch.softmax(scores, -1).to(values.dtype) @ values
        mixed = layer.out(mixed.transpose(1, 2).reshape(texts, length, HIDDEN))
        x = layer.norm1(x + self._dropped(mixed, self.settings.drop))
        inner = layer.down(F.gelu(layer.up(x), approximate="tanh"))
        normal: Tensor = layer.norm2(x + self._dropped(inner, self.settings.drop))
        return normal

    def forward(self, batch: Mapping[str, Tensor]) -> Tensor:
        """Return the scores (texts, pairs, relations)."""
        share = self.settings.drop_pairs
        words = self._dropped(self.vectors(batch), share)
        subjects, objects = batch["subjects"], batch["objects"]
        texts, pairs = subjects.shape

        def at(rows: Tensor, places: Tensor) -> Tensor:
            return rows.gather(1, places[:, :, None].expand(-1, -1, HIDDEN))

        one, other = at(words, subjects), at(words, objects)
        sums = F.pad(words.float().cumsum(1), (0, 0, 1, 0))
        first, last = torch.minimum(subjects, objects), torch.maximum(subjects, objects) + 1
        between = (at(sums, last) - at(sums, first)) / (last - first)[:, :, None]
        weights = F.dropout(
            torch.ones(len(batch["features"])), self.settings.drop_features, self.training
        )
        known = self.features(batch["features"], batch["offsets"], per_sample_weights=weights)
        asks = self.told(F.relu(known)).view(texts, pairs, -1) + self.kinds(batch["kinds"])
        asks = asks + self.subject(one) + self.object(other) + self.between(between.to(one.dtype))
        asks = asks + self.product(self.product_subject(one) * self.product_object(other))
        outside = (~batch["is word"])[:, None, None, :].float() * -1e4
        for layer in range(self.settings.layers):
            near = F.embedding(batch["near"], self._near(layer)).permute(0, 3, 1, 2) + outside
            asks = asks + self._dropped(self._answered(asks, words, near, layer), share)
            inner = F.gelu(self.up[layer](self.norm2[layer](asks)))
            asks = asks + self._dropped(self.down[layer](self._dropped(inner, share)), share)
        scores: Tensor = self.out(self._dropped(self.last_norm(asks), share))
        return scores

    def _near(self, layer: int) -> Tensor:
        """Return what each distance from both ends and role adds, as rows (`batch_of`, "near")."""
        one, other = self.from_subject[layer].weight, self.from_object[layer].weight
        role = self.roles[layer].weight
        every = one[:, None, None] + other[None, :, None] + role[None, None]
        return every.flatten(0, 2)

    def _answered(self, asks: Tensor, words: Tensor, near: Tensor, layer: int) -> Tensor:
        heads, width = self.settings.heads, self.settings.width
        texts, pairs, _ = asks.shape
        size = width // heads
        read = self.read[layer](words).view(texts, -1, 2, heads, size)
        keys, values = read.permute(2, 0, 3, 1, 4)
        asked = self.asks[layer](self.norm1[layer](asks))
        asked = asked.view(texts, pairs, heads, size).transpose(1, 2)
        weights = torch.softmax(asked @ keys.transpose(-1, -2) * size**-0.5 + near, -1)
        mixed = (weights.to(values.dtype) @ values).transpose(1, 2)
        answered: Tensor = self.mixed[layer](mixed.reshape(texts, pairs, width))
        return answered


def batch_of(examples: Sequence[Example], features: int) -> tuple[dict[str, Tensor], Tensor]:
    """Return some passages as arrays of one shape, and the answers (texts, pairs, relations).

    `features` is the number of what all pairs have.
    """
    passages = [example.passage for example in examples]
    texts = len(passages)
    pieces, words, pairs = (
        max(len(getattr(each, name)) for each in passages) for name in ("ids", "firsts", "kinds")
    )
    shapes = {
        **dict.fromkeys(("ids", "shapes", "marks"), (texts, pieces)),
        "firsts": (texts, words),
        **dict.fromkeys(("subjects", "objects", "kinds"), (texts, pairs)),
        "near": (texts, pairs, words),
    }
    batch = {name: np.zeros(shape, dtype=np.int64) for name, shape in shapes.items()}
    is_piece, is_word = (np.zeros((texts, size), dtype=bool) for size in (pieces, words))
    answers = np.full((texts, pairs, len(RELATIONS)), OPEN, dtype=np.int8)
    flat: list[NDArray[np.int64]] = []
    for row, example in enumerate(examples):
        for name, array in batch.items():
            values = getattr(example.passage, name)
            array[(row, *map(slice, values.shape))] = values
        is_piece[row, : len(example.passage.ids)] = True
        is_word[row, : len(example.passage.firsts)] = True
        answers[row, : len(example.answers)] = example.answers
        nothing = [np.empty(0, dtype=np.int64)] * (pairs - len(example.features))
        flat += [np.append(each, features) for each in (*example.features, *nothing)]
    lengths = np.array([len(each) for each in flat])
    arrays = {
        **batch, "is piece": is_piece, "is word": is_word,
        "features": np.concatenate(flat), "offsets": np.cumsum(lengths) - lengths,
    }  # fmt: skip
    return {name: torch.from_numpy(array) for name, array in arrays.items()}, torch.from_numpy(
        answers
    )


def loss_of(scores: Tensor, answers: Tensor) -> Tensor:
    """Return the mean over pairs of the summed loss of the relations that are known."""
    known = (answers != OPEN).float()
    each = F.binary_cross_entropy_with_logits(
        scores.float(), answers.clamp(min=0).float(), weight=known, reduction="sum"
    )
    return each / known.amax(-1).sum().clamp(min=1)


def learn(network: Network, examples: Sequence[Example], features: int) -> None:
    """Let a network that is filled with the encoder's weights learn from passages."""
    settings = network.settings
    old = network.encoder_parameters()
    known = {id(each) for each in old}
    new = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    rates = [settings.rate, settings.new_rate]
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip((old, new), rates, strict=True)],
        weight_decay=0.01,
        fused=True,
    )
    batches = -(-len(examples) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=settings.epochs * batches + 1, pct_start=0.1,
        anneal_strategy="linear",
    )  # fmt: skip
    random = np.random.default_rng(settings.seed)
    began = time.monotonic()
    for epoch in range(settings.epochs):
        network.train()
        total = 0.0
        for chosen in _batches(examples, settings.batch, random):
            batch, answers = batch_of(chosen, features)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(batch)
            loss = loss_of(scores, answers)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        spent = time.monotonic() - began
        print(f"epoch {epoch + 1}: loss {total / batches:.4f}, {spent:.0f} s", flush=True)
    network.eval()


def _batches(
    examples: Sequence[Example], size: int, random: np.random.Generator
) -> list[list[Example]]:
    """Return the examples in another order, passages of like length together."""
    order = random.permutation(len(examples))
    parts = np.array_split(order, max(1, len(order) // (20 * size)))
    alike = [i for part in parts for i in sorted(part, key=lambda i: len(examples[i].passage.ids))]
    batches = [alike[n : n + size] for n in range(0, len(alike), size)]
    random.shuffle(batches)
    return [[examples[i] for i in each] for each in batches]
