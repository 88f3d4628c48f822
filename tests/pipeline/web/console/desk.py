"""An office at work behind the screens: cases that were really judged, whose reader reads what stands in the bytes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from pipeline.settings import Settings
from tests.pipeline.web.api import Api, serving
from tests.pipeline.web.test_way import judged, printed, pushed
from tests.pipeline.work.office import GREEDY, at_work
from tests.servers import Servers, rooms

CERTIFICATE = "诊断证明书|海曲市人民医院|姓名：林试样 性别：男 年龄：58岁|诊断：2型糖尿病|开具日期：2026年3月5日"
STALE = "检验报告单|姓名：林试样|项目名称 结果 单位 参考区间|报告时间：2025-01-02 10:22"
SHEET = "检验报告单|姓名：林试样|项目名称 结果 单位 参考区间|葡萄糖 7.9 mmol/L 3.9-6.1|报告时间：2026-03-02 10:22"
_numbers = itertools.count(1)


@contextmanager
def working(servers: Servers, migrated: str, **more: str) -> Iterator[Api]:
    with rooms(servers, migrated) as environment:
        quick = {"YUSHEN_SWEEP_SECONDS": "0.2", "YUSHEN_ALLOW_PRIVATE_WEBHOOKS": "1", **more}
        settings = Settings.from_environment(dict(environment) | quick)
        with serving(settings, GREEDY) as api, at_work(api.service):
            yield api


@dataclass
class Pushed:
    """A judged case as upstream sees it."""

    caller: httpx.Client
    case: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.case["id"])

    @property
    def screen(self) -> str:
        return f"/console/cases/{self.id}"

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = self.caller.get(f"/v1/cases/{self.id}/report").json()
        return found

    def upload(self, name: str) -> str:
        return next(str(u["id"]) for u in self.case["uploads"] if u["name"] == name)

    def finding(self, code: str) -> dict[str, Any]:
        every = [f for root in self.report()["findings"] for f in (root, *root["consequences"])]
        return next(f for f in every if f["code"] == code)

    def again(self, number: int) -> dict[str, Any]:
        """The report of its `number`th verdict, once there is one."""
        judged(self.caller, self.id, number)
        return self.report()


def case(api: Api, files: dict[str, str] | None = None, **changes: Any) -> Pushed:
    papers = files or {"证明.jpg": CERTIFICATE, "化验.jpg": STALE}
    caller = api.caller()
    key = changes.pop("case_key", f"W-{next(_numbers)}")
    answer = pushed(caller, {name: printed(text) for name, text in papers.items()}, case_key=key, **changes)
    assert answer.status_code == 201, answer.text
    return Pushed(caller, judged(caller, answer.json()["id"]))
