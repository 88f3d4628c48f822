"""Lines filled in by hand: a printed label, and behind it a name, a day or a few words in a quick hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.fields.given_names import COUNTED, USUAL
from extractors.layout.surnames import SINGLE
from extractors.layout.words import listed
from samples.training import lettering, pen_strokes, wear, words
from samples.training.rare_lines import COMMON_SURNAMES

Image = NDArray[Any]

_SURNAMES = sorted(SINGLE)
_GIVEN = sorted({*USUAL, *COUNTED})
_LABELS = listed(
    """
    医师 医师签名 医师签字 医生 医生签名 经治医师 主治医师 主管医师 住院医师 管床医师 接诊医师 责任医师 科主任
    上级医师 检验者 检验人 检验员 操作者 审核者 审核人 审核 审核医师 报告医师 报告者 报告人 书写医师 诊断医师 复核
    复核者 核对 核对者 处方医师 审核药师 调配 发药 记录者 记录人 记录医师 签名 签字 申请人 代办人 本人签名 经办人
    批准人 开具医生 专家签字 姓名 患者
    """
)
_TITLES = listed("主治医师 副主任医师 主任医师 住院医师 主管技师 副主任技师 医师 主管药师")


@dataclass(frozen=True, slots=True)
class Pens:
    """What there is to write with: faces that look written, faces that look printed, a folder of strokes' medians."""

    written: Sequence[lettering.Face]
    printed: Sequence[lettering.Face]
    strokes: Path | None


def line(rng: random.Random, clouds: wear.Clouds, pens: Pens) -> tuple[Image, str]:
    """A line as it is cut out of a page (BGR), and what it says."""
    label, written, behind = _said(rng)
    size = rng.randint(14, 40)
    parts = [part for part in (_printed(rng, pens, label, size), _written(rng, pens, written, size)) if part]
    if behind:
        parts.append(_printed(rng, pens, behind, size) or parts[-1])
    ink = _margins(rng, _beside(rng, [mask for mask, _ in parts], size), size)
    return _captured(rng, ink, clouds), "".join(said for _, said in parts)


def _said(rng: random.Random) -> tuple[str, str, str]:
    """What is printed before, what is written, what is printed behind."""
    chosen = rng.random()
    label = rng.choice(_LABELS) + rng.choice(("：", "：", ":", ""))
    if chosen < 0.2:
        return "", name(rng), ""
    if chosen < 0.62:
        return label, name(rng), rng.choice(("", "", "", rng.choice(_TITLES)))
    if chosen < 0.72:
        return rng.choice(("日期：", "", "时间：")), _day(rng), ""
    if chosen < 0.8:
        return label, f"{name(rng)}{_day(rng)}", ""
    if chosen < 0.9:
        return rng.choice(("诊断：", "", "病名：", "意见：")), words.note(rng)[:10], ""
    return "", words.characters(rng, rng.randint(2, 9)), ""


def name(rng: random.Random) -> str:
    surname = rng.choice(COMMON_SURNAMES) if rng.random() < 0.6 else rng.choice(_SURNAMES)
    usual = rng.random() < 0.55
    given = (rng.choice(COUNTED[:600] if usual else _GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))
    return surname + "".join(given)


def _day(rng: random.Random) -> str:
    year, month, day = rng.randint(2018, 2027), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice((f"{year}.{month}.{day}", f"{year}年{month}月{day}日", f"{year}-{month:02d}-{day:02d}"))


def _printed(rng: random.Random, pens: Pens, said: str, size: int) -> tuple[Image, str] | None:
    face = next((face for face in rng.sample(list(pens.printed), len(pens.printed)) if _holds(face, said)), None)
    return (lettering.text_mask(said, face, size), said) if said and face else None


def _written(rng: random.Random, pens: Pens, said: str, size: int) -> tuple[Image, str]:
    """By strokes or by a face, somewhat larger than print; the face that looks printed least where none can."""
    large = size * rng.uniform(0.85, 1.6)
    if pens.strokes is not None and rng.random() < 0.5:
        drawn = pen_strokes.write(rng, pen_strokes.any_hand(rng), pens.strokes, said, large)
        if drawn is not None:
            return drawn, said
    faces = [face for face in pens.written if _holds(face, said)]
    if not faces:
        return _written(rng, pens, name(rng), size)
    mask = lettering.text_mask(said, rng.choice(faces), large)
    return _swayed(rng, mask) if rng.random() < 0.6 else mask, said


