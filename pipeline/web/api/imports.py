"""Bulk import: one package, many cases, a result for each row. What a package holds stands in pipeline/manifest.py."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Body, Query, Request
from pydantic import ValidationError
from sqlalchemy import Connection

from pipeline.intake.content import Content, hashed
from pipeline.intake.sender import Sender
from pipeline.web import bodies, spool
from pipeline.web.auth import Imports
from pipeline.web.context import OfWeb, Web
from pipeline.web.examples import IMPORT_BODY
from pipeline.web.mistakes import mistakes
from pipeline.web.models.imports import (
    ImportForm,
    ImportList,
    ImportNew,
    ImportOut,
    ImportRowOut,
    ImportRows,
    ImportStart,
    RowCounts,
    RowProblem,
)
from pipeline.web.problems import ProblemError
from storage.blobs import incoming_key
from storage.errors import NotFound
from storage.records import imports, work
from storage.records.flow import Told
from storage.records.imports import ImportRow, ManifestRow
from storage.states import ImportState, RowState

router = APIRouter(prefix="/v1", tags=["imports 批量导入"])

ZIP = "application/zip"
ZIPS = (ZIP, "application/x-zip-compressed", "application/octet-stream")
QUEUE = "import"


@router.post("/imports", status_code=201, summary="创建批量导入", openapi_extra=IMPORT_BODY)
async def create_import(request: Request, web: OfWeb, sender: Imports) -> ImportOut:
    """Begin a bulk import.

    Send the package itself (`application/zip`, streamed), or JSON to get a form that uploads it straight to object
    storage; then `:start`. A package is a ZIP with `manifest.jsonl` (a case.json a line), `manifest.csv` (申请编号,
    统筹区, 申请日期, 姓名, 身份证号, 病种, 文件 …) or folders that hold a case.json each, and the files they name.
    Imported cases wait in the batch queue. Rows of regions that the key does not cover are refused, each by itself.
    Importing the same rows again gives the same cases.
    """
    found = bodies.demand(request, bodies.JSON_TYPE, *ZIPS)
    its, import_id = web.settings, uuid4()
    if found == bodies.JSON_TYPE:
        asked = _asked(await bodies.text(request, web))
        most = min(asked.max_bytes or its.max_import_bytes, its.max_import_bytes)
        return await web.run(_expected, web, sender, import_id, most)
    async with spool.spool(request, its.max_import_bytes, its.spool_bytes, its.body_seconds) as content:
        if content.size == 0:
            raise ProblemError("empty_upload")
        return await web.run(_received, web, sender, import_id, content)


@router.post("/imports/{import_id}:start", summary="开始批量导入")
def start_import(
    import_id: UUID,
    web: OfWeb,
    sender: Imports,
    body: Annotated[ImportStart | None, Body(description="Optional. 可不传")] = None,
) -> ImportOut:
    """The package was uploaded with the form: import it. Started again: nothing changes."""
    with web.service.database.begin(sender.request_id) as tx:
        what = _own(tx, sender, import_id)
    _reaches(sender, what)
    if what.state is ImportState.EXPECTED:
        size = _checked(web, what, body.sha256 if body else None)
        with web.service.database.begin(sender.request_id) as tx:
            what = imports.move(tx, what, ImportState.DUE, size=size)
            told = _work(tx, import_id)
        web.service.tell(told)
    return _shown(web, what)


@router.get("/imports", summary="批量导入列表")
def list_imports(web: OfWeb, sender: Imports, *, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> ImportList:
    """Of this client, newest first."""
    with web.service.database.look() as tx:
        found = imports.of_client(tx, sender.client_id, limit)
    return ImportList(imports=[_shown(web, what) for what in found])


@router.get("/imports/{import_id}", summary="批量导入进度")
def get_import(import_id: UUID, web: OfWeb, sender: Imports) -> ImportOut:
    """How many rows are done, refused, and still to come."""
    with web.service.database.look() as tx:
        what = _own(tx, sender, import_id)
    return _shown(web, what)


@router.get("/imports/{import_id}/rows", summary="逐行结果")
def list_rows(
    import_id: UUID,
    web: OfWeb,
    sender: Imports,
    *,
    after: Annotated[int, Query(ge=0, le=1_000_000, description="`next_after` of the page before. 翻页")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> ImportRows:
    """What became of each row: its case, or what is wrong with it."""
    with web.service.database.look() as tx:
        _own(tx, sender, import_id)
        found = imports.rows(tx, import_id, after, limit + 1)
    shown = [_row(row) for row in found[:limit]]
    return ImportRows(rows=shown, next_after=shown[-1].row if len(found) > limit else None)


def _asked(text: str) -> ImportNew:
    try:
        return ImportNew.model_validate_json(text or "{}")
    except ValidationError as error:
        raise ProblemError("invalid_request", problems=mistakes(error.errors())) from None


def _reaches(sender: Sender, what: ImportRow) -> None:
    """What one key prepared another may start only if it reaches as far."""
    if sender.regions is not None and (what.regions is None or not set(what.regions) <= sender.regions):
        zh, en = (
            "此导入由适用范围更大的密钥创建，须由同样范围的密钥开始",
            "made with a key that reaches further: start it with one",
        )
        raise ProblemError("region_forbidden", zh, en)


def _expected(web: Web, sender: Sender, import_id: UUID, most: int) -> ImportOut:
    key, seconds = incoming_key(), web.settings.presign_seconds
    form = web.service.blobs.presign_post(key, most, ZIP, seconds)
    with web.service.database.begin(sender.request_id) as tx:
        what = imports.create(tx, import_id, sender.client_id, key, regions=sender.regions)
    expires = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    shown = ImportForm(url=form.url, fields=dict(form.fields), max_bytes=most, expires_at=expires)
    return _shown(web, what).model_copy(update={"form": shown})


def _received(web: Web, sender: Sender, import_id: UUID, content: Content) -> ImportOut:
    key = incoming_key()
    web.service.blobs.put(key, content.file, content.size, ZIP)
    with web.service.database.begin(sender.request_id) as tx:
        what = imports.create(tx, import_id, sender.client_id, key, content.size, regions=sender.regions)
        told = _work(tx, import_id)
    web.service.tell(told)
    return _shown(web, what)


def _checked(web: Web, what: ImportRow, stated: str | None) -> int:
    """Its size, if it came and is what was stated. Raises ProblemError."""
    there = web.service.blobs.stat(what.blob)
    if there is None:
        raise ProblemError("bytes_missing")
    if stated is not None and hashed(web.service.blobs, what.blob)[0] != stated:
        raise ProblemError("sha256_mismatch", size=there.size)
    return there.size


def _work(tx: Connection, import_id: UUID) -> Told:
    added = work.add(tx, "import", QUEUE, str(import_id))
    return Told(work=() if added is None else ((QUEUE, added),))


def _own(tx: Connection, sender: Sender, import_id: UUID) -> ImportRow:
    what = imports.get(tx, import_id)
    if what.client_id != sender.client_id:
        raise NotFound(f"there is no import {import_id}")
    return what


def _shown(web: Web, what: ImportRow) -> ImportOut:
    with web.service.database.look() as tx:
        found = imports.counts(tx, what.id)
    counts = {state.value: found.get(state.value, 0) for state in RowState}
    return ImportOut(
        id=what.id,
        state=what.state,
        rows=RowCounts(total=what.rows, **counts),
        size=what.size,
        error_code=what.error_code,
        created_at=what.created_at,
        done_at=what.done_at,
    )


def _row(row: ManifestRow) -> ImportRowOut:
    problem = RowProblem.model_validate(row.problem) if row.problem else None
    return ImportRowOut(row=row.row, state=row.state, case_id=row.case_id, problem=problem)
