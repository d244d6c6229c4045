"""A delivered network of relations as floats again: what learns on begins there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from storygraph.detect.relation_network import NETWORK, WEIGHTS
from training.encoder.restored import fill
from training.relations.network import Network

_MARKS = "marks table"


def fill_whole(network: Network, vocabulary: Sequence[str], folder: Path) -> None:
    """Give a network all that a delivered one has learnt.

    Features of `vocabulary` that the delivered one lacks stay as they were.

    Raises
    ------
    KeyError, RuntimeError
        If the folder holds another network, or one of other sizes.
    """
    fill(network, folder / NETWORK)
    stored = {w.name: w for w in onnx.load(str(folder / NETWORK)).graph.initializer}
    _put(network.marks.weight, numpy_helper.to_array(stored[_MARKS]))
    with np.load(folder / WEIGHTS) as file:
        arrays = {name: file[name] for name in file.files}
    features = network.features.weight.detach().numpy().copy()
    known = features_of(folder)
    places = {feature: place for place, feature in enumerate(vocabulary)}
    learnt = arrays["features"]
    for feature, row in zip(known, learnt, strict=False):
        if feature in places:
            features[places[feature]] = row
    features[-1] = learnt[-1]
    arrays["features"] = features
    for name, module in network.named_children():
        modules = list(module) if isinstance(module, nn.ModuleList) else [module]
        for kind, _ in modules[0].named_parameters():
            # Tables stand under their own name, matrices transposed (`train.weights_of`).
            array = arrays.get(name, arrays.get(f"{name}_{kind}"))
            if array is None:
                continue
            rows = array if isinstance(module, nn.ModuleList) else array[None]
            for each, values in zip(modules, rows, strict=True):
                is_matrix = isinstance(each, nn.Linear) and kind == "weight"
                _put(getattr(each, kind), values.T if is_matrix else values)


def features_of(folder: Path) -> list[str]:
    """Return the features that a delivered network knows."""
    with np.load(folder / WEIGHTS) as file:
        return bytes(file["vocabulary"]).decode("utf-8").split("\n")


def _put(parameter: Tensor, values: np.ndarray) -> None:
    if parameter.shape != values.shape:
        raise RuntimeError(f"{values.shape} where {tuple(parameter.shape)} are expected")
    parameter.data.copy_(torch.from_numpy(np.array(values, dtype=np.float32)))
