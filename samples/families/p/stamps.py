"""Which seals the sixteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random

from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.papers import Draft
from samples.rings import with_legible_numbers
from samples.seals import SealSpec

SOUND = ("clear", "full", "full", "full", "clear", "doubled", "dabbed")
TIRED = ("clear", "full", "full", "dabbed", "parched", "worn", "faint", "smeared")
MIXED = ("round", "round", "oval", "rectangle", "round")

LABORATORY = Drawer(
    "department_report",
    ("检验科", "医学检验科", "检验科报告章", "检验报告专用章"),
    MIXED,
    TIRED,
    ("red", "red", "red", "blue"),
    down=(3.0, 9.0),
)
TISSUE = Drawer("department_report", ("病理科", "病理诊断专用章", "病理科报告章"), MIXED, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("分子病理室", "精准医学中心"), ("round", "oval"), TIRED, down=(-12.0, -3.0))
RADIOLOGY = ("放射科", "医学影像科", "影像诊断报告专用章")
ULTRASOUND = ("超声科", "超声医学科", "彩超室")
ROOMS = {
    **dict.fromkeys(("CT", "DR", "HRCT"), RADIOLOGY),
    "MR": ("磁共振室", "医学影像科", "影像诊断报告专用章"),
    **dict.fromkeys(("超声", "彩超", "心脏超声"), ULTRASOUND),
    **dict.fromkeys(("心电图", "动态心电图", "动态血压"), ("心电图室", "心功能科")),
    **dict.fromkeys(("肠镜", "胃镜", "支气管镜"), ("内镜室", "内镜诊疗中心")),
    "PET/CT": ("核医学科", "PET中心"),
    **dict.fromkeys(("肌电图", "脑电图"), ("神经电生理室",)),
    "肺功能": ("肺功能室",),
    "眼底照相": ("眼科",),
}
OUTSIDE = (
    "金瑞医学检验中心有限公司",
    "康桥医学检验实验室有限公司",
    "艾衡（胶岚）医学检验所有限公司",
    "安诺达医学检验实验室有限公司",
)
ELSEWHERE = {
    *(("lab_report", "e"), ("lab_report", "h"), ("pathology_report", "d")),
    *(("genetic_report", "a"), ("genetic_report", "b")),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        ("诊断证明专用章", "疾病诊断证明专用章", "诊断专用章", "诊断证明章", "病情证明专用章", "医疗诊断专用章"),
        ("round", "round", "round", "oval"),
        SOUND,
    ),
    institution=Drawer("institution", ("",), ("round",), SOUND),
    by_institution=0.2,
    beside=("", "", "", "name", "row"),
    beside_name=(-60, 1),
    beside_row=Row("department", ("医务部", "门诊部", "医教科审核", "已核"), (-78, 5)),
    copies=Drawer(
        "record_copy",
        ("病案室", "病案复印专用章", "病历复印专用章", "病案管理科", "病案信息科复印专用"),
        ("rectangle", "round", "round", "oval"),
        TIRED,
        ("red", "red", "red", "purple", "blue"),
    ),
    across=Drawer("record_copy", ("病案管理科",), ("round",), ("clear", "full")),
    across_down=(-50, 20),
    copied=("copy", "copy", "copy", "checked", "none", "none", "across"),
    checked=Row("copy_matches", ("与原件相符", "复印件与原件一致", "与原病历核对无误"), (-84, 5)),
    reports=Reports(
        laboratory=LABORATORY,
        tissue=TISSUE,
        genes=GENES,
        rooms=ROOMS,
        any_room=("特检科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "red", "blue"),
        widths={"round": 38.0, "oval": 40.0, "square": 26.0, "rectangle": 44.0},
        unstamped=0.5,
        elsewhere=ELSEWHERE,
        outside_words="检验报告专用章",
        outside_width=40.0,
        outside_at=(4.0, -8.0),
        outside_turned=6,
    ),
    clinic=Drawer(
        "department", ("门诊部", "门诊办", "慢病管理中心"), ("round", "oval"), TIRED, ("red", "blue"), (13, 20)
    ),
    clinic_width=38.0,
    visits=("name", "clinic", "none", "none"),
    visit_name=(6, 8),
    pharmacy=Drawer(
        "prescription", ("处方专用章", "药学部", "门诊西药房"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
    ),
    pharmacy_width=36.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("收讫", "已缴费", "医保已结算"), (12, -54)),
    by_cashier=0.2,
    insurance=Drawer(
        "insurance_office",
        ("医保办公室", "医疗保障办公室", "医保科", "医疗保险管理科", "门诊慢特病认定专用章"),
        ("round", "round", "round", "oval"),
        SOUND,
        ("red",),
        (0.0, 7.0),
        (-9.0, -4.0),
    ),
    row_hand=Hand(("blue", "red", "red"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("rectangle", "square", "rectangle"),
    finger=(7, 0),
    finger_turned=50,
).stamps()
"""The seals of a clean document of the sixteenth family, some with numbers too small to be read."""


def seals_p(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document; thirteen digits only where the seal is wide enough for them to be read."""
    return with_legible_numbers(STAMPS.seals(draft, rng), ("clear", "full"))
