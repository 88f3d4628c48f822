"""How many requests one key may make: a leaky bucket (GCRA) in Valkey, shared by all API processes.

Intake must not stop because the bucket is gone: with Valkey missing, slow or wiped everything is let through, and one
line a minute says so.
"""

from __future__ import annotations

import asyncio
import math
import time

import redis.asyncio as valkey
from redis.exceptions import RedisError

from pipeline.telemetry.logs import Log
from storage.records.clients import Rate

PREFIX = "yushen:rate:"
PATIENCE = 0.25
"""Seconds Valkey has for an answer."""
REST = 1.0
"""Seconds in which Valkey is not asked again after it gave none."""

# KEYS[1] bucket; ARGV: seconds per request, burst. The bucket holds the time at which it is empty again ("TAT").
_TAKE = """
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local gap, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local empty_at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local after = empty_at + gap
local wait = after - gap * burst - now
if wait > 0.000001 then return {0, tostring(wait)} end
redis.call('SET', KEYS[1], string.format('%.6f', after), 'PX', math.ceil((after - now) * 1000) + 1000)
return {1, '0'}
"""


class Limiter:
    """Belongs to one event loop."""

    def __init__(self, url: str, rate: Rate, log: Log) -> None:
        self._log = log
        self.rate = rate
        self._client = valkey.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None, max_connections=64
        )
        self._take = self._client.register_script(_TAKE)
        self._rested = 0.0  # not asked before this time
        self._told = -math.inf

    async def wait(self, who: str, rate: Rate | None = None) -> float:
        """Seconds until `who` may ask again; 0 when this request may go on. `rate`: its own, None: that of all."""
        allows = rate or self.rate
        now = time.monotonic()
        if now < self._rested:
            return 0.0
        try:
            async with asyncio.timeout(PATIENCE * 2):
                allowed, wait = await self._take([_bucket(who, allows)], [1 / allows.per_second, allows.burst])
        except (RedisError, OSError, TimeoutError) as error:
            self._rested = time.monotonic() + REST
            self._tell(error)
            return 0.0
        return 0.0 if int(allowed) else max(0.001, float(wait))

    async def close(self) -> None:
        await self._client.aclose()

    def _tell(self, error: Exception) -> None:
        if time.monotonic() - self._told < 60:
            return
        self._told = time.monotonic()
        self._log.warning("rate_limit_skipped", error=error)


def _bucket(who: str, rate: Rate) -> str:
    """Another rate is another bucket: what was used up under the old one is not owed under the new."""
    return f"{PREFIX}{who}:{rate.per_second:g}:{rate.burst}"
