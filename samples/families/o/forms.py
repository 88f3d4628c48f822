"""What the layouts of the fifteenth family print besides: its pen, its printers' faces, Chinese medicine, methods."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Dx, Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.forms import boxes
from samples.families.o.clinical import PACKS_O
from samples.marks import DxMark, Record
from samples.medicines import medicines

PLAIN_STYLES = ("iso", "zh", "iso", "zh0", "iso", "zh", "dot", "slash0", "spaced")
BODY_FACES = (
    "Chiron Sung HK WS",
    "AR PL UMing CN",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC Light",
    "Chiron Sung HK WS",
    "Noto Serif CJK SC SemiBold",
    "WenQuanYi Zen Hei",
    "AR PL SungtiL GB",
)
"""Mostly Song, as office programs set what nobody changes."""
EXPORT_FACES = ("AR PL UMing CN", "AR PL SungtiL GB", "WenQuanYi Zen Hei")
"""Faces whose outlines embed small."""
HAND_FACES = ("AR PL UKai CN",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "脑卒中后遗症",
    "慢性阻塞性肺疾病",
    "肝硬化",
    "类风湿关节炎",
    "系统性红斑狼疮",
    "慢性心力衰竭",
    "罕见病",
    "精神分裂症",
    "癫痫",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("气阴两虚证")),
    "高血压": (Dx("眩晕病"), Dx("痰瘀互结证")),
    "糖尿病": (Dx("消渴病"), Dx("气阴两虚证")),
    "罕见病": (Dx("痿病"), Dx("脾胃虚弱证")),
    "尿毒症透析": (Dx("慢性肾衰"), Dx("脾肾阳虚证")),
    "器官移植抗排异": (Dx("虚劳病"), Dx("脾肾气虚证")),
    "类风湿关节炎": (Dx("尪痹"), Dx("湿热瘀阻证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
AFTER_THE_OTHERS = 60
"""Their places in the record: behind all the Western ones."""
METHODS = {
    "速率法": "ALT AST ALP GGT CHE CK CK-MB LDH",
    "比色法": "TBIL DBIL TP ALB Ca P Mg TBA",
    "酶法": "UREA CREA UA TC TG HDL-C LDL-C GLU HCY CO2",
    "离子选择电极法": "K Na Cl",
    "免疫比浊法": "PA APOA1 APOB LP(a) B2-MG IgG IgA IgM KAP LAM RF ASO CRP CER ACR",
    "高效液相色谱法": "HbA1c",
    "PCR-荧光探针法": "HBV-DNA CMV EBV BKV HPV-16 HPV-18 HPV-33 HPV-58 HPV-HR",
}
"""By code; what stands in none is measured by chemiluminescence."""


def method_of(code: Any) -> str:
    """How a test is done, of the code that need not be printed itself."""
    return next((how for how, codes in METHODS.items() if getattr(code, "text", "") in codes.split()), "化学发光法")


class PenO(PenF):
    """Physicians' hands with gel pens and ballpoints, black mostly."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.haste *= rng.choice((0.5, 0.8, 1.0))
        self.shake *= rng.choice((0.7, 0.9, 1.0))
        self.ink = rng.choice(("#121316", "#17181c", "#101b40", "#1f2f7a", "#26282e"))
        self.width = rng.uniform(44, 80)


def extras_o(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the fifteenth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_O)
    ours = OF_CHINESE_MEDICINE.get(profile.disease, (Dx("骨折病"), Dx("气滞血瘀证")))
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "in_boxes": boxes,
        "method_of": method_of,
        "tcm": [DxMark(record, AFTER_THE_OTHERS + n, dx, "中医诊断") for n, dx in enumerate(ours)],
    }
