"""Whether the three servers can be reached and written to, and whether their clocks agree with ours."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from pipeline.doctor.finding import Finding, attention, failed, ok
from pipeline.service_settings import ServiceSettings
from pipeline.up.furnish import blobs_of
from storage.database import Database
from storage.errors import StorageError
from storage.records import work

SQL, BROKER, S3 = "数据库 PostgreSQL", "消息 Valkey/Redis", "对象存储 S3"
CLOCK, QUEUE = "时钟 clock", "任务 work"
REACH = "检查服务器是否启动、地址与网络 / see that the server runs, its URL and the network"
SKEW_ATTENTION_S, SKEW_FAILED_S = 2.0, 60.0
WAITS_LONG_S = 900.0
TIMEOUT_S = 5.0


def database(settings: ServiceSettings) -> Iterator[Finding]:
    found = Database(settings.database_url, name="yushen doctor", connections=1)
    try:
        yield from _database(found)
    except StorageError as error:
        yield failed(SQL, f"无法连接 / cannot be reached ({error})", REACH)
    finally:
        found.close()


def _database(found: Database) -> Iterator[Finding]:
    with found.begin() as tx:
        version = str(tx.exec_driver_sql("show server_version").scalar_one()).split(" ")[0]
        read_only = tx.exec_driver_sql("show transaction_read_only").scalar_one() == "on"
        encoding = tx.exec_driver_sql("show server_encoding").scalar_one()
        before = time.time()
        theirs = float(tx.exec_driver_sql("select extract(epoch from clock_timestamp())").scalar_one())
        skew = theirs - (before + time.time()) / 2
    if read_only:
        yield failed(SQL, f"{version} 只读 / is read-only", "连接主库 / connect to the primary")
    elif encoding != "UTF8":
        yield failed(SQL, f"{version} 编码 {encoding}", "以 UTF8 编码重建数据库 / make the database anew in UTF8")
    else:
        yield ok(SQL, f"{version} 可读写 / can be written")
    yield _clock("数据库与本机 / database", skew)
    try:
        found.check()
    except StorageError as error:
        yield failed("数据表 tables", str(error), "运行 / run: yushen up --only migrate")
        return
    yield ok("数据表 tables", "已是最新 / are those of this program")
    yield from _work(found)


def _work(found: Database) -> Iterator[Finding]:
    with found.begin() as tx:
        depths = work.depth(tx)
    stuck = sum(depth.quarantined for depth in depths.values())
    if stuck:
        yield attention(
            QUEUE,
            f"{stuck} 项已隔离 / {stuck} in quarantine",
            "查看原因后重新排队 / look at their reasons, then queue them again",
        )
    late = {queue: depth.oldest for queue, depth in depths.items() if depth.oldest > WAITS_LONG_S}
    if late:
        waits = ", ".join(f"{queue} {seconds / 60:.0f} min" for queue, seconds in late.items())
        yield attention(QUEUE, f"等待过久 / waits long: {waits}", "增加工作进程 / add workers: yushen up --workers N")
    if not stuck and not late:
        due = sum(depth.due for depth in depths.values())
        yield ok(QUEUE, f"{due} 项待办 / due")


def broker(settings: ServiceSettings) -> Iterator[Finding]:
    import redis  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    client = redis.Redis.from_url(
        settings.broker_url,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with client:
            client.set("yushen:doctor", "1", ex=10)
            about = client.info()
            yield ok(BROKER, f"{about.get('valkey_version') or about.get('redis_version')} 可读写 / can be written")
            if about.get("maxmemory_policy") != "noeviction":
                yield attention(
                    BROKER,
                    f"maxmemory-policy {about.get('maxmemory_policy')}",
                    "设为 noeviction，丢弃的消息会拖慢处理 / set noeviction: evicted messages cost time",
                )
    except (redis.RedisError, OSError) as error:
        yield failed(BROKER, f"无法使用 / cannot be used ({type(error).__name__})", REACH)


def objects(settings: ServiceSettings) -> Iterator[Finding]:
    try:
        blobs_of(settings).check()
    except StorageError as error:
        yield failed(S3, f"无法写入 / cannot be written ({error})", f"{REACH}；检查凭据与存储桶 / and keys and bucket")
        return
    yield ok(S3, f"{urlsplit(settings.s3_url).netloc} / {settings.s3_bucket} 可读写 / can be written")
    yield from _from_outside(settings)


def _from_outside(settings: ServiceSettings) -> Iterator[Finding]:
    """What anybody gets without credentials, and the server's clock as its answer shows it."""
    import urllib3  # noqa: PLC0415

    pool = urllib3.PoolManager(timeout=urllib3.Timeout(TIMEOUT_S), retries=urllib3.Retry(0))
    try:
        answer = pool.request("GET", f"{settings.s3_url}/{settings.s3_bucket}?list-type=2&max-keys=1", redirect=False)
    except urllib3.exceptions.HTTPError as error:
        yield attention(S3, f"无法匿名探测 / cannot be asked without keys ({type(error).__name__})", REACH)
        return
    if answer.status < 300:
        yield failed(S3, "存储桶对任何人公开 / the bucket is open to anyone", "改为私有 / make the bucket private")
    date = answer.headers.get("Date")
    if date:
        yield _clock("对象存储与本机 / object storage", parsedate_to_datetime(date).timestamp() - time.time(), 1.0)


def _clock(which: str, skew: float, resolution: float = 0.0) -> Finding:
    off = max(0.0, abs(skew) - resolution)
    told = f"{which} {skew:+.1f} s"
    advice = "启用时间同步（NTP） / keep the clocks in step (NTP)"
    if off > SKEW_FAILED_S:
        return failed(CLOCK, told, advice)
    return attention(CLOCK, told, advice) if off > SKEW_ATTENTION_S else ok(CLOCK, told)
