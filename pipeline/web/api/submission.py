"""One call for simple systems: the case and all its files at once."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from fastapi import APIRouter, Request, Response

from pipeline import casetext
from pipeline.casetext import CaseTextError, Problem
from pipeline.intake.cases import Intake
from pipeline.intake.content import Content, File
from pipeline.web import bodies, multipart, views
from pipeline.web.auth import Writes
from pipeline.web.context import OfWeb, Web
from pipeline.web.examples import SUBMISSION_BODY
from pipeline.web.models.cases import CaseOut
from pipeline.web.multipart import Form, Limits
from pipeline.web.names import upload_name
from pipeline.web.once import OfKey, once
from pipeline.web.problems import ProblemError
from storage.records.flow import Told
from validators.case import Case

router = APIRouter(prefix="/v1", tags=["cases 申请"])


@router.post(
    "/cases:submit",
    status_code=201,
    summary="一次提交（multipart）",
    responses={
        200: {"model": CaseOut, "description": "已存在内容相同的申请。The same case is there already."},
        201: {"description": "已创建并提交。Created and submitted."},
    },
    openapi_extra=SUBMISSION_BODY,
)
async def push_case(request: Request, response: Response, web: OfWeb, sender: Writes, key: OfKey = None) -> CaseOut:
    """Create a case with its files and submit it, in one call and wholly or not at all.

    One part `case` (the JSON of case.json, `uploads` optional), then parts `file` with a filename. Sent again with
    the same content: the same case (200); with other content or files: 409 with `differs`.
    """
    settings = web.settings
    limits = Limits(
        case=settings.max_body_bytes,
        file=web.service.settings.max_file_bytes,
        files=settings.max_uploads,
        total=settings.max_submission_bytes,
        memory=settings.spool_bytes,
        seconds=settings.body_seconds,
    )
    async with multipart.receive(request, limits) as form:
        case = casetext.parse(bodies.decoded(form.case), web.regions.names, uploads_named=False)
        files = _files(case, form)

        def work() -> tuple[CaseOut, bool]:
            intake = web.intake(sender)
            return _push(web, intake, replace(case, uploads=()), files, (key, _told(form)))

        shown, is_new = await web.run(work)
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = shown.links.self
    return shown


def _push(
    web: Web, intake: Intake, case: Case, files: list[File], asked: tuple[str | None, bytes]
) -> tuple[CaseOut, bool]:
    prepared = intake.prepared(case)
    there = intake.repeated(prepared, files)
    if there is not None:
        with intake.begin() as tx:
            return views.case(web.service, tx, there), False
    told: list[Told] = []
    with intake.staged(files) as staged, intake.begin() as tx:

        def push() -> tuple[int, str]:
            now, is_new = intake.push(tx, prepared, staged)
            told.append(now)
            return (201 if is_new else 200), str(now.case.id)

        def differs(first: str) -> tuple[str, ...]:
            return intake.differs(tx, UUID(first), prepared)

        status, case_id = once(web.service, intake.sender, tx, *asked, push, differs)
        shown = views.case(web.service, tx, intake.own(tx, UUID(case_id)))
    for one in told:
        web.service.tell(one)
    return shown, status == 201


def _files(case: Case, form: Form) -> list[File]:
    """In the order in which the case names them, else as they came. Raises CaseTextError, ProblemError."""
    came: dict[str, Content] = {}
    for sent, content in form.files:
        name = upload_name(sent)
        if content.size == 0:
            raise ProblemError("empty_upload", name=name)
        if name in came:
            raise ProblemError("invalid_body", "有文件重名", "two files have the same name")
        came[name] = content
    if not case.uploads:
        return [File(name, content) for name, content in came.items()]
    named = {upload.name: upload for upload in case.uploads}
    problems = [
        Problem(f"uploads[{number}].name", "没有收到此文件", "this file was not sent")
        for number, upload in enumerate(case.uploads)
        if upload.name not in came
    ]
    if unnamed := len(came.keys() - named.keys()):
        problems.append(
            Problem("uploads", f"有 {unnamed} 个文件未列出", f"{unnamed} files were sent that are not named")
        )
    if problems:
        raise CaseTextError(tuple(problems))
    return [File(u.name, came[u.name], u.declared_kind.value if u.declared_kind else None) for u in case.uploads]


def _told(form: Form) -> bytes:
    """What makes a request the same as another."""
    digest = sha256(form.case)
    for name, content in form.files:
        digest.update(f"\0{name}\0{content.sha256}".encode())
    return digest.digest()
