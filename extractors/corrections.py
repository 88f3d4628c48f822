"""What a person read on the paper, where the machine read something else, or nothing.

A correction is evidence like any other, with a reviewer for its source. It names its place by a page, so that it holds
whatever the machine makes of that page later: documents are numbered anew each time, pages are not. Pure records;
`amending.py` puts them into documents, `placing.py` moves pages.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from extractors.correction_rows import LAB, MEDICATIONS, PHYSICIANS, filled, is_sound, joined, parted, table
from extractors.reading import Kind, PageRef, PartialDate

REVIEWER = "reviewer"
"""`Evidence.source` of what a person told."""

KIND, DOCUMENT, DUPLICATE = "kind", "document", "duplicate"
PLACING = (KIND, DOCUMENT, DUPLICATE)
"""Subjects that are about a page itself: what it is, which paper it belongs to, whether it counts."""
OWN = "own"
"""Value of `document`: the page is the first of a paper of its own."""

ISSUE_DATE, HOSPITAL, DEPARTMENT, DIAGNOSES, SEALS = "issue_date", "hospital", "department", "diagnoses", "seals"
PATIENT = ("name", "sex", "age", "birth_date", "id_number", "visit_number", "inpatient_number")
SIMPLE = (
    ISSUE_DATE, HOSPITAL, DEPARTMENT, DIAGNOSES, PHYSICIANS, MEDICATIONS, SEALS, *(f"patient.{n}" for n in PATIENT),
)  # fmt: skip
LINES = (DIAGNOSES, SEALS)
"""Subjects with one value a line."""
DATES = (ISSUE_DATE, "patient.birth_date")
MOST = 2000
"""Characters of a value."""

_NAMED = re.compile(r"field\.[a-z][a-z_]{0,40}(#\d{1,3})?|lab\.\d{1,2}\..{1,60}")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?")


class CorrectionError(ValueError):
    """A correction that cannot be meant; says why in Chinese and English, without the value."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Correction:
    page: PageRef  # any page of the document meant
    subject: str
    value: str = field(repr=False)  # normalised by `checked`; "" says that it is not on the paper
    to: PageRef | None = None  # of `document` and `duplicate`: the page it belongs with, or repeats
    kind: Kind | None = None  # of the document meant: a page may hold two (both sides of a card)
    id: str = ""
    at: str = ""  # when it was told, ISO 8601


@dataclass(frozen=True, slots=True)
class Told:
    """What the machine had read where a correction took its place: kept beside it, never lost."""

    text: str  # as printed
    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction that was applied."""

    correction: Correction
    document: str | None = None  # id of the document it was applied to; None where it is about a page
    machine: Told | None = None  # None: the machine had read nothing there


def known(subject: str) -> bool:
    return subject in (*PLACING, *SIMPLE, LAB) or _NAMED.fullmatch(subject) is not None


def checked(subject: str, value: str) -> str:
    """The value as it is kept. Raises CorrectionError where it can be none of this subject."""
    if not known(subject):
        raise CorrectionError("没有这一项可以更正", "there is no such thing to correct")
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip(" \n")
    if len(text) > MOST:
        raise CorrectionError(f"内容过长，最多 {MOST} 字", f"too long: at most {MOST} characters")
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text):
        raise CorrectionError("内容含有不可见的控制字符", "it holds control characters")
    if (kind := table(subject)) is not None and (kind != LAB or "\t" in text):
        return _rows(kind, text)
    text = text.strip()
    if subject in LINES:
        return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))
    text = re.sub(r"\s+", " ", text)
    if subject == KIND:
        return _kind(text)
    return _CHECKS[subject](text) if text and subject in _CHECKS else text


def _rows(kind: str, text: str) -> str:
    rows = filled(parted(kind, text))
    if kind == LAB and len(rows) > 1:
        raise CorrectionError("每次更正一行", "one row at a time")
    if not all(is_sound(kind, row) for row in rows):
        raise CorrectionError(*_NEEDED[kind])
    return joined(rows)


_NEEDED = {
    LAB: ("请填写项目名称和结果", "write the item's name and its value"),
    MEDICATIONS: ("请填写药品名称", "write the drug's name"),
    PHYSICIANS: ("请选择医师的身份", "choose what the physician signs as"),
}


def _kind(text: str) -> str:
    if text not in set(Kind):
        raise CorrectionError("没有这种材料类型", "there is no such kind")
    return text


def _day(text: str) -> str:
    """ISO 8601, to the day or the month."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups()
        return str(PartialDate(int(year), int(month), int(day) if day else None))
    except ValueError:
        raise CorrectionError("请写成 2026-03-05 或 2026-03", "write it as 2026-03-05 or 2026-03") from None


def _sex(text: str) -> str:
    if text not in ("男", "女"):
        raise CorrectionError("请写 男 或 女", "write 男 or 女")
    return text


def _age(text: str) -> str:
    match = re.fullmatch(r"(\d{1,3})\s*岁?", text)
    if match is None or int(match[1]) > 130:
        raise CorrectionError("请写整岁数，如 63", "write whole years, e.g. 63")
    return str(int(match[1]))


def _id_number(text: str) -> str:
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if not re.fullmatch(r"\d{15}|\d{17}[\dX]", number):
        raise CorrectionError("身份证号码应为 18 位或 15 位", "an ID number has 18 or 15 characters")
    return number


_CHECKS = {
    **dict.fromkeys(DATES, _day),
    "patient.sex": _sex,
    "patient.age": _age,
    "patient.id_number": _id_number,
}
