"""`yushen score` and `yushen samples`, loaded by name from the command line: nothing below may import samples."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import click


@click.command(
    epilog="""\b
Examples:
  yushen score samples
  yushen score samples --split report --json figures.json --errors out/errors
  yushen score samples --cache out/readings --jobs 2

\b
F1, P and R count +found, xextra and -missed. CER is over NFKC text without white space and takes the reading order into
account; character recall does not."""
)
@click.argument("samples_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--split", type=click.Choice(["tune", "report", "all"]), default="all", show_default=True)
@click.option("--registry", type=click.Path(exists=True, path_type=Path), help="[default: SAMPLES_DIR/registry.csv]")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures there too."
)
@click.option(
    "--errors",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write every miss there, with a picture of where.",
)
@click.option(
    "--cache", type=click.Path(file_okay=False, path_type=Path), help="Keep readings there, to judge again fast."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Reading processes.")
@click.option("--case", "names", multiple=True, help="Only this case; may be repeated.")
def score(
    samples_dir: Path,
    *,
    split: str,
    registry: Path | None,
    json_file: Path | None,
    errors: Path | None,
    cache: Path | None,
    jobs: int,
    names: tuple[str, ...],
) -> None:
    """Measure the whole chain against samples with truth (SAMPLES_DIR/{tune,report}/CASE/truth.json).

    Only figures of the split `report` say something: the other one is for tuning.
    """
    from pipeline.casefile import CaseFileError  # noqa: PLC0415 (heavy; --help does not need them)
    from pipeline.workers import ReaderError  # noqa: PLC0415
    from samples import score as scoring  # noqa: PLC0415
    from samples.score_table import table  # noqa: PLC0415
    from samples.truth import SPLITS, TruthError  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415
    from validators.registry import RegistryError  # noqa: PLC0415

    try:
        scores = scoring.score(
            samples_dir,
            splits=SPLITS if split == "all" else (split,),
            registry=registry,
            cache=cache,
            jobs=jobs,
            errors=errors,
            only=lambda case: not names or case.name in names,
        )
    except (TruthError, CaseFileError, PolicyError, RegistryError, ReaderError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(table(scores))
    if json_file:
        json_file.write_text(json.dumps(scores.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")


@click.group()
def samples() -> None:
    """Make the fictional sample cases."""


@samples.command(
    epilog="""\b
Examples:
  yushen samples make
  yushen samples make --out more --seed 7 --cases 40
  yushen samples make --out more --family d"""
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("samples"),
    show_default=True,
    help="Gets registry.csv and a folder for each case.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same cases.")
@click.option("--split", type=click.Choice(["tune", "report"]), help="Only this one.  [default: both]")
@click.option("--cases", type=click.IntRange(1), help="So many random ones.  [default: those that are committed]")
@click.option(
    "--family",
    type=click.Choice(
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"]
    ),
    help="Only this one, whole: of most a part alone is committed, of d, j, r and t nothing.",
)
def make(out: Path, *, seed: int, split: str | None, cases: int | None, family: str | None) -> None:
    """Draw sample cases with truth. Needs the extra `samples` (playwright), Chromium and CJK fonts."""
    making = _drawing("make")
    from samples.faces import FaceError  # noqa: PLC0415

    try:
        making.make(out, seed, split, cases, _told, family=family)
    except FaceError as error:
        raise click.ClickException(str(error)) from None


def _drawing(module: str) -> Any:
    """A module of samples that needs a browser."""
    try:
        return importlib.import_module(f"samples.{module}")
    except ImportError as error:
        raise click.ClickException(f"{error}; install the extra: pip install 'yushen[samples]'") from None


def _told(done: int, total: int, key: str) -> None:
    click.echo(f"{done}/{total} {key}", err=True)


@samples.command(
    epilog="""\b
Examples:
  yushen samples layouts --out out/layouts && yushen score out/layouts --split report
  yushen samples layouts --out out/taken --photographed && yushen score out/taken --cache out/readings"""
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Gets registry.csv and a folder for each paper.",
)
@click.option("--photographed", is_flag=True, help="As pictures, by photo, scan or copy.  [default: as PDF with text]")
def layouts(out: Path, *, photographed: bool) -> None:
    """Draw single papers, each in a layout of its own, with truth. Needs what `make` needs.

    They tell how well layouts are read that nobody has met: no seals, no rules broken.
    """
    _drawing("layouts").make(out, photographed, _told)


@samples.command(
    epilog="""\b
