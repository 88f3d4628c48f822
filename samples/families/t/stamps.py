"""Which seals the twentieth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random

from samples import cupboards
from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.papers import Draft
from samples.rings import with_legible_numbers
from samples.rooms import rooms
from samples.seals import SealSpec

SOUND = ("clear", "moist", "moist", "clear", "moist", "slanted")
TIRED = ("clear", "moist", "moist", "slanted", "chalky", "worn", "faint")
MIXED = ("round", "oval", "round", "rectangle")
OUTSIDE = (
    "金翎医学检验所有限公司",
    "迪澜医学检验中心有限公司",
    "瑞禾基因（澧台）医学检验实验室",
    "华序医学检验实验室有限公司",
)
ELSEWHERE = {("lab_report", "e"), ("genetic_report", "b")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        ("诊断证明专用章", "疾病诊断证明专用章", "诊断专用章", "疾病证明专用章", "门诊诊断证明章"),
        ("round", "round", "round", "oval"),
        SOUND,
    ),
    institution=cupboards.institution(SOUND),
    by_institution=0.18,
    beside=("", "", "name", "", "row"),
    beside_name=(-59, 2),
    beside_row=Row("department", ("医务科", "门诊办公室", "医务部已审"), (-77, 6)),
    copies=Drawer(
        "record_copy",
        ("病案室", "病案科", "病案复印专用章", "病历复印专用章", "病案管理科"),
        ("round", "rectangle", "oval", "round"),
        TIRED,
        ("red", "red", "red", "blue", "purple"),
        right=(14.0, 24.0),
    ),
    across=cupboards.across_pages("病案室", ("clear", "moist")),
    across_down=(-46, 20),
    copied=("copy", "none", "copy", "checked", "copy", "across", "across"),
    checked=Row("copy_matches", ("与原件相符", "复印件与原件核对无误", "与原病历一致"), (-80, 6)),
    reports=Reports(
        laboratory=cupboards.laboratory(
            ("检验科", "检验科报告专用章", "医学检验中心", "检验报告章"), MIXED, TIRED, ("red", "red", "blue", "red")
        ),
        tissue=cupboards.tissue(("病理科", "病理科诊断专用章"), MIXED, TIRED),
        genes=cupboards.genes(("中心实验室", "分子病理室"), TIRED),
        rooms=rooms(
            radiology=("放射科", "影像中心", "CT诊断专用章"),
            magnet=("磁共振室", "影像中心"),
            ultrasound=("超声医学科", "超声诊断科", "彩超室"),
            rhythm=("心电图室", "心电诊断中心"),
            bowels=("消化内镜中心", "内镜室"),
            nerves=("肌电图室",),
            breath=("肺功能室",),
            eyes=("眼科",),
            isotopes=("核医学科",),
            airways=("支气管镜室",),
        ),
        any_room=("功能科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "blue"),
        widths={"round": 38.0, "oval": 42.0, "square": 27.0, "rectangle": 44.0},
        unstamped=0.48,
        elsewhere=ELSEWHERE,
        outside_words="检验检测专用章",
        outside_width=42.0,
        outside_at=(5.0, -2.0),
        outside_turned=6,
    ),
    clinic=cupboards.clinic(("门诊部", "慢病门诊", "门诊病历专用章"), TIRED),
    clinic_width=38.0,
    visits=("none", "name", "clinic", "none"),
    visit_name=(8, 8),
    pharmacy=cupboards.pharmacy(("处方专用章", "门诊药房", "药学部"), TIRED),
    pharmacy_width=37.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("收讫", "已收费", "现金收讫"), (13, -50)),
    by_cashier=0.2,
    insurance=cupboards.insurance(
        ("医保办", "医保办公室", "医疗保险办公室", "医保科"), ("round", "oval", "round", "round"), SOUND
    ),
    row_hand=Hand(("red", "blue", "red"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("square", "rectangle", "square"),
    finger=(8, 0),
    finger_turned=40,
).stamps()


def seals_t(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document; thirteen digits only where the seal is wide enough for them to be read."""
    return with_legible_numbers(STAMPS.seals(draft, rng), ("clear", "moist"))
