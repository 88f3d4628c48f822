"""What the layouts of the nineteenth family print besides: its pen, its printers' faces, methods of its analysers."""

from __future__ import annotations

from samples.clinical import Dx
from samples.families.s.clinical import PACKS_S
from samples.pens import WardPen
from samples.vocabulary import Vocabulary

PLAIN_STYLES = ("iso", "zh", "iso", "zh", "zh0", "iso", "slash0", "dot", "iso1", "wide")
BODY_FACES = (
    "Noto Serif CJK SC",
    "FandolSong",
    "FandolHei",
    "FandolKai",
    "FandolSong",
    "WenQuanYi Micro Hei",
    "HarmonyOS Sans SC",
)
"""Song and Hei as report designers set them, the Kai of counties' Word forms."""
EXPORT_FACES = ("AR PL SungtiL GB", "WenQuanYi Micro Hei", "AR PL SungtiL GB", "WenQuanYi Zen Hei")
"""Faces whose outlines embed small."""
HAND_FACES = ("AR PL KaitiM GB",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "血友病",
    "再生障碍性贫血",
    "高血压",
    "糖尿病",
    "冠心病",
    "慢性阻塞性肺疾病",
    "脑卒中后遗症",
    "帕金森病",
    "肝硬化",
    "类风湿关节炎",
    "精神分裂症",
    "罕见病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("气阴两虚证")),
    "高血压": (Dx("眩晕病"), Dx("肝阳上亢证")),
    "糖尿病": (Dx("消渴"), Dx("气阴两虚夹瘀证")),
    "罕见病": (Dx("痿证"), Dx("肝肾亏虚证")),
    "尿毒症透析": (Dx("关格"), Dx("脾肾气虚、湿浊内蕴证")),
    "器官移植抗排异": (Dx("虚劳"), Dx("气血两虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
METHODS = {
    "速率法": "ALT AST ALP GGT LDH CK",
    "重氮法": "TBIL DBIL",
    "双缩脲终点法": "TP",
    "溴甲酚绿法": "ALB",
    "肌氨酸氧化酶法": "CREA",
    "尿酸酶-过氧化物酶法": "UA",
    "CHOD-PAP法": "TC",
    "GPO-PAP法": "TG",
    "选择性清除法": "HDL-C LDL-C",
    "己糖激酶法": "GLU 2hPG",
    "尿素酶-GLDH法": "UREA",
    "间接离子选择电极法": "K Na Cl",
    "邻甲酚酞络合酮法": "Ca",
    "磷钼酸紫外法": "P",
    "实时荧光PCR": "HBV-DNA EBV-DNA CMV-DNA",
    "免疫比浊法": "CRP CYSC hs-CRP",
    "高效液相色谱法": "HbA1c",
    "计算": "IBIL GLO A/G eGFR TSAT",
    "流式细胞术": "WBC NEUT% LYMPH% MONO% EO% BASO% NEUT# LYMPH#",
    "鞘流阻抗法": "RBC PLT HCT MCV",
    "SLS血红蛋白法": "HGB",
    "凝固法": "PT APTT TT FIB",
}
"""By code; what stands in none is measured by chemiluminescence."""


class PenS(WardPen):
    """Gel pens of consulting rooms: black and blue, mostly upright, some in a hurry."""

    slants = (-0.08, 0.1)
    hastes = (0.5, 0.8, 1.2)
    inks = ("#0c0d10", "#17181c", "#1b2f8c", "#10225e", "#222b52")
    widths = (38, 68)


extras_s = Vocabulary(PACKS_S, CHOICES, METHODS, "化学发光法", OF_CHINESE_MEDICINE, (Dx("肺胀"), Dx("痰浊阻肺证")))
"""Names that the templates of the nineteenth family use besides those of papers.compose."""
