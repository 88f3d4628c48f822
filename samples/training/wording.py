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
_ORDINALS = tuple(f"第{n}" for n in "一二三四五六七八九十")
_PHRASES = tuple(phrase for phrases in PHRASES.values() for phrase in phrases)


def _gb2312(first: int, last: int) -> tuple[str, ...]:
    pairs = (bytes([a, b]).decode("gb2312", "ignore") for a in range(first, last) for b in range(0xA1, 0xFF))
    return tuple(c for c in pairs if c)


_COMMON, _RARE = _gb2312(0xB0, 0xD8), _gb2312(0xD8, 0xF8)


def characters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_RARE if rng.random() < 0.08 else _COMMON) for _ in range(count))


def place(rng: random.Random, least: int = 1) -> str:
    """A made-up place, its kind behind it or not."""
    count = rng.choices((1, 2, 3, 4), (14, 60, 18, 8))[0]
    name = "".join(
        rng.choice(_OF_PLACES) if rng.random() < 0.6 else characters(rng, 1) for _ in range(max(least, count))
    )
    return name + rng.choices(_UNITS, _UNIT_WEIGHTS)[0]


def institution(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.12:
        return characters(rng, rng.randint(4, 15))
    ordinal = rng.choice(_ORDINALS) if rng.random() < 0.35 else ""
    if chosen < 0.3:
        name = (
            place(rng, 2)
            + rng.choice(_WORDS["enterprises"])
            + rng.choice(("附属", "附属", "", "直属"))
            + ordinal
            + "医院"
        )
    elif chosen < 0.4:
        name = place(rng, 2) + characters(rng, rng.randint(2, 4)) + rng.choice(("医院", "专科医院", "门诊部", "诊所"))
    else:
        name = place(rng) + (place(rng) if rng.random() < 0.3 else "") + ordinal + rng.choice(_WORDS["kinds"])
    if rng.random() < 0.15:
        name += (place(rng) if rng.random() < 0.4 else "") + rng.choice(_WORDS["sites"])
    return name[:24]


def purpose(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.62:
        return rng.choice(_PHRASES)
    if chosen < 0.85:
        return characters(rng, rng.randint(2, 5)) + rng.choice(_WORDS["endings"])
    return characters(rng, rng.randint(3, 8)) if chosen < 0.93 else institution(rng)
