"""What the layouts of the twentieth family print besides: its pen, its printers' faces, methods of its analysers."""

from __future__ import annotations

from samples.clinical import Dx
from samples.families.t.clinical import PACKS_T
from samples.pens import WardPen
from samples.vocabulary import Vocabulary

PLAIN_STYLES = ("zh", "iso", "zh0", "iso", "zh", "iso", "dot", "slash0", "iso", "zh0")
BODY_FACES = (
    "Noto Serif CJK SC",
    "AR PL UMing CN",
    "Noto Serif CJK SC",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK SC",
    "AR PL UMing CN",
    "AR PL UKai CN",
)
"""Song as most report designers set it, now and then Hei, the Kai of counties' Word forms."""
EXPORT_FACES = ("AR PL UMing CN", "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL UKai CN")
"""Faces whose outlines embed small."""
HAND_FACES = ("AR PL UKai CN",)
CHOICES = (
    "恶性肿瘤",
    "尿毒症透析",
    "器官移植抗排异",
    "高血压",
    "糖尿病",
    "冠心病",
    "慢性心力衰竭",
    "脑血管病后遗症",
    "慢性阻塞性肺疾病",
    "肝硬化",
    "类风湿关节炎",
    "系统性红斑狼疮",
    "帕金森病",
    "精神分裂症",
    "再生障碍性贫血",
    "罕见病",
)
"""What forms offer to tick."""
OF_CHINESE_MEDICINE = {
    "恶性肿瘤": (Dx("癌病"), Dx("气虚痰瘀证")),
    "高血压": (Dx("眩晕"), Dx("痰湿中阻证")),
    "糖尿病": (Dx("消渴病"), Dx("阴虚血瘀证")),
    "罕见病": (Dx("喘证"), Dx("肺肾气虚证")),
    "尿毒症透析": (Dx("关格"), Dx("脾肾阳虚证")),
    "器官移植抗排异": (Dx("虚劳"), Dx("脾肾两虚证")),
}
"""Illness and pattern, as hospitals of Chinese medicine write them beside the Western diagnoses."""
METHODS = {
    "IFCC速率法": "ALT AST GGT ALP LDH CK",
    "重氮法": "TBIL DBIL",
    "双缩脲法": "TP",
    "溴甲酚绿法": "ALB",
    "酶法": "CREA UREA UA TC TG TCO2 Mg",
    "直接法": "HDL-C LDL-C",
    "己糖激酶法": "GLU 2hPG",
    "离子选择电极法": "K Na Cl",
    "偶氮胂Ⅲ法": "Ca",
    "钼酸盐法": "P",
    "荧光定量PCR法": "EBV-DNA CMV-DNA",
    "免疫散射比浊法": "CRP IgG IgA IgM FLC-κ FLC-λ β2-MG PA RF APOA1 APOB LP(a)",
    "免疫固定电泳法": "IFE",
    "胶乳免疫比浊法": "D-D FDP",
    "间接免疫荧光法": "ANA",
    "免疫印迹法": "Jo-1 Scl-70",
    "魏氏法": "ESR",
    "干化学法": "GLU-U PRO BLD KET BIL NIT LEU SG PH",
    "流式图像法": "RBC-U WBC-U",
    "酶联免疫吸附法": "VCA-IgA EA-IgA NA1-IgA FC CDT GAD-Ab ICA",
    "胶体金法": "FOBT",
    "酶放大免疫法": "FK506 RAPA",
    "亚铁嗪比色法": "Fe TIBC",
    "高效液相法": "HbA1c",
    "计算法": "IBIL GLB A/G eGFR TSAT κ/λ ACR MCH MCHC",
    "激光散射法": "WBC NEUT# LYMPH# MONO# EO# BASO# NEUT% LYMPH% MONO%",
    "电阻抗法": "RBC PLT HCT MCV RDW-CV PCT MPV",
    "比色法": "HGB",
    "凝固法": "PT PTA INR APTT TT FIB",
}
"""By code; what stands in none is measured by chemiluminescence."""


class PenT(WardPen):
    """Gel and ball pens of the ward's desk: black, blue-black, blue; some quick, some careful."""

    slants = (-0.06, 0.14)
    hastes = (0.5, 0.8, 1.1)
    inks = ("#0d0e12", "#15171d", "#1c3190", "#122763", "#232f58")
    widths = (40, 70)


extras_t = Vocabulary(PACKS_T, CHOICES, METHODS, "电化学发光法", OF_CHINESE_MEDICINE, (Dx("痢疾"), Dx("大肠湿热证")))
"""Names that the templates of the twentieth family use besides those of papers.compose."""
