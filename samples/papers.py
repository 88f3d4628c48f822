"""A planned document → the HTML of its template, and a record of what the template really printed.

Every value a template prints is a `Mark`: rendering it notes it down. Truth is made from these notes, so a layout
that does not show the patient's age yields a truth without it.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from samples.clinical import Dx, Exam, Profile
from samples.drawings import bars, face, pattern, qr_code
from samples.families.d.forms import DATE_STYLES_D, clock, lab_forms, patient_forms
from samples.hospitals import Hospital
from samples.manners import MANNERS
from samples.marks import DoctorMark, DxMark, Mark, Record
from samples.panels import Row, draw_rows, panel_of
from samples.people import Person, draw_staff
from samples.seals import SealSpec

TEMPLATES = Path(__file__).parent / "templates"

ISSUE_DATE = {  # the first role that is printed counts
    "diagnosis_certificate": ("issued", "visit"),
    "outpatient_record": ("visit",),
    "admission_record": ("recorded", "history_taken", "admission"),
    "discharge_record": ("discharge", "recorded"),
    "inpatient_front_page": ("discharge",),
    "lab_report": ("reported", "reviewed", "tested", "received", "sampled"),
    "exam_report": ("reported", "reviewed", "examined"),
    "pathology_report": ("reported", "received"),
    "genetic_report": ("reported", "received"),
    "medication_record": ("prescribed", "issued"),
    "application_form": ("applied",),
    "proxy_authorization": ("authorised",),
}


@dataclass
class Draft:
    """One planned document; defects change it before it is drawn."""

    key: str  # unique in its case, e.g. "lab1"
    kind: str
    person: Person
    hospital: Hospital | None
    profile: Profile
    layout: str = "a"
    printed: str = ""  # the hospital's name as printed; the registry's own where empty
    dates: dict[str, dt.datetime] = field(default_factory=dict)
    dx: tuple[Dx, ...] = ()
    seals: list[SealSpec] = field(default_factory=list)
    doctors: dict[str, tuple[str, str]] = field(default_factory=dict)  # role → name, title
    options: dict[str, Any] = field(default_factory=dict)
    capture: str = "scan"  # scan photo photocopy fax screen digital photocopy_photo
    harm: str = ""
    mishap: str = ""  # of a photo, screen, fax or copy: a key of mishaps.MISHAPS
    turn: int = 0
    format: str = "jpg"
    upload: str = ""  # file name; documents that share one are bound into one file
    pages_kept: tuple[int, ...] | None = None  # 0-based, None: all
    split_after: int = 0  # pages beyond this one go to a second file; 0: one file
    copy_of: str = ""  # the key of a document whose bytes are sent again


DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1..31 → 一 … 三十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        DIGITS[ones] if ones or not tens else ""
    )


DATE_STYLES: dict[str, Callable[[dt.datetime], str]] = {
    "zh": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "zh0": lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "dot": lambda d: f"{d:%Y.%m.%d}",
    "slash": lambda d: f"{d.year}/{d.month}/{d.day}",
    "han": lambda d: "".join(DIGITS[int(c)] for c in str(d.year)) + f"年{chinese(d.month)}月{chinese(d.day)}日",
    **DATE_STYLES_D,
}


def _dates(draft: Draft, record: Record, style: str) -> Callable[..., Mark | str]:
    def day(role: str, style: str = style, time: bool | str = False, key: str = "") -> Mark | str:
        when = draft.dates.get(key or role)
        if when is None:
            return ""
        if role in draft.options.get("partial", ()):
            return Mark(record, ("dates", role), f"{when.year}年{when.month}月　　日", f"{when:%Y-%m}")
        text = DATE_STYLES[style](when) + clock(when, time)
        return Mark(record, ("dates", role, key) if key else ("dates", role), text, f"{when:%Y-%m-%d}")

    return day


def _patient(draft: Draft, record: Record, rng: random.Random) -> dict[str, Any]:
    who = draft.person
    on = max(draft.dates.values(), default=dt.datetime(2026, 6, 1)).date()
    age = draft.options.get("age", who.age_on(on))

    def mark(key: str, text: str, value: str | None = None) -> Mark:
        return Mark(record, ("patient", key), text, value)

    return {
        "name": mark("name", who.name),
        "sex": mark("sex", who.sex),
        "age": mark("age", f"{age}岁", str(age)),
        "birth": mark("birth_date", f"{who.birth:%Y-%m-%d}"),
        "birth_zh": mark(
            "birth_date", f"{who.birth.year}年{who.birth.month}月{who.birth.day}日", f"{who.birth:%Y-%m-%d}"
        ),
        "birth_parts": (who.birth.year, who.birth.month, who.birth.day),
        "id": mark("id_number", who.id_number),
        "visit_no": mark("visit_number", draft.options["visit_no"]),
        "inpatient_no": mark("inpatient_number", draft.options["inpatient_no"]),
        "phone": who.phone,
        "address": who.address,
        "nation": who.nation,
        "masked": who.name[0] + "*" * (len(who.name) - 1),
    } | patient_forms(mark, who, age)


def _diagnoses(record: Record, dx: tuple[Dx, ...], start: int, source: str) -> list[dict[str, Any]]:
    out = []
    for i, d in enumerate(dx, start):
        out.append(
            {
                "name": DxMark(record, i, d, source),
                "icd": Mark(record, ("dx", i, "icd"), d.icd) if d.icd else "",
                "raw": d,
            }
        )
    return out


def _panels(draft: Draft, record: Record, rng: random.Random, codes: bool) -> list[dict[str, Any]]:
    out, index = [], 0
    for panel in draft.options.get("panels", ()):
        title, specimen, _ = panel_of(panel)
        rows = []
        for row in draw_rows(rng, panel, draft.profile.high, draft.profile.low):
            rows.append(_lab_row(record, index, row))
            index += 1
        out.append({"title": title, "specimen": specimen, "rows": rows})
    return out


def _lab_row(record: Record, index: int, row: Row) -> dict[str, Any]:
    def mark(key: str, text: str, value: str | None = None) -> Mark | str:
        return Mark(record, ("lab", index, key), text, value) if text else ""

    arrow = {"H": "↑", "L": "↓", "A": "*"}.get(row.flag, "")
    unit = row.unit.replace("10^", "×10^")
    return {
        "name": mark("name", row.name, row.name.lstrip("★")),
        "code": mark("code", row.code),
        "value": mark("value", row.value),
        "unit": mark("unit", row.unit),
        "unit_x": mark("unit", unit, row.unit),
        "unit_star": mark("unit", row.unit.replace("^", "*"), row.unit),
        "unit_sup": mark("unit", row.unit.replace("10^9", "10⁹").replace("10^12", "10¹²"), row.unit),
        "reference": mark("reference", row.reference),
        "reference_wave": mark("reference", row.reference.replace("-", "～"), row.reference),
        "arrow": mark("flag", arrow, row.flag),
        "triangle": mark("flag", {"H": "▲", "L": "▼", "A": "△"}.get(row.flag, ""), row.flag),
        "letter": mark("flag", row.flag, row.flag),
        "index": index + 1,
    } | lab_forms(mark, row)


class _Doctors:
    """Physicians by role (dispensing_2 is another of the same); a template prints a name and perhaps a title."""

    def __init__(self, draft: Draft, record: Record, rng: random.Random, family: str) -> None:
        self.family = family
        self.draft, self.record, self.rng = draft, record, rng
        self.order: list[str] = []

    def __call__(self, role: str) -> dict[str, Any]:
        if role not in self.draft.doctors:
            self.draft.doctors[role] = (
                draw_staff(self.rng, self.family),
                self.rng.choice(("主治医师", "副主任医师", "主任医师")),
            )
        name, title = self.draft.doctors[role]
        if role not in self.order:
            self.order.append(role)
        i = self.order.index(role)
        return {
            "name": DoctorMark(self.record, i, "name", name, role.partition("_")[0]),
            "title": Mark(self.record, ("physician", i, "title"), title),
        }


def _texts(draft: Draft, record: Record) -> dict[str, Any]:
    profile = draft.profile
    exam: Exam | None = draft.options.get("exam")
    out: dict[str, Any] = {"chief": profile.chief, "story": profile.story, "advice": profile.advice, "exam": exam}
    if exam:
        for key in ("findings", "conclusion", "modality"):
            out[key] = Mark(record, ("fields", key), getattr(exam, key))
        out["part"] = Mark(record, ("fields", "body_part"), exam.part)
    if draft.kind == "pathology_report":
        out["conclusion"] = Mark(record, ("fields", "conclusion"), profile.pathology)
        out["findings"] = Mark(record, ("fields", "findings"), profile.micro)
    if draft.kind == "genetic_report":
        out["conclusion"] = Mark(record, ("fields", "conclusion"), profile.gene_result)
    applied = draft.options.get("diseases", ())
    out["applied"] = Mark(record, ("fields", "applied_diseases"), "、".join(applied))
    out["choices"] = [*CHOICES, *(d for d in applied if d not in CHOICES)]
    out["tick_mark"] = TICK

    def noted(disease: str) -> str:
        """Notes the choice down where it is ticked; prints nothing."""
        if disease in applied:
            str(out["applied"])
        return ""

    def ticked(disease: str) -> str:
        return TICK + noted(disease) if disease in applied else ""

    return out | {"noted": noted, "ticked": ticked}


CHOICES = (
    "恶性肿瘤",
    "冠心病",
    "高血压",
    "脑卒中后遗症",
    "糖尿病",
    "慢性肾功能不全",
    "罕见病",
    "尿毒症透析",
    "器官移植抗排异",
    "肝硬化",
)
TICK = Markup(
    '<svg width="22" height="22"><path d="M3 12l6 7 11-17" fill="none" stroke="#1d3a8a" stroke-width="2.4"/></svg>'
)


def _options(draft: Draft, record: Record) -> dict[str, Any]:
    """What else templates may print; the month a card was issued is a date on the page."""
    month = draft.options.get("card_issued", "")
    if not month:
        return draft.options
    year, number = (int(part) for part in month.rstrip("月").split("年"))
    return draft.options | {"card_issued": Mark(record, ("dates", "other"), month, f"{year}-{number:02d}")}


@functools.cache
def _environment(family: str) -> jinja2.Environment:
    loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(TEMPLATES / family), jinja2.FileSystemLoader(TEMPLATES)])
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)


def layouts(family: str, kind: str) -> list[str]:
    """The layouts a family has for a kind, e.g. ["a", "b"]."""
    return sorted(p.name.split(".")[1] for p in (TEMPLATES / family).glob(f"{kind}.*.html"))


def compose(draft: Draft, family: str, rng: random.Random) -> tuple[str, Record]:
    """The document's HTML and the record of what it prints."""
    record, manner = Record(), MANNERS[family]
    profile = draft.profile
    dx = draft.dx or profile.dx
    first = draft.options.get("admission_dx", dx[:1])
    hospital = draft.printed or (draft.hospital.name if draft.hospital else "")
    context: dict[str, Any] = {
        "hospital": Mark(record, ("hospital",), hospital),
        "city": draft.hospital.city if draft.hospital else draft.person.address[:3],
        "patient": _patient(draft, record, rng),
        "department": Mark(record, ("department",), profile.department),
        "dx": _diagnoses(
            record, dx, 0, "出院诊断" if draft.kind in ("discharge_record", "inpatient_front_page") else "诊断"
        ),
        "dx_in": _diagnoses(record, first, len(dx), "入院诊断"),
        "dx_as": lambda source, some=None: _diagnoses(record, some or dx, 0, source),
        "first_dx": first,
        "issuer": lambda name: Mark(record, ("hospital",), name),
        "sender": hospital,
        "request_dx": dx[0].name,
        "panels": _panels(draft, record, rng, True),
        "dr": _Doctors(draft, record, rng, family),
        "meds": [
            {
                "name": Mark(record, ("med", i, "name"), n),
                "dose": Mark(record, ("med", i, "dose"), d),
                "frequency": Mark(record, ("med", i, "frequency"), f),
            }
            for i, (n, d, f) in enumerate(profile.meds)
        ],
        "on": _dates(draft, record, draft.options.get("date_style", "zh")),
        "profile": profile,
        "o": _options(draft, record),
        "rng": rng,
        "face": face,
        "qr": qr_code,
        "pattern": pattern,
        "bars": bars,
        "Markup": Markup,
        "split": {"a": "tune", "b": "report"}.get(family, family),
        "family": draft.options.get("family") or rng.choice(manner.body),
        "head": rng.choice(manner.body),
        "hand": rng.choice(manner.hand),
        "serial": f"{rng.randrange(10**8, 10**9)}",
        "number": rng.randrange,
        **_texts(draft, record),
    }
    context["exported"] = draft.capture == "digital"
    if context["exported"]:  # typed names; outlines that embed small
        context["family"] = context["hand"] = rng.choice(manner.export)
        context["head"] = context["family"]
    hand = random.Random(f"{draft.key}/{draft.person.name}")  # its own: no other draw depends on it
    context["pen"] = manner.pen(hand, typed=context["exported"])
    if manner.extras:
        context |= manner.extras(profile, record, draft.options, draft.dates)
    template = _environment(family).get_template(f"{draft.kind}.{draft.layout}.html")
    return template.render(context), record
