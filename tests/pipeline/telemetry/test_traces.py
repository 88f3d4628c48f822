"""The spans of one case join without anything in the queue."""

from __future__ import annotations

from uuid import UUID

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from pipeline.telemetry.traces import NoTraces, OtelTraces, make

CASE = UUID("5f1c2f6e-1d2b-4c55-9b5e-0a4a6c6f1d11")


def test_without_an_endpoint_there_are_none() -> None:
    assert isinstance(make("api", ""), NoTraces)


def test_a_case_s_spans_share_its_id_in_every_process() -> None:
    memory = InMemorySpanExporter()
    for part in ("api", "worker"):
        traces = OtelTraces(part, memory)
        with traces.span(f"{part} outer", CASE, pages=3), traces.span(f"{part} inner", CASE):
            pass
        traces._provider.force_flush()
    spans = {span.name: span for span in memory.get_finished_spans()}
    assert {span.context.trace_id for span in spans.values()} == {CASE.int}
    assert spans["api outer"].attributes["pages"] == 3
    assert spans["worker inner"].parent.span_id == spans["worker outer"].context.span_id


def test_a_failure_shows_its_kind_and_never_its_message() -> None:
    memory = InMemorySpanExporter()
    traces = OtelTraces("worker", memory)
    with pytest.raises(ValueError, match="林试样"), traces.span("read", CASE):
        raise ValueError("林试样")
    traces._provider.force_flush()
    (span,) = memory.get_finished_spans()
    assert span.status.description == "ValueError"
    assert not span.events
