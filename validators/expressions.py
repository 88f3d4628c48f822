"""What a requirement may ask, as a small algebra over materials: the records, without any judging.

A material is a kind of paper, perhaps with conditions; `any`, `all`, k of several, a count of papers within a window, a
time that has to have passed, and a gate (only for proxies, only for women …) combine them. `requirements.py` evaluates.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.reading import DateRole, Kind
from validators.periods import Period

OPERATORS = ("<", "<=", ">", ">=", "=")
TITLES = ("医士", "住院医师", "主治医师", "副主任医师", "主任医师")
"""Physicians' titles, ascending. 主任 alone is an office and no title."""
LEVELS = {"未定级": 0, "一级": 1, "二级": 2, "三级": 3}
CLASSES = ("特", "甲", "乙", "丙")


@dataclass(frozen=True, slots=True)
class Words:
    """Text that has to hold one of `any_of` and none of `none_of`."""

    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabCondition:
    """A row of a lab table: that it is there, what it has to show, how often and how far apart."""

    items: tuple[str, ...]  # names or codes, any of them
    operator: str = ""  # one of OPERATORS, "" if only presence is asked
    value: float = 0.0
    unit: str = ""
    abnormal: bool = False  # the result has to be flagged or positive
    specimen: Words = Words()
    times: int = 1
    apart: Period | None = None  # between the first and the last of them


@dataclass(frozen=True, slots=True)
class IssuerCondition:
    """One acceptable issuer; what is None or empty does not matter."""

    level: int | None = None  # at least
    classes: tuple[str, ...] = ()
    speciality: tuple[str, ...] = ()  # words of the institution's name


@dataclass(frozen=True, slots=True)
class SignatureCondition:
    n: int
    title_at_least: str  # one of TITLES


@dataclass(frozen=True, slots=True)
class StageCondition:
    """A stage or grade a diagnosis has to state: 高血压 at least 2级."""

    of: tuple[str, ...]  # words of the diagnosis
    at_least: int
    scale: str = ""  # 级, 期 … "" for any


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one of `kinds` that meets every condition."""

    kinds: tuple[Kind, ...]
    lab: LabCondition | None = None
    modality: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()  # words that the conclusion or a confirmed diagnosis has to state
    medication: tuple[str, ...] = ()
    stage: StageCondition | None = None
    max_age: Period | None = None
    issuer: tuple[IssuerCondition, ...] = ()  # any of them
    department: tuple[str, ...] = ()
    signatures: SignatureCondition | None = None
    not_substitutable: tuple[Kind, ...] = ()  # kinds that people hand in for it and that do not stand in for it

    @property
    def conditional(self) -> bool:
        return any(
            (self.lab, self.modality, self.supports, self.medication, self.stage, self.max_age, self.issuer)
        ) or any((self.department, self.signatures))


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least n different ones of the parts."""

    n: int
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """At least n papers of different days, counted back from the submission date, and far enough apart."""

    n: int
    of: Expression  # a paper, a name or any of such
    within: Period | None = None  # no older than this at submission
    span: Period | None = None  # between the first and the last


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A time that has to have passed since a date on a paper."""

    kinds: tuple[Kind, ...]
    role: DateRole | None  # None: the issue date
    at_least: Period


@dataclass(frozen=True, slots=True)
class Gate:
    """For whom something holds; what is empty or None does not matter."""

    channel: str = ""  # self or proxy
    sex: str = ""  # 男 or 女
    age_at_least: int | None = None
    age_at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Gated:
    gate: Gate
    then: Expression


@dataclass(frozen=True, slots=True)
class Named:
    """A reference to the pack's materials; the loader has checked that it exists."""

    name: str
    path: str = field(default="", compare=False)  # where it was written, for errors
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


Expression = Paper | AnyOf | AllOf | SomeOf | Several | Elapsed | Gated | Named
