"""`yushen user`: who may sign in to the screens, and as what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.opening import data_option, operator, service

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.records.users import UserRow

ROLES = ("reviewer", "senior_reviewer", "auditor", "administrator", "read_only")


@click.group(
    epilog="""\b
Examples:
  yushen user add zhang.min --name 张敏 --role reviewer --region rizhao
  yushen user passwd zhang.min
  yushen user disable zhang.min
  yushen user list"""
)
def user() -> None:
    """Users of the screens: reviewers, auditors, administrators. Administrators can do the same in the browser.

    A reviewer decides and never audits; an auditor audits and never decides.
    """


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="May be given again.")
@click.option("--region", "regions", multiple=True, help="A region; may be given again.  [default: all]")
@data_option
def add(login: str, *, name: str, roles: tuple[str, ...], regions: tuple[str, ...], data: Path) -> None:
    """Make an account. Its one-time password is printed alone on the last line, this once."""
    from pipeline import accounts  # noqa: PLC0415 (heavy; --help does not need it)
    from pipeline.regions import Regions  # noqa: PLC0415
    from storage.errors import Conflict  # noqa: PLC0415
    from storage.records.users import NewUser, UserError  # noqa: PLC0415

    known = Regions.shipped()
    paths = tuple(known.path(region) for region in regions)
    if strange := [path for path in paths if path not in known.paths.values()]:
        told = f"没有此统筹区 / no such region: {', '.join(strange)}; 可用 / known: {', '.join(known.names)}"
        raise click.UsageError(told)
    with service(data) as opened:
        try:
            with opened.database.begin() as tx:
                _, password = accounts.make(tx, opened.vault, NewUser(login, name, roles, paths), operator())
        except UserError as error:
            raise click.UsageError(_WRONG[error.code]) from None
        except Conflict:
            raise click.ClickException(f"{login}: 已有同名账号 / there is a user of this login") from None
    _show(password)


@user.command()
@click.argument("login")
@click.option("--without-code", is_flag=True, help="Take away the second factor too, where the telephone was lost.")
@data_option
def passwd(login: str, *, without_code: bool, data: Path) -> None:
    """Give a new one-time password, unlock the account, and sign it out everywhere."""
    from pipeline import accounts  # noqa: PLC0415
    from storage.records import users  # noqa: PLC0415

    with service(data) as opened, opened.database.begin() as tx:
        row = _named(tx, login)
        if without_code:
            users.set_totp(tx, opened.vault, row.id, None, 0, operator())
        password = accounts.reset(tx, row.id, operator())
    _show(password)


@user.command()
@click.argument("login")
@click.option("--enable", is_flag=True, help="Let them in again.")
@data_option
def disable(login: str, *, enable: bool, data: Path) -> None:
    """Shut an account: its sessions end at once. What it did stays on record."""
    from pipeline import accounts  # noqa: PLC0415

    with service(data) as opened, opened.database.begin() as tx:
        accounts.put_off(tx, _named(tx, login).id, not enable, operator())
    click.echo(f"{login}: {'已启用 / on' if enable else '已停用 / off'}")


@user.command("list")
@data_option
def listed(data: Path) -> None:
    """Every account, with roles and regions."""
    from storage.records import users  # noqa: PLC0415

    with service(data) as opened, opened.database.begin() as tx:
        for row in users.every(tx):
            state = "停用 / off" if row.disabled_at else "启用 / on"
            where = ", ".join(row.regions) or "全部统筹区 / all regions"
            seen = f"{row.signed_in_at:%Y-%m-%d %H:%M}Z" if row.signed_in_at else "未登录过 / never signed in"
            click.echo(
                f"{row.login}  {users.name(opened.vault, row)}  {', '.join(row.roles)}  {where}  {state}  {seen}"
            )


def _named(tx: Connection, login: str) -> UserRow:
    from storage.records import users  # noqa: PLC0415

    row = users.by_login(tx, login)
    if row is None:
        known = ", ".join(one.login for one in users.every(tx))
        raise click.ClickException(f"{login}: 没有此账号 / no such user; 已有 / there are: {known or '-'}")
    return row


def _show(password: str) -> None:
    click.echo("一次性密码，首次登录须修改，仅显示这一次 / a one-time password, shown this once:", err=True)
    click.echo(password)


_WRONG = {
    "login_invalid": "LOGIN: 2–64 个小写字母、数字、._@- / 2 to 64 lower-case letters, digits and ._@-",
    "name_invalid": "--name: 1–60 个字符 / 1 to 60 characters",
    "roles_invalid": f"--role: {', '.join(ROLES)}",
    "roles_clash": "审核员不能同时是质检员 / who decides does not audit: choose one of the two",
}
