"""What the layouts of the twelfth family print besides: its pen, its printers' faces, illnesses of Chinese medicine."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Dx, Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.forms import boxes
from samples.families.l.clinical import PACKS_L
from samples.marks import DxMark, Record
from samples.medicines import medicines

PLAIN_STYLES = ("zh", "iso", "dot", "zh0", "iso", "slash0", "wide", "slash", "dot1")
BODY_FACES = (
    "FandolFang",
    "Noto Serif CJK SC",
    "AR PL UMing CN",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK SC",
    "FandolKai",
    "AR PL SungtiL GB",
    "WenQuanYi Micro Hei",
    "MiSans",
)
EXPORT_FACES = ("AR PL UMing CN", "WenQuanYi Micro Hei", "AR PL SungtiL GB", "WenQuanYi Zen Hei", "AR PL KaitiM GB")
"""TrueType faces, as programs embed them."""
HAND_FACES = ("LXGW WenKai",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "慢性心力衰竭",
    "脑卒中后遗症",
    "肝硬化",
    "类风湿性关节炎",
    "再生障碍性贫血",
    "罕见病",
    "重症肌无力",
    "癫痫",
    "支气管哮喘",
    "肺结核",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("气阴两虚证")),
    "高血压": (Dx("眩晕病"), Dx("肝阳上亢证")),
    "糖尿病": (Dx("消渴病"), Dx("气阴两虚兼血瘀证")),
    "罕见病": (Dx("痿病"), Dx("脾肾亏虚证")),
    "尿毒症透析": (Dx("关格"), Dx("脾肾衰败、浊毒内蕴证")),
    "器官移植抗排异": (Dx("虚劳病"), Dx("肝肾阴虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them above the Western diagnoses."""
AFTER_THE_OTHERS = 60
"""Their places in the record: behind all the Western ones."""


class PenL(PenF):
    """An upright, unhurried hand with a fountain pen or a thick ballpoint: elder physicians'."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.04, 0.06)
        self.haste *= 0.55
        self.width = rng.uniform(52, 92)
        self.ink = rng.choice(("#0b0c10", "#15171f", "#122a78", "#0d1e52", "#2b2f3a"))


def extras_l(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the twelfth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_L)
    ours = OF_CHINESE_MEDICINE.get(profile.disease, (Dx("内伤病"), Dx("气血亏虚证")))
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "in_boxes": boxes,
        "tcm": [DxMark(record, AFTER_THE_OTHERS + n, dx, "中医诊断") for n, dx in enumerate(ours)],
    }
