"""One case after reading and judging: what the faces of the pipeline are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.reading import Reading
from validators.case import Case
from validators.verdict import JudgedDocument, Verdict


@dataclass(frozen=True, slots=True)
class VersionSet:
    """All that a verdict depends on besides the uploads: with the same versions it comes out the same."""

    program: str
    reader: str = ""
    models: str = ""
    policy: str = ""
    registry: str = ""
    calibration: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """`case`, `as_of` and `verdict` are None where loose files were read without a case."""

    name: str  # of the folder the reports go to
    readings: tuple[Reading, ...]  # one per upload, in the order of the case
    documents: tuple[JudgedDocument, ...]
    versions: VersionSet
    case: Case | None = None
    as_of: dt.date | None = None
    verdict: Verdict | None = None
    unlisted: tuple[str, ...] = ()  # files in the case folder that case.json does not name
    timings: Mapping[str, float] = field(default_factory=dict)  # stage → seconds
    request_id: str = ""  # of the request to the service that this answers

    @property
    def pages_read(self) -> int:
        return sum(len(reading.pages) for reading in self.readings)
