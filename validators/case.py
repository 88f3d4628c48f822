"""申请: what upstream pushes, as the judge sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from extractors.reading import Kind


class Channel(StrEnum):
    SELF = "self"  # 本人申请
    PROXY = "proxy"  # 他人代办


class CaseType(StrEnum):
    APPLICATION = "application"  # 首次申请
    RENEWAL = "renewal"  # 续期（复审）
    HOSPITAL_CHANGE = "hospital_change"  # 变更定点医疗机构


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as received; its bytes are elsewhere."""

    name: str
    declared_kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Case:
    case_key: str
    region: str  # name of a policy pack
    submitted_on: dt.date
    applicant: Person
    diseases: tuple[str, ...]  # names or codes as the policy names them
    channel: Channel
    uploads: tuple[Upload, ...]
    agent: Person | None = None
    case_type: CaseType = CaseType.APPLICATION
