"""`yushen audit`: the log of events, and whether anybody has tampered with it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from pipeline.commands.opening import data_option, service


@click.group(
    epilog="""\b
Examples:
  yushen audit verify
  yushen audit verify --head 1042:9f2c…
  yushen audit show 5f1c2f6e-1d2b-4c55-9b5e-0a4a6c6f1d11"""
)
def audit() -> None:
    """The append-only log: every change of every case, by whom, with which versions."""


@audit.command()
@data_option
@click.option("--head", metavar="NUMBER:HASH", help="A seal noted down earlier: the log must still contain it.")
def verify(data: Path, head: str | None) -> None:
    """Check every link of every chain. Exit status 1 if anything was changed, removed or added.

    Prints the newest seal: kept elsewhere and given back as --head, it shows if the log's end was cut off.
    """
    from storage.records import events  # noqa: PLC0415 (heavy; --help does not need it)

    try:
        known = events.Seal.parse(head) if head else None
    except ValueError:
        raise click.UsageError("--head: NUMBER:HASH") from None
    with service(data) as opened:
        with opened.database.begin() as tx:
            events.seal(tx, opened.vault)
        with opened.database.begin() as tx:
            problems, newest = events.verify(tx, opened.vault, known), events.head(tx)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"审计链已被破坏 / the log was tampered with: {len(problems)}")
    click.echo(f"审计链完整 / the log is whole; newest seal {newest or '-'}")


@audit.command()
@click.argument("case_id", type=click.UUID)
@data_option
def show(case_id: UUID, data: Path) -> None:
    """The events of one case, in order."""
    from storage.records import events  # noqa: PLC0415 (heavy; --help does not need it)

    with service(data) as opened, opened.database.begin() as tx:
        found = events.of_case(tx, case_id)
    if not found:
        raise click.ClickException("没有此申请 / there is no such case")
    for event in found:
        told = ", ".join(f"{key}={value}" for key, value in event.data.items())
        click.echo(f"{event.seq:>8}  {event.at:%Y-%m-%d %H:%M:%S}  {event.actor:<44} {event.kind:<18} {told}")
