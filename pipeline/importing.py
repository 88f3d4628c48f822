"""批量导入: a package of cases, row by row, each row once however often the work is begun.

A row that is wrong is refused with what is wrong, and the next has its turn. Imported cases always wait in the batch
queue: they delay nobody who stands at a counter.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import Any, BinaryIO, cast
from uuid import UUID

from pipeline import casetext
from pipeline.casetext import CaseTextError, Problem
from pipeline.intake.cases import BATCH, Intake
from pipeline.intake.content import HEAD, Content, File
from pipeline.intake.errors import IntakeError
from pipeline.intake.sender import Sender
from pipeline.manifest import Package, PackageError, Row
from pipeline.regions import Regions, within
from pipeline.service import Service
from storage.errors import Conflict, Refused
from storage.records import clients, imports
from storage.records.clients import ClientRow
from storage.records.imports import ImportRow
from storage.states import ImportState
from validators.case import Upload

MEMORY = 1024 * 1024
"""Bytes of a file that are kept in memory; more goes to disk."""

NOWHERE = frozenset({"-"})
"""No region at all: none is called so."""

Json = dict[str, Any]


def run(service: Service, import_id: UUID, extend: Callable[[], None]) -> None:
    """Do what is left of an import. `extend` is called between rows and raises when somebody else has taken over.

    Raises StorageError (to be begun again).
    """
    with service.database.begin() as tx:
        what = imports.get(tx, import_id)
        client = clients.get(tx, what.client_id)
    if what.state is not ImportState.DUE:
        return
    sender = Sender(client.id, _reach(what, client), f"import-{import_id}")
    with tempfile.TemporaryFile() as file:
        with service.blobs.open(what.blob) as chunks:
            for chunk in chunks:
                file.write(chunk)
        file.seek(0)
        try:
            package = Package(file)
            rows = package.rows()
        except PackageError as error:
            _end(service, what, ImportState.FAILED, error.code)
            return
        _Importing(service, what, sender, package).run(rows, extend)
    _end(service, what, ImportState.DONE)


def _reach(what: ImportRow, client: ClientRow) -> frozenset[str] | None:
    """Regions whose rows are imported: the key's, as far as the client's still reach. None: all."""
    if what.regions is None or not client.regions:
        return frozenset(client.regions if what.regions is None else what.regions) or None
    return frozenset(own for own in what.regions if any(within(own, its) for its in client.regions)) or NOWHERE


def _end(service: Service, what: ImportRow, state: ImportState, code: str | None = None) -> None:
    """The package is removed: what is of use in it are cases now."""
    with service.database.begin() as tx:
        imports.move(tx, what, state, error_code=code)
    service.blobs.remove(what.blob)


class _Importing:
    def __init__(self, service: Service, what: ImportRow, sender: Sender, package: Package) -> None:
        self._service = service
        self._what = what
        self._package = package
        self._regions = Regions.shipped()
        self._intake = Intake(service, self._regions, sender)

    def run(self, rows: list[Row], extend: Callable[[], None]) -> None:
        with self._service.database.begin() as tx:
            imports.plan(tx, self._what.id, len(rows))
            due = imports.due(tx, self._what.id)
        for number in due:
            extend()
            try:
                self._row(number, rows[number - 1])
            except (CaseTextError, IntakeError, Conflict, Refused) as error:
                with self._service.database.begin() as tx:
                    imports.settle(tx, self._what.id, number, None, _problem(error))

    def _row(self, number: int, row: Row) -> None:
        if isinstance(row.told, CaseTextError):
            raise row.told
        case = casetext.case_of(row.told, self._regions.names)
        prepared = self._intake.prepared(replace(case, uploads=()), BATCH)
        with self._files(case.uploads, row.folder) as files:
            there = self._intake.repeated(prepared, files)
            if there is not None:
                with self._service.database.begin() as tx:
                    imports.settle(tx, self._what.id, number, there.id)
                return
            with self._intake.staged(files) as staged, self._intake.begin() as tx:
                told, _ = self._intake.push(tx, prepared, staged)
                imports.settle(tx, self._what.id, number, told.case.id)
        self._service.tell(told)

    @contextmanager
    def _files(self, named: tuple[Upload, ...], folder: str) -> Iterator[list[File]]:
        """What the row names, out of the package. Raises CaseTextError with all that is wrong with them."""
        most, problems, files = self._service.settings.max_file_bytes, [], []
        with ExitStack() as stack:
            for index, upload in enumerate(named):
                content = self._content(stack, folder + upload.name, most)
                if isinstance(content, Problem):
                    problems.append(Problem(f"uploads[{index}].name", content.zh, content.en))
                else:
                    kind = upload.declared_kind.value if upload.declared_kind else None
                    files.append(File(upload.name, content, kind))
            if problems:
                raise CaseTextError(tuple(problems))
            yield files

    def _content(self, stack: ExitStack, name: str, most: int) -> Content | Problem:
        member = self._package.open(name)
        if member is None:
            return Problem("", "包中没有此文件", "there is no such file in the package")
        spool = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=MEMORY))  # noqa: SIM115 (the stack is one)
        digest, size, head = sha256(), 0, b""
        try:
            with member:
                while chunk := member.read(MEMORY):
                    size += len(chunk)
                    if size > most:
                        return Problem("", f"超过 {most // MEMORY} MB", f"is larger than {most // MEMORY} MB")
                    digest.update(chunk)
                    head = head or chunk[:HEAD]
                    spool.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            return Problem("", "压缩包中的此文件已损坏", "is damaged in the package")
        if size == 0:
            return Problem("", "文件为空", "is empty")
        spool.seek(0)
        return Content(cast(BinaryIO, spool), size, digest.hexdigest(), head)


def _problem(error: CaseTextError | IntakeError | Conflict | Refused) -> Json:
    """What a row's sender is told; nothing that the row said."""
    match error:
        case CaseTextError():
            return {"code": "invalid_case", "problems": _told(error.problems)}
        case IntakeError():
            return {"code": error.code, "problems": _told(error.problems)}
        case Conflict():
            return {"code": "case_conflict", "differs": list(error.differs)}
        case Refused():
            return {"code": "state_conflict"}


def _told(problems: tuple[Problem, ...]) -> list[Json]:
    return [{"key": problem.key, "zh": problem.zh, "en": problem.en} for problem in problems]
