"""`yushen quarantine`: work that was given up, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from pipeline.commands.opening import data_option, operator, service

if TYPE_CHECKING:
    from storage.records.work import Work


@click.group(
    epilog="""\b
Examples:
  yushen quarantine list
  yushen quarantine requeue 0b6c1f6e-1d2b-4c55-9b5e-0a4a6c6f1d11
  yushen quarantine requeue --all"""
)
def quarantine() -> None:
    """Work that failed as often as it may: uploads that broke their reader, cases that could not be judged.

    The rest of their cases went on. Once the cause is mended, put the work back: the files are read again, and their
    cases judged anew.
    """


@quarantine.command(name="list")
@data_option
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 10_000))
def list_them(data: Path, limit: int) -> None:
    """Show what waits for a person, oldest first."""
    from storage.records import work  # noqa: PLC0415 (heavy; --help does not need it)

    with service(data) as opened, opened.database.begin() as tx:
        found = work.quarantined(tx, limit)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("隔离区为空 / nothing is in quarantine")


@quarantine.command()
@click.argument("ids", metavar="[WORK_ID]...", nargs=-1, type=click.UUID)
@click.option("--all", "everything", is_flag=True, help="All of it, but for webhooks (redeliver those by the API).")
@data_option
def requeue(ids: tuple[UUID, ...], data: Path, *, everything: bool) -> None:
    """Put work back: what it is about is tried again from the start."""
    from storage.errors import NotFound, Refused  # noqa: PLC0415 (heavy; --help does not need it)
    from storage.records import recovery, work  # noqa: PLC0415

    if bool(ids) == everything:
        raise click.UsageError("指定工作编号，或 --all / name the work, or say --all")
    with service(data) as opened:
        if everything:
            with opened.database.begin() as tx:
                ids = tuple(one.id for one in work.quarantined(tx, 10_000) if one.kind != "notify")
        done = 0
        for work_id in ids:
            try:
                with opened.database.begin() as tx:
                    told = recovery.requeue(tx, work_id, operator())
            except (NotFound, Refused) as error:
                click.echo(f"{work_id}: {error}", err=True)
                continue
            opened.tell(told)
            done += 1
    click.echo(f"已放回 / put back: {done}")
    if done < len(ids):
        raise SystemExit(1)


def _line(one: Work) -> str:
    case = f"  case {one.case_id}" if one.case_id else ""
    what = one.subject.partition(":")[0][:12] if one.kind == "read" else ""
    return (
        f"{one.id}  {one.kind:<6} {one.created_at:%Y-%m-%d %H:%M}  {one.reason or ''}"
        f"  attempts {one.attempts}, failures {one.failures}{f'  sha256 {what}…' if what else ''}{case}"
    )
