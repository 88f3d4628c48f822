from __future__ import annotations

import threading
import time
from uuid import UUID, uuid4

import dramatiq
import pytest
from dramatiq.brokers.redis import RedisBroker
from dramatiq.worker import Worker

from pipeline.settings import Settings
from storage import messages
from storage.errors import StorageError
from storage.messages import Queue, make_broker


def listening(broker: RedisBroker, heard: list[str], name: str = "judge") -> Worker:
    """A worker of one thread, whose actor's name is its queue's."""

    def hear(work_id: str) -> None:
        heard.append(work_id)

    dramatiq.actor(hear, broker=broker, actor_name=name, queue_name=name)
    worker = Worker(broker, queues={name}, worker_threads=1, worker_timeout=50)
    worker.queue_prefetch = 1
    worker.start()
    return worker


def until(done: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.02)
    assert done()  # type: ignore[operator]


def test_a_worker_hears_the_id_and_nothing_else_is_in_the_message(fresh_service: Settings) -> None:
    broker = make_broker(fresh_service.service.broker_url)
    heard: list[str] = []
    worker = listening(broker, heard)
    try:
        ids = [uuid4() for _ in range(20)]
        assert Queue(broker).tell_all([("judge", each) for each in ids])
        until(lambda: len(heard) == 20)
        assert heard == [str(each) for each in ids]
        until(lambda: Queue(broker).length("judge") == 0)  # what was heard is taken off a moment later
    finally:
        worker.stop()
        broker.close()


def test_messages_wait_for_a_worker_and_are_counted(fresh_service: Settings) -> None:
    broker = make_broker(fresh_service.service.broker_url)
    queue = Queue(broker)
    queue.check()
    for _ in range(3):
        queue.tell("read.batch", uuid4())
    assert (queue.length("read.batch"), queue.length("read.instant")) == (3, 0)
    kept = [key.decode() for key in broker.client.keys("*")]
    assert kept and all(key.startswith("yushen:") for key in kept)
    bodies = broker.client.hvals("yushen:read.batch.msgs")
    assert all(set(message.args) == {str(UUID(message.args[0]))} for message in map(dramatiq.Message.decode, bodies))


def test_what_a_dead_worker_had_fetched_is_given_to_another_soon(
    fresh_service: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "HEARTBEAT", 1000)
    dead = make_broker(fresh_service.service.broker_url)
    Queue(dead).tell("judge", uuid4())
    dead.declare_queue("judge")
    assert next(dead.consume("judge")) is not None  # fetched, and never acknowledged
    living = make_broker(fresh_service.service.broker_url)
    heard: list[str] = []
    worker = listening(living, heard)
    try:
        until(lambda: len(heard) == 1)
    finally:
        worker.stop()


def test_an_actor_that_fails_is_tried_again_and_no_more_than_a_few_times(fresh_service: Settings) -> None:
    broker = make_broker(fresh_service.service.broker_url)
    options = {type(each).__name__: each for each in broker.middleware}
    assert options["Retries"].max_retries == messages.MOST_RETRIES < 20
    assert options["TimeLimit"].time_limit == messages.TIME_LIMIT
    assert (broker.heartbeat_timeout, broker.maintenance_chance) == (15_000, 1_000_000)


def test_a_broker_that_is_away_is_an_error_or_a_no_and_never_a_wait(servers: object) -> None:
    broker = make_broker("redis://:hidden@127.0.0.1:9/0")
    queue = Queue(broker)
    began = time.monotonic()
    with pytest.raises(StorageError, match="away") as raised:
        queue.tell("judge", uuid4())
    assert "hidden" not in str(raised.value) and raised.value.__suppress_context__
    assert not queue.tell_all([("judge", uuid4())])
    with pytest.raises(StorageError):
        queue.check()
    assert time.monotonic() - began < 10


def test_two_threads_may_tell_at_once(fresh_service: Settings) -> None:
    queue = Queue(make_broker(fresh_service.service.broker_url))
    threads = [threading.Thread(target=lambda: [queue.tell("judge", uuid4()) for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queue.length("judge") == 100
