"""A small client of the upstream API: pushes a case and follows it to its report.

Every request may be repeated without harm, so whatever a network can do to one (429, 5xx, a lost connection) is
answered by trying again, slower each time. What was received already is not sent again: name and sha256 tell.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import httpx

CASE_FILE = "case.json"
CHUNK = 256 * 1024
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
PATIENCE = 120.0
"""Seconds after which a request that keeps failing is given up."""
ENDED = frozenset({"judged", "decided", "failed", "cancelled", "purged"})

Json = dict[str, Any]


class ApiError(Exception):
    """The service refused, and said why. `code` is stable; `problems` are (key, zh, en)."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(body.get("code", f"http_{status}"))
        self.zh = str(body.get("detail", ""))
        english = body.get("en") or {}
        self.en = str(english.get("detail", ""))
        self.action = str(body.get("action", ""))
        self.request_id = str(body.get("request_id", ""))
        self.problems = tuple((p["key"], p["zh"], p["en"]) for p in body.get("problems", ()))
        self.differs = tuple(str(name) for name in body.get("differs", ()))
        self.upload = ""  # the file it was about, where one was sent
        super().__init__(self.code)

    def __str__(self) -> str:
        told = f"{self.code}: {self.zh} / {self.en}"
        lines = [f"{self.upload}: {told}" if self.upload else told]
        lines += [f"  {key}: {zh} / {en}" for key, zh, en in self.problems]
        if self.differs:
            lines.append(f"  differs: {', '.join(self.differs)}")
        return "\n".join([*lines, f"  {self.action} (request {self.request_id})"])


class Unreachable(Exception):  # noqa: N818 (says what is wrong)
    """The service did not answer for as long as one was willing to wait."""


class FolderError(Exception):
    """A case folder cannot be pushed as it is."""


