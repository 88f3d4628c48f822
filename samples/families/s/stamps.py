"""Which seals the nineteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random

from samples import cupboards
from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.papers import Draft
from samples.rings import with_legible_numbers
from samples.rooms import rooms
from samples.seals import SealSpec

SOUND = ("clear", "full", "full", "clear", "full", "tipped")
TIRED = ("clear", "full", "full", "tipped", "drying", "worn", "doubled")
MIXED = ("round", "round", "oval", "rectangle")
OUTSIDE = (
    "金沐域医学检验中心有限公司",
    "迪岱医学检验实验室有限公司",
    "康诺达（安岱）医学检验所有限公司",
    "思源锐基因科技医学检验实验室有限公司",
)
ELSEWHERE = {
    *(("lab_report", "e"), ("lab_report", "h"), ("pathology_report", "d")),
    *(("genetic_report", "a"), ("genetic_report", "c")),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        (
            "诊断证明专用章",
            "疾病诊断证明专用章",
            "诊断专用章",
            "门诊诊断证明专用章",
            "疾病证明专用章",
            "医疗诊断证明章",
        ),
        ("round", "round", "round", "round", "oval"),
        SOUND,
    ),
    institution=cupboards.institution(SOUND),
    by_institution=0.2,
    beside=("", "", "name", "", "row"),
    beside_name=(-59, 2),
    beside_row=Row("department", ("医务科", "门诊部", "医务科已审核", "质控科"), (-77, 6)),
    copies=Drawer(
        "record_copy",
        ("病案室", "病案科", "病案统计科", "病历复印专用章", "病案管理科复印专用章"),
        ("round", "rectangle", "oval", "round"),
        TIRED,
        ("red", "red", "red", "blue", "purple"),
        right=(14.0, 24.0),
    ),
    across=cupboards.across_pages("病案室", ("clear", "full")),
    across_down=(-46, 20),
    copied=("copy", "none", "copy", "checked", "copy", "none", "across"),
    checked=Row("copy_matches", ("与原件一致", "此件与原件核对无误", "复印件与原件相符"), (-80, 6)),
    reports=Reports(
        laboratory=cupboards.laboratory(
            ("检验科", "检验医学中心", "检验科报告专用章", "临床检验科"), MIXED, TIRED, ("red", "red", "red", "blue")
        ),
        tissue=cupboards.tissue(("病理科", "病理诊断专用章", "病理中心"), MIXED, TIRED),
        genes=cupboards.genes(("精准医学中心", "分子诊断中心"), TIRED),
        rooms=rooms(
            radiology=("放射科", "医学影像中心", "影像科诊断专用章"),
            magnet=("医学影像中心", "磁共振室"),
            ultrasound=("超声科", "超声医学中心", "B超室"),
            rhythm=("心电图室", "心功能室"),
            bowels=("内镜中心", "胃镜室"),
            airways=("呼吸内镜中心",),
            nerves=("肌电图室",),
            breath=("肺功能室",),
            eyes=("眼科检查室",),
            isotopes=("核医学科",),
        ),
        any_room=("功能检查科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "blue"),
        widths={"round": 38.0, "oval": 42.0, "square": 27.0, "rectangle": 44.0},
        unstamped=0.5,
        elsewhere=ELSEWHERE,
        outside_words="检验专用章",
        outside_width=42.0,
        outside_at=(6.0, -2.0),
        outside_turned=7,
    ),
    clinic=cupboards.clinic(("门诊部", "门诊部办公室", "慢病管理中心"), TIRED),
    clinic_width=38.0,
    visits=("none", "name", "clinic", "none"),
    visit_name=(8, 8),
    pharmacy=cupboards.pharmacy(("处方专用章", "药剂科", "门诊西药房"), TIRED),
    pharmacy_width=37.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("收费专用章", "已收费", "医保已结算"), (13, -50)),
    by_cashier=0.2,
    insurance=cupboards.insurance(
        ("医保办公室", "医疗保险科", "医保办", "医保管理部", "门诊慢特病鉴定专用章"),
        ("round", "oval", "round", "round"),
        SOUND,
    ),
    row_hand=Hand(("red", "red", "blue"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("square", "rectangle", "square"),
    finger=(8, 0),
    finger_turned=42,
).stamps()


def seals_s(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document; thirteen digits only where the seal is wide enough for them to be read."""
    return with_legible_numbers(STAMPS.seals(draft, rng), ("clear", "full"))
