"""Prometheus metrics: what this process did, and what the database says there is to do. Nothing of a person.

Each process counts for itself. Depths, ages and states come from the database at the moment of the scrape, so that they
are true whichever process is asked and whatever was restarted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

READ_BUCKETS = (0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 900)
JUDGE_BUCKETS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)
WAIT_BUCKETS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400)
HTTP_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        made = self.registry
        self.pages = Counter("yushen_pages_read", "Pages read.", ["queue"], registry=made)
        self.read_seconds = Histogram(
            "yushen_read_seconds", "Reading one slice of an upload.", ["queue"], buckets=READ_BUCKETS, registry=made
        )
        self.stage_seconds = Counter("yushen_stage_seconds", "Time by stage.", ["stage"], registry=made)
        self.judge_seconds = Histogram(
            "yushen_judge_seconds", "Judging and reporting one case.", buckets=JUDGE_BUCKETS, registry=made
        )
        self.wait_seconds = Histogram(
            "yushen_wait_seconds", "From due to begun.", ["queue"], buckets=WAIT_BUCKETS, registry=made
        )
        self.verdicts = Counter("yushen_verdicts", "Verdicts published.", ["disposition"], registry=made)
        self.failures = Counter("yushen_work_failures", "Attempts that failed.", ["kind", "reason"], registry=made)
        self.quarantines = Counter("yushen_quarantines", "Work given up.", ["kind", "reason"], registry=made)
        self.deliveries = Counter("yushen_webhook_attempts", "Webhook attempts.", ["outcome"], registry=made)
        self.requests = Histogram(
            "yushen_http_seconds", "API requests.", ["method", "route", "status"], buckets=HTTP_BUCKETS, registry=made
        )
        self.sweeps = Counter("yushen_sweeper_actions", "What the sweeper put right.", ["task"], registry=made)

    def serve(self, host: str, port: int) -> None:
        """Answers scrapes on a thread of its own."""
        start_http_server(port, host, self.registry)


@dataclass(frozen=True, slots=True)
class Depths:
    """What the database says there is, by name."""

    waiting: Mapping[str, int]  # queue → work that is due
    oldest: Mapping[str, float]  # queue → seconds since its oldest work was due
    leased: Mapping[str, int]  # queue → work under way
    quarantined: Mapping[str, int]  # queue → work that was given up and waits for a person
    cases: Mapping[str, int]  # state →
    deliveries: Mapping[str, int]  # state →


class DepthCollector(Collector):
    """Asks at each scrape. Where the database is away it gives nothing but `yushen_database_up 0`."""

    def __init__(self, ask: Callable[[], Depths]) -> None:
        self._ask = ask

    def describe(self) -> Iterable[Metric]:
        return ()  # else registering would ask the database

    def collect(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("yushen_database_up", "Whether the database answers.")
        try:
            depths = self._ask()
        except Exception:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield _gauge("yushen_queue_depth", "Work that waits.", "queue", depths.waiting)
        yield _gauge("yushen_queue_oldest_seconds", "Age of the oldest that waits.", "queue", depths.oldest)
        yield _gauge("yushen_queue_leased", "Work under way.", "queue", depths.leased)
        yield _gauge("yushen_quarantined", "Work that waits for a person.", "queue", depths.quarantined)
        yield _gauge("yushen_cases", "Cases.", "state", depths.cases)
        yield _gauge("yushen_deliveries", "Webhook deliveries.", "state", depths.deliveries)


def _gauge(name: str, words: str, label: str, values: Mapping[str, float]) -> Metric:
    made = GaugeMetricFamily(name, words, labels=[label])
    for key, value in values.items():
        made.add_metric([key], value)
    return made
