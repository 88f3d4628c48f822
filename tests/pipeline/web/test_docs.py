"""The API to read: whole, Chinese first, without anything that runs or comes from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from pipeline.web.catalogue import KINDS
from pipeline.web.docs.words import OPERATIONS, TAGS
from tests.pipeline.web.api import Api, serving


def test_every_operation_parameter_problem_and_type_is_told(api: Api) -> None:
    document = api.http().get("/openapi.json").json()
    answer = api.http().get("/docs")
    assert answer.status_code == 200
    page = unescape(answer.text)
    ids = set()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            ids.add(operation["operationId"])
            assert path in page and operation["summary"] in page
            assert OPERATIONS[operation["operationId"]] in page
            assert all(one["name"] in page for one in operation.get("parameters", ()))
    assert ids == set(OPERATIONS)
    assert {tag["name"] for tag in document["tags"]} == set(TAGS)
    assert all(code in page and kind.action_zh in page for code, kind in KINDS.items())
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert all(f"schema-{name}" in anchors for name in document["components"]["schemas"])


def test_commands_to_copy_name_the_place_that_was_come_to(api: Api) -> None:
    """Where the operator has said how upstream reaches it, that; else as this reader did, whatever they call it."""
    said = api.service.settings.service.public_url
    assert f'"{said}/v1/cases/$ID/uploads?name=%E8%AF%8A' in unescape(api.http().get("/docs").text)
    silent = replace(api.service.settings, service=replace(api.service.settings.service, public_url=""))
    with serving(silent) as other:
        page = other.http().get("/docs").text
        assert f'"{other.url}/v1/cases/$ID/uploads?name=%E8%AF%8A' in unescape(page)
        assert "yushen.invalid" not in page
        assert "<script" not in other.http(Host='a"><script>').get("/docs").text


def test_nothing_runs_and_nothing_comes_from_elsewhere(api: Api) -> None:
    answer = api.http().get("/docs")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    page = answer.text
    assert not re.search(r"<script|<link|<img|<iframe| on[a-z]+=| style=|@import|url[(]", page)
    assert "/docs" not in api.http().get("/openapi.json").json()["paths"]
