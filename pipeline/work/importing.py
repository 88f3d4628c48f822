"""Bulk import, as work: the rows are `pipeline/importing.py`'s."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from pipeline.work.clerk import Do
from pipeline.work.lease import Lease
from storage.errors import LostLease
from storage.records import work
from storage.records.work import Work

if TYPE_CHECKING:
    from pipeline.service import Service


def importer(service: Service) -> Do:
    """Does `import` work: every row once, however often it is begun."""

    def do(held: Work, lease: Lease) -> None:
        def extend() -> None:
            if lease.lost:
                raise LostLease("while importing")

        importing = import_module("pipeline.importing")
        importing.run(service, UUID(held.subject.partition(":")[0]), extend)
        with service.database.begin() as tx:
            work.finish(tx, held)

    return do
