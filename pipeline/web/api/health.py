"""Whether the service is alive, whether it can take cases, and what it counts."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from pipeline.web.context import OfWeb, Web
from pipeline.web.models.base import Answer
from pipeline.web.problems import ProblemError
from storage.errors import StorageError

router = APIRouter(tags=["operations 运维"])


class Live(Answer):
    status: Literal["ok"] = "ok"


class Ready(Answer):
    """Cases are taken as long as database and object storage are there; the queue may be away for a while."""

    status: Literal["ok", "degraded", "down"]
    database: bool
    storage: bool
    queue: bool


@router.get(
    "/health/live",
    summary="存活",
)
async def health_live() -> Live:
    """The process answers."""
    return Live()


@router.get(
    "/health/ready",
    summary="就绪",
    responses={503: {"model": Ready}},
)
def health_ready(web: OfWeb, response: Response) -> Ready:
    """503 where cases cannot be taken. `degraded`: they are taken, but the queue is away and reading waits."""
    service = web.service
    database, storage, queue = _well(service.database.check), _well(service.blobs.check), _well(service.queue.check)
    takes = database and storage
    response.status_code = 200 if takes else 503
    status: Literal["ok", "degraded", "down"] = "down" if not takes else "ok" if queue else "degraded"
    return Ready(status=status, database=database, storage=storage, queue=queue)


@router.get(
    "/metrics",
    summary="指标",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request, web: OfWeb) -> Response:
    """Prometheus. From loopback, or with `Authorization: Bearer` and the metrics token."""
    if not (_local(request) or _has_token(request, web)):
        raise ProblemError("not_found")
    return Response(generate_latest(web.service.telemetry.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _well(check: Callable[[], None]) -> bool:
    try:
        check()
    except StorageError:
        return False
    return True


def _local(request: Request) -> bool:
    """From this machine and not passed on by a proxy, which would make everybody local."""
    if request.client is None or "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _has_token(request: Request, web: Web) -> bool:
    wanted, given = web.settings.metrics_token, request.headers.get("authorization", "")
    return bool(wanted) and hmac.compare_digest(given.encode(), f"Bearer {wanted}".encode())
