"""抽样框: cases judged in a time → what may be drawn, with what it is stratified and filtered by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.quality.drawing import Unit
from pipeline.quality.facts import LOOSE
from storage.records.samples import FrameRow

DIMENSIONS = (
    "region",
    "disease",
    "disposition",
    "finding",
    "hospital",
    "band",
    "reviewer",
    "policy",
    "reader",
    "track",
    "kind",
    "quality",
)
"""What strata may be made of, and what a frame may be cut down to."""

NONE = "-"
BANDS = ((0.99, "≥0.99"), (0.95, "0.95–0.99"), (0.8, "0.80–0.95"), (0.0, "<0.80"))
_WORST = (("fail", "blocking"), ("unsure", "blocking"), ("fail", "review"), ("unsure", "review"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may be drawn: a case, or one document of it."""

    row: FrameRow
    document: str  # empty: the whole case
    facts: Mapping[str, str]

    @property
    def key(self) -> str:
        return f"{self.row.case_id}:{self.document}"

    @property
    def pages(self) -> tuple[tuple[str, int], ...]:
        """Upload id and page, in the order they came: how the machine joined the pages of a case does not show."""
        there = [document for document in self.row.documents if not self.document or document["id"] == self.document]
        places = ((place, upload, page) for document in there for place, upload, page in document["pages"])
        return tuple(dict.fromkeys((upload, page) for _, upload, page in sorted(places)))

    @property
    def codes(self) -> frozenset[str]:
        """Of all the case's findings to act on."""
        return frozenset(finding["code"] for finding in self.row.findings if finding["outcome"] != "pass")

    def unit(self, dimensions: Sequence[str]) -> Unit:
        return Unit(self.key, tuple(self.facts[name] for name in dimensions))

    def passes(self, filters: Mapping[str, Collection[str]]) -> bool:
        """Whether it is within all of them. A case is within a finding's if it has that finding among others."""
        return all(self._within(name, words) for name, words in filters.items() if words)

    def _within(self, name: str, words: Collection[str]) -> bool:
        if name != "finding":
            return self.facts[name] in words
        return bool(self.codes & set(words)) or (not self.codes and NONE in words)


def entries(rows: Sequence[FrameRow], unit: str) -> list[Entry]:
    """What there is to draw from. `unit`: case or document. Without any page to show there is nothing to draw."""
    if unit == "case":
        return [_case(row) for row in rows if any(document["pages"] for document in row.documents)]
    return [
        _document(row, document)
        for row in rows
        for document in row.documents
        if document["kind"] != LOOSE and document["pages"]
    ]


def band(confidence: float) -> str:
    return next(name for low, name in BANDS if confidence >= low)


def _case(row: FrameRow) -> Entry:
    real = [document for document in row.documents if document["kind"] != LOOSE]
    hospitals = [document["hospital"] for document in real if document["hospital"]]
    facts = {
        **_facts(row),
        "hospital": max(hospitals, key=hospitals.count) if hospitals else NONE,
        "band": band(min((document["confidence"] for document in real), default=0.0)),
        "kind": NONE,
        "quality": _worst_quality([document["quality"] for document in real]),
    }
    return Entry(row, "", facts)


def _document(row: FrameRow, document: Mapping[str, Any]) -> Entry:
    facts = {
        **_facts(row),
        "hospital": document["hospital"] or NONE,
        "band": band(document["confidence"]),
        "kind": document["kind"],
        "quality": document["quality"],
    }
    return Entry(row, document["id"], facts)


def _facts(row: FrameRow) -> dict[str, str]:
    year, week, _ = row.judged_at.isocalendar()
    return {
        "region": row.region,
        "disease": "、".join(sorted(row.diseases)) or NONE,
        "disposition": row.disposition,
        "finding": _worst(row),
        "reviewer": row.decided_by or NONE,
        "policy": row.policy_version,
        "reader": row.reader,
        "track": row.track,
        "week": f"{year}-W{week:02}",
    }


def _worst(row: FrameRow) -> str:
    """Code of its gravest finding, the first by name; `-` if nothing was found."""
    for outcome, severity in _WORST:
        codes = [f["code"] for f in row.findings if (f["outcome"], f["severity"]) == (outcome, severity)]
        if codes:
            return min(codes)
    return NONE


def _worst_quality(grades: Sequence[str]) -> str:
    return next((grade for grade in ("unreadable", "poor", "good") if grade in grades), NONE)
