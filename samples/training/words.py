"""What generated stamps and pages say: fictional hospitals, departments, notes, and plain running text."""

from __future__ import annotations

import functools
import random
from pathlib import Path

import yaml

_WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


@functools.cache
def _characters() -> tuple[str, ...]:
    return tuple(bytes([a, b]).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFA))


def characters(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(_characters(), k=count))


def hospital(rng: random.Random) -> str:
    place = rng.choice(_WORDS["places"]) if rng.random() < 0.6 else characters(rng, rng.randint(1, 3))
    house = rng.choice(_WORDS["houses"]) if rng.random() < 0.85 else characters(rng, rng.randint(2, 5)) + "有限公司"
    return place + (rng.choice(_WORDS["ranks"]) if rng.random() < 0.5 else "") + house


def purpose(rng: random.Random) -> str:
    return rng.choice(_WORDS["purposes"]) if rng.random() < 0.88 else characters(rng, rng.randint(2, 6))


def note(rng: random.Random) -> str:
    return rng.choice(_WORDS["notes"]) if rng.random() < 0.8 else characters(rng, rng.randint(2, 10))


def day(rng: random.Random) -> str:
    y, m, d = rng.randint(2012, 2027), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice((f"{y}年{m}月{d}日", f"{y}.{m:02d}.{d:02d}", f"{y}-{m:02d}-{d:02d}", f"{y} {m:02d} {d:02d}"))


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def row(rng: random.Random) -> str:
    """One row of a framed stamp."""
    chosen = rng.random()
    if chosen < 0.3:
        return hospital(rng)
    if chosen < 0.55:
        return purpose(rng)
    if chosen < 0.75:
        return note(rng)
    if chosen < 0.87:
        return day(rng)
    return (
        rng.choice(_WORDS["labels"]) + ("：" if rng.random() < 0.7 else "") + characters(rng, rng.choice((0, 0, 2, 3)))
    )


def latin(rng: random.Random) -> str:
    return rng.choice(
        ("THE PEOPLES HOSPITAL", "CENTRAL HOSPITAL", "MEDICAL CENTER", "HEALTH CARE SINCE 1952", "HOSPITAL")
    )
