# ruff: noqa: E501 - a table
"""Seals of the fourth family: more shapes, colours and small stamps than the usual ones."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.papers import Draft
from samples.seals import SealSpec

ELSEWHERE = {
    ("lab_report", "f"),
    ("lab_report", "l"),
    ("genetic_report", "a"),
    ("genetic_report", "c"),
    ("pathology_report", "e"),
}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
LABORATORIES = ("岭海医学检验实验室", "华衡医学检验中心有限公司", "北辰基因医学检验所", "远帆临床检验所有限公司")
SIDE = {  # small stamps beside the main one: shape, purpose, words
    "diagnosis_certificate": (("line", "department", "门诊办公室"), ("line", "department", "医务科"), ("rectangle", "other", "盖章有效")),
    "outpatient_record": (("line", "department", "门诊部"), ("square", "department", "急诊科"), ("line", "other", "已就诊")),
    "admission_record": (("rectangle", "copy_matches", "复印件与原件一致"), ("line", "record_copy", "病案室"), ("line", "department", "住院处")),
    "discharge_record": (("line", "copy_matches", "与原件相符"), ("line", "record_copy", "病案科"), ("rectangle", "department", "住院部")),
    "inpatient_front_page": (("line", "record_copy", "病案统计室"), ("line", "copy_matches", "复印属实")),
    "lab_report": (("line", "department_report", "检验科"), ("rectangle", "department_report", "检验结果专用章")),
    "exam_report": (("line", "department_report", "放射科"), ("line", "department_report", "特检科")),
    "pathology_report": (("line", "department_report", "病理科"),),
    "medication_record": (("line", "fee", "现金收讫"), ("line", "other", "药已发出"), ("rectangle", "department", "门诊西药房")),
    "application_form": (("line", "other", "已受理"), ("line", "insurance_office", "医保科")),
}  # fmt: skip
INKS = ("red", "red", "blue", "purple", "blue", "black")


def varied_d(draft: Draft, seals: list[SealSpec], rng: random.Random) -> list[SealSpec]:
    """Other sizes and inks, rectangles with two rows, a second stamp now and then."""
    out = [_other_make(draft, seal, rng) for seal in seals]
    if not out and draft.kind in SIDE and draft.kind != "diagnosis_certificate" and rng.random() < 0.35:
        out.append(_side(draft, rng, (-10.0, 0.0)))
    elif draft.kind in SIDE and rng.random() < 0.25 and all(s.status == "present" for s in out):
        out.append(_side(draft, rng, (rng.choice((-74.0, -66.0)), rng.uniform(-4, 4))))
    if draft.kind in ("lab_report", "medication_record", "pathology_report") and rng.random() < 0.15:
        signs = {"lab_report": "testing", "medication_record": "prescribing"}.get(draft.kind, "reporting")
        draft.doctors[signs] = draft.doctors["attending"]
        name = draft.doctors["attending"][0]
        where = (rng.uniform(-112, -98), rng.uniform(-3, 3))
        out.append(SealSpec("square", "personal_name", name, colour=rng.choice(("red", "blue")), offset=where))
    return out


def _other_make(draft: Draft, seal: SealSpec, rng: random.Random) -> SealSpec:
    if seal.purpose in ("fingerprint", "personal_name") or seal.status != "present":
        return seal
    if (draft.kind, draft.layout) in ELSEWHERE:
        seal = replace(seal, owner_text=draft.options["outside"], owner="")
    if seal.shape not in ("round", "oval"):
        return replace(seal, colour=rng.choice(INKS[:5]), angle=rng.gauss(0, 4))
    chance = rng.random()
    if seal.purpose_text and chance < 0.2:  # framed, its two rows one below the other
        return replace(seal, shape="rectangle", width=0.0, number="", star=False, colour=rng.choice(INKS[:4]))
    ink = "red" if chance < 0.85 else rng.choice(("blue", "purple"))
    width = rng.choice((36.0, 38.0, 40.0, 42.0, 44.0)) if seal.shape == "round" else rng.choice((38.0, 42.0, 45.0))
    offset = (rng.uniform(-18, 6), rng.uniform(-12, 4))
    wear = rng.choice(("clear", "clear", "worn", "doubled", "smeared")) if seal.wear == "clear" else seal.wear
    if draft.kind == "diagnosis_certificate" and wear == "smeared":  # whose it is decides the case: it stays legible
        wear = "clear"
    return replace(seal, colour=ink, width=width, offset=offset, wear=wear, angle=rng.gauss(0, 9))


def _side(draft: Draft, rng: random.Random, offset: tuple[float, float]) -> SealSpec:
    shape, purpose, words = rng.choice(SIDE[draft.kind])
    if (
        draft.kind == "exam_report"
        and words == "放射科"
        and draft.options["exam"].modality not in ("CT", "MR", "MRI", "DR")
    ):
        words = "功能检查科"
    inks = INKS[:5] if draft.kind == "diagnosis_certificate" else INKS
    return SealSpec(shape, purpose, "", words, colour=rng.choice(inks), offset=offset, angle=rng.gauss(0, 4))
