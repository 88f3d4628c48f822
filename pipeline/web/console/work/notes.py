"""备注: what reviewers tell each other about a case; and asking for its files to be read again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response

from pipeline.web.console.errors import ConsoleError
from pipeline.web.console.pages import page
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case
from pipeline.web.console.users import User, may
from pipeline.web.console.work.desk import changed, held
from pipeline.web.context import OfWeb
from storage.errors import NotFound
from storage.records import flow, notes, uploads, users

router = APIRouter(prefix="/console/cases/{case_id}", include_in_schema=False)
Views = Annotated[User, may(Right.CASE_VIEW)]
Works = Annotated[User, may(Right.CASE_WORK)]
LONGEST = 2000


@router.get("/notes")
def get_notes(case_id: UUID, request: Request, web: OfWeb, user: Views) -> Response:
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        there = notes.of_case(tx, web.service.vault, case_id)
        names = users.names(tx, web.service.vault) if there else {}
    return page(request, user, "case/_notes.html", case=case, notes=there, names=names)


@router.post("/notes")
def post_note(
    case_id: UUID, request: Request, web: OfWeb, user: Works, text: Annotated[str, Form(max_length=LONGEST)] = ""
) -> Response:
    """A note takes no claim: a colleague who was asked may answer."""
    words = text.strip()
    if not words:
        raise ConsoleError("work.note_empty", 400)
    with web.service.database.begin(request.state.request_id) as tx:
        own_case(tx, user, case_id)
        notes.add(tx, web.service.vault, case_id, words, user.id)
    return get_notes(case_id, request, web, user)


@router.post("/reread")
def post_reread(
    case_id: UUID, request: Request, web: OfWeb, user: Works, upload: Annotated[UUID | None, Query()] = None
) -> Response:
    """All files of the case, or one, are read anew; corrections stay."""
    with web.service.database.begin(request.state.request_id) as tx:
        case = held(tx, web, user, case_id)
        files = {row.id: row.sha256 for row in uploads.of_case(tx, case_id) if row.sha256}
        if upload is not None and upload not in files:
            raise NotFound("the case has no such upload")
        shas = {files[upload]} if upload is not None else set(files.values())
        its = web.service.settings.service
        told = flow.reread(tx, case, {sha for sha in shas if sha}, web.service.reader, user.actor, its.slice_pages)
    web.service.tell(told)
    return changed()
