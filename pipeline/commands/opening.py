"""The service as an operator's command sees it: that of a data folder, or of the cluster the environment names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.service import Service


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        envvar="YUSHEN_DATA",
        default="data",
        show_default=True,
        show_envvar=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="The data folder of `yushen up` on this machine.",
    )(command)


@contextmanager
def service(data: Path) -> Iterator[Service]:
    """Opened, and closed at the end. What is wrong becomes a sentence and exit status 2 or 1."""
    from pipeline.service import Service  # noqa: PLC0415 (heavy; --help does not need it)
    from pipeline.settings import Settings, SettingsError, inherited  # noqa: PLC0415
    from pipeline.up.known import known  # noqa: PLC0415
    from storage.errors import StorageError  # noqa: PLC0415

    try:
        opened = Service.open(Settings.from_environment(known(inherited(), data)), "command")
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    try:
        yield opened
    except StorageError as error:
        raise click.ClickException(f"服务器未响应 / a server is away: {error}") from None
    finally:
        opened.close()


def operator() -> str:
    """Who acts, as events tell it: whoever has this machine's command line."""
    return "user:operator"
