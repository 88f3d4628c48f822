"""What generated seals say: institutions and purposes by a grammar, half of their characters drawn at random.

The reader must not learn names by heart, so places are any characters and some names are nothing but characters.
"""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from extractors.seals.purpose import PHRASES

_WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_OF_PLACES = "".join(_WORDS["place_characters"])
_UNITS = ("市", "县", "区", "旗", "镇", "乡", "省", "州", "自治县", "自治州", "街道", "新区", "")
_UNIT_WEIGHTS = (30, 26, 9, 4, 6, 3, 6, 2, 3, 2, 2, 2, 12)
_ORDINALS = tuple(f"第{n}" for n in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"))
_DIGITS = "一二三四五六七八九"
_PHRASES = tuple(phrase for phrases in PHRASES.values() for phrase in phrases)


def _gb2312(first: int, last: int) -> tuple[str, ...]:
    pairs = (bytes([a, b]).decode("gb2312", "ignore") for a in range(first, last) for b in range(0xA1, 0xFF))
    return tuple(c for c in pairs if c)


_COMMON, RARE = _gb2312(0xB0, 0xD8), _gb2312(0xD8, 0xF8)
_RARE_IN_PLACES = "".join(_WORDS["rare_place_characters"])
BEYOND = "〇" + "".join(c for c in _RARE_IN_PLACES if not c.encode("gb2312", "ignore"))
"""What is asked for beyond GB 2312."""


def characters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(RARE if rng.random() < 0.2 else _COMMON) for _ in range(count))


def place(rng: random.Random, least: int = 1) -> str:
    """A made-up place, its kind behind it or not."""
    count = rng.choices((1, 2, 3, 4), (14, 60, 18, 8))[0]
    return "".join(_of_place(rng) for _ in range(max(least, count))) + rng.choices(_UNITS, _UNIT_WEIGHTS)[0]


def _of_place(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.7:
        return rng.choice(_OF_PLACES if chosen < 0.42 else _RARE_IN_PLACES)
    return characters(rng, 1)


def ordinal(rng: random.Random) -> str:
    """第二, 第十一, or a number told digit by digit, as hospitals of the forces are: 第五〇七."""
    if rng.random() < 0.72:
        return rng.choice(_ORDINALS)
    digits = [rng.choice(_DIGITS), rng.choice("〇" + _DIGITS), rng.choice(_DIGITS + "〇")]
    if rng.random() < 0.7:
        digits[1] = "〇"
    return rng.choice(("第", "第", "", "解放军第", "联勤保障部队第")) + "".join(digits)


def institution(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.12:
        return characters(rng, rng.randint(4, 15))
    number = ordinal(rng) if rng.random() < 0.35 else ""
    if chosen < 0.3:
        name = (
            place(rng, 2)
            + rng.choice(_WORDS["enterprises"])
            + rng.choice(("附属", "附属", "", "直属"))
            + number
            + "医院"
        )
    elif chosen < 0.4:
        name = place(rng, 2) + characters(rng, rng.randint(2, 4)) + rng.choice(("医院", "专科医院", "门诊部", "诊所"))
    else:
        name = place(rng) + (place(rng) if rng.random() < 0.3 else "") + number + rng.choice(_WORDS["kinds"])
    if rng.random() < 0.15:
        name += (place(rng) if rng.random() < 0.4 else "") + rng.choice(_WORDS["sites"])
    return name[:24]


def purpose(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.42:
        return rng.choice(_PHRASES)
    if chosen < 0.7:
        return _room(rng)
    if chosen < 0.85:
        return characters(rng, rng.randint(2, 5)) + rng.choice(_WORDS["endings"])
    return characters(rng, rng.randint(3, 8)) if chosen < 0.93 else institution(rng)


def _room(rng: random.Random) -> str:
    """What a house may call a room or its stamp: 乳腺摄影室, 病案统计科复印专用章."""
    name = rng.choice(_WORDS["works"])
    if rng.random() < 0.4:
        name = (rng.choice(_WORDS["works"]) if rng.random() < 0.6 else characters(rng, 2)) + name
    name += rng.choice(_WORDS["rooms"]) if rng.random() < 0.7 else ""
    return name + rng.choice(_WORDS["stamps"]) if rng.random() < 0.55 or len(name) < 3 else name
