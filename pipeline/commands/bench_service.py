"""`yushen bench-service`: do two workers of the service read as many pages a second as `yushen check --jobs 2`?"""

from __future__ import annotations

import statistics
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.settings import inherited

if TYPE_CHECKING:
    from pipeline.chaos.contest import Contest, Round

GOAL = 0.95


@click.command(
    "bench-service",
    epilog="""\b
Examples:
  yushen bench-service samples/tune/c-05 samples/tune/e-02 --registry samples/registry.csv
  nice -n -15 yushen bench-service cases/* --rounds 5

It starts a service of its own in a folder of its own. Both sides are warm: what starting them costs is left out. On a
machine that does other things as well, processor time a page is what to look at.
Exit status: 0 the goal is met, 1 it is not.""",
)
@click.argument("folders", metavar="CASE_FOLDER...", nargs=-1, required=True,
                type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="Of each side, in turn.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Readers, and --jobs of check.")
@click.option("--registry", envvar="YUSHEN_REGISTRY", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bench_service(*, folders: tuple[Path, ...], rounds: int, workers: int, registry: Path | None) -> None:
    """Read the same cases through the service and through `yushen check`, in turn; print pages a second and CPU."""
    from pipeline.chaos.contest import Scale, contest  # noqa: PLC0415 (--help has no use for it)
    from pipeline.chaos.stage import StageError  # noqa: PLC0415

    environment = inherited() | ({"YUSHEN_REGISTRY": str(registry.resolve())} if registry else {})
    with tempfile.TemporaryDirectory(prefix="yushen-bench-", ignore_cleanup_errors=True) as scratch:
        place = Path(scratch)
        place.chmod(0o711)  # the servers' own user has to pass
        try:
            found = contest(
                [folder.resolve() for folder in folders], Scale(rounds, workers), place, environment, click.echo
            )
        except StageError as error:
            raise click.ClickException(str(error)) from None
    raise SystemExit(0 if show(found) >= GOAL else 1)


def show(found: Contest) -> float:
    """Prints the figures; the ratio of pages a second."""
    check, service = _middle(found.checks), _middle(found.services)
    click.echo(f"\nmedians of {len(found.checks)} rounds, {found.checks[0].pages} pages each")
    click.echo(f"  check    {check[0]:.3f} pages/s  {check[1]:.3f} CPU s a page")
    _show_parts(found.checks)
    click.echo(f"  service  {service[0]:.3f} pages/s  {service[1]:.3f} CPU s a page")
    _show_parts(found.services)
    click.echo("  idle service: " + ", ".join(f"{part} {share:.1%}" for part, share in _idle(found.idle)))
    ratio = service[0] / check[0]
    click.echo(f"service / check: {ratio:.3f} of the pages a second (goal ≥ {GOAL}), "
               f"{check[1] / service[1]:.3f} of the pages for a second of CPU")  # fmt: skip
    if found.checks[0].pages != found.services[0].pages:
        click.echo("两边页数不同：有文件重复 / not the same pages: some files come twice", err=True)
    return ratio


def _middle(rounds: Sequence[Round]) -> tuple[float, float]:
    speeds, costs = [one.pages_a_second for one in rounds], [one.cpu_a_page for one in rounds]
    return statistics.median(speeds), statistics.median(costs)


def _show_parts(rounds: Sequence[Round]) -> None:
    pages, total = sum(one.pages for one in rounds), Counter[str]()
    for one in rounds:
        total.update({part: round(used * 1000) for part, used in one.cpu.items()})
    for part, milliseconds in total.most_common():
        click.echo(f"    {part:<14} {milliseconds / 1000 / pages:.3f} CPU s a page")


def _idle(idle: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(((part, share) for part, share in idle.items() if share > 0.0005), key=lambda one: -one[1])
