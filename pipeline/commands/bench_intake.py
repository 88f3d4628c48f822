"""`yushen bench-intake`: how many uploads a second a running service takes, and how long each waits."""

from __future__ import annotations

import multiprocessing
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import httpx

JPEG = b"\xff\xd8\xff\xe0"
UPLOADS_A_CASE = 50


@click.command(
    "bench-intake",
    epilog="""\b
Examples:
  yushen bench-intake --key ysk_…
  yushen bench-intake --key ysk_… --busy 2 --uploads 500

The cases it makes have keys that begin with BENCH-; they are never submitted, and are cancelled at the end. With
--busy, processes that only count stand in for readers: they keep as many cores busy.""",
)
@click.option("--url", envvar="YUSHEN_API_URL", default="http://127.0.0.1:8000", show_default=True, show_envvar=True)
@click.option("--key", envvar="YUSHEN_API_KEY", required=True, show_envvar=True)
@click.option("--uploads", default=1000, show_default=True, type=click.IntRange(10), help="How many are sent.")
@click.option("--kilobytes", default=300, show_default=True, type=click.IntRange(1), help="Of each.")
@click.option("--senders", default=8, show_default=True, type=click.IntRange(1, 64), help="How many send at once.")
@click.option("--busy", default=0, show_default=True, type=click.IntRange(0, 64), help="Cores kept busy meanwhile.")
def bench_intake(*, url: str, key: str, uploads: int, kilobytes: int, senders: int, busy: int) -> None:
    """Send uploads as fast as the service takes them; print uploads a second, p50 and p99."""
    data = secrets.token_bytes(kilobytes * 1024)
    shares = [uploads // senders + (number < uploads % senders) for number in range(senders)]
    with _counting(busy), ThreadPoolExecutor(senders) as pool:
        began = time.perf_counter()
        found = list(pool.map(lambda share: _send(url, key, data, share), shares))
        seconds = time.perf_counter() - began
    times = sorted(time_ for share, _ in found for time_ in share)
    failed = sum(failures for _, failures in found)
    if not times:
        raise click.ClickException("没有一个上传成功 / not one upload was taken")
    click.echo(
        f"{len(times)} uploads of {kilobytes} KB, {senders} senders, {busy} cores kept busy: "
        f"{len(times) / seconds:.0f} uploads/s, p50 {_share(times, 0.5):.0f} ms, p99 {_share(times, 0.99):.0f} ms, "
        f"longest {times[-1] * 1000:.0f} ms, {failed} failed"
    )


def _send(url: str, key: str, data: bytes, count: int) -> tuple[list[float], int]:
    """Seconds of each upload that was taken, and how many were not."""
    import httpx  # noqa: PLC0415 (--help does not need it)

    times, failed, case = [], 0, ""
    with httpx.Client(
        base_url=url.rstrip("/"), headers={"Authorization": f"Bearer {key}"}, timeout=60, trust_env=False
    ) as client:
        for number in range(count):
            if number % UPLOADS_A_CASE == 0:
                _cancel(client, case)
                case = _case(client)
            body = JPEG + secrets.token_bytes(16) + data[20:]  # no two alike
            began = time.perf_counter()
            answer = client.post(f"/v1/cases/{case}/uploads", params={"name": f"{number}.jpg"}, content=body)
            if answer.status_code == 201:
                times.append(time.perf_counter() - began)
            else:
                failed += 1
        _cancel(client, case)
    return times, failed


def _case(client: httpx.Client) -> str:
    told: dict[str, Any] = {
        "case_key": f"BENCH-{secrets.token_hex(8)}",
        "region": "rizhao",
        "submitted_on": "2026-04-01",
        "applicant": {"name": "测试", "id_number": "99010119491231002X"},
        "diseases": ["糖尿病"],
        "channel": "self",
    }
    answer = client.post("/v1/cases", json=told)
    if answer.status_code != 201:
        raise click.ClickException(f"HTTP {answer.status_code}: {answer.text[:500]}")
    return str(answer.json()["id"])


def _cancel(client: httpx.Client, case: str) -> None:
    if case:
        client.post(f"/v1/cases/{case}:cancel")


@contextmanager
def _counting(busy: int) -> Iterator[None]:
    spawn = multiprocessing.get_context("spawn")
    running = [spawn.Process(target=_count, daemon=True) for _ in range(busy)]
    for process in running:
        process.start()
    if running:
        time.sleep(1)
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.join()


def _count() -> None:
    number = 0
    while True:
        number += 1


def _share(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] * 1000
