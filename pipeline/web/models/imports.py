"""Bulk import: one package, many cases, a result for each row."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from pydantic import Field

from pipeline.web.models.base import Answer, Asked, MistakeOut
from storage.states import ImportState, RowState


class ImportNew(Asked):
    """Ask for a form that uploads the package straight to object storage. 申请整包直传表单"""

    max_bytes: int | None = Field(default=None, ge=1, le=1 << 40, description="The form takes no more.")


class ImportForm(Answer):
    """POST the `fields` and then `file`, as multipart/form-data, to `url`; then `:start`."""

    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_at: dt.datetime


class RowCounts(Answer):
    total: int | None = Field(default=None, description="null until the manifest was read.")
    due: int
    done: int
    refused: int


class ImportOut(Answer):
    """A bulk import. 批量导入"""

    id: UUID
    state: ImportState
    rows: RowCounts
    size: int | None = Field(default=None, description="Bytes of the package.")
    error_code: str | None = Field(default=None, description="Why the package as a whole could not be used.")
    created_at: dt.datetime
    done_at: dt.datetime | None = None
    form: ImportForm | None = None


class ImportStart(Asked):
    """The package has been uploaded with the form. 整包已上传"""

    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$", description="Checked where given.")


class RowProblem(Answer):
    code: str
    problems: list[MistakeOut] = Field(default=[])
    differs: list[str] = Field(default=[])


class ImportRowOut(Answer):
    """What became of one row. 一行的结果"""

    row: int = Field(description="1-based, in the order of the manifest; its header does not count.")
    state: RowState
    case_id: UUID | None = None
    problem: RowProblem | None = None


class ImportRows(Answer):
    rows: list[ImportRowOut]
    next_after: int | None = Field(default=None, description="Give it as `after` for what follows; null at the end.")


class ImportList(Answer):
    imports: list[ImportOut]
