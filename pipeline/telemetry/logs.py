"""Logs as JSON lines, one event a line, with the ids that join them, and nothing that tells of a person.

What a line may carry is a closed list of keys; anything else is dropped and only its key named. Exceptions give their
kind and place, never their message: a message may quote a paper or a row. Of libraries' own messages only those on a
short list are kept, for the same reason.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.typing import FilteringBoundLogger, Processor

from pipeline.child import where

Log = FilteringBoundLogger

KEYS = frozenset(
    {
        # which
        "part", "worker", "request_id", "case_id", "work_id", "delivery_id", "import_id", "upload_id", "webhook_id",
        "client_id", "key_id", "verdict_id", "sha256", "reader", "queue", "kind", "pid",
        # what and how
        "event", "level", "timestamp", "logger", "place", "error", "reason", "code", "state", "dropped",
        "method", "route", "status", "attempt", "attempts", "failures", "first", "last", "round", "judge_no", "number",
        "disposition", "policy", "policy_version", "registry_version", "version", "task", "message",
        # how much
        "seconds", "bytes", "pages", "page_count", "count", "depth", "age", "port", "queues",
    }
)  # fmt: skip
"""All that a line may carry. Who adds a key makes sure that no value of it can name or describe a person."""

SPEAKING = ("dramatiq", "uvicorn.error", "alembic", "pipeline.steps")
"""Libraries whose messages hold nothing of ours but ids."""
LONGEST = 300


def make(part: str, level: str = "info", form: str = "json", stream: TextIO | None = None) -> Log:
    """The log of one part of the service: api, worker, sweeper …"""
    to = stream or sys.stderr
    logger = structlog.wrap_logger(
        structlog.WriteLogger(to),
        processors=_processors(form),
        wrapper_class=structlog.make_filtering_bound_logger(_level(level)),
        context_class=dict,
    )
    bound: Log = logger.bind(part=part)
    return bound


def adopt(log: Log, level: str = "info") -> None:
    """From now on what libraries log comes out of `log`, stripped. For a process's entry point alone."""
    root = logging.getLogger()
    root.handlers[:] = [_Adopted(log)]
    root.setLevel(max(_level(level), logging.INFO))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        other = logging.getLogger(name)
        other.handlers[:], other.propagate = [], name != "uvicorn.access"  # access lines carry queries


class _Adopted(logging.Handler):
    """A library's record: its kind and place; its words only where they are known to be harmless. What a library tells
    in passing is worth a line only with its words (one PDF's fonts alone are forty records)."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        speaks = record.name.startswith(SPEAKING)
        if record.levelno < logging.WARNING and not speaks:
            return
        told: dict[str, Any] = {"logger": record.name, "place": f"{Path(record.pathname).name}:{record.lineno}"}
        if speaks:
            told["message"] = record.getMessage().partition("\n")[0]
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = where(record.exc_info[1])
        self._log.log(record.levelno, "library", **told)


def _processors(form: str) -> list[Processor]:
    last: Processor = structlog.dev.ConsoleRenderer() if form == "console" else structlog.processors.JSONRenderer()
    return [
        merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper("iso", utc=True),
        _error,
        _only_known,
        last,
    ]


def _error(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """exc_info or an exception as `error`: kind and place."""
    caught = line.pop("exc_info", None)
    if caught is True:
        caught = sys.exc_info()[1]
    if isinstance(caught, tuple):
        caught = caught[1]
    if isinstance(caught, BaseException):
        line["error"] = where(caught)
    return line


def _only_known(_: Any, __: str, line: Mapping[str, Any]) -> MutableMapping[str, Any]:
    kept = {key: _plain(value) for key, value in line.items() if key in KEYS}
    if len(kept) < len(line):
        kept["dropped"] = sorted(key for key in line if key not in KEYS)
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, BaseException):
        return where(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value[:20]]
    return str(value)[:LONGEST]


def _level(name: str) -> int:
    return logging.getLevelNamesMapping()[name.upper()]
