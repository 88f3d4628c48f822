"""`yushen client`: who may push cases, and with which keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.records.clients import ClientRow, KeyRow, Rate

RIGHTS = ("cases:write", "cases:read", "reports:read", "webhooks:write", "imports:write", "admin")
USUAL = RIGHTS[:-1]


def rate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    burst = click.option(
        "--burst", type=click.IntRange(1, 1_000_000), help="Requests at once.  [default: twice --rate]"
    )
    rate = click.option("--rate", type=click.FloatRange(0, 100_000, min_open=True), metavar="NUMBER",
                        help="Requests a second, lasting.  [default: YUSHEN_API_RATE_PER_SECOND]")  # fmt: skip
    return rate(burst(command))


@click.group(
    epilog="""\b
Examples:
  yushen client add rizhao-miniprogram --region rizhao
  yushen client key rizhao-miniprogram --days 365
  yushen client key rizhao-miniprogram --rotate 1a2b3c4d5e6f --overlap 7
  yushen client limit 1a2b3c4d5e6f --rate 20 --burst 50
  yushen client revoke 1a2b3c4d5e6f
  yushen client list

\b
Environment: YUSHEN_DATABASE_URL where the database is a cluster's own."""
)
@click.option(
    "--data",
    envvar="YUSHEN_DATA",
    default="data",
    show_default=True,
    show_envvar=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder of `yushen up` on this machine.",
)
@click.pass_context
def client(ctx: click.Context, data: Path) -> None:
    """Upstream systems and their API keys. A key is shown once; only a hash of it is kept."""
    ctx.obj = data


@client.command()
@click.argument("name")
@click.option(
    "--region", "regions", multiple=True, help="A region it may push for; may be given again.  [default: all]"
)
def add(name: str, regions: tuple[str, ...]) -> None:
    """Register an upstream system."""
    from pipeline.regions import Regions  # noqa: PLC0415 (heavy; --help does not need it)
    from storage.errors import Conflict  # noqa: PLC0415
    from storage.records import clients  # noqa: PLC0415

    known = Regions.shipped()
    paths = [known.path(region) for region in regions]
    if strange := [path for path in paths if path not in known.paths.values()]:
        raise click.UsageError(
            f"没有此统筹区 / no such region: {', '.join(strange)}; 可用 / known: {_words(known.names)}"
        )
    try:
        with _database() as tx:
            row = clients.create(tx, name, paths)
    except Conflict:
        raise click.ClickException(f"{name}: 已有同名接入方 / there is a client of this name") from None
    click.echo(f"{row.name}  {row.id}  {_words(row.regions) or '全部统筹区 / all regions'}")


@client.command()
@click.argument("name")
@click.option("--right", "rights", multiple=True, type=click.Choice(RIGHTS), help="[default: all but admin]")
@click.option("--region", "regions", multiple=True, help="Narrower than the client's own.")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    help="Days until it expires.  [default: never, or as --rotate's]",
)
@click.option("--certificate", metavar="SHA256", help="Instead of a key: a client certificate by its fingerprint.")
@click.option("--rotate", metavar="KEY_ID", help="A new key with the rights of this one, which goes on for a while.")
@click.option(
    "--overlap", type=click.FloatRange(0, 90), default=7.0, show_default=True, help="Days the old one goes on."
)
@rate_options
def key(
    *,
    name: str,
    rights: tuple[str, ...],
    regions: tuple[str, ...],
    days: int | None,
    certificate: str | None,
    rotate: str | None,
    overlap: float,
    rate: float | None,
    burst: int | None,
) -> None:
    """Make a key for a client. It is printed alone on the last line, this once."""
    from storage.errors import Conflict, NotFound  # noqa: PLC0415 (heavy; --help does not need it)
    from storage.records import clients  # noqa: PLC0415
    from storage.records.clients import Grant  # noqa: PLC0415

    expires = dt.datetime.now(dt.UTC) + dt.timedelta(days=days) if days else None
    grant = Grant(rights or USUAL, regions or None, expires, _rate(rate, burst))
    try:
        with _database() as tx:
            row = _named(tx, name)
            if rotate is not None:
                if clients.get_key(tx, rotate).client_id != row.id:
                    raise NotFound("a key of another client")
                text = clients.rotate(tx, rotate, overlap * 86400, expires_at=expires)
            elif certificate is not None:
                text = clients.add_certificate(tx, row.id, _fingerprint(certificate), grant)
            else:
                text = clients.new_key(tx, row.id, grant)
    except NotFound:
        raise click.ClickException(f"{rotate}: {name} 没有此密钥 / has no such key") from None
    except Conflict:
        raise click.ClickException("证书已登记 / this certificate is registered already") from None
    about = "密钥仅显示这一次 / shown this once:" if certificate is None else "证书已登记，编号 / registered as:"
    click.echo(about, err=True)
    click.echo(text)


