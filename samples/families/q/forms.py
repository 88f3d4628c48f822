"""What the layouts of the seventeenth family print besides: its pen, its printers' faces, methods of its analysers."""

from __future__ import annotations

from samples.clinical import Dx
from samples.families.q.clinical import PACKS_Q
from samples.pens import WardPen
from samples.vocabulary import Vocabulary

PLAIN_STYLES = ("iso", "zh", "iso", "zh", "zh0", "iso", "slash0", "dot", "spaced")
BODY_FACES = (
    "AR PL UMing CN",
    "Noto Serif CJK SC",
    "AR PL SungtiL GB",
    "AR PL UMing CN",
    "SarasaUiSC-Regular",
    "Chiron Sung HK WS",
    "WenQuanYi Micro Hei",
    "MiSans",
)
"""Mostly Song, as systems print by default; a few sans of newer ones."""
EXPORT_FACES = ("AR PL UMing CN", "WenQuanYi Micro Hei", "AR PL SungtiL GB", "WenQuanYi Zen Hei")
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
    "支气管哮喘",
    "肝硬化",
    "系统性红斑狼疮",
    "类风湿性关节炎",
    "帕金森病",
    "精神类疾病",
    "罕见病",
    "耐药性结核病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("痰瘀互结证")),
    "高血压": (Dx("眩晕"), Dx("肝肾阴虚证")),
    "糖尿病": (Dx("消渴"), Dx("气阴两虚夹瘀证")),
    "罕见病": (Dx("喘证"), Dx("肺脾气虚证")),
    "尿毒症透析": (Dx("慢性肾衰病"), Dx("脾肾两虚、湿浊内蕴证")),
    "器官移植抗排异": (Dx("虚劳"), Dx("脾肾阳虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
METHODS = {
    "速率法": "ALT AST ALP GGT LDH CK",
    "重氮法": "TBIL DBIL",
    "双缩脲终点法": "TP",
    "溴甲酚绿法": "ALB",
    "肌氨酸氧化酶法": "CREA",
    "酶法": "UA TC TG HDL-C LDL-C HCY",
    "氧化酶法": "GLU GLU-2h",
    "尿素酶法": "UREA",
    "ISE法": "K Na Cl",
    "比色法": "Ca P Fe TIBC HCO3-",
    "计算": "GLB A/G eGFR non-HDL-C TSAT MCH MCHC",
    "流式+荧光染色": "WBC NEUT% LYMPH% MONO% EO% BASO% NEUT# LYMPH# MONO# EO# BASO#",
    "鞘流阻抗法": "RBC PLT HCT MCV MPV PDW RDW-CV",
    "SLS-Hb法": "HGB",
    "免疫比浊法": "CRP RF ASO IgG C3 U-ACR Lp(a) APOA1 APOB",
    "HPLC": "HbA1c",
    "实时荧光PCR": "HBV-DNA EBV-DNA CMV-DNA",
    "干化学法": "PRO U-GLU KET BLD BIL URO NIT LEU PH",
}
"""By code; what stands in none is measured by chemiluminescence."""


class PenQ(WardPen):
    """Ward and clinic hands with cheap gel pens: black, now and then blue."""

    inks = ("#101114", "#18191d", "#1a2a66", "#0c1a52", "#222329")


extras_q = Vocabulary(PACKS_Q, CHOICES, METHODS, "化学发光法", OF_CHINESE_MEDICINE, (Dx("筋伤病"), Dx("气滞血瘀证")))
"""Names that the templates of the seventeenth family use besides those of papers.compose."""
