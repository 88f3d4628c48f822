"""The screen of one case, its pages, and who is at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import Connection

from pipeline.darkroom import SIDES, Size
from pipeline.report import labels
from pipeline.report.masking import mask_id
from pipeline.web.console import places
from pipeline.web.console.pages import ZONE, go, page
from pipeline.web.console.reading.named import namer
from pipeline.web.console.reading.query import Query
from pipeline.web.console.reading.remaining import remaining
from pipeline.web.console.reading.screen import Json, lines, screen, viewer
from pipeline.web.console.rights import Right
from pipeline.web.console.scope import own_case, own_upload
from pipeline.web.console.users import User, may
from pipeline.web.context import OfWeb, Web
from storage.errors import Conflict, NotFound
from storage.records import access, cases, claims, events, queue, uploads, users, verdicts
from storage.records.cases import CaseRow
from storage.records.claims import Claim
from storage.records.queue import Entry, Place
from storage.records.verdicts import VerdictRow
from storage.states import CaseState
from validators.case import Person

router = APIRouter(prefix="/console/cases", include_in_schema=False)
Viewer = Annotated[User, may(Right.CASE_VIEW)]
Worker = Annotated[User, may(Right.CASE_WORK)]
Revealer = Annotated[User, may(Right.CASE_REVEAL)]
PRIVATE = {"Cache-Control": "no-store"}
NEIGHBOURS = 10  # cases that are looked through for one that nobody is at


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a case before its report is."""

    case: CaseRow
    verdict: VerdictRow | None
    files: Sequence[tuple[str, str, UUID]]  # name, sha256 and id of every upload it ever had
    applicant: Person | None  # None once purged
    agent: Person | None


@router.get("/{case_id}")
def get_case(request: Request, case_id: UUID, web: OfWeb, user: Viewer) -> Response:
    query = Query.of(request.query_params)
    with web.service.database.look() as tx:
        opened = _opened(web, tx, user, case_id)
        access.note(tx, user.id, "case", case_id, {"verdict": opened.verdict.number if opened.verdict else None})
        beside = _beside(web, tx, user, opened.case, query)
        seen = events.newest(tx, case_id)
    common = {"opened": opened, "case": opened.case, "query": query, "seen": seen, "mask_id": mask_id, **beside}
    common |= _names_of(user)
    report = _report(web, opened)
    if report is None:
        return page(request, user, "case/unread.html", **common)
    found = screen(report, _upload_ids(report, opened))
    data = {"base": f"/console/cases/{case_id}", "sides": SIDES, "pages": viewer(found, user.language)}
    return page(request, user, "case/show.html", screen=found, data=data, **common)


def _opened(web: Web, tx: Connection, user: User, case_id: UUID) -> Opened:
    case, vault = own_case(tx, user, case_id), web.service.vault
    if case.state is CaseState.PURGED:
        return Opened(case, None, (), None, None)
    rows = uploads.of_case(tx, case_id, live=False)
    applicant, agent = cases.person(vault, case)
    files = [(uploads.name(vault, row), row.sha256, row.id) for row in rows if row.sha256 and row.name is not None]
    return Opened(case, verdicts.current(tx, case_id), files, applicant, agent)


def _report(web: Web, opened: Opened) -> Json | None:
    """None where the case has none yet, or has none any more."""
    key = opened.verdict.blobs.get("json") if opened.verdict else None
    stored = web.service.blobs.get_sealed(key, web.service.vault) if key else None
    found: Json | None = None if stored is None else msgspec.json.decode(stored)
    return found


def _upload_ids(report: Json, opened: Opened) -> dict[str, UUID]:
    """By the names in the report; of uploads of one name, in several rounds, the one whose bytes were judged."""
    judged = {(upload["name"], upload["sha256"]) for upload in report["uploads"]}
    return {name: id_ for name, sha256, id_ in opened.files if (name, sha256) in judged}


def _beside(web: Web, tx: Connection, user: User, case: CaseRow, query: Query) -> dict[str, Any]:
    """Where the case stands in its list, and who is at it."""
    entry = queue.get(tx, case.id)
    today = dt.datetime.now(ZONE).date()
    before, after = (None, None) if entry is None else _neighbours(web, tx, user, entry, query)
    return {
        "entry": entry,
        "remaining": None if entry is None else remaining(entry, today),
        "before": before,
        "after": after,
        **_claim_of(web, tx, user, claims.of_case(tx, case.id)),
    }


def _neighbours(web: Web, tx: Connection, user: User, entry: Entry, query: Query) -> tuple[UUID | None, UUID | None]:
    """The cases before and behind it in the list that nobody else is at."""
    filters, place = query.filters(web, user, dt.datetime.now(ZONE).date()), Place.of(entry)
    back = reversed(queue.before(tx, filters, place, NEIGHBOURS))
    on = queue.page(tx, filters, place, NEIGHBOURS)
    free = [next((e.case_id for e in found if e.holder in (None, user.id)), None) for found in (back, on)]
    return free[0], free[1]


