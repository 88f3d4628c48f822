"""The reader of seals: the general net with a difference added."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors import models, onnx_file
from extractors.learnt import moved
from extractors.ocr import Recognised
from extractors.seals import reader


def _varint(value: int) -> bytes:
    out = b""
    while True:
        out += bytes([value & 127 | (128 if value > 127 else 0)])
        value >>= 7
        if not value:
            return out


def _field(number: int, data: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def test_arrays_are_read_out_of_an_onnx_file(tmp_path):
    values = np.arange(300, dtype=np.float32).reshape(100, 3)
    tensor = b"\x08\x64\x08\x03\x10\x01" + _field(8, "面".encode()) + _field(9, values.tobytes())
    whole_numbers = b"\x08\x01\x10\x07" + _field(8, b"n") + _field(9, b"\0" * 8)
    graph = _field(2, b"graph") + _field(5, tensor) + _field(5, whole_numbers)
    (tmp_path / "net.onnx").write_bytes(b"\x08\x07" + _field(2, b"made by hand") + _field(7, graph))
    found = onnx_file.arrays(tmp_path / "net.onnx")
    assert list(found) == ["面"]
    assert np.array_equal(found["面"], values)


def test_a_difference_is_added_whole_or_as_a_product():
    base = {"small": np.ones(3, np.float32), "large": np.zeros((4, 2, 3), np.float32), "kept": np.ones(2, np.float32)}
    change = {
        "whole/small": np.array([1, 2, 3], np.float16),
        "rows/large": np.ones((4, 1), np.float16),
        "columns/large": np.arange(6, dtype=np.float16)[None],
    }
    found = moved(base, change)
    assert set(found) == {"small", "large"}
    assert found["small"].tolist() == [2, 3, 4]
    assert found["large"].shape == (4, 2, 3)
    assert found["large"][3].ravel().tolist() == [0, 1, 2, 3, 4, 5]


def test_every_array_of_the_difference_belongs_to_the_net():
    base = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.SEAL_READER)) as change:
        names = {key.partition("/")[2] for key in change.files}
        assert names <= set(base)
        assert all(np.isfinite(change[key].astype(np.float32)).all() for key in change.files)


def test_the_difference_reaches_the_net_whole():
    """The optimiser merges weights: what is set beside the file comes too late for those, as it once did unseen."""
    base = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.SEAL_READER)) as change:
        instead = moved(base, dict(change))
    ort = models.onnxruntime()
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    held = {name: ort.OrtValue.ortvalue_from_numpy(values) for name, values in instead.items()}
    for name, value in held.items():
        options.add_initializer(name, value)
    plain = ort.InferenceSession(str(models.weights(models.RECOGNITION)), options, providers=["CPUExecutionProvider"])
    strip = np.random.default_rng(3).uniform(-1, 1, (1, 3, 48, 160)).astype(np.float32)
    want = plain.run(None, {"x": strip})[0]
    got = models.session(models.RECOGNITION, 1, instead).run(None, {"x": strip})[0]
    assert np.abs(got - want).max() < 1e-4


def test_values_are_replaced_where_they_lie(tmp_path):
    values = np.arange(6, dtype=np.float32)
    tensor = b"\x08\x06\x10\x01" + _field(8, b"w") + _field(9, values.tobytes())
    (tmp_path / "net.onnx").write_bytes(_field(7, _field(5, tensor)))
    changed = onnx_file.with_arrays(tmp_path / "net.onnx", {"w": values[::-1], "absent": values})
    (tmp_path / "changed.onnx").write_bytes(changed)
    assert onnx_file.arrays(tmp_path / "changed.onnx")["w"].tolist() == [5, 4, 3, 2, 1, 0]


def test_all_nets_of_our_own_are_smaller_than_five_megabytes():
    assert sum(models.weights(name).stat().st_size for name in (models.SEALS, models.SEAL_READER)) < 5e6


def test_a_strip_is_read_with_its_frames_whatever_its_height():
    strip = np.full((30, 300, 3), 255, np.uint8)
    cv2.putText(strip, "20260504", (20, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)
    read = reader.SealEngine(_Engine(models.characters())).recognise([strip, cv2.resize(strip, (480, 48))])
    for one in read:
        assert one.frames is not None
        assert 0 < one.span <= 1
    assert read[1].text.strip("0O ") != ""


class _Engine:
    name = "other"

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters

    def detect(self, image, bent=False):
        return np.full((1, 4, 2), 7, np.float32)

    def recognise(self, crops, keep_frames=False):
        return [Recognised("x", (1.0,), (0.5,)) for _ in crops]


def test_an_engine_with_another_alphabet_reads_seals_alone():
    engine = _Engine(("", "医", "院"))
    assert reader.for_seals(engine) is engine


def test_lines_are_found_by_the_general_engine():
    own = reader.for_seals(_Engine(models.characters()))
    assert isinstance(own, reader.SealEngine)
    assert own.detect(np.zeros((9, 9, 3), np.uint8))[0, 0, 0] == pytest.approx(7)
