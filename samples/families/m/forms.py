"""What the layouts of the thirteenth family print besides: its pen, its printers' faces, Chinese medicine."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Dx, Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.forms import boxes
from samples.families.m.clinical import PACKS_M
from samples.marks import DxMark, Record
from samples.medicines import medicines

PLAIN_STYLES = ("iso", "zh", "iso", "zh0", "slash0", "dot", "spaced", "iso1", "zh")
BODY_FACES = (
    "Source Han Serif CN VF",
    "AR PL UMing CN",
    "SarasaUiSC-Regular",
    "Noto Serif CJK SC",
    "AR PL SungtiL GB",
    "WenQuanYi Zen Hei",
    "Source Han Serif CN VF",
    "Noto Sans CJK SC",
    "AR PL UMing CN",
    "LXGW WenKai Medium",
)
EXPORT_FACES = ("AR PL UMing CN", "WenQuanYi Zen Hei", "AR PL SungtiL GB", "AR PL UKai CN")
"""TrueType faces, as programs embed them."""
HAND_FACES = ("jiangxizhuokai",)
CHOICES = (
    "恶性肿瘤",
    "慢性肾功能衰竭",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "脑血管病",
    "肝硬化",
    "慢性阻塞性肺疾病",
    "结核病",
    "罕见病",
    "系统性红斑狼疮",
    "重性精神病",
    "阿尔茨海默病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("积聚病"), Dx("瘀毒内结证")),
    "高血压": (Dx("头风病"), Dx("痰浊中阻证")),
    "糖尿病": (Dx("消瘅"), Dx("阴虚燥热证")),
    "罕见病": (Dx("痿证"), Dx("脾胃虚弱证")),
    "尿毒症透析": (Dx("溺毒病"), Dx("肾阳虚衰、湿浊潴留证")),
    "器官移植抗排异": (Dx("虚损病"), Dx("气血两虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
AFTER_THE_OTHERS = 60
"""Their places in the record: behind all the Western ones."""


class PenM(PenF):
    """A busy clinic's hand: a gel pen, letters leaning forward, now and then a dry ballpoint."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(0.0, 0.16)
        self.haste *= 0.8
        self.shake *= 0.9
        self.width = rng.uniform(44, 80)
        self.ink = rng.choice(("#0d0e12", "#18191d", "#1a1a1a", "#16308c", "#1c2f78", "#30343c"))


def extras_m(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the thirteenth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_M)
    ours = OF_CHINESE_MEDICINE.get(profile.disease, (Dx("内伤杂病"), Dx("气滞血瘀证")))
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "in_boxes": boxes,
        "tcm": [DxMark(record, AFTER_THE_OTHERS + n, dx, "中医诊断") for n, dx in enumerate(ours)],
    }
