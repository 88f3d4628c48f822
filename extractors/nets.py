"""Nets ready to run: from arrays to arrays, on ONNX Runtime, which is always there, or on OpenVINO, which need not be.

Every net that reads goes through `load`, so that whoever measures sees all that ran.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import models, onnx_file, short_lines

Floats = NDArray[np.float32]

ONNXRUNTIME, OPENVINO = "onnxruntime", "openvino"
RUNTIMES = (ONNXRUNTIME, OPENVINO)


@dataclass(frozen=True, slots=True)
class Net:
    """A net with one input and one output."""

    name: str
    run: Callable[[Floats], Floats]
    keeps_shapes: bool = False
    """It makes each shape of picture ready when it first meets it, which costs as much as several runs, and memory for
    good: show it few."""

    def __call__(self, batch: Floats) -> Floats:
        """(n, channels, height, width) → what the net gives."""
        return self.run(batch)


def load(name: str, threads: int, instead: Mapping[str, NDArray[Any]] | None = None, runtime: str = ONNXRUNTIME) -> Net:
    """The net of that name (`models.WEIGHTS`) on so many CPU threads; `instead` stands for its arrays of those names.

    Raises:
        extractors.models.ModelError: the net is missing or not the measured one.
    """
    if runtime == OPENVINO:
        infer = _on_openvino(onnx_file.with_arrays(models.weights(name), instead or {}), threads)
        return Net(name, lambda batch: infer({0: batch}), keeps_shapes=True)
    session = models.session(name, threads, instead)
    given = session.get_inputs()[0].name
    return Net(name, lambda batch: np.asarray(session.run(None, {given: batch})[0]))


def load_short(
    name: str, threads: int, instead: Mapping[str, NDArray[Any]] | None = None, runtime: str = ONNXRUNTIME
) -> Net:
    """The recogniser of that name, for pictures as wide as `short_lines.shown` says and less than 320 pixels.

    `instead` stands for its arrays of those names.

    Raises:
        extractors.models.ModelError: the net is missing or not the measured one.
    """
    net = short_lines.changed(name, onnx_file.with_arrays(models.weights(name), instead or {}))
    if runtime == OPENVINO:
        infer = _on_openvino(net, threads)
        return Net(name, lambda batch: infer({0: batch, **_matrices(name, batch)}), keeps_shapes=True)
    session = models.session_of(net, threads)
    given = session.get_inputs()[0].name
    return Net(name, lambda batch: np.asarray(session.run(None, {given: batch, **_matrices(name, batch)})[0]))


def _matrices(name: str, batch: Floats) -> dict[str, Floats]:
    return short_lines.matrices(name, batch.shape[3])


def best_runtime() -> str:
    """OpenVINO where it is installed and the processor multiplies in bfloat16: only then it is the faster one."""
    if find_spec("openvino") is None:
        return ONNXRUNTIME
    import openvino  # noqa: PLC0415 (an extra)

    return OPENVINO if "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else ONNXRUNTIME


def _on_openvino(net: bytes, threads: int) -> Callable[[Mapping[Any, Floats]], Floats]:
    """From what a net takes, by name or place, to what it gives."""
    import openvino  # noqa: PLC0415 (an extra)

    core = openvino.Core()
    settings = {
        "INFERENCE_NUM_THREADS": threads,
        "PERFORMANCE_HINT": "LATENCY",
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,  # else two processes share one core
    }
    request = core.compile_model(core.read_model(net), "CPU", settings).create_infer_request()
    return lambda given: np.array(request.infer(given, share_inputs=True)[0])  # its own array is used again
