"""A case plan → people, papers, dates and seals that no rule objects to. Defects come afterwards (defects.py)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from samples.clinical import Profile, profiles
from samples.families.d.forms import PLAIN_STYLES_D
from samples.families.d.stamps import LABORATORIES, varied_d
from samples.families.e.stamps import STAMPS as STAMPS_E
from samples.families.e.stamps import layout_in_turn
from samples.families.f.forms import PLAIN_STYLES_F
from samples.families.f.stamps import OUTSIDE_F
from samples.families.f.stamps import STAMPS as STAMPS_F
from samples.families.g.forms import PLAIN_STYLES as PLAIN_STYLES_G
from samples.families.g.stamps import OUTSIDE as OUTSIDE_G
from samples.families.g.stamps import STAMPS as STAMPS_G
from samples.families.h.forms import PLAIN_STYLES as PLAIN_STYLES_H
from samples.families.h.stamps import OUTSIDE as OUTSIDE_H
from samples.families.h.stamps import STAMPS as STAMPS_H
from samples.families.i.forms import PLAIN_STYLES as PLAIN_STYLES_I
from samples.families.i.stamps import OUTSIDE as OUTSIDE_I
from samples.families.i.stamps import STAMPS as STAMPS_I
from samples.families.j.contents import content_j
from samples.families.j.forms import PLAIN_STYLES as PLAIN_STYLES_J
from samples.families.j.stamps import OUTSIDE as OUTSIDE_J
from samples.families.j.stamps import seals_j
from samples.families.k.forms import PLAIN_STYLES as PLAIN_STYLES_K
from samples.families.k.stamps import OUTSIDE as OUTSIDE_K
from samples.families.k.stamps import STAMPS as STAMPS_K
from samples.families.l.forms import PLAIN_STYLES as PLAIN_STYLES_L
from samples.families.l.stamps import OUTSIDE as OUTSIDE_L
from samples.families.l.stamps import STAMPS as STAMPS_L
from samples.families.m.forms import PLAIN_STYLES as PLAIN_STYLES_M
from samples.families.m.stamps import OUTSIDE as OUTSIDE_M
from samples.families.m.stamps import STAMPS as STAMPS_M
from samples.families.n.forms import PLAIN_STYLES as PLAIN_STYLES_N
from samples.families.n.stamps import OUTSIDE as OUTSIDE_N
from samples.families.n.stamps import STAMPS as STAMPS_N
from samples.families.o.forms import PLAIN_STYLES as PLAIN_STYLES_O
from samples.families.o.stamps import OUTSIDE as OUTSIDE_O
from samples.families.o.stamps import STAMPS as STAMPS_O
from samples.families.p.forms import PLAIN_STYLES as PLAIN_STYLES_P
from samples.families.p.stamps import OUTSIDE as OUTSIDE_P
from samples.families.p.stamps import seals_p
from samples.families.q.forms import PLAIN_STYLES as PLAIN_STYLES_Q
from samples.families.q.stamps import OUTSIDE as OUTSIDE_Q
from samples.families.q.stamps import seals_q
from samples.families.r.forms import PLAIN_STYLES as PLAIN_STYLES_R
from samples.families.r.stamps import OUTSIDE as OUTSIDE_R
from samples.families.r.stamps import seals_r
from samples.families.s.forms import PLAIN_STYLES as PLAIN_STYLES_S
from samples.families.s.stamps import OUTSIDE as OUTSIDE_S
from samples.families.s.stamps import seals_s
from samples.families.t.forms import PLAIN_STYLES as PLAIN_STYLES_T
from samples.families.t.stamps import OUTSIDE as OUTSIDE_T
from samples.families.t.stamps import seals_t
from samples.hospitals import Hospital, proper_ones
from samples.papers import Draft, layouts
from samples.people import Person, draw_person, draw_staff
from samples.seals import SealSpec
from samples.usual_seals import STAMPS, varied

BATCH = ("高血压", "糖尿病")
RECORDS = ("outpatient_record", "admission_record", "discharge_record", "inpatient_front_page")


@dataclass(frozen=True, slots=True)
class Hand:
    """What a later family has of its own."""

    outside: Sequence[str]  # laboratories that report for others
    date_styles: Sequence[str]
    seals: Callable[[Draft, random.Random], list[SealSpec]]  # of a clean document
    content: Callable[[Draft, random.Random], None] | None = None  # what a layout is about, where layouts differ in it


HANDS = {
    "f": Hand(OUTSIDE_F, PLAIN_STYLES_F, STAMPS_F.seals),
    "g": Hand(OUTSIDE_G, PLAIN_STYLES_G, STAMPS_G.seals),
    "h": Hand(OUTSIDE_H, PLAIN_STYLES_H, STAMPS_H.seals),
    "i": Hand(OUTSIDE_I, PLAIN_STYLES_I, STAMPS_I.seals),
    "j": Hand(OUTSIDE_J, PLAIN_STYLES_J, seals_j, content_j),
    "k": Hand(OUTSIDE_K, PLAIN_STYLES_K, STAMPS_K.seals),
    "l": Hand(OUTSIDE_L, PLAIN_STYLES_L, STAMPS_L.seals),
    "m": Hand(OUTSIDE_M, PLAIN_STYLES_M, STAMPS_M.seals),
    "n": Hand(OUTSIDE_N, PLAIN_STYLES_N, STAMPS_N.seals),
    "o": Hand(OUTSIDE_O, PLAIN_STYLES_O, STAMPS_O.seals),
    "p": Hand(OUTSIDE_P, PLAIN_STYLES_P, seals_p),
    "q": Hand(OUTSIDE_Q, PLAIN_STYLES_Q, seals_q),
    "r": Hand(OUTSIDE_R, PLAIN_STYLES_R, seals_r),
    "s": Hand(OUTSIDE_S, PLAIN_STYLES_S, seals_s),
    "t": Hand(OUTSIDE_T, PLAIN_STYLES_T, seals_t),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A case plan: what to draw, which defects to plant, which ways of sending to use."""

    key: str
    split: str
    region: str
    diseases: tuple[str, ...]
    submitted: str  # ISO date
    defects: tuple[str, ...] = ()
    flavours: tuple[str, ...] = ()  # see bind.FLAVOURS and below
    channel: str = "self"
    seed: int = 0
    family: str = "a"  # of templates, fonts, hospitals and people: a to t
    origin: str = ""  # the key it was first drawn under, which its pixels depend on
    papers: tuple[str, ...] = ()  # kind.layout of each, in order; empty: as the region asks for


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that truth lists."""

    code: str
    outcome: str
    draft: str | None = None  # key of the document
    material: str | None = None
    upload: str | None = None  # file name, where there is no document


@dataclass
class Plot:
    """A drafted case, still to be drawn."""

    spec: Spec
    applicant: Person
    agent: Person | None
    hospital: Hospital
    profile: Profile
    drafts: list[Draft]
    findings: list[Expected] = field(default_factory=list)
    junk: dict[str, str] = field(default_factory=dict)  # upload name → how it is broken, with no page to see
    case_id_number: str = ""  # what case.json says, if not the applicant's own

    @property
    def submitted(self) -> dt.date:
        return dt.date.fromisoformat(self.spec.submitted)

    def find(self, *kinds: str) -> Draft:
        """The first document of any of the kinds, in the order of the kinds."""
        return next(d for kind in kinds for d in self.drafts if d.kind == kind)

    def has(self, kind: str) -> bool:
        return any(d.kind == kind for d in self.drafts)

    def expect(self, code: str, outcome: str, draft: Draft | None = None, material: str | None = None) -> None:
        self.findings.append(Expected(code, outcome, draft.key if draft else None, material))


def at(day: dt.date, rng: random.Random, hours: tuple[int, int] = (8, 17)) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, rng.randint(*hours), rng.randrange(60))


def draft_case(spec: Spec, rng: random.Random) -> Plot:
    """A clean case that answers the spec; its defects are not planted yet."""
    hospital = rng.choice(proper_ones(spec.region, spec.family))
    profile = merged([rng.choice(profiles(d, spec.family) or profiles("无关", spec.family)) for d in spec.diseases])
    applicant = draw_person(rng, spec.region, hospital.city, profile.sex or None, profile.ages, family=spec.family)
    agent = None
    if spec.channel == "proxy":
        agent = draw_person(rng, spec.region, hospital.city, ages=(26, 60), family=spec.family)
    plot = Plot(spec, applicant, agent, hospital, profile, [])
    calendar = episode(plot.submitted, rng)
    for paper in spec.papers or materials(spec, profile, rng):
        kind, _, layout = paper.partition(".")
        add(plot, kind, calendar, rng, layout=layout)
    if agent:
        add(plot, "proxy_authorization", calendar, rng)
        add(plot, "id_card_front", calendar, rng, person=agent, key="agent_id")
    return plot


def merged(found: list[Profile]) -> Profile:
    """One patient with several diseases."""
    first = found[0]
    if len(found) == 1:
        return first
    dx = tuple(d for p in found for d in p.dx[:2])
    tissue = next((p for p in found if p.pathology), first)
    stems: dict[str, Any] = {d.icd[:3] or d.name: d for d in reversed(dx)}
    return replace(
        first,
        dx=tuple(d for d in dx if stems[d.icd[:3] or d.name] is d),
        exams=tuple(e for p in found for e in p.exams[:1]),
        panels=tuple(dict.fromkeys(x for p in found for x in p.panels[:2])),
        high=tuple(x for p in found for x in p.high),
        low=tuple(x for p in found for x in p.low),
        meds=tuple(m for p in found for m in p.meds[:2]),
        story=" ".join(p.story for p in found)[:230],
        specimen=tissue.specimen,
        gross=tissue.gross,
        micro=tissue.micro,
        pathology=tissue.pathology,
    )


def episode(submitted: dt.date, rng: random.Random) -> dict[str, dt.datetime]:
    """The dates of one stay in hospital and what followed, all well within half a year before `submitted`."""
    cert = submitted - dt.timedelta(days=rng.randint(2, 18))
    discharge = cert - dt.timedelta(days=rng.randint(0, 12))
    stay = rng.randint(6, 14)
    admission = discharge - dt.timedelta(days=stay)
    lab = admission + dt.timedelta(days=1)
    sampled = dt.datetime(lab.year, lab.month, lab.day, rng.randint(6, 8), rng.randrange(60))
    exam = admission + dt.timedelta(days=2)
    arrived = at(admission, rng, (8, 11))
    return {
        "issued": at(cert, rng),
        "visit": at(cert, rng, (8, 11)),
        "admission": arrived,
        "discharge": at(discharge, rng, (9, 11)),
        "history_taken": arrived + dt.timedelta(minutes=rng.randint(20, 60)),
        "recorded_in": arrived + dt.timedelta(minutes=rng.randint(90, 240)),
        "recorded_out": at(discharge, rng, (11, 15)),
        "sampled": sampled,
        "received": sampled + dt.timedelta(minutes=rng.randint(20, 70)),
        "reported": sampled + dt.timedelta(minutes=rng.randint(150, 420)),
        "examined": at(exam, rng, (8, 12)),
        "exam_reported": at(exam, rng, (13, 17)),
        "path_received": at(admission + dt.timedelta(days=2), rng),
        "path_reported": at(admission + dt.timedelta(days=5), rng),
        "printed": at(submitted - dt.timedelta(days=1), rng),
        "applied": at(submitted - dt.timedelta(days=1), rng),
        "opinion": at(submitted - dt.timedelta(days=1), rng),
    }


def materials(spec: Spec, profile: Profile, rng: random.Random) -> list[str]:
    """The kinds a clean case of this region and disease holds, plus a few that people add."""
    kinds = (
        ["id_card_front"]
        + (["id_card_back"] if rng.random() < 0.55 else [])
        + ["insurance_card", "diagnosis_certificate"]
    )
    if spec.region == "neimenggu":
        kinds += [rng.choice(RECORDS[1:]), "outpatient_record"]
        kinds += ["lab_report"] if rng.random() < 0.6 else ["exam_report"]
    else:
        kinds += [rng.choice(RECORDS)]
        kinds += ["discharge_record"] if rng.random() < 0.3 and "discharge_record" not in kinds else []
        kinds += ["lab_report"] + (["exam_report"] if rng.random() < 0.7 else [])
    if "恶性肿瘤" in spec.diseases and profile.pathology:
        kinds.append("pathology_report")
    if profile.gene and rng.random() < 0.4:
        kinds.append("genetic_report")
    if "罕见病" in spec.diseases or rng.random() < 0.12:
        kinds.append("medication_record")
    if spec.family == "d":  # more of what people add
        more = ("medication_record", "inpatient_front_page", *(("genetic_report",) if profile.gene else ()))
        kinds += [kind for kind in more if kind not in kinds and rng.random() < 0.35]
    if spec.family in HANDS:
        kinds += [k for k in ("medication_record", "exam_report") if k not in kinds and rng.random() < 0.08]
    if spec.region == "rizhao" and any(d in BATCH for d in spec.diseases):
        kinds += ["application_form", "photo"]
    return kinds


ROLES = {
    "diagnosis_certificate": {"issued": "issued", "admission": "admission", "discharge": "discharge"},
    "outpatient_record": {"visit": "visit"},
    "admission_record": {"admission": "admission", "history_taken": "history_taken", "recorded": "recorded_in"},
    "discharge_record": {"admission": "admission", "discharge": "discharge", "recorded": "recorded_out"},
    "inpatient_front_page": {"admission": "admission", "discharge": "discharge"},
    "lab_report": {"sampled": "sampled", "received": "received", "reported": "reported", "printed": "printed"},
    "exam_report": {"examined": "examined", "reported": "exam_reported", "printed": "printed"},
    "pathology_report": {"received": "path_received", "reported": "path_reported"},
    "genetic_report": {"received": "path_received", "reported": "path_reported"},
    "medication_record": {"prescribed": "visit"},
    "application_form": {"applied": "applied", "opinion": "opinion"},
    "proxy_authorization": {"authorised": "applied"},
}
ROLES_D = {  # which the layouts of the fourth and the sixth family show besides
    "diagnosis_certificate": {"visit": "visit"},
    "lab_report": {"tested": "received", "reviewed": "reported"},
    "exam_report": {"reviewed": "exam_reported"},
    "pathology_report": {"printed": "printed"},
    "discharge_record": {"printed": "printed"},
    "admission_record": {"printed": "printed"},
    "medication_record": {"printed": "printed"},
    "inpatient_front_page": {"surgery": "path_received"},
}
STYLES = ("zh", "zh0", "iso", "dot", "han", "slash")
FORMS = {
    "rizhao": "日照市基本医疗保险门诊特殊疾病医疗证申请表",
    "neimenggu": "门诊慢特病病种待遇认定申请表",
}


def add(
    plot: Plot,
    kind: str,
    calendar: dict[str, dt.datetime],
    rng: random.Random,
    *,
    person: Person | None = None,
    key: str = "",
    layout: str = "",
) -> Draft:
    """Drafts one more document of the case."""
    spec, who = plot.spec, person or plot.applicant
    same = sum(d.kind == kind for d in plot.drafts)
    draft = Draft(key or f"{kind}{same + 1}", kind, who, plot.hospital, plot.profile)
    draft.layout = rng.choice(layouts(spec.family, kind))
    if spec.family in ("e", *HANDS):
        draft.layout = layout_in_turn(spec.key, spec.family, kind, same)
    draft.layout = layout or draft.layout
    draft.dates = {role: calendar[source] for role, source in ROLES.get(kind, {}).items()}
    if spec.family in ("d", *HANDS):
        draft.dates |= {role: calendar[source] for role, source in ROLES_D.get(kind, {}).items()}
    draft.options = _options(plot, draft, same, calendar, rng)
    draft.doctors = {"attending": (draw_staff(rng, spec.family), _title(spec.region, rng))}
    draft.seals = STAMPS.seals(draft, rng)
    if spec.family == "c":
        draft.seals = varied(draft, draft.seals, rng)
    if spec.family == "d":
        draft.options |= {"outside": rng.choice(LABORATORIES), "date_style": rng.choice((*STYLES, *PLAIN_STYLES_D))}
        draft.seals = varied_d(draft, draft.seals, rng)
    if spec.family == "e":
        draft.seals = STAMPS_E.seals(draft, rng)
    if hand := HANDS.get(spec.family):
        draft.options["outside"] = rng.choice(hand.outside)
        draft.options["date_style"] = rng.choice(hand.date_styles)
        if hand.content:
            hand.content(draft, rng)
        draft.seals = hand.seals(draft, rng)
    aliases = [a for a in plot.hospital.aliases if "院区" not in a or kind.endswith("_report")]
    if aliases and rng.random() < 0.12:
        draft.printed = rng.choice(aliases)
    plot.drafts.append(draft)
    return draft


def _title(region: str, rng: random.Random) -> str:
    return rng.choice(("副主任医师", "主任医师") if region == "neimenggu" else ("主治医师", "副主任医师", "主任医师"))


def _options(
    plot: Plot, draft: Draft, same: int, calendar: dict[str, dt.datetime], rng: random.Random
) -> dict[str, Any]:
    spec, profile, who = plot.spec, plot.profile, draft.person
    options: dict[str, Any] = {
        "date_style": "iso"
        if draft.kind in ("lab_report",)
        else rng.choice(STYLES[:5] if draft.kind == "diagnosis_certificate" else STYLES[:4]),
        "icd": rng.random() < 0.6,
        "title": spec.region == "neimenggu" or rng.random() < 0.4,
        "cert_title": "病情诊断书" if spec.region == "neimenggu" else "",
        "visit_no": f"{calendar['visit']:%y%m}{rng.randrange(10**5, 10**6)}",
        "inpatient_no": f"{plot.applicant.birth.day:02d}{plot.applicant.birth.month:02d}{plot.submitted.day:02d}7",
        "days": (calendar["discharge"].date() - calendar["admission"].date()).days,
        "pages": 2,
        "diseases": spec.diseases,
        "form_title": FORMS[spec.region],
        "card_number": f"{rng.choice('ABCDE')}{rng.randrange(10**7, 10**8)}",
        "card_issued": f"20{rng.randint(12, 22)}年{rng.randint(1, 12)}月",
        "masked_id": who.id_number[:6] + "********" + who.id_number[-4:],
        "agent": plot.agent,
        "relation": rng.choice(("子女", "配偶", "兄弟")),
    }
    if draft.kind == "lab_report":
        panels = profile.panels
        options["panels"] = panels[same % len(panels) :][: 2 if rng.random() < 0.35 else 1]
        apart = (
            spec.family in ("c", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t")
            and not spec.defects
        )
        if apart and len(options["panels"]) == 2:  # each with its own day
            later = calendar["reported"] + dt.timedelta(days=1)
            options["reported_2"], draft.layout = True, "c"
            draft.dates |= {"sampled_2": later - dt.timedelta(hours=3), "reported_2": later}
    if draft.kind == "application_form":
        draft.dates["opinion_2"] = draft.dates["opinion"]
    if draft.kind == "exam_report":
        options["exam"] = profile.exams[same % len(profile.exams)]
    if draft.kind == "id_card_back":
        start = plot.submitted.replace(day=1) - dt.timedelta(days=rng.randint(400, 3000))
        draft.dates["valid_from"] = dt.datetime(start.year, start.month, min(start.day, 28))
        if plot.submitted.year - who.birth.year < 60:
            draft.dates["expiry"] = draft.dates["valid_from"].replace(year=start.year + 20)
    return options
