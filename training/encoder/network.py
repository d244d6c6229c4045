"""The network: MiniLM with case features, one linear layer of answers, and a parser's arcs."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from storygraph.detect.encoder_labels import Labels
from storygraph.detect.encoder_pieces import SHAPE_COUNT
from storygraph.detect.pairs import RELATIONS

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PIECES, POSITIONS = 30522, 512
RELATED = 192
LINKED = 128
GAPS = 10


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return the layer's output for pieces ``x`` (batch, pieces, hidden)."""
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5
        if bias is not None:
            scores = scores + bias
        mixed = self.dropout(torch.softmax(scores, -1)) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.norm1(x + self.dropout(mixed))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Answers for every word: one row of scores and vectors, laid out as ``Labels.slices``."""

    def __init__(self, labels: Labels, *, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPE_COUNT, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.answers = nn.Linear(HIDDEN, labels.slices()["root"].stop)
        self.bilinear = nn.Linear(labels.width, labels.width, bias=False)
        self.labeller = nn.Linear(labels.width, len(labels.deps))
        self.related = nn.Sequential(
            nn.Linear(4 * HIDDEN, RELATED), nn.ReLU(), nn.Linear(RELATED, len(RELATIONS))
        )
        self.linked = nn.Linear(HIDDEN, 2 * LINKED + 1)
        self.linked_gaps = nn.Embedding(GAPS, 1)
        nn.init.zeros_(self.linked_gaps.weight)

    def hidden(self, ids: Tensor, shapes: Tensor, bias: Tensor | None) -> Tensor:
        """Return the vectors of all pieces (batch, pieces, hidden)."""
        positions = torch.arange(ids.shape[1])
        x = self.words(ids) + self.places(positions)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, firsts: Tensor, mask: Tensor) -> Tensor:
        """Return the answers of all words (batch, words, columns).

        ``firsts`` holds the position of each word's first piece, ``mask`` is true
        where a piece is real.
        """
        return self.answers(self.dropout(self.vectors(ids, shapes, firsts, mask)))

    def vectors(self, ids: Tensor, shapes: Tensor, firsts: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of all words (batch, words, hidden)."""
        bias = (~mask)[:, None, None, :].float() * -1e4
        x = self.hidden(ids, shapes, bias)
        return x.gather(1, firsts[:, :, None].expand(-1, -1, HIDDEN))

    def relations(self, vectors: Tensor, pairs: Tensor) -> Tensor:
        """Return the scores of each relation for pairs of words (pairs, relations).

        ``pairs`` holds (text, subject, object) numbers. Only training asks this, so that the
        vectors tell of relations too; what ships learns from the vectors anew.
        """
        text, one, other = pairs.unbind(1)
        sums = F.pad(vectors.float().cumsum(1), (0, 0, 1, 0))
        first, last = torch.minimum(one, other), torch.maximum(one, other) + 1
        between = (sums[text, last] - sums[text, first]) / (last - first)[:, None]
        a, b = vectors[text, one], vectors[text, other]
        return self.related(self.dropout(torch.cat([a, b, a * b, between.to(a.dtype)], 1)))

    def links(self, vectors: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """Return how well each earlier mention answers each mention of one text.

        ``vectors`` are those of its words; row i of the scores (mentions, mentions + 1) has the
        mentions before i, the last column stands for none of them. Only training asks this.
        """
        sums = F.pad(vectors.float().cumsum(0), (0, 0, 1, 0))
        means = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
        asks, answers, nobody = self.linked(self.dropout(means.to(vectors.dtype))).split(
            [LINKED, LINKED, 1], dim=1
        )
        scores = (asks @ answers.T).float() / LINKED**0.5
        places = torch.arange(len(starts))
        gaps = (places[:, None] - places[None]).clamp(min=1)
        near = self.linked_gaps(gaps.float().log2().long().clamp(max=GAPS - 1)).squeeze(-1).float()
        scores = (scores + near).masked_fill(places[:, None] <= places[None], -1e4)
        return torch.cat([scores, nobody.float()], 1)


def load_minilm(encoder: Encoder, path: Path) -> None:
    """Fill an encoder with the weights of a MiniLM safetensors file.

    Raises
    ------
    KeyError
        If the file holds another model.
    """
    weights = _safetensors(path)
    encoder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    types = weights["embeddings.token_type_embeddings.weight"][0]
    encoder.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"] + types)
    _fill(encoder.norm, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layers):
        stem = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            parts = [
                weights[f"{stem}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")
            ]
            getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
        _fill(layer.out, weights, f"{stem}.attention.output.dense")
        _fill(layer.norm1, weights, f"{stem}.attention.output.LayerNorm")
        _fill(layer.up, weights, f"{stem}.intermediate.dense")
        _fill(layer.down, weights, f"{stem}.output.dense")
        _fill(layer.norm2, weights, f"{stem}.output.LayerNorm")


def _fill(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(weights[f"{name}.weight"])
    module.bias.data.copy_(weights[f"{name}.bias"])


def _safetensors(path: Path) -> dict[str, Tensor]:
    """Read a safetensors file: a length, a JSON header, raw float32 values."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        values = torch.frombuffer(
            bytearray(raw[8 + size + start : 8 + size + end]), dtype=torch.float32
        )
        tensors[name] = values.view(entry["shape"])
    return tensors
