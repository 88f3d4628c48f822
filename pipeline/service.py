"""The service put together: where its servers are, what it seals with, what it holds cases against, how it is watched.

Made once in a process and handed to whatever works in it; there is no global one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from dramatiq import Broker
from sqlalchemy import Connection

from extractors.version import VERSION
from pipeline.reader import ocr_reader
from pipeline.rulebook import Rulebook
from pipeline.settings import Settings, SettingsError
from pipeline.telemetry.metrics import DepthCollector, Depths
from pipeline.telemetry.telemetry import Telemetry
from pipeline.work.targets import Allowed
from storage.blobs import Blobs
from storage.database import Database
from storage.errors import KeyRingError
from storage.messages import Queue, make_broker
from storage.records import cases, webhooks, work
from storage.records.flow import Told
from storage.vault import KeyRing, Vault
from validators.policy import Policy

if TYPE_CHECKING:
    from pipeline.child import ReaderFactory


@dataclass(frozen=True, slots=True)
class ReaderKind:
    """Which reader reads, known without starting it."""

    version: str
    make: Callable[[Settings], ReaderFactory]


def ocr() -> ReaderKind:
    """The one used in earnest."""
    return ReaderKind(VERSION, ocr_reader)


@dataclass(frozen=True, slots=True)
class Service:
    settings: Settings
    database: Database
    blobs: Blobs
    vault: Vault
    broker: Broker
    queue: Queue
    rulebook: Rulebook
    telemetry: Telemetry
    reader_kind: ReaderKind

    @classmethod
    def open(cls, settings: Settings, part: str = "api", reader: ReaderKind | None = None) -> Self:
        """Connects lazily: a server that is away is noticed by whoever needs it.

        Raises SettingsError where something needed is not set or cannot be used.
        """
        its = settings.service
        if missing := its.missing():
            raise SettingsError(f"{', '.join(missing)}: 未设置 / not set")
        database = Database(its.database_url, name=f"yushen {part}")
        blobs = Blobs(
            its.s3_url,
            its.s3_access_key,
            its.s3_secret_key,
            its.s3_bucket,
            its.s3_region,
            public_url=its.s3_public_url,
        )
        try:
            vault = Vault(KeyRing.load(its.data_keys))
        except KeyRingError as error:
            raise SettingsError(f"YUSHEN_DATA_KEYS: {error}") from None
        broker = make_broker(its.broker_url)
        telemetry = Telemetry.open(part, its)
        telemetry.metrics.registry.register(DepthCollector(lambda: depths(database)))
        book = Rulebook(database, blobs, vault)
        return cls(settings, database, blobs, vault, broker, Queue(broker), book, telemetry, reader or ocr())

    @property
    def reader(self) -> str:
        """Version of the reader whose readings cases wait for."""
        return self.reader_kind.version

    @property
    def webhooks_allowed(self) -> Allowed:
        its = self.settings.service
        return Allowed(its.webhook_allow, its.allow_private_webhooks, bool(its.webhook_proxy))

    def policy(self, region: str) -> Policy:
        """The rules in force for a region. Raises PolicyError."""
        return self.rulebook.policy(region)

    def tell(self, told: Told) -> None:
        """Wake the queue up, after the transaction. What cannot be told now the sweeper tells later."""
        if told.work and not self.queue.tell_all(told.work):
            self.telemetry.log.warning("the broker is away", count=len(told.work))

    def close(self) -> None:
        self.queue.close()
        self.database.close()
        self.blobs.close()
        self.telemetry.close()


def depths(database: Database) -> Depths:
    with database.begin() as tx:
        return _depths(tx)


def _depths(tx: Connection) -> Depths:
    found = work.depth(tx)
    return Depths(
        waiting={queue: depth.due for queue, depth in found.items()},
        oldest={queue: depth.oldest for queue, depth in found.items()},
        leased={queue: depth.leased for queue, depth in found.items()},
        quarantined={queue: depth.quarantined for queue, depth in found.items() if depth.quarantined},
        cases=cases.counts(tx),
        deliveries=webhooks.counts(tx),
    )
