"""The network of the ranker as it learns: settings, questions as arrays, the loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from storygraph.detect.antecedents import PAIR_WIDTH, SELF_WIDTH, WINDOW
from storygraph.detect.mention_table import NOMINAL
from training.coreference.examples import Lesson

VECTOR = 384
#: Questions that stay neighbours when the others are shuffled: they share their candidates.
RUN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """The sizes and rates of the recipe."""

    product: int = 48
    hidden: int = 64
    nobody: int = 32
    epochs: int = 8
    batch: int = 128
    rate: float = 2e-3
    decay: float = 0.02
    drop: float = 0.3
    drop_vectors: float = 0.2
    drafts: int = 1
    draft_epochs: int = 6
    networks: int = 3
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
        self, vectors: Tensor, own: Tensor, askers: Tensor, others: Tensor, pairs: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the scores of the candidates (batch x window) and of nobody (batch).

        `askers` and `others` are rows of `vectors` and `own`.
        """
        w = self.w
        vectors = self.drop_vectors(vectors)
        asked = vectors @ w["ask_hidden"] + own @ w["ask_self"] + w["hidden_bias"]
        answered = vectors @ w["answer_hidden"] + own @ w["answer_self"]
        product = (vectors @ w["ask"])[askers].unsqueeze(1) * (vectors @ w["answer"])[others]
        hidden = (
            asked[askers].unsqueeze(1)
            + answered[others]
            + product @ w["product_hidden"]
            + pairs @ w["pair_hidden"]
        )
        scores = self.drop(torch.relu(hidden)) @ w["out"]
        nobody = torch.relu(
            vectors[askers] @ w["nobody_vector"] + own[askers] @ w["nobody_self"] + w["nobody_bias"]
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
    rows, held, askers = packed.rows[chosen], packed.held[chosen], packed.askers[chosen]
    met, place = torch.unique(torch.cat([askers, rows.flatten()]), return_inverse=True)
    scores, nobody = network(
        packed.vectors[met],
        packed.own[met],
        place[: len(askers)],
        place[len(askers) :].view(rows.shape),
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
        runs = torch.arange(count).split(RUN)
        order = torch.cat([runs[index] for index in torch.randperm(len(runs))])
        for start in range(0, count, settings.batch):
            loss, _ = _losses(network, packed, order[start : start + settings.batch])
            optimizer.zero_grad()
            loss.mean().backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach().sum())
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
