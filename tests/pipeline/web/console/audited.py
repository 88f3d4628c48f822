"""Cases really read and judged, for auditors to look at again; and what an auditor fills in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import httpx
from sqlalchemy import text

from pipeline.quality import sampling
from pipeline.quality.questions import SEALED_KINDS
from pipeline.settings import Settings
from storage.records import samples
from storage.records.samples import ItemRow
from storage.records.sampling_plans import NewPlan, PlanRow
from storage.records.users import UserRow
from storage.states import CaseState
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.web.api import Api, serving
from tests.pipeline.work.office import GREEDY, Office, at_work, until
from tests.servers import Servers, rooms

CASES = 4
HOSPITAL = "海州市第一人民医院"
HOSTILE = '=HYPERLINK("http://evil")<script>alert(1)</script>\u202e'
CERTIFICATE = "海州市第一人民医院|诊断证明书|姓名：林试样 性别：男 年龄：76岁|诊断：2型糖尿病|医师：周试|2026年3月2日"
REPORT = "海州市第一人民医院检验报告单|姓名：林试样|葡萄糖 9.1 mmol/L 3.9-6.1|报告时间：2026-03-01"


def printed(words: str) -> bytes:
    return jpeg(bars) + f"text:{words}".encode()


@contextmanager
def audited(servers: Servers, migrated: str, cases: int) -> Iterator[Api]:
    """A service whose `cases` were judged: each a certificate and a laboratory report."""
    with rooms(servers, migrated) as environment:
        settings = Settings.from_environment(dict(environment) | {"YUSHEN_SWEEP_SECONDS": "0.2"})
        with serving(settings, GREEDY) as api:
            with at_work(api.service):
                office = Office(api.service, api.client())
                made = [office.case(_files(number), track="instant").id for number in range(cases)]
                until(lambda: all(office.get(case_id).state is CaseState.JUDGED for case_id in made), 120)
            yield api


def _files(number: int) -> dict[str, bytes]:
    return {"证明.jpg": printed(f"{CERTIFICATE}|门诊号 {number}"), "化验.jpg": printed(f"{REPORT}|标本号 {number}")}


def plan(api: Api, maker: UserRow, **changes: object) -> PlanRow:
    """Drawn from all there is, unless `changes` say otherwise."""
    given: dict[str, object] = {
        "name": "试抽",
        "unit": "case",
        "way": "period",
        "since": sampling.today() - dt.timedelta(days=1),
        "until": sampling.today(),
        "size": 100,
        "seed": 7,
    }
    with api.service.database.begin() as tx:
        return sampling.make(api.service, tx, NewPlan(**given | changes), maker.id)  # type: ignore[arg-type]


def items_of(api: Api, made: PlanRow) -> list[UUID]:
    with api.service.database.look() as tx:
        return [item.id for one in samples.of_plan(tx, made.id) for item in samples.items(tx, one.id)]


def take(browser: httpx.Client, made: PlanRow) -> str | None:
    """Where the next reading is; None if nothing is left."""
    answer = browser.post(f"/console/audit/plans/{made.id}/next")
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    return where if "/readings/" in where else None


def filled(*papers: tuple[str, dict[str, str]], **findings: str) -> dict[str, str]:
    """The form: kind and fields of each page, and findings by code."""
    form: dict[str, str] = {}
    for number, (kind, fields) in enumerate(papers, 1):
        form[f"kind-{number}"] = kind
        if kind in SEALED_KINDS:
            form[f"seal-{number}"] = fields.get("seal", "absent")
        form |= {f"{number}-{name}": value for name, value in fields.items() if name != "seal"}
    return form | {f"finding-{code}": word for code, word in findings.items()}


RIGHT = filled(
    (
        "diagnosis_certificate",
        {
            "hospital": "海州市第一人民医院",
            "issue_date": "2026-3-2",
            "patient.name": "林试样",
            "diagnoses": "2型糖尿病",
        },
    ),
    ("lab_report", {"hospital": "海州市第一人民医院", "issue_date": "20260301", "patient.name": "林试样"}),
)


def read(browser: httpx.Client, where: str, form: dict[str, str] | None = None) -> str:
    """Saved; where its comparison is."""
    answer = browser.post(where, data=RIGHT if form is None else form)
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.text)[:3000]
    return answer.headers["location"]


def item_of(api: Api, where: str) -> ItemRow:
    """What is read at this place."""
    with api.service.database.look() as tx:
        row = tx.execute(text("select item_id from second_readings where id = :id"), {"id": where.rpartition("/")[2]})
        return samples.item(tx, row.scalar_one())


def words(answer: httpx.Response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.text)
