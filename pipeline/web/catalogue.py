"""Every problem the API can answer with: code, HTTP status, what it is and what the sender can do.

Codes are public and never change meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """`title` says what it is, `action` what the sender can do; Chinese first."""

    status: int
    title_zh: str
    title_en: str
    action_zh: str
    action_en: str


KINDS: Mapping[str, Kind] = {
    "unauthenticated": Kind(
        401,
        "未通过身份验证",
        "not authenticated",
        "请在请求头中写 Authorization: Bearer ysk_…；密钥由管理员发放。",
        "Send the header Authorization: Bearer ysk_…; whoever runs the service gives out keys.",
    ),
    "forbidden": Kind(
        403,
        "密钥没有此项权限",
        "the key lacks this right",
        "请向管理员申请具有该权限的密钥。",
        "Ask whoever runs the service for a key with this right.",
    ),
    "region_forbidden": Kind(
        403,
        "密钥不适用于该统筹区",
        "the key does not cover this region",
        "请使用该统筹区的密钥。",
        "Use a key that covers this region.",
    ),
    "not_found": Kind(
        404,
        "没有此项",
        "there is no such thing",
        "请核对编号；其他接入方的申请不可见。",
        "Check the id; what belongs to other clients cannot be seen.",
    ),
    "report_not_ready": Kind(
        404,
        "尚无预审报告",
        "there is no report yet",
        "请稍后再取，或订阅 case.judged 通知。",
        "Come back later, or subscribe to the webhook case.judged.",
    ),
    "no_report": Kind(
        404,
        "不会有预审报告",
        "there will be no report",
        "此申请在预审完成前已撤回；如需预审，请以新的 case_key 重新登记。",
        "The case was cancelled before it was judged; to have it judged, create it anew with another case_key.",
    ),
    "no_notice": Kind(
        404,
        "没有补正通知",
        "there is no supplement notice",
        "本次结论不需要补正，无须处理。",
        "The verdict asks for no supplement: nothing to do.",
    ),
    "method_not_allowed": Kind(
        405, "不支持此请求方法", "this method is not allowed here", "请查阅 /openapi.json。", "See /openapi.json."
    ),
    "not_acceptable": Kind(
        406,
        "没有所要的格式",
        "not to be had in this format",
        "请在 Accept 或 ?format= 中写 json、html 或 pdf。",
        "Ask for json, html or pdf with Accept or ?format=.",
    ),
    "timeout": Kind(
        408,
        "请求体传输过慢",
        "the body took too long to arrive",
        "请检查网络后重试。",
        "Check the network, then try again.",
    ),
    "case_conflict": Kind(
        409,
        "同一申请编号已有不同内容",
        "the case key is taken by other content",
        "differs 列出不同之处。补充材料请走补正接口；新的申请请用新的 case_key。",
        "`differs` names what is different. To add papers, begin a supplement; a new application needs a new case_key.",
    ),
    "idempotency_key_reused": Kind(
        409,
        "Idempotency-Key 已用于另一个请求",
        "the Idempotency-Key was used for another request",
        "differs 列出与原请求的不同之处。重试内容须与原请求相同；新的请求请用新的 Idempotency-Key。",
        "`differs` names what is other than in the first request. A retry has to say the same; else take a new key.",
    ),
    "state_conflict": Kind(
        409,
        "当前状态不允许此操作",
        "the state does not allow this",
        "请查看 state 与 allowed。",
        "See `state` and `allowed`.",
    ),
    "upload_conflict": Kind(
        409,
        "同名文件已有不同内容",
        "another upload has this name",
        "请换一个文件名，或写 replaces 替换原文件。",
        "Use another name, or say with `replaces` which upload it replaces.",
    ),
    "uploads_missing": Kind(
        409,
        "文件尚未传齐",
        "uploads are still missing",
        "请补传 problems 中列出的文件后再提交。",
        "Send the files listed in `problems`, then submit.",
    ),
    "too_many_uploads": Kind(
        409,
        "文件数超过上限",
        "too many uploads",
        "请合并或精简文件后重新上传。",
        "Merge files or send fewer.",
    ),
    "gone": Kind(
        410,
        "原件与个人信息已按期限清除",
        "purged after its retention period",
        "结论记录仍可查询，原件已不可取。",
        "The record of the verdict remains; originals and report are gone.",
    ),
    "too_large": Kind(
        413, "超过大小上限", "too large", "请压缩或拆分后重新上传。", "Compress it or split it, then send it again."
    ),
    "unsupported_media_type": Kind(
        415,
        "不支持此类型",
        "this type is not supported",
        "请使用 expected 中列出的 Content-Type。",
        "Use one of the content types in `expected`.",
    ),
    "invalid_json": Kind(400, "不是有效的 JSON", "not valid JSON", "请检查请求体。", "Check the body."),
    "invalid_body": Kind(
        400, "请求体不完整或无法解析", "the body is incomplete or cannot be parsed", "请重新发送。", "Send it again."
    ),
    "invalid_request": Kind(
        422, "请求不符合要求", "the request is not valid", "请按 problems 逐项修改。", "Mend what `problems` lists."
    ),
    "invalid_case": Kind(
        422, "申请信息不符合要求", "the case is not valid", "请按 problems 逐项修改。", "Mend what `problems` lists."
    ),
    "empty_upload": Kind(
        422, "文件为空", "the upload is empty", "请检查文件后重新上传。", "Check the file, then send it again."
    ),
    "sha256_mismatch": Kind(
        422,
        "收到的内容与所述 sha256 不符",
        "the bytes received do not have the sha256 stated",
        "传输可能受损，请重新上传。",
        "The transfer may have been damaged: send it again.",
    ),
    "bytes_missing": Kind(
        409,
        "对象存储中还没有此文件",
        "nothing has been uploaded with the form yet",
        "请先用预签名表单上传，再确认；表单过期请重新申请。",
        "Upload with the presigned form first, then confirm; ask for a new form if it expired.",
    ),
    "webhook_refused": Kind(
        422,
        "不允许的通知地址",
        "this webhook target is refused",
        "须为公网 https 地址；内网地址须由管理员放行。",
        "It has to be a public https address; whoever runs the service can allow others.",
    ),
    "too_many_webhooks": Kind(
        409, "通知地址数超过上限", "too many webhooks", "请先删除不用的。", "Remove unused ones first."
    ),
    "rate_limited": Kind(
        429,
        "请求过于频繁",
        "too many requests",
        "请等待 Retry-After 秒后重试。",
        "Wait for Retry-After seconds, then try again.",
    ),
    "busy": Kind(
        503, "服务繁忙", "busy", "请等待 Retry-After 秒后重试。", "Wait for Retry-After seconds, then try again."
    ),
    "unavailable": Kind(
        503,
        "服务暂时不可用",
        "temporarily unavailable",
        "请等待 Retry-After 秒后原样重试，不会重复登记。",
        "Wait for Retry-After seconds, then repeat the same request: nothing is registered twice.",
    ),
    "internal": Kind(
        500,
        "程序故障",
        "a fault of the service",
        "请把 request_id 告知管理员。",
        "Tell whoever runs the service the request_id.",
    ),
}
