"""Other rules are tried on judged cases before they count, and old verdicts stay."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.__main__ import main
from pipeline.settings import Settings
from tests.pipeline.papers import bars, jpeg
from tests.pipeline.work.office import Office, at_work, office, until
from tests.servers import Servers, rooms
from validators import policy as policies

PAPER = jpeg(bars) + "text:诊断证明书|姓名 林试样".encode()


@pytest.fixture(scope="module")
def environment(servers: Servers, migrated: str) -> Iterator[Mapping[str, str]]:
    with rooms(servers, migrated) as made:
        yield made


@pytest.fixture(scope="module")
def busy(environment: Mapping[str, str]) -> Iterator[Office]:
    with office(Settings.from_environment(environment)) as made, at_work(made.service):
        yield made


def run(environment: Mapping[str, str], *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], env=dict(environment), catch_exceptions=False)


def stricter(folder: Path) -> Path:
    """Rizhao's pack as a city would change it: one material more."""
    pack = folder / "rizhao"
    shutil.copytree(policies.folders("rizhao")[-1], pack)
    text = (pack / "policy.yaml").read_text("utf-8")
    assert "version:" in text
    head, _, rest = text.partition("version:")
    rest = rest.partition("\n")[2]
    (pack / "policy.yaml").write_text(f'{head}version: "2099.1"\n{rest}', "utf-8")
    return pack


def test_a_pack_is_tried_then_counts_and_the_old_verdict_stays(
    busy: Office, environment: Mapping[str, str], tmp_path: Path
) -> None:
    row = busy.case({"a.jpg": PAPER})
    first = busy.judged(row.id)
    pack = stricter(tmp_path)
    asked = ("rejudge", "--policy", pack, "--since", "2026-01-01")
    tried = run(environment, *asked, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "1 件 cases" in tried.stdout
    assert len(busy.verdicts(row.id)) == 1  # nothing was written
    done = run(environment, *asked)
    assert done.exit_code == 0, done.output
    assert "2099.1" in done.stdout
    until(lambda: len(busy.verdicts(row.id)) == 2)
    before, now = busy.verdicts(row.id)
    assert "2099.1" in now.policy_version and "2099.1" not in before.policy_version
    assert (before.current, now.current) == (False, True)
    assert before.id == first.id
    assert json.loads(busy.report(before)) == json.loads(busy.report(first))
    fresh = busy.case({"b.jpg": PAPER + b"|b"})  # from now on the pack counts for new cases too
    assert "2099.1" in busy.judged(fresh.id).policy_version


def test_a_registry_shows_what_it_would_change(busy: Office, environment: Mapping[str, str], tmp_path: Path) -> None:
    busy.judged(busy.case({"c.jpg": PAPER + "|青屿市中心医院".encode()}).id)
    registry = Path("samples/registry.csv")
    tried = run(
        environment, "rejudge", "--policy", "rizhao", "--since", "2026-01-01", "--registry", registry, "--dry-run",
        "--json",
    )  # fmt: skip
    assert tried.exit_code == 0, tried.output
    for line in tried.stdout.splitlines():
        assert {"case_id", "before", "after", "gone", "come", "why"} == set(json.loads(line))


def test_a_pack_that_cannot_be_used_is_refused_before_anything(environment: Mapping[str, str]) -> None:
    done = run(environment, "rejudge", "--policy", "atlantis", "--since", "2026-01-01")
    assert done.exit_code == 2
    assert "rizhao" in done.stderr


def test_the_log_is_verified_and_a_change_shows(busy: Office, environment: Mapping[str, str]) -> None:
    row = busy.case({"d.jpg": PAPER + b"|d"})
    busy.judged(row.id)
    whole = run(environment, "audit", "verify")
    assert whole.exit_code == 0, whole.output
    head = whole.stdout.rsplit(" ", 1)[-1].strip()
    assert run(environment, "audit", "verify", "--head", head).exit_code == 0
    assert run(environment, "audit", "verify", "--head", "1:" + "0" * 64).exit_code == 1
    shown = run(environment, "audit", "show", str(row.id))
    assert "case.judged" in shown.stdout
    assert "林试样" not in shown.stdout


def test_quarantine_is_listed_and_put_back(busy: Office, environment: Mapping[str, str]) -> None:
    row = busy.case({"e.jpg": b"DIE here"})
    busy.judged(row.id)
    listed = run(environment, "quarantine", "list")
    assert "crash: exit 9" in listed.stdout
    put_back = run(environment, "quarantine", "requeue", "--all")
    assert put_back.exit_code == 0, put_back.output
    until(lambda: len(busy.verdicts(row.id)) == 2)  # tried again, given up again, judged again
    assert "put back: 1" in put_back.stdout


def test_keys_are_changed_and_everything_still_opens(busy: Office, environment: Mapping[str, str]) -> None:
    row = busy.case({"f.jpg": PAPER + b"|f"})
    verdict = busy.judged(row.id)
    new = run(environment, "keys", "new").stdout.strip()
    ring = {**environment, "YUSHEN_DATA_KEYS": f"{new}\n{environment['YUSHEN_DATA_KEYS']}"}
    done = run(ring, "keys", "reseal", "--objects")
    assert done.exit_code == 0, done.output
    alone = {**environment, "YUSHEN_DATA_KEYS": new}
    with office(Settings.from_environment(alone)) as later:
        assert json.loads(later.report(verdict))["case"]["applicant"]["name"] == "林试样"
