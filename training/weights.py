"""Weights of small networks that read the encoder's vectors, as they are shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from torch import nn

MODELS = Path(__file__).parents[1] / "src" / "storygraph" / "models"
Weights = dict[str, np.ndarray]


def stacked(networks: Sequence[Iterable[tuple[str, nn.Parameter]]]) -> Weights:
    """Return the named weights of several networks of one shape, the networks first."""
    arrays: dict[str, list[np.ndarray]] = {}
    for network in networks:
        for name, parameter in network:
            arrays.setdefault(name, []).append(parameter.detach().numpy())
    return {name: np.stack(each) for name, each in arrays.items()}


def halved(weights: Mapping[str, np.ndarray]) -> Weights:
    """Return weights in half precision, which costs these networks nothing."""
    return {name: array.astype(np.float16) for name, array in weights.items()}


def save(weights: Mapping[str, np.ndarray], path: Path) -> None:
    """Write weights with the checksum of the encoder whose vectors they read."""
    tables = MODELS / "en_storygraph" / "storygraph_encoder" / "tables.json"
    encoder = json.loads(tables.read_text(encoding="utf-8"))["sha256"]
    np.savez_compressed(path, encoder=np.array(encoder), **weights)
