"""文件: how uploads come to a case, through the API or by a form, and are taken back before it is submitted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from pipeline.intake.content import UNKNOWN_TYPE, Content, hashed, media_type
from pipeline.intake.errors import IntakeError
from pipeline.intake.window import HERE, Window, named
from storage.blobs import Form, upload_key
from storage.errors import NotFound, Refused
from storage.records import uploads
from storage.records.cases import CaseRow
from storage.records.uploads import NewUpload, UploadRow
from storage.states import CaseState, UploadState


class Uploads(Window):
    """The doors for uploads, for one sender."""

    def expects(self, case_id: UUID) -> CaseRow:
        """The case, if it takes one more upload: asked before the bytes are sent. Raises IntakeError, Refused."""
        with self.look() as tx:
            case = self.own(tx, case_id)
        if case.state not in uploads.TAKING:
            raise Refused(f"case {case.id}", case.state, "given an upload")
        self.count(case.positions + 1, case.round)
        return case

    def add(
        self, case: CaseRow, name: str, content: Content, declared_kind: str | None = None, replaces: UUID | None = None
    ) -> tuple[UploadRow, bool]:
        """The upload and whether it is new: the same name and bytes give the one that is there. Raises IntakeError."""
        if case.positions:
            there = self._there(case, name, content, replaces)
            if there is not None:
                return there
        new = NewUpload(name, declared_kind, content.sha256, content.size, content.media_type, replaces)
        key = upload_key(new.id)
        self._service.blobs.put(key, content.file, content.size, content.media_type)
        try:
            with self.begin() as tx, named():
                self._replaceable(tx, case, replaces)
                row, is_new = uploads.add(tx, self._service.vault, case.id, new, self.sender.actor)
                self.count(row.position, row.round)
        except (IntakeError, Refused, NotFound):  # no row was made; after any other fault there may be one
            self.discard(key)
            raise
        if not is_new:
            self.discard(key)
        return row, is_new

    def _there(
        self, case: CaseRow, name: str, content: Content, replaces: UUID | None
    ) -> tuple[UploadRow, bool] | None:
        """An upload of this name that waits for its bytes, or has the very same."""
        with self.look() as tx:
            row = uploads.by_name(tx, self._service.vault, case, name)
        if row is None or (replaces is not None and row.replaces != replaces):
            return None
        if row.state is UploadState.RECEIVED:
            return (row, False) if row.sha256 == content.sha256 else None
        return self._fulfil(case, row, content), True

    def _fulfil(self, case: CaseRow, there: UploadRow, content: Content) -> UploadRow:
        """Under the case's lock: of two senders with different bytes only one may write the object."""
        with self.begin() as tx, named():
            self.own(tx, case.id, lock=True)
            now = uploads.get(tx, there.id)
            if now.state is UploadState.EXPECTED:
                self._service.blobs.put(upload_key(there.id), content.file, content.size, content.media_type)
            return uploads.confirm(tx, there.id, content.sha256, content.size, content.media_type, self.sender.actor)

    def _replaceable(self, tx: Connection, case: CaseRow, replaces: UUID | None) -> None:
        if replaces is None:
            return
        old = uploads.get(tx, replaces)
        if old.case_id != case.id or old.state is not UploadState.RECEIVED:
            raise NotFound(f"there is no upload {replaces} to replace")
        if case.state is CaseState.OPEN:  # nothing was read of it yet: it is simply withdrawn
            uploads.remove(tx, replaces, self.sender.actor)

    def presign(self, case: CaseRow, new: NewUpload, max_bytes: int, seconds: int) -> tuple[UploadRow, Form]:
        """An upload that is expected, and the form that brings its bytes. Asked again: a form for the same upload."""
        with self.begin() as tx, named():
            self._replaceable(tx, case, new.replaces)
            row, _ = uploads.add(tx, self._service.vault, case.id, new, self.sender.actor)
            self.count(row.position, row.round)
        if row.state is not UploadState.EXPECTED or row.incoming_key is None:
            raise IntakeError("upload_conflict", upload=str(row.id))
        kind = new.media_type or UNKNOWN_TYPE
        return row, self._service.blobs.presign_post(row.incoming_key, max_bytes, kind, seconds)

    def confirm(self, case_id: UUID, upload_id: UUID, stated: str) -> UploadRow:
        """What a form brought, if it is what was stated. Raises IntakeError: bytes_missing, sha256_mismatch, too_large.

        The copy is what is hashed: whoever holds the form may still change what it brought.
        """
        with self.begin() as tx, named():
            case = self.own(tx, case_id, lock=True)
            row = self._of(tx, case, upload_id)
            if row.state is UploadState.EXPECTED:
                return self._take(tx, row, stated)
            return uploads.confirm(tx, row.id, stated, row.size or 0, row.media_type or "", self.sender.actor)

    def _take(self, tx: Connection, row: UploadRow, stated: str) -> UploadRow:
        blobs, most = self._service.blobs, self._service.settings.max_file_bytes
        there = blobs.stat(row.incoming_key) if row.incoming_key else None
        if there is None or row.incoming_key is None:
            raise IntakeError("bytes_missing", upload=str(row.id))
        if there.size > most:
            raise IntakeError("too_large", limit=most)
        key = upload_key(row.id)
        blobs.copy(row.incoming_key, key)
        digest, size, head = hashed(blobs, key)
        if digest != stated:
            self.discard(key)
            raise IntakeError("sha256_mismatch", upload=str(row.id), size=size)
        confirmed = uploads.confirm(tx, row.id, digest, size, media_type(head), self.sender.actor)
        self.discard(row.incoming_key)
        return confirmed

    def withdraw(self, case_id: UUID, upload_id: UUID) -> None:
        """Take back what was not submitted yet. Raises Refused for what was."""
        with self.begin() as tx:
            case = self.own(tx, case_id, lock=True)
            row = self._of(tx, case, upload_id)
            if row.state is UploadState.REMOVED:
                return
            submitted = case.state is not CaseState.OPEN and row.round <= case.round
            if submitted or row.state not in HERE:
                raise Refused(f"upload {row.id}", row.state, UploadState.REMOVED)
            uploads.remove(tx, row.id, self.sender.actor)

    def _of(self, tx: Connection, case: CaseRow, upload_id: UUID) -> UploadRow:
        row = uploads.get(tx, upload_id)
        if row.case_id != case.id:
            raise NotFound(f"there is no upload {upload_id}")
        return row
