"""Which seals a paper of each kind would bear."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from samples.hospitals import Hospital
from samples.papers import Draft
from samples.seals import SealSpec
from samples.stamping import Stamps

CERTIFICATE = ("诊断证明专用章", "诊断专用章", "医疗证明专用章", "病情证明专用章", "疾病诊断证明专用章")
RECORD_COPY = ("病历复印专用章", "病案复印专用章", "病案室")
WEAR = ("clear", "clear", "clear", "worn", "faint", "smeared", "doubled")


def hospital_seal(
    hospital: Hospital | None, name: str, purpose: str, purpose_text: str, *, rng: random.Random, **how: Any
) -> SealSpec:
    """A hospital's seal of the usual make for its purpose; `how` overrides parts of it."""
    shape = how.pop("shape", "") or rng.choice(("round", "round", "round", "oval"))
    number = f"{rng.randrange(10**12, 10**13)}" if shape == "round" and rng.random() < 0.3 else ""
    star = shape == "round" and (purpose == "institution" or rng.random() < 0.5)
    jitter = (rng.uniform(-9, 2), rng.uniform(-6, 1))
    how.setdefault("angle", rng.gauss(0, 5))
    how.setdefault("offset", jitter)
    return SealSpec(shape, purpose, name, purpose_text, number, hospital.code if hospital else "", star=star, **how)


def _certificate(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    wear = rng.choice(("clear", "clear", "clear", "clear", "doubled"))
    if rng.random() < 0.2:
        return [hospital_seal(h, h.name, "institution", "", rng=rng, shape="round", wear=wear)]
    out = [hospital_seal(h, h.name, "certificate", rng.choice(CERTIFICATE), rng=rng, wear=wear)]
    if rng.random() < 0.2:  # the physician's own name seal besides
        name = draft.doctors["attending"][0]
        out.append(SealSpec("square", "personal_name", name, colour=rng.choice(("red", "blue")), offset=(-46, -4)))
    return out


def _record(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    chance = rng.random()
    if chance < 0.55:
        text, shape = rng.choice(RECORD_COPY), rng.choice(("rectangle", "round", "oval", "square"))
        return [hospital_seal(h, h.name, "record_copy", text, rng=rng, shape=shape, wear=rng.choice(WEAR))]
    if draft.kind == "discharge_record" and chance > 0.7:  # page-crossing: a slice on the edge of every page
        how: dict[str, Any] = {"status": "partial", "legible": False, "anchor": "rim", "angle": 0}
        offset = (rng.uniform(4, 9), -20)
        seal = hospital_seal(h, h.name, "record_copy", "病案室", rng=rng, shape="round", offset=offset, **how)
        return [replace(seal, page=n) for n in range(2 if draft.layout == "b" else 1)]
    return []


def _report(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if rng.random() > 0.5:
        return []
    text = {
        "lab_report": rng.choice(("检验科报告专用章", "检验报告专用章")),
        "exam_report": "影像诊断专用章",
        "pathology_report": "病理诊断专用章",
        "genetic_report": "检验检测专用章",
    }[draft.kind]
    if draft.kind == "exam_report" and draft.options["exam"].modality == "超声":
        text = "超声诊断专用章"
    colour = rng.choice(("red", "red", "blue", "purple")) if draft.kind == "lab_report" else "red"
    shape, wear = rng.choice(("round", "oval")), rng.choice(WEAR)
    return [
        hospital_seal(h, h.name, "department_report", text, rng=rng, shape=shape, wear=wear, colour=colour, width=35.0)
    ]


def _outpatient(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if rng.random() > 0.3:
        return []
    return [SealSpec("line", "department", "", "门诊部", colour=rng.choice(("red", "blue")), offset=(-8, 6))]


def _prescription(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    if rng.random() > 0.7:
        return []
    return [hospital_seal(h, h.name, "prescription", "处方专用章", rng=rng, shape="oval", width=34.0)]


def _form(h: Hospital, draft: Draft, rng: random.Random) -> list[SealSpec]:
    text = rng.choice(("医保办公室", "医疗保险专用章"))
    return [hospital_seal(h, h.name, "insurance_office", text, rng=rng, shape="round", offset=(8, -6))]


STAMPS = Stamps(
    certificate=_certificate,
    record=_record,
    report=_report,
    outpatient=_outpatient,
    prescription=_prescription,
    form=_form,
    finger=(6, 0),
    turned=20,
)
"""The seals of a clean document."""


def varied(draft: Draft, seals: list[SealSpec], rng: random.Random) -> list[SealSpec]:
    """The third family's: 38 to 45 mm, pressed further over text and dates, with small stamps beside them."""
    out = []
    for seal in seals:
        if seal.shape == "round" and seal.status == "present":
            wear = rng.choice(("clear", "clear", "doubled", "worn")) if seal.wear == "clear" else seal.wear
            dx, dy = rng.uniform(-16, 4), rng.uniform(-12, 3)
            out.append(replace(seal, width=rng.choice((38.0, 40.0, 42.0, 45.0)), wear=wear, offset=(dx, dy)))
        else:
            out.append(seal)
    if not seals or draft.kind in ("application_form", "proxy_authorization"):
        return out
    chance = rng.random()
    if draft.kind == "diagnosis_certificate" and chance < 0.3 and len(out) == 1:
        name = draft.doctors["attending"][0]
        out.append(SealSpec("rectangle", "personal_name", name, colour=rng.choice(("red", "blue")), offset=(-58, -6)))
    elif draft.kind in ("admission_record", "discharge_record") and chance < 0.25 and out[0].status == "present":
        out.append(
            SealSpec("rectangle", "copy_matches", "", "与原件核对一致", colour="blue", offset=(-78, -4), angle=4)
        )
    elif draft.kind == "lab_report" and chance < 0.3 and "reported" in draft.dates:
        day = f"{max(draft.dates['reported'], draft.dates.get('reported_2', draft.dates['reported'])):%Y.%m.%d}"
        out.append(SealSpec("line", "date", "", day, colour=rng.choice(("blue", "purple")), offset=(-64, 5), angle=-3))
    return out
