"""The data folder of `yushen up`: what was generated at the first start, and who holds the folder now."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.servers.ports import GRPC, free_ports, is_free
from pipeline.servers.seaweed import SeaweedPorts
from storage.vault import KeyRing

PRIVATE = 0o600


class DataFolderError(Exception):
    """The folder cannot be used. The text says what to do, Chinese first."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Made once; every one of them is for loopback alone."""

    instance: str  # by which children of this folder are known
    admin_password: str = field(repr=False)
    database_password: str = field(repr=False)
    broker_password: str = field(repr=False)
    s3_access_key: str
    s3_secret_key: str = field(repr=False)
    s3_inner_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ports:
    """Kept over restarts, so that URLs stay the same."""

    postgres: int
    valkey: int
    seaweed: SeaweedPorts


@dataclass(frozen=True, slots=True)
class DataFolder:
    path: Path  # absolute

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def keys(self) -> Path:
        """What personal data is sealed with. Without it a backup of the rest says nothing about anyone."""
        return self.path / "data-keys"

    def prepare(self) -> None:
        """Makes the folder. Others may pass it, as the servers' own user has to, but not list it."""
        try:
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DataFolderError(f"{self.path}: 无法创建 / cannot be made ({error.strerror})") from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """One `yushen up` at a time. The kernel lets go of the lock when its holder dies."""
        handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, PRIVATE)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
                raise DataFolderError(
                    f"{self.path}: 另一个 yushen up（进程 {holder}）正在使用；请先停止它，或用 --data 另选目录"
                    f" / in use by another yushen up (process {holder}): stop it, or choose another folder with --data"
                ) from None
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(handle)

    def is_held(self) -> bool:
        """Whether some `yushen up` runs on it."""
        try:
            handle = os.open(self.path / "lock", os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def is_begun(self) -> bool:
        """Whether it was ever started."""
        return all((self.path / name).exists() for name in ("credentials.json", "ports.json", "data-keys"))

    def credentials(self) -> Credentials:
        """Those of the first start; generated where there are none."""
        place = self.path / "credentials.json"
        if not place.exists():
            made = Credentials(
                instance=secrets.token_hex(8),
                admin_password=secrets.token_urlsafe(24),
                database_password=secrets.token_urlsafe(24),
                broker_password=secrets.token_urlsafe(24),
                s3_access_key=f"yushen{secrets.token_hex(5)}",
                s3_secret_key=secrets.token_urlsafe(24),
                s3_inner_key=secrets.token_urlsafe(32),
            )
            keep(place, json.dumps(asdict(made), indent=1))
        return Credentials(**_content(place))

    def data_keys(self) -> Path:
        """The file with the keys; one is generated where there is none."""
        if not self.keys.exists():
            if (self.path / "postgres" / "PG_VERSION").exists():
                raise DataFolderError(
                    f"{self.keys}: 密钥文件缺失，已有数据将无法解密；请从备份恢复该文件"
                    " / the key file is missing, without it nothing stored can be opened: restore it from a backup"
                )
            keep(self.keys, f"{KeyRing.generate()}\n")
        return self.keys

    def ports(self) -> Ports:
        """Those of the last start where they are still free, else others. No server of ours may be running."""
        place = self.path / "ports.json"
        if place.exists():
            ports = self.kept_ports()
            if all(is_free(port) for port in _all(ports)):
                return ports
        postgres, valkey = free_ports(2)
        ports = Ports(postgres, valkey, SeaweedPorts(*free_ports(5, (0, GRPC), (postgres, valkey))))
        keep(place, json.dumps(asdict(ports), indent=1))
        return ports

    def keep_api_port(self, number: int) -> None:
        keep(self.path / "api-port", f"{number}\n")

    def api_port(self) -> int | None:
        """Of the last start; None before the first."""
        try:
            return int((self.path / "api-port").read_text("ascii"))
        except (OSError, ValueError):
            return None

    def kept_ports(self) -> Ports:
        """Those of the last start."""
        kept = _content(self.path / "ports.json")
        return Ports(kept["postgres"], kept["valkey"], SeaweedPorts(**kept["seaweed"]))


def keep(place: Path, text: str) -> None:
    """Writes it whole or not at all, for our eyes alone."""
    fresh = place.with_name(f"{place.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(handle)
    fresh.rename(place)


def _content(place: Path) -> dict[str, Any]:
    try:
        content = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DataFolderError(f"{place}: 无法读取 / cannot be read ({type(error).__name__})") from error
    assert isinstance(content, dict)
    return content


def _all(ports: Ports) -> list[int]:
    seaweed = asdict(ports.seaweed).values()
    return [ports.postgres, ports.valkey, *seaweed, *(port + GRPC for port in seaweed)]
