"""`yushen simulate`: what fleets of worker machines would do. A simulation; nothing is read."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  yushen simulate
  yushen simulate --machines 1 --machines 10 --machines 100 --load 1.5"""
)
@click.option(
    "--machines", multiple=True, type=click.IntRange(1, 2000), default=(1, 10, 50, 100, 200), show_default=True
)
@click.option(
    "--load", default=0.85, show_default=True, help="Pages that arrive, as a share of what the readers could do."
)
@click.option("--instant", default=0.2, show_default=True, help="Share of cases that are instant.")
@click.option("--page", default=1.35, show_default=True, help="Seconds to read a page on one core.")
def simulate(machines: tuple[int, ...], load: float, instant: float, page: float) -> None:
    """SIMULATION: throughput and waiting of fleets, with reading replaced by the time it takes.

    Each machine has two readers and one that judges; all share one PostgreSQL and one object storage, at the speeds
    measured on one ordinary machine.
    """
    from pipeline.chaos.fleet import Costs, Fleet  # noqa: PLC0415
    from pipeline.chaos.fleet import simulate as run  # noqa: PLC0415

    click.echo("模拟结果，非实测 / a SIMULATION, no measurement of a fleet")
    click.echo("machines  pages/s  of ideal  instant p50/p95 s  batch p50/p95 s  database  storage  held back by")
    for count in machines:
        out = run(Fleet(count, load=load, instant=instant), Costs(page=page))
        click.echo(
            f"{count:>8}  {out.pages:7.1f}  {out.pages / out.ideal:7.0%}  {out.instant[0]:8.1f}/{out.instant[1]:7.1f}"
            f"  {out.batch[0]:7.1f}/{out.batch[1]:7.1f}  {out.database:8.0%}  {out.storage:7.0%}  {out.bends}"
        )
