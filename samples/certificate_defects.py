"""Defects of the certificate: its seal, its issuer, its diagnosis, its date."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from samples.clinical import SUSPECTED, Profile, profiles
from samples.defect_register import defect
from samples.drafting import Plot, at
from samples.families.c.clinical import SUSPECTED_C
from samples.families.d.clinical import SUSPECTED_D
from samples.families.e.clinical import SUSPECTED_E
from samples.families.f.clinical import SUSPECTED_F
from samples.families.g.clinical import SUSPECTED_G
from samples.families.h.clinical import SUSPECTED_H
from samples.families.i.clinical import SUSPECTED_I
from samples.families.j.clinical import SUSPECTED_J
from samples.families.k.clinical import SUSPECTED_K
from samples.families.l.clinical import SUSPECTED_L
from samples.families.m.clinical import SUSPECTED_M
from samples.families.n.clinical import SUSPECTED_N
from samples.families.o.clinical import SUSPECTED_O
from samples.families.p.clinical import SUSPECTED_P
from samples.families.q.clinical import SUSPECTED_Q
from samples.families.r.clinical import SUSPECTED_R
from samples.families.s.clinical import SUSPECTED_S
from samples.families.t.clinical import SUSPECTED_T
from samples.hospitals import HOSPITALS, STRANGERS, Hospital, odd_ones
from samples.papers import Draft, layouts
from samples.seals import SealSpec
from samples.usual_seals import hospital_seal

SUSPECTED_BY_FAMILY = SUSPECTED | {
    "d": SUSPECTED_D,
    "e": SUSPECTED_E,
    "f": SUSPECTED_F,
    "g": SUSPECTED_G,
    "h": SUSPECTED_H,
    "i": SUSPECTED_I,
    "j": SUSPECTED_J,
    "k": SUSPECTED_K,
    "l": SUSPECTED_L,
    "m": SUSPECTED_M,
    "n": SUSPECTED_N,
    "o": SUSPECTED_O,
    "p": SUSPECTED_P,
    "q": SUSPECTED_Q,
    "r": SUSPECTED_R,
    "s": SUSPECTED_S,
    "t": SUSPECTED_T,
}


def _certificate(plot: Plot) -> Draft:
    return plot.find("diagnosis_certificate")


@defect
def stamp_none(plot: Plot, rng: random.Random) -> None:
    _certificate(plot).seals = []
    plot.expect("stamp_missing", "fail", _certificate(plot))


@defect
def stamp_personal_only(plot: Plot, rng: random.Random) -> None:
    """Only the physician's own name seal."""
    cert = _certificate(plot)
    cert.seals = [
        SealSpec(
            "square", "personal_name", cert.doctors["attending"][0], colour=rng.choice(("red", "blue")), offset=(-14, 2)
        )
    ]
    plot.expect("stamp_missing", "fail", cert)


@defect
def stamp_none_on_copy(plot: Plot, rng: random.Random) -> None:
    """A grey copy on which no seal can be seen: a faint one may have been lost."""
    cert = _certificate(plot)
    cert.seals, cert.capture = [], "photocopy"
    plot.expect("stamp_missing", "unsure", cert)


@defect
def stamp_slice(plot: Plot, rng: random.Random) -> None:
    """The only seal lies half off the paper."""
    cert = _certificate(plot)
    seal = hospital_seal(
        plot.hospital,
        plot.hospital.name,
        "certificate",
        "诊断证明专用章",
        rng=rng,
        shape="round",
        status="partial",
        legible=False,
        anchor="rim",
        offset=(4, 16),
    )
    cert.seals = [seal]
    cert.capture, cert.layout = "scan", layouts(plot.spec.family, cert.kind)[0]
    plot.expect("stamp_missing", "unsure", cert)


@defect
def stamp_other_hospital(plot: Plot, rng: random.Random) -> None:
    """The seal of a near-namesake."""
    cert = _certificate(plot)
    others = [
        h
        for h in HOSPITALS
        if h.city == plot.hospital.city and h.code != plot.hospital.code and h.proper and "分院" not in h.name
    ]
    near = [h for h in others if h.name.endswith(("人民医院", "市立第三医院", "市立医院"))] or others
    other = rng.choice(near)
    cert.seals = [hospital_seal(other, other.name, "certificate", "诊断证明专用章", rng=rng, shape="round")]
    plot.expect("stamp_hospital_mismatch", "fail", cert)


@defect
def stamp_owner_unreadable(plot: Plot, rng: random.Random) -> None:
    """A seal is there; neither its owner nor its purpose can be read."""
    cert = _certificate(plot)
    cert.seals = [
        hospital_seal(
            plot.hospital,
            plot.hospital.name,
            "certificate",
            "诊断证明专用章",
            rng=rng,
            shape="round",
            wear="illegible",
            legible=False,
        )
    ]
    cert.capture = "scan"
    plot.expect("stamp_hospital_mismatch", "unsure", cert)
    plot.expect("stamp_kind_wrong", "unsure", cert)


@defect
def stamp_copied(plot: Plot, rng: random.Random) -> None:
    """The certificate is a grey photocopy, seal and all."""
    cert = _certificate(plot)
    cert.capture = "photocopy"
    plot.expect("stamp_photocopied", "unsure", cert)


