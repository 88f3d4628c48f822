"""Who signed by hand is read by a net of its own, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors import by_hand, images, models, onnx_file
from extractors.engine import NetEngine
from extractors.files import open_upload
from extractors.ocr import read_lines
from extractors.opened import Limits
from extractors.recognised import Recognised

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def engine() -> NetEngine:
    return NetEngine(threads=1)


@pytest.mark.parametrize(
    ("upload", "signed"),
    [
        ("tune/n-12/IMG_6190.jpg", "孙梦凤"),
        ("tune/m-23/微信图片_1544.jpg", "逯俊连"),
        ("tune/r-24/scan2824.jpg", "余花汐"),
    ],
)
def test_names_in_a_quick_hand_that_the_general_net_misread(engine: NetEngine, upload: str, signed: str) -> None:
    path = SAMPLES / upload
    with open_upload(path.name, path.read_bytes(), Limits()) as opened:
        upright = images.upright(next(iter(opened.pages())).raster)
    lines = read_lines(upright.image, upright.to_delivered, engine)
    assert any(signed in line.text for line in lines)


def read(text: str, *marks: float) -> Recognised:
    """`marks`: confidences of its last characters; those before were read surely."""
    confidences = (*(0.999 for _ in text[len(marks) :]), *marks)
    return Recognised(text, confidences, tuple(at / len(text) for at in range(len(text))))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (read("检验者：称方兰", 0.4, 0.9, 0.9), read("检验者:徐芳兰", 0.7, 0.95, 0.9)),
        (read("审核者：孙芝", 0.5, 0.6), read("审核者：孙芝丽", 0.7, 0.8, 0.9)),
        (read("稷田沐", 0.5, 0.9, 0.9), read("程田沐", 0.9, 0.9, 0.9)),
    ],
    ids=["misread", "a character unread", "alone"],
)
def test_a_surer_name_is_believed(first: Recognised, second: Recognised) -> None:
    assert by_hand.is_believed(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (read("检验者：徐方兰", 0.9, 0.8, 0.9), read("检验者：徐芳兰", 0.9, 0.7, 0.9)),
        (read("检验者：徐方兰", 0.99, 0.99, 0.9), read("检验者：徐芳兰", 0.99, 0.999, 0.9)),
        (read("签名：李明2026年3月1日", 0.5, 0.5), read("签名：李明2026年3月7日", 0.9, 0.9)),
        (read("医师：周洪宇", 0.9, 0.9, 0.6), read("医师：周洪字", 0.9, 0.9, 0.9)),
        (read("剂量", 0.8, 0.9), read("荆量", 0.99, 0.99)),
        (read("年龄", 0.4, 0.4), read("年胎", 0.9, 0.9)),
        (read("具有主治医师", 0.6, 0.9, 0.9, 0.9, 0.9, 0.9), read("晁有主治医师", 0.9, 0.9, 0.9, 0.9, 0.9, 0.9)),
    ],
    ids=["less sure", "sure before", "a digit", "no name's character", "a word", "nobody's name", "a word in a line"],
)
def test_what_else_it_says_is_not(first: Recognised, second: Recognised) -> None:
    assert not by_hand.is_believed(first, second)


def test_every_array_of_the_difference_belongs_to_the_net() -> None:
    base = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.PEN_READER)) as change:
        assert {key.partition("/")[2] for key in change.files} <= set(base)
        assert all(np.isfinite(change[key].astype(np.float32)).all() for key in change.files)


def test_an_engine_of_other_nets_is_left_alone() -> None:
    doubted = read("检验者：称方兰", 0.4, 0.9, 0.9)

    class Other:
        name, characters = "other", ("", "a")

        def detect(self, image: object, bent: bool = False) -> np.ndarray:
            raise AssertionError

        def recognise(self, crops: object, keep_frames: bool = False) -> list[Recognised]:
            raise AssertionError

    assert by_hand.read_again([np.zeros((48, 200, 3), np.uint8)], [doubted], Other()) == [doubted]
