"""Rare characters are read as themselves, and common ones no otherwise than before."""

from __future__ import annotations

from importlib.resources import files

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors import models, nets, onnx_file, rare_characters
from extractors.engine import NetEngine
from extractors.recogniser import Recogniser
from pipeline.report import typeface

RARE = (
    "佘德东",
    "佘庆林",
    "亓少升",
    "亓林伟",
    "訾义庆",
    "郗民援",
    "郗长国",
    "睢然诗",
    "笪庆建",
    "仝春兰",
    "昝亚琪",
    "逯俊连",
)
COMMON = (
    "余德东",
    "元少升",
    "曾义庆",
    "都民援",
    "唯然诗",
    "全春兰",
    "王林伟",
    "李长国",
    "张庆建",
    "赵亚琪",
    "邹俊连",
    "郭晓晨",
)
PLACES = ("栌川市人民医院", "濉溪县中医医院", "鄄城县人民医院", "郯城县妇幼保健院")


@pytest.fixture(scope="module")
def before() -> Recogniser:
    return Recogniser(nets.load(models.RECOGNITION, threads=1), models.characters())


@pytest.fixture(scope="module")
def now() -> NetEngine:
    return NetEngine(threads=1)


def drawn(text: str, size: int, softness: float) -> NDArray[np.uint8]:
    """A line of small soft print, as a phone's picture of a page holds it."""
    package, file = typeface.FILE
    face = ImageFont.truetype(str(files(package) / file), size)
    left, top, right, bottom = face.getbbox(text)
    sheet = Image.new("RGB", (int(right - left) + size, int(bottom - top) + size // 2), (228, 230, 232))
    ImageDraw.Draw(sheet).text((size / 2 - left, size / 4 - top), text, (58, 54, 52), font=face)
    return np.asarray(cv2.GaussianBlur(np.asarray(sheet), (0, 0), softness), np.uint8)


def lines(texts: tuple[str, ...]) -> list[tuple[str, NDArray[np.uint8]]]:
    return [
        (text, drawn(f"{before}{text}", size, softness))
        for text in texts
        for before in ("", "审核医师：")
        for size, softness in ((13, 1.2), (15, 1.5), (18, 1.9))
    ]


def share(read: list[tuple[str, str]]) -> float:
    return sum(want in got for want, got in read) / len(read)


@pytest.mark.parametrize("texts", [RARE, PLACES])
def test_rare_characters_are_read_more_often(texts: tuple[str, ...], before: Recogniser, now: NetEngine) -> None:
    shown = lines(texts)
    pictures = [picture for _, picture in shown]
    was = share([(text, one.text) for (text, _), one in zip(shown, before.recognise(pictures), strict=True)])
    is_now = share([(text, one.text) for (text, _), one in zip(shown, now.recognise(pictures), strict=True)])
    assert is_now > was


def test_common_characters_that_look_like_them_stay_what_they_are(before: Recogniser, now: NetEngine) -> None:
    pictures = [picture for _, picture in lines(COMMON)]
    was = [one.text for one in before.recognise(pictures)]
    got = [one.text for one in now.recognise(pictures)]
    assert got == was


def test_only_rows_of_rare_characters_differ() -> None:
    own = onnx_file.arrays(models.weights(models.RECOGNITION))
    with np.load(models.weights(models.RARE_CHARACTERS)) as change:
        rare = {chr(code) for code in change["characters"]}
    for name, array in rare_characters.told().items():
        moved = np.flatnonzero(np.abs(array - own[name]).reshape(-1, array.shape[-1]).max(0))
        assert {models.characters()[index] for index in moved} <= rare
    assert rare.isdisjoint("余元全都王李张晓成芳的一是岁男女0123456789年月日.,，。：:")
