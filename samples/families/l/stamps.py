"""Which seals the twelfth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row

SOUND = ("clear", "clear", "clear", "dense", "powdery", "wet", "doubled")
TIRED = ("clear", "dense", "powdery", "striped", "one_sided", "worn", "faint", "smeared")
MANY = ("round", "oval", "oval", "rectangle", "square", "round")

CERTIFICATE = Drawer(
    "certificate",
    (
        "疾病证明专用章",
        "诊断专用章",
        "疾病诊断专用章",
        "医学证明专用章",
        "门诊诊断证明章",
        "诊断证明专用章",
    ),
    ("round", "round", "round", "oval", "oval", "rectangle", "square"),
    SOUND,
)
INSTITUTION = Drawer("institution", ("",), ("round",), SOUND)
COPY = Drawer(
    "record_copy",
    ("病案统计科", "病案复印专用", "病历资料复印章", "病案室复印章", "病案信息科", "病历复制专用章"),
    MANY,
    TIRED,
    ("red", "red", "blue", "purple"),
)
ACROSS = Drawer("record_copy", ("病案信息科",), ("round",), ("clear", "dense"))
LABORATORY = Drawer(
    "department_report",
    ("检验中心", "临床检验科", "检验医学科报告章", "检验报告审核章"),
    MANY,
    TIRED,
    ("red", "blue", "purple", "red"),
    down=(4.0, 10.0),
)
TISSUE = Drawer("department_report", ("病理诊断中心", "病理科诊断报告章"), MANY, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("中心实验室",), ("round",), TIRED, down=(-12.0, -3.0))
CLINIC = Drawer("department", ("门诊办公室", "门诊服务部"), ("round", "oval"), TIRED, ("red", "blue"), (13.0, 20.0))
PHARMACY = Drawer(
    "prescription", ("处方专用章", "药剂科发药章"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
)
INSURANCE = Drawer(
    "insurance_office",
    ("医保办", "医疗保障科", "医疗保险管理科", "慢特病审核专用章", "医保物价科"),
    ("round", "round", "oval", "rectangle"),
    SOUND,
    ("red",),
    (0.0, 7.0),
    (-10.0, -4.0),
)
ROOMS = {
    "CT": ("医学影像中心", "CT室诊断报告章"),
    "CTA": ("医学影像中心",),
    "MRI": ("磁共振科报告专用章",),
    "MRCP": ("磁共振科报告专用章",),
    "CMR": ("医学影像中心",),
    "DR": ("放射影像科",),
    "钼靶": ("乳腺摄影室",),
    "超声": ("超声医学科", "彩超报告专用章"),
    "彩超": ("超声医学科",),
    "心超": ("心脏超声室",),
    "Holter": ("心功能科",),
    "ABPM": ("心功能科",),
    "PET-CT": ("PET中心",),
    "SPECT": ("核医学科诊断章",),
    "肌电图": ("神经电生理室",),
    "VEP": ("神经电生理室",),
    "FFA": ("眼底病中心",),
    "电子喉镜": ("内镜诊疗室",),
}
OUTSIDE = ("湃源医学检验实验室有限公司", "序和医学检验所", "君维基因科技（临床检验）有限公司", "北辰病理诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("genetic_report", "c"), ("lab_report", "e"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
WIDTHS = {"round": 36.0, "oval": 40.0, "square": 26.0, "rectangle": 42.0}
CHECKED = ("与原件相符", "复印件与原件核对一致", "此件系本院病历复印件")

STAMPS = Habits(
    certificate=CERTIFICATE,
    institution=INSTITUTION,
    by_institution=0.17,
    beside=("", "", "name", "row", ""),
    beside_name=(-68, 0),
    beside_row=Row("department", ("一站式服务中心", "医务处", "已登记", "门诊办"), (-84, 5)),
    copies=COPY,
    across=ACROSS,
    across_down=(-70, 0),
    copied=("copy", "copy", "checked", "none", "across", "none", "copy"),
    checked=Row("copy_matches", CHECKED, (-90, 1)),
    reports=Reports(
        laboratory=LABORATORY,
        tissue=TISSUE,
        genes=GENES,
        rooms=ROOMS,
        any_room=("检查报告专用章",),
        shapes=MANY,
        wears=TIRED,
        colours=("red", "blue", "red", "purple"),
        widths=WIDTHS,
        unstamped=0.42,
        elsewhere=ELSEWHERE,
        outside_words="检验报告专用章",
        outside_width=41.0,
        outside_at=(4.0, -5.0),
        outside_turned=9,
    ),
    clinic=CLINIC,
    clinic_width=38.0,
    visits=("name", "clinic", "none", "none", "none"),
    visit_name=(3, 7),
    pharmacy=PHARMACY,
    pharmacy_width=36.0,
    by_pharmacy=0.45,
    paid=Row("fee", ("收讫", "医保已结算", "已缴费"), (16, -58)),
    by_cashier=0.3,
    insurance=INSURANCE,
    row_hand=Hand(("blue", "red", "purple"), (-6, 4), (-3, 4), 5),
    name_hand=Hand(("red", "red", "blue", "purple"), (-3, 4), (-4, 2), 7),
    name_shapes=("rectangle", "square", "square"),
    finger=(7, 0),
    finger_turned=60,
).stamps()
"""The seals of a clean document of the twelfth family."""
