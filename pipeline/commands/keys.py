"""`yushen keys`: the keys that personal data is sealed with, made and changed."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.opening import data_option, service


@click.group(
    epilog="""\b
To change the key:
  1. yushen keys new, and put it before the old ones in YUSHEN_DATA_KEYS (or its file) of every part
  2. restart every part: new data is sealed with the new key, old data still opens
  3. yushen keys reseal: all old rows are sealed anew
  4. take the old key away once the objects sealed with it are past their retention, or after `reseal --objects`

\b
Examples:
  yushen keys new
  yushen keys reseal
  yushen keys reseal --objects"""
)
def keys() -> None:
    """Keys of data at rest: names, ID numbers, readings and reports."""


@keys.command()
def new() -> None:
    """Print a new key. It is kept nowhere."""
    from storage.vault import KeyRing  # noqa: PLC0415 (heavy; --help does not need it)

    click.echo(KeyRing.generate())


@keys.command()
@data_option
@click.option("--objects", is_flag=True, help="Stored readings and reports as well: each is fetched and put back.")
def reseal(data: Path, *, objects: bool) -> None:
    """Seal everything with the first key that is sealed with another. May run while the service does, and again."""
    from storage import resealing  # noqa: PLC0415 (heavy; --help does not need it)

    with service(data) as opened:
        rows, some = 0, 1
        while some:
            with opened.database.begin() as tx:
                some = resealing.reseal(tx, opened.vault)
            rows += some
        click.echo(f"数据行 / rows: {rows}")
        if objects:
            click.echo(f"对象 / objects: {resealing.reseal_objects(opened.blobs, opened.vault)}")
