"""受理窗口: where one sender stands, and sees the own cases alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from sqlalchemy import Connection

from pipeline.intake.errors import IntakeError
from pipeline.intake.sender import Sender
from pipeline.service import Service
from storage.errors import Conflict, NotFound, StorageError
from storage.records import cases
from storage.records.cases import CaseRow
from storage.states import UploadState

HERE = (UploadState.EXPECTED, UploadState.RECEIVED)


class Window:
    """What all doors share."""

    def __init__(self, service: Service, sender: Sender) -> None:
        self._service = service
        self.sender = sender

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._service.database.begin(self.sender.request_id) as tx:
            yield tx

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """To read in: cheaper than a transaction."""
        with self._service.database.look() as tx:
            yield tx

    def own(self, tx: Connection, case_id: UUID, *, lock: bool = False) -> CaseRow:
        """Raises NotFound for what is another client's, too: nobody learns that it exists."""
        row = (cases.lock if lock else cases.get)(tx, case_id)
        if row.client_id != self.sender.client_id or not self.sender.covers(row.region):
            raise NotFound(f"there is no case {case_id}")
        return row

    def count(self, there: int, rounds: int) -> None:
        most = self._service.settings.api.max_uploads * (rounds + 1)
        if there > most:
            raise IntakeError("too_many_uploads", f"每次申请最多 {most} 个文件", f"at most {most} files", limit=most)

    def discard(self, key: str) -> None:
        with suppress(StorageError):  # what stays behind is swept up
            self._service.blobs.remove(key)


@contextmanager
def named() -> Iterator[None]:
    """A name that stands for other bytes."""
    try:
        yield
    except Conflict as conflict:
        raise IntakeError("upload_conflict", differs=list(conflict.differs)) from None
