"""Which seals the fourteenth family's papers bear: what lies in the drawers, how often it is taken out."""

from __future__ import annotations

import random
from typing import Any

from samples.drawers import Drawer
from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

SOUND = ("clear", "crisp", "crisp", "clear", "pooled", "rolled_on", "doubled")
TIRED = ("clear", "crisp", "pooled", "rolled_on", "thin", "worn", "faint", "smeared")
MIXED = ("round", "round", "oval", "oval", "rectangle", "square")

CERTIFICATE = Drawer(
    "certificate",
    (
        "诊断证明专用章",
        "诊断证明书专用章",
        "病情诊断证明专用章",
        "疾病诊断专用章",
        "医疗诊断证明章",
        "住院诊断证明专用章",
    ),
    ("round", "round", "round", "oval", "oval", "rectangle"),
    SOUND,
)
INSTITUTION = Drawer("institution", ("",), ("round",), SOUND)
COPY = Drawer(
    "record_copy",
    ("病案室", "病案复印专用章", "病历复印专用章", "病案信息科", "病案资料复印章", "病案统计科复印章"),
    MIXED,
    TIRED,
    ("red", "red", "red", "purple", "blue"),
)
ACROSS = Drawer("record_copy", ("病案信息科",), ("round",), ("clear", "crisp"))
LABORATORY = Drawer(
    "department_report",
    ("检验科", "检验科报告专用章", "临床检验中心", "检验报告章"),
    MIXED,
    TIRED,
    ("red", "red", "blue", "purple"),
    down=(3.0, 9.0),
)
TISSUE = Drawer("department_report", ("病理科", "病理科诊断专用章", "病理报告专用章"), MIXED, TIRED, down=(-12.0, -3.0))
GENES = Drawer("department_report", ("分子诊断实验室", "中心实验室"), ("round", "oval"), TIRED, down=(-12.0, -3.0))
CLINIC = Drawer("department", ("门诊部", "门诊办公室", "慢病门诊"), ("round", "oval"), TIRED, ("red", "blue"), (12, 20))
PHARMACY = Drawer(
    "prescription", ("处方专用章", "药剂科", "西药房发药章"), ("round", "oval", "rectangle"), TIRED, ("red", "blue")
)
INSURANCE = Drawer(
    "insurance_office",
    ("医保办", "医疗保险科", "医保管理科", "门诊慢特病认定专用章", "医保物价办公室"),
    ("round", "round", "oval", "rectangle"),
    SOUND,
    ("red",),
    (0.0, 8.0),
    (-9.0, -4.0),
)
ROOMS = {
    "CT": ("放射科", "医学影像中心报告专用章", "CT室"),
    "HRCT": ("放射科", "医学影像中心报告专用章"),
    "MRI": ("磁共振室", "医学影像中心报告专用章"),
    "MR": ("磁共振室", "放射科"),
    "DR": ("放射科报告专用章",),
    "彩超": ("超声科", "超声医学科报告专用章"),
    "超声": ("超声科诊断专用章",),
    "血管超声": ("超声科",),
    "心脏彩超": ("心脏超声室",),
    "心脏超声": ("心脏超声室",),
    "PET-CT": ("核医学科报告专用章",),
    "肠镜": ("消化内镜室",),
    "膀胱镜": ("泌尿内镜室",),
    "心电图": ("心电图室",),
    "动态心电图": ("心电图室",),
    "脑电图": ("脑电图室",),
    "肌电图": ("神经电生理室",),
    "肺功能": ("肺功能检查室",),
    "FFA": ("眼科检查室",),
}
OUTSIDE = (
    "溯微医学检验所（有限合伙）",
    "宏璟生物医学检验实验室",
    "北辰精准医学检验有限公司",
    "安测达临床检验中心有限公司",
)
ELSEWHERE = {("genetic_report", "a"), ("lab_report", "h"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
WIDTHS = {"round": 36.0, "oval": 40.0, "square": 26.0, "rectangle": 42.0}
CHECKED = ("与原件核对无误", "复印件与原件一致", "与原件相符")


def _row(purpose: str, words: tuple[str, ...], at: tuple[float, float], rng: random.Random) -> SealSpec:
    """A small stamp of one row beside the others."""
    where = (at[0] + rng.uniform(-6, 6), at[1] + rng.uniform(-4, 4))
    colour = rng.choice(("blue", "red", "purple", "red"))
    return SealSpec(
        "line", purpose, "", rng.choice(words), colour=colour, wear="crisp", offset=where, angle=rng.gauss(0, 3)
    )


def _own(draft: Draft, at: tuple[float, float], rng: random.Random) -> SealSpec:
    """The physician's name seal, out of a pocket."""
    where = (at[0] + rng.uniform(-4, 4), at[1] + rng.uniform(-3, 3))
    how: dict[str, Any] = {"colour": rng.choice(("blue", "red", "red", "purple")), "angle": rng.gauss(0, 7)}
    shape = rng.choice(("rectangle", "square", "rectangle"))
    return SealSpec(shape, "personal_name", draft.doctors["attending"][0], offset=where, **how)


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [(INSTITUTION if rng.random() < 0.25 else CERTIFICATE).take(h, rng)]
    beside = rng.random()
    if beside < 0.22:
        return [*out, _own(draft, (-64, -2), rng)]
    if beside < 0.4:
        return [*out, _row("department", ("医务处", "门诊部审核", "医务科备案", "专家会诊"), (-80, 5), rng)]
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.15 and draft.kind == "discharge_record":  # over the edges of all the pages
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "number": ""}
        at = (rng.uniform(5, 9), rng.uniform(-50, 20))
        return [ACROSS.take(h, rng, offset=at, page=n, **how) for n in range(2 if draft.layout == "b" else 1)]
    if chance < 0.42:
        return []
    out = [COPY.take(h, rng)]
    return [*out, _row("copy_matches", CHECKED, (-84, 13), rng)] if chance > 0.82 else out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        how: dict[str, Any] = {"width": 39.0, "offset": (6.0, -17.0), "angle": rng.gauss(0, 8)}
        name = draft.options["outside"]
        return [SealSpec("round", "department_report", name, "检验报告专用章", star=True, **how)]
    if rng.random() < 0.48:
        return []
    drawer = {"lab_report": LABORATORY, "pathology_report": TISSUE, "genetic_report": GENES}.get(draft.kind)
    if drawer is None:
        words = ROOMS.get(draft.options["exam"].modality, ("功能检查科",))
        drawer = Drawer("department_report", words, MIXED, TIRED, ("red", "red", "blue", "purple"), down=(-12.0, -3.0))
    shape = rng.choice(drawer.shapes)
    return [drawer.take(h, rng, shape=shape, width=WIDTHS[shape])]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.35:
        return [_own(draft, (4, 8), rng)]
    return [CLINIC.take(h, rng, width=36.0)] if chance < 0.55 else []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = [PHARMACY.take(h, rng, width=34.0)] if rng.random() < 0.45 else []
    return [*out, _row("fee", ("收费专用", "医保结算", "现金收讫"), (12, -58), rng)] if rng.random() < 0.25 else out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    return [INSURANCE.take(h, rng)]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(6, 0),
    turned=50,
)
"""The seals of a clean document of the fourteenth family."""
