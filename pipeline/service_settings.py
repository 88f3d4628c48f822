"""Where the service's servers are, how its work is bounded, what it tells to whom. README.md has the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.environment import MEGABYTE, SettingsError, choice, flag, items, path, positive, seconds, secret, text


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """`yushen up` fills in the servers it starts itself. Nothing secret shows in its repr."""

    # The servers.
    database_url: str = field(default="", repr=False)  # YUSHEN_DATABASE_URL: postgresql+psycopg://…
    broker_url: str = field(default="", repr=False)  # YUSHEN_BROKER_URL: redis://…/0, a database of its own
    s3_url: str = ""  # YUSHEN_S3_URL: http(s)://host:port
    s3_public_url: str = ""  # YUSHEN_S3_PUBLIC_URL: what presigned URLs name, where upstream sees another host
    s3_access_key: str = ""  # YUSHEN_S3_ACCESS_KEY
    s3_secret_key: str = field(default="", repr=False)  # YUSHEN_S3_SECRET_KEY
    s3_bucket: str = "yushen"  # YUSHEN_S3_BUCKET
    s3_region: str = "us-east-1"  # YUSHEN_S3_REGION
    data_keys: str = field(default="", repr=False)  # YUSHEN_DATA_KEYS, or the content of YUSHEN_DATA_KEYS_FILE
    data_keys_file: Path | None = None  # YUSHEN_DATA_KEYS_FILE: named for `yushen doctor`, which looks at its rights

    # What the world sees.
    public_url: str = ""  # YUSHEN_PUBLIC_URL: of the API, as upstream reaches it
    allow_private_webhooks: bool = False  # YUSHEN_ALLOW_PRIVATE_WEBHOOKS: every private and loopback target
    webhook_allow: tuple[str, ...] = ()  # YUSHEN_WEBHOOK_ALLOW: hosts and networks (CIDR) that may be private

    webhook_proxy: str = field(default="", repr=False)  # YUSHEN_WEBHOOK_PROXY: all webhooks go through it

    # Work.
    lease_seconds: float = 60.0  # YUSHEN_LEASE_SECONDS: a worker that says nothing for so long has lost its work
    retry_seconds: float = 5.0  # YUSHEN_RETRY_SECONDS: before work that failed is tried again; later six times that
    sweep_seconds: float = 2.0  # YUSHEN_SWEEP_SECONDS: how often the sweeper looks
    resend_seconds: float = 30.0  # YUSHEN_RESEND_SECONDS: work that nobody took is told again after this
    unstick_seconds: float = 15.0  # YUSHEN_UNSTICK_SECONDS: how often cases are looked at that wait for nothing
    stray_hours: float = 24.0  # YUSHEN_STRAY_HOURS: after which an object that no row names is removed
    hung_seconds: float = 30.0  # YUSHEN_HUNG_SECONDS: a part that gives no sign of life for so long is started again
    slice_pages: int = 10  # YUSHEN_SLICE_PAGES: of a long PDF, read in one go
    reader_cpu_seconds: int = 600  # YUSHEN_READER_CPU_SECONDS: of one slice
    reader_wall_seconds: int = 900  # YUSHEN_READER_WALL_SECONDS: of one slice
    reader_memory_bytes: int = 4096 * MEGABYTE  # YUSHEN_READER_MEMORY_MB: of the reading process

    # Watching.
    log_level: str = "info"  # YUSHEN_LOG_LEVEL
    log_format: str = "json"  # YUSHEN_LOG_FORMAT: json or console
    metrics_port: int = 0  # YUSHEN_METRICS_PORT: of a worker or sweeper, 0 for none; the API has /metrics
    metrics_host: str = "127.0.0.1"  # YUSHEN_METRICS_HOST: 0.0.0.0 where a cluster scrapes from outside
    otlp_endpoint: str = ""  # YUSHEN_OTLP_ENDPOINT: http://collector:4318, empty for no traces

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> ServiceSettings:
        return cls(
            database_url=_database(secret(env, "YUSHEN_DATABASE_URL")),
            broker_url=_url(secret(env, "YUSHEN_BROKER_URL"), "YUSHEN_BROKER_URL", ("redis", "rediss")),
            s3_url=_url(text(env, "YUSHEN_S3_URL"), "YUSHEN_S3_URL", ("http", "https")),
            s3_public_url=_url(text(env, "YUSHEN_S3_PUBLIC_URL"), "YUSHEN_S3_PUBLIC_URL", ("http", "https")),
            s3_access_key=secret(env, "YUSHEN_S3_ACCESS_KEY"),
            s3_secret_key=secret(env, "YUSHEN_S3_SECRET_KEY"),
            s3_bucket=text(env, "YUSHEN_S3_BUCKET", "yushen"),
            s3_region=text(env, "YUSHEN_S3_REGION", "us-east-1"),
            data_keys=secret(env, "YUSHEN_DATA_KEYS"),
            data_keys_file=path(env, "YUSHEN_DATA_KEYS_FILE"),
            public_url=_url(text(env, "YUSHEN_PUBLIC_URL"), "YUSHEN_PUBLIC_URL", ("http", "https")),
            allow_private_webhooks=flag(env, "YUSHEN_ALLOW_PRIVATE_WEBHOOKS"),
            webhook_allow=items(env, "YUSHEN_WEBHOOK_ALLOW"),
            webhook_proxy=_url(secret(env, "YUSHEN_WEBHOOK_PROXY"), "YUSHEN_WEBHOOK_PROXY", ("http", "https")),
            lease_seconds=seconds(env, "YUSHEN_LEASE_SECONDS", 60.0),
            retry_seconds=seconds(env, "YUSHEN_RETRY_SECONDS", 5.0),
            sweep_seconds=seconds(env, "YUSHEN_SWEEP_SECONDS", 2.0),
            resend_seconds=seconds(env, "YUSHEN_RESEND_SECONDS", 30.0),
            unstick_seconds=seconds(env, "YUSHEN_UNSTICK_SECONDS", 15.0),
            stray_hours=seconds(env, "YUSHEN_STRAY_HOURS", 24.0),
            hung_seconds=seconds(env, "YUSHEN_HUNG_SECONDS", 30.0),
            slice_pages=positive(env, "YUSHEN_SLICE_PAGES", 10),
            reader_cpu_seconds=positive(env, "YUSHEN_READER_CPU_SECONDS", 600),
            reader_wall_seconds=positive(env, "YUSHEN_READER_WALL_SECONDS", 900),
            reader_memory_bytes=positive(env, "YUSHEN_READER_MEMORY_MB", 4096) * MEGABYTE,
            log_level=choice(env, "YUSHEN_LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
            log_format=choice(env, "YUSHEN_LOG_FORMAT", "json", ("json", "console")),
            metrics_port=positive(env, "YUSHEN_METRICS_PORT", 0, least=0),
            metrics_host=text(env, "YUSHEN_METRICS_HOST", "127.0.0.1"),
            otlp_endpoint=_url(text(env, "YUSHEN_OTLP_ENDPOINT"), "YUSHEN_OTLP_ENDPOINT", ("http", "https")),
        )

    def missing(self) -> tuple[str, ...]:
        """The variables without which no part of the service can run."""
        needed = {
            "YUSHEN_DATABASE_URL": self.database_url,
            "YUSHEN_BROKER_URL": self.broker_url,
            "YUSHEN_S3_URL": self.s3_url,
            "YUSHEN_S3_ACCESS_KEY": self.s3_access_key,
            "YUSHEN_S3_SECRET_KEY": self.s3_secret_key,
            "YUSHEN_DATA_KEYS": self.data_keys,
        }
        return tuple(name for name, value in needed.items() if not value)


def _database(url: str) -> str:
    """`postgresql://` and `postgres://`, as clusters write it, mean the same driver."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            url = "postgresql+psycopg://" + url.removeprefix(scheme)
    return _url(url, "YUSHEN_DATABASE_URL", ("postgresql+psycopg",))


def _url(value: str, name: str, schemes: tuple[str, ...]) -> str:
    """As it is, without a slash at its end. What it holds is not repeated in the error: it may carry a password."""
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        wanted = ", ".join(f"{scheme}://…" for scheme in schemes)
        raise SettingsError(f"{name}: 地址须为 / the URL has to be {wanted}")
    return value.rstrip("/")
