"""Metrics say what this process did and what the database holds."""

from __future__ import annotations

from prometheus_client import generate_latest

from pipeline.telemetry.metrics import DepthCollector, Depths, Metrics


def test_two_processes_in_one_test_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.pages.labels("read.batch").inc(3)
    assert b'yushen_pages_read_total{queue="read.batch"} 3.0' in generate_latest(one.registry)
    assert b"read.batch" not in generate_latest(other.registry)


def test_depths_are_asked_for_at_each_scrape() -> None:
    made, depth = Metrics(), [3]
    made.registry.register(DepthCollector(lambda: Depths({"judge": depth[0]}, {"judge": 1.5}, {}, {}, {}, {})))
    assert b'yushen_queue_depth{queue="judge"} 3.0' in generate_latest(made.registry)
    depth[0] = 5
    assert b'yushen_queue_depth{queue="judge"} 5.0' in generate_latest(made.registry)
    assert b"yushen_database_up 1.0" in generate_latest(made.registry)


def test_a_database_that_is_away_breaks_no_scrape() -> None:
    def away() -> Depths:
        raise OSError("refused")

    made = Metrics()
    made.registry.register(DepthCollector(away))
    made.pages.labels("read.batch").inc()
    told = generate_latest(made.registry)
    assert b"yushen_database_up 0.0" in told
    assert b"yushen_pages_read_total" in told
