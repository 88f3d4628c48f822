"""Dates that have to be there, cannot lie ahead, and follow one another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from extractors.reading import DATE_GLIMPSED, Box, DateField, DateRole, Document, Evidence, Line, Seal, SealPurpose
from validators.checks.check import Given, Result, document_check, passed, whole_pages
from validators.dossier import Dossier
from validators.thresholds import accepted
from validators.verdict import JudgedDocument, Message, Outcome

_DATED = re.compile(r"\d\s*[-./年月]\s*\d")  # a seal's own number has no such marks
_OF_DATES = re.compile(r"[\d年月日〇一二三四五六七八九十]")
_FAR_YEARS = 5  # between two dates of one stay or sample: no paper is so long about it
ORDERS: tuple[tuple[DateRole, DateRole], ...] = (
    (DateRole.BIRTH, DateRole.ADMISSION),
    (DateRole.ADMISSION, DateRole.DISCHARGE),
    (DateRole.SAMPLED, DateRole.RECEIVED),
    (DateRole.RECEIVED, DateRole.REPORTED),
    (DateRole.SAMPLED, DateRole.REPORTED),
)
NAMES: dict[DateRole, tuple[str, str]] = {
    DateRole.BIRTH: ("出生日期", "birth"),
    DateRole.ADMISSION: ("入院日期", "admission"),
    DateRole.DISCHARGE: ("出院日期", "discharge"),
    DateRole.SAMPLED: ("采样时间", "sampling"),
    DateRole.RECEIVED: ("接收时间", "receipt"),
    DateRole.REPORTED: ("报告时间", "report"),
}


@document_check("date_present", "date_missing")
def date_present(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The paper bears a date of issue.

    Passes: a certificate with 2025年3月5日 beside the signature.
    Fails: a clear certificate without any. (Something illegible that may be it, a dated stamp that could not be read,
    only a year, or a page that is missing, on which it may stand: unsure.)
    """
    document = paper.document
    kind, issue = dossier.title(document.kind), document.issue_date
    if issue and legible_date(issue.date):
        yield passed(
            f"{kind.zh}有日期", f"the {kind.en} is dated", evidence=issue.date.evidence, found=str(issue.date.date)
        )
        return
    written = [issue.date] if issue else [d for d in document.dates if d.date is None]
    if written:
        said = Message(f"{kind.zh}的日期不能辨认", f"the date of the {kind.en} could not be read")
        evidence = tuple(e for date in written for e in date.evidence) or whole_pages(document)
        yield Result(Outcome.UNSURE, said, evidence, found=written[0].text)
    elif doubt := _perhaps_a_date(document, dossier):
        said = Message(
            f"{kind.zh}未见出具日期，但有未能确认的字迹",
            f"no date of issue on the {kind.en}, and writing that may be one",
        )
        yield Result(Outcome.UNSURE, said, doubt)
    elif document.missing_pages:
        said = Message(
            f"{kind.zh}现有各页未见出具日期，可能在所缺的页上",
            f"no date of issue on the pages of the {kind.en} that are there; it may be on one that is not",
        )
        yield Result(Outcome.UNSURE, said, whole_pages(document), cause="page_missing")
    else:
        said = Message(f"{kind.zh}未见出具日期", f"the {kind.en} bears no date of issue")
        yield Result(Outcome.FAIL, said, whole_pages(document))


def _perhaps_a_date(document: Document, dossier: Dossier) -> tuple[Evidence, ...]:
    """What may be the date that was not found: one of no known role, a line with a date's characters, badly read,
    what a stamp has left or bears of one, or characters where one is expected of which nothing was read."""
    unplaced = tuple(e for d in document.dates if d.role is DateRole.OTHER for e in d.evidence)
    pages = [page for ref in document.pages if (page := dossier.page(ref)) is not None]
    named = [seal for seal in document.seals if seal.purpose is SealPurpose.PERSONAL_NAME]
    lines = [(page, line) for page in pages for line in page.lines if _may_be_a_date(line) or _is_under(line, named)]
    stamps = [seal for seal in document.seals if seal.purpose is SealPurpose.DATE or _DATED.search(seal.text)]
    return (
        *unplaced,
        *(Evidence(at.upload, at.number, Box.around(line.polygon), line.text, line.confidence) for at, line in lines),
        *(Evidence(seal.upload, seal.page, seal.box, seal.text, seal.text_confidence) for seal in stamps),
        *(whole_pages(document) if any(DATE_GLIMPSED in page.notes for page in pages) else ()),
    )


def _may_be_a_date(line: Line) -> bool:
    """Under a stamp what looks like a date, however plainly it was read: a day that is none was not read rightly."""
    return _DATED.search(line.text) is not None if line.in_seal else _badly_read(line)


def _is_under(line: Line, names: Iterable[Seal]) -> bool:
    """Whether a digit was read where somebody's name is stamped, which bears none: it is of what the stamp covers."""
    return line.in_seal and any(
        char.isdigit() and char not in seal.text and seal.box.intersection_area(Box.around(line.polygon)) > 0
        for seal in names
        for char in line.text
    )


