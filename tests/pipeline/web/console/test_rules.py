"""Policy packs, the registry, retention and the access log, as administrators and readers meet them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import text

from pipeline import packfile
from pipeline.web.console.admin.wording import sayer
from storage.records import access, retention, versions
from tests.pipeline.web.api import Api
from tests.pipeline.web.console.people import new_user, sign_in, someone
from tests.storage import made
from validators import policy as policies
from validators.errors import PolicyError

RIZHAO = policies.PACKS / "rizhao"
POLICIES = "/console/admin/policies"
REGISTRY = Path("samples/registry.csv")


@pytest.fixture(scope="module")
def admin(api: Api) -> httpx.Client:
    return someone(api, "administrator")


def pack(change: tuple[str, str] = ("", ""), cases: bool = True) -> bytes:
    """Rizhao's pack with a change, as a ZIP in which it lies in a folder."""
    told = (RIZHAO / "policy.yaml").read_text("utf-8")
    assert change[0] in told
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("new/policy.yaml", told.replace(*change, 1) if change[0] else told)
        for path in sorted((RIZHAO / "cases").glob("*.yaml")) if cases else ():
            archive.writestr(f"new/cases/{path.name}", path.read_bytes())
    return buffer.getvalue()


def upload(browser: httpx.Client, data: bytes, name: str = "rizhao") -> httpx.Response:
    return browser.post(f"{POLICIES}/{name}/upload", files={"pack": ("pack.zip", data, "application/zip")})


def test_a_pack_reads_as_a_page_with_citations_and_what_nobody_has_checked(admin: httpx.Client) -> None:
    listed = admin.get(POLICIES).text
    assert "日照市门诊慢特病" in listed
    page = admin.get(f"{POLICIES}/rizhao").text
    shown = policies.show(policies.load("rizhao"))
    assert page.count("未核实</span>") >= shown.unverified
    assert all(section.title.zh in page for section in shown.sections)
    assert admin.get(f"{POLICIES}/atlantis").status_code == 404
    assert admin.get(f"{POLICIES}/rizhao", params={"version": "nonsense"}).status_code == 404


def test_everybody_may_read_a_pack_and_only_administrators_of_its_region_change_it(api: Api) -> None:
    reader = someone(api, "reviewer", regions=["jiangxi"])
    assert reader.get(f"{POLICIES}/rizhao").status_code == 200
    assert upload(reader, pack()).status_code == 403
    elsewhere = someone(api, "administrator", regions=["jiangxi"])
    assert upload(elsewhere, pack()).status_code == 403
    assert "导入新版本" not in elsewhere.get(f"{POLICIES}/rizhao").text


def test_the_cases_beside_a_pack_run_from_its_page(admin: httpx.Client) -> None:
    many = len(policies.run_cases(policies.load("rizhao")))
    assert f"{many} 个用例全部符合预期" in admin.get(f"{POLICIES}/rizhao/cases").text


def test_a_version_is_imported_compared_tried_and_counts_from_its_day(own_api: Api) -> None:
    api, admin = own_api, someone(own_api, "administrator")
    shipped = policies.load("rizhao")
    renamed = pack(("日照市门诊慢特病", "日照市门诊慢特病（新）"))
    answer = upload(admin, renamed)
    assert answer.status_code == 303, answer.text
    newer = _version(renamed)
    assert newer != shipped.version
    with api.service.database.look() as tx:
        assert versions.active_policy(tx, "rizhao") is None  # imported is not in force
    page = admin.get(f"{POLICIES}/rizhao", params={"version": newer})
    assert "日照市门诊慢特病（新）" in page.text
    assert "个用例全部符合预期" in admin.get(f"{POLICIES}/rizhao/cases", params={"version": newer}).text
    both = {"before": shipped.version, "after": newer}
    assert admin.get(f"{POLICIES}/rizhao/compare", params=both).status_code == 200
    begun = admin.post(f"{POLICIES}/rizhao/trials", data={"version": newer})
    assert "0 / 0 件" in admin.get(begun.headers["location"]).text
    assert admin.post(f"{POLICIES}/rizhao/trials", data={"version": "none"}).status_code == 404
    soon = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).date().isoformat()
    planned = admin.post(f"{POLICIES}/rizhao/activate", data={"version": newer, "start": soon})
    assert planned.status_code == 303, planned.text
    assert api.service.policy("rizhao").version == shipped.version
    assert soon in admin.get(f"{POLICIES}/rizhao", params={"version": newer}).text
    both_days = {"version": newer, "start": soon, "rejudge_since": "2026-01-01"}
    assert admin.post(f"{POLICIES}/rizhao/activate", data=both_days).status_code == 422
    assert admin.post(f"{POLICIES}/rizhao/activate", data={"version": newer}).status_code == 303
    assert api.service.policy("rizhao").version == newer
    assert admin.post(f"{POLICIES}/rizhao/activate", data={"version": newer, "start": soon}).status_code == 409
    assert admin.post(f"{POLICIES}/rizhao/activate", data={"version": shipped.version}).status_code == 303
    assert api.service.policy("rizhao").version == shipped.version


