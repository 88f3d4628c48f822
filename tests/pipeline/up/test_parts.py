"""Which processes run for what is wanted, and what each is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.servers.errors import ServerError
from pipeline.up.parts import PARTS, Parts, Wanted, listening


def made(wanted: Wanted, **named: int) -> Parts:
    return Parts(wanted, {"YUSHEN_S3_SECRET_KEY": "hidden"}, Path("logs"), listening("127.0.0.1", 0), **named)


def test_everything_of_one_machine() -> None:
    names = [member.name for member in made(Wanted(PARTS, workers=2, apis=2)).members()]
    assert names == ["api", "api-2", "reader-1", "reader-2", "judge", "sweeper"]


@pytest.mark.parametrize(
    ("part", "names"), [("api", ["api"]), ("worker", ["reader-1", "judge"]), ("sweeper", ["sweeper"])]
)
def test_a_part_alone(part: str, names: list[str]) -> None:
    assert [member.name for member in made(Wanted((part,))).members()] == names


def test_readers_take_instant_cases_first_and_so_does_the_judge() -> None:
    commands = {member.name: member.make().command for member in made(Wanted(("worker",))).members()}
    queues = {name: command[command.index("--queues") + 1].split(",") for name, command in commands.items()}
    assert queues["reader-1"] == ["read.instant", "read.batch"]
    assert queues["judge"].index("judge.instant") < queues["judge"].index("judge")
    assert {"notify", "import", "purge", "forget"} < set(queues["judge"])


def test_each_start_of_a_worker_is_another_owner_and_names_the_one_before() -> None:
    (reader, _) = made(Wanted(("worker",))).members()
    first, second = reader.make().command, reader.make().command
    owner = first[first.index("--owner") + 1]
    assert "--after" not in first
    assert second[second.index("--after") + 1] == owner
    assert second[second.index("--owner") + 1] != owner


def test_metrics_of_several_processes_have_ports_of_their_own() -> None:
    members = made(Wanted(("worker", "sweeper"), workers=2), metrics_port=9100).members()
    ports = [member.make().environment["YUSHEN_METRICS_PORT"] for member in members]
    assert ports == ["9100", "9101", "9102", "9103"]
    assert all("YUSHEN_METRICS_PORT" not in m.make().environment for m in made(Wanted(("worker",))).members())


def test_secrets_travel_in_the_environment_alone() -> None:
    for member in made(Wanted()).members():
        program = member.make()
        assert "hidden" not in " ".join(program.command)
        assert program.environment["YUSHEN_S3_SECRET_KEY"] == "hidden"


def test_reading_is_simulated_only_where_that_is_asked_for() -> None:
    assert all("--simulated" not in member.make().command for member in made(Wanted()).members())
    assert all("--simulated" in member.make().command for member in made(Wanted(simulated=0.1)).members())


def test_a_port_that_is_taken_is_told() -> None:
    with listening("127.0.0.1", 0) as door, pytest.raises(ServerError, match="--port"):
        listening("127.0.0.1", door.getsockname()[1])
