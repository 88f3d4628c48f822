"""What goes wrong in the console becomes a page, or for htmx a line that says so. None carries anything personal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from pipeline.intake.errors import IntakeError
from pipeline.web.problems import ProblemError, problem_of
from storage.errors import Conflict, NotFound, Refused, StorageError
from storage.records.users import UserError

if TYPE_CHECKING:
    from pipeline.web.console.rights import Right
    from pipeline.web.console.users import User

SIGN_IN = "/console/sign-in"


class ConsoleError(Exception):
    """Something the user has to know: `key` of words (title `key`, what to do `key`_hint), shown with this status."""

    def __init__(self, key: str, status: int = 400, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.values = values


class SignInNeededError(ConsoleError):
    """There is no session, or one that is not complete; `where` goes on with it."""

    def __init__(self, where: str = SIGN_IN) -> None:
        super().__init__("error.sign_in", 401)
        self.where = where


class ForbiddenError(ConsoleError):
    def __init__(self, user: User, right: Right) -> None:
        super().__init__("error.forbidden", 403)
        self.user = user
        self.right = right


class ForgedError(ConsoleError):
    """A form without this session's token: an old page, or somebody else's."""

    def __init__(self) -> None:
        super().__init__("error.forged", 403)


def is_console(request: Request) -> bool:
    return request.url.path == "/console" or request.url.path.startswith("/console/")


def respond(request: Request, error: Exception) -> Response:
    """The console's answer to any exception."""
    if isinstance(error, SignInNeededError):
        return _elsewhere(request, error.where)
    from pipeline.web.console.pages import error_page  # noqa: PLC0415 (pages know users, users know errors)

    key, status, values = _told(error)
    answer = error_page(request, key, status, values)
    if isinstance(error, ForgedError):
        answer.headers["HX-Trigger"] = "session-other"
    return answer


def _elsewhere(request: Request, where: str) -> Response:
    """A full page is sent there and comes back later; a page that is open is told, and keeps what was typed in it."""
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Trigger": "session-ended"})
    if request.method in ("GET", "HEAD") and where == SIGN_IN:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        where = f"{where}?next={quote(path, safe='')}"
    return RedirectResponse(where, 303)


def _told(error: Exception) -> tuple[str, int, dict[str, object]]:  # noqa: PLR0911 (a table of exceptions)
    match error:
        case ConsoleError():
            return error.key, error.status, error.values
        case UserError():
            return f"error.{error.code}", 422, {}
        case NotFound():
            return "error.not_found", 404, {}
        case Conflict():
            return "error.conflict", 409, {}
        case Refused():
            return "error.state", 409, {}
        case StorageError():
            return "error.unavailable", 503, {}
        case RequestValidationError():
            return "error.invalid", 422, {}
        case IntakeError() | ProblemError():
            return "error.invalid", problem_of(error).status, {}
        case HTTPException(status_code=404):
            return "error.not_found", 404, {}
        case HTTPException():
            return "error.invalid", error.status_code, {}
        case _:
            return "error.internal", 500, {}
