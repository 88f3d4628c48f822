"""How old a report may be: calendar months back from submission, the boundary day in time."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.reading import DateField, DateRole, Document
from validators.checks.check import Given, Result, document_check, whole_pages
from validators.checks.dates import legible_date
from validators.conditions import worst
from validators.dossier import Dossier
from validators.periods import Period, not_older
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome


@document_check("issued_within", "report_stale", age="period")
def issued_within(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The report was issued no longer ago than asked.

    Passes: submitted 2025-08-31, six months, report of 2025-02-28.
    Fails: the same with a report of 2025-02-27. (2025-02 with its day hidden, or a date read with doubt: unsure.)
    """
    document, age = paper.document, given.period("age")
    kind = dossier.title(document.kind)
    boundary = age.before(dossier.as_of).isoformat()
    dates = panel_dates(document)
    if not dates:
        said = Message(
            f"{kind.zh}的报告日期不能辨认，无法核对时效",
            f"the {kind.en} has no legible date, so its age cannot be checked",
        )
        yield Result(Outcome.UNSURE, said, whole_pages(document), expected=boundary, cause="date_missing")
        return
    outcome = worst(_in_time(date, age, dossier) for date in dates)
    oldest = _decisive(dates, age, dossier, outcome)
    if outcome is Outcome.UNSURE and len(dates) == 1:
        outcome, oldest = _by_sampling(document, oldest, age, dossier)
    found = str(oldest.date) if oldest.date else oldest.text
    said = _said(outcome, kind, found, age, boundary)
    # What was illegible has its own finding; a date whose day is hidden is legible, and may straddle the boundary.
    own = document.issue_date is not None and oldest == document.issue_date.date and not legible_date(oldest)
    cause = "date_missing" if own and outcome is not Outcome.PASS else None
    yield Result(outcome, said, oldest.evidence or whole_pages(document), f"≥ {boundary}", found, cause)


def panel_dates(document: Document) -> list[DateField]:
    """The issue date, and on a sheet of several panels the date of the same role of every one."""
    issue = document.issue_date
    if issue is None:
        return []
    same_role = [d for d in document.dates if d.role is issue.date.role and d.role is not DateRole.OTHER]
    return same_role if issue.date in same_role else [issue.date, *same_role]


def _in_time(date: DateField, age: Period, dossier: Dossier) -> Outcome:
    """A date read with doubt tells nothing; one with a digit unread tells what all days it may be have in common."""
    if date.date is None or date.confidence < accepted().date:
        return Outcome.UNSURE
    answers = {not_older(each, age, dossier.as_of) for each in date.possible or (date.date,)}
    return answers.pop() if len(answers) == 1 else Outcome.UNSURE


EARLIER = (DateRole.SAMPLED, DateRole.RECEIVED, DateRole.TESTED, DateRole.EXAMINED)


def _by_sampling(document: Document, issue: DateField, age: Period, dossier: Dossier) -> tuple[Outcome, DateField]:
    """No report is older than its sample: where the oldest sampling or examination is in time, so is the report."""
    before = [d for d in document.dates if d.role in EARLIER]
    if before and all(_in_time(d, age, dossier) is Outcome.PASS for d in before):
        return Outcome.PASS, min(before, key=lambda d: d.date.earliest.toordinal() if d.date else 0)
    return Outcome.UNSURE, issue


def _decisive(dates: list[DateField], age: Period, dossier: Dossier, outcome: Outcome) -> DateField:
    """The oldest of the dates that gave the outcome; an unread one is shown first."""
    deciding = [date for date in dates if _in_time(date, age, dossier) is outcome]
    return min(deciding, key=lambda d: d.date.earliest.toordinal() if d.date else 0)


def _said(outcome: Outcome, kind: Message, found: str, age: Period, boundary: str) -> Message:
    if outcome is Outcome.PASS:
        return Message(f"{kind.zh}日期{found}，在{age.zh}内", f"the {kind.en} is dated {found}, within {age}")
    if outcome is Outcome.FAIL:
        return Message(
            f"{kind.zh}日期{found}，早于{boundary}，超过{age.zh}",
            f"the {kind.en} is dated {found}, before {boundary}: older than {age}",
        )
    return Message(
        f"{kind.zh}日期“{found}”不完整或不清晰，无法确定是否在{age.zh}内（{boundary}起）",
        f"the date {found} of the {kind.en} is incomplete or unclear: within {age} (from {boundary}) or not?",
    )
