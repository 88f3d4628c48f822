"""What state a thing may be in, and what may follow: the one place that says so in Python.

The database refuses everything else by triggers (migrations/versions), and a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class CaseState(StrEnum):
    OPEN = "open"  # created, takes uploads
    READING = "reading"  # submitted, its uploads are being read
    JUDGING = "judging"  # every upload has been read or given up
    JUDGED = "judged"  # has a current verdict
    FAILED = "failed"  # judging was given up: quarantine
    DECIDED = "decided"  # a person decided
    CANCELLED = "cancelled"
    PURGED = "purged"  # originals and personal data were removed after the time they had to be kept


class UploadState(StrEnum):
    EXPECTED = "expected"  # a presigned form was given out, its bytes are not confirmed
    RECEIVED = "received"
    REMOVED = "removed"  # withdrawn, or replaced by a supplement; its bytes are kept
    PURGED = "purged"


class WorkState(StrEnum):
    DUE = "due"
    LEASED = "leased"
    DONE = "done"
    QUARANTINED = "quarantined"  # tried as often as it may be: a person looks
    DROPPED = "dropped"  # its case was cancelled, or nobody wants it any more


class ReadingState(StrEnum):
    """Of a reading and of a slice of one."""

    DUE = "due"
    DONE = "done"
    QUARANTINED = "quarantined"  # a slice: given up; a reading: all slices are settled and at least one was given up


class DeliveryState(StrEnum):
    DUE = "due"
    DELIVERED = "delivered"
    DEAD = "dead"


class ImportState(StrEnum):
    EXPECTED = "expected"  # a presigned form was given out
    DUE = "due"
    DONE = "done"
    FAILED = "failed"  # the manifest as a whole could not be read


class RowState(StrEnum):
    """Of one row of an import."""

    DUE = "due"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of one column: which a row may be born in, and which may follow which."""

    table: str
    born: frozenset[str]
    follows: Mapping[str, frozenset[str]]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self.follows)

    def allows(self, now: str, then: str) -> bool:
        return then in self.follows[now]

    def after(self, now: str) -> tuple[str, ...]:
        return tuple(sorted(self.follows[now]))

    @property
    def moves(self) -> tuple[str, ...]:
        """Every allowed change as "now>then", sorted: the arguments of the trigger."""
        return tuple(sorted(f"{now}>{then}" for now, thens in self.follows.items() for then in thens))


def _machine(table: str, born: str, states: type[StrEnum], moves: Mapping[str, str]) -> Machine:
    follows = {state.value: frozenset(moves.get(state.value, "").split()) for state in states}
    return Machine(table, frozenset(born.split()), MappingProxyType(follows))


CASE = _machine(
    "cases",
    "open",
    CaseState,
    {
        "open": "reading cancelled",
        "reading": "judging cancelled",
        "judging": "judged failed reading cancelled",
        "judged": "reading judging decided cancelled",  # a supplement or a newer reader; another policy; a person
        "failed": "judging reading cancelled",
        "decided": "reading purged",  # 退回补正 brings a supplement
        "cancelled": "purged",
    },
)
UPLOAD = _machine(
    "uploads",
    "expected received",
    UploadState,
    {"expected": "received removed", "received": "removed purged", "removed": "purged"},
)
WORK = _machine(
    "work",
    "due",
    WorkState,
    {
        "due": "leased dropped done",
        "leased": "done due quarantined dropped",
        "quarantined": "due dropped",
    },
)
READING = _machine("readings", "due", ReadingState, {"due": "done quarantined", "quarantined": "due"})
SLICE = _machine("reading_slices", "due", ReadingState, {"due": "done quarantined", "quarantined": "due"})
DELIVERY = _machine("deliveries", "due", DeliveryState, {"due": "delivered dead", "dead": "due", "delivered": "due"})
IMPORT = _machine("imports", "expected due", ImportState, {"expected": "due failed", "due": "done failed"})
IMPORT_ROW = _machine("import_rows", "due", RowState, {"due": "done refused"})

MACHINES = (CASE, UPLOAD, WORK, READING, SLICE, DELIVERY, IMPORT, IMPORT_ROW)

CASE_TYPES = ("application", "renewal", "hospital_change")
TRACKS = ("instant", "batch")
CHANNELS = ("self", "proxy")
RIGHTS = (
    "cases:write",
    "cases:read",
    "reports:read",
    "webhooks:write",
    "imports:write",
    "admin",
)

ROLES = ("reviewer", "senior_reviewer", "auditor", "administrator", "read_only")
DECIDING = ("reviewer", "senior_reviewer")
AUDITING = ("auditor",)
"""No user both decides and audits."""
WORK_KINDS = ("read", "judge", "notify", "import", "purge", "forget", "count", "try")
QUEUES = ("read.instant", "read.batch", "judge.instant", "judge", "notify", "import", "purge", "trial")
MARKS = ("confirmed", "dismissed", "withdrawn")  # what a person says of a finding, and that they take it back
DECISIONS = ("forward", "supplement", "pass_on")  # 材料齐全, 退回补正, 转交同事
