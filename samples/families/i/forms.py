"""What the layouts of the ninth family print besides: its pen, its printers' faces, route and times of medicines."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.i.clinical import CHINESE_CODES, PACKS_I
from samples.marks import Record
from samples.medicines import medicines

PLAIN_STYLES = ("zh", "zh0", "iso", "iso", "slash0", "dot", "iso1", "wide", "spaced", "dot1")
BODY_FACES = (
    "FandolFang",
    "AR PL UMing CN",
    "WenQuanYi Zen Hei",
    "FandolSong",
    "Noto Serif CJK SC",
    "WenQuanYi Micro Hei",
    "BabelStone Han",
)
EXPORT_FACES = ("AR PL UMing CN", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
"""TrueType faces, as programs embed them."""
HAND_FACES = ("AR PL KaitiM GB",)
CHOICES = (
    "恶性肿瘤",
    "高血压",
    "糖尿病",
    "肺源性心脏病",
    "冠心病",
    "脑血管意外后遗症",
    "尿毒症透析",
    "器官移植抗排异",
    "慢性活动性肝炎",
    "系统性红斑狼疮",
    "罕见病",
    "重症肌无力",
    "双相情感障碍",
    "再生障碍性贫血",
    "结核病",
    "多发性硬化",
)
"""What forms offer to tick."""


class PenI(PenF):
    """An upright, slow hand with a broad point: township doctors' and old professors' alike."""

    large = string.digits + string.ascii_letters

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.05, 0.26)
        self.haste = rng.uniform(0.06, 0.38)
        self.shake = rng.uniform(6, 17)
        self.ink = rng.choice(("#15171d", "#101218", "#23408c", "#1d2f72", "#33363d", "#0f2558"))
        self.width = rng.uniform(44, 84)


def extras_i(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the ninth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_I)
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "of_chinese_medicine": lambda shown: [d for d in shown if d["raw"].icd in CHINESE_CODES],
        "of_western_medicine": lambda shown: [d for d in shown if d["raw"].icd not in CHINESE_CODES],
    }
