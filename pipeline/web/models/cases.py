"""Cases as the API shows them. Nothing here names the applicant: the sender knows, logs and proxies need not."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import Field

from extractors.reading import Kind
from pipeline.web.models.base import Answer, Asked
from storage.states import CaseState, UploadState
from validators.case import CaseType, Channel
from validators.verdict import Disposition

Track = Literal["instant", "batch"]
Actor = Literal["client", "worker", "user", "system"]
LINK_DAYS = 30
"""The longest a link to a report may be opened."""
Sha256 = Field(pattern=r"^[0-9a-f]{64}$", examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class WarningOut(Answer):
    """Something the sender may want to mend at once; it stops nothing."""

    code: str = Field(examples=["unsupported_type"])
    zh: str
    en: str


class UploadOut(Answer):
    """One file of a case. 上传文件"""

    id: UUID
    position: int = Field(description="1-based order in the case.", examples=[1])
    name: str | None = Field(description="As sent; null once purged.", examples=["诊断证明.jpg"])
    declared_kind: Kind | None = None
    state: UploadState
    sha256: str | None = None
    size: int | None = Field(default=None, description="Bytes.", examples=[312745])
    media_type: str | None = Field(default=None, description="As told from the bytes.", examples=["image/jpeg"])
    round: int = Field(description="0: the first submission; 1, 2 …: supplements.", examples=[0])
    replaces: UUID | None = Field(default=None, description="The upload it takes the place of.")
    warning: WarningOut | None = Field(
        None, description="Why this file will not be readable, where that shows already."
    )


class FindingOut(Answer):
    """One rule's outcome, without what the papers say: that is in the report."""

    code: str = Field(examples=["stamp_missing"])
    outcome: Literal["pass", "fail", "unsure"]
    severity: str
    rule: str


class VerdictOut(Answer):
    """One verdict. 预审结论（不是决定）"""

    id: UUID
    number: int = Field(description="1-based in its case.", examples=[1])
    disposition: Disposition = Field(description="ready 材料齐全 · review 需人工核对 · supplement 建议补正")
    current: bool = Field(description="Exactly one verdict of a judged case is current.")
    as_of: dt.date = Field(description="The day whose rules were applied.")
    policy: str
    policy_version: str
    registry_version: str
    reader: str
    program: str
    pages: int
    findings: list[FindingOut]
    created_at: dt.datetime
    superseded_at: dt.datetime | None = None


class LinksOut(Answer):
    self: str
    uploads: str
    submit: str
    progress: str
    events: str
    report: str
    notice: str
    verdicts: str
    supplements: str
    timeline: str


class CaseOut(Answer):
    """A case. 申请"""

    id: UUID
    case_key: str = Field(examples=["RZ-2026-0001"])
    region: str = Field(examples=["rizhao"])
    case_type: CaseType
    submitted_on: dt.date
    channel: Channel
    diseases: list[str] = Field(examples=[["糖尿病"]])
    state: CaseState
    track: Track = Field(description="instant 即时办理 · batch 批量")
    round: int = Field(description="0: the first submission; +1 with each supplement.")
    created_at: dt.datetime
    submitted_at: dt.datetime | None = None
    judged_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    legal_hold: bool = Field(default=False, description="Kept from being purged until the hold is lifted. 暂缓清除")
    purge_on: dt.date | None = Field(default=None, description="From this day it may be purged; null: no day is set.")
    uploads: list[UploadOut] = Field(default=[], description="Empty in lists.")
    verdict: VerdictOut | None = Field(default=None, description="The current one; null in lists.")
    links: LinksOut


class CaseList(Answer):
    """Newest first. 列表，最新在前"""

    cases: list[CaseOut]
    next_cursor: str | None = Field(default=None, description="Give it as `cursor` for the next page; null at the end.")


class FilesOut(Answer):
    total: int
    read: int
    failed: int = Field(description="Given up after several attempts; the report says so.")


class PagesOut(Answer):
    read: int
    total: int | None = Field(default=None, description="null until every file that may have several was opened.")
    known: int = Field(description="Of the files whose pages are known: `total` is at least this. 已知页数")


class StageOut(Answer):
    code: Literal["receiving", "waiting", "reading", "judging", "done", "stopped"]
    zh: str
    en: str


class ProgressOut(Answer):
    """How far a case is. 进度"""

    id: UUID
    state: CaseState
    round: int
    stage: StageOut
    files: FilesOut
    pages: PagesOut
    queue_place: int | None = Field(
        None, description="Pieces of work before this case's first; 0: it is next or under way."
    )


class EventOut(Answer):
    """One thing that happened to a case. 时间线中的一项"""

    seq: int
    at: dt.datetime
    kind: str = Field(examples=["case.judged"])
    actor: Actor
    data: dict[str, object]


class Timeline(Answer):
    events: list[EventOut]
    next_after: int | None = Field(default=None, description="Give it as `after` for what follows; null at the end.")


class VerdictList(Answer):
    """Newest first; earlier verdicts are kept beside the current one. 历次结论"""

    verdicts: list[VerdictOut]


class LinkIn(Asked):
    """Ask for a link to the report. 申请报告链接"""

    days: int = Field(default=7, ge=1, le=LINK_DAYS, description="How long it may be opened. 有效天数")


class LinkOut(Answer):
    """A link to a report. 报告链接"""

    url: str = Field(description="Told this once; whoever holds it may open it.")
    verdict: int = Field(description="The verdict whose report it shows.", examples=[1])
    expires_at: dt.datetime


class Presign(Asked):
    """Ask for a form that uploads straight to object storage. 申请直传表单"""

    name: str = Field(min_length=1, max_length=500, examples=["诊断证明.jpg"])
    media_type: str = Field(
        pattern=r"^(image/(jpeg|png|webp|tiff|bmp|heic|heif)|application/pdf)$",
        description="The form takes this Content-Type alone.",
        examples=["image/jpeg"],
    )
    declared_kind: Kind | None = Field(default=None)
    max_bytes: int | None = Field(
        None, ge=1, le=1 << 40, description="The form takes no more; at most the limit of a file."
    )
    replaces: UUID | None = Field(default=None)


class FormOut(Answer):
    """POST the `fields` and then `file`, as multipart/form-data, to `url`. 依次提交 fields，最后提交 file"""

    upload: UploadOut
    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_at: dt.datetime


class UploadList(Answer):
    """In the order of the case. 文件列表"""

    uploads: list[UploadOut]


class Confirm(Asked):
    """What was uploaded with the form. 确认直传"""

    sha256: str = Sha256


class SupplementOut(Answer):
    """A round of supplementing that is open. 补正"""

    case_id: UUID
    round: int
    case: CaseOut


class Submit(Asked):
    """What a supplement leaves out. 提交时的可选内容"""

    withdraw: list[UUID] = Field([], max_length=200, description="Uploads that no longer count. 撤下的文件")