def _badly_read(line: Line) -> bool:
    return line.confidence < accepted().doubtful_line and len(_OF_DATES.findall(line.text)) > 1


def legible_date(field: DateField) -> bool:
    """Read surely, and at least to the month: a year alone says as little as nothing."""
    return field.date is not None and field.date.month is not None and field.confidence >= accepted().date


@document_check("date_not_ahead", "date_in_future")
def date_not_ahead(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The paper is not dated after submission.

    Passes: a report of the day of submission.
    Fails: a report of the day after it. (2025-08, submitted 2025-08-15: unsure; 2025-08-1?, submitted 2025-08-20: in
    time whatever the last digit. A doubtful day that is past, of a paper that needs none, says nothing. Papers of days
    to come are rarer than misread digits: seen otherwise at all, by which it would be past, it is unsure.)
    """
    issue = paper.document.issue_date
    if issue is None or issue.date.date is None:
        return  # date_missing has said so
    date, kind = issue.date.date, dossier.title(paper.document.kind)
    if (issue.date.latest or date.latest) <= dossier.as_of:
        if not legible_date(issue.date):
            return  # so has it of what could not be read, and however it is read it is past
        outcome = Outcome.PASS
    else:
        outcome = Outcome.FAIL if (issue.date.earliest_conceivable or date.earliest) > dossier.as_of else Outcome.UNSURE
    if issue.date.confidence < accepted().date:
        outcome = Outcome.UNSURE
    cause = None if legible_date(issue.date) else "date_missing"
    said = {
        Outcome.PASS: Message(f"{kind.zh}日期不晚于申请日", f"the {kind.en} is dated no later than the submission"),
        Outcome.FAIL: Message(f"{kind.zh}日期{date}晚于申请日", f"the {kind.en} is dated {date}, after the submission"),
        Outcome.UNSURE: Message(
            f"{kind.zh}日期{date}不能确定是否晚于申请日", f"the {kind.en} is dated {date}; perhaps after submission"
        ),
    }[outcome]
    yield Result(outcome, said, issue.date.evidence, f"≤ {dossier.as_of}", str(date), cause)


@document_check("dates_in_order", "date_order_invalid")
def dates_in_order(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """birth ≤ admission ≤ discharge; sampled ≤ received ≤ reported. Pairs of which one was not read say nothing.

    Passes: admitted 2025-03-01, discharged 2025-03-09.
    Fails: admitted 2025-03-09, discharged 2025-03-01. (One of the two read with doubt: unsure. Discharged in 2006 who
    was admitted in 2026: a digit misread, however surely, is likelier than a paper twenty years off: unsure.)
    """
    kind = dossier.title(paper.document.kind)
    compared = False
    for first, second in ORDERS:
        earlier, later = _of(paper.document, first), _of(paper.document, second)
        if not earlier or not later:
            continue
        compared = True
        # Several panels carry several dates of one role: only what no pairing could explain is a violation.
        start = min(earlier, key=_first_day)
        end = max(later, key=_last_day)
        if _first_day(start) > _last_day(end) or _same_day_backwards(start, end):
            yield _backwards(kind, start, end)
            return
    if compared:
        yield passed(f"{kind.zh}各日期先后合理", f"the dates of the {kind.en} follow one another")


def _of(document: Document, role: DateRole) -> list[DateField]:
    return [d for d in document.dates if d.role is role and d.date]


def _first_day(field: DateField) -> dt.date:
    return field.earliest or dt.date.min


def _last_day(field: DateField) -> dt.date:
    return field.latest or dt.date.max


def _same_day_backwards(start: DateField, end: DateField) -> bool:
    """Clock times decide on one and the same day."""
    both = (
        bool(start.time and end.time)
        and start.date == end.date
        and start.date is not None
        and start.date.day is not None
    )
    return both and start.time[:5] > end.time[:5]


def _a_digit_apart(start: DateField, end: DateField) -> bool:
    """Whether the years lie far apart by one digit alone, and with one year the dates would be in order."""
    if start.date is None or end.date is None or abs(start.date.year - end.date.year) < _FAR_YEARS:
        return False
    differing = sum(map(str.__ne__, f"{start.date.year:04d}", f"{end.date.year:04d}"))
    begins, ends = (start.date.month or 1, start.date.day or 1), (end.date.month or 12, end.date.day or 31)
    return differing == 1 and begins <= ends


def _backwards(kind: Message, start: DateField, end: DateField) -> Result:
    (zh1, en1), (zh2, en2) = NAMES[start.role], NAMES[end.role]
    said = Message(
        f"{kind.zh}的{zh1}（{start.date}）晚于{zh2}（{end.date}）",
        f"the {kind.en} gives a date of {en1} ({start.date}) after that of {en2} ({end.date})",
    )
    clear = min(start.confidence, end.confidence) >= accepted().date and not _a_digit_apart(start, end)
    return Result(
        Outcome.FAIL,
        said,
        (*start.evidence, *end.evidence),
        f"{zh1} ≤ {zh2}",
        f"{start.date} > {end.date}",
        clear=clear,
    )
