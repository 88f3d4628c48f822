"""Under whose name the servers run: never root. PostgreSQL refuses root, and the others need none of its rights."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from pipeline.servers.errors import ServerError


@dataclass(frozen=True, slots=True)
class Account:
    """A user other than root, or None for "as whoever starts us"."""

    uid: int
    gid: int


def unprivileged() -> Account | None:
    """`nobody` where we are root, None where we are not: then the servers run as we do."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def closed_to(path: Path, account: Account | None) -> Path | None:
    """The first folder on the way to `path` that the account may not pass; None where the way is open."""
    if account is None:
        return None
    for folder in [*reversed(path.resolve().parents)]:
        if folder.exists() and not _may_pass(folder.stat(), account):
            return folder
    return None


def own_folder(path: Path, account: Account | None) -> Path:
    """A folder that the server alone may read. Parents are left as they are: who may enter them is not ours to change.

    Raises ServerError where the account cannot get there.
    """
    closed = closed_to(path, account)
    if closed is not None:
        raise ServerError(
            f"服务器以 nobody 身份运行，但它进不了 {closed}；请用 --data 选择另一个目录（如 /var/lib/yushen），"
            f"或以普通用户运行 / the servers run as nobody, who may not enter {closed}: choose another folder with "
            "--data (such as /var/lib/yushen), or run as an ordinary user"
        )
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    hand_over(path, account)
    return path


def hand_over(path: Path, account: Account | None) -> None:
    """One file or folder becomes the account's."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def _may_pass(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def runnable(binary: Path, folder: Path, account: Account | None) -> Path:
    """The binary itself, or a copy in `folder` where the account cannot enter the place it is installed in."""
    if closed_to(binary, account) is None:
        return binary
    copy = folder / f"{binary.name}-{binary.stat().st_size}"
    if not copy.exists():
        fresh = folder / f"{binary.name}.new"
        shutil.copyfile(binary, fresh)
        fresh.chmod(0o755)
        fresh.rename(copy)
    return copy
