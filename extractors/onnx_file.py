"""The arrays inside an ONNX file, read and replaced without the onnx package: just enough of its buffer format.

ModelProto.graph is field 7, GraphProto.initializer field 5; of TensorProto: dims 1, data_type 2, name 8, raw_data 9,
float_data 4 (https://onnx.ai/onnx/api/classes.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FLOAT = 1  # TensorProto.DataType
_VARINT, _BYTES, _FOUR = 0, 2, 5  # wire types

Value = int | memoryview


def arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """All float32 initialisers by name."""
    found = {}
    for graph in _fields(memoryview(path.read_bytes()), 7):
        for tensor in _fields(graph, 5):
            made = _array(tensor)
            if made is not None:
                found[made[0]] = made[1]
    return found


def with_arrays(path: Path, instead: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """The file with other values in the float32 initialisers of these names; shapes stay."""
    data = bytearray(path.read_bytes())
    for graph in _fields(memoryview(data), 7):
        for tensor in _fields(graph, 5):
            made = _array(tensor)
            if made is not None and made[0] in instead:
                _values(tensor)[:] = np.ascontiguousarray(instead[made[0]], np.float32).tobytes()
    return bytes(data)


def _values(tensor: memoryview) -> memoryview:
    """Where a tensor's numbers lie."""
    return next(value for number, value in walk(tensor) if number in (4, 9) and not isinstance(value, int))


def _array(tensor: memoryview) -> tuple[str, npt.NDArray[np.float32]] | None:
    shape: list[int] = []
    kind, name, values = 0, "", np.zeros(0, np.float32)
    for number, value in walk(tensor):
        if number == 1:
            shape += [value] if isinstance(value, int) else list(_varints(value))
        elif number == 2 and isinstance(value, int):
            kind = value
        elif number == 8 and not isinstance(value, int):
            name = bytes(value).decode()
        elif number in (4, 9) and not isinstance(value, int):
            values = np.frombuffer(value, np.float32)
    return (name, values.reshape(shape)) if kind == FLOAT else None


def _fields(message: memoryview, wanted: int) -> Iterator[memoryview]:
    for number, value in walk(message):
        if number == wanted and not isinstance(value, int):
            yield value


def walk(message: memoryview) -> Iterator[tuple[int, Value]]:
    """(field number, value) of a message: an integer, or the bytes of what is longer."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == _VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size = 4 if wire == _FOUR else 8
        if wire == _BYTES:
            size, at = _varint(message, at)
        yield key >> 3, message[at : at + size]
        at += size


def field(number: int, value: Value | bytes) -> bytes:
    """One field of a message, as `walk` gives it."""
    if isinstance(value, int):
        return _as_varint(number << 3 | _VARINT) + _as_varint(value)
    return _as_varint(number << 3 | _BYTES) + _as_varint(len(value)) + bytes(value)


def _as_varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _varints(data: memoryview) -> Iterator[int]:
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        yield value


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
