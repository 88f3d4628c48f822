"""Which layouts and seals the measuring family's papers have: every shape a hospital's drawer holds."""

from __future__ import annotations

import random
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft, layouts
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = (
    "诊断证明专用章",
    "疾病诊断专用章",
    "诊断证明书专用章",
    "医疗证明专用章",
    "病情证明专用章",
    "疾病证明专用章",
    "医疗诊断证明章",
)
RECORD_COPY = ("病历复印专用章", "病案管理科", "病案室", "病案复印专用章", "病案统计科病历复印章")
LABORATORY = ("检验科报告专用章", "医学检验科", "检验报告专用章", "临床检验报告专用章")
IMAGING = {
    "CT": "放射科诊断专用章",
    "MRI": "磁共振室诊断专用章",
    "DR": "放射科报告专用章",
    "超声": "超声科诊断专用章",
    "核医学": "核医学科报告专用章",
    "PET/CT": "核医学科报告专用章",
}
SOUND = ("clear", "clear", "clear", "dry", "doubled")
TIRED = ("clear", "clear", "dry", "pale", "heavy", "smeared")


def layout_in_turn(key: str, family: str, kind: str, same: int) -> str:
    """The layouts of a kind one after the other over the cases, so that each is met."""
    choices = layouts(family, kind)
    digits = "".join(c for c in key if c.isdigit()) or "0"
    return choices[(int(digits) + len(kind) + same) % len(choices)]


def _of(h: Hospital, purpose: str, words: str, rng: random.Random, shape: str, **how: Any) -> SealSpec:
    """A seal of the hospital with the spread of places and turns that hands give it."""
    number = f"{rng.randrange(10**12, 10**13)}" if shape == "round" and rng.random() < 0.35 else ""
    if shape in ("round", "oval") and rng.random() < 0.2:
        number = f"({rng.randint(1, 6)})"
    how.setdefault("angle", rng.gauss(0, 9))
    below = shape in ("square", "rectangle")
    where = (rng.uniform(-12, 8), rng.uniform(9, 14)) if below else (rng.uniform(-7, 14), rng.uniform(-9, 4))
    how.setdefault("offset", where)  # over the rim of what stands there: its words and dates stay legible
    if shape == "round":
        how.setdefault("width", rng.choice((38.0, 40.0, 42.0, 42.0)))
        how.setdefault("star", purpose == "institution" or rng.random() < 0.45)
    return SealSpec(shape, purpose, h.name, words, number, h.code, **how)


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.18:
        out = [_of(h, "institution", "", rng, "round", wear=rng.choice(SOUND))]
    else:
        angular = ("rectangle", "square") if draft.layout in ("a", "c") else ()  # where there is room below the date
        shape = rng.choice(("round", "round", "round", "oval", "oval", *angular))
        out = [_of(h, "certificate", rng.choice(CERTIFICATE), rng, shape, wear=rng.choice(SOUND))]
    if rng.random() < 0.25:
        name = draft.doctors["attending"][0]
        where = (rng.uniform(-62, -52), rng.uniform(-16, -8))
        out.append(
            SealSpec("square", "personal_name", name, colour=rng.choice(("red", "red", "blue")), offset=where, angle=3)
        )
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.14:
        line = SealSpec("line", "record_copy", "", "病历复印专用章", offset=(-6, 12), angle=rng.gauss(0, 4))
        return [line]
    if chance < 0.62:
        shape = rng.choice(("rectangle", "oval", "round", "square"))
        out = [_of(h, "record_copy", rng.choice(RECORD_COPY), rng, shape, wear=rng.choice(TIRED))]
        if rng.random() < 0.25:
            words = rng.choice(("与原件相符", "复印件与原件一致", "此件与原件一致"))
            out.append(
                SealSpec("line", "copy_matches", "", words, colour="blue", offset=(-86, -2), angle=rng.uniform(-6, 6))
            )
        return out
    if draft.kind == "discharge_record" and chance > 0.78:
        slices = range(2 if draft.layout == "b" else 1)
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "angle": 0.0, "star": False}
        return [
            _of(h, "record_copy", "病案室", rng, "round", offset=(rng.uniform(5, 10), -30), page=n, **how)
            for n in slices
        ]
    return []


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if rng.random() < 0.4:
        return []
    words = {
        "lab_report": rng.choice(LABORATORY),
        "pathology_report": rng.choice(("病理诊断专用章", "病理科报告专用章")),
        "genetic_report": "分子诊断报告专用章",
    }.get(draft.kind, "")
    if draft.kind == "exam_report":
        words = IMAGING.get(draft.options["exam"].modality, "功能检查科报告专用章")
    colour = rng.choice(("red", "red", "red", "blue", "purple"))
    shape = rng.choice(("round", "oval", "oval", "rectangle"))
    how: dict[str, Any] = {"width": 40.0} if shape == "rectangle" else {"width": rng.choice((34.0, 36.0, 40.0))}
    if draft.kind != "lab_report":  # no table ends just above: pressed over the signatures, clear of the date
        how["offset"] = (rng.uniform(-8, 12), rng.uniform(-21, -12))
    out = [_of(h, "department_report", words, rng, shape, wear=rng.choice(TIRED), colour=colour, **how)]
    if draft.kind == "lab_report" and rng.random() < 0.25 and "reported" in draft.dates:
        day = f"{max(d for r, d in draft.dates.items() if r.startswith('reported')):%Y.%m.%d}"
        out.append(SealSpec("line", "date", "", day, colour="blue", offset=(-70, 3), angle=rng.uniform(-5, 5)))
    return out


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.2:
        name = draft.doctors["attending"][0]
        return [SealSpec("rectangle", "personal_name", name, colour=rng.choice(("red", "blue")), offset=(-4, 5))]
    if chance < 0.45:
        return [
            _of(h, "department", rng.choice(("门诊部", "门诊办公室")), rng, rng.choice(("round", "oval")), width=34.0)
        ]
    return []


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    out = []
    if rng.random() < 0.6:
        out.append(
            _of(
                h,
                "prescription",
                "处方专用章",
                rng,
                rng.choice(("oval", "round")),
                width=36.0,
                offset=(rng.uniform(14, 26), rng.uniform(-8, 1)),
            )
        )
    if rng.random() < 0.4:
        out.append(SealSpec("rectangle", "fee", "", "已收费", colour="blue", offset=(38, -60), angle=12, width=26.0))
    return out


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    words = rng.choice(("医疗保险办公室", "医保科", "医保办公室", "医疗保险专用章"))
    return [_of(h, "insurance_office", words, rng, rng.choice(("round", "round", "oval")), offset=(6, -9))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(5, 1),
    turned=35,
)
"""The seals of a clean document of the measuring family."""
