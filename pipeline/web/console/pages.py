"""Templates → responses: `page(request, user, "queue.html", cases=…)`, whole pages and htmx's parts alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.report.masking import shown
from pipeline.web.console import cookies, navigation
from pipeline.web.console.assets import static
from pipeline.web.console.errors import is_console
from pipeline.web.console.places import namer
from pipeline.web.console.users import User
from pipeline.web.console.words.catalogue import translator
from storage.records import sessions

TEMPLATES = Path(__file__).parent / "templates"
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ZONE = dt.timezone(dt.timedelta(hours=8))  # all regions keep Beijing's time


@cache
def templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static
    made.filters |= {"minute": minute, "day": day, "shown": shown}
    return made


def minute(time: dt.datetime | None) -> str:
    return "" if time is None else f"{time.astimezone(ZONE):%Y-%m-%d %H:%M}"


def day(time: dt.date | dt.datetime | None) -> str:
    if isinstance(time, dt.datetime):
        time = time.astimezone(ZONE)
    return "" if time is None else f"{time:%Y-%m-%d}"


def page(request: Request, user: User | None, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Templates know `t`, `region` (path → title), `language`, `user` (None before signing in), `csrf`, `may`, `path`,
    `static`, `nav`, `here`, `flash`. Whoever renders a whole page takes away what was to be said on it."""
    language = _language(request, user)
    found = navigation.places(user) if user is not None and _is_in(user) else []
    known = {
        "t": translator(language),
        "region": namer(language),
        "language": language,
        "user": user,
        "csrf": user.csrf if user is not None else "",
        "may": user.may if user is not None else _nothing,
        "path": request.url.path,
        "nav": found,
        "here": navigation.current(found, request.url.path),
        "switch": f"/console/language/{'en' if language == 'zh' else 'zh'}?next={_where(request)}",
        "flash": _flash(request, user) if not request.headers.get("hx-request") else (),
    }
    text = templates().get_template(template).render({**known, **context})
    headers = {"Content-Security-Policy": CSP, "Vary": "Cookie, HX-Request"}
    return HTMLResponse(text, status, headers)


def error_page(request: Request, key: str, status: int, values: Mapping[str, object]) -> Response:
    """For htmx a line among the messages; the form that was sent stays as it was filled in."""
    user: User | None = getattr(request.state, "user", None)
    request_id = getattr(request.state, "request_id", "")
    template = "_error.html" if request.headers.get("hx-request") else "error.html"
    told = page(request, user, template, status, key=key, values=dict(values), request_id=request_id, code=status)
    told.headers["HX-Retarget"], told.headers["HX-Reswap"] = "#messages", "innerHTML"
    return told


def go(where: str, request: Request | None = None) -> Response:
    """After a form: load this page (by htmx too)."""
    if request is not None and request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


def local(path: str, default: str = "/console") -> str:
    """A place of the console to go on to; what leads anywhere else becomes `default`."""
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if plain and (path == "/console" or path.startswith("/console/")) else default


def _nothing(_: object) -> bool:
    return False


def _is_in(user: User) -> bool:
    return user.session.whole and not user.row.must_change


def _language(request: Request, user: User | None) -> str:
    if user is not None:
        return user.language
    chosen = cookies.language(request)
    if chosen is not None:
        return chosen
    return "en" if request.headers.get("accept-language", "zh").lower().startswith("en") else "zh"


def _where(request: Request) -> str:
    """Back to this page, if it can be asked for again."""
    if request.method != "GET" or not is_console(request):
        return "/console"
    return quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")


def _flash(request: Request, user: User | None) -> tuple[sessions.Flash, ...]:
    if user is None or not user.session.flash:
        return ()
    with request.app.state.web.service.database.look() as tx:
        sessions.said(tx, user.session.id_hash)
    return user.session.flash
