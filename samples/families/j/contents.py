# ruff: noqa: E501 - tables read better unbroken
"""What a layout of the tenth family is about: an electrocardiogram's sheet tells of a heart, a culture's of a germ."""

from __future__ import annotations

import datetime as dt
import random

from samples.clinical import Exam
from samples.families.j.clinical import HERBS
from samples.families.j.panels import CULTURES
from samples.papers import Draft

PANELS_OF = {
    "gas": ("gas_j",),
    "poct": ("poct_j",),
    "qualitative": ("infect_j",),
    "urinalysis": ("urine_j",),
    "virus": ("hbv_j",),
    "stool": ("stool_j",),
    "histogram": ("cbc_j",),
    "twopanels": ("thyroid_j", "lipid_j"),
    "sidebyside": ("coag_j", "sugar_j"),
    "outside": ("tumour_j",),
}
"""Layouts of the laboratory that suit some panels only."""
EXAMS_OF: dict[str, tuple[Exam, ...]] = {
    "ultrasound": (
        Exam("彩超检查报告单", "超声", "甲状腺及颈部淋巴结", "甲状腺大小形态正常，实质回声均匀，右叶见一0.4cm×0.3cm无回声结节，边界清。双颈部未见肿大淋巴结。", "甲状腺右叶囊性结节，TI-RADS 2类。"),
    ),
    "ecg": (
        Exam("心电图报告", "心电图", "十二导联", "窦性心律，心率68次/分，P-R间期156ms，QRS时限92ms，QT/QTc 396/421ms，电轴+46°。", "1.窦性心律 2.正常范围心电图"),
        Exam("心电图诊断报告", "心电图", "常规导联", "窦性心律，心率88次/分，Ⅱ、Ⅲ、aVF、V4-V6导联T波低平。", "窦性心律；T波改变。"),
    ),
    "holter": (
        Exam("动态心电图报告", "动态心电图", "24小时", "总心搏数98652次，平均心率69次/分，最快122次/分，最慢48次/分，房性早搏46次，室性早搏12次，未见停搏。", "1.窦性心律；2.偶发房性早搏；3.偶发室性早搏；4.心率变异性正常。"),
        Exam("24小时动态血压监测报告", "动态血压", "24小时", "全天平均血压142/86mmHg，白昼146/89mmHg，夜间133/79mmHg，夜间血压下降率8.9%。", "全天血压偏高，血压昼夜节律呈非杓型。"),
    ),
    "endoscopy": (
        Exam("电子胃镜检查报告", "胃镜", "食管、胃、十二指肠", "食管黏膜光滑，齿状线清晰。胃底黏液湖清，胃体黏膜充血，胃角弧形，胃窦黏膜红白相间，以红为主，幽门圆，十二指肠球部未见异常。", "慢性非萎缩性胃炎。"),
        Exam("电子结肠镜检查报告单", "肠镜", "全结肠、末端回肠", "循腔进镜至回肠末端，所见黏膜光滑，血管纹理清晰，距肛门20cm见一0.4cm息肉，予活检钳除。", "结肠息肉（已钳除）。"),
        Exam("支气管镜检查报告", "支气管镜", "气管、支气管", "声门活动好，气管通畅，隆突锐利，左下叶支气管开口见新生物，表面覆坏死物，管腔狭窄。", "左下叶支气管新生物，性质待病理。"),
    ),
    "nuclear": (
        Exam("全身骨显像报告", "核医学", "全身骨骼", "静脉注射99mTc-MDP后3小时行全身骨扫描，第5、7胸椎及右侧第6后肋见放射性浓聚灶，余骨骼放射性分布均匀，双肾显影。", "胸椎、右侧肋骨骨代谢异常活跃，考虑骨转移。"),
        Exam("PET/CT检查报告", "PET/CT", "全身", "左肺下叶软组织肿块，FDG摄取增高，SUVmax 12.4；左肺门淋巴结SUVmax 6.8；肝脾及双侧肾上腺未见异常高代谢。", "左肺下叶高代谢肿块，符合肺癌；左肺门淋巴结转移。"),
        Exam("甲状腺静态显像报告", "核医学", "甲状腺", "甲状腺双叶显影清晰，位置正常，放射性分布均匀，未见冷热结节。", "甲状腺静态显像未见异常。"),
    ),
    "function": (
        Exam("肺功能检查报告", "肺功能", "通气+弥散", "FVC 2.86L（占预计值81%），FEV1 1.62L（58%），FEV1/FVC 56.6%，舒张试验阴性。", "中度阻塞性通气功能障碍；舒张试验阴性。"),
        Exam("肌电图/神经传导检测报告", "肌电图", "四肢", "双侧腓浅、腓肠神经感觉传导速度减慢，波幅降低；双侧胫神经运动传导末端潜伏期延长。", "双下肢周围神经损害（感觉为著）。"),
        Exam("脑电图报告", "脑电图", "常规清醒", "枕区10Hz α节律，调节尚可，过度换气未见异常放电。", "正常范围脑电图。"),
        Exam("骨密度检测报告", "双能X线", "腰椎L1-4、左股骨颈", "L1-4 BMD 0.842g/cm²，T值-2.6；左股骨颈BMD 0.701g/cm²，T值-2.3。", "骨质疏松。"),
    ),
    "eye": (
        Exam("眼底照相报告", "眼底照相", "双眼", "双眼视盘边界清，C/D 0.3，后极部散在微血管瘤、点片状出血及硬性渗出，黄斑中心凹反光弱。", "双眼糖尿病视网膜病变（中度NPDR）。"),
        Exam("眼科OCT检查报告", "OCT", "双眼黄斑", "右眼黄斑中心凹厚度286μm，层间少许囊样低反射；左眼黄斑形态正常，厚度242μm。", "右眼黄斑水肿。"),
    ),
}  # fmt: skip
"""Layouts of examinations with pictures or curves of their own."""


def content_j(draft: Draft, rng: random.Random) -> None:
    """Gives a paper what its layout is about."""
    options, layout = draft.options, draft.layout
    if draft.kind == "lab_report" and layout in PANELS_OF:
        options["panels"] = PANELS_OF[layout]
    elif draft.kind == "lab_report":
        options["panels"] = options["panels"][:1]
    if draft.kind == "lab_report" and layout.startswith("culture"):
        germ = rng.choice(list(CULTURES))
        specimen, rows = CULTURES[germ]
        options |= {"culture": (germ, specimen, rows), "panels": ()}
    if draft.kind == "exam_report" and layout in EXAMS_OF:
        own = [exam for exam in draft.profile.exams if exam.modality == "超声"] if layout == "ultrasound" else []
        options["exam"] = rng.choice(own or EXAMS_OF[layout])
    if draft.kind == "medication_record" and layout.startswith("herb"):
        options["herbs"] = rng.sample(HERBS, rng.choice((10, 12, 14)))
    if draft.kind == "id_card_front" and layout == "both":  # with the back, which says how long it is valid
        start = dt.datetime(rng.randint(2015, 2023), rng.randint(1, 12), rng.randint(1, 28))
        draft.dates |= {"valid_from": start, "expiry": start.replace(year=start.year + 20)}
    if draft.kind == "unrelated" and draft.hospital:
        options["payee"] = draft.hospital.name
