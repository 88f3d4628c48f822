"""`yushen up` as a whole, on servers of its own: what it prints, keeps, survives, and leaves behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import psutil
import pytest
from click.testing import CliRunner

from pipeline.chaos.run import variables
from pipeline.chaos.stage import Stage
from pipeline.commands.doctor import examine
from pipeline.commands.up import up
from pipeline.doctor.finding import Health
from pipeline.up.data import DataFolder
from pipeline.up.left import left_running
from tests.servers import folder_for_servers


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with folder_for_servers() as folder:
        made = Stage(folder / "data", variables(dict(os.environ)), workers=1, reading=0.01)
        made.start()
        yield made
        made.stop()


def told(stage: Stage) -> str:
    return stage.told.read_text("utf-8")


def instance(stage: Stage) -> str:
    return DataFolder(stage.data).credentials().instance


def test_it_says_where_it_is_and_shows_the_first_key_which_opens_the_api(stage: Stage) -> None:
    assert f"{stage.url}/v1" in told(stage)
    assert re.search(r"只显示这一次.*\n  ysk_\S+\n", told(stage))
    answer = httpx.get(f"{stage.url}/v1/cases", headers={"Authorization": f"Bearer {stage.key}"}, trust_env=False)
    assert answer.json()["cases"] == []
    assert httpx.get(f"{stage.url}/v1/cases", trust_env=False).status_code == 401


def test_it_shows_the_first_administrator_who_signs_in_and_has_to_change_the_password(stage: Stage) -> None:
    found = re.search(r"\n  (admin)  ((?:\w{4}-){3}\w{4})\n", told(stage))
    assert found
    with httpx.Client(base_url=stage.url, trust_env=False) as browser:
        assert browser.get("/").headers["location"] == "/console"
        signed = browser.post("/console/sign-in", data={"login": found[1], "password": found[2]})
        assert signed.status_code == 303
        assert browser.get("/console/account").headers["location"] == "/console/account/password"


def test_everything_listens_on_loopback_alone(stage: Stage) -> None:
    for process in left_running(stage.data, instance(stage)):
        for connection in process.net_connections("inet"):
            if connection.status == psutil.CONN_LISTEN:
                assert connection.laddr.ip == "127.0.0.1", process.cmdline()


def test_no_secret_is_on_a_command_line_or_in_a_log(stage: Stage) -> None:
    """Command lines are read by everyone on the machine."""
    secret = DataFolder(stage.data).credentials()
    words = [secret.admin_password, secret.database_password, secret.broker_password, secret.s3_secret_key]
    words += [secret.s3_inner_key, stage.key, DataFolder(stage.data).keys.read_text().strip()]
    lines = [" ".join(process.cmdline()) for process in left_running(stage.data, instance(stage))]
    logs = [log.read_text("utf-8", "replace") for log in (stage.data / "logs").iterdir()]
    assert len(lines) > 6
    assert not [word for word in words for content in lines + logs if word in content]


def test_a_second_one_on_the_same_folder_is_refused(stage: Stage) -> None:
    command = [sys.executable, "-m", "pipeline", "up", "--data", str(stage.data), "--port", "0"]
    second = subprocess.run(command, capture_output=True, text=True, env=dict(stage.environment), check=False)
    assert second.returncode == 2
    assert stage.process is not None
    assert str(stage.process.pid) in second.stderr
    assert stage.ready()


def test_a_taken_port_is_told_before_anything_is_started(stage: Stage) -> None:
    other = stage.data.with_name("other")
    command = [sys.executable, "-m", "pipeline", "up", "--data", str(other), "--port", str(stage.port)]
    refused = subprocess.run(command, capture_output=True, text=True, env=dict(stage.environment), check=False)
    assert refused.returncode == 1
    assert "--port" in refused.stderr
    assert not (other / "postgres").exists()


def test_doctor_finds_it_well(stage: Stage) -> None:
    findings = list(examine(stage.data, None, {}))
    assert any(f.about == "端口 port" and str(stage.port) in f.told for f in findings)
    own = [f for f in findings if not f.about.startswith(("内存", "磁盘"))]
    assert [f for f in own if f.health is not Health.OK] == []


def test_it_comes_back_after_its_supervisor_was_killed_with_the_same_key_and_servers(stage: Stage) -> None:
    before = DataFolder(stage.data).kept_ports()
    shown = told(stage).count("ysk_")
    stage.kill_supervisor()
    stage.start()
    assert DataFolder(stage.data).kept_ports() == before
    assert told(stage).count("ysk_") == shown == 1
    answer = httpx.get(f"{stage.url}/v1/cases", headers={"Authorization": f"Bearer {stage.key}"}, trust_env=False)
    assert answer.status_code == 200


def test_it_ends_in_order_and_leaves_nothing_running(stage: Stage) -> None:
    """The last test of this module: afterwards it does not run."""
    assert stage.process is not None
    stage.process.send_signal(signal.SIGINT)
    assert stage.process.wait(90) == 0
    assert left_running(stage.data, instance(stage)) == []
    assert "强制结束" not in told(stage), "all ended by themselves"
    assert not (stage.data / "postgres" / "postmaster.pid").exists()


def test_a_part_alone_needs_its_servers_named() -> None:
    refused = CliRunner().invoke(up, ["--only", "worker"], env={"YUSHEN_DATABASE_URL": ""})
    assert refused.exit_code == 2
    assert "YUSHEN_DATABASE_URL" in refused.output
