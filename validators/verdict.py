"""预审结论: what the rules found, as frozen records. A person decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.corrections import Amendment
from extractors.reading import Document, Evidence, PageRef


class Outcome(StrEnum):
    """Three values everywhere: what could not be seen is `unsure`, never `pass` and never `fail`."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNSURE = "unsure"


class Severity(StrEnum):
    BLOCKING = "blocking"  # the applicant has to supply something
    REVIEW = "review"  # a person has to look
    NOTE = "note"  # worth knowing, changes nothing


class Disposition(StrEnum):
    READY = "ready"  # 材料齐全
    REVIEW = "review"  # 需人工核对
    SUPPLEMENT = "supplement"  # 建议补正


@dataclass(frozen=True, slots=True)
class Message:
    zh: str
    en: str


NOTHING = Message("", "")


def together(*messages: Message) -> Message:
    """All of them as one, each said once."""
    said = list(dict.fromkeys(message for message in messages if message != NOTHING))
    return Message("；".join(m.zh for m in said), "; ".join(m.en for m in said))


@dataclass(frozen=True, slots=True)
class Citation:
    text: str  # the quoted words of the clause
    source: str  # title of the source
    verified: str | None  # who checked it against the official text ("founding": the founding documents), None: nobody
    text_en: str = ""  # in English, "" where nobody has put them so
    source_en: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """问题/核对结果: one rule applied."""

    code: str  # a finding code of DESIGN.md, stable and public
    rule: str  # id of the rule in the pack
    outcome: Outcome
    severity: Severity
    message: Message
    citation: Citation
    remedy: Message | None = None
    document: str | None = None  # document id
    upload: str | None = None
    page: int | None = None
    material: str | None = None  # which one, for required_material_missing
    evidence: tuple[Evidence, ...] = ()
    expected: str = ""
    found: str = ""
    cause: str | None = None  # code of the finding that made this one unsure, if another is the cause
    cause_material: str | None = None  # ... and of which material, where that finding is about one


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    material: str
    title: Message
    required_by: str  # "" for every case, else the disease's name
    satisfied: Outcome
    by: tuple[str, ...] = ()  # document ids
    reason: Message | None = None
    citation: Citation | None = None


class MatchStatus(StrEnum):
    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"  # more than one entry fits
    UNKNOWN = "unknown"  # a name was read; no entry fits
    UNREAD = "unread"  # no name could be read


@dataclass(frozen=True, slots=True)
class HospitalMatch:
    """A name on paper resolved through the registry. Level, class and designation come from the registry alone."""

    status: MatchStatus
    text: str  # as read
    name: str = ""  # the entry's official name
    code: str = ""
    level: int | None = None  # 3, 2, 1; 0 未定级; None unknown
    grade_class: str | None = None  # 特 甲 乙 丙; None where the entry states none
    designated: bool | None = None
    campus: str = ""  # 东院区, kept apart
    source: str = ""  # where the name was read: letterhead, footer, body or seal
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[str, ...] = ()  # names of the entries between which it cannot tell
    listed: str = ""  # of a seal's owner told by its strips: the name that they fit, as it is written in the list


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document with what the registry says of its issuer."""

    document: Document
    hospital: HospitalMatch
    seal_owners: tuple[HospitalMatch, ...] = ()  # one per document.seals, in order


@dataclass(frozen=True, slots=True)
class DiseaseTrack:
    disease: str  # the name in the pack
    asked_as: str  # as the case named it
    track: str  # instant, batch or "" where the pack sets none
    due_on: str  # ISO date, "" if none
    provisional: bool  # counted in weekdays because the calendar holds no data for that year
    citation: Citation | None = None  # why this track; unverified where nobody has checked that the disease is on it


@dataclass(frozen=True, slots=True)
class Verdict:
    disposition: Disposition
    findings: tuple[Finding, ...]
    checklist: tuple[ChecklistItem, ...]
    documents: tuple[JudgedDocument, ...]
    diseases: tuple[DiseaseTrack, ...]
    unplaced_pages: tuple[PageRef, ...] = ()  # pages that belong to no document (blank, unreadable)
    policy_version: str = ""
    registry_version: str = ""
    amendments: tuple[Amendment, ...] = ()  # what a person corrected, with what the machine had read

    def grouped(self) -> list[tuple[Finding, tuple[Finding, ...]]]:
        """Each finding that stands on its own, with those that are not sure only because of it."""
        causes = {id(finding): self._cause(finding) for finding in self.findings}
        return [
            (root, tuple(f for f in self.findings if causes[id(f)] is root))
            for root in self.findings
            if causes[id(root)] is None
        ]

    def _cause(self, finding: Finding) -> Finding | None:
        """The finding of the code named as cause: of the same document or upload if there is one."""
        if finding.cause is None:
            return None
        able = [
            f for f in self.findings if f.code == finding.cause and f.cause is None and f.outcome is not Outcome.PASS
        ]
        near = (
            [f for f in able if f.material is not None and f.material == finding.cause_material],
            [f for f in able if f.document is not None and f.document == finding.document],
            [f for f in able if f.upload is not None and f.upload == finding.upload],
            able,
        )
        return next((found[0] for found in near if found), None)
