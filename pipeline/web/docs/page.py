"""/docs: the API to read, made from its own document. One page, nothing from elsewhere, nothing that runs."""

from __future__ import annotations

from functools import cache

import jinja2
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from pipeline.report.as_html import csp_hash, template_text
from pipeline.web.catalogue import KINDS
from pipeline.web.docs import outline

router = APIRouter(include_in_schema=False)
HERE = "https://yushen.invalid"
"""Stands in the page, rendered once, for the address that a reader has come to."""


@router.get("/docs")
def show_docs(request: Request) -> HTMLResponse:
    app = request.app
    if not hasattr(app.state, "docs"):
        app.state.docs = rendered(app.openapi(), HERE)
    url = app.state.service.settings.service.public_url or str(request.base_url).rstrip("/")
    text = app.state.docs.replace(HERE, str(escape(url)))
    return HTMLResponse(text, headers={"Content-Security-Policy": policy()})


def rendered(document: outline.Json, url: str) -> str:
    """`url`: of the API, as whoever reads this reaches it."""
    style = template_text("api.css")
    return (
        _environment()
        .get_template("api.html")
        .render(
            info=document["info"],
            subjects=outline.subjects(document),
            schemas=outline.schemas(document),
            problems=KINDS,
            url=url,
            style=Markup(style),  # noqa: S704 (our own file)
        )
    )


@cache
def policy() -> str:
    style = csp_hash(template_text("api.css"))
    return f"default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
