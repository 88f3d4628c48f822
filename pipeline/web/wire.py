"""HTTP as uvicorn speaks it; but what is no HTTP at all is answered like every mistake, with problem+json."""

from __future__ import annotations

import json
from uuid import uuid4

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pipeline.web.problems import MEDIA_TYPE, ProblemError

ZH, EN = "不是完整的 HTTP 请求（请求行、首部或分块有误）", "no whole HTTP request (its line, headers or chunks)"


class Wire(HttpToolsProtocol):
    """Nothing of the application has run when this answers, or its asker broke off in the middle of a body."""

    def send_400_response(self, msg: str) -> None:
        if self.cycle is None or not self.cycle.response_started:
            self.transport.write(answer(uuid4().hex))
        self.transport.close()


def answer(request_id: str) -> bytes:
    problem = ProblemError("invalid_body", ZH, EN)
    body = json.dumps(problem.body(request_id), ensure_ascii=False, separators=(",", ":")).encode()
    head = (
        f"HTTP/1.1 {problem.status} Bad Request",
        f"content-type: {MEDIA_TYPE}",
        f"content-length: {len(body)}",
        f"x-request-id: {request_id}",
        "cache-control: no-store",
        "connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body
