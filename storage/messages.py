"""The queue: it says "look now", with a work's id, and may lose, double or delay what it likes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from uuid import UUID

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import DramatiqError
from dramatiq.middleware import AgeLimit, Pipelines, Retries, ShutdownNotifications, TimeLimit

from storage.errors import StorageError

HEARTBEAT = 15_000  # milliseconds without a sign of life before what a worker had fetched is given to others
MAINTENANCE = 1_000_000  # in a million: at every call. Left at its default a lost worker's messages wait for hours
DEAD_LETTER_TTL = 3_600_000  # milliseconds; the database knows better what failed
MOST_RETRIES = 3
TIME_LIMIT = 3_600_000  # milliseconds: leases and the reader's own limits end work long before
EXPIRY = 86_400_000  # milliseconds after which a message is worth nothing: the sweeper has sent newer ones
NAMESPACE = "yushen"


def make_broker(url: str) -> RedisBroker:
    """A broker of one's own on a Redis or Valkey database that holds nothing else (maintenance looks at every key)."""
    client = redis.Redis.from_url(
        url, socket_timeout=10, socket_connect_timeout=3, health_check_interval=15, client_name="yushen"
    )
    return RedisBroker(  # type: ignore[no-untyped-call]
        client=client,
        namespace=NAMESPACE,
        heartbeat_timeout=HEARTBEAT,
        maintenance_chance=MAINTENANCE,
        dead_message_ttl=DEAD_LETTER_TTL,
        middleware=[
            AgeLimit(max_age=EXPIRY),
            TimeLimit(time_limit=TIME_LIMIT),
            ShutdownNotifications(),
            Pipelines(),
            Retries(max_retries=MOST_RETRIES, min_backoff=1000, max_backoff=30_000),
        ],
    )


class Queue:
    """Tells workers that there is work. An actor's name is its queue's."""

    def __init__(self, broker: dramatiq.Broker) -> None:
        self._broker = broker

    def tell(self, queue: str, work_id: UUID) -> None:
        """Raises StorageError if the broker is away; the sweeper then tells it later."""
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=queue, actor_name=queue, args=(str(work_id),), kwargs={}, options={}
        )
        with _told():
            self._broker.declare_queue(queue)
            self._broker.enqueue(message)

    def tell_all(self, work: Iterable[tuple[str, UUID]]) -> bool:
        """Whether all could be told. Never raises: the work is in the database, and the sweeper tells what was not."""
        try:
            for queue, work_id in work:
                self.tell(queue, work_id)
        except StorageError:
            return False
        return True

    def length(self, queue: str) -> int:
        """Messages that wait in this queue."""
        with _told():
            return int(self._broker.do_qsize(queue)) if isinstance(self._broker, RedisBroker) else 0

    def check(self) -> None:
        """Raises StorageError if the broker is away."""
        if isinstance(self._broker, RedisBroker):
            with _told():
                self._broker.client.ping()

    def close(self) -> None:
        self._broker.close()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (DramatiqError, redis.RedisError, OSError) as error:
        raise StorageError(f"the broker is away ({type(error).__name__})") from None
