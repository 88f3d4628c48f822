"""Which seals the eleventh family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from samples.drawers import Drawer
from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

SOUND = ("clear", "clear", "clear", "feathered", "hollow", "doubled", "wet")
TIRED = ("clear", "feathered", "hollow", "creased", "worn", "faint", "smeared", "clear")
MANY = ("round", "round", "oval", "rectangle", "square")

CERTIFICATE = Drawer(
    "certificate",
    (
        "诊断证明专用章",
        "疾病诊断证明专用章",
        "医疗证明专用章",
        "疾病证明专用章",
        "诊断书专用章",
        "病情诊断证明专用章",
        "住院诊断证明专用章",
        "医务部诊断证明章",
    ),
    ("round", "round", "round", "round", "oval", "oval", "rectangle", "square"),
    SOUND,
)
INSTITUTION = Drawer("institution", ("",), ("round",), SOUND)
COPY = Drawer(
    "record_copy",
    ("病案室复印专用章", "病历复印专用章", "病案管理科", "病案复印件专用章", "病历档案室", "医疗档案复印章"),
    MANY,
    TIRED,
    ("red", "red", "red", "blue"),
)
SCREENED = Drawer("record_copy", ("病案管理科",), ("round",), ("clear", "feathered"))
LABORATORY = Drawer(
    "department_report",
    ("检验科", "检验科报告章", "医学检验部", "检验报告专用章"),
    MANY,
    TIRED,
    ("red", "red", "blue", "purple"),
    down=(4.0, 11.0),
)
TISSUE = Drawer("department_report", ("病理科", "病理诊断报告专用章"), MANY, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("分子医学检测中心",), ("round", "oval"), TIRED, down=(-12.0, -3.0))
OUTPATIENT = Drawer(
    "department", ("门诊部", "门急诊部"), ("round", "oval"), TIRED, ("red", "blue"), (14.0, 21.0), (-6.0, 4.0)
)
PHARMACY = Drawer(
    "prescription", ("处方专用章", "门诊处方章"), ("round", "oval", "rectangle"), TIRED, ("red",), (10.0, 20.0)
)
INSURANCE = Drawer(
    "insurance_office",
    ("医保科", "医疗保险办公室", "医保管理处", "门诊慢特病专用章", "医保审核专用章"),
    ("round", "round", "oval", "rectangle"),
    SOUND,
    ("red",),
    (0.0, 7.0),
    (-10.0, -4.0),
)
IMAGING = {
    "CT": ("影像科报告专用章", "放射科"),
    "HRCT": ("放射科",),
    "MR": ("磁共振室报告章",),
    "MRI": ("磁共振室报告章", "医学影像科"),
    "DR": ("放射科报告专用章",),
    "超声": ("超声诊断科", "彩超室"),
    "心电图": ("心电图室",),
    "动态血压": ("心电诊断科",),
    "PET/CT": ("核医学科",),
    "肠镜": ("内镜中心",),
    "膀胱镜": ("泌尿内镜室",),
    "鼻咽镜": ("耳鼻喉内镜室",),
    "肺功能": ("肺功能检查室",),
    "肌电图": ("肌电图室",),
    "眼底照相": ("眼科检查室",),
}
OUTSIDE = ("谱元医学检验所有限公司", "华澄医学检验实验室", "睿和基因科技医学检验实验室", "东隅病理诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("lab_report", "g"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""


def _line(purpose: str, words: Sequence[str], at: tuple[float, float], rng: random.Random) -> SealSpec:
    """A small stamp of one row beside the others."""
    colour = rng.choice(("blue", "red", "purple"))
    where = (at[0] + rng.uniform(-5, 5), at[1] + rng.uniform(-4, 4))
    return SealSpec(
        "line", purpose, "", rng.choice(words), colour=colour, wear="clear", offset=where, angle=rng.gauss(0, 6)
    )


def _name_of(draft: Draft, at: tuple[float, float], rng: random.Random) -> SealSpec:
    """The physician's own seal."""
    shape, colour = rng.choice(("rectangle", "rectangle", "square")), rng.choice(("red", "blue", "red"))
    where = (at[0] + rng.uniform(-4, 4), at[1] + rng.uniform(-3, 3))
    name = draft.doctors["attending"][0]
    return SealSpec(shape, "personal_name", name, colour=colour, offset=where, angle=rng.gauss(0, 6))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [rng.choice((CERTIFICATE, CERTIFICATE, CERTIFICATE, CERTIFICATE, INSTITUTION)).take(h, rng)]
    beside = rng.choice(("", "", "", "name", "line"))
    if beside == "name":
        out.append(_name_of(draft, (-70, 1), rng))
    elif beside == "line":
        out.append(_line("department", ("门诊办公室", "医务部", "导诊服务台", "已核对"), (-86, 6), rng))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("copy", "copy", "copy", "checked", "none", "none", "rim"))
    if sort == "rim" and draft.kind == "discharge_record":  # across the edges of all the pages
        at = (rng.uniform(5, 10), rng.uniform(-55, 5))
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "number": ""}
        pages = range(2 if draft.layout == "b" else 1)
        return [SCREENED.take(h, rng, offset=at, page=n, **how) for n in pages]
    if sort in ("none", "rim"):
        return []
    out = [COPY.take(h, rng)]
    if sort == "checked":
        out.append(_line("copy_matches", ("复印件与原件一致", "与原件核对无误", "此件与原件相符"), (-92, 0), rng))
    return out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        where: dict[str, Any] = {"width": 40.0, "offset": (5.0, -6.0), "angle": rng.gauss(0, 8)}
        name = draft.options["outside"]
        return [SealSpec("round", "department_report", name, "检验检测专用章", star=True, **where)]
    if rng.random() < 0.4:
        return []
    drawer = {"lab_report": LABORATORY, "pathology_report": TISSUE, "genetic_report": GENES}.get(draft.kind)
    if drawer is None:
        words = IMAGING.get(draft.options["exam"].modality, ("功能科报告专用章",))
        drawer = Drawer("department_report", words, MANY, TIRED, ("red", "red", "blue", "purple"), down=(-12.0, -3.0))
    shape = rng.choice(drawer.shapes)
    width = {"round": 35.0, "oval": 39.0, "square": 24.0, "rectangle": 41.0}[shape]
    return [drawer.take(h, rng, shape=shape, width=width)]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    sort = rng.choice(("name", "department", "none", "none"))
    if sort == "name":
        return [_name_of(draft, (2, 7), rng)]
    return [OUTPATIENT.take(h, rng, width=37.0)] if sort == "department" else []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [PHARMACY.take(h, rng, width=35.0)] if rng.random() < 0.5 else []
    if rng.random() < 0.3:
        out.append(_line("fee", ("已收费", "收费讫", "医保已结"), (18, -62), rng))
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    return [INSURANCE.take(h, rng)]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(8, 0),
    turned=45,
)
"""The seals of a clean document of the eleventh family."""