def _claim_of(web: Web, tx: Connection, user: User, claim: Claim | None) -> dict[str, Any]:
    holder = "" if claim is None else users.name(web.service.vault, users.get(tx, claim.user_id))
    return {"claim": claim, "holder": holder, "is_mine": claim is not None and claim.user_id == user.id}


def _names_of(user: User) -> dict[str, Any]:
    return {"labels": labels, "named": namer(user.language), "region": places.namer(user.language)}


@router.get("/{case_id}/text")
def get_text(case_id: UUID, web: OfWeb, user: Viewer) -> Response:
    """What was read on its pages, line by line, for the viewer."""
    with web.service.database.look() as tx:
        opened = _opened(web, tx, user, case_id)
    report = _report(web, opened)
    if report is None:
        raise NotFound(f"case {case_id} has no report")
    return Response(msgspec.json.encode(lines(report, _upload_ids(report, opened))), media_type="application/json")


@router.get("/{case_id}/pages/{upload_id}/{number}/{size}")
async def get_page(
    case_id: UUID, upload_id: UUID, number: int, size: Size, web: OfWeb, user: Viewer, *, ahead: bool = False
) -> Response:
    """The picture of a page as delivered; each look at one that can be read is recorded, also one `ahead` of it, by the
    screen of the case before."""

    def allowed() -> uploads.UploadRow:
        with web.service.database.look() as tx:
            row = own_upload(tx, user, case_id, upload_id)
            if size is not Size.SMALL:
                data = {"upload": str(upload_id), "page": number, "size": size.value} | (
                    {"ahead": True} if ahead else {}
                )
                access.note(tx, user.id, "page", case_id, data)
        return row

    data = await web.darkroom.picture(await web.run(allowed), number, size)
    if data is None:
        raise NotFound(f"there is no picture of page {number} of upload {upload_id}")
    return Response(data, media_type="image/jpeg", headers=PRIVATE)


@router.post("/{case_id}/warm")
async def post_warm(case_id: UUID, web: OfWeb, user: Viewer) -> Response:
    """The case will be opened next: have at hand what it shows first, and tell the pictures to fetch ahead."""

    def first() -> tuple[uploads.UploadRow, int] | None:
        with web.service.database.look() as tx:
            opened = _opened(web, tx, user, case_id)
            report = _report(web, opened)
            place = screen(report, _upload_ids(report, opened)).first if report else None
            return None if place is None else (uploads.get(tx, place.upload_id), int(place.page["page"]))

    wanted = await web.run(first)
    if wanted is None:
        return Response(status_code=204)
    upload, number = wanted
    await web.darkroom.picture(upload, number, Size.MEDIUM)
    return JSONResponse([f"/console/cases/{case_id}/pages/{upload.id}/{number}/{Size.MEDIUM}"], headers=PRIVATE)


@router.post("/{case_id}/reveal")
def post_reveal(request: Request, case_id: UUID, web: OfWeb, user: Revealer) -> Response:
    """ID numbers in full; that they were looked at is recorded."""
    with web.service.database.look() as tx:
        opened = _opened(web, tx, user, case_id)
        access.note(tx, user.id, "reveal", case_id, {"what": "id_number"})
    return page(request, user, "case/_revealed.html", opened=opened)


@router.get("/{case_id}/claim")
def get_claim(request: Request, case_id: UUID, web: OfWeb, user: Viewer) -> Response:
    with web.service.database.look() as tx:
        case = own_case(tx, user, case_id)
        known = _claim_of(web, tx, user, claims.of_case(tx, case_id))
    return page(request, user, "case/_claim.html", case=case, **known)


@router.post("/{case_id}/claim")
def post_claim(request: Request, case_id: UUID, web: OfWeb, user: Worker) -> Response:
    """Take it, or keep it; where somebody else is at it, say who."""
    with web.service.database.begin(request.state.request_id) as tx:
        case = own_case(tx, user, case_id)
        try:
            claim = claims.hold(tx, case_id, user.id)
        except Conflict:
            found = claims.of_case(tx, case_id)
        else:
            found = claim
        known = _claim_of(web, tx, user, found)
    return page(request, user, "case/_claim.html", case=case, **known)


@router.post("/{case_id}/release")
def post_release(request: Request, case_id: UUID, web: OfWeb, user: Worker) -> Response:
    with web.service.database.begin(request.state.request_id) as tx:
        case = own_case(tx, user, case_id)
        claims.release(tx, case_id, user.id)
        known = _claim_of(web, tx, user, claims.of_case(tx, case_id))
    return page(request, user, "case/_claim.html", case=case, **known)


@router.get("/{case_id}/onward")
def get_onward(request: Request, case_id: UUID, web: OfWeb, user: Viewer) -> Response:
    """From a case that is done to the most urgent one of the same list that nobody is at."""
    query = Query.of(request.query_params)
    filters = replace(query.filters(web, user, dt.datetime.now(ZONE).date()), free=True)
    with web.service.database.look() as tx:
        own_case(tx, user, case_id)
        found = [entry.case_id for entry in queue.page(tx, filters, limit=2) if entry.case_id != case_id]
    return go(f"/console/cases/{found[0]}?{query.url()}" if found else f"/console/queue?{query.url()}", request)
