"""A feed-forward ONNX net run by torch, so that a net we only have as a file can be trained further."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from torch.nn import functional

Known = dict[str, Any]
Node = tuple[str, tuple[str, ...], tuple[str, ...], Known]


class Graph:
    """Nodes in their order, and the arrays they start from."""

    def __init__(self, path: Path) -> None:
        model = onnx.load(str(path))
        self.nodes = [
            (n.op_type, tuple(n.input), tuple(n.output), {a.name: _attribute(a) for a in n.attribute})
            for n in model.graph.node
        ]
        self.arrays: dict[str, Tensor] = {
            t.name: torch.from_numpy(np.array(numpy_helper.to_array(t))) for t in model.graph.initializer
        }
        self.input = model.graph.input[0].name

    def run(self, x: Tensor, weights: Mapping[str, Tensor], until: str, since: str | None = None) -> Tensor:
        """The value named `until` for input `x`; `weights` stand for the arrays of their names.

        `since`: the value that `x` is, where not the net's input; nodes behind it depend on nothing before it.
        """
        known: Known = {**self.arrays, **weights, since or self.input: x}
        for kind, inputs, outputs, attributes in self.behind(since):
            made = _OPERATIONS[kind]([known.get(name) for name in inputs], attributes)
            known[outputs[0]] = made
            if outputs[0] == until:
                break
        return torch.as_tensor(known[until])

    def behind(self, name: str | None) -> list[Node]:
        """The nodes behind the one that makes a value; all of them behind None."""
        at = next((i for i, (_, _, outputs, _) in enumerate(self.nodes) if name in outputs), -1)
        return self.nodes[at + 1 :]

    def producer(self, kind: str) -> list[tuple[str, ...]]:
        """(inputs and first output) of all nodes of one kind, in order."""
        return [(*inputs, outputs[0]) for op, inputs, outputs, _ in self.nodes if op == kind]


def _attribute(attribute: Any) -> Any:
    return onnx.helper.get_attribute_value(attribute)


def _padded(x: Tensor, pads: list[int], value: float = 0.0) -> Tensor:
    top, left, bottom, right = pads
    return functional.pad(x, (left, right, top, bottom), value=value) if any(pads) else x


def _same(x: Tensor, kernel: list[int], strides: list[int], auto: str, pads: list[int]) -> list[int]:
    if not auto.startswith("SAME"):
        return pads
    total = [
        max(0, (-(-size // s) - 1) * s + k - size) for size, k, s in zip(x.shape[2:], kernel, strides, strict=True)
    ]
    low = [t // 2 if auto == "SAME_UPPER" else t - t // 2 for t in total]
    return [*low, *(t - one for t, one in zip(total, low, strict=True))]


def _auto(a: Known) -> str:
    given = a.get("auto_pad", b"NOTSET")
    return given.decode() if isinstance(given, bytes) else str(given)


def _conv(v: list[Any], a: Known) -> Tensor:
    strides = a.get("strides", [1, 1])
    pads = _same(v[0], list(v[1].shape[2:]), strides, _auto(a), a.get("pads", [0, 0, 0, 0]))
    even = pads[0] == pads[2] and pads[1] == pads[3]
    x = v[0] if even else _padded(v[0], pads)
    bias = v[2] if len(v) > 2 else None
    return functional.conv2d(x, v[1], bias, strides, (pads[0], pads[1]) if even else 0, 1, a.get("group", 1))


def _max_pool(v: list[Any], a: Known) -> Tensor:
    strides = a.get("strides", [1, 1])
    pads = _same(v[0], a["kernel_shape"], strides, _auto(a), a.get("pads", [0, 0, 0, 0]))
    return functional.max_pool2d(_padded(v[0], pads, -1e9), a["kernel_shape"], strides)


def _reduce_mean(v: list[Any], a: Known) -> Tensor:
    return torch.as_tensor(v[0].mean(a["axes"], keepdim=bool(a.get("keepdims", 1))))


def _slice(v: list[Any], _: Known) -> Tensor:
    x, starts, ends, axes = v[0], v[1].tolist(), v[2].tolist(), v[3].tolist()
    for start, end, axis in zip(starts, ends, axes, strict=True):
        x = x[(slice(None),) * axis + (slice(start, min(end, x.shape[axis])),)]
    return torch.as_tensor(x)


def _reshape(v: list[Any], _: Known) -> Tensor:
    shape = v[1].tolist()
    return torch.as_tensor(v[0].reshape([v[0].shape[i] if s == 0 else s for i, s in enumerate(shape)]))


def _squeeze(v: list[Any], a: Known) -> Tensor:
    x = v[0]
    for axis in sorted(a["axes"], reverse=True):
        x = x.squeeze(axis)
    return torch.as_tensor(x)


def _batch_norm(v: list[Any], a: Known) -> Tensor:
    x, scale, shift, mean, var = v
    gain = scale / torch.sqrt(var + a.get("epsilon", 1e-5))
    return torch.as_tensor(x * gain[:, None, None] + (shift - mean * gain)[:, None, None])


_OPERATIONS: dict[str, Callable[[list[Any], Known], Any]] = {
    "Add": lambda v, _: v[0] + v[1],
    "Sub": lambda v, _: v[0] - v[1],
    "Mul": lambda v, _: v[0] * v[1],
    "Div": lambda v, _: v[0] / v[1],
    "Pow": lambda v, _: v[0] ** v[1],
    "Sqrt": lambda v, _: torch.sqrt(v[0]),
    "Erf": lambda v, _: torch.erf(v[0]),
    "Relu": lambda v, _: functional.relu(v[0]),
    "Sigmoid": lambda v, _: torch.sigmoid(v[0]),
    "HardSigmoid": lambda v, a: torch.clamp(v[0] * a.get("alpha", 0.2) + a.get("beta", 0.5), 0, 1),
    "Softmax": lambda v, a: torch.softmax(v[0], a.get("axis", -1)),
    "MatMul": lambda v, _: v[0] @ v[1],
    "Identity": lambda v, _: v[0],
    "Transpose": lambda v, a: v[0].permute(a["perm"]),
    "Concat": lambda v, a: torch.cat(v, a["axis"]),
    "Shape": lambda v, _: torch.tensor(v[0].shape),
    "Unsqueeze": lambda v, a: v[0][(None,) * len(a["axes"])],
    "AveragePool": lambda v, a: functional.avg_pool2d(v[0], a["kernel_shape"], a["strides"]),
    "Conv": _conv,
    "MaxPool": _max_pool,
    "ReduceMean": _reduce_mean,
    "Slice": _slice,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "BatchNormalization": _batch_norm,
}