def _version(data: bytes) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return policies.load(packfile.lay_out(data, Path(folder))).version


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"not: a pack", "pack"),
        (b"\xff\xfe\x00", "YAML"),
        (b"PK\x03\x04 broken", "ZIP"),
        (b"pack: ../../etc\nversion: '1'\n", "pack"),
        (b"pack: jiangxi\nversion: '1'\ntitle: {zh: a, en: b}\n", "jiangxi"),
    ],
)
def test_a_pack_that_cannot_be_used_is_refused_with_the_reason(admin: httpx.Client, data: bytes, told: str) -> None:
    answer = upload(admin, data)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_pack_whose_cases_come_out_otherwise_is_refused(admin: httpx.Client) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack())) as old, zipfile.ZipFile(data, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member.endswith("diagnoses.yaml"):
                content = content.replace(b"pass", b"fail")
            new.writestr(member, content)
    assert upload(admin, data.getvalue()).status_code == 422


def test_nothing_is_written_outside_its_folder(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a/policy.yaml", "pack: mine\n")
        archive.writestr("a/cases/../../../evil.yaml", "x")
        archive.writestr("../outside.yaml", "x")
        archive.writestr("a/cases/good.yaml", "[]")
    place = packfile.lay_out(data.getvalue(), tmp_path / "in")
    assert sorted(path.name for path in place.rglob("*.yaml")) == ["good.yaml", "policy.yaml"]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    with pytest.raises(PolicyError):
        packfile.lay_out(b"pack: 'a/b'", tmp_path)


def test_a_registry_is_shown_with_its_changes_before_it_counts(own_api: Api) -> None:
    api, admin = own_api, someone(own_api, "administrator")
    first = admin.post("/console/admin/registry", files={"file": ("r.csv", REGISTRY.read_bytes())})
    assert first.status_code == 303, first.text
    assert not api.service.rulebook.registry().entries
    preview = admin.get(first.headers["location"])
    assert "青屿市人民医院" in preview.text
    version = httpx.URL(first.headers["location"]).params["version"]
    admin.post("/console/admin/registry/activate", data={"version": version})
    rows = REGISTRY.read_text("utf-8").splitlines()
    changed = [rows[0], rows[1].replace(",三,甲,", ",二,甲,"), *rows[3:], rows[2].replace("H37", "H38")]
    second = admin.post("/console/admin/registry", files={"file": ("r.csv", "\n".join(changed).encode("gb18030"))})
    page = admin.get(second.headers["location"]).text
    assert "新增 1" in page
    assert "删除 1" in page
    assert "修改 1" in page
    assert "<del>3</del>" in page
    assert api.service.rulebook.registry().version == version
    assert "现行" in admin.get("/console/admin/registry").text


def test_a_broken_registry_names_line_and_column(admin: httpx.Client) -> None:
    answer = admin.post("/console/admin/registry", files={"file": ("r.csv", b"code,name\n1,2\n")})
    assert answer.status_code == 422
    assert "registry.csv" in answer.text


def test_the_registry_is_for_administrators_of_all_regions(api: Api) -> None:
    some = someone(api, "administrator", regions=["rizhao"])
    assert some.post("/console/admin/registry", files={"file": ("r.csv", REGISTRY.read_bytes())}).status_code == 403
    assert some.post("/console/admin/registry/activate", data={"version": "x"}).status_code == 403


def test_retention_is_set_for_ones_own_regions_alone(api: Api) -> None:
    some = someone(api, "administrator", regions=["rizhao"])
    page = some.get("/console/admin/retention").text
    assert "日照" in page
    assert "江西" not in page
    assert some.post("/console/admin/retention", data={"region": "rizhao", "days": "730"}).status_code == 303
    assert some.post("/console/admin/retention", data={"region": "jiangxi", "days": "1"}).status_code == 422
    assert some.post("/console/admin/retention", data={"region": "rizhao", "days": "-1"}).status_code == 422
    with api.service.database.look() as tx:
        assert retention.every(tx) == {"rizhao": 730}


def test_a_held_case_is_named_by_its_key_and_listed_until_lifted(api: Api, admin: httpx.Client) -> None:
    with api.service.database.begin() as tx:
        for key in ("HELD-1", "HELD-TWICE", "HELD-TWICE"):
            case = made.case(tx, api.service.vault, region="rizhao", case_key=key)
    elsewhere = someone(api, "administrator", regions=["jiangxi"])
    page, hold = "/console/admin/retention", "/console/admin/retention/hold"
    form = {"case": "HELD-1", "on": "true"}
    assert elsewhere.post(hold, data=form).status_code == 404
    assert admin.post(hold, data=form | {"case": "HELD"}).status_code == 404
    assert admin.post(hold, data=form).status_code == 303
    assert "HELD-1" in admin.get(page).text
    assert "HELD-1" not in elsewhere.get(page).text
    admin.post(hold, data=form | {"on": "false"})
    assert "HELD-1" not in admin.get(page).text
    twice = admin.post(hold, data=form | {"case": "HELD-TWICE"})
    assert twice.status_code == 409 and str(case.id) in twice.text, "which of them has to be said"
    assert admin.post(hold, data=form | {"case": str(case.id)}).status_code == 303
    assert "HELD-TWICE" in admin.get(page).text


def test_the_access_log_is_read_by_region_and_by_those_entitled(api: Api, admin: httpx.Client) -> None:
    row = new_user(api, "reviewer")
    with api.service.database.begin() as tx:
        case = made.case(tx, api.service.vault, region="rizhao", case_key="SEEN-1")
        access.note(tx, row.id, "page", case.id, {"upload": str(case.id), "page": 3, "size": "l"})
    assert "SEEN-1" in admin.get("/console/admin/access", params={"login": row.login}).text
    assert "SEEN-1" not in admin.get("/console/admin/access", params={"login": "nobody.x"}).text
    assert ">SEEN-1<" not in admin.get("/console/admin/access", params={"case": "SEEN-"}).text
    assert "SEEN-1" not in admin.get("/console/admin/access", params={"what": "reveal"}).text
    found = [admin.get("/console/admin/access", params={"case": asked}).text for asked in ("SEEN-1", str(case.id))]
    assert all(">SEEN-1<" in page and f"文件 {str(case.id)[:8]} · 第 3 页 · 大图" in page for page in found)
    day = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date().isoformat()
    assert "SEEN-1" in admin.get("/console/admin/access", params={"since": day, "until": day}).text
    seniors = [someone(api, "senior_reviewer", regions=[name]) for name in ("rizhao", "jiangxi")]
    assert "SEEN-1" in seniors[0].get("/console/admin/access").text
    assert "SEEN-1" not in seniors[1].get("/console/admin/access").text
    assert sign_in(api, row).get("/console/admin/access").status_code == 403


def test_the_access_log_cannot_be_rewritten(api: Api) -> None:
    row = new_user(api, "reviewer")
    with api.service.database.begin() as tx:
        access.note(tx, row.id, "search")
    for statement in ("update access_log set what = 'x'", "delete from access_log", "truncate access_log"):
        with pytest.raises(Exception, match="appended only"), api.service.database.begin() as tx:
            tx.execute(text(statement))


def test_older_entries_follow_page_by_page(api: Api, admin: httpx.Client) -> None:
    row = new_user(api, "reviewer")
    with api.service.database.begin() as tx:
        for number in range(130):
            access.note(tx, row.id, "page", data={"page": number})
    first = admin.get("/console/admin/access", params={"login": row.login}).text
    older = first.partition('class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert f"login={quote(row.login)}" in older
    second = admin.get(f"/console/admin/access{older}").text
    assert first.count("<tr>") == 101
    assert second.count("<tr>") == 31


@pytest.mark.parametrize("name", policies.list_packs())
def test_every_line_of_a_pack_is_said_in_chinese(name: str) -> None:
    """Units, drugs' and tests' abbreviations stay; no word of the grammar does."""
    pack = policies.load(name)
    says = sayer("zh", pack)
    lines = [says(row) for section in policies.show(pack).sections for row in section.rows]
    left = {line for line in lines if re.search(r"[a-z]{3,}", re.sub(r"umol|mmol|min|dsDNA", "", line))}
    assert not left
