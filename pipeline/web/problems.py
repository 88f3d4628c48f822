"""Errors as application/problem+json (RFC 9457), each with a stable code, both languages and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from pipeline.casetext import CaseTextError
from pipeline.casetext import Problem as Mistake
from pipeline.intake.errors import IntakeError
from pipeline.web.catalogue import KINDS
from pipeline.web.mistakes import mistakes
from storage.errors import Conflict, NotFound, Refused, StorageError
from storage.states import CaseState

MEDIA_TYPE = "application/problem+json"
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", 406: "not_acceptable", 413: "too_large", 400: "invalid_body"}


class ProblemError(Exception):
    """Something the sender has to know. `more` are further members: differs, state, allowed, expected, limit …"""

    def __init__(
        self,
        code: str,
        zh: str = "",
        en: str = "",
        *,
        problems: Sequence[Mistake] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.zh = zh
        self.en = en
        self.problems = tuple(problems)
        self.headers = dict(headers or {})
        self.more = more

    @property
    def status(self) -> int:
        return KINDS[self.code].status

    def body(self, request_id: str) -> dict[str, Any]:
        kind = KINDS[self.code]
        body: dict[str, Any] = {
            "type": f"urn:yushen:problem:{self.code}",
            "title": kind.title_zh,
            "status": kind.status,
            "detail": self.zh or kind.title_zh,
            "code": self.code,
            "action": kind.action_zh,
            "en": {"title": kind.title_en, "detail": self.en or kind.title_en, "action": kind.action_en},
            "request_id": request_id,
        }
        if self.problems:
            body["problems"] = [{"key": p.key, "zh": p.zh, "en": p.en} for p in self.problems]
        return body | self.more


def respond(request: Request, error: Exception) -> JSONResponse:
    """The answer to any exception that reaches the edge."""
    problem = problem_of(error)
    headers = dict(problem.headers)
    if isinstance(error, HTTPException) and error.headers:
        headers |= error.headers
    if problem.status == 503:
        headers.setdefault("Retry-After", "2")
    body = problem.body(getattr(request.state, "request_id", ""))
    return JSONResponse(body, problem.status, headers, MEDIA_TYPE)


def problem_of(error: Exception) -> ProblemError:  # noqa: PLR0911 (a table of exceptions)
    match error:
        case ProblemError():
            return error
        case CaseTextError():
            return ProblemError("invalid_case", problems=error.problems)
        case NotFound():
            return ProblemError("not_found")
        case Conflict():
            return ProblemError("case_conflict", differs=list(error.differs))
        case IntakeError():
            return ProblemError(error.code, error.zh, error.en, problems=error.problems, **error.more)
        case Refused():
            zh, en = f"当前状态为 {error.now}", f"the state is {error.now}"
            return ProblemError("state_conflict", zh, en, state=error.now, allowed=_asked_for(error.allowed))
        case StorageError():
            return ProblemError("unavailable")
        case RequestValidationError():
            return ProblemError("invalid_request", problems=mistakes(error.errors()))
        case HTTPException():
            return ProblemError(_BY_STATUS.get(error.status_code, "invalid_request"))
        case _:
            return ProblemError("internal")


def _asked_for(states: Iterable[str]) -> list[str]:
    """Without what nobody can ask for: purging is done on its day."""
    return [state for state in states if state != CaseState.PURGED]
