"""Defects of the other papers, of the case as a whole and of its files."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from samples.defect_register import defect
from samples.drafting import Expected, Plot, add, episode
from samples.papers import Draft, layouts
from samples.people import draw_person, spoil_id


def _report(plot: Plot) -> Draft:
    return plot.find("lab_report", "exam_report")


def _months_back(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the last of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _shift(draft: Draft, day: dt.date) -> None:
    """Moves a report so that it is issued on `day`, all its other dates along with it."""
    by = day - max(draft.dates[r] for r in draft.dates if r != "printed").date()
    draft.dates = {r: d if r == "printed" else d + by for r, d in draft.dates.items()}


@defect
def report_old(plot: Plot, rng: random.Random) -> None:
    report = _report(plot)
    _shift(report, _months_back(plot.submitted, 6) - dt.timedelta(days=rng.choice((1, 3, 17, 60, 140))))
    plot.expect("report_stale", "fail", report)


@defect
def report_on_boundary(plot: Plot, rng: random.Random) -> None:
    """Issued exactly six months before: in time, no finding."""
    _shift(_report(plot), _months_back(plot.submitted, 6))


@defect
def report_old_month_only(plot: Plot, rng: random.Random) -> None:
    """The day was left blank, and the month straddles the boundary."""
    if not plot.has("exam_report"):
        add(plot, "exam_report", episode(plot.submitted, rng), rng)
    report = plot.find("exam_report")
    edge = _months_back(plot.submitted, 6)
    _shift(report, edge.replace(day=15))
    report.dates.pop("examined")
    report.options |= {"partial": ("reported",), "date_style": "zh"}
    report.layout = "a"
    plot.expect("report_stale", "unsure", report)


@defect
def no_insurance_card(plot: Plot, rng: random.Random) -> None:
    _drop(plot, "insurance_card")
    plot.expect("required_material_missing", "fail", material="insurance_card")


@defect
def no_certificate(plot: Plot, rng: random.Random) -> None:
    _drop(plot, "diagnosis_certificate")
    plot.expect("required_material_missing", "fail", material="diagnosis_certificate")


@defect
def no_outpatient_record(plot: Plot, rng: random.Random) -> None:
    """Inner Mongolia asks for the outpatient record besides the inpatient one."""
    _drop(plot, "outpatient_record")
    plot.expect("required_material_missing", "fail", material="outpatient_record")


@defect
def no_test_report(plot: Plot, rng: random.Random) -> None:
    """Rizhao asks for a recent test report."""
    _drop(plot, "lab_report", "exam_report", "pathology_report", "genetic_report")
    plot.expect("required_material_missing", "fail", material="test_report")


@defect
def no_pathology(plot: Plot, rng: random.Random) -> None:
    """Inner Mongolia, tumour: whether it is required nobody has verified."""
    _drop(plot, "pathology_report")
    plot.expect("required_material_missing", "unsure", material="pathology_report")


@defect
def no_form(plot: Plot, rng: random.Random) -> None:
    _drop(plot, "application_form")
    plot.expect("application_form_missing", "unsure")


@defect
def no_proxy_paper(plot: Plot, rng: random.Random) -> None:
    _drop(plot, "proxy_authorization")
    plot.expect("proxy_authorization_missing", "unsure")


def _drop(plot: Plot, *kinds: str) -> None:
    plot.drafts = [d for d in plot.drafts if d.kind not in kinds]


@defect
def report_of_another(plot: Plot, rng: random.Random) -> None:
    """Somebody else's report got in. It satisfies nothing, so the applicant's own exam report is there too."""
    report = _report(plot)
    if sum(d.kind in ("lab_report", "exam_report", "pathology_report") for d in plot.drafts) < 2:
        add(plot, "exam_report", episode(plot.submitted, rng), rng)
    sex = "女" if report.person.sex == "男" else "男"
    report.person = draw_person(rng, plot.spec.region, plot.hospital.city, sex, (22, 80), family=plot.spec.family)
    report.options |= {"inpatient_no": f"{rng.randrange(10**6, 10**7)}", "visit_no": f"{rng.randrange(10**9, 10**10)}"}
    plot.expect("patient_mismatch", "fail", report)


@defect
def age_differs(plot: Plot, rng: random.Random) -> None:
    """Same name and sex, an age ten years off."""
    report = _report(plot)
    report.options["age"] = report.person.age_on(plot.submitted) + rng.choice((-9, 11))
    plot.expect("patient_mismatch", "unsure", report)


@defect
def id_invalid(plot: Plot, rng: random.Random) -> None:
    """The applicant's number fails its checksum, in case.json and wherever it is printed."""
    wrong = spoil_id(rng, plot.applicant.id_number)
    old = plot.applicant
    plot.applicant = replace(old, id_number=wrong)
    for draft in plot.drafts:
        if draft.person == old:
            draft.person = plot.applicant
            draft.options["masked_id"] = wrong[:6] + "********" + wrong[-4:]
    plot.expect("id_number_invalid", "fail")


