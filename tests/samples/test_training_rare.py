"""What the recogniser is taught rare characters with: lines that hold them, and which frame shows which character."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from samples.training import rare_lines, wear
from samples.training.alignment import aligned


def test_lines_hold_rare_characters_among_common_ones() -> None:
    rng = random.Random(3)
    texts = [rare_lines.text(rng) for _ in range(400)]
    rare = sum(any(c in rare_lines.RARE for c in text) for text in texts)
    assert 0.7 < rare / len(texts) < 1
    assert len({c for text in texts for c in text if c in rare_lines.RARE}) > 300


def test_frames_are_given_to_the_characters_they_show() -> None:
    log = np.log(np.full((7, 4), 0.01))
    for frame, shown in enumerate((0, 1, 1, 0, 2, 2, 0)):
        log[frame, shown] = np.log(0.97)
    places, cost = aligned(log, [1, 2])
    assert places == [None, 0, 0, None, 1, 1, None]
    assert cost == pytest.approx(-np.log(0.97))


def test_a_misread_character_keeps_its_place() -> None:
    log = np.log(np.full((6, 4), 0.01))
    for frame, shown in enumerate((1, 0, 3, 0, 2, 0)):  # 3 is read where 1 stands
        log[frame, shown] = np.log(0.97)
    places, _ = aligned(log, [1, 1, 2])
    assert places == [0, None, 1, None, 2, None]


def test_equal_neighbours_need_a_frame_between_them() -> None:
    log = np.log(np.array([[0.1, 0.9], [0.6, 0.4], [0.1, 0.9]]))
    assert aligned(log, [1, 1])[0] == [0, None, 1]


def test_rows_are_taught_and_the_others_held(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    train_rare = pytest.importorskip("samples.training.train_rare")
    net = train_rare.Recogniser()
    dice = np.random.default_rng(0)
    directions = dice.normal(size=(2, net.weights.shape[0]))
    seen = tmp_path / "seen.npz"
    at = [9000, 9001]
    np.savez(
        seen,
        wanted=np.repeat(at, 60),
        rare=(np.repeat(directions, 60, 0) + dice.normal(0, 0.05, (120, net.weights.shape[0]))).astype(np.float16),
        others=dice.normal(0, 0.3, (200, net.weights.shape[0])).astype(np.float16),
        pages=dice.normal(0, 0.3, (200, net.weights.shape[0])).astype(np.float16),
    )
    train_rare.train(SimpleNamespace(seen=seen, steps=60, seed=1, out=tmp_path / "rows.npz"))
    with np.load(tmp_path / "rows.npz") as made:
        moved = directions @ made["weights"].astype(np.float32) + made["bias"]
    assert moved[0, 0] > moved[0, 1]
    assert moved[1, 1] > moved[1, 0]


def test_lines_look_like_lines() -> None:
    rng = random.Random(5)
    clouds = wear.Clouds(rng)
    if not rare_lines.lettering.faces():
        pytest.skip("no face with Chinese characters is installed")
    picture, said = rare_lines.line(rng, clouds)
    assert picture.dtype == np.uint8
    assert picture.shape[1] > picture.shape[0] / 2
    assert said
