"""What pydantic found wrong with a request, in both languages and without repeating what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.casetext import Problem

_ZH = {
    "missing": "缺少",
    "extra_forbidden": "未知的键",
    "json_invalid": "不是有效的 JSON",
    "string_type": "应为文字",
    "string_too_short": "过短",
    "string_too_long": "过长",
    "string_pattern_mismatch": "格式不对",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "list_type": "应为列表",
    "too_short": "过少",
    "too_long": "过多",
    "model_attributes_type": "应为对象",
    "dict_type": "应为对象",
    "enum": "不在允许的取值之内",
    "literal_error": "不在允许的取值之内",
    "uuid_parsing": "不是有效的编号",
    "uuid_type": "不是有效的编号",
    "greater_than_equal": "过小",
    "less_than_equal": "过大",
    "date_from_datetime_parsing": "应为日期，如 2026-03-05",
    "datetime_from_date_parsing": "应为时间，如 2026-03-05T08:00:00+08:00",
}

_LIMITS = {
    "expected": "可用：",
    "min_length": "至少 ",
    "max_length": "至多 ",
    "actual_length": "现为 ",
    "ge": "至少 ",
    "gt": "大于 ",
    "le": "至多 ",
    "lt": "小于 ",
    "pattern": "格式：",
}
QUOTED = re.compile(r"'([^']*)'")


def mistakes(errors: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """One problem per error; values stay out, they may be personal."""
    return tuple(_mistake(error) for error in errors)


def _mistake(error: Mapping[str, Any]) -> Problem:
    kind = str(error.get("type", ""))
    zh = _ZH.get(kind, "不符合要求") + _allowed(error.get("ctx") or {})
    return Problem(_path(error.get("loc", ())), zh, str(error.get("msg", "is not valid")))


def _allowed(about: Mapping[str, Any]) -> str:
    """What would have been taken, as far as pydantic tells."""
    limits = {key: value for key, value in about.items() if isinstance(value, (int, str)) and key != "error"}
    told = (f"{_LIMITS.get(key, key)}{_listed(str(value))}" for key, value in limits.items())
    return f"（{'，'.join(told)}）" if limits else ""


def _listed(value: str) -> str:
    """'a', 'b' or 'c' → a、b、c."""
    named = QUOTED.findall(value)
    return "、".join(named) if named else value


def _path(loc: Iterable[Any]) -> str:
    """("body", "uploads", 2, "name") → uploads[2].name; what is no body keeps its place: query.limit."""
    parts = [part for part in loc if part != "body"]
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f"{'.' if path else ''}{str(part)[:60]}"
    return path