def _holds(face: lettering.Face, said: str) -> bool:
    return all(lettering.has(face, character) for character in set(said))


def _swayed(rng: random.Random, mask: Image) -> Image:
    """Lettering of a face bent a little, everywhere otherwise, so that no two characters of it are the same."""
    high, wide = mask.shape
    mask = np.pad(mask, high // 5)
    dice = np.random.default_rng(rng.getrandbits(32))
    cells = (max(2, wide // max(8, high // 2)), 3)
    pulls = [
        cv2.resize(
            dice.normal(0, high * rng.uniform(0.01, 0.06), cells[::-1]).astype(np.float32),
            mask.shape[::-1],
            interpolation=cv2.INTER_CUBIC,
        )
        for _ in "xy"
    ]
    x, y = np.meshgrid(np.arange(mask.shape[1], dtype=np.float32), np.arange(mask.shape[0], dtype=np.float32))
    slant = rng.gauss(0, 0.1)
    bent = cv2.remap(mask, x + pulls[0] + slant * (y - high / 2), y + pulls[1], cv2.INTER_LINEAR)
    ys, xs = np.nonzero(bent > 0.2)
    return np.asarray(bent[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] if len(xs) else bent, np.float32)


def _beside(rng: random.Random, masks: Sequence[Image], size: int) -> Image:
    """Parts on one line, the written ones a little off it; often on a ruling."""
    high = max(mask.shape[0] for mask in masks) + 4
    gaps = [0, *(rng.randint(0, size) for _ in masks[1:])]
    whole = np.zeros((high, sum(mask.shape[1] for mask in masks) + sum(gaps)), np.float32)
    x = 0
    for mask, gap in zip(masks, gaps, strict=True):
        x += gap
        y = min(max(0, (high - mask.shape[0]) // 2 + rng.randint(-2, 2)), high - mask.shape[0])
        whole[y : y + mask.shape[0], x : x + mask.shape[1]] = mask
        x += mask.shape[1]
    if rng.random() < 0.2:
        start = rng.randint(0, max(1, whole.shape[1] // 3))
        whole[max(0, high - rng.randint(1, 4)), start:] = rng.uniform(0.4, 1)
    return whole


def _margins(rng: random.Random, ink: Image, size: int) -> Image:
    """What a cut leaves around the line, or takes of it; now and then tilted."""
    around = [tuple(int(size * rng.uniform(0.0, most)) for _ in range(2)) for most in (0.25, 0.5)]
    ink = np.pad(ink, around)
    high, wide = ink.shape
    if rng.random() < 0.35:
        tilt = rng.gauss(0, 1.2) * (1 if wide < 8 * high else 0.3)
        ink = cv2.warpAffine(ink, cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1), (wide, high))
    if rng.random() < 0.2:
        off = rng.randint(1, max(1, high // 12))
        ink = ink[off:] if rng.random() < 0.5 else ink[:-off]
    return np.asarray(ink, np.float32)


def _captured(rng: random.Random, ink: Image, clouds: wear.Clouds) -> Image:
    grey = rng.uniform(0, 100)
    blue = (rng.uniform(60, 200), rng.uniform(20, 90), rng.uniform(10, 70))
    pen = np.array(blue if rng.random() < 0.35 else (grey,) * 3, np.float32)
    light = rng.uniform(185, 255)
    paper = np.clip([light + rng.gauss(0, 6) for _ in "bgr"], 0, 255)
    share = ink[..., None] * rng.uniform(0.6, 1)
    picture = np.asarray(paper * (1 - share) + pen * share, np.float32)
    if rng.random() < 0.9:
        picture = wear.captured(rng, picture, clouds)[0]
    return np.asarray(np.clip(picture, 0, 255), np.uint8)
