"""The head of every page: where one can go, by right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.web.console.rights import Right
from pipeline.web.console.users import User


@dataclass(frozen=True, slots=True)
class Place:
    key: str  # of words
    href: str
    right: Right


PLACES = (
    Place("nav.queue", "/console/queue", Right.CASE_VIEW),
    Place("nav.audit", "/console/audit", Right.AUDIT_READ),
    Place("nav.users", "/console/admin/users", Right.USERS_MANAGE),
    Place("nav.clients", "/console/admin/clients", Right.CLIENTS_MANAGE),
    Place("nav.webhooks", "/console/admin/webhooks", Right.WEBHOOKS_MANAGE),
    Place("nav.queues", "/console/admin/queues", Right.QUEUES_MANAGE),
    Place("nav.policies", "/console/admin/policies", Right.POLICIES_VIEW),
    Place("nav.registry", "/console/admin/registry", Right.REGISTRY_MANAGE),
    Place("nav.retention", "/console/admin/retention", Right.RETENTION_MANAGE),
    Place("nav.access", "/console/admin/access", Right.ACCESS_LOG_VIEW),
)


def places(user: User) -> Sequence[Place]:
    return [place for place in PLACES if user.may(place.right)]


def current(found: Sequence[Place], path: str) -> Place | None:
    """Which of them a page lies under."""
    return next((place for place in found if path == place.href or path.startswith(place.href + "/")), None)


def home(user: User) -> str:
    found = places(user)
    return found[0].href if found else "/console/account"
