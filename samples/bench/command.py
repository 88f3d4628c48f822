"""`yushen bench`, loaded by name from the command line."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  yushen bench
  yushen bench --cases 6 --rounds 5 --json bench.json
  yushen bench --pages scans/ --rounds 3
  yushen bench --memory 2000

\b
All engines are shown the same upright pages, one after the other, round after round; each has a process of its own.
"ours" finds and reads lines as the peers do; "whole chain" goes from a file's bytes to its reading: opening, turning
upright, seals, text, quality. "÷ nets" is how many times as long as the same calls of the nets made bare. Ratios are of
one run; on a busy machine those of processor time (cpu) tell more than those of the wall clock.
Peers are the extra `bench` (rapidocr) and, from the system, tesseract with chi_sim; whoever is absent is left out."""
)
@click.argument(
    "samples_dir", default="samples", metavar="[SAMPLES_DIR]", type=click.Path(file_okay=False, path_type=Path)
)
@click.option(
    "--pages",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Any folder of files instead of samples: no truth, no CER.",
)
@click.option("--cases", type=click.IntRange(1), default=4, show_default=True, help="Sample cases to read.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), help="For each engine of ours.  [default: all cores, at most 2]")
@click.option("--engine", "engines", multiple=True, help="Ours and only this one; may be repeated.  [default: all]")
@click.option(
    "--memory",
    type=click.IntRange(0),
    default=0,
    help="Only read so many pages in one process and print its memory.",
)
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures there too."
)
def bench(
    samples_dir: Path,
    *,
    folder: Path | None,
    cases: int,
    rounds: int,
    threads: int | None,
    engines: tuple[str, ...],
    memory: int,
    json_file: Path | None,
) -> None:
    """Measure how fast pages are read, beside the engines one would pick, and where the time goes."""
    from samples.bench.engines import available  # noqa: PLC0415 (heavy; --help does not need them)
    from samples.bench.material import MaterialError  # noqa: PLC0415
    from samples.bench.run import Plan, run, run_long  # noqa: PLC0415
    from samples.bench.table import memory_table, table  # noqa: PLC0415
    from samples.truth import TruthError  # noqa: PLC0415

    there = available()
    absent = [name for name in engines if name not in there]
    if absent:
        raise click.ClickException(f"没有 / there is no {', '.join(absent)}; there is {', '.join(there)}")
    wanted = [name for name in there if not engines or name in engines or name == there[0]]
    own = min(2, len(os.sched_getaffinity(0)))
    plan = Plan(samples_dir, folder, cases, rounds, threads or own, wanted)
    try:
        if memory:
            held = run_long(plan, memory, _tell)
            told, text = {"memory": [asdict(point) for point in held], "peak_mb": held[-1].most}, memory_table(held)
        else:
            figures = run(plan, _tell)
            told, text = figures.as_json(), table(figures)
    except (MaterialError, TruthError) as error:
        raise click.ClickException(str(error)) from None
    click.echo("", err=True)
    click.echo(text)
    if json_file:
        json_file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _tell(what: str) -> None:
    click.echo(f"\r{what:60}", err=True, nl=False)
