"""Which seals the thirteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row

SOUND = ("clear", "clear", "clear", "flashed", "mottled", "clear", "doubled")
TIRED = ("clear", "flashed", "mottled", "skewed", "starved", "worn", "faint", "smeared")
MANY = ("round", "round", "oval", "rectangle", "rectangle", "square")

CERTIFICATE = Drawer(
    "certificate",
    (
        "诊断证明专用章",
        "疾病诊断证明章",
        "医疗证明专用章",
        "诊断专用章",
        "病情诊断专用章",
        "门诊诊断专用章",
    ),
    ("round", "round", "round", "round", "oval", "rectangle"),
    SOUND,
)
INSTITUTION = Drawer("institution", ("",), ("round",), SOUND)
COPY = Drawer(
    "record_copy",
    ("病案复印专用章", "病案管理科", "病历复印章", "病案室", "复印件专用章", "病案科复印专用章"),
    MANY,
    TIRED,
    ("red", "red", "red", "blue", "purple"),
)
ACROSS = Drawer("record_copy", ("病案管理科",), ("round", "oval"), ("clear", "flashed"))
LABORATORY = Drawer(
    "department_report",
    ("检验科", "检验科报告专用章", "医学检验中心", "检验报告专用章"),
    MANY,
    TIRED,
    ("red", "red", "blue", "purple"),
    down=(4.0, 10.0),
)
TISSUE = Drawer("department_report", ("病理科", "病理诊断专用章"), MANY, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("分子诊断中心", "精准医学中心"), ("round",), TIRED, down=(-12.0, -3.0))
CLINIC = Drawer("department", ("门诊部", "门诊管理办公室"), ("round", "oval"), TIRED, ("red", "blue"), (13.0, 20.0))
PHARMACY = Drawer(
    "prescription", ("处方专用章", "门诊药房", "药学部调剂章"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
)
INSURANCE = Drawer(
    "insurance_office",
    ("医保办公室", "医疗保险办公室", "医保科", "门诊慢特病认定章", "医疗保障办公室"),
    ("round", "round", "oval", "rectangle"),
    SOUND,
    ("red",),
    (0.0, 7.0),
    (-10.0, -4.0),
)
ROOMS = {
    "CT": ("放射科诊断专用章", "医学影像科"),
    "CTA": ("医学影像科",),
    "MR": ("磁共振室诊断专用章",),
    "MRI": ("医学影像科", "磁共振室诊断专用章"),
    "DR": ("放射科",),
    "曲面体层": ("口腔影像室",),
    "超声": ("超声科报告专用章", "超声诊断科"),
    "彩超": ("超声诊断科",),
    "血管超声": ("超声诊断科",),
    "心脏彩超": ("心超室",),
    "心彩超": ("心超室",),
    "心脏超声": ("心超室",),
    "PET/CT": ("PET/CT中心报告章",),
    "肌电图": ("肌电图室",),
    "动态血压": ("心电诊断科",),
    "PSG": ("睡眠监测室",),
    "肺功能": ("肺功能室",),
    "电子胃镜": ("消化内镜中心",),
    "电子喉镜": ("喉镜室",),
    "冠脉造影": ("心导管室",),
    "OCT": ("眼功能检查室",),
}
OUTSIDE = ("澄鉴医学检验中心有限公司", "恒序基因检测（实验室）有限公司", "泰衡医学检验实验室", "明镜医学诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("genetic_report", "c"), ("lab_report", "h"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
WIDTHS = {"round": 37.0, "oval": 41.0, "square": 25.0, "rectangle": 44.0}
CHECKED = ("与原件一致", "复印件与原件核对无误", "此复印件与病历原件相符")

STAMPS = Habits(
    certificate=CERTIFICATE,
    institution=INSTITUTION,
    by_institution=0.22,
    beside=("", "", "", "name", "row"),
    beside_name=(-66, -2),
    beside_row=Row("department", ("医务科已审核", "门诊一站式服务中心", "已登记备案", "医务部"), (-82, 4)),
    copies=COPY,
    across=ACROSS,
    across_down=(-60, 10),
    copied=("copy", "copy", "copy", "checked", "none", "across", "none"),
    checked=Row("copy_matches", CHECKED, (-88, 2)),
    reports=Reports(
        laboratory=LABORATORY,
        tissue=TISSUE,
        genes=GENES,
        rooms=ROOMS,
        any_room=("检查诊断专用章",),
        shapes=MANY,
        wears=TIRED,
        colours=("red", "red", "blue", "purple"),
        widths=WIDTHS,
        unstamped=0.45,
        elsewhere=ELSEWHERE,
        outside_words="检测报告专用章",
        outside_width=40.0,
        outside_at=(3.0, -6.0),
        outside_turned=8,
    ),
    clinic=CLINIC,
    clinic_width=37.0,
    visits=("name", "clinic", "none", "none", "name"),
    visit_name=(4, 8),
    pharmacy=PHARMACY,
    pharmacy_width=35.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("现金付讫", "医保已结算", "已收费"), (14, -56)),
    by_cashier=0.3,
    insurance=INSURANCE,
    row_hand=Hand(("blue", "red", "red"), (-5, 5), (-4, 4), 4),
    name_hand=Hand(("red", "blue", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("rectangle", "rectangle", "square"),
    finger=(7, 0),
    finger_turned=55,
).stamps()
"""The seals of a clean document of the thirteenth family."""
