"""One line of `yushen doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    OK = "正常"
    ATTENTION = "注意"
    FAILED = "失败"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do where it is not well. Chinese first; nothing secret in it."""

    about: str
    health: Health
    told: str
    advice: str = ""


def ok(about: str, told: str) -> Finding:
    return Finding(about, Health.OK, told)


def attention(about: str, told: str, advice: str) -> Finding:
    return Finding(about, Health.ATTENTION, told, advice)


def failed(about: str, told: str, advice: str) -> Finding:
    return Finding(about, Health.FAILED, told, advice)
