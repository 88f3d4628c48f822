"""Where the service is for a command that talks to it: the environment says so, or the data folder of `yushen up`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.up.data import DataFolder
from pipeline.up.embedded import Embedded

LEADS = ("YUSHEN_DATABASE_URL", "YUSHEN_DATABASE_URL_FILE")


def names_servers(environment: Mapping[str, str]) -> bool:
    """Whether the environment leads to a cluster's own servers."""
    return any(environment.get(name) for name in LEADS)


def known(environment: Mapping[str, str], data: Path) -> dict[str, str]:
    """The environment, completed by what leads to the servers of the data folder; as it is where it names its own.

    Raises DataFolderError where the folder cannot be read.
    """
    folder = DataFolder(data.resolve())
    if names_servers(environment) or not folder.is_begun():
        return dict(environment)
    return {**environment, **Embedded.known(folder).environment(folder)}