@defect
def id_expired(plot: Plot, rng: random.Random) -> None:
    if not plot.has("id_card_back"):
        add(plot, "id_card_back", episode(plot.submitted, rng), rng)
    back = plot.find("id_card_back")
    end = plot.submitted - dt.timedelta(days=rng.randint(20, 300))
    back.dates = {
        "valid_from": dt.datetime(end.year - 10, end.month, min(end.day, 28)),
        "expiry": dt.datetime(end.year, end.month, min(end.day, 28)),
    }
    plot.expect("id_card_expired", "unsure", back)


@defect
def leaves_before_arriving(plot: Plot, rng: random.Random) -> None:
    if not (plot.has("discharge_record") or plot.has("inpatient_front_page")):
        add(plot, "discharge_record", episode(plot.submitted, rng), rng)
    record = plot.find("discharge_record", "inpatient_front_page")
    record.dates["admission"], record.dates["discharge"] = record.dates["discharge"], record.dates["admission"]
    plot.expect("date_order_invalid", "fail", record)


@defect
def reported_before_sampled(plot: Plot, rng: random.Random) -> None:
    report = plot.find("lab_report")
    report.layout = layouts(plot.spec.family, report.kind)[0]
    report.dates["reported"] = report.dates["sampled"] - dt.timedelta(days=2)
    plot.expect("date_order_invalid", "fail", report)


@defect
def page_lost(plot: Plot, rng: random.Random) -> None:
    if not plot.has("discharge_record"):
        add(plot, "discharge_record", episode(plot.submitted, rng), rng)
    record = plot.find("discharge_record")
    record.layout = "b"
    record.options["pages"] = 3
    record.pages_kept = rng.choice(((0, 1), (0, 2)))
    record.seals = []
    record.capture = "scan" if record.capture == "digital" else record.capture
    plot.expect("page_missing", "fail", record)


@defect
def sent_twice(plot: Plot, rng: random.Random) -> None:
    """The same bytes under another name."""
    faulted = {e.draft for e in plot.findings}
    kinds = (
        "lab_report",
        "exam_report",
        "outpatient_record",
        "admission_record",
        "inpatient_front_page",
        "discharge_record",
    )
    first = next(d for kind in kinds for d in plot.drafts if d.kind == kind and d.key not in faulted)
    copy = replace(first, key=first.key + "_again", copy_of=first.key)
    plot.drafts.append(copy)
    plot.expect("duplicate_upload", "fail", copy)


@defect
def photographed_twice(plot: Plot, rng: random.Random) -> None:
    """The same sheet photographed once more."""
    first = _report(plot)
    first.capture = "photo"
    copy = replace(first, key=first.key + "_again", options={**first.options, "same_sheet": first.key})
    plot.drafts.append(copy)
    plot.expect("duplicate_upload", "fail", copy)


@defect
def broken_file(plot: Plot, rng: random.Random) -> None:
    """An extra file that cannot be opened; everything required is there without it."""
    _junk(plot, rng.choice(("truncated", "empty", "text")))


@defect
def locked_file(plot: Plot, rng: random.Random) -> None:
    _junk(plot, "encrypted")


def _junk(plot: Plot, how: str) -> None:
    name = {
        "truncated": "IMG_9981.jpg",
        "empty": "scan_empty.pdf",
        "text": "出院材料.jpg",
        "encrypted": "resume_locked.pdf",
    }[how]
    plot.junk[name] = how
    plot.findings.append(Expected("image_unreadable", "fail", upload=name))


@defect
def blurred_page(plot: Plot, rng: random.Random) -> None:
    """One more report, photographed so badly that nothing can be read."""
    extra = add(plot, "exam_report" if plot.has("exam_report") else "lab_report", episode(plot.submitted, rng), rng)
    extra.key, extra.capture, extra.harm, extra.seals = "blurred", "photo", "unreadable", []
    plot.expect("image_unreadable", "unsure", extra)


@defect
def something_else(plot: Plot, rng: random.Random) -> None:
    """A receipt or a chat among the papers."""
    extra = add(plot, "unrelated", episode(plot.submitted, rng), rng)
    extra.hospital = None
    plot.expect("unrelated_upload", "fail", extra)


@defect
def disease_not_in_pack(plot: Plot, rng: random.Random) -> None:
    """The disease applied for (set by the plan) is not in the region's pack."""
    plot.expect("policy_incomplete", "unsure")