@dataclass(frozen=True, slots=True)
class Upload:
    id: UUID
    name: str
    state: str
    sha256: str | None

    @classmethod
    def of(cls, body: Json) -> Self:
        return cls(UUID(body["id"]), body["name"] or "", body["state"], body["sha256"])


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    case_key: str
    state: str
    round: int
    uploads: tuple[Upload, ...]
    disposition: str | None  # of the current verdict
    body: Json = field(repr=False)

    @classmethod
    def of(cls, body: Json) -> Self:
        verdict = body.get("verdict") or {}
        uploads = tuple(Upload.of(upload) for upload in body["uploads"])
        return cls(
            UUID(body["id"]), body["case_key"], body["state"], body["round"], uploads, verdict.get("disposition"), body
        )

    @property
    def ended(self) -> bool:
        """Nothing more happens to it by itself."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Progress:
    state: str
    stage_zh: str
    stage_en: str
    files: int
    files_read: int
    pages: int | None  # None: not known of every file
    pages_known: int
    pages_read: int
    queue_place: int | None

    @classmethod
    def of(cls, body: Json) -> Self:
        stage, files, pages = body["stage"], body["files"], body["pages"]
        return cls(
            body["state"],
            stage["zh"],
            stage["en"],
            files["total"],
            files["read"],
            pages["total"],
            pages["known"],
            pages["read"],
            body["queue_place"],
        )


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Json:
        body: Json = json.loads(self.content)
        return body


Body = Callable[[], Any]
"""Makes the body anew for each attempt."""


class Client:
    """One key at one service. Not to be shared between threads."""

    def __init__(self, url: str, key: str, *, patience: float = PATIENCE, timeout: float = 60.0) -> None:
        """`patience`: seconds a request that fails for the machine's sake is repeated."""
        self._http = httpx.Client(
            base_url=url.rstrip("/"), headers={"Authorization": f"Bearer {key}"}, timeout=timeout, trust_env=False
        )
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # --- cases

    def create(self, case: Mapping[str, Any]) -> Case:
        """The case of this content, made now or before. Raises ApiError."""
        return Case.of(self._ask("POST", "/v1/cases", body=lambda: {"json": case}).json())

    def get(self, case_id: UUID) -> Case:
        return Case.of(self._ask("GET", f"/v1/cases/{case_id}").json())

    def by_key(self, case_key: str) -> Case | None:
        found = self._ask("GET", "/v1/cases", params={"case_key": case_key}).json()["cases"]
        return self.get(UUID(found[0]["id"])) if found else None

    def upload(self, case_id: UUID, name: str, path: Path, declared_kind: str | None = None) -> Upload:
        """Stream a file. Sent again: the same upload."""
        params = {"name": name, "sha256": _digest(path)} | ({"declared_kind": declared_kind} if declared_kind else {})
        answer = self._ask(
            "POST", f"/v1/cases/{case_id}/uploads", params=params, body=lambda: {"content": _chunks(path)}
        )
        return Upload.of(answer.json())

    def submit(self, case_id: UUID) -> Case:
        return Case.of(self._ask("POST", f"/v1/cases/{case_id}:submit").json())

    def supplement(self, case_id: UUID) -> int:
        """The round that begins."""
        return int(self._ask("POST", f"/v1/cases/{case_id}/supplements").json()["round"])

    def cancel(self, case_id: UUID) -> Case:
        return Case.of(self._ask("POST", f"/v1/cases/{case_id}:cancel").json())

    def progress(self, case_id: UUID) -> Progress:
        return Progress.of(self._ask("GET", f"/v1/cases/{case_id}/progress").json())

    def report(self, case_id: UUID, form: str = "json") -> bytes:
        """json, html or pdf. Raises ApiError (report_not_ready)."""
        return self._ask("GET", f"/v1/cases/{case_id}/report", params={"format": form}).content

    # --- the whole way

    def push(self, folder: Path, sent: Callable[[str], None] = lambda name: None) -> Case:
        """A case folder: created, its files sent where they are not there yet, submitted.

        Raises FolderError, ApiError, Unreachable; pushed again it goes on where it stopped.
        """
        told = read_folder(folder)
        case = self.create(told)
        there = {(upload.name, upload.sha256) for upload in case.uploads if upload.state == "received"}
        for upload in told["uploads"]:
            path = folder / upload["name"]
            if case.state == "open" and (upload["name"], _digest(path)) not in there:
                self._sent(case.id, path, upload)
            sent(upload["name"])
        return self.submit(case.id) if case.state == "open" else self.get(case.id)

    def _sent(self, case_id: UUID, path: Path, told: Json) -> None:
        try:
            self.upload(case_id, told["name"], path, told.get("declared_kind"))
        except ApiError as refused:
            refused.upload = told["name"]
            raise

    def follow(self, case_id: UUID) -> Iterator[Progress]:
        """Progress as it happens, until nothing more happens by itself. A stream that breaks is taken up again."""
        last, since = "", time.monotonic()
        while True:
            try:
                for kind, number, data in self._events(case_id, last):
                    since, last = time.monotonic(), number or last
                    if kind == "progress":
                        now = Progress.of(json.loads(data))
                        yield now
                        if now.state in ENDED:
                            return
            except (httpx.TransportError, _Again) as error:
                if time.monotonic() - since > self._patience:
                    raise Unreachable(type(error).__name__) from None
            time.sleep(FIRST_PAUSE)

    def _events(self, case_id: UUID, last: str) -> Iterator[tuple[str, str, str]]:
        """Messages of the stream: kind, number, data."""
        headers = {"Last-Event-ID": last} if last else {}
        with self._http.stream("GET", f"/v1/cases/{case_id}/events", headers=headers) as answer:
            if answer.status_code != 200:
                answer.read()
                _refused(answer)
            message: dict[str, str] = {}
            for line in answer.iter_lines():
                if not line:
                    if "data" in message:
                        yield message.get("event", ""), message.get("id", ""), message["data"]
                    message = {}
                elif not line.startswith(":"):
                    name, _, value = line.partition(":")
                    message[name] = value.strip()

    # --- one request

    def _ask(
        self, method: str, path: str, *, params: Mapping[str, str] | None = None, body: Body | None = None
    ) -> Answer:
        began, pause = time.monotonic(), FIRST_PAUSE
        while True:
            wait = pause * random.uniform(0.5, 1.5)  # noqa: S311 (spreads retries, hides nothing)
            try:
                answer = self._http.request(method, path, params=params, **(body() if body else {}))
                _refused(answer)
                return Answer(answer.status_code, answer.headers, answer.content)
            except httpx.TransportError as error:
                reason = type(error).__name__
            except _Again as again:
                reason, wait = f"HTTP {again.status}", max(wait, again.after)
            if time.monotonic() + wait - began > self._patience:
                raise Unreachable(f"{method} {path.partition('?')[0]}: {reason}")
            time.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)


class _Again(Exception):  # noqa: N818
    def __init__(self, status: int, after: float) -> None:
        super().__init__(status)
        self.status = status
        self.after = after


def _refused(answer: httpx.Response) -> None:
    """Raises what the answer means, if it is no success."""
    if answer.is_success:
        return
    if answer.status_code in (408, 429) or answer.status_code >= 500:
        after = answer.headers.get("retry-after", "")
        raise _Again(answer.status_code, min(float(after), 60.0) if after.isdigit() else 0.0)
    body: Json = {}
    with suppress(ValueError):
        body = answer.json()
    raise ApiError(answer.status_code, body if isinstance(body, dict) else {})


def read_folder(folder: Path) -> Json:
    """case.json as it stands; the service checks what it says. Raises FolderError where a file is not there."""
    try:
        told = json.loads((folder / CASE_FILE).read_text("utf-8-sig"))
    except OSError as error:
        raise FolderError(f"{folder / CASE_FILE}: 无法读取 / cannot be read ({error.strerror})") from None
    except ValueError:
        raise FolderError(f"{folder / CASE_FILE}: 不是有效的 JSON / is not valid JSON") from None
    uploads = told.get("uploads") if isinstance(told, dict) else None
    if not isinstance(uploads, list) or not all(
        isinstance(u, dict) and isinstance(u.get("name"), str) for u in uploads
    ):
        raise FolderError(f"{folder / CASE_FILE}: uploads 应为文件列表 / has to be a list of files")
    for upload in uploads:
        path = folder / upload["name"]
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise FolderError(f"{folder / CASE_FILE}: {upload['name']}: 没有此文件 / there is no such file")
    return dict(told)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _digest(path: Path) -> str:
    digest = sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()
