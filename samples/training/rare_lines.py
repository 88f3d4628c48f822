"""Lines of print and handwriting with characters a reader seldom meets: names, hospitals of rare places, others."""

from __future__ import annotations

import random
import re
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.fields.given_names import COUNTED, USUAL
from extractors.layout.surnames import SINGLE
from extractors.layout.words import listed
from samples.training import lettering, wear, wording, words

Image = NDArray[Any]

COMMON_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE = wording.RARE
"""What is taught: the second level of GB 2312. Common characters that are rare as surnames need no teaching; where they
were taught, they were read where others stood."""
_SURNAMES = sorted(SINGLE)
_GIVEN, _USUAL_GIVEN = sorted({*USUAL, *COUNTED}), COUNTED[:600]
_RARE_GIVEN = [c for c in _GIVEN if c in RARE]
_BEFORE = listed(
    """
    医师 医师签名 医生 经治医师 主治医师 主管医师 住院医师 科主任 检验者 检验人 审核者 审核 审核医师 报告医师 报告者
    复核 核对 处方医师 审核药师 调配 发药 姓名 患者 患者姓名 受检者 签字 申请人 代办人 记录者 开具医生 诊断医师
    """
)
_BEHIND = ("", "", "", "", " 副主任医师", "主治医师", "（主任医师）", " 男", " 2026-03-05")
_HOUSES = listed(
    """
    人民医院 中医医院 第一人民医院 中心医院 妇幼保健院 市人民医院 县人民医院 区人民医院 第二人民医院
    卫生院 医院 大学附属医院
    """
)
_PAPERS = ("诊断证明书", "检验报告单", "", "", "", "出院记录")
_BY_HAND = re.compile("[Kk]ai|行|楷|手|WenKai|cursive|zheng|xing|cang|cao")
"""Files of faces that look written."""
_LABELLED = re.compile(r"(.{2,6}[：: ])(.+)")


def text(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.5:
        return _named(rng, rare=chosen > 0.35)
    if chosen < 0.72:
        count = rng.choice((1, 2, 2, 2, 3))
        place = (rng.choice(RARE) if rng.random() < 0.7 else words.characters(rng, 1) for _ in range(count))
        return "".join(place) + rng.choice(_HOUSES) + rng.choice(_PAPERS)
    parts = (words.characters(rng, rng.randint(0, 3)) + rng.choice(RARE) for _ in range(rng.randint(1, 3)))
    return "".join(parts)


def _named(rng: random.Random, rare: bool) -> str:
    """A name, mostly behind what it is asked for with and before what stands behind names."""
    name = _name(rng, rare)
    chosen = rng.random()
    if chosen < 0.3:
        return name
    if chosen < 0.85:
        return rng.choice(_BEFORE) + rng.choice(("：", "：", ":", " ", "")) + name + rng.choice(_BEHIND)
    if chosen < 0.93:
        return f"患者{name}，{rng.choice('男女')}，{rng.randint(20, 80)}岁"
    return name + rng.choice(" 、/") + _name(rng, rare)


def _name(rng: random.Random, rare: bool) -> str:
    surname = rng.choice(_SURNAMES) if rare or rng.random() < 0.6 else rng.choice(COMMON_SURNAMES)
    unusual = _RARE_GIVEN if rare else _GIVEN
    given = (rng.choice(unusual if rng.random() < 0.65 else _USUAL_GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))
    return surname + "".join(given)


def line(rng: random.Random, clouds: wear.Clouds) -> tuple[Image, str]:
    """A line as it is cut out of a page (BGR), and what it says."""
    said = text(rng)
    size = rng.randint(14, 40)
    ink = _worn(rng, _set(rng, said, size), size)
    grey = rng.uniform(0, 90)
    pen = (grey,) * 3 if rng.random() < 0.7 else (rng.uniform(60, 200), rng.uniform(20, 90), rng.uniform(20, 70))
    light = rng.uniform(190, 255)
    paper = np.clip([light + rng.gauss(0, 6) for _ in "bgr"], 0, 255)
    share = ink[..., None] * rng.uniform(0.6, 1)
    picture = np.asarray(paper * (1 - share) + np.array(pen) * share, np.float32)
    if rng.random() < 0.85:
        picture = wear.captured(rng, picture, clouds)[0]
    return np.asarray(np.clip(picture, 0, 255), np.uint8), said


def _set(rng: random.Random, said: str, size: int) -> Image:
    """Printed or written; or a printed label and a name in a larger hand beside it."""
    by_hand = rng.random() < 0.45
    parts = _LABELLED.fullmatch(said)
    if parts is None or not by_hand:
        return lettering.text_mask(said, _face(rng, said, by_hand), size)
    label = lettering.text_mask(parts[1], _face(rng, parts[1], False), size)
    name = lettering.text_mask(parts[2], _face(rng, parts[2], True), int(size * rng.uniform(0.95, 1.5)))
    high, gap = max(label.shape[0], name.shape[0]) + 4, rng.randint(0, size)
    whole = np.zeros((high, label.shape[1] + gap + name.shape[1]), np.float32)
    for part, x in ((label, 0), (name, label.shape[1] + gap)):
        drift = rng.randint(-2, 2) if x else 0
        y = min(max(0, (high - part.shape[0]) // 2 + drift), high - part.shape[0])
        whole[y : y + part.shape[0], x : x + part.shape[1]] = part
    return whole


def _face(rng: random.Random, said: str, by_hand: bool) -> lettering.Face:
    wanted = [face for face in lettering.faces() if not by_hand or _BY_HAND.search(face[0])] or list(lettering.faces())
    return lettering.able(rng.choice(wanted), said.replace(" ", ""), rng)


def _worn(rng: random.Random, ink: Image, size: int) -> Image:
    """Squeezed, with the margins a cut leaves, tilted, thick, with a ruling at its edge."""
    if rng.random() < 0.25:
        ink = cv2.resize(ink, (max(2, int(ink.shape[1] * rng.uniform(0.75, 1.2))), ink.shape[0]))
    spare = max(0, int(size * 0.9) - ink.shape[0]) // 2
    above, below = (spare + int(size * rng.uniform(0.02, 0.28)) for _ in range(2))
    ink = np.pad(ink, ((above, below), tuple(int(size * rng.uniform(0.02, 0.5)) for _ in range(2))))
    high, wide = ink.shape
    if rng.random() < 0.35:
        tilt = rng.gauss(0, 1) * (1 if wide < 8 * high else 0.3)
        ink = cv2.warpAffine(ink, cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1), (wide, high))
    if rng.random() < 0.12:
        ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
    if rng.random() < 0.15:
        at = rng.choice((0, high - 1)) + rng.randint(-high // 8, high // 8)
        ink[max(0, min(high - 1, at))] = rng.uniform(0.4, 1)
    return np.asarray(ink, np.float32)
