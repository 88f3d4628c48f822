"""The three servers of one data folder, as members for the supervisor, and the variables that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.servers.account import Account, unprivileged
from pipeline.servers.postgres import Postgres
from pipeline.servers.seaweed import Seaweed
from pipeline.servers.valkey import Valkey
from pipeline.up.data import DataFolder, Ports
from pipeline.up.member import Member

BUCKET = "yushen"


@dataclass(frozen=True, slots=True)
class Embedded:
    postgres: Postgres
    valkey: Valkey
    seaweed: Seaweed

    @classmethod
    def of(cls, data: DataFolder) -> Embedded:
        """To be started: with ports that are free. No server of the folder may be running."""
        return cls._on(data, data.ports(), unprivileged())

    @classmethod
    def known(cls, data: DataFolder) -> Embedded:
        """As they were started last."""
        return cls._on(data, data.kept_ports(), unprivileged())

    @classmethod
    def _on(cls, data: DataFolder, ports: Ports, account: Account | None) -> Embedded:
        secret = data.credentials()
        return cls(
            Postgres(
                data.path / "postgres",
                ports.postgres,
                secret.admin_password,
                secret.database_password,
                data.logs / "postgres.log",
                account,
            ),
            Valkey(data.path / "valkey", ports.valkey, secret.broker_password, data.logs / "valkey.log", account),
            Seaweed(
                data.path / "seaweed",
                ports.seaweed,
                secret.s3_access_key,
                secret.s3_secret_key,
                secret.s3_inner_key,
                BUCKET,
                data.logs / "seaweed.log",
                account,
            ),
        )

    def members(self) -> Sequence[Member]:
        postgres, valkey, seaweed = self.postgres, self.valkey, self.seaweed
        return [
            Member(postgres.name, postgres.program, postgres.prepare, postgres.answers),
            Member(valkey.name, valkey.program, valkey.prepare, valkey.answers, valkey.rescue),
            Member(seaweed.name, seaweed.program, seaweed.prepare, seaweed.answers),
        ]

    def environment(self, data: DataFolder) -> dict[str, str]:
        """What tells our own processes where the servers are."""
        return {
            "YUSHEN_DATABASE_URL": self.postgres.url(),
            "YUSHEN_BROKER_URL": self.valkey.url(),
            "YUSHEN_S3_URL": self.seaweed.url,
            "YUSHEN_S3_ACCESS_KEY": self.seaweed.access_key,
            "YUSHEN_S3_SECRET_KEY": self.seaweed.secret_key,
            "YUSHEN_S3_BUCKET": self.seaweed.bucket,
            "YUSHEN_DATA_KEYS_FILE": str(data.keys),
        }
