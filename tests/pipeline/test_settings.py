"""What the operator sets: nonsense is named, secrets stay secret, and every variable is in the README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline
from pipeline.service_settings import ServiceSettings
from pipeline.settings import Settings, SettingsError

HOME = Path(pipeline.__file__).parent
VARIABLE = re.compile(r'"(YUSHEN_[A-Z0-9_]+)"')
INNER = {"YUSHEN_UP_OF", "YUSHEN_DATABASE_URL_FILE", "YUSHEN_DATA_KEYS_FILE"}  # a mark; and what (_FILE) says


def test_every_variable_is_in_the_readme_and_no_other() -> None:
    read = {name for path in HOME.rglob("*.py") for name in VARIABLE.findall(path.read_text("utf-8"))}
    told = set(re.findall(r"YUSHEN_[A-Z0-9_]+", (HOME.parent / "README.md").read_text("utf-8")))
    assert read - INNER - told == set(), "not in the README"
    assert told - read == set(), "in the README, and nobody reads it"


def test_defaults_do_without_any_variable() -> None:
    assert Settings.from_environment({}) == Settings()
    assert "YUSHEN_DATABASE_URL" in Settings().service.missing()


def test_secrets_do_not_show() -> None:
    env = {
        "YUSHEN_DATABASE_URL": "postgresql://u:hidden@h/d",
        "YUSHEN_BROKER_URL": "redis://:hidden@h/0",
        "YUSHEN_S3_SECRET_KEY": "hidden",
        "YUSHEN_DATA_KEYS": "hidden",
    }
    assert "hidden" not in repr(Settings.from_environment(env))


@pytest.mark.parametrize("url", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_a_database_may_be_written_as_clusters_do(url: str) -> None:
    settings = ServiceSettings.from_environment({"YUSHEN_DATABASE_URL": url})
    assert settings.database_url == "postgresql+psycopg://u:p@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YUSHEN_DATABASE_URL", "mysql://u:hidden@h/d"),
        ("YUSHEN_BROKER_URL", "amqp://u:hidden@h"),
        ("YUSHEN_S3_URL", "s3://hidden"),
        ("YUSHEN_LEASE_SECONDS", "0"),
        ("YUSHEN_LEASE_SECONDS", "nan"),
        ("YUSHEN_SLICE_PAGES", "-1"),
        ("YUSHEN_SLICE_PAGES", "２"),
        ("YUSHEN_ALLOW_PRIVATE_WEBHOOKS", "maybe"),
        ("YUSHEN_LOG_LEVEL", "loud"),
        ("YUSHEN_METRICS_PORT", "http"),
    ],
)
def test_what_a_variable_cannot_hold_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_environment({name: value})
    assert "hidden" not in str(refused.value)


def test_a_secret_may_come_from_a_file_but_not_twice(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("redis://:x@h/0\n")
    assert ServiceSettings.from_environment({"YUSHEN_BROKER_URL_FILE": str(file)}).broker_url == "redis://:x@h/0"
    with pytest.raises(SettingsError, match="YUSHEN_BROKER_URL"):
        ServiceSettings.from_environment({"YUSHEN_BROKER_URL_FILE": str(file), "YUSHEN_BROKER_URL": "redis://h/0"})
    with pytest.raises(SettingsError, match="YUSHEN_BROKER_URL_FILE"):
        ServiceSettings.from_environment({"YUSHEN_BROKER_URL_FILE": str(tmp_path / "none")})


def test_a_runtime_nobody_has_is_named_with_those_there_are() -> None:
    assert Settings.from_environment({"YUSHEN_RUNTIME": "openvino"}).runtime == "openvino"
    with pytest.raises(SettingsError, match="onnxruntime, openvino"):
        Settings.from_environment({"YUSHEN_RUNTIME": "tensorrt"})
