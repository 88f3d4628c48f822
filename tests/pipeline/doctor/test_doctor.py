"""`yushen doctor`: says what is wrong, where it is wrong, and nothing secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from minio import Minio

from pipeline.commands.doctor import doctor, examine
from pipeline.doctor.finding import Finding, Health
from pipeline.doctor.servers import CLOCK, QUEUE, S3, SQL, _clock
from pipeline.up.data import DataFolder
from tests.servers import Servers


def found(environment: Mapping[str, str], data: Path) -> list[Finding]:
    findings = list(examine(data, 8000, environment))
    secret = [environment["YUSHEN_S3_SECRET_KEY"], environment["YUSHEN_DATA_KEYS"]] if environment else []
    assert not [f for f in findings for word in secret if word in f.told + f.advice]
    return findings


def unwell(findings: list[Finding]) -> dict[str, Health]:
    """By what they are about; memory and disk are the machine's own affair."""
    mine = [f for f in findings if not f.about.startswith(("内存", "磁盘"))]
    return {f.about: f.health for f in mine if f.health is not Health.OK}


def test_a_service_in_order_has_nothing_to_complain_of(fresh_environment: Mapping[str, str], tmp_path: Path) -> None:
    findings = found(fresh_environment, tmp_path)
    assert unwell(findings) == {}
    assert len([f for f in findings if f.about == CLOCK]) == 2
    assert {SQL, S3, QUEUE} <= {f.about for f in findings}


def test_every_finding_that_is_not_well_says_what_to_do(fresh_environment: Mapping[str, str], tmp_path: Path) -> None:
    broken = dict(fresh_environment) | {
        "YUSHEN_DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/none",
        "YUSHEN_BROKER_URL": "redis://127.0.0.1:1/0",
        "YUSHEN_S3_SECRET_KEY": "wrong-secret",
        "YUSHEN_DATA_KEYS": "dG9vIHNob3J0",
    }
    findings = found(broken, tmp_path)
    bad = {f.about for f in findings if f.health is Health.FAILED}
    assert bad == {SQL, "消息 Valkey/Redis", S3, "密钥 data keys"}
    assert all(f.advice for f in findings if f.health is not Health.OK)


def test_tables_of_another_program_are_told(
    fresh_environment: Mapping[str, str], servers: Servers, tmp_path: Path
) -> None:
    with psycopg.connect(fresh_environment["YUSHEN_DATABASE_URL"].replace("+psycopg", "")) as connection:
        connection.execute("update alembic_version set version_num = 'unknown'")
    bad = [f for f in found(fresh_environment, tmp_path) if f.health is Health.FAILED]
    assert [f.about for f in bad] == ["数据表 tables"]
    assert "migrate" in bad[0].advice


def test_a_bucket_that_anybody_may_read_is_told(fresh_environment: Mapping[str, str], tmp_path: Path) -> None:
    bucket = fresh_environment["YUSHEN_S3_BUCKET"]
    place = fresh_environment["YUSHEN_S3_URL"].removeprefix("http://")
    keys = fresh_environment["YUSHEN_S3_ACCESS_KEY"], fresh_environment["YUSHEN_S3_SECRET_KEY"]
    store = Minio(place, *keys, secure=False)
    resource = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    allowed = {"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": resource}
    policy = {"Version": "2012-10-17", "Statement": [allowed]}
    store.set_bucket_policy(bucket_name=bucket, policy=json.dumps(policy))
    findings = found(fresh_environment, tmp_path)
    store.delete_bucket_policy(bucket_name=bucket)
    assert unwell(findings) == {S3: Health.FAILED}


def test_a_key_file_that_others_may_read_is_told(fresh_environment: Mapping[str, str], tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(fresh_environment["YUSHEN_DATA_KEYS"])
    file.chmod(0o644)
    environment = {key: value for key, value in fresh_environment.items() if key != "YUSHEN_DATA_KEYS"}
    environment["YUSHEN_DATA_KEYS_FILE"] = str(file)
    findings = list(examine(tmp_path, 8000, environment))
    assert unwell(findings) == {"密钥 data keys": Health.FAILED}
    file.chmod(0o640)
    assert unwell(list(examine(tmp_path, 8000, environment))) == {"密钥 data keys": Health.ATTENTION}


@pytest.mark.parametrize(
    ("skew", "health"), [(0.5, Health.OK), (-3.0, Health.ATTENTION), (61.0, Health.FAILED), (-61.0, Health.FAILED)]
)
def test_clocks_may_differ_by_so_much(skew: float, health: Health) -> None:
    assert _clock("", skew).health is health


def test_a_folder_that_was_never_started_is_no_failure_of_the_machine(tmp_path: Path) -> None:
    findings = list(examine(tmp_path / "none", 0, {}))
    assert findings[0].health is Health.ATTENTION
    assert "yushen up" in findings[0].advice
    assert not (tmp_path / "none").exists(), "looking makes nothing"


def test_a_service_that_does_not_run_is_told(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    data.prepare()
    data.credentials()
    data.data_keys()
    data.ports()
    findings = list(examine(tmp_path, 1, {}))
    assert unwell(findings)["服务 service"] is Health.ATTENTION
    assert unwell(findings).get("密钥 data keys") is None


def test_a_variable_that_holds_nonsense_is_named(tmp_path: Path) -> None:
    findings = list(examine(tmp_path, 1, {"YUSHEN_DATABASE_URL": "mysql://secret@host/x"}))
    assert [f.health for f in findings] == [Health.FAILED]
    assert "YUSHEN_DATABASE_URL" in findings[0].told
    assert "secret" not in findings[0].told


def test_the_exit_status_is_that_of_the_worst(
    fresh_environment: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in fresh_environment.items():
        monkeypatch.setenv(name, value)
    command = ["--data", str(tmp_path), "--json"]
    fine = CliRunner().invoke(doctor, command)
    assert fine.exit_code in (0, 10), fine.output  # 10 where this machine is short of disk or memory
    assert {json.loads(line)["health"] for line in fine.output.splitlines()} <= {"ok", "attention"}
    monkeypatch.setenv("YUSHEN_S3_SECRET_KEY", "wrong")
    assert CliRunner().invoke(doctor, command).exit_code == 1