@client.command()
@click.argument("key_id")
@rate_options
def limit(*, key_id: str, rate: float | None, burst: int | None) -> None:
    """How often a key may ask, from its next request on. Without options: as often as every other."""
    from storage.errors import NotFound  # noqa: PLC0415
    from storage.records import clients  # noqa: PLC0415

    try:
        with _database() as tx:
            row = clients.limit(tx, _key_id(key_id), _rate(rate, burst))
    except NotFound:
        raise click.ClickException(f"{_key_id(key_id)}: 没有此密钥 / there is no such key") from None
    click.echo(f"{row.id}: {_often(row)}")


@client.command()
@click.argument("key_id")
def revoke(key_id: str) -> None:
    """Take a key no more, from now on. KEY_ID is the part between the underscores of ysk_…_…, or cert_…."""
    from storage.errors import NotFound  # noqa: PLC0415
    from storage.records import clients  # noqa: PLC0415

    its = _key_id(key_id)
    try:
        with _database() as tx:
            clients.revoke(tx, its)
    except NotFound:
        raise click.ClickException(f"{its}: 没有此密钥 / there is no such key") from None
    click.echo(f"{its}: 已停用 / revoked")


@client.command("list")
def listed() -> None:
    """Clients and their keys."""
    from storage.records import clients  # noqa: PLC0415

    with _database() as tx:
        for row in clients.every(tx):
            state = "停用 / off" if row.disabled_at else "启用 / on"
            click.echo(f"{row.name}  {row.id}  {state}  {_words(row.regions) or '全部 / all'}")
            for one in clients.keys(tx, row.id):
                until = (
                    _ended(one.revoked_at, "停用 / revoked")
                    or _ended(one.expires_at, "有效至 / until")
                    or "长期 / no end"
                )
                used = _ended(one.last_used_at, "最近使用 / used") or "未使用 / unused"
                told = [one.id, _words(one.rights), _words(one.regions or ()), until, used, _often(one)]
                click.echo("  " + "  ".join(filter(None, told)))


@contextmanager
def _database() -> Iterator[Connection]:
    from pipeline.settings import Settings, SettingsError, inherited  # noqa: PLC0415
    from pipeline.up.known import known  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415
    from storage.errors import StorageError  # noqa: PLC0415

    try:
        data: Path = click.get_current_context().obj
        url = Settings.from_environment(known(inherited(), data)).service.database_url
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    if not url:
        raise click.UsageError("YUSHEN_DATABASE_URL: 未设置 / not set")
    database = Database(url, name="yushen client", connections=1)
    try:
        with database.begin() as tx:
            yield tx
    except StorageError as error:
        raise click.ClickException(f"数据库 / database: {error}") from None
    finally:
        database.close()


def _named(tx: Connection, name: str) -> ClientRow:
    from storage.records import clients  # noqa: PLC0415

    row = clients.by_name(tx, name)
    if row is None:
        known = _words(sorted(client.name for client in clients.every(tx)))
        raise click.ClickException(f"{name}: 没有此接入方 / no such client; 已有 / there are: {known or '-'}")
    return row


def _rate(per_second: float | None, burst: int | None) -> Rate | None:
    from storage.records.clients import Rate  # noqa: PLC0415

    if per_second is None:
        if burst is not None:
            raise click.UsageError("--burst: 须与 --rate 一起使用 / needs --rate")
        return None
    return Rate(per_second, burst or max(1, round(2 * per_second)))


def _often(row: KeyRow) -> str:
    if row.rate_per_second is None:
        return "默认频率 / usual rate"
    often = f"{row.rate_per_second:g}"
    return f"每秒 {often} 次、突发 {row.rate_burst} / {often} a second, burst {row.rate_burst}"


def _key_id(text: str) -> str:
    """Of a key's id, or of a whole key that was pasted."""
    return text.removeprefix("ysk_").partition("_")[0] if text.startswith("ysk_") else text


def _fingerprint(text: str) -> str:
    plain = text.replace(":", "").strip().lower()
    if len(plain) != 64 or any(character not in "0123456789abcdef" for character in plain):
        raise click.UsageError("--certificate: 须为 64 位十六进制 SHA-256 指纹 / 64 hexadecimal digits are needed")
    return plain


def _ended(time: dt.datetime | None, word: str) -> str:
    return f"{word} {time:%Y-%m-%d %H:%M}Z" if time else ""


def _words(names: Iterable[str]) -> str:
    return ", ".join(names)
