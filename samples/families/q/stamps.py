"""Which seals the seventeenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random

from samples import cupboards
from samples.drawers import Drawer
from samples.habits import Habits, Hand, Reports, Row
from samples.papers import Draft
from samples.rings import with_legible_numbers
from samples.rooms import rooms
from samples.seals import SealSpec

SOUND = ("clear", "firm", "firm", "clear", "firm", "blotchy", "doubled")
TIRED = ("clear", "firm", "firm", "blotchy", "scant", "worn", "faint")
MIXED = ("round", "oval", "round", "rectangle")

LABORATORY = cupboards.laboratory(
    ("检验科", "检验科报告专用章", "临床检验中心", "医学检验部"), MIXED, TIRED, ("red", "red", "blue")
)
TISSUE = cupboards.tissue(("病理科", "病理诊断中心", "病理报告专用章"), MIXED, TIRED)
GENES = cupboards.genes(("基因诊断中心", "分子诊断实验室"), TIRED)
ROOMS = rooms(
    radiology=("放射科", "影像中心", "放射影像诊断专用章"),
    magnet=("磁共振室", "影像中心"),
    ultrasound=("超声科", "超声诊断科", "B超室"),
    rhythm=("心电图室", "心电诊断中心"),
    bowels=("内镜中心", "消化内镜中心"),
    airways=("呼吸内镜室",),
    bladder=("泌尿外科检查室",),
    nerves=("肌电图室",),
    breath=("肺功能室",),
    eyes=("眼科检查室",),
)
OUTSIDE = (
    "金衡（沭宁）医学检验有限公司",
    "迪康医学检验中心有限公司",
    "艾源医学检验实验室有限公司",
    "华谱基因医学检验所有限公司",
)
ELSEWHERE = {
    *(("lab_report", "e"), ("lab_report", "i"), ("pathology_report", "d")),
    *(("genetic_report", "a"), ("genetic_report", "c")),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""

STAMPS = Habits(
    certificate=Drawer(
        "certificate",
        ("诊断证明专用章", "诊断专用章", "疾病诊断专用章", "门诊诊断证明章", "医疗证明专用章", "疾病证明专用章"),
        ("round", "round", "round", "round", "oval"),
        SOUND,
    ),
    institution=cupboards.institution(SOUND),
    by_institution=0.2,
    beside=("", "", "name", "", "row"),
    beside_name=(-58, 2),
    beside_row=Row("department", ("医务科", "门诊部", "医教部审核", "审核无误"), (-76, 6)),
    copies=Drawer(
        "record_copy",
        ("病案室", "病案科", "病案复印专用章", "病历复印专用", "病案统计科复印章"),
        ("rectangle", "round", "oval", "round"),
        TIRED,
        ("red", "red", "blue", "red", "purple"),
        right=(13.0, 24.0),
    ),
    across=cupboards.across_pages("病案科", ("clear", "firm")),
    across_down=(-48, 22),
    copied=("copy", "copy", "checked", "copy", "none", "none", "across"),
    checked=Row("copy_matches", ("与原件核对一致", "复印件与原件相符", "此件与原件一致"), (-82, 6)),
    reports=Reports(
        laboratory=LABORATORY,
        tissue=TISSUE,
        genes=GENES,
        rooms=ROOMS,
        any_room=("功能检查科",),
        shapes=MIXED,
        wears=TIRED,
        colours=("red", "red", "blue"),
        widths={"round": 38.0, "oval": 41.0, "square": 26.0, "rectangle": 44.0},
        unstamped=0.5,
        elsewhere=ELSEWHERE,
        outside_words="检验检测专用章",
        outside_width=42.0,
        outside_at=(5.0, -7.0),
        outside_turned=6,
    ),
    clinic=cupboards.clinic(("门诊部", "门诊办公室", "慢病门诊"), TIRED),
    clinic_width=38.0,
    visits=("name", "clinic", "none", "none"),
    visit_name=(7, 8),
    pharmacy=cupboards.pharmacy(("处方专用章", "药剂科", "门诊药房"), TIRED),
    pharmacy_width=37.0,
    by_pharmacy=0.4,
    paid=Row("fee", ("已收费", "收费专用", "医保结算完毕"), (12, -52)),
    by_cashier=0.2,
    insurance=cupboards.insurance(
        ("医保办公室", "医保科", "医疗保险办公室", "医保管理科", "门诊慢特病专用章"),
        ("round", "round", "round", "oval"),
        SOUND,
    ),
    row_hand=Hand(("blue", "red", "red"), (-5, 5), (-4, 4), 3),
    name_hand=Hand(("red", "blue", "red"), (-4, 4), (-3, 3), 6),
    name_shapes=("square", "rectangle", "rectangle"),
    finger=(7, 0),
    finger_turned=45,
).stamps()


def seals_q(draft: Draft, rng: random.Random) -> list[SealSpec]:
    """The seals of a clean document; thirteen digits only where the seal is wide enough for them to be read."""
    return with_legible_numbers(STAMPS.seals(draft, rng), ("clear", "firm"))
