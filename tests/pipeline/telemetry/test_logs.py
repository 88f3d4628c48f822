"""A log line carries ids and numbers, and nothing of a person, whoever writes it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.contextvars import bound_contextvars

from pipeline.telemetry import logs

NAME, NUMBER = "林试样", "99010119491231002X"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(text) for text in stream.getvalue().splitlines()]


def test_a_line_joins_what_belongs_together(stream: io.StringIO) -> None:
    log = logs.make("worker", stream=stream)
    with bound_contextvars(request_id="r1"):
        log.info("slice read", case_id="c1", pages=3, seconds=1.23456789)
    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "slice read", "level": "info", "part": "worker", "request_id": "r1", "case_id": "c1", "pages": 3,
        "seconds": 1.2346,
    }  # fmt: skip


def test_what_nobody_listed_is_dropped_and_only_its_key_named(stream: io.StringIO) -> None:
    logs.make("api", stream=stream).warning("case made", name=NAME, applicant={"id": NUMBER}, case_id="c1")
    assert NAME not in stream.getvalue() and NUMBER not in stream.getvalue()
    assert lines(stream)[0]["dropped"] == ["applicant", "name"]


def test_an_exception_tells_its_kind_and_place(stream: io.StringIO) -> None:
    log = logs.make("api", stream=stream)
    try:
        raise ValueError(NAME)
    except ValueError as error:
        log.exception("failed")
        log.error("failed", error=error)
    assert NAME not in stream.getvalue()
    assert [line["error"].split(":")[0] for line in lines(stream)] == ["ValueError at test_logs.py"] * 2


def test_what_libraries_say_is_stripped(stream: io.StringIO) -> None:
    logs.adopt(logs.make("worker", stream=stream))
    try:
        raise KeyError(NUMBER)
    except KeyError:
        logging.getLogger("alien.library").exception("cannot parse %s", NAME)
        logging.getLogger("dramatiq.worker").exception("failed to process read.batch('id')")
    assert NAME not in stream.getvalue() and NUMBER not in stream.getvalue()
    quiet, speaking = lines(stream)
    assert (quiet["logger"], quiet["error"].split(":")[0]) == ("alien.library", "KeyError at test_logs.py")
    assert "message" not in quiet
    assert speaking["message"] == "failed to process read.batch('id')"


def test_what_a_library_tells_in_passing_is_kept_only_with_its_words(stream: io.StringIO) -> None:
    logs.adopt(logs.make("worker", stream=stream))
    logging.getLogger("alien.library").info("subset of %s", NAME)
    logging.getLogger("dramatiq.worker").info("ready")
    assert [line["message"] for line in lines(stream)] == ["ready"]


def test_levels_are_kept(stream: io.StringIO) -> None:
    log = logs.make("api", "warning", stream=stream)
    log.info("nothing")
    log.warning("something")
    assert [line["event"] for line in lines(stream)] == ["something"]
