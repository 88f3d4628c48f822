"""The OpenAPI document: what FastAPI makes of the routes, with the problems every route may answer with."""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from fastapi import FastAPI

from pipeline.web.catalogue import KINDS
from pipeline.web.models.base import ProblemOut
from pipeline.web.models.imports import ImportNew
from pipeline.web.problems import MEDIA_TYPE, ProblemError

TITLE = "Yushen 预审 upstream API"
VERSION = version("yushen")
DESCRIPTION = """
Submission systems push applications for outpatient special and chronic disease benefits (门诊慢特病) here; Yushen
reads the papers, holds them against the region's rules and gives a report to the person who decides. It never decides.

申请系统由此推送门诊慢特病申请；Yushen 识读材料、核对规则，为审核人员准备预审报告，不代替人作决定。

**Authentication 身份验证**: `Authorization: Bearer ysk_…`, or a client certificate where the operator has set that up.
Only a client's own cases can be seen; others answer 404.

**Errors 出错** are `application/problem+json` (RFC 9457) with a stable `code`, `detail` and `action` in Chinese, the
same in English under `en`, and `problems` with all that is wrong at once. 429 and 503 carry `Retry-After`.

**Nothing twice 幂等**: the same `case_key` with the same content is the same case, the same file name with the same
bytes the same upload; an `Idempotency-Key` makes any retry of a creating request safe.
"""
TAGS = [
    {"name": "cases 申请", "description": "Create, submit, supplement, cancel, list."},
    {
        "name": "uploads 文件",
        "description": "Stream a file, or send it straight to object storage with a presigned form.",
    },
    {"name": "progress 进度", "description": "Asked for, or told as it happens."},
    {"name": "reports 报告", "description": "Report, supplement notice, every verdict."},
    {"name": "imports 批量导入", "description": "One package, many cases, a result for each row."},
    {"name": "webhooks 通知", "description": "Signed messages when something happened."},
    {"name": "keys 密钥", "description": "What a key may do, and how often it may ask."},
    {"name": "operations 运维", "description": "Health and metrics."},
]
EVERYWHERE = (429, 500, 503)
WITH_ID = (404, 409)
WITH_KEY = (401, 403)
WITH_BODY = (400, 408, 413, 415)
WHEN = {
    400: "请求体无法解析。The body cannot be parsed.",
    401: "未通过身份验证。Not authenticated.",
    403: "没有权限。The key lacks the right, or does not cover the region.",
    404: "没有此项。There is no such thing, or it belongs to somebody else.",
    406: "没有所要的格式。Not to be had in this format.",
    408: "传输过慢。The body took too long.",
    409: "与现有内容或状态冲突。In conflict with what is there.",
    410: "已按期限清除。Purged after its time.",
    413: "超过大小上限。Too large.",
    415: "不支持此类型。This content type is not supported.",
    422: "内容不符合要求。What was sent is not valid; `problems` lists all of it.",
    429: "请求过于频繁。Too many requests; see Retry-After.",
    500: "程序故障。A fault of the service.",
    503: "暂时不可用。Temporarily unavailable; see Retry-After.",
}
Json = dict[str, Any]


def complete(app: FastAPI) -> None:
    """Make `/openapi.json` say what the types alone do not."""
    plain = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _completed(made: Json) -> Json:
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {})
    schemas["ProblemOut"] = problem
    schemas |= _case_schemas()
    schemas["ImportNew"] = ImportNew.model_json_schema()
    made["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "ysk_…, made with `yushen client key`"}
    }
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    return made


def _complete(path: str, operation: Json) -> None:
    responses = operation["responses"]
    statuses = set(EVERYWHERE) | {422}
    if path.startswith("/v1/"):
        operation["security"] = [{"key": []}]
        statuses |= set(WITH_KEY)
        statuses |= set(WITH_ID) if "{" in path or "requestBody" in operation else set()
        statuses |= set(WITH_BODY) if "requestBody" in operation else set()
        statuses |= {406, 410} if path.endswith(("/report", "/notice")) else set()
    else:
        operation["security"] = []
        statuses |= {404} if path == "/metrics" else set()
    for status in sorted(statuses):
        responses.setdefault(str(status), {"description": WHEN[status]})
        if status >= 400 and not (path == "/health/ready" and status == 503):
            responses[str(status)] = {
                "description": WHEN[status],
                "content": {
                    MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}, "examples": _examples(status)}
                },
            }
    operation["responses"] = dict(sorted(responses.items()))


def _examples(status: int) -> Json:
    codes = [code for code, kind in KINDS.items() if kind.status == status]
    return {
        code: {"summary": KINDS[code].title_zh, "value": ProblemError(code).body("0f8fad5bd9cb469fa16570867728950e")}
        for code in codes
    }


def _case_schemas() -> Json:
    """case.json's own schema, with `uploads` optional: files may follow."""
    schema = json.loads(files("pipeline").joinpath("schemas", "case.json").read_text("utf-8"))
    for key in ("$schema", "$id"):
        schema.pop(key)
    person = schema.pop("$defs")["person"]
    schema["required"].remove("uploads")
    text = json.dumps(schema).replace("#/$defs/person", "#/components/schemas/PersonIn")
    return {"CaseIn": json.loads(text), "PersonIn": person}
