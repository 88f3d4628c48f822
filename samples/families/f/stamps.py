"""Which seals the sixth family's papers bear, with the small stamps that lie beside them."""

from __future__ import annotations

import random
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = (
    "诊断证明专用章",
    "疾病诊断证明章",
    "医疗诊断证明专用章",
    "诊断证明书专用章",
    "病情证明专用章",
    "疾病证明书专用章",
    "诊断专用章",
)
RECORD_COPY = ("病案复印专用章", "病历复印章", "病案室", "病案管理科", "病案统计室复印专用章", "病历资料复印专用章")
LABORATORY = ("检验科", "检验报告专用章", "医学检验中心报告专用章", "检验科报告章")
IMAGING = {
    "CT": ("医学影像科诊断专用章", "放射科"),
    "MR": ("医学影像科诊断专用章", "磁共振诊断专用章"),
    "DR": ("放射科诊断报告章", "医学影像科"),
    "超声": ("超声医学科", "超声诊断报告专用章"),
    "核医学": ("核医学科诊断专用章",),
    "PET/CT": ("核医学科诊断专用章",),
}
OUTSIDE_F = ("衡济医学检验实验室有限公司", "南栎基因医学检验所", "长庚远大医学检验实验室", "启明泽医学检验中心")
ELSEWHERE_F = {("genetic_report", "a"), ("genetic_report", "c"), ("lab_report", "h")}
"""Layouts of laboratories that work for hospitals: letterhead and seal are the laboratory's."""
SOUND = ("clear", "clear", "clear", "lean", "oily", "doubled")
TIRED = ("clear", "clear", "lean", "patchy", "oily", "worn", "smeared")


def _of(h: Hospital, purpose: str, words: str, rng: random.Random, shape: str, **how: Any) -> SealSpec:
    """A seal of the hospital where and how hands press it."""
    number = ""
    if shape == "round" and rng.random() < 0.45:
        number = f"{rng.randrange(10**12, 10**13)}"
    elif shape in ("round", "oval") and rng.random() < 0.25:
        number = f"({rng.randint(1, 9)})"
    how.setdefault("angle", rng.gauss(0, 11))
    flat = shape in ("square", "rectangle")
    how.setdefault(
        "offset", (rng.uniform(-10, 6), rng.uniform(8, 13)) if flat else (rng.uniform(2, 14), rng.uniform(-10, 5))
    )
    if shape == "round":
        how.setdefault("width", rng.choice((36.0, 38.0, 40.0, 42.0, 44.0)))
        how.setdefault("star", purpose == "institution" or rng.random() < 0.55)
    return SealSpec(shape, purpose, h.name, words, number, h.code, **how)


def _name_seal(draft: Draft, rng: random.Random, role: str, offset: tuple[float, float]) -> list[SealSpec]:
    if role not in draft.doctors:
        return []
    name = draft.doctors[role][0]
    colour = rng.choice(("red", "red", "blue", "purple"))
    shape = "square" if len(name) <= 3 and rng.random() < 0.5 else "rectangle"
    return [SealSpec(shape, "personal_name", name, colour=colour, offset=offset, angle=rng.gauss(0, 5))]


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.2:
        out = [_of(h, "institution", "", rng, "round", wear=rng.choice(SOUND))]
    else:
        shape = rng.choice(("round", "round", "round", "oval", "oval", "rectangle"))
        out = [_of(h, "certificate", rng.choice(CERTIFICATE), rng, shape, wear=rng.choice(SOUND))]
    if rng.random() < 0.3:
        out += _name_seal(draft, rng, "attending", (rng.uniform(-66, -56), rng.uniform(-4, 4)))
    elif rng.random() < 0.2:
        words = rng.choice(("门诊办公室", "医务科", "住院部"))
        out.append(SealSpec("line", "department", "", words, colour="blue", offset=(-82, 6), angle=rng.gauss(0, 4)))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.6:
        shape = rng.choice(("rectangle", "oval", "round", "round", "square"))
        out = [_of(h, "record_copy", rng.choice(RECORD_COPY), rng, shape, wear=rng.choice(TIRED))]
        if rng.random() < 0.35:
            words = rng.choice(("此复印件与原件核对无误", "与原件一致", "复印件与原件相符"))
            how: dict[str, Any] = {"colour": rng.choice(("blue", "red", "purple")), "angle": rng.gauss(0, 4)}
            out.append(SealSpec("line", "copy_matches", "", words, offset=(-88, rng.uniform(-3, 4)), **how))
        return out
    if draft.kind == "discharge_record" and chance > 0.74:
        how = {"status": "partial", "legible": False, "anchor": "rim", "angle": 0.0, "star": False}
        pages = range(2 if draft.layout == "b" else 1)
        at = (rng.uniform(5, 11), rng.uniform(-60, 0))
        return [_of(h, "record_copy", "病案室", rng, "round", offset=at, page=n, **how) for n in pages]
    return []