Examples:
  yushen samples sureness samples --split report --cache out/readings --out samples/blind/r.json"""
)
@click.argument("samples_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Gets the counts, as JSON.")
@click.option("--split", type=click.Choice(["tune", "report", "all"]), default="report", show_default=True)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Readings kept by `yushen score`.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Reading processes.")
def sureness(samples_dir: Path, *, out: Path, split: str, cache: Path | None, jobs: int) -> None:
    """Keep how sure values are and whether they are right, for `yushen samples calibrate --kept`.

    Run it when a family has been measured blind, before its misses are looked at: afterwards its confidences flatter.
    """
    from extractors import read  # noqa: PLC0415 (heavy)
    from samples import score as scoring  # noqa: PLC0415
    from samples import sureness as keeping  # noqa: PLC0415
    from samples.truth import SPLITS  # noqa: PLC0415

    splits = SPLITS if split == "all" else (split,)
    scores = scoring.score(samples_dir, splits=splits, cache=cache, jobs=jobs, calibration=None)
    found = keeping.measured(scores, read.VERSION)
    keeping.write(found, out)
    values = [value for sure in found.values.values() for value in sure]
    click.echo(f"{out}: {found.cases} cases, {sum(v.right for v in values)} of {len(values)} values right")


@samples.command(
    epilog="""\b
Examples:
  yushen samples calibrate samples --cache out/readings --jobs 2
  yushen samples calibrate samples --cache out/readings --kept samples/blind/q.json --kept samples/blind/r.json
  yushen samples make --out out/d --family d && yushen samples calibrate samples out/d"""
)
@click.argument(
    "folders", nargs=-1, metavar="[SAMPLES_DIR]...", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--kept",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Counts that `yushen samples sureness` wrote, of papers read blind; may be repeated.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="[default: the program's own calibration.yaml]"
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Readings kept by `yushen score`.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Reading processes.")
def calibrate(
    folders: tuple[Path, ...], *, kept: tuple[Path, ...], out: Path | None, cache: Path | None, jobs: int
) -> None:
    """Measure on the tune splits how often confidences are right, and write the curves down.

    What was kept of papers read blind counts with them: no case of theirs may be in a folder, it would count twice.
    From the curves and from the target in validators/policies/base/thresholds.yaml follow the thresholds.
    """
    from extractors import calibration, read  # noqa: PLC0415 (heavy)
    from samples import calibrate as calibrating  # noqa: PLC0415
    from samples import score as scoring  # noqa: PLC0415
    from samples import sureness as keeping  # noqa: PLC0415

    if not folders and not kept:
        raise click.UsageError("nothing to measure: name folders with samples, or files by --kept")
    try:
        several = [keeping.read(file) for file in kept]
    except keeping.SurenessError as error:
        raise click.ClickException(str(error)) from None
    for folder in folders:
        scored = scoring.score(folder, splits=("tune",), cache=cache, jobs=jobs, calibration=None)
        several.append(keeping.measured(scored, read.VERSION))
    before = calibration.CALIBRATION
    found = {**before.curves, **calibrating.curves([one.values for one in several])}
    number, reader = str(int(before.version) + 1), max((one.reader for one in several), key=int)
    text = calibrating.written(found, number, reader, sum(one.cases for one in several))
    (out or calibration.PATH).write_text(text, "utf-8")
    click.echo(f"calibration {number}: {out or calibration.PATH}")


@samples.command(
    name="wrong-passes",
    epilog="""\b
Examples:
  yushen samples wrong-passes samples --cache out/readings --jobs 2""",
)
@click.argument("samples_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="[default: the program's own wrong_passes.yaml]"
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Readings kept by `yushen score`.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Reading processes.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed reads the same values wrong.")
def wrong_passes(samples_dir: Path, *, out: Path | None, cache: Path | None, jobs: int, seed: int) -> None:
    """Count on the tune split how often a wrong reading would hide a fault, and write the shares down.

    From them, from `calibrate` and from the target in thresholds.yaml follow the thresholds.
    """
    from extractors import read  # noqa: PLC0415 (heavy)
    from samples import wrong_passes as counting  # noqa: PLC0415
    from validators.registry import Registry  # noqa: PLC0415
    from validators.thresholds import PATH, WRONG_PASSES  # noqa: PLC0415

    cases = counting.faulty_cases(samples_dir, cache, jobs)
    registry = Registry.load(samples_dir / "registry.csv")
    names = sorted({entry.name for entry in registry.entries})
    found = counting.count(cases, registry, names, seed, lambda number: click.echo(f"{number}/{len(cases)}", err=True))
    file = out or PATH.with_name(WRONG_PASSES)
    file.write_text(counting.written(found, read.VERSION, len(cases)), "utf-8")
    for topic, passed in found.items():
        codes = ", ".join(f"{code} {times}" for code, times in passed.codes.most_common())
        click.echo(f"{topic:11} {passed.passed:3} of {passed.tried:4}, at most {passed.at_most:6.2%}  {codes}")
    click.echo(f"written: {file}")
