"""`yushen push`: case folders through the API, followed to their reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.client import Client, Progress

EXIT = {"ready": 0, "review": 10, "supplement": 20}
SAID = {"ready": "材料齐全", "review": "需人工核对", "supplement": "建议补正"}
NOT_DONE, REFUSED, UNREACHABLE = 4, 2, 3


@click.command(
    epilog="""\b
Exit status, of several cases the worst; as for `yushen check`:
  0 ready · 10 review · 20 supplement
  4   not waited for, or ended without a report
  2   the service refused the case, or the folder is not what it has to be
  3   the service could not be reached

\b
Examples:
  yushen push cases/2026-0001 --url http://127.0.0.1:8000 --key ysk_…
  YUSHEN_API_KEY=ysk_… yushen push cases/* --no-wait"""
)
@click.argument(
    "folders",
    metavar="CASE_FOLDER...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--url", envvar="YUSHEN_API_URL", default="http://127.0.0.1:8000", show_default=True, show_envvar=True)
@click.option("--key", envvar="YUSHEN_API_KEY", required=True, show_envvar=True, help="An API key: ysk_…")
@click.option("--wait/--no-wait", default=True, show_default=True, help="Follow each case to its report.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write report.json and report.html there, by case."
)
@click.option("--patience", default=120.0, show_default=True, help="Seconds to go on trying while nothing answers.")
@click.pass_context
def push(
    ctx: click.Context, *, folders: tuple[Path, ...], url: str, key: str, wait: bool, out: Path | None, patience: float
) -> None:
    """Push case folders to the service. Pushed again, a case goes on where it stopped; nothing is registered twice."""
    from pipeline.client import Client  # noqa: PLC0415 (brings httpx)

    with Client(url, key, patience=patience) as client:
        codes = [_guarded(folder, partial(_push, client, folder, wait, out, url)) for folder in folders]
    ctx.exit(max(codes))


def _guarded(folder: Path, work: Callable[[], int]) -> int:
    from pipeline.client import ApiError, FolderError, Unreachable  # noqa: PLC0415

    try:
        return work()
    except (ApiError, FolderError) as error:
        click.echo(f"{folder.name}: 未受理 / refused\n{error}", err=True)
        return REFUSED
    except Unreachable as error:
        click.echo(f"{folder.name}: 服务无应答，可稍后重试 / no answer, try again later: {error}", err=True)
        return UNREACHABLE


def _push(client: Client, folder: Path, wait: bool, out: Path | None, url: str) -> int:
    case = client.push(folder, lambda name: click.echo(f"{folder.name}: {name}", err=True))
    where = f"{url.rstrip('/')}/v1/cases/{case.id}"
    if not wait:
        click.echo(f"{folder.name}: 已提交 / submitted  {where}")
        return NOT_DONE
    for progress in client.follow(case.id):
        click.echo(f"{folder.name}: {_line(progress)}", err=True)
    case = client.get(case.id)
    if case.disposition is None:
        click.echo(f"{folder.name}: {case.state}  {where}")
        return NOT_DONE
    click.echo(f"{folder.name}: {SAID[case.disposition]} {case.disposition}  {where}/report?format=html")
    if out is None:  # the address wants the key, which a browser does not send
        click.echo("  用 --out 目录 可把报告存到本机 / --out DIR saves the report to open it here", err=True)
    else:
        place = out / folder.resolve().name
        place.mkdir(parents=True, exist_ok=True)
        for form in ("json", "html"):
            (place / f"report.{form}").write_bytes(client.report(case.id, form))
        click.echo(f"  报告 report: {place / 'report.html'}")
    return EXIT[case.disposition]


def _line(now: Progress) -> str:
    pages = f"{now.pages_read}/{now.pages if now.pages is not None else f'{now.pages_known}+'}"
    place = f"，前面还有 {now.queue_place} 项 / {now.queue_place} before it" if now.queue_place else ""
    return f"{now.stage_zh} / {now.stage_en}  文件 {now.files_read}/{now.files}  页 {pages}{place}"
