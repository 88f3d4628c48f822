"""`yushen doctor`: is everything there that the service needs, and what to do where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.environment import SettingsError
from pipeline.settings import Settings, inherited

if TYPE_CHECKING:
    from pipeline.doctor.finding import Finding

STATUS = {"正常": 0, "注意": 10, "失败": 1}
USUAL_PORT = 8000
MARKS = {"正常": ("✓", "green"), "注意": ("!", "yellow"), "失败": ("✗", "red")}


@click.command(
    epilog="""\b
Examples:
  yushen doctor
  yushen doctor --json

\b
It looks at the service of the data folder, or at the servers that YUSHEN_DATABASE_URL … name.
Exit status: 0 all is well, 10 something wants attention, 1 something failed."""
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="YUSHEN_DATA",
    help="Data folder of yushen up.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Of the API.  [default: that of the last start, else 8000]")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each finding.")
def doctor(data: Path, port: int | None, as_json: bool) -> None:
    """Check configuration, servers, models, disk and clock."""
    worst = 0
    for finding in examine(data.resolve(), port, inherited()):
        status = STATUS[finding.health]
        worst = 1 if 1 in (worst, status) else max(worst, status)
        _show(finding, as_json)
    raise SystemExit(worst)


def examine(data: Path, port: int | None, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Everything, one after the other; what cannot be looked at is told as such."""
    from pipeline.doctor import machine, servers  # noqa: PLC0415
    from pipeline.doctor.finding import attention, failed, ok  # noqa: PLC0415
    from pipeline.up.data import DataFolder, DataFolderError  # noqa: PLC0415
    from pipeline.up.known import known, names_servers  # noqa: PLC0415

    about = "配置 configuration"
    own = not names_servers(environment)
    folder = DataFolder(data)
    try:
        settings = Settings.from_environment(known(environment, data)).service
    except (SettingsError, DataFolderError) as error:
        yield failed(about, str(error), "修正后重试 / mend it, then ask again")
        return
    missing = settings.missing()
    if own and not folder.is_begun():
        yield attention(
            about, f"{data} 尚未启动过 / has never been started", "yushen up，或设置 YUSHEN_… / or set YUSHEN_…"
        )
    elif missing:
        yield failed(about, f"缺少 / missing: {', '.join(missing)}", "设置这些环境变量 / set these variables")
    else:
        yield ok(about, f"数据目录 / data folder {data}" if own else "来自环境变量 / from the environment")
    yield from machine.disk([data] if own else [])
    yield from machine.memory()
    yield from machine.models()
    if missing:
        return
    yield from machine.keys(settings, (data / "credentials.json",) if own else ())
    runs = not own or folder.is_held()
    if not runs:
        yield attention("服务 service", "未在运行 / is not running", f"yushen up --data {data}")
    else:
        yield from servers.database(settings)
        yield from servers.broker(settings)
        yield from servers.objects(settings)
    if own:
        yield from machine.port(port or folder.api_port() or USUAL_PORT, expected_open=runs)


def _show(finding: Finding, as_json: bool) -> None:
    if as_json:
        told = {"about": finding.about, "health": finding.health.name.lower(), "told": finding.told}
        click.echo(json.dumps(told | {"advice": finding.advice}, ensure_ascii=False))
        return
    mark, colour = MARKS[finding.health]
    click.echo(f"{click.style(mark, fg=colour)} {finding.about}: {finding.told}")
    if finding.advice:
        click.echo(f"    → {finding.advice}")
