"""Which seals the eighth family's papers bear, and what small stamps lie beside them."""

from __future__ import annotations

import random
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = (
    "疾病诊断证明专用章",
    "诊断证明专用章",
    "诊断证明章",
    "医务科诊断专用章",
    "病情证明专用章",
    "门诊办公室证明专用章",
    "疾病证明书专用章",
    "医疗证明专用章",
)
RECORD_COPY = ("病案复印专用章", "病历复印专用章", "病案管理科", "病案室复印专用", "医疗文书复印章", "病案质量管理科")
LABORATORY = ("检验医学中心", "医学检验科", "检验科报告专用章", "临床检验专用章")
IMAGING = {
    "CT": ("影像科诊断专用章", "放射影像科"),
    "MRI": ("磁共振室", "医学影像科诊断专用章"),
    "DR": ("放射科诊断专用章", "放射影像科"),
    "超声": ("超声医学科", "彩超室诊断专用章"),
    "心电图": ("心电诊断中心",),
    "肺功能": ("肺功能室",),
    "核医学": ("核医学科诊断专用章",),
    "肠镜": ("消化内镜中心",),
    "膀胱镜": ("泌尿外科检查室",),
}
OUTSIDE = ("康测医学检验实验室", "瀚辰基因医学检验所", "迪岳医学检验中心有限公司", "鲁源医学检验所")
ELSEWHERE = {("genetic_report", "b"), ("genetic_report", "c"), ("lab_report", "i"), ("pathology_report", "d")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
SOUND = ("clear", "clear", "clear", "wet", "doubled", "rough", "lifted")
TIRED = ("clear", "rough", "rough", "lifted", "worn", "faint", "smeared", "wet")
WIDTHS = {
    "round": (36.0, 38.0, 40.0, 42.0, 44.0),
    "oval": (38.0, 40.0, 45.0),
    "square": (24.0, 28.0),
    "rectangle": (40.0, 46.0),
}


def _pressed(h: Hospital, purpose: str, words: str, rng: random.Random, shape: str, **how: Any) -> SealSpec:
    """The hospital's seal for a purpose, where and as askew as a clerk sets it."""
    if shape == "round" and rng.random() < 0.42:
        how.setdefault("number", f"{rng.randrange(10**12, 10**13)}")
    elif shape in ("round", "oval") and rng.random() < 0.15:
        how.setdefault("number", f"({rng.randint(1, 12)})")
    if shape == "round":
        how.setdefault("star", purpose == "institution" or rng.random() < 0.55)
    how.setdefault("width", rng.choice(WIDTHS[shape]))
    how.setdefault("angle", rng.gauss(0, 11))
    below = rng.uniform(7, 13) if shape in ("square", "rectangle") else rng.uniform(-7, 6)
    how.setdefault("offset", (rng.uniform(0, 15), below))
    return SealSpec(shape, purpose, h.name, words, owner=h.code, **how)


def _name_of(draft: Draft, rng: random.Random, offset: tuple[float, float]) -> SealSpec:
    """The physician's own seal."""
    shape, colour = rng.choice(("rectangle", "square")), rng.choice(("red", "red", "blue"))
    name = draft.doctors["attending"][0]
    return SealSpec(shape, "personal_name", name, colour=colour, offset=offset, angle=rng.gauss(0, 5))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    shape = rng.choice(("round", "round", "round", "round", "oval", "oval", "rectangle"))
    if rng.random() < 0.2:
        out = [_pressed(h, "institution", "", rng, "round", wear=rng.choice(SOUND))]
    else:
        out = [_pressed(h, "certificate", rng.choice(CERTIFICATE), rng, shape, wear=rng.choice(SOUND))]
    chance = rng.random()
    if chance < 0.22:
        out.append(_name_of(draft, rng, (rng.uniform(-72, -60), rng.uniform(-3, 5))))
    elif chance < 0.36:
        words = rng.choice(("医务部", "门诊办公室", "一站式服务中心", "已审核"))
        colour = rng.choice(("blue", "purple", "red"))
        out.append(SealSpec("line", "department", "", words, colour=colour, offset=(-88, 4), angle=rng.gauss(0, 4)))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance > 0.84 and draft.kind == "discharge_record":  # across the edges of all the pages
        at = (rng.uniform(6, 11), rng.uniform(-60, 0))
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "star": False, "number": ""}
        pages = range(2 if draft.layout == "b" else 1)
        return [_pressed(h, "record_copy", "病案管理科", rng, "round", offset=at, page=n, **how) for n in pages]
    if chance > 0.66:
        return []
    shape = rng.choice(("round", "oval", "rectangle", "square"))
    out = [_pressed(h, "record_copy", rng.choice(RECORD_COPY), rng, shape, wear=rng.choice(TIRED))]
    if rng.random() < 0.28:
        words = rng.choice(("与病历原件相符", "复印件与原件核对无异", "此件与原件一致"))
        where = (-92.0, rng.uniform(-3, 5))
        colour = rng.choice(("blue", "red"))
        out.append(SealSpec("line", "copy_matches", "", words, colour=colour, offset=where, angle=rng.gauss(0, 4)))
    return out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        where: dict[str, Any] = {"width": 38.0, "offset": (5.0, -6.0), "angle": rng.gauss(0, 7)}
        return [SealSpec("round", "department_report", draft.options["outside"], "检验检测专用章", star=True, **where)]
    if rng.random() < 0.42:
        return []
    words = {
        "lab_report": rng.choice(LABORATORY),
        "pathology_report": rng.choice(("病理科诊断专用章", "病理诊断中心")),
        "genetic_report": "分子病理室",
    }.get(draft.kind, "")
    if draft.kind == "exam_report":
        words = rng.choice(IMAGING.get(draft.options["exam"].modality, ("功能检查科",)))
    shape = rng.choice(("round", "round", "oval", "oval", "rectangle", "square"))
    width = {"round": 35.0, "oval": 38.0, "rectangle": 40.0, "square": 24.0}[shape]
    below = rng.uniform(4, 11) if draft.kind == "lab_report" else rng.uniform(-13, -4)
    how: dict[str, Any] = {"width": width, "offset": (rng.uniform(3, 14), below), "wear": rng.choice(TIRED)}
    how["colour"] = rng.choice(("red", "red", "red", "blue", "purple"))
    return [_pressed(h, "department_report", words, rng, shape, **how)]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.3:
        return [_name_of(draft, rng, (rng.uniform(-3, 6), 6))]
    if chance < 0.5:
        where = (rng.uniform(6, 13), rng.uniform(-14, -9))
        return [_pressed(h, "department", "门诊专用章", rng, rng.choice(("round", "oval")), width=36.0, offset=where)]
    return []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = []
    if rng.random() < 0.55:
        shape, where = rng.choice(("round", "oval", "rectangle")), (rng.uniform(9, 20), rng.uniform(-8, 2))
        words = rng.choice(("处方专用章", "门诊处方专用章", "西药房"))
        purpose = "department" if words == "西药房" else "prescription"
        out.append(_pressed(h, purpose, words, rng, shape, width=36.0, offset=where))
    if rng.random() < 0.3:
        words = rng.choice(("收讫", "已收费", "医保已结算"))
        colour = rng.choice(("blue", "purple", "red"))
        out.append(SealSpec("line", "fee", "", words, colour=colour, offset=(20, -64), angle=rng.uniform(-16, 16)))
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    words = rng.choice(("医疗保险办公室", "医保科", "医保管理科", "门诊慢病鉴定专用章"))
    shape = rng.choice(("round", "round", "oval", "rectangle"))
    return [_pressed(h, "insurance_office", words, rng, shape, offset=(rng.uniform(0, 6), rng.uniform(-9, -4)))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(8, 1),
    turned=40,
)
"""The seals of a clean document of the eighth family."""
