"""What a key may do and how often it may ask."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from pipeline.web.auth import OfCaller, Operates
from pipeline.web.context import OfWeb, Web
from pipeline.web.models.keys import KeyOut, RateNew, RateOut
from storage.records import clients
from storage.records.clients import KeyRow, Rate

router = APIRouter(prefix="/v1", tags=["keys 密钥"])
KeyId = Annotated[str, Path(pattern=r"^[0-9a-z_]{1,80}$", description="The part between the underscores of ysk_…_….")]


@router.get("/key", summary="当前密钥")
def get_own_key(web: OfWeb, caller: OfCaller) -> KeyOut:
    """The key this request was made with: its rights, its regions, when it expires, how often it may ask."""
    with web.service.database.look() as tx:
        row = clients.get_key(tx, caller.key_id)
    regions = None if caller.regions is None else sorted(caller.regions)
    return _shown(web, row, caller.client, regions)


@router.put("/keys/{key_id}/rate", summary="设置密钥的请求频率")
def set_rate(key_id: KeyId, body: RateNew, request: Request, web: OfWeb, operator: Operates) -> KeyOut:
    """For whoever runs the service (right `admin`): from its next request on the key may ask so often."""
    return _limited(web, request, operator, key_id, Rate(body.per_second, body.burst))


@router.delete("/keys/{key_id}/rate", summary="恢复默认请求频率")
def unset_rate(key_id: KeyId, request: Request, web: OfWeb, operator: Operates) -> KeyOut:
    """The key may ask as often as every other again."""
    return _limited(web, request, operator, key_id, None)


def _limited(web: Web, request: Request, operator: Operates, key_id: str, rate: Rate | None) -> KeyOut:
    with web.service.database.begin(request.state.request_id) as tx:
        row = clients.limit(tx, key_id, rate, operator.actor)
        client = clients.get(tx, row.client_id)
    regions = sorted(row.regions if row.regions is not None else client.regions)
    return _shown(web, row, client.name, regions or None)


def _shown(web: Web, row: KeyRow, client: str, regions: list[str] | None) -> KeyOut:
    own = clients.rate_of(row)
    allows = own or web.limiter.rate
    return KeyOut(
        id=row.id,
        client=row.client_id,
        client_name=client,
        rights=list(row.rights),
        regions=regions,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        rate=RateOut(per_second=allows.per_second, burst=allows.burst, own=own is not None),
    )
