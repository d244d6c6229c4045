"""The weights of a shipped network as floats again: what learns from the encoder begins there."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from storygraph.detect.encoder_labels import Labels


def fill_whole(encoder: nn.Module, folder: Path, labels: Labels) -> None:
    """Give an `Encoder` all that a shipped pipeline's folder keeps of it.

    What only training asks for, relations and links, stays as it was.

    Raises
    ------
    KeyError
        If the folder holds another network.
    ValueError
        If that network answers with other labels than `labels`.
    """
    component = folder / "storygraph_encoder"
    network = component / "network.onnx"
    fill(encoder, network)
    weights = {w.name: numpy_helper.to_array(w) for w in onnx.load(str(network)).graph.initializer}
    answers = weights["answers.weight"].astype(np.float32) * weights["answers.scale"]
    tables = json.loads((component / "tables.json").read_text(encoding="utf-8"))
    if Labels.from_dict(tables["labels"]) != labels:
        raise ValueError(f"'{folder}' answers with other labels: train without it, or on its sets")
    parser = tables["parser"]
    for kept, values in (
        (encoder.answers.weight, answers.T),
        (encoder.answers.bias, weights["answers.bias"]),
        (encoder.bilinear.weight, parser["bilinear"]),
        (encoder.labeller.weight, parser["labeller"]),
        (encoder.labeller.bias, parser["labeller_bias"]),
    ):
        kept.data.copy_(torch.tensor(np.asarray(values, dtype=np.float32)))


def fill(encoder: nn.Module, path: Path) -> None:
    """Give words, places, shapes and layers of an encoder the weights of a network of `export`.

    Raises
    ------
    KeyError
        If the file holds another network.
    """
    model = onnx.load(str(path))
    stored = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}

    def floats(name: str) -> Tensor:
        return torch.from_numpy(np.array(stored[name], dtype=np.float32))

    def matrix(name: str) -> Tensor:
        return (floats(f"{name}.weight") * floats(f"{name}.scale")).T

    def put(module: nn.Module, weight: Tensor, bias: Tensor | None = None) -> None:
        module.weight.data.copy_(weight)
        if bias is not None:
            module.bias.data.copy_(bias)

    put(encoder.words, floats("words") * floats("word scale"))
    put(encoder.places, floats("places"))
    table = "shapes table" if "shapes table" in stored else "shape table"
    put(encoder.shapes, floats(table))
    put(encoder.norm, floats("embedded.weight"), floats("embedded.bias"))
    *lower, last = encoder.layers
    for number, layer in enumerate(lower):
        put(layer.qkv, matrix(f"layer{number}.qkv"), floats(f"layer{number}.qkv.bias"))
    put(
        last.qkv,
        torch.cat([matrix("last.query"), matrix("last.kv")]),
        torch.cat([floats("last.query.bias"), floats("last.kv.bias")]),
    )
    for name, layer in (*((f"layer{n}", each) for n, each in enumerate(lower)), ("last", last)):
        put(layer.out, matrix(f"{name}.out"), floats(f"{name}.out.bias"))
        put(layer.up, matrix(f"{name}.up"), floats(f"{name}.gelu.bias"))
        put(layer.down, matrix(f"{name}.down"), floats(f"{name}.down.bias"))
        for norm in ("norm1", "norm2"):
            put(
                getattr(layer, norm), floats(f"{name}.{norm}.weight"), floats(f"{name}.{norm}.bias")
            )
