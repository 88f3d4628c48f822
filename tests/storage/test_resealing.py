from __future__ import annotations

from sqlalchemy import text

from storage.blobs import Blobs
from storage.database import Database
from storage.records import case_lists, cases, idempotency, uploads, webhooks
from storage.records.idempotency import Answer
from storage.resealing import reseal, reseal_objects
from storage.vault import KeyRing, Vault
from tests.storage import made
from validators.case import Person


def test_after_resealing_the_old_key_may_go(database: Database) -> None:
    old, new = KeyRing.generate(), KeyRing.generate()
    before, both, after = (Vault(KeyRing.parse(keys)) for keys in (old, f"{new},{old}", new))
    with database.begin() as tx:
        fresh = made.new_case(made.client(tx), agent=Person("柳明", "371102199001011234"), channel="proxy")
        case, _ = cases.create(tx, before, fresh, "client:test")
        upload = made.upload(tx, before, case.id, "诊断证明.jpg")
        hook = webhooks.add(tx, before, case.client_id, "https://x.example", "whsec", ("case.read",))
        hook = webhooks.rotate(tx, before, hook, "whsec_new", 3600)
        idempotency.begin(tx, before, case.client_id, "k", b"r")
        idempotency.finish(tx, before, case.client_id, "k", Answer(200, b"answer"))
        for number in range(5):
            made.case(tx, before, applicant=Person(f"人{number}", "1"))
    with database.begin() as tx:
        found = case_lists.find_by_name(tx, both, "柳青禾")
        assert [row.id for row in found] == [case.id], "found by the old key's hash meanwhile"
        assert not cases.create(tx, both, fresh, "client:test")[1]
    steps = []
    while not steps or steps[-1]:
        with database.begin() as tx:
            steps.append(reseal(tx, both, limit=4))
    assert steps == [4 + 1 + 1 + 1, 2, 0]
    with database.begin() as tx:
        again = cases.get(tx, case.id)
        assert cases.person(after, again) == (fresh.applicant, fresh.agent)
        assert [row.id for row in case_lists.find_by_name(tx, after, "柳青禾")] == [case.id]
        assert [row.id for row in case_lists.find_by_id_number(tx, after, "371102196803124525")] == [case.id]
        assert cases.create(tx, after, fresh, "client:test") == (again, False)
        assert uploads.name(after, uploads.get(tx, upload.id)) == "诊断证明.jpg"
        assert uploads.by_name(tx, after, again, "诊断证明.jpg") is not None
        assert webhooks.secrets(after, webhooks.get(tx, hook.id)) == ("whsec_new", "whsec")
        assert tx.execute(text("select count(*) from events where kind like 'case.%'")).scalar_one() == 6


def test_objects_are_resealed_too(blobs: Blobs) -> None:
    old, new = KeyRing.generate(), KeyRing.generate()
    before, both, after = (Vault(KeyRing.parse(keys)) for keys in (old, f"{new},{old}", new))
    blobs.put("uploads/aa/original", b"not ours to seal")
    for number in range(3):
        blobs.put_sealed(f"readings/{number}", b"reading", before)
    blobs.put_sealed("reports/x", b"report", both)
    assert reseal_objects(blobs, both) == 3
    assert reseal_objects(blobs, both) == 0
    assert [blobs.get_sealed(key, after) for key in ("readings/0", "reports/x")] == [b"reading", b"report"]
    assert blobs.get("uploads/aa/original") == b"not ours to seal"
