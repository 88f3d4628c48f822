"""Which seals the thirteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random
from typing import Any

from samples.drawers import Drawer
from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

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


def _row(purpose: str, words: tuple[str, ...], at: tuple[float, float], rng: random.Random) -> SealSpec:
    """A small stamp of one row beside the others."""
    colour, where = rng.choice(("blue", "red", "red")), (at[0] + rng.uniform(-5, 5), at[1] + rng.uniform(-4, 4))
    angle = rng.gauss(0, 4)
    return SealSpec("line", purpose, "", rng.choice(words), colour=colour, wear="clear", offset=where, angle=angle)


def _name_of(draft: Draft, at: tuple[float, float], rng: random.Random) -> SealSpec:
    """The physician's own seal."""
    shape, colour = rng.choice(("rectangle", "rectangle", "square")), rng.choice(("red", "blue", "blue", "red"))
    where = (at[0] + rng.uniform(-4, 4), at[1] + rng.uniform(-3, 3))
    name = draft.doctors["attending"][0]
    return SealSpec(shape, "personal_name", name, colour=colour, offset=where, angle=rng.gauss(0, 6))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [(INSTITUTION if rng.random() < 0.22 else CERTIFICATE).take(h, rng)]
    beside = rng.choice(("", "", "", "name", "row"))
    if beside == "name":
        out.append(_name_of(draft, (-66, -2), rng))
    elif beside == "row":
        out.append(_row("department", ("医务科已审核", "门诊一站式服务中心", "已登记备案", "医务部"), (-82, 4), rng))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("copy", "copy", "copy", "checked", "none", "across", "none"))
    if sort == "across" and draft.kind == "discharge_record":  # over the edges of all the pages
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "number": ""}
        at = (rng.uniform(5, 10), rng.uniform(-60, 10))
        return [ACROSS.take(h, rng, offset=at, page=n, **how) for n in range(2 if draft.layout == "b" else 1)]
    if sort in ("none", "across"):
        return []
    out = [COPY.take(h, rng)]
    return [*out, _row("copy_matches", CHECKED, (-88, 2), rng)] if sort == "checked" else out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        how: dict[str, Any] = {"width": 40.0, "offset": (3.0, -6.0), "angle": rng.gauss(0, 8)}
        name = draft.options["outside"]
        return [SealSpec("round", "department_report", name, "检测报告专用章", star=True, **how)]
    if rng.random() < 0.45:
        return []
    drawer = {"lab_report": LABORATORY, "pathology_report": TISSUE, "genetic_report": GENES}.get(draft.kind)
    if drawer is None:
        words = ROOMS.get(draft.options["exam"].modality, ("检查诊断专用章",))
        drawer = Drawer("department_report", words, MANY, TIRED, ("red", "red", "blue", "purple"), down=(-12.0, -3.0))
    shape = rng.choice(drawer.shapes)
    return [drawer.take(h, rng, shape=shape, width=WIDTHS[shape])]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("name", "clinic", "none", "none", "name"))
    if sort == "name":
        return [_name_of(draft, (4, 8), rng)]
    return [CLINIC.take(h, rng, width=37.0)] if sort == "clinic" else []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [PHARMACY.take(h, rng, width=35.0)] if rng.random() < 0.4 else []
    return [*out, _row("fee", ("现金付讫", "医保已结算", "已收费"), (14, -56), rng)] if rng.random() < 0.3 else out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    return [INSURANCE.take(h, rng)]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(7, 0),
    turned=55,
)
"""The seals of a clean document of the thirteenth family."""
