"""How one process of the service is watched: its log, its metrics, its traces."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.service_settings import ServiceSettings
from pipeline.telemetry import logs, traces
from pipeline.telemetry.logs import Log
from pipeline.telemetry.metrics import Metrics
from pipeline.telemetry.traces import Traces


@dataclass(frozen=True, slots=True)
class Telemetry:
    log: Log
    metrics: Metrics
    traces: Traces

    @classmethod
    def open(cls, part: str, settings: ServiceSettings) -> Telemetry:
        log = logs.make(part, settings.log_level, settings.log_format)
        return cls(log, Metrics(), traces.make(part, settings.otlp_endpoint))

    def close(self) -> None:
        self.traces.close()
