"""导出: results taken away as a file, pseudonymised, marked with who took it, and logged."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Request, Response

from pipeline.quality.export.files import FORMATS, FormatMissingError
from pipeline.quality.export.sheet import Watermark, sheet
from pipeline.web.console.audit.scope import OfAsked, regions
from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.rights import Right
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb
from storage.records import access, comparisons, events, sampling_plans

MOST = 1_000_000  # rows of one file: a spreadsheet holds 1,048,576
router = APIRouter(prefix="/console/audit/exports", include_in_schema=False)


@router.post("")
def post_export(
    request: Request,
    web: OfWeb,
    user: Annotated[User, may(Right.AUDIT_EXPORT)],
    asked: OfAsked,
    kind: Annotated[str, Form(alias="format", max_length=10)],
) -> Response:
    """Results as the page was asked for them."""
    if kind not in FORMATS:
        raise ConsoleError("error.invalid", 422)
    media_type, write = FORMATS[kind]
    mark = Watermark(uuid4(), user.login, dt.datetime.now(dt.UTC))
    with web.service.database.begin(request.state.request_id) as tx:
        if asked.plan is not None:
            sampling_plans.get(tx, asked.plan, regions(user, web))
        if comparisons.count(tx, asked.scope(user, web)) > MOST:
            raise ConsoleError("error.too_much", 422)
        taken = sheet(comparisons.seen(tx, asked.scope(user, web)), web.service.vault, mark)
        data = {"export": str(mark.export), "format": kind, "rows": len(taken.rows)}
        access.note(tx, user.id, "export", None, data)
        events.append(tx, "quality.exported", user.actor, data=data)
    try:
        body = write(taken)
    except FormatMissingError:
        raise ConsoleError("error.format_missing", 422) from None
    name = f"yushen-audit-{mark.at:%Y%m%d-%H%M%S}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=media_type, headers=headers)
