"""How far a case is: asked for, or told as it happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from pipeline.web import views
from pipeline.web.auth import Reads
from pipeline.web.context import OfWeb, Web
from pipeline.web.models.cases import FilesOut, PagesOut, ProgressOut, StageOut, Timeline
from storage.errors import StorageError
from storage.records import cases, events, headway
from storage.records.cases import CaseRow
from storage.records.events import Event
from storage.states import CaseState

router = APIRouter(prefix="/v1", tags=["progress 进度"])

HEARTBEAT = 15.0
"""Seconds after which a stream says that it is still there."""
LONGEST = 600.0
"""Seconds after which a stream ends; its reader comes back with Last-Event-ID and is authenticated anew."""
PAGE = 200

STAGES = {
    CaseState.OPEN: StageOut(code="receiving", zh="正在接收文件，尚未提交", en="taking uploads, not submitted yet"),
    CaseState.READING: StageOut(code="reading", zh="正在识读材料", en="reading the papers"),
    CaseState.JUDGING: StageOut(code="judging", zh="正在核对规则", en="holding them against the rules"),
    CaseState.JUDGED: StageOut(code="done", zh="预审完成", en="the report is there"),
    CaseState.DECIDED: StageOut(code="done", zh="已有审核决定", en="a person has decided"),
    CaseState.FAILED: StageOut(code="stopped", zh="程序未能完成，已转人工", en="given up; a person looks at it"),
    CaseState.CANCELLED: StageOut(code="stopped", zh="已撤回", en="cancelled"),
    CaseState.PURGED: StageOut(code="stopped", zh="已按期限清除", en="purged after its time"),
}
WAITING = StageOut(code="waiting", zh="排队等候识读", en="waiting to be read")


@router.get(
    "/cases/{case_id}/progress",
    summary="进度",
)
def get_progress(case_id: UUID, web: OfWeb, sender: Reads) -> ProgressOut:
    """Files and pages read, the stage, and the place in the queue. For news without asking, follow `/events`."""
    intake = web.intake(sender)
    with intake.look() as tx:
        return progress(web, tx, intake.own(tx, case_id))


def progress(web: Web, tx: Connection, case: CaseRow) -> ProgressOut:
    found = headway.of_case(tx, case.id, web.service.reader)
    stage = STAGES[case.state]
    if case.state is CaseState.READING and found.settled == 0 and not found.pages_done and found.ahead is not None:
        stage = WAITING
    return ProgressOut(
        id=case.id,
        state=case.state,
        round=case.round,
        stage=stage,
        files=FilesOut(total=found.uploads, read=found.settled - found.given_up, failed=found.given_up),
        pages=PagesOut(read=found.pages_done, total=found.pages, known=found.pages_known),
        queue_place=found.ahead if case.state is CaseState.READING else None,
    )


@router.get(
    "/cases/{case_id}/timeline",
    summary="时间线",
)
def get_timeline(
    case_id: UUID,
    web: OfWeb,
    sender: Reads,
    *,
    after: Annotated[int, Query(ge=0, le=2**62, description="`next_after` of the page before. 翻页")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = PAGE,
) -> Timeline:
    """What happened to the case, in order. Nothing in it names a person."""
    intake = web.intake(sender)
    with intake.look() as tx:
        intake.own(tx, case_id)
        found = events.of_case(tx, case_id, after, limit + 1)
    shown = [views.event(event) for event in found[:limit]]
    return Timeline(events=shown, next_after=shown[-1].seq if len(found) > limit else None)


@router.get(
    "/cases/{case_id}/events",
    summary="进度推送（SSE）",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "事件流。The stream.",
            "content": {"text/event-stream": {"example": 'id: 42\nevent: case.judged\ndata: {"seq":42}\n\n'}},
        }
    },
)
async def follow_events(
    case_id: UUID,
    request: Request,
    web: OfWeb,
    sender: Reads,
    *,
    last_event_id: Annotated[str | None, Header(description="The last `id` that was received. 断点续传")] = None,
) -> StreamingResponse:
    """Server-sent events: the timeline as it grows (`id` is its number) and `progress` in between.

    A stream that broke goes on with `Last-Event-ID`. It ends after ten minutes, and is to be opened anew.
    """
    intake = web.intake(sender)

    def look() -> CaseRow:
        with intake.look() as tx:
            return intake.own(tx, case_id)

    await web.run(look)
    after = int(last_event_id) if last_event_id and last_event_id.isdigit() and len(last_event_id) < 19 else 0
    following = web.watch.follow(case_id)
    news = following.__enter__()
    stream = _stream(web, case_id, after, news)

    async def told() -> AsyncIterator[str]:
        try:
            async for text in stream:
                yield text
        finally:
            following.__exit__(None, None, None)

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(told(), media_type="text/event-stream", headers=headers)


async def _stream(web: Web, case_id: UUID, after: int, news: asyncio.Event) -> AsyncIterator[str]:
    ends = asyncio.get_running_loop().time() + LONGEST
    last: ProgressOut | None = None
    yield "retry: 2000\n\n"
    while asyncio.get_running_loop().time() < ends and not web.watch.closing.is_set():
        news.clear()
        try:
            found, now = await web.run(_look, web, case_id, after)
        except StorageError:
            yield ": the database is away\n\n"
            found, now = (), last
        for event in found:
            after = event.seq
            yield _message(event.kind, views.event(event).model_dump_json(), event.seq)
        if now is not None and now != last:
            last = now
            yield _message("progress", now.model_dump_json())
        if len(found) == PAGE:
            continue
        try:
            await asyncio.wait_for(news.wait(), HEARTBEAT)
        except TimeoutError:
            yield ": still here\n\n"


def _look(web: Web, case_id: UUID, after: int) -> tuple[tuple[Event, ...], ProgressOut | None]:
    with web.service.database.look() as tx:
        return events.of_case(tx, case_id, after, PAGE), progress(web, tx, cases.get(tx, case_id))


def _message(kind: str, data: str, number: int | None = None) -> str:
    head = "" if number is None else f"id: {number}\n"
    return f"{head}event: {kind}\ndata: {data}\n\n"