def _laboratory(draft: Draft, words: str, rng: random.Random) -> SealSpec:
    name = draft.options["outside"]
    return SealSpec(
        "round", "department_report", name, words, star=True, width=40.0, offset=(4, -8), angle=rng.gauss(0, 6)
    )


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if (draft.kind, draft.layout) in ELSEWHERE_F:
        return [_laboratory(draft, "检验检测专用章", rng)]
    if rng.random() < 0.38:
        return []
    words = {
        "lab_report": rng.choice(LABORATORY),
        "pathology_report": rng.choice(("病理科诊断专用章", "病理诊断专用章", "病理科")),
        "genetic_report": "分子病理诊断专用章",
    }.get(draft.kind, "")
    if draft.kind == "exam_report":
        words = rng.choice(IMAGING.get(draft.options["exam"].modality, ("功能科报告专用章", "电生理诊断专用章")))
    colour = rng.choice(("red", "red", "red", "blue", "purple"))
    chance = rng.random()
    if chance < 0.16:  # the department's one line alone
        words = words if len(words) <= 5 else {"lab_report": "检验科"}.get(draft.kind, words)
        return [SealSpec("line", "department_report", "", words, colour=colour, offset=(6, -2), angle=rng.gauss(0, 4))]
    up = (2, 10) if draft.kind == "lab_report" else (-15, -5)  # a short table may end just above
    how: dict[str, Any] = {"offset": (rng.uniform(3, 14), rng.uniform(*up))}
    if draft.kind == "lab_report" and chance < 0.32 and "reported" in draft.dates:  # a plate with the day on it
        day = f"{draft.dates['reported']:%Y.%m.%d}"
        return [
            SealSpec(
                "rectangle", "department_report", h.name, "检验专用", day, h.code, colour=colour, width=40.0, **how
            )
        ]
    shape = rng.choice(("round", "oval", "oval", "square", "rectangle"))
    how["width"] = {"round": 35.0, "oval": 38.0, "square": 26.0, "rectangle": 40.0}[shape]
    return [_of(h, "department_report", words, rng, shape, wear=rng.choice(TIRED), colour=colour, **how)]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.3:
        return _name_seal(draft, rng, "attending", (rng.uniform(-6, 4), 6))
    if chance < 0.45:
        words = rng.choice(("门诊部", "门诊办公室", "专家门诊"))
        where = (rng.uniform(4, 14), rng.uniform(-16, -9))  # clear of the signature
        return [_of(h, "department", words, rng, rng.choice(("round", "oval")), width=34.0, offset=where)]
    if chance < 0.55:
        return [SealSpec("line", "department", "", "门诊部", colour="blue", offset=(4, 5), angle=rng.gauss(0, 5))]
    return []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = []
    if rng.random() < 0.55:
        how: dict[str, Any] = {"width": 34.0, "offset": (rng.uniform(12, 24), rng.uniform(-9, 0))}
        out.append(_of(h, "prescription", "处方专用章", rng, rng.choice(("oval", "round")), **how))
    if rng.random() < 0.5 and "prescribed" in draft.dates:
        day = f"{draft.dates['prescribed']:%Y.%m.%d}"
        fee = rng.choice(
            (
                SealSpec("rectangle", "fee", "", "收费已讫", colour="blue", offset=(30, -70), angle=11, width=24.0),
                SealSpec("round", "fee", h.name, "收费专用", day, h.code, offset=(30, -64), angle=-8, width=32.0),
                SealSpec("line", "fee", "", "现金收讫", colour="purple", offset=(26, -66), angle=7),
            )
        )
        out.append(fee)
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    words = rng.choice(("医保科", "医保办", "医疗保险管理科", "医保服务办公室", "医保专用章"))
    return [_of(h, "insurance_office", words, rng, rng.choice(("round", "round", "oval")), offset=(4, -9))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(6, 1),
    turned=40,
)
"""The seals of a clean document of the sixth family."""
