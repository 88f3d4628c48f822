"""What an auditor enters: the papers as they lie on the pages, their fields, and what is wrong with the case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.reading import Kind
from pipeline.quality.questions import DATES, FOR_GOOD, LISTS, SEALED_KINDS, Fields, asked_of

ILLEGIBLE = "?"
"""What is there and cannot be read, by the auditor either: it counts neither for nor against the machine."""

SEALS = ("present", "absent", "unclear")
OUTCOMES = ("fail", "unsure")
KINDS = tuple(kind.value for kind in Kind)
LONGEST = 2000  # characters of one field


class AnswerError(ValueError):
    """What was entered cannot be taken; `key` is one of words."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Paper:
    pages: tuple[int, ...]  # 1-based among those shown
    kind: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    seal: str = ""  # one of SEALS; empty where none is asked for
    whole: tuple[str, ...] = ()  # lists of which every entry was copied out


@dataclass(frozen=True, slots=True)
class Answer:
    papers: tuple[Paper, ...]
    findings: Mapping[str, str]  # code → fail or unsure; what is not named is in order

    def as_json(self) -> dict[str, Any]:
        return {
            "papers": [
                {
                    "pages": list(p.pages),
                    "kind": p.kind,
                    "fields": dict(p.fields),
                    "seal": p.seal,
                    "whole": list(p.whole),
                }
                for p in self.papers
            ],
            "findings": dict(self.findings),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Answer:
        papers = [
            Paper(tuple(p["pages"]), p["kind"], p["fields"], p["seal"], tuple(p.get("whole", ())))
            for p in data["papers"]
        ]
        return cls(tuple(papers), data["findings"])


def from_form(form: Mapping[str, str], pages: int, codes: frozenset[str], groups: Collection[str] = ()) -> Answer:
    """`kind-N`, `same-N` (goes on with the page before), `N-FIELD`, `whole-N-LIST`, `seal-N` for each page;
    `finding-CODE`. `groups`: what the plan asks beyond the fields that are always asked.

    Raises AnswerError: every page has to be of a kind, and nothing may be longer than it can be.
    """
    fields = asked_of(groups)
    papers: list[Paper] = []
    for number in range(1, pages + 1):
        if form.get(f"same-{number}") and papers:
            last = papers[-1]
            papers[-1] = replace(last, pages=(*last.pages, number))
        else:
            papers.append(_paper(form, number, fields))
    findings = {code: form.get(f"finding-{code}", "") for code in sorted(codes)}
    if any(word not in ("", *OUTCOMES) for word in findings.values()):
        raise AnswerError("audit.bad_finding")
    return Answer(tuple(papers), {code: word for code, word in findings.items() if word})


def _paper(form: Mapping[str, str], number: int, fields: Fields) -> Paper:
    kind = form.get(f"kind-{number}", "")
    if kind not in KINDS:
        raise AnswerError("audit.kind_missing")
    told = {name: _text(form.get(f"{number}-{name}", "")) for name, kinds in fields.items() if kind in kinds}
    whole = tuple(name for name in LISTS if name in told and form.get(f"whole-{number}-{name}"))
    seal = form.get(f"seal-{number}", "") if kind in SEALED_KINDS else ""
    if kind in SEALED_KINDS and seal not in SEALS:
        raise AnswerError("audit.seal_missing")
    days = [value for name, value in told.items() if name in DATES and value not in ("", ILLEGIBLE, FOR_GOOD)]
    if any(plain_date(value) is None for value in days):
        raise AnswerError("audit.bad_date")
    return Paper((number,), kind, {name: value for name, value in told.items() if value}, seal, whole)


def _text(value: str) -> str:
    plain = "".join(c for c in value.strip() if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    if len(plain) > LONGEST:
        raise AnswerError("audit.too_long")
    return ILLEGIBLE if plain == "？" else plain


def plain_date(value: str) -> str | None:
    """2026-3-5, 2026/03/05, 2026.3.5, 20260305, 2026年3月5日 → 2026-03-05; a month or a year alone stays one."""
    text = unicodedata.normalize("NFKC", value).strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    parts = re.fullmatch(r"(\d{4})(?:\D(\d{1,2})(?:\D(\d{1,2}))?)?\D?", text)
    if parts is None:
        return None
    year, month, day = parts.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
