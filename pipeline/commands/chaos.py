"""`yushen chaos`: everything that can die is killed while cases come in; afterwards everything is counted."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.settings import inherited

if TYPE_CHECKING:
    from pipeline.chaos.backlog import Waits
    from pipeline.chaos.run import Result


@click.command(
    epilog="""\b
It starts a service of its own in a folder of its own and touches no other. Reading is SIMULATED unless --read is
given: its readers wait as long as a page takes and read nothing.
Exit status: 0 nothing was lost or doubled, 1 something was.

\b
Examples:
  yushen chaos                          300 cases by 4 clients, every fault in turn
  yushen chaos --kills 50               yushen up killed 50 times at random moments
  yushen chaos --backlog                nothing is killed: how long instant cases wait behind 300 batch cases
  yushen chaos --cases 20 --fault postgres --fault worker"""
)
@click.option("--cases", type=click.IntRange(1), default=300, show_default=True)
@click.option("--clients", type=click.IntRange(1), default=4, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--fault", "chosen", multiple=True, help="Only this one; may be given again.  [default: all in turn]")
@click.option("--kills", type=click.IntRange(1), help="Instead: so many kills of yushen up at random moments.")
@click.option("--backlog", is_flag=True, help="Instead: what instant cases wait behind so many batch cases.")
@click.option("--reading", type=float, default=0.05, show_default=True, help="Seconds a simulated page takes.")
@click.option("--read", is_flag=True, help="Read in earnest (slow).")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Folder to keep data and logs in.")
def chaos(
    *,
    cases: int,
    clients: int,
    workers: int,
    chosen: tuple[str, ...],
    kills: int | None,
    backlog: bool,
    reading: float,
    read: bool,
    seed: int,
    keep: Path | None,
) -> None:
    """Break the service on purpose and see that nothing is lost."""
    from pipeline.chaos import faults  # noqa: PLC0415 (--help has no use for it)
    from pipeline.chaos.backlog import waits  # noqa: PLC0415
    from pipeline.chaos.run import Scale, at_random, in_turn  # noqa: PLC0415

    unknown = [name for name in chosen if name not in faults.NAMES]
    if unknown:
        raise click.UsageError(f"--fault {unknown[0]}: 可用值 / one of {', '.join(faults.NAMES)}")
    scale = Scale(cases, clients, workers, None if read else reading, seed)
    if not read:
        click.echo(f"识读为模拟，每页 {reading} 秒 / reading is SIMULATED, {reading} s a page")
    with tempfile.TemporaryDirectory(prefix="yushen-chaos-", ignore_cleanup_errors=True) as scratch:
        folder = (keep or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)  # the servers' own user has to pass
        if backlog:
            raise SystemExit(show_waits(waits(folder, scale, inherited(), click.echo)))
        if kills:
            result = at_random(folder, scale, kills, inherited(), click.echo)
        else:
            struck = [faults.by_name(name) for name in chosen or faults.NAMES]
            result = in_turn(folder, scale, struck, inherited(), click.echo)
    show(result)
    raise SystemExit(0 if result.well else 1)


def show(result: Result) -> None:
    """The figures, and every problem."""
    counted = result.counted
    click.echo(f"\n{counted.cases} 件申请 / cases, {counted.uploads} 个文件 / uploads, {counted.pages} 页 / pages")
    click.echo(
        f"用时 / took {result.seconds:.0f} s; 推送 / a push p50 {result.push_p50:.2f} s, max {result.push_max:.1f} s"
    )
    click.echo(f"即时件平时 / an instant case takes {result.usual:.2f} s")
    for one in result.recoveries:
        click.echo(f"  {one}")
    if result.kills:
        middle, most = statistics.median(result.starts), max(result.starts)
        click.echo(f"{result.kills} 次随机终止 / random kills; 恢复 / back after p50 {middle:.1f} s, max {most:.1f} s")
        click.echo("终止时各状态的数量 / what there was when it was killed, all kills together:")
        for what, times in sorted(result.moments.items()):
            click.echo(f"  {what}: {times}")
    click.echo(
        f"工作启动 / starts of work {counted.attempts}, 通知 / webhooks {counted.webhooks}, "
        f"重复 / repeated {counted.repeated}"
    )
    if result.well:
        click.echo("✓ 每件恰有一个现行结论，原件逐字节一致，通知无遗漏")
        click.echo("  one current verdict for each case, originals identical, no webhook missing")
    for problem in counted.problems[:50]:
        click.echo(f"✗ {problem}")


def show_waits(found: Waits) -> int:
    """The figures; exit status 0 where an instant case never waited for the heap."""
    from pipeline.chaos.backlog import share  # noqa: PLC0415

    click.echo(f"\n即时件无积压时 / an instant case alone: {found.usual:.2f} s")
    for name, times in (("即时件 / instant cases", found.instant), ("批量件 / batch cases", found.batch)):
        click.echo(
            f"{len(times)} {name}: 提交到结论 / submitted to judged p50 {share(times, 0.5):.2f} s, "
            f"p95 {share(times, 0.95):.2f} s, max {max(times, default=0.0):.2f} s"
        )
    heaps = found.heaps or (0,)
    click.echo(f"推送时积压 / batch cases before them: {heaps[0]} … {heaps[-1]}")
    return 0 if found.heaps and share(found.instant, 0.95) < share(found.batch, 0.5) else 1
