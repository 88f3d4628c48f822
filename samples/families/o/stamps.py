"""Which seals the fifteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row

SOUND = ("clear", "even", "even", "clear", "doubled", "tilted")
TIRED = ("clear", "even", "tilted", "dry", "worn", "faint", "smeared")
MIXED = ("round", "round", "round", "oval", "rectangle")

COPIES = Drawer(
    "record_copy",
    ("病案复印专用章", "病案室", "病历复印专用章", "病案统计室", "病案科"),
    ("rectangle", "round", "round", "oval", "rectangle"),
    TIRED,
    ("red", "red", "red", "blue"),
)
LABORATORY = Drawer(
    "department_report",
    ("检验科", "检验科报告专用章", "检验专用章"),
    MIXED,
    TIRED,
    ("red", "red", "blue"),
    down=(3.0, 9.0),
)
TISSUE = Drawer("department_report", ("病理科", "病理诊断专用章", "病理科报告专用章"), MIXED, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("基因检测专用章", "中心实验室"), ("round", "oval"), TIRED, down=(-12.0, -3.0))
ROOMS = {
    "CT": ("放射科", "影像科报告专用章", "CT室"),
    "MRI": ("放射科", "磁共振室", "影像科报告专用章"),
    "DR": ("放射科", "放射科诊断专用章"),
    "超声": ("超声科", "超声诊断专用章"),
    "彩超": ("超声科", "超声诊断专用章", "功能科"),
    "心脏超声": ("超声科", "心脏超声室"),
    "动态心电图": ("心电图室", "心电诊断专用章"),
    "动态血压": ("心电图室",),
    "胃镜": ("内镜中心", "消化内镜室"),
    "ECT": ("核医学科",),
    "肌电图": ("肌电图室", "神经电生理室"),
    "眼底照相": ("眼科",),
    "肝弹性": ("肝病门诊",),
}
OUTSIDE = (
    "恒济医学检验实验室（有限公司）",
    "广康达医学检验中心有限公司",
    "正迪医学检验所有限公司",
    "联衡病理诊断中心有限公司",
)
ELSEWHERE = {
    *(("lab_report", "e"), ("lab_report", "h"), ("pathology_report", "c")),
    *(("genetic_report", "a"), ("genetic_report", "c")),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        ("诊断证明专用章", "诊断证明章", "疾病诊断专用章", "诊断专用章", "医疗证明专用章", "疾病证明专用章"),
        ("round", "round", "round", "round", "oval"),
        SOUND,
    ),
    institution=Drawer("institution", ("",), ("round",), SOUND),
    by_institution=0.2,
    beside=("", "", "", "name", "row"),
    beside_name=(-62, 0),
    beside_row=Row("department", ("医务科审核", "门诊部", "医务处", "已审核"), (-80, 4)),
    copies=COPIES,
    across=Drawer("record_copy", ("病案室",), ("round",), ("clear", "even")),
    across_down=(-55, 15),
    copied=("copy", "copy", "copy", "checked", "none", "none", "across"),
    checked=Row("copy_matches", ("与原件一致", "复印件与原件相符", "复印属实"), (-86, 4)),
    reports=Reports(
        laboratory=LABORATORY,
        tissue=TISSUE,
        genes=GENES,
        rooms=ROOMS,
        any_room=("功能科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "red", "blue"),
        widths={"round": 38.0, "oval": 40.0, "square": 26.0, "rectangle": 42.0},
        unstamped=0.5,
        elsewhere=ELSEWHERE,
        outside_words="检验检测专用章",
        outside_width=40.0,
        outside_at=(4.0, -8.0),
        outside_turned=7,
    ),
    clinic=Drawer("department", ("门诊部", "门诊办公室"), ("round", "oval"), TIRED, ("red", "blue"), (13.0, 20.0)),
    clinic_width=38.0,
    visits=("name", "clinic", "none", "none"),
    visit_name=(6, 8),
    pharmacy=Drawer(
        "prescription", ("处方专用章", "门诊药房", "西药房"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
    ),
    pharmacy_width=36.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("收费专用", "已收费", "医保已结算"), (12, -54)),
    by_cashier=0.2,
    insurance=Drawer(
        "insurance_office",
        ("医保办公室", "医保科", "医疗保险办公室", "医保办", "门诊慢特病鉴定专用章"),
        ("round", "round", "round", "oval"),
        SOUND,
        ("red",),
        (0.0, 7.0),
        (-9.0, -4.0),
    ),
    row_hand=Hand(("blue", "red", "red"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("rectangle", "rectangle", "square"),
    finger=(7, 0),
    finger_turned=50,
).stamps()
"""The seals of a clean document of the fifteenth family."""
