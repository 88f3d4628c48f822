"""Objects in storage that no row names, and those that one does."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import text

from storage.blobs import page_key, reading_key, report_key, upload_key
from storage.database import Database
from storage.records import cases, flow, uploads, work
from storage.records.samples import frame_key
from storage.records.strays import strays
from storage.vault import Vault
from tests.storage import made


def test_what_a_row_names_stays_and_what_none_names_goes(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.submitted(tx, vault, "a.jpg").case
        made.read_one(tx)
        (upload,) = uploads.of_case(tx, case.id)
        held = work.claim_next(tx, ("judge", "judge.instant"), "w1", 60)
        assert held is not None
        new = made.verdict()
        paper = report_key(new.id, "html")
        verdict, _ = flow.judged(tx, held, replace(new, blobs={"html": paper}), made.WORKER)
        assert verdict is not None
    mine = [upload_key(upload.id), paper, reading_key(made.sha("a.jpg"), made.READER, 1)]
    mine += [page_key(made.sha("a.jpg"), 1, "m"), page_key(made.sha("a.jpg"), 12, "s")]
    lost = [
        upload_key(uuid4()),
        report_key(uuid4(), "json"),
        report_key(verdict.id, "pdf"),
        reading_key(made.sha("other"), made.READER, 1),
        reading_key(made.sha("a.jpg"), made.READER, 11),
        reading_key(made.sha("a.jpg"), "another reader", 1),
        page_key(made.sha("other"), 1, "m"),
        frame_key(uuid4()),
    ]
    foreign = ["uploads/xx/not-an-id", "registries/abc", "policies/abc", "incoming/1", "uploads", "readings/a/b/c/x"]
    foreign += ["pages/a/b/x/m", "pages/a/b"]
    with database.look() as tx:
        assert set(strays(tx, [*mine, *lost, *foreign])) == set(lost)
        assert strays(tx, []) == ()


def test_what_was_purged_is_named_no_more(database: Database, vault: Vault) -> None:
    with database.begin() as tx:
        case = made.case(tx, vault)
        upload = made.upload(tx, vault, case.id, "a.jpg")
        keys = (upload_key(upload.id), page_key(made.sha("a.jpg"), 1, "m"))
        assert strays(tx, keys) == ()
        flow.cancel(tx, cases.lock(tx, case.id), "client:x")
        tx.execute(text("update uploads set state = 'removed' where state = 'received'"))
        assert strays(tx, keys) == ()
        tx.execute(text("update uploads set state = 'purged'"))
        assert strays(tx, keys) == keys
