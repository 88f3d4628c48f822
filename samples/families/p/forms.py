"""What the layouts of the sixteenth family print besides: its pen, its printers' faces, Chinese medicine, methods."""

from __future__ import annotations

import random
import string

from samples.clinical import Dx
from samples.families.f.forms import PenF
from samples.families.p.clinical import PACKS_P
from samples.vocabulary import Vocabulary

PLAIN_STYLES = ("iso", "zh", "zh0", "iso", "zh", "iso", "dot", "slash0", "wide")
BODY_FACES = (
    "Noto Serif CJK SC Medium",
    "AR PL SungtiL GB",
    "AR PL UMing CN",
    "Noto Serif CJK SC Medium",
    "WenQuanYi Zen Hei Sharp",
    "Noto Sans CJK SC DemiLight",
    "AR PL UMing CN",
    "AR PL KaitiM GB",
)
"""Mostly Song, as systems print by default; a few sans, one Kai."""
EXPORT_FACES = ("AR PL SungtiL GB", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
"""Faces whose outlines embed small."""
HAND_FACES = ("AR PL KaitiM GB",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "脑血管病后遗症",
    "慢性心功能不全",
    "慢性阻塞性肺疾病",
    "支气管哮喘",
    "肝硬化失代偿期",
    "再生障碍性贫血",
    "帕金森病",
    "罕见病",
    "重性精神病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("积聚病"), Dx("脾虚痰湿证")),
    "高血压": (Dx("头痛病"), Dx("肝阳上亢证")),
    "糖尿病": (Dx("消渴病"), Dx("阴虚热盛证")),
    "罕见病": (Dx("虚劳"), Dx("肝肾亏虚证")),
    "尿毒症透析": (Dx("关格病"), Dx("脾肾衰败证")),
    "器官移植抗排异": (Dx("虚劳类病"), Dx("气阴两虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
METHODS = {
    "IFCC法": "ALT AST ALP GGT LDH CK CK-MB",
    "钒酸盐氧化法": "TBIL DBIL",
    "双缩脲法": "TP",
    "溴甲酚绿法": "ALB",
    "氧化酶法": "CREA UA TC TG",
    "己糖激酶法": "GLU",
    "脲酶法": "UREA",
    "间接电极法": "K Na Cl",
    "比色法": "ADA Ca P Mg Fe TIBC CO2",
    "循环酶法": "TBA HCY",
    "计算法": "AST/ALT IBIL GLO A/G eGFR TS MCH MCHC",
    "流式细胞术": "WBC NE% LY% MO% EO% BA% NE# LY# MO#",
    "电阻抗法": "RBC PLT HCT MCV MPV RDW-SD",
    "SLS法": "HGB",
    "免疫透射比浊法": "CRP RF ACR LP(a) ApoA1 ApoB B2-MG CysC",
    "高压液相法": "HbA1c",
    "荧光定量PCR": "HBV-DNA EBV-DNA CMV-DNA BCR-ABL",
}
"""By code; what stands in none is measured by electrochemiluminescence."""


class PenP(PenF):
    """Physicians' hands with ballpoints and fountain pens, blue-black mostly."""

    large = string.digits + string.ascii_letters + "ⅠⅡⅢⅣ"

    def __init__(self, rng: random.Random, *, typed: bool) -> None:
        super().__init__(rng, typed=typed)
        self.haste *= rng.choice((0.4, 0.7, 1.0))
        self.shake *= rng.choice((0.6, 0.8, 1.0))
        self.ink = rng.choice(("#141a33", "#15171c", "#1c2c6b", "#0f1430", "#2b2d34"))
        self.width = rng.uniform(42, 76)


extras_p = Vocabulary(PACKS_P, CHOICES, METHODS, "电化学发光法", OF_CHINESE_MEDICINE, (Dx("腹痛病"), Dx("气滞血瘀证")))
"""Names that the templates of the sixteenth family use besides those of papers.compose."""
