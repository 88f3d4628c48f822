"""Which seals the eighteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random

from samples import cupboards
from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.papers import Draft
from samples.rings import with_legible_numbers
from samples.rooms import rooms
from samples.seals import SealSpec

SOUND = ("clear", "crisp", "crisp", "clear", "crisp", "patchy")
TIRED = ("clear", "crisp", "patchy", "crisp", "thirsty", "worn", "doubled")
MIXED = ("round", "rectangle", "oval", "round", "rectangle")

OUTSIDE = (
    "金泽（浔安）医学检验实验室有限公司",
    "迪衡医学检验所有限公司",
    "艾迪瑞医学检验中心有限公司",
    "博奥源基因医学检验实验室有限公司",
)
ELSEWHERE = {
    *(("lab_report", "d"), ("lab_report", "j"), ("pathology_report", "c")),
    *(("genetic_report", "a"), ("genetic_report", "c")),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        ("诊断证明专用章", "疾病诊断证明专用章", "门诊诊断专用章", "诊断证明章", "医学证明专用章", "病情证明专用章"),
        ("round", "round", "round", "oval", "round"),
        SOUND,
    ),
    institution=cupboards.institution(SOUND),
    by_institution=0.22,
    beside=("", "", "", "name", "row"),
    beside_name=(-60, 1),
    beside_row=Row("department", ("医务部", "门诊办公室", "医务处审核", "已审核"), (-78, 5)),
    copies=Drawer(
        "record_copy",
        ("病案室", "病案管理科", "病历复印专用章", "病案复印专用章", "病案科复印章"),
        ("round", "rectangle", "round", "oval"),
        TIRED,
        ("red", "red", "blue", "red"),
        right=(14.0, 24.0),
    ),
    across=cupboards.across_pages("病案室", ("clear", "crisp")),
    across_down=(-46, 20),
    copied=("copy", "none", "copy", "checked", "none", "copy", "across"),
    checked=Row("copy_matches", ("与原件相符", "复印件与原件一致", "经核对与原件无异"), (-80, 5)),
    reports=Reports(
        laboratory=cupboards.laboratory(
            ("检验科", "医学检验科", "检验报告专用章", "检验科报告专用章"), MIXED, TIRED, ("red", "red", "red", "blue")
        ),
        tissue=cupboards.tissue(("病理科", "病理诊断专用章", "病理科报告章"), MIXED, TIRED),
        genes=cupboards.genes(("分子病理室", "中心实验室"), TIRED),
        rooms=rooms(
            radiology=("放射科", "医学影像科", "影像诊断专用章"),
            magnet=("医学影像科", "核磁共振室"),
            ultrasound=("超声科", "超声医学科", "彩超室"),
            rhythm=("心电图室", "电生理室"),
            bowels=("消化内镜室", "内镜中心"),
            womb=("宫颈病变诊疗室",),
            nerves=("神经电生理室",),
            eyes=("眼科",),
            isotopes=("核医学科",),
            marrow=("血液病实验室",),
        ),
        any_room=("功能科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "blue"),
        widths={"round": 38.0, "oval": 42.0, "square": 27.0, "rectangle": 43.0},
        unstamped=0.5,
        elsewhere=ELSEWHERE,
        outside_words="检验报告专用章",
        outside_width=42.0,
        outside_at=(7.0, 3.0),
        outside_turned=7,
    ),
    clinic=cupboards.clinic(("门诊部", "门诊专用章", "慢特病门诊"), TIRED),
    clinic_width=38.0,
    visits=("none", "name", "none", "clinic"),
    visit_name=(8, 8),
    pharmacy=cupboards.pharmacy(("处方专用章", "门诊药房", "药学部"), TIRED),
    pharmacy_width=37.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("收费章", "现金收讫", "医保已结算"), (14, -50)),
    by_cashier=0.2,
    insurance=cupboards.insurance(
        ("医疗保险办公室", "医保科", "医保办", "医疗保障科", "慢特病认定专用章"),
        ("round", "round", "oval", "round"),
        SOUND,
    ),
    row_hand=Hand(("red", "blue", "red"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "red", "blue"), (-4, 4), (-3, 3), 6),
    name_shapes=("rectangle", "square", "rectangle"),
    finger=(8, 0),
    finger_turned=40,
).stamps()


def seals_r(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document; thirteen digits only where the seal is wide enough for them to be read."""
    return with_legible_numbers(STAMPS.seals(draft, rng), ("clear", "crisp"))
