"""What the layouts of the eighteenth family print besides: its pen, its printers' faces, methods of its analysers."""

from __future__ import annotations

from samples.clinical import Dx
from samples.families.r.clinical import PACKS_R
from samples.pens import WardPen
from samples.vocabulary import Vocabulary

PLAIN_STYLES = ("iso", "iso", "zh", "zh", "iso", "zh0", "slash0", "dot", "spaced", "wide")
BODY_FACES = (
    "FandolSong",
    "Cactus Classical Serif",
    "FandolSong",
    "FandolFang",
    "AR PL UMing CN",
    "Chocolate Classical Sans",
    "FandolSong",
    "HarmonyOS Sans SC",
)
"""Song as systems print by default, the Fang of Word forms, sans of newer systems."""
EXPORT_FACES = ("AR PL SungtiL GB", "WenQuanYi Micro Hei", "AR PL SungtiL GB", "AR PL KaitiM GB")
"""Faces whose outlines embed small."""
HAND_FACES = ("AR PL KaitiM GB",)
CHOICES = (
    "恶性肿瘤",
    "器官移植抗排异",
    "尿毒症透析",
    "血友病",
    "高血压",
    "糖尿病",
    "冠心病",
    "慢性心力衰竭",
    "脑血管病后遗症",
    "慢性阻塞性肺疾病",
    "肝硬化",
    "类风湿关节炎",
    "系统性红斑狼疮",
    "癫痫",
    "罕见病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("积聚"), Dx("气滞血瘀证")),
    "高血压": (Dx("风眩病"), Dx("痰湿壅盛证")),
    "糖尿病": (Dx("消渴病"), Dx("肝肾阴虚证")),
    "罕见病": (Dx("痿病"), Dx("脾胃虚弱证")),
    "尿毒症透析": (Dx("慢关格"), Dx("脾肾阳虚、浊毒内停证")),
    "器官移植抗排异": (Dx("虚劳病"), Dx("肺肾气虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
METHODS = {
    "紫外-乳酸脱氢酶法": "ALT",
    "紫外-苹果酸脱氢酶法": "AST",
    "AMP缓冲液法": "ALP",
    "GCANA底物法": "GGT",
    "氧化法": "TBIL DBIL",
    "双缩脲法": "TP",
    "溴甲酚紫法": "ALB",
    "苦味酸法": "CREA",
    "尿酸酶法": "UA",
    "胆固醇氧化酶法": "TC",
    "直接法": "HDL-C LDL-C",
    "己糖激酶法": "GLU GLU2H",
    "脲酶-谷氨酸脱氢酶法": "UREA",
    "离子选择电极": "K Na Cl",
    "偶氮胂Ⅲ法": "Ca",
    "磷钼酸法": "P",
    "核酸扩增荧光法": "HBV-DNA BKV-U BKV-B JCV-U CMV-B HPV16 HPV18 HPV31 HPV33 HPV52 HPV58",
    "散射比浊法": "CRP IgG IgA IgM C3 C4 κ-FLC λ-FLC CP PA",
    "高效液相色谱": "HbA1c",
    "计算法": "IBIL GLO A/G eGFR F/T UIBC",
    "激光散射法": "WBC NEU% LYM% MON% EOS% BAS% NEU# LYM# MON#",
    "电阻抗法": "RBC PLT HCT MCV",
    "凝固法": "PT APTT TT Fbg",
}
"""By code; what stands in none is measured by electrochemiluminescence."""


class PenR(WardPen):
    """Signing pens and ballpoints of counters: blue-black and black, upright or leaning forward."""

    slants = (-0.02, 0.2)
    hastes = (0.4, 0.7, 1.0)
    inks = ("#0f1730", "#14151a", "#1d3478", "#0b1238", "#26282e")
    widths = (42, 74)


extras_r = Vocabulary(PACKS_R, CHOICES, METHODS, "电化学发光", OF_CHINESE_MEDICINE, (Dx("痹症"), Dx("湿热蕴结证")))
"""Names that the templates of the eighteenth family use besides those of papers.compose."""
