"""What the layouts of the fourteenth family print besides: its pen, its printers' faces, Chinese medicine, methods."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

from samples.clinical import Dx, Profile
from samples.families.f.forms import PenF, extras_f
from samples.families.h.forms import boxes
from samples.families.n.clinical import PACKS_N
from samples.marks import DxMark, Record
from samples.medicines import medicines

PLAIN_STYLES = ("iso", "zh", "iso", "zh0", "slash0", "zh", "dot", "iso1", "wide")
BODY_FACES = (
    "AR PL UMing CN",
    "Noto Serif CJK SC Light",
    "Noto Sans CJK SC DemiLight",
    "LXGW WenKai GB Screen",
    "Noto Serif CJK SC Medium",
    "HanaMinA",
    "Noto Sans CJK SC Medium",
    "AR PL UMing CN",
    "Noto Serif CJK SC Light",
    "BabelStone Han",
)
EXPORT_FACES = ("AR PL UMing CN", "LXGW WenKai GB Screen", "WenQuanYi Micro Hei", "BabelStone Han")
"""Faces whose outlines embed small."""
HAND_FACES = ("LXGW WenKai GB Screen",)
CHOICES = (
    "恶性肿瘤",
    "慢性肾功能衰竭",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠状动脉粥样硬化性心脏病",
    "脑血管病后遗症",
    "慢性病毒性肝炎",
    "支气管哮喘",
    "肺动脉高压",
    "罕见病",
    "系统性红斑狼疮",
    "克罗恩病",
    "双相障碍",
    "骨髓增生异常综合征",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("气虚血瘀证")),
    "高血压": (Dx("眩晕"), Dx("肝肾阴虚证")),
    "糖尿病": (Dx("消渴病"), Dx("气阴两虚夹瘀证")),
    "罕见病": (Dx("虚劳"), Dx("脾肾两虚证")),
    "尿毒症透析": (Dx("关格"), Dx("脾肾衰败证")),
    "器官移植抗排异": (Dx("虚劳"), Dx("肝郁脾虚证")),
    "强直性脊柱炎": (Dx("大偻"), Dx("肾虚督寒证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
AFTER_THE_OTHERS = 60
"""Their places in the record: behind all the Western ones."""
METHODS = ("化学发光法", "速率法", "比色法", "ISE法", "酶法", "免疫比浊法")


class PenN(PenF):
    """Many hands of one clinic: from a careful nurse's to a tired chief's; fountain pens, gel pens, blue-black ink."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.slant = rng.uniform(-0.1, 0.14)
        self.haste *= rng.choice((0.45, 0.8, 1.0))
        self.shake *= rng.choice((0.7, 0.9, 1.05))
        self.width = rng.uniform(42, 90)
        self.ink = rng.choice(("#101218", "#0c1430", "#1d2f86", "#1a1a1c", "#26388f", "#2b2d33", "#0f2a63"))


def extras_n(
    profile: Profile, record: Record, options: dict[str, Any], dates: dict[str, dt.datetime]
) -> dict[str, Any]:
    """Names that the templates of the fourteenth family use besides those of papers.compose."""
    applied = options.get("diseases", ())
    drugs = medicines(profile, record, PACKS_N)
    ours = OF_CHINESE_MEDICINE.get(profile.disease, (Dx("内伤发热"), Dx("湿热内蕴证")))
    return extras_f(profile, record, options, dates) | {
        "drugs": drugs,
        "meds": drugs,
        "choices": [*CHOICES, *(d for d in applied if d not in CHOICES)],
        "in_boxes": boxes,
        "methods": METHODS,
        "tcm": [DxMark(record, AFTER_THE_OTHERS + n, dx, "中医诊断") for n, dx in enumerate(ours)],
    }
