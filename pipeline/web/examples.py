"""What OpenAPI cannot learn from types: bodies that are read by a parser of ours or streamed, with examples."""

from __future__ import annotations

from typing import Any

CASE: dict[str, Any] = {
    "case_key": "RZ-2026-0001",
    "region": "rizhao",
    "submitted_on": "2026-04-01",
    "applicant": {"name": "林试样", "id_number": "99010119491231002X"},
    "diseases": ["糖尿病"],
    "channel": "self",
}
WITH_UPLOADS = CASE | {"uploads": [{"name": "诊断证明.jpg", "declared_kind": "diagnosis_certificate"}]}
CASE_SCHEMA = {"$ref": "#/components/schemas/CaseIn"}

CASE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": CASE_SCHEMA,
                "examples": {
                    "plain": {"summary": "本人申请，文件随后上传 / files follow", "value": CASE},
                    "named": {"summary": "同时列出应有的文件 / naming the files to come", "value": WITH_UPLOADS},
                    "renewal": {
                        "summary": "代办续期 / a renewal by an agent",
                        "value": CASE
                        | {
                            "case_type": "renewal",
                            "channel": "proxy",
                            "agent": {"name": "王代办", "id_number": "990101197001010011"},
                        },
                    },
                },
            }
        },
    }
}

FILE = {"type": "string", "format": "binary"}

UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file's bytes. 文件内容",
        "content": {
            "application/octet-stream": {"schema": FILE},
            "image/*": {"schema": FILE},
            "application/pdf": {"schema": FILE},
        },
    }
}

SUBMISSION_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["case", "file"],
                    "properties": {
                        "case": CASE_SCHEMA,
                        "file": {
                            "type": "array",
                            "items": FILE,
                            "minItems": 1,
                            "description": "One part for each file.",
                        },
                    },
                },
                "encoding": {"case": {"contentType": "application/json"}},
            }
        },
    }
}

IMPORT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The package itself, or JSON to get a form for it. 整包内容，或申请直传表单",
        "content": {
            "application/zip": {"schema": FILE},
            "application/json": {
                "schema": {"$ref": "#/components/schemas/ImportNew"},
                "examples": {"form": {"summary": "申请直传表单 / ask for a form", "value": {}}},
            },
        },
    }
}
