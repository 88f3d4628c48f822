"""角色与权限: who may do what. The one table; routes name a right, never a role."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Right(StrEnum):
    ACCOUNT = "account"  # one's own password, second factor, language: everybody's
    CASE_VIEW = "case_view"
    CASE_WORK = "case_work"  # claim, mark, correct, note, ask for a re-read
    CASE_DECIDE = "case_decide"
    CASE_PASS_ON = "case_pass_on"  # noqa: S105 (a right, no password)
    CASE_REVEAL = "case_reveal"  # an ID number in full
    TIMELINE_VIEW = "timeline_view"
    AUDIT_PLAN = "audit_plan"
    AUDIT_READ = "audit_read"  # the blind second reading
    AUDIT_ADJUDICATE = "audit_adjudicate"
    AUDIT_RESULTS = "audit_results"
    AUDIT_EXPORT = "audit_export"
    USERS_MANAGE = "users_manage"
    CLIENTS_MANAGE = "clients_manage"
    WEBHOOKS_MANAGE = "webhooks_manage"
    QUEUES_MANAGE = "queues_manage"
    POLICIES_VIEW = "policies_view"
    POLICIES_ACTIVATE = "policies_activate"
    REGISTRY_MANAGE = "registry_manage"
    RETENTION_MANAGE = "retention_manage"
    ACCESS_LOG_VIEW = "access_log_view"


class Role(StrEnum):
    REVIEWER = "reviewer"
    SENIOR_REVIEWER = "senior_reviewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    READ_ONLY = "read_only"


_READ_ONLY = frozenset({Right.ACCOUNT, Right.CASE_VIEW, Right.TIMELINE_VIEW, Right.POLICIES_VIEW})
_REVIEWER = _READ_ONLY | {Right.CASE_WORK, Right.CASE_DECIDE, Right.CASE_PASS_ON, Right.CASE_REVEAL}
_AUDITS = {Right.AUDIT_PLAN, Right.AUDIT_READ, Right.AUDIT_ADJUDICATE, Right.AUDIT_RESULTS, Right.AUDIT_EXPORT}
_RUNS = {
    Right.USERS_MANAGE,
    Right.CLIENTS_MANAGE,
    Right.WEBHOOKS_MANAGE,
    Right.QUEUES_MANAGE,
    Right.POLICIES_ACTIVATE,
    Right.REGISTRY_MANAGE,
    Right.RETENTION_MANAGE,
    Right.ACCESS_LOG_VIEW,
}

RIGHTS_OF: dict[Role, frozenset[Right]] = {
    Role.READ_ONLY: _READ_ONLY,
    Role.REVIEWER: _REVIEWER,
    Role.SENIOR_REVIEWER: _REVIEWER | {Right.ACCESS_LOG_VIEW},
    # No CASE_VIEW: who reads blind must not meet the machine's answer by another door.
    Role.AUDITOR: frozenset({Right.ACCOUNT, Right.POLICIES_VIEW} | _AUDITS),
    # Runs the service without seeing anybody's papers.
    Role.ADMINISTRATOR: frozenset({Right.ACCOUNT, Right.POLICIES_VIEW} | _RUNS),
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS_OF[role] for role in roles))
