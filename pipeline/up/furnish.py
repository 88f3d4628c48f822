"""What has to be there before any part starts: tables, bucket, and somebody who may call."""

from __future__ import annotations

from pipeline import accounts
from pipeline.service_settings import ServiceSettings
from storage.blobs import Blobs
from storage.database import Database
from storage.records import clients, events, work
from storage.states import RIGHTS
from storage.vault import KeyRing, Vault

FIRST_CLIENT = "first"


def furnish(settings: ServiceSettings) -> None:
    """Brings the tables up to date and makes the bucket. Does nothing where all is there; may run in several places."""
    database = Database(settings.database_url)
    try:
        database.migrate()
    finally:
        database.close()
    blobs_of(settings).ensure()


def end_leases(settings: ServiceSettings) -> int:
    """All of them: where nobody works yet, whoever held them is dead. Returns how many there were."""
    database = Database(settings.database_url)
    try:
        with database.begin() as tx:
            return work.orphan(tx)
    finally:
        database.close()


def first_key(settings: ServiceSettings) -> str | None:
    """A key with every right, where no client exists yet: shown once by whoever asked. None ever after."""
    database = Database(settings.database_url)
    try:
        with database.begin() as tx:
            if clients.every(tx):
                return None
            client = clients.create(tx, FIRST_CLIENT)
            return clients.new_key(tx, client.id, clients.Grant(RIGHTS))
    finally:
        database.close()


def first_user(settings: ServiceSettings) -> tuple[str, str] | None:
    """Login and one-time password of an administrator, where no user exists yet. None ever after."""
    database = Database(settings.database_url)
    try:
        with database.begin() as tx:
            return accounts.first(tx, Vault(KeyRing.load(settings.data_keys)), events.SYSTEM)
    finally:
        database.close()


def blobs_of(settings: ServiceSettings) -> Blobs:
    return Blobs(
        settings.s3_url,
        settings.s3_access_key,
        settings.s3_secret_key,
        settings.s3_bucket,
        settings.s3_region,
        public_url=settings.s3_public_url,
    )
