"""report.html: one file a reviewer can read, send and print.

Nothing in it comes from elsewhere, and nothing a paper says is run.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.report import labels, subjects
from pipeline.report.masking import mask_id, shown
from pipeline.report.pictures import Pictures
from pipeline.report.view import spots, view

__all__ = ["csp_hash", "environment", "render", "spots", "template_text"]


def render(report: Mapping[str, Any], pictures: Pictures) -> str:
    """The page for a report as made by `as_json.report`, with its pictures."""
    style, script = template_text("report.css"), template_text("report.js")
    return (
        environment()
        .get_template("report.html")
        .render(
            view=view(report, pictures),
            report=report,
            labels=labels,
            subjects=subjects,
            mask_id=mask_id,
            style=Markup(style),  # noqa: S704 (our own file)
            script=Markup(script),  # noqa: S704 (our own file)
            style_hash=csp_hash(style),
            script_hash=csp_hash(script),
        )
    )


def _finalize(value: Any) -> Any:
    """Every text that is not our own markup is cleaned and masked on its way out, then escaped by Jinja."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return "" if value is None else value


@cache
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template_text(name: str) -> str:
    return files("pipeline").joinpath("templates", name).read_text("utf-8")


def csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
