"""Writes the network as a small int8 ONNX file that onnxruntime alone can run.

The graph is put together operator by operator from fused kernels. Weights are
rounded to seven bits a column, so that processors without VNNI, whose eight-bit
products saturate, give the same answers as those with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.encoder.network import HEADS, HIDDEN, Encoder

Array = NDArray[np.float32]
_FUSED = "com.microsoft"
_LARGEST = 63
_EPSILON = 1e-12


class Graph:
    """Collects the nodes and weights of an ONNX graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Store a weight and return its name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self, kind: str, inputs: Sequence[str], name: str, *, domain: str = "", **settings: object
    ) -> str:
        """Add a node with one output and return the output's name."""
        self.nodes.append(
            helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **settings)
        )
        return name

    def linear(self, x: str, layer: nn.Linear, name: str, *, bias: bool = True) -> str:
        """Add ``x @ W + b`` with int8 weights; without the bias if it is added elsewhere."""
        weight, scale = rounded(_array(layer.weight).T)
        inputs = [
            x,
            self.constant(f"{name}.weight", weight),
            self.constant(f"{name}.scale", scale),
            "",
            self.constant(f"{name}.bias", _array(layer.bias)) if bias else "",
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name, domain=_FUSED)

    def norm(self, x: str, skip: str, layer: nn.LayerNorm, name: str) -> str:
        """Add the normalised sum of two inputs; one fused kernel for both is far slower."""
        inputs = [
            self.add("Add", [x, skip], f"{name}.sum"),
            self.constant(f"{name}.weight", _array(layer.weight)),
            self.constant(f"{name}.bias", _array(layer.bias)),
        ]
        return self.add("LayerNormalization", inputs, name, axis=-1, epsilon=_EPSILON)


def rounded(weight: Array) -> tuple[NDArray[np.int8], Array]:
    """Return a matrix as integers and the scale of each column."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / _LARGEST
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


def export(encoder: Encoder, target: Path) -> int:
    """Write the int8 network to ``target`` and return its size in bytes."""
    encoder.eval()
    graph = Graph()
    _vectors(graph, encoder, ("shapes",))
    graph.linear("vectors", encoder.answers, "answers")
    inputs = ("ids", "shapes", "firsts")
    outputs = {"answers": encoder.answers.out_features, "vectors": HIDDEN}
    return written(graph, inputs, outputs, target)


def export_vectors(encoder: nn.Module, features: Sequence[str], target: Path) -> int:
    """Write an int8 network that gives the vectors of words alone; return its size in bytes.

    ``encoder`` has the layers of an `Encoder`, and beside its word vectors an embedding for each
    name in ``features``, which is an input of that name.
    """
    encoder.eval()
    graph = Graph()
    _vectors(graph, encoder, features)
    return written(graph, ("ids", *features, "firsts"), {"vectors": HIDDEN}, target)


def written(graph: Graph, inputs: Sequence[str], outputs: Mapping[str, int], target: Path) -> int:
    """Write a graph to ``target``, return its size in bytes; ``outputs`` maps names to widths."""
    integers = [(name, TensorProto.INT64) for name in inputs]
    made = helper.make_graph(
        graph.nodes,
        "storygraph encoder",
        [helper.make_tensor_value_info(name, kind, [f"{name} count"]) for name, kind in integers],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", width])
            for name, width in outputs.items()
        ],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=8)
    target.write_bytes(model.SerializeToString())
    return target.stat().st_size


def _vectors(graph: Graph, encoder: nn.Module, features: Sequence[str]) -> None:
    x = _embedded(graph, encoder, features)
    *lower, last = encoder.layers
    for number, layer in enumerate(lower):
        x = _layer(graph, x, layer, f"layer{number}")
    x = _last_layer(graph, x, last, "last")
    graph.add("Squeeze", [x, graph.constant("axis0", np.array([0]))], "vectors")


def _embedded(graph: Graph, encoder: nn.Module, features: Sequence[str]) -> str:
    """Add the sum of word, position and other vectors; words are stored as int8 rows."""
    table, scale = rounded(_array(encoder.words.weight).T)
    graph.add("Gather", [graph.constant("words", table.T), "ids"], "word integers", axis=0)
    graph.add("Cast", ["word integers"], "word floats", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.constant("word scale", scale[:, None]), "ids"], "scales", axis=0)
    graph.add("Mul", ["word floats", "scales"], "word vectors")
    graph.add("Shape", ["ids"], "count")
    zero = graph.constant("zero", np.array([0]))
    places = graph.constant("places", _array(encoder.places.weight))
    graph.add("Slice", [places, zero, "count", zero], "place vectors")
    others = "place vectors"
    for name in features:
        rows = graph.constant(f"{name} table", _array(getattr(encoder, name).weight))
        graph.add("Gather", [rows, name], f"{name} vectors", axis=0)
        others = graph.add("Add", [others, f"{name} vectors"], f"with {name}")
    graph.add("Unsqueeze", ["word vectors", zero], "word batch")
    graph.add("Unsqueeze", [others, zero], "other batch")
    return graph.norm("word batch", "other batch", encoder.norm, "embedded")


def _layer(graph: Graph, x: str, layer: nn.Module, name: str) -> str:
    joined = graph.linear(x, layer.qkv, f"{name}.qkv")
    parts = [f"{name}.{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [joined], parts, name=f"{name}.split", axis=2))
    return _mixed(graph, x, parts, layer, name)


def _last_layer(graph: Graph, x: str, layer: nn.Module, name: str) -> str:
    """Add the layer above which only the first pieces of words are asked for."""
    asked = graph.add("Gather", [x, "firsts"], f"{name}.asked", axis=1)
    query = nn.Linear(HIDDEN, HIDDEN)
    rest = nn.Linear(HIDDEN, 2 * HIDDEN)
    for kind in ("weight", "bias"):
        both = getattr(layer.qkv, kind)
        getattr(query, kind).data.copy_(both[:HIDDEN])
        getattr(rest, kind).data.copy_(both[HIDDEN:])
    parts = [graph.linear(asked, query, f"{name}.query"), f"{name}.k", f"{name}.v"]
    joined = graph.linear(x, rest, f"{name}.kv")
    graph.nodes.append(helper.make_node("Split", [joined], parts[1:], name=f"{name}.split", axis=2))
    return _mixed(graph, asked, parts, layer, name)


def _mixed(graph: Graph, x: str, parts: list[str], layer: nn.Module, name: str) -> str:
    mixed = graph.add("MultiHeadAttention", parts, f"{name}.mixed", domain=_FUSED, num_heads=HEADS)
    mixed = graph.linear(mixed, layer.out, f"{name}.out")
    x = graph.norm(mixed, x, layer.norm1, f"{name}.norm1")
    up = graph.linear(x, layer.up, f"{name}.up", bias=False)
    bias = graph.constant(f"{name}.gelu.bias", _array(layer.up.bias))
    grown = graph.add("BiasGelu", [up, bias], f"{name}.gelu", domain=_FUSED)
    down = graph.linear(grown, layer.down, f"{name}.down")
    return graph.norm(down, x, layer.norm2, f"{name}.norm2")


def _array(parameter: nn.Parameter) -> Array:
    values: Array = parameter.detach().float().numpy()
    return values
