"""Every check there is: importing this module fills the register."""

from __future__ import annotations

from validators.checks import (
    dates,
    diagnosis,
    duplicates,
    eligibility,
    identity,
    issuer,
    pages,
    patient,
    report_age,
    seal_owner,
    seals,
    titles,
    uploads,
)
from validators.checks.check import CHECKS

__all__ = [
    "CHECKS",
    "dates",
    "diagnosis",
    "duplicates",
    "eligibility",
    "identity",
    "issuer",
    "pages",
    "patient",
    "report_age",
    "seal_owner",
    "seals",
    "titles",
    "uploads",
]
