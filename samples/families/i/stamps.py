"""Which seals the ninth family's papers bear, and what small stamps lie beside them."""

from __future__ import annotations

import random
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = (
    "诊断证明专用章",
    "疾病诊断专用章",
    "医疗诊断专用章",
    "诊断书专用章",
    "病情证明章",
    "医务处证明专用章",
    "疾病证明专用章",
    "门诊诊断证明专用章",
)
RECORD_COPY = ("病案复印章", "病案科复印专用章", "病历资料复印专用章", "病案统计科", "病历复制专用章", "档案病案室")
LABORATORY = ("检验科", "检验报告专用章", "医学检验中心", "检验科诊断专用章")
IMAGING = {
    "CT": ("CT室报告专用章", "影像中心"),
    "MR": ("核磁共振室", "影像诊断专用章"),
    "MRCP": ("核磁共振室",),
    "DR": ("放射科报告专用章", "影像中心"),
    "钼靶": ("放射科报告专用章",),
    "超声": ("超声科", "B超室报告专用章"),
    "心电图": ("心电图室",),
    "动态血压": ("心功能科",),
    "核医学": ("核医学科",),
    "PET-CT": ("PET/CT中心报告专用章",),
    "胃镜": ("胃镜室报告专用章",),
    "支气管镜": ("内镜诊疗中心",),
    "肌电图": ("神经电生理室",),
}
OUTSIDE = ("岐安医学检验实验室有限公司", "博远泽基因检测中心", "恒谱医学检验所", "西陆病理诊断中心")
ELSEWHERE = {("genetic_report", "a"), ("genetic_report", "c"), ("lab_report", "g"), ("pathology_report", "c")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
SOUND = ("clear", "clear", "clear", "soaked", "combed", "clear", "rolled_off")
TIRED = ("clear", "combed", "rolled_off", "worn", "faint", "smeared", "soaked", "clear")
WIDTHS = {
    "round": (38.0, 40.0, 42.0, 42.0, 45.0),
    "oval": (40.0, 42.0, 46.0),
    "square": (25.0, 30.0),
    "rectangle": (42.0, 48.0),
}


def _pressed(h: Hospital, purpose: str, words: str, rng: random.Random, shape: str, **how: Any) -> SealSpec:
    """The hospital's seal for a purpose, where and as askew as a clerk sets it."""
    chance = rng.random()
    if shape == "round" and chance < 0.36:
        how.setdefault("number", f"{rng.randrange(10**12, 10**13)}")
    elif shape in ("round", "oval") and chance < 0.5:
        how.setdefault("number", f"({rng.randint(1, 9)})")
    if shape == "round":
        how.setdefault("star", purpose == "institution" or rng.random() < 0.6)
    how.setdefault("width", rng.choice(WIDTHS[shape]))
    how.setdefault("angle", rng.gauss(0, 13))
    below = rng.uniform(8, 14) if shape in ("square", "rectangle") else rng.uniform(-8, 7)
    how.setdefault("offset", (rng.uniform(-2, 14), below))
    return SealSpec(shape, purpose, h.name, words, owner=h.code, **how)


def _name_of(draft: Draft, rng: random.Random, offset: tuple[float, float]) -> SealSpec:
    """The physician's own seal."""
    colour = rng.choice(("red", "red", "blue", "purple"))
    name = draft.doctors["attending"][0]
    return SealSpec("rectangle", "personal_name", name, colour=colour, offset=offset, angle=rng.gauss(0, 6))


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if rng.random() < 0.22:
        out = [_pressed(h, "institution", "", rng, "round", wear=rng.choice(SOUND))]
    else:
        shape = rng.choice(("round", "round", "round", "oval", "oval", "rectangle", "square"))
        out = [_pressed(h, "certificate", rng.choice(CERTIFICATE), rng, shape, wear=rng.choice(SOUND))]
    chance = rng.random()
    if chance < 0.2:
        out.append(_name_of(draft, rng, (rng.uniform(-76, -64), rng.uniform(-4, 6))))
    elif chance < 0.38:
        words = rng.choice(("门诊部", "医务处", "便民服务中心", "审核盖章", "已登记"))
        colour = rng.choice(("blue", "red", "purple"))
        out.append(SealSpec("line", "department", "", words, colour=colour, offset=(-90, 6), angle=rng.gauss(0, 5)))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance > 0.82 and draft.kind == "discharge_record":  # across the edges of all the pages
        at = (rng.uniform(5, 10), rng.uniform(-50, 10))
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "star": True, "number": ""}
        pages = range(2 if draft.layout == "b" else 1)
        return [_pressed(h, "record_copy", "病案复印章", rng, "round", offset=at, page=n, **how) for n in pages]
    if chance > 0.68:
        return []
    shape = rng.choice(("round", "round", "oval", "rectangle", "square"))
    out = [_pressed(h, "record_copy", rng.choice(RECORD_COPY), rng, shape, wear=rng.choice(TIRED))]
    if rng.random() < 0.25:
        words = rng.choice(("与原件核对一致", "复印属实", "复印件与原件相符"))
        where = (-94.0, rng.uniform(-4, 6))
        colour = rng.choice(("blue", "red", "purple"))
        out.append(SealSpec("line", "copy_matches", "", words, colour=colour, offset=where, angle=rng.gauss(0, 5)))
    return out


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE:
        where: dict[str, Any] = {"width": 40.0, "offset": (6.0, -5.0), "angle": rng.gauss(0, 9)}
        return [SealSpec("round", "department_report", draft.options["outside"], "检验报告专用章", star=True, **where)]
    if rng.random() < 0.4:
        return []
    words = {
        "lab_report": rng.choice(LABORATORY),
        "pathology_report": rng.choice(("病理科", "病理报告专用章")),
        "genetic_report": "精准医学中心",
    }.get(draft.kind, "")
    if draft.kind == "exam_report":
        words = rng.choice(IMAGING.get(draft.options["exam"].modality, ("特检科报告专用章",)))
    shape = rng.choice(("round", "oval", "oval", "rectangle", "square"))
    width = {"round": 36.0, "oval": 40.0, "rectangle": 42.0, "square": 25.0}[shape]
    below = rng.uniform(5, 12) if draft.kind == "lab_report" else rng.uniform(-12, -3)
    how: dict[str, Any] = {"width": width, "offset": (rng.uniform(4, 15), below), "wear": rng.choice(TIRED)}
    how["colour"] = rng.choice(("red", "red", "blue", "red", "purple"))
    return [_pressed(h, "department_report", words, rng, shape, **how)]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.26:
        return [_name_of(draft, rng, (rng.uniform(-2, 8), 7))]
    if chance < 0.46:
        where = (rng.uniform(7, 14), rng.uniform(-13, -8))
        return [_pressed(h, "department", "门诊部", rng, rng.choice(("round", "oval")), width=38.0, offset=where)]
    return []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = []
    if rng.random() < 0.5:
        shape, where = rng.choice(("round", "oval", "square")), (rng.uniform(10, 20), rng.uniform(-9, 1))
        words = rng.choice(("处方专用章", "处方审核专用章", "门诊药房"))
        purpose = "department" if words == "门诊药房" else "prescription"
        width = 25.0 if shape == "square" else 36.0
        out.append(_pressed(h, purpose, words, rng, shape, width=width, offset=where))
    if rng.random() < 0.28:
        words = rng.choice(("已收费", "现金收讫", "医保结算"))
        colour = rng.choice(("blue", "purple", "red"))
        out.append(SealSpec("line", "fee", "", words, colour=colour, offset=(18, -60), angle=rng.uniform(-18, 18)))
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    words = rng.choice(("医保科", "医保物价科", "医疗保障办公室", "门诊慢特病认定专用章"))
    shape = rng.choice(("round", "round", "oval", "square"))
    return [_pressed(h, "insurance_office", words, rng, shape, offset=(rng.uniform(0, 8), rng.uniform(-10, -4)))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(9, 0),
    turned=50,
)
"""The seals of a clean document of the ninth family."""
