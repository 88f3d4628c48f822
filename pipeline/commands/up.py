"""`yushen up`: the whole service on one machine, or one part of it on a cluster's servers."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.environment import SettingsError
from pipeline.settings import Settings, inherited

PARTS = ("api", "worker", "sweeper")
GIGABYTE = 1024**3
WORKER_MEMORY = 3 * GIGABYTE  # what one reading worker should find, nets and a large page together
FAULT, USAGE = 1, 2


@click.command(
    epilog="""\b
On one machine everything is started: PostgreSQL, Valkey and SeaweedFS (S3) from Python wheels, on 127.0.0.1 alone, with
credentials made at the first start, then the tables, the API, the workers and the sweeper. What dies is started again.
Keep DIR/data-keys apart from backups of the rest: personal data is sealed with it.

\b
With --only nothing but that part is started, on servers that the environment names, and logs go to stderr:
  YUSHEN_DATABASE_URL, YUSHEN_BROKER_URL, YUSHEN_S3_URL, YUSHEN_S3_ACCESS_KEY, YUSHEN_S3_SECRET_KEY,
  YUSHEN_S3_BUCKET, YUSHEN_DATA_KEYS (each also as …_FILE)
  --only migrate brings the tables up to date, makes the bucket, and ends.

\b
Examples:
  yushen up
  yushen up --data /var/lib/yushen --port 8080 --workers 4
  yushen up --only worker --workers 8"""
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="YUSHEN_DATA",
    help="Data folder: databases, objects, credentials, keys, logs.",
)
@click.option(
    "--only", type=click.Choice([*PARTS, "migrate"]), multiple=True, help="Start this part alone; repeatable."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where the API listens.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: by cores and memory]")
@click.option("--apis", type=click.IntRange(1, 64), default=1, show_default=True, help="API processes.")
@click.option("--simulated", type=float, hidden=True, help="Seconds a page: nothing is read. For yushen chaos.")
def up(
    *,
    data: Path,
    only: tuple[str, ...],
    host: str,
    port: int,
    workers: int | None,
    apis: int,
    simulated: float | None,
) -> None:
    """Start the service: servers, API, workers, sweeper."""
    from pipeline.servers.errors import ServerError  # noqa: PLC0415 (--help has no use for any of it)
    from pipeline.up.data import DataFolderError  # noqa: PLC0415
    from pipeline.up.furnish import furnish  # noqa: PLC0415
    from pipeline.up.parts import Wanted  # noqa: PLC0415
    from pipeline.up.run import Plan  # noqa: PLC0415
    from pipeline.up.run import up as run  # noqa: PLC0415
    from storage.errors import KeyRingError, StorageError  # noqa: PLC0415

    try:
        settings = Settings.from_environment()
        if only:
            _complete(settings)
        if "migrate" in only:
            furnish(settings.service)
            click.echo("数据表与存储桶已就绪 / tables and bucket are up to date")
        parts = tuple(part for part in PARTS if part in only) if only else PARTS
        if parts:
            wanted = Wanted(parts, workers or _workers(), apis, simulated)
            run(Plan(None if only else data, host, port, wanted), inherited())
    except (SettingsError, DataFolderError, KeyRingError) as error:
        _end(error, USAGE)
    except (ServerError, StorageError) as error:
        _end(error, FAULT)


def _complete(settings: Settings) -> None:
    missing = settings.service.missing()
    if missing:
        raise SettingsError(f"缺少环境变量 / these variables are missing: {', '.join(missing)}")


def _workers() -> int:
    """One for each core, as far as memory goes."""
    import psutil  # noqa: PLC0415

    return max(1, min(os.cpu_count() or 1, psutil.virtual_memory().total // WORKER_MEMORY))


def _end(error: Exception, status: int) -> None:
    click.echo(f"✗ {error}", err=True)
    raise SystemExit(status)
