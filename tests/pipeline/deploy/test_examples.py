"""The deployment examples: no engine runs here, so what can be held without one is held."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import pipeline
from pipeline.commands.up import up
from pipeline.settings import Settings

DEPLOY = Path(pipeline.__file__).parent / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "yushen:latest"}


def containers() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for manifest in MANIFESTS:
        if manifest["kind"] in ("Deployment", "Job"):
            pod = manifest["spec"]["template"]["spec"]
            for container in pod["containers"]:
                yield manifest["metadata"]["name"], container, pod


def variables() -> dict[str, str]:
    """All that the examples set, with something in the place of what is to be filled in."""
    found = dict(next(iter(OURS.values()))["environment"])
    for manifest in MANIFESTS:
        found |= manifest.get("stringData", {})
        found |= manifest.get("data", {}) if manifest["kind"] == "ConfigMap" else {}
    example = (DEPLOY / "secrets.example").read_text("utf-8")
    filled = {key: re.sub(r"\$\{(\w+):\?\}", r"\1", value) for key, value in found.items()}
    assert {name for value in found.values() for name in re.findall(r"\$\{(\w+)", value)} <= set(
        re.findall(r"^(\w+)=", example, re.MULTILINE)
    )
    return filled | {
        "YUSHEN_DATA_KEYS": base64.b64encode(bytes(32)).decode(),
        "YUSHEN_PUBLIC_URL": "https://a",
        "YUSHEN_S3_PUBLIC_URL": "https://b",
    }


COMMANDS = [service["command"] for service in OURS.values()] + [
    container["command"] for _, container, _ in containers()
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_one_that_yushen_takes(command: list[str]) -> None:
    assert command[:2] == ["yushen", "up"]
    assert all(isinstance(word, str) for word in command), "YAML makes a number of 8000"
    context = up.make_context("up", list(command[2:]))
    assert context.params["only"]


def test_each_part_runs_somewhere_in_both() -> None:
    wanted = {"migrate", "api", "worker", "sweeper"}
    assert {service["command"][3] for service in OURS.values()} == wanted
    assert {container["command"][3] for _, container, _ in containers()} == wanted


def test_every_variable_is_one_that_is_read_and_all_that_are_needed_are_set() -> None:
    given = variables()
    read = "".join(path.read_text("utf-8") for path in DEPLOY.parent.glob("*settings.py"))
    for name in given:
        short = name.removeprefix("YUSHEN_API_")
        assert f'"{name}"' in read or f'"{short}"' in read, name
    assert Settings.from_environment(given).service.missing() == ()


def test_nothing_but_the_api_is_published_and_on_loopback_alone() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"api": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all("inside" in service["networks"] for service in COMPOSE["services"].values())


def test_no_secret_is_written_down() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|_URL", name) and "://" not in value:
                assert re.fullmatch(r"\$\{\w+:\?\}", value), name
    secret = next(manifest for manifest in MANIFESTS if manifest["kind"] == "Secret")
    assert all("CHANGE-ME" in value for value in secret["stringData"].values())
    assert all(value == "CHANGE-ME" for value in re.findall(r"^\w+_(?:PASSWORD|KEYS?)=(.*)$", _example(), re.MULTILINE))


def test_pods_run_without_rights_and_have_time_to_end() -> None:
    for name, container, pod in containers():
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert container["securityContext"]["readOnlyRootFilesystem"] is True, name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name
        assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
        assert "memory" in container["resources"]["limits"], name
    from pipeline.up.parts import GRACE_S

    grace = {name: pod["terminationGracePeriodSeconds"] for name, _, pod in containers() if name != "migrate"}
    assert all(grace[part] > GRACE_S[part] for part in GRACE_S)
    stop = {name: int(service["stop_grace_period"][:-1]) for name, service in OURS.items() if name != "migrate"}
    assert all(stop[part] > GRACE_S[part] for part in GRACE_S)


def test_selectors_find_their_pods() -> None:
    labels = {
        manifest["metadata"]["name"]: manifest["spec"]["template"]["metadata"]["labels"]
        for manifest in MANIFESTS
        if manifest["kind"] == "Deployment"
    }
    for manifest in MANIFESTS:
        assert manifest["metadata"].get("namespace", "yushen") == "yushen"
        if manifest["kind"] == "Deployment":
            wanted = manifest["spec"]["selector"]["matchLabels"]
            assert wanted.items() <= labels[manifest["metadata"]["name"]].items()
        if manifest["kind"] == "Service":
            assert manifest["spec"]["selector"].items() <= labels["api"].items()


def test_options_of_the_object_store_are_those_we_start_it_with() -> None:
    """One place where telemetry or an open filer could creep back in."""
    given = COMPOSE["services"]["objects"]
    for option in ("-master.telemetry=false", "-s3.allowDeleteBucketNotEmpty=false", "-webdav=false"):
        assert option in given["command"]
    assert "WEED_JWT_FILER_SIGNING_READ_KEY" in given["environment"]


def _example() -> str:
    return (DEPLOY / "secrets.example").read_text("utf-8")


def test_up_takes_no_unknown_option() -> None:
    with pytest.raises(click.NoSuchOption):
        up.make_context("up", ["--replicas", "2"])
