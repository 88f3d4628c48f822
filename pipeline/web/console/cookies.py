"""The console's cookies: the session's, and the language's. With TLS their names bind them to this host."""

from __future__ import annotations

from fastapi import Request, Response

from pipeline.web.context import Web

LANGUAGE = "yushen_lang"
LANGUAGES = ("zh", "en")
YEAR = 365 * 86400


def secure(web: Web) -> bool:
    """Whether browsers reach us by TLS, as YUSHEN_PUBLIC_URL says."""
    return web.service.settings.service.public_url.startswith("https://")


def name(web: Web, plain: str) -> str:
    return f"__Host-{plain}" if secure(web) else plain


def session(request: Request, web: Web) -> str:
    return request.cookies.get(name(web, "yushen_session"), "")


def set_session(response: Response, web: Web, token: str) -> None:
    keep(response, web, "yushen_session", token)


def drop_session(response: Response, web: Web) -> None:
    drop(response, web, "yushen_session")


def keep(response: Response, web: Web, plain: str, value: str, seconds: int | None = None) -> None:
    """None: until the browser is closed."""
    response.set_cookie(
        name(web, plain), value, max_age=seconds, path="/", secure=secure(web), httponly=True, samesite="lax"
    )


def drop(response: Response, web: Web, plain: str) -> None:
    response.delete_cookie(name(web, plain), path="/", secure=secure(web), httponly=True, samesite="lax")


def language(request: Request) -> str | None:
    """As the switch was set in this browser."""
    chosen = request.cookies.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else None


def set_language(response: Response, web: Web, chosen: str) -> None:
    response.set_cookie(LANGUAGE, chosen, max_age=YEAR, path="/", secure=secure(web), httponly=True, samesite="lax")
