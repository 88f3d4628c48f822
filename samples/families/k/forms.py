"""What the layouts of the eleventh family print besides: its pen, its printers' faces, what forms offer to tick."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.forms import boxes
from samples.families.k.clinical import PACKS_K
from samples.marks import Record
from samples.medicines import medicines

PLAIN_STYLES = ("iso", "zh", "zh0", "slash0", "iso", "dot", "slash", "spaced", "iso1")
BODY_FACES = (
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "FandolSong",
    "WenQuanYi Zen Hei",
    "AR PL UMing CN",
    "Source Han Serif CN for Display",
    "LXGW WenKai",
    "BabelStone Han",
)
EXPORT_FACES = ("WenQuanYi Zen Hei", "AR PL UMing CN", "LXGW WenKai", "HarmonyOS Sans SC")
"""TrueType faces, as programs embed them."""
HAND_FACES = ("jiangxizhuokai",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "心脏瓣膜置换术后",
    "冠心病支架术后",
    "脑梗死后遗症",
    "慢性阻塞性肺病",
    "肝硬化",
    "银屑病",
    "罕见病",
    "帕金森综合征",
    "癫痫",
    "强直性脊柱炎",
    "血友病",
    "青光眼",
)
"""What forms offer to tick."""


class PenK(PenF):
    """A round, small hand with a fine rollerball: nurses' and young residents'."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣⅤ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.haste *= 0.72
        self.width *= 0.9
        self.ink = rng.choice(("#101217", "#16181f", "#1d3488", "#243fa0", "#0f1f5e"))


def extras_k(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the eleventh family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_K)
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "in_boxes": boxes,
    }
