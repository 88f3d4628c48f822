"""结果导出: comparisons as rows that name nobody. Cases and auditors stand under keyed hashes; what was read off a
page is there only where it is nobody's own (a hospital, a date, a diagnosis)."""

from __future__ import annotations

import base64
import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from pipeline.quality.questions import PERSONAL
from storage.records import comparisons
from storage.records.comparisons import Seen
from storage.vault import Vault

COLUMNS = (
    "case",
    "item",
    "auditor",
    "ordinal",
    "week",
    "region",
    "disposition",
    "policy",
    "reader",
    "weight",
    "sort",
    "topic",
    "page",
    "outcome",
    "ruling",
    "final",
    "confidence",
    "kind",
    "hospital",
    "quality",
    "machine",
    "auditor_said",
    "watermark",
)
Value = str | float | int | None
Row = tuple[Value, ...]
LONGEST = 1000  # characters of a cell


@dataclass(frozen=True, slots=True)
class Watermark:
    """Who took it and when: it stands in every row and about the file, so that a copy tells where it comes from."""

    export: UUID
    login: str
    at: dt.datetime

    def __str__(self) -> str:
        return f"yushen export {self.export} {self.login} {self.at:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[Row, ...]
    watermark: str


def sheet(found: Iterable[Seen], vault: Vault, watermark: Watermark) -> Sheet:
    mark = str(watermark)
    return Sheet(tuple(_row(seen, vault, mark) for seen in found), mark)


def pseudonym(vault: Vault, what: str, plain: UUID) -> str:
    """The same in every export of this installation, and nowhere else to be found again without its key."""
    return base64.b32encode(vault.digest(str(plain), f"pseudonym {what}")[:10]).decode().lower()


def _row(seen: Seen, vault: Vault, mark: str) -> Row:
    row, facts = seen.row, seen.facts
    machine, auditor = _said(seen, vault)
    return (
        pseudonym(vault, "case", seen.case_id),
        pseudonym(vault, "item", seen.item_id),
        pseudonym(vault, "user", seen.user_id),
        seen.ordinal,
        facts["week"],
        facts["region"],
        facts["disposition"],
        facts["policy"],
        facts["reader"],
        round(seen.weight, 6),
        row.sort,
        row.topic,
        row.page,
        row.outcome,
        row.ruling,
        row.final,
        row.confidence,
        row.kind,
        row.hospital,
        row.quality,
        machine,
        auditor,
        mark,
    )


def _said(seen: Seen, vault: Vault) -> tuple[str | None, str | None]:
    row = seen.row
    if row.sort != "field":
        return row.machine, row.auditor
    if row.topic in PERSONAL:
        return None, None
    told: Mapping[str, str] = comparisons.detail(vault, row)
    return _plain(told.get("machine", "")), _plain(told.get("auditor", ""))


def _plain(text: str) -> str | None:
    """Without marks that turn or hide text; no longer than a cell should be."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text).strip()
    return kept[:LONGEST] or None
