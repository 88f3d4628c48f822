"""`yushen check`: case folders → reports; loose files → what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.casefile import NAME
from pipeline.settings import Settings, SettingsError

if TYPE_CHECKING:
    from extractors.reading import Reading
    from pipeline.screening import Screening
    from pipeline.steps import Desk, Received, Rules
    from pipeline.workers import ReaderFactory

READY, REVIEW, SUPPLEMENT, USAGE, NOTHING_READ, FAULT = 0, 10, 20, 2, 3, 1
WORST_LAST = (READY, REVIEW, SUPPLEMENT, NOTHING_READ, USAGE, FAULT)


@dataclass(frozen=True, slots=True)
class Services:
    """What the command works with; tests put their own reader here (`obj=Services(...)`)."""

    reader: Callable[[Settings], ReaderFactory]


@click.command(
    epilog="""\b
Exit status, of several cases the worst:
  0   ready       材料齐全     nothing to act on
  10  review      需人工核对   a person has to look
  20  supplement  建议补正     the applicant has to supply something
  3   nothing could be read
  2   a wrong option, or a case.json that is not what it has to be
  1   a fault of Yushen itself; please report it

\b
Examples:
  yushen check cases/2026-0001 --registry hospitals.csv
  yushen check cases/* --out reports --jobs 2
  yushen check cases/2026-0001 --as-of 2026-01-01 --policy ./packs/mycity
  yushen check scan.pdf photo.jpg

\b
Environment: YUSHEN_REGISTRY, YUSHEN_OUT, YUSHEN_JOBS, YUSHEN_MAX_FILE_MB (50), YUSHEN_MAX_PAGES (200)."""
)
@click.argument("paths", metavar="CASE_FOLDER|FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--registry",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Hospitals as CSV: code, name, aliases, level, class (or grade), region, designated … "
    "Without it no hospital is known and every hospital rule is unsure.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the report goes; with several cases, a folder for each inside it.  [default: out/CASE_FOLDER]",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Apply the rules in force on this day.  [default: the day of submission]",
)
@click.option("--policy", metavar="NAME|FOLDER", help="Use this policy pack instead of the region's own.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Reading processes.  [default: 1]")
@click.option(
    "--fast", is_flag=True, help="Read with the smallest nets first: sooner, and less well. Needs the extra `fast`."
)
@click.pass_context
def check(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    registry: Path | None,
    out: Path | None,
    as_of: dt.datetime | None,
    policy: str | None,
    jobs: int | None,
    fast: bool,
) -> None:
    """Pre-screen case folders, or say what loose files are.

    A CASE_FOLDER holds case.json and the uploads it names. For each, report.json and report.html are written and,
    when something has to be supplied, supplement_notice.html and .txt (补正通知). FILEs are read without a case: the
    report then says what each is and what it says, and applies no rules.
    """
    folders, files = _sort(paths)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    if fast and not _has_fast():
        raise click.UsageError("--fast: 缺少小模型 / the nets for it are not installed: pip install 'yushen[fast]'")
    settings = replace(settings, jobs=jobs or settings.jobs, fast=fast)
    rules = _rules(registry or settings.registry, policy, as_of.date() if as_of else None)
    with ExitStack() as stack:
        desk = _desk(ctx.find_object(Services), stack, settings, rules, several=len(folders) > 1)
        codes = _check(_places(folders, out, settings, bool(files)), desk)
        if files:
            codes += _look(files, _files_place(out, settings, bool(folders)), desk)
    ctx.exit(max(codes, key=WORST_LAST.index))


def _has_fast() -> bool:
    from extractors.models import has_fast  # noqa: PLC0415 (brings numpy, which --help has no use for)

    return has_fast()


def _sort(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Case folders and loose files. A folder without case.json is a mistake to name at once."""
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"{path}: 不存在 / there is no such file or folder")
        if path.is_dir() and not (path / NAME).is_file():
            raise click.UsageError(
                f"{path}: 文件夹中没有 {NAME} / there is no {NAME} in this folder; "
                "to read files without a case, name the files"
            )
    return [p for p in paths if p.is_dir()], [p for p in paths if not p.is_dir()]


def _rules(registry: Path | None, policy: str | None, as_of: dt.date | None) -> Rules:
    from pipeline.steps import Rules  # noqa: PLC0415 (heavy; --help does not need it)
    from validators import policy as policies  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415
    from validators.registry import Registry, RegistryError  # noqa: PLC0415

    try:
        known = Registry.load(registry) if registry else Registry.empty()
        if policy:
            policies.load(policy)
    except RegistryError as error:
        raise click.UsageError(f"名录无法使用 / the registry cannot be used\n{error}") from None
    except PolicyError as error:
        raise click.UsageError(f"规则包无法使用 / the policy pack cannot be used\n{error}") from None
    return Rules(known, policy, as_of)


def _desk(services: Services | None, stack: ExitStack, settings: Settings, rules: Rules, *, several: bool) -> Desk:
    """`several`: pictures of one case are drawn while the next is read."""
    from pipeline import reader  # noqa: PLC0415
    from pipeline.progress import watch  # noqa: PLC0415
    from pipeline.steps import Desk  # noqa: PLC0415
    from pipeline.work.drawing import drawer  # noqa: PLC0415
    from pipeline.workers import ReaderPool  # noqa: PLC0415

    factory = (services or Services(reader.ocr_reader)).reader(settings)
    progress = watch()
    stack.enter_context(progress)
    drawing = stack.enter_context(ReaderPool(drawer)) if several else None
    return Desk(stack.enter_context(ReaderPool(factory, settings.jobs)), rules, settings, progress, drawing)


def _places(folders: Sequence[Path], out: Path | None, settings: Settings, with_files: bool) -> list[tuple[Path, Path]]:
    """Each case's own report folder; cases of one name get a number."""
    if out is not None and len(folders) == 1 and not with_files:
        return [(folders[0], out)]
    places: list[tuple[Path, Path]] = []
    for folder in folders:
        name, count = folder.resolve().name, 1
        while any(place.name == name for _, place in places):
            count += 1
            name = f"{folder.resolve().name}-{count}"
        places.append((folder, (out or _outside(settings.out, folder)) / name))
    return places


def _outside(out: Path, folder: Path) -> Path:
    """The default place, but never inside the case folder itself: what lies there is the case's."""
    return folder.resolve().parent / "out" if out.resolve().is_relative_to(folder.resolve()) else out


def _files_place(out: Path | None, settings: Settings, with_folders: bool) -> Path:
    return out if out is not None and not with_folders else (out or settings.out) / "files"


def _check(places: Sequence[tuple[Path, Path]], desk: Desk) -> list[int]:
    """The exit status of each case; the next is read while one is judged and its report is made."""
    from pipeline import steps, summary  # noqa: PLC0415
    from pipeline.relay import Relay  # noqa: PLC0415

    codes: list[int] = []

    def received() -> Iterator[tuple[Received, Path]]:
        for folder, out in places:
            with _guarded(folder.name, codes):
                yield steps.receive(folder, desk.rules, desk.settings), out

    def conclude(received: Received, by_key: Mapping[str, Reading], out: Path) -> None:
        with _guarded(received.name, codes):
            screening, published = steps.conclude(received, by_key, out, desk)
            click.echo(summary.case(screening, published))
            codes.append(_code(screening))

    with _guarded("check", codes):
        Relay(desk, conclude).run(received())
    return codes


def _look(files: Sequence[Path], out: Path, desk: Desk) -> list[int]:
    from pipeline import steps, summary  # noqa: PLC0415

    codes: list[int] = []
    with _guarded("files", codes):
        screening, published = steps.look(files, out, desk)
        click.echo(summary.files(screening, published))
        codes.append(READY if screening.pages_read else NOTHING_READ)
    return codes


@contextmanager
def _guarded(name: str, codes: list[int]) -> Iterator[None]:
    """One case, whatever becomes of it: the next has to have its turn. What went wrong goes into `codes`."""
    from pipeline.casefile import CaseFileError  # noqa: PLC0415
    from pipeline.workers import ReaderError, where  # noqa: PLC0415
    from validators.errors import PolicyError  # noqa: PLC0415

    try:
        yield
    except (CaseFileError, PolicyError) as error:
        click.echo(f"{name}: 未能预审 / not screened\n{error}", err=True)
        codes.append(USAGE)
    except ReaderError as error:
        click.echo(f"{name}: 识读引擎无法启动 / the reader cannot start: {error}", err=True)
        codes.append(NOTHING_READ)
    except OSError as error:
        click.echo(f"{name}: 无法读写文件 / a file cannot be read or written: {error}", err=True)
        codes.append(USAGE)
    except Exception as error:
        click.echo(f"{name}: 程序故障 / a fault of the program: {where(error)}", err=True)
        codes.append(FAULT)


def _code(screening: Screening) -> int:
    if not screening.pages_read or screening.verdict is None:
        return NOTHING_READ
    return {"ready": READY, "review": REVIEW, "supplement": SUPPLEMENT}[screening.verdict.disposition.value]
