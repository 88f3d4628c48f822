"""OpenTelemetry traces, where the operator names a collector and the `otel` extra is installed.

The trace of a case has the case's own id (a UUID is 128 bits, as a trace id is). So the spans of API, workers and
webhooks join by themselves: nothing travels through the queue, and nothing is lost with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

Attribute = str | int | float | bool


class Traces(Protocol):
    def span(self, name: str, case_id: UUID | None = None, **attributes: Attribute) -> AbstractContextManager[None]:
        """Time spent inside. Attributes are ids and numbers, as in logs."""
        ...

    def close(self) -> None:
        """Sends what is left."""
        ...


class NoTraces:
    @contextmanager
    def span(self, name: str, case_id: UUID | None = None, **attributes: Attribute) -> Iterator[None]:
        yield

    def close(self) -> None:
        return None


class OtelTraces:
    """Spans to a collector."""

    def __init__(self, part: str, exporter: SpanExporter) -> None:
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 (an extra)
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        self._provider = TracerProvider(resource=Resource({"service.name": f"yushen-{part}"}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("yushen")

    @contextmanager
    def span(self, name: str, case_id: UUID | None = None, **attributes: Attribute) -> Iterator[None]:
        from opentelemetry import trace  # noqa: PLC0415 (an extra)

        context = None
        if case_id is not None and not trace.get_current_span().get_span_context().is_valid:
            parent = trace.SpanContext(
                case_id.int, case_id.int & 0xFFFFFFFFFFFFFFFF, is_remote=True, trace_flags=trace.TraceFlags(1)
            )
            context = trace.set_span_in_context(trace.NonRecordingSpan(parent))
        with self._tracer.start_as_current_span(
            name, context, attributes=dict(attributes), record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(trace.StatusCode.ERROR, type(error).__name__)  # its message may quote the paper
                raise

    def close(self) -> None:
        self._provider.shutdown()


def make(part: str, endpoint: str) -> Traces:
    """Traces to an OTLP collector (http://host:4318); none where no endpoint is set.

    Raises ImportError, at start-up, where an endpoint is set and the `otel` extra is not installed.
    """
    if not endpoint:
        return NoTraces()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 (an extra)

    return OtelTraces(part, OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces"))
