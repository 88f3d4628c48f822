"""The simulation of fleets holds what must hold of any."""

from __future__ import annotations

from dataclasses import replace

from pipeline.chaos.fleet import Costs, Fleet, simulate


def test_a_small_fleet_reads_what_comes_and_more_than_it_can_do_waits() -> None:
    calm, flooded = simulate(Fleet(4, load=0.7), seconds=900), simulate(Fleet(4, load=1.6), seconds=900)
    assert not calm.bends and not flooded.bends
    assert flooded.pages > 0.9 * flooded.ideal
    assert flooded.batch[1] > 4 * calm.batch[1]


def test_batch_never_delays_instant() -> None:
    flooded = simulate(Fleet(4, load=1.6, instant=0.1), seconds=900)
    assert flooded.instant[1] < 60 < flooded.batch[0]


def test_what_all_share_is_where_it_bends() -> None:
    out = simulate(Fleet(40), replace(Costs(), object=0.05), seconds=300)
    assert out.bends == "object storage"
    assert out.storage > 0.99
