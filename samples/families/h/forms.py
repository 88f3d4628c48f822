"""What the layouts of the eighth family print besides: its pen, its printers' faces, further ways to write values."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.clinical import PACKS_H
from samples.marks import Mark, Record

PLAIN_STYLES = ("iso", "iso", "zh0", "zh", "dot", "slash0", "iso1", "spaced", "wide")
BODY_FACES = (
    "AR PL SungtiL GB",
    "Noto Serif CJK SC",
    "MiSans",
    "AR PL UMing CN",
    "HarmonyOS Sans SC",
    "AR PL SungtiL GB",
)
EXPORT_FACES = ("AR PL UMing CN", "HarmonyOS Sans SC", "AR PL SungtiL GB")
"""TrueType faces, as programs embed them."""
HAND_FACES = ("LXGW WenKai",)
CHOICES = (
    "恶性肿瘤",
    "高血压",
    "糖尿病",
    "冠心病",
    "脑卒中",
    "慢性肾衰竭",
    "尿毒症透析",
    "器官移植抗排异",
    "慢性肝炎",
    "肝硬化失代偿期",
    "支气管哮喘",
    "罕见病",
    "系统性硬化症",
    "甲状腺功能亢进症",
    "精神障碍",
)
"""What forms offer to tick."""


class PenH(PenF):
    """A hurried ward hand: thin gel pens and dry ballpoints, leaning either way."""

    large = string.digits + string.ascii_letters

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.12, 0.2)
        self.haste = rng.uniform(0.1, 0.42)
        self.shake = rng.uniform(7, 19)
        self.ink = rng.choice(("#121318", "#0d0d10", "#1b2c72", "#22306b", "#2a2c33", "#14306e"))
        self.width = rng.uniform(36, 74)


def extras_h(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the eighth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    extras = extras_f(profile, record, options, dates, packs=PACKS_H)
    for i, drug in enumerate(extras["drugs"]):  # in columns of their own they are one frequency all the same
        times = str(drug["times"].text)
        drug["times"] = Mark(record, ("med", i, "frequency"), times, f"{drug['route']} {times}")
    return extras | {
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "birth_boxes": lambda patient: boxes(str(patient["birth_compact"])),
        "id_boxes": lambda patient: boxes(str(patient["id"])),
    }


def boxes(digits: str) -> list[str]:
    """A number one character a box, as ministry forms ask for it; asking notes it as printed."""
    return list(digits)
