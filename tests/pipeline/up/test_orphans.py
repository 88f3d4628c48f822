"""Leases of a worker that is known to be dead end at once, and nobody else's."""

from __future__ import annotations

from uuid import uuid4

from pipeline.actors import orphan
from pipeline.chaos.simulated import simulated
from pipeline.service import Service
from pipeline.settings import Settings
from pipeline.up.furnish import end_leases
from storage.records import recovery, work
from storage.states import WorkState

LEASE_S = 600.0


def test_the_next_worker_takes_over_what_its_dead_predecessor_held(fresh_service: Settings) -> None:
    service = Service.open(fresh_service, "test", simulated(0))
    with service.database.begin() as tx:
        ids = [work.add(tx, "import", "import", str(uuid4())) for _ in range(3)]
        dead = work.claim_next(tx, ("import",), "dead:1", LEASE_S)
        lives = work.claim_next(tx, ("import",), "deadly:1", LEASE_S)
    assert dead is not None
    assert lives is not None
    assert {dead.id, lives.id} < set(ids)
    orphan(service, "dead")
    with service.database.begin() as tx:
        assert work.get(tx, dead.id).state is WorkState.DUE
        assert work.get(tx, dead.id).attempts == 1, "the start counts: the work may be what killed it"
        assert work.get(tx, lives.id).state is WorkState.LEASED
    service.close()


def test_all_leases_end_where_nobody_works_yet(fresh_service: Settings) -> None:
    service = Service.open(fresh_service, "test", simulated(0))
    with service.database.begin() as tx:
        work.add(tx, "import", "import", str(uuid4()))
        held = work.claim_next(tx, ("import",), "somebody:1", LEASE_S)
    assert held is not None
    assert end_leases(fresh_service.service) == 1
    with service.database.begin() as tx:
        assert recovery.expire(tx).work == ((held.queue, held.id),)
    service.close()
