"""Uploads: sent straight through the API, or with a presigned form straight to object storage."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from extractors.reading import Kind
from pipeline.web import views
from pipeline.web.auth import Reads, Writes
from pipeline.web.context import OfWeb
from pipeline.web.examples import UPLOAD_BODY
from pipeline.web.models.cases import Confirm, FormOut, Presign, UploadList, UploadOut
from pipeline.web.names import upload_name
from pipeline.web.problems import ProblemError
from pipeline.web.spool import spool
from storage.blobs import incoming_key
from storage.records import uploads
from storage.records.uploads import NewUpload

router = APIRouter(prefix="/v1", tags=["uploads 文件"])

Sha = Annotated[str | None, Query(pattern="^[0-9a-fA-F]{64}$", description="Checked where given. 校验值")]


@router.post(
    "/cases/{case_id}/uploads",
    status_code=201,
    summary="上传文件（流式）",
    responses={200: {"model": UploadOut, "description": "同名同内容的文件已存在。It is there already."}},
    openapi_extra=UPLOAD_BODY,
)
async def add_upload(
    case_id: UUID,
    request: Request,
    response: Response,
    web: OfWeb,
    sender: Writes,
    *,
    name: Annotated[
        str, Query(min_length=1, max_length=500, description="File name as the applicant knows it. 文件名")
    ],
    declared_kind: Annotated[Kind | None, Query(description="What the sender says it is. 材料类型（可不填）")] = None,
    replaces: Annotated[UUID | None, Query(description="The upload it takes the place of. 被替换的文件")] = None,
    sha256: Sha = None,
) -> UploadOut:
    """The body is the file itself, of any length up to the limit; `Content-Length` is not needed.

    Nothing is registered before the last byte has come. The same name with the same bytes: the upload that is there
    (200). A case that was judged takes uploads for a supplement.
    """
    named = upload_name(name)
    doors, settings = web.uploads(sender), web.settings
    case = await web.run(doors.expects, case_id)
    async with spool(
        request, web.service.settings.max_file_bytes, settings.spool_bytes, settings.body_seconds
    ) as content:
        if content.size == 0:
            raise ProblemError("empty_upload")
        if sha256 and sha256.lower() != content.sha256:
            raise ProblemError("sha256_mismatch", size=content.size)
        kind = declared_kind.value if declared_kind else None
        row, is_new = await web.run(doors.add, case, named, content, kind, replaces)
    response.status_code = 201 if is_new else 200
    return views.upload(web.service, row)


@router.get(
    "/cases/{case_id}/uploads",
    summary="文件列表",
)
def list_uploads(case_id: UUID, web: OfWeb, sender: Reads) -> UploadList:
    """All uploads of a case, removed ones too."""
    doors = web.uploads(sender)
    with doors.look() as tx:
        doors.own(tx, case_id)
        rows = uploads.of_case(tx, case_id, live=False)
    return UploadList(uploads=[views.upload(web.service, row) for row in rows])


@router.post(
    "/cases/{case_id}/uploads:presign",
    status_code=201,
    summary="申请直传表单",
)
def presign_upload(case_id: UUID, body: Presign, web: OfWeb, sender: Writes) -> FormOut:
    """A form that uploads one file straight to object storage: it takes this type and at most `max_bytes`, for some
    minutes. Then confirm. Asked again for the same name: a new form for the same upload.
    """
    doors, seconds = web.uploads(sender), web.settings.presign_seconds
    case = doors.expects(case_id)
    most = min(body.max_bytes or web.service.settings.max_file_bytes, web.service.settings.max_file_bytes)
    new = NewUpload(
        name=upload_name(body.name),
        declared_kind=body.declared_kind.value if body.declared_kind else None,
        media_type=body.media_type,
        replaces=body.replaces,
        incoming_key=incoming_key(),
    )
    row, form = doors.presign(case, new, most, seconds)
    expires = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    shown = views.upload(web.service, row)
    return FormOut(upload=shown, url=form.url, fields=dict(form.fields), max_bytes=most, expires_at=expires)


@router.post(
    "/cases/{case_id}/uploads/{upload_id}:confirm",
    summary="确认直传",
)
def confirm_upload(case_id: UUID, upload_id: UUID, body: Confirm, web: OfWeb, sender: Writes) -> UploadOut:
    """The form was used: the bytes are read once and held against `sha256`. Confirmed again: nothing changes."""
    return views.upload(web.service, web.uploads(sender).confirm(case_id, upload_id, body.sha256))


@router.delete(
    "/cases/{case_id}/uploads/{upload_id}",
    status_code=204,
    summary="撤下文件",
)
def remove_upload(case_id: UUID, upload_id: UUID, web: OfWeb, sender: Writes) -> None:
    """Take back an upload that was not submitted yet. One that was is replaced, or withdrawn with `:submit`."""
    web.uploads(sender).withdraw(case_id, upload_id)
