"""Whatever is sent that the OpenAPI document allows, or nearly allows, is answered without a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from tests.pipeline.web.api import JPEG, Api, a_case

EXAMPLES = 6
"""Of each operation; `yushen`'s makers run more by raising it."""
IDS = ("case_id", "upload_id", "webhook_id", "delivery_id", "import_id", "key_id")


@pytest.fixture(scope="module")
def known(api: Api) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """A caller with something of everything, so that what is sent finds something."""
    caller = api.caller()
    case = caller.post("/v1/cases", json=a_case()).json()
    upload = caller.post(f"/v1/cases/{case['id']}/uploads?name=a.jpg", content=JPEG).json()
    package = caller.post("/v1/imports", json={}).json()
    hook = api.service
    with hook.database.begin() as tx:
        from storage.records import clients, webhooks

        client = clients.every(tx)[-1].id
        row = webhooks.add(tx, hook.vault, client, "https://example.org/", "whsec_AAAA", ("case.judged",))
    key_id = caller.headers["authorization"].split("_")[1]
    yield (
        caller,
        dict(zip(IDS, (case["id"], upload["id"], str(row.id), case["id"], package["id"], key_id), strict=True)),
    )


def test_the_document_is_openapi_3_1_and_says_all(api: Api) -> None:
    document: dict[str, Any] = api.http().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"] and operation["description"], where
            assert any("一" <= letter <= "鿿" for letter in operation["summary"]), where
            problems = [status for status in operation["responses"] if int(status) >= 400]
            assert problems, where
            if path.startswith("/v1/"):
                assert operation["security"] == [{"key": []}], where
                assert {"401", "403", "422", "429", "503"} <= set(problems), where
    body = document["paths"]["/v1/cases"]["post"]["requestBody"]["content"]["application/json"]
    assert len(body["examples"]) == 3


def test_no_request_finds_a_fault(api: Api, known: tuple[httpx.Client, dict[str, str]]) -> None:
    caller, ids = known
    schema = schemathesis.openapi.from_url(f"{api.url}/openapi.json")
    headers = {"Authorization": caller.headers["authorization"]}
    seen: dict[str, set[int]] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in ("/v1/cases/{case_id}/events",):  # a stream that does not end
            continue
        _fuzz(api, operation, headers, ids, seen)
    assert len(seen) > 25
    assert not [where for where, statuses in seen.items() if max(statuses) >= 500], seen
    assert sum(1 for statuses in seen.values() if min(statuses) < 300) > 12  # it got through, too


def _fuzz(api: Api, operation: Any, headers: dict[str, str], ids: dict[str, str], seen: dict[str, set[int]]) -> None:
    where = f"{operation.method} {operation.path}"

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def attempt(case: Any) -> None:
        for name in case.path_parameters or {}:
            if len(seen.setdefault(where, set())) % 2 == 0:  # by turns something there is and something there is not
                case.path_parameters[name] = ids[name]
        answer = case.call(base_url=api.url, headers=headers)
        seen.setdefault(where, set()).add(answer.status_code)
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"], where
        case.validate_response(answer, checks=(status_code_conformance, content_type_conformance))

    given(operation.as_strategy())(attempt)()
