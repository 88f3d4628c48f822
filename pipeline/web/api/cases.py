"""Cases: create, look, list, submit, cancel, supplement."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from sqlalchemy import Connection

from pipeline import casetext
from pipeline.intake.cases import Intake
from pipeline.intake.sender import Sender
from pipeline.regions import within
from pipeline.web import bodies, views
from pipeline.web.auth import Keeps, Reads, Writes
from pipeline.web.context import OfWeb, Web
from pipeline.web.cursors import decoded, encoded
from pipeline.web.examples import CASE_BODY
from pipeline.web.models.cases import CaseList, CaseOut, Submit, SupplementOut, Track
from pipeline.web.once import OfKey, once
from pipeline.web.problems import ProblemError
from storage.records import case_lists, cases, flow
from storage.records.case_lists import Filters
from storage.states import CaseState

router = APIRouter(prefix="/v1", tags=["cases 申请"])


@router.post(
    "/cases",
    status_code=201,
    summary="创建申请",
    responses={
        200: {"model": CaseOut, "description": "已存在内容相同的申请。The same case is there already."},
        201: {"description": "已创建。Created."},
    },
    openapi_extra=CASE_BODY,
)
async def create_case(request: Request, response: Response, web: OfWeb, sender: Writes, key: OfKey = None) -> CaseOut:
    """Create a case.

    The same `case_key` with the same content gives the same case (200); other content under the same key gives 409
    with `differs`. Uploads named in the body are expected before the case can be submitted. Body: the JSON of
    case.json, with `uploads` optional.
    """
    text = await bodies.text(request, web)
    case = casetext.parse(text, web.regions.names, uploads_named=False)
    intake = web.intake(sender)

    def work() -> tuple[CaseOut, int]:
        prepared = intake.prepared(case)
        with intake.begin() as tx:

            def create() -> tuple[int, str]:
                row, is_new = intake.create(tx, prepared)
                return (201 if is_new else 200), str(row.id)

            def differs(first: str) -> tuple[str, ...]:
                return intake.differs(tx, UUID(first), prepared)

            asked = json.dumps(json.loads(text), sort_keys=True).encode()  # however it is spaced and ordered
            status, case_id = once(web.service, sender, tx, key, asked, create, differs)
            return views.case(web.service, tx, intake.own(tx, UUID(case_id))), status

    shown, response.status_code = await web.run(work)
    response.headers["Location"] = shown.links.self
    return shown


@router.get(
    "/cases",
    summary="申请列表",
)
def list_cases(
    web: OfWeb,
    sender: Reads,
    *,
    cursor: Annotated[str | None, Query(max_length=40, description="`next_cursor` of the page before. 翻页")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    state: Annotated[list[CaseState] | None, Query(max_length=8, description="Any of these. 状态")] = None,
    region: Annotated[list[str] | None, Query(max_length=20, description="Any of these. 统筹区")] = None,
    track: Annotated[Track | None, Query(description="instant 即时 · batch 批量")] = None,
    case_key: Annotated[str | None, Query(max_length=100, description="Exactly this one. 申请编号")] = None,
    created_from: Annotated[dt.datetime | None, Query(description="At this time or later; with a time zone.")] = None,
    created_before: Annotated[dt.datetime | None, Query(description="Before this time; with a time zone.")] = None,
) -> CaseList:
    """Cases of this client, newest first."""
    filters = Filters(
        states=tuple(one.value for one in state) if state else None,
        regions=_regions(web, sender.regions, region),
        track=track,
        case_key=_plain(case_key),
        created_from=_zoned(created_from),
        created_before=_zoned(created_before),
    )
    with web.service.database.look() as tx:
        rows, following = case_lists.page(tx, sender.client_id, filters, decoded(cursor), limit)
    return CaseList(cases=[views.brief(web.service, row) for row in rows], next_cursor=encoded(following))


@router.post(
    "/cases/{case_id}:submit",
    summary="提交预审",
)
def submit_case(
    case_id: UUID,
    web: OfWeb,
    sender: Writes,
    body: Annotated[Submit | None, Body(description="Optional. 可不传")] = None,
) -> CaseOut:
    """Have the case read and judged; for a supplement, its new uploads.

    Submitted again while nothing new has come: nothing changes. 409 `uploads_missing` names what has not come yet.
    """
    intake = web.intake(sender)
    return _told(web, intake, lambda tx: intake.submit(tx, case_id, body.withdraw if body else ()))


@router.post(
    "/cases/{case_id}:cancel",
    summary="撤回申请",
)
def cancel_case(case_id: UUID, web: OfWeb, sender: Writes) -> CaseOut:
    """Withdraw the case. What was being done for it stops; cancelled again: nothing changes."""
    intake = web.intake(sender)
    return _told(web, intake, lambda tx: intake.cancel(tx, case_id))


@router.delete(
    "/cases/{case_id}",
    summary="撤回申请（同 :cancel）",
)
def delete_case(case_id: UUID, web: OfWeb, sender: Writes) -> CaseOut:
    """The same as `:cancel`; nothing is erased by it."""
    return cancel_case(case_id, web, sender)


@router.post(
    "/cases/{case_id}:hold",
    summary="暂缓清除",
)
def hold_case(case_id: UUID, web: OfWeb, sender: Keeps) -> CaseOut:
    """A legal hold: the case is not purged, whatever its day, until the hold is lifted. Needs the right `admin`."""
    return _hold(web, sender, case_id, on=True)


@router.post(
    "/cases/{case_id}:lift-hold",
    summary="解除暂缓",
)
def lift_hold(case_id: UUID, web: OfWeb, sender: Keeps) -> CaseOut:
    """The case may be purged again when its day comes. Needs the right `admin`."""
    return _hold(web, sender, case_id, on=False)


@router.get(
    "/cases/{case_id}",
    summary="查询申请",
)
def get_case(case_id: UUID, web: OfWeb, sender: Reads) -> CaseOut:
    """One case with its uploads and its current verdict."""
    intake = web.intake(sender)
    with intake.look() as tx:
        return views.case(web.service, tx, intake.own(tx, case_id))


@router.post(
    "/cases/{case_id}/supplements",
    summary="开始补正",
)
def begin_supplement(case_id: UUID, web: OfWeb, sender: Writes) -> SupplementOut:
    """Begin to supplement a case that was judged: then add uploads (with `replaces` where one takes the place of
    another) and submit. Only new bytes are read; the earlier verdict is kept beside the new one. Begun again: the
    same round.
    """
    intake = web.intake(sender)
    with intake.begin() as tx:
        row = intake.open_supplement(tx, case_id)
        shown = views.case(web.service, tx, row)
    return SupplementOut(case_id=case_id, round=row.round + 1, case=shown)


def _hold(web: Web, sender: Sender, case_id: UUID, *, on: bool) -> CaseOut:
    intake = web.intake(sender)
    with intake.begin() as tx:
        row = cases.hold(tx, intake.own(tx, case_id), on, sender.actor)
        return views.case(web.service, tx, row)


def _told(web: Web, intake: Intake, move: Any) -> CaseOut:
    """Move the case, and tell the queue once that is committed."""

    def moved(tx: Connection) -> tuple[flow.Told, CaseOut]:
        told: flow.Told = move(tx)
        return told, views.case(web.service, tx, told.case)

    with intake.begin() as tx:
        told, shown = moved(tx)
    web.service.tell(told)
    return shown


def _regions(web: Web, covered: frozenset[str] | None, asked: list[str] | None) -> tuple[str, ...] | None:
    """Those asked for that the key covers, with the packs below them."""
    if asked is None and covered is None:
        return None
    wanted = [_plain(name) or "" for name in asked] if asked is not None else covered or ()
    paths = {path for name in wanted for path in web.regions.below(name)}
    return tuple(sorted(path for path in paths if covered is None or any(within(path, own) for own in covered)))


def _plain(value: str | None) -> str | None:
    if value is not None and not value.isprintable():
        raise ProblemError("invalid_request", "含有控制字符", "holds control characters")
    return value


def _zoned(time: dt.datetime | None) -> dt.datetime | None:
    if time is not None and time.tzinfo is None:
        raise ProblemError("invalid_request", "时间须带时区，如 2026-03-05T08:00:00+08:00", "times need a time zone")
    return time
