"""What the operator sets for the upstream API."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.environment import MEGABYTE, SettingsError, items, positive, secret, text

KILOBYTE = 1024

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Limits are there to be met with a clear answer, not with a full disk.

    The size of one file and the pages of one case are those of `yushen check` (Settings.max_file_bytes, max_pages).
    """

    max_body_bytes: int = 1 * MEGABYTE  # YUSHEN_API_MAX_BODY_KB: of a JSON body
    max_uploads: int = 100  # YUSHEN_API_MAX_UPLOADS: of one case
    max_submission_bytes: int = 200 * MEGABYTE  # YUSHEN_API_MAX_SUBMISSION_MB: of a case sent in one call
    max_import_bytes: int = 2048 * MEGABYTE  # YUSHEN_API_MAX_IMPORT_MB: of one package of a bulk import
    max_webhooks: int = 20  # YUSHEN_API_MAX_WEBHOOKS: of one client
    max_streams: int = 200  # YUSHEN_API_MAX_STREAMS: event streams open in one process
    spool_bytes: int = 512 * KILOBYTE  # YUSHEN_API_SPOOL_KB: of an upload kept in memory; more goes to disk
    presign_seconds: int = 600  # YUSHEN_API_PRESIGN_SECONDS: how long an upload form may be used
    body_seconds: int = 300  # YUSHEN_API_BODY_SECONDS: how long one body may take to arrive
    rate_per_second: int = 200  # YUSHEN_API_RATE_PER_SECOND: requests of one key, lasting
    rate_burst: int = 400  # YUSHEN_API_RATE_BURST: requests of one key at once
    threads: int = 10  # YUSHEN_API_THREADS: requests at work on the database and object storage at once
    metrics_token: str = field(default="", repr=False)  # YUSHEN_API_METRICS_TOKEN: lets /metrics be read from elsewhere
    trusted_proxies: tuple[Network, ...] = ()  # YUSHEN_API_TRUSTED_PROXIES: who may say whose certificate it saw
    certificate_header: str = ""  # YUSHEN_API_CERTIFICATE_HEADER: where it says so, the SHA-256 fingerprint in hex

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> ApiSettings:
        header = text(env, "YUSHEN_API_CERTIFICATE_HEADER").lower()
        proxies = _networks(env, "YUSHEN_API_TRUSTED_PROXIES")
        if header and not proxies:
            raise SettingsError(
                "YUSHEN_API_CERTIFICATE_HEADER: 须同时设置 YUSHEN_API_TRUSTED_PROXIES，否则任何人都能伪造该请求头"
                " / needs YUSHEN_API_TRUSTED_PROXIES, else anybody could write that header"
            )
        return cls(
            max_body_bytes=positive(env, "YUSHEN_API_MAX_BODY_KB", 1024) * KILOBYTE,
            max_uploads=positive(env, "YUSHEN_API_MAX_UPLOADS", 100),
            max_submission_bytes=positive(env, "YUSHEN_API_MAX_SUBMISSION_MB", 200) * MEGABYTE,
            max_import_bytes=positive(env, "YUSHEN_API_MAX_IMPORT_MB", 2048) * MEGABYTE,
            max_webhooks=positive(env, "YUSHEN_API_MAX_WEBHOOKS", 20),
            max_streams=positive(env, "YUSHEN_API_MAX_STREAMS", 200),
            spool_bytes=positive(env, "YUSHEN_API_SPOOL_KB", 512) * KILOBYTE,
            presign_seconds=positive(env, "YUSHEN_API_PRESIGN_SECONDS", 600),
            body_seconds=positive(env, "YUSHEN_API_BODY_SECONDS", 300),
            rate_per_second=positive(env, "YUSHEN_API_RATE_PER_SECOND", 200),
            rate_burst=positive(env, "YUSHEN_API_RATE_BURST", 400),
            threads=positive(env, "YUSHEN_API_THREADS", 10),
            metrics_token=secret(env, "YUSHEN_API_METRICS_TOKEN"),
            trusted_proxies=proxies,
            certificate_header=header,
        )


def _networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(word) for word in items(env, name))
    except ValueError:
        raise SettingsError(f"{name}: 须为地址或网段 / addresses or networks such as 10.0.0.0/8 are needed") from None
