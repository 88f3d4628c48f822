"""What a check is: a small pure function that rules call by name. It returns results, never raises for a violation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from extractors.reading import Box, Document, Evidence, SealPurpose
from validators.dossier import Dossier
from validators.expressions import IssuerCondition, SignatureCondition
from validators.periods import Period
from validators.verdict import JudgedDocument, Message, Outcome

T = TypeVar("T")
WHOLE_PAGE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check saw. The judge adds code, citation and remedy, and takes back a `fail` that was not clearly seen."""

    outcome: Outcome
    message: Message
    evidence: tuple[Evidence, ...] = ()
    expected: str = ""
    found: str = ""
    cause: str | None = None  # code of the finding that keeps this check from seeing
    remedy: Message | None = None  # instead of the rule's own
    document: str | None = None
    upload: str | None = None
    page: int | None = None
    clear: bool = True  # seen with certainty; False turns a fail into unsure


@dataclass(frozen=True, slots=True)
class Given:
    """A rule's parameters, resolved for the day; the loader has checked their types."""

    values: Mapping[str, object]

    def period(self, name: str) -> Period:
        return self._as(name, Period)

    def integer(self, name: str) -> int:
        return self._as(name, int)

    def text(self, name: str) -> str:
        return self._as(name, str)

    def flag(self, name: str) -> bool:
        return self._as(name, bool)

    def purposes(self, name: str) -> tuple[SealPurpose, ...]:
        return tuple(SealPurpose(str(p)) for p in self._as(name, tuple))

    def issuers(self, name: str) -> tuple[IssuerCondition, ...]:
        return self._as(name, tuple)

    def signatures(self, name: str) -> SignatureCondition:
        return self._as(name, SignatureCondition)

    def _as(self, name: str, kind: type[T]) -> T:
        value = self.values[name]
        if not isinstance(value, kind):
            raise TypeError(f"the parameter {name!r} is a {type(value).__name__}, the check expects {kind.__name__}")
        return value


DocumentFunction = Callable[[JudgedDocument, Given, Dossier], Iterable[Result]]
CaseFunction = Callable[[Given, Dossier], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    code: str
    parameters: Mapping[str, str]  # name → type (see checks/parameters.py)
    of_document: DocumentFunction | None = None
    of_case: CaseFunction | None = None

    @property
    def documentation(self) -> str:
        function = self.of_document or self.of_case
        return (function.__doc__ or "") if function else ""


CHECKS: dict[str, Check] = {}
"""Every check by name; filled by importing `validators.checks.catalogue`."""


def document_check(name: str, code: str, **parameters: str) -> Callable[[DocumentFunction], DocumentFunction]:
    """Register a function that judges one paper at a time."""

    def register(function: DocumentFunction) -> DocumentFunction:
        _add(Check(name, code, parameters, of_document=function))
        return function

    return register


def case_check(name: str, code: str, **parameters: str) -> Callable[[CaseFunction], CaseFunction]:
    """Register a function that judges the whole case."""

    def register(function: CaseFunction) -> CaseFunction:
        _add(Check(name, code, parameters, of_case=function))
        return function

    return register


def _add(check: Check) -> None:
    if check.name in CHECKS:
        raise ValueError(f"two checks are called {check.name!r}")
    CHECKS[check.name] = check


def passed(zh: str, en: str, *, evidence: tuple[Evidence, ...] = (), expected: str = "", found: str = "") -> Result:
    return Result(Outcome.PASS, Message(zh, en), evidence, expected, found)


def whole_pages(document: Document) -> tuple[Evidence, ...]:
    """Look here where nothing was found: every page of the document, in full."""
    return tuple(
        Evidence(p.upload, p.page, WHOLE_PAGE, document.title, document.kind_confidence) for p in document.pages
    )
