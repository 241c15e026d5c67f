"""The sentence encoder as an ONNX graph with eight-bit matrices, for ONNX Runtime.

BERT (Devlin et al. 2018) in the fused operators that ONNX Runtime has for it. The matrices are rounded to whole numbers
with one scale a column, and inputs at run time with one scale a text (dynamic quantisation): a third of the time, and
the vectors stay within a cosine of 0.97. Whole numbers go from -63 to 63, not 127: processors without VNNI add up pairs
of products in 16 bits, which would overflow, so that a council's older server would read messages differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]

LARGEST = 63
OPERATORS = {"": 18, "com.microsoft": 1}
IR_VERSION = 9
"""What ONNX Runtime 1.17 and later read."""


def build_graph(weights: Mapping[str, Floats], *, layers: int, heads: int, epsilon: float) -> bytes:
    """The lower `layers` of the encoder as a serialised ONNX model.

    Its inputs are `ids` and `places`, both of shape (1, word pieces), 64-bit integers; its output is `states`, of shape
    (1, word pieces, width), 32-bit floats.

    Args:
        weights: arrays by their published names; query, key and value of a layer are one matrix (`joined`).
        layers: how many layers to run.
        heads: attention heads a layer.
        epsilon: of the layer norms.
    """
    graph = _Graph(weights, heads=heads, epsilon=epsilon)
    states = graph.embedded()
    for layer in range(layers):
        states = graph.layer(states, f"encoder.layer.{layer}.")
    graph.add("Identity", [states], "states")
    return graph.serialised()


class _Graph:
    """Nodes and arrays as they are added. Methods return the name of what they made."""

    def __init__(self, weights: Mapping[str, Floats], *, heads: int, epsilon: float) -> None:
        self._weights = weights
        self._heads = heads
        self._epsilon = epsilon
        self._nodes: list[Any] = []
        self._arrays: list[Any] = []

    def add(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], **settings))
        return output

    def fused(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:
        return self.add(kind, inputs, output, domain="com.microsoft", **settings)

    def embedded(self) -> str:
        words = self.add("Gather", [self._array("embeddings.word_embeddings.weight"), "ids"], "words")
        places = self.add("Gather", [self._array("embeddings.position_embeddings.weight"), "places"], "placed")
        kind = self._keep("kind", self._weights["embeddings.token_type_embeddings.weight"][0])
        both = self.add("Add", [words, places], "words+placed")
        return self._norm("LayerNormalization", [self.add("Add", [both, kind], "words+placed+kind")], "embeddings.")

    def layer(self, states: str, name: str) -> str:
        joined = self._dense(states, f"{name}joined", self._weights[f"{name}joined.weight"])
        parts = [f"{name}{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=3))
        mixed = self.fused("MultiHeadAttention", parts, f"{name}mixed", num_heads=self._heads)
        attended = self._turned(mixed, f"{name}attention.output.dense")
        states = self._norm("SkipLayerNormalization", [states, attended], f"{name}attention.output.")
        inner = self.fused("Gelu", [self._turned(states, f"{name}intermediate.dense")], f"{name}inner")
        return self._norm(
            "SkipLayerNormalization", [states, self._turned(inner, f"{name}output.dense")], f"{name}output."
        )

    def serialised(self) -> bytes:
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, None]) for name in ("ids", "places")]
        outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, None, None])]
        graph = helper.make_graph(self._nodes, "sentence_encoder", inputs, outputs, self._arrays)
        operators = [helper.make_opsetid(domain, version) for domain, version in OPERATORS.items()]
        model: onnx.ModelProto = helper.make_model(graph, opset_imports=operators, ir_version=IR_VERSION)
        return bytes(model.SerializeToString())

    def _turned(self, states: str, name: str) -> str:
        return self._dense(states, name, self._weights[f"{name}.weight"].T)  # published as outputs by inputs

    def _dense(self, states: str, name: str, matrix: Floats) -> str:
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / LARGEST
        whole = np.rint(matrix / scale).astype(np.int8)
        arrays = {"whole": whole, "scale": scale.astype(np.float32), "zero": np.zeros(len(scale), dtype=np.int8)}
        inputs = [states, *(self._keep(f"{name}.{kind}", array) for kind, array in arrays.items())]
        return self.fused("DynamicQuantizeMatMul", [*inputs, self._array(f"{name}.bias")], f"{name}.out")

    def _norm(self, kind: str, inputs: list[str], name: str) -> str:
        inputs = [*inputs, self._array(f"{name}LayerNorm.weight"), self._array(f"{name}LayerNorm.bias")]
        domain = "" if kind == "LayerNormalization" else "com.microsoft"
        return self.add(kind, inputs, f"{name}normed", domain=domain, epsilon=self._epsilon)

    def _array(self, name: str) -> str:
        return self._keep(name, self._weights[name])

    def _keep(self, name: str, array: npt.NDArray[Any]) -> str:
        self._arrays.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name
