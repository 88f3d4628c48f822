"""`yushen check --fast`: asked for, and only where its nets are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors import models
from pipeline.__main__ import main
from pipeline.commands.check import Services
from pipeline.settings import Settings
from pipeline.workers import ReaderFactory
from tests.pipeline import readers
from tests.pipeline.papers import jpeg


def asked(folder: Path, *more: str) -> tuple[list[bool], str, int]:
    """Whether fast reading was asked for, of each reader made; what was said; the exit status."""
    (folder / "a.jpg").write_bytes(jpeg(size=(620, 877)) + b"text:" + "检验报告单".encode())
    made: list[bool] = []

    def reader(settings: Settings) -> ReaderFactory:
        made.append(settings.fast)
        return readers.lines(settings)

    arguments = ["check", str(folder / "a.jpg"), "--out", str(folder / "out"), *more]
    result = CliRunner().invoke(main, arguments, obj=Services(reader), catch_exceptions=False)
    return made, result.stderr, result.exit_code


def test_fast_reading_is_asked_for_and_no_setting_of_the_environment_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "has_fast", lambda: True)
    monkeypatch.setenv("YUSHEN_FAST", "1")
    assert asked(tmp_path)[0] == [False]
    assert asked(tmp_path, "--fast")[0] == [True]


def test_without_its_nets_nothing_is_read_and_it_is_said_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "has_fast", lambda: False)
    made, told, status = asked(tmp_path, "--fast")
    assert (made, status) == ([], 2)
    assert "yushen[fast]" in told