@defect
def stamp_copied_on_colour(plot: Plot, rng: random.Random) -> None:
    """The letterhead form was printed with a copied seal in black; the signature is in blue ink."""
    cert = _certificate(plot)
    cert.seals = [replace(s, colour="black", status="photocopied", wear="clear") for s in cert.seals]
    cert.capture = "scan"
    plot.expect("stamp_photocopied", "fail" if plot.spec.region == "neimenggu" else "unsure", cert)


@defect
def stamp_of_cashier(plot: Plot, rng: random.Random) -> None:
    cert, h = _certificate(plot), plot.hospital
    purpose, text = rng.choice((("fee", "收费专用章"), ("prescription", "处方专用章"), ("fee", "发票专用章")))
    cert.seals = [hospital_seal(h, h.name, purpose, text, rng=rng, shape="oval")]
    plot.expect("stamp_kind_wrong", "fail", cert)


def _issue_from(draft: Draft, hospital: Hospital, rng: random.Random, seal: str = "诊断证明专用章") -> None:
    draft.hospital, draft.printed = hospital, ""
    if draft.kind == "diagnosis_certificate":
        draft.seals = [hospital_seal(hospital, hospital.name, "certificate", seal, rng=rng)]
    else:
        draft.seals = []


@defect
def hospital_low(plot: Plot, rng: random.Random) -> None:
    """A township hospital of level one issued the certificate."""
    low = rng.choice(odd_ones(plot.spec.region, plot.spec.family, "一"))
    _issue_from(_certificate(plot), low, rng)
    plot.expect("hospital_grade_too_low", "fail", _certificate(plot))


@defect
def hospital_without_level(plot: Plot, rng: random.Random) -> None:
    """The registry states no level for the issuer."""
    low = rng.choice(odd_ones(plot.spec.region, plot.spec.family, ""))
    _issue_from(_certificate(plot), low, rng)
    plot.expect("hospital_grade_too_low", "unsure", _certificate(plot))


@defect
def hospital_private(plot: Plot, rng: random.Random) -> None:
    """A hospital of level two that is not designated."""
    other = rng.choice(odd_ones(plot.spec.region, plot.spec.family, "二", "no"))
    _issue_from(_certificate(plot), other, rng)
    plot.expect("hospital_not_designated", "fail", _certificate(plot))


@defect
def hospital_stranger(plot: Plot, rng: random.Random) -> None:
    """A hospital that is in no registry."""
    cert, name = _certificate(plot), STRANGERS[(plot.spec.region, plot.spec.family)]
    cert.hospital, cert.printed = None, name
    cert.seals = [hospital_seal(None, name, "certificate", "诊断证明专用章", rng=rng)]
    plot.expect("hospital_unknown", "unsure", cert)


@defect
def diagnosis_other(plot: Plot, rng: random.Random) -> None:
    """Certificate and records confirm another illness than the one applied for."""
    other = rng.choice(profiles("无关", plot.spec.family))
    _retell(plot, other)
    plot.expect("diagnosis_does_not_support_disease", "fail", _certificate(plot))


@defect
def diagnosis_suspected(plot: Plot, rng: random.Random) -> None:
    """The disease is only suspected everywhere."""
    other = rng.choice(profiles("无关", plot.spec.family))
    _retell(
        plot,
        replace(
            other,
            dx=SUSPECTED_BY_FAMILY.get(plot.spec.family, SUSPECTED_C),
            chief="体检发现占位性病变1周。",
            story="患者1周前体检发现占位性病变，性质待定。入院后完善相关检查，建议行穿刺活检明确诊断，患者及家属要求门诊随访。",
        ),
    )
    plot.expect("diagnosis_does_not_support_disease", "unsure", _certificate(plot))


def _retell(plot: Plot, profile: Profile) -> None:
    plot.profile = profile
    plot.drafts = [d for d in plot.drafts if d.kind not in ("pathology_report", "genetic_report")]
    for draft in plot.drafts:
        draft.profile, draft.dx = plot.profile, ()
        if draft.kind == "exam_report":
            draft.options["exam"] = plot.profile.exams[0]
        if draft.kind == "lab_report":
            draft.options["panels"] = plot.profile.panels[:1]


@defect
def undated(plot: Plot, rng: random.Random) -> None:
    """The certificate bears no date at all."""
    cert = _certificate(plot)
    cert.dates = {}
    cert.options["age"] = cert.person.age_on(plot.submitted)
    plot.expect("date_missing", "fail", cert)


@defect
def from_the_future(plot: Plot, rng: random.Random) -> None:
    cert = _certificate(plot)
    cert.dates["issued"] = at(plot.submitted + dt.timedelta(days=rng.randint(3, 40)), rng)
    cert.options["date_style"] = rng.choice(("zh", "iso"))
    plot.expect("date_in_future", "fail", cert)


@defect
def junior_physician(plot: Plot, rng: random.Random) -> None:
    """Inner Mongolia: "usually" an associate chief physician or above."""
    cert = _certificate(plot)
    cert.options["title"] = True
    cert.doctors["attending"] = (cert.doctors["attending"][0], rng.choice(("住院医师", "主治医师")))
    plot.expect("physician_title_too_low", "unsure", cert)
