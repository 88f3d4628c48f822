"""`yushen policy`: packs listed, shown line by line with their sources, and tested."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.__main__ import main
from validators import policy as policies

PACKS = Path(policies.__file__).parent / "policies"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["policy", *args])


def test_list_names_every_pack_that_ships() -> None:
    said = run("list")
    assert said.exit_code == 0
    assert all(name in said.output for name in ("base", "rizhao", "neimenggu", "hulunbuir", "jiangxi"))


def test_show_gives_each_line_its_words_and_marks_what_nobody_verified() -> None:
    said = run("show", "rizhao").output
    assert "report_max_age" in said
    assert "✓ “检查报告需近半年内”" in said
    form = said[said.index("requires:高血压/application_form") :]
    assert form.index("    ?") < form.index("    ✓")  # its own clause comes first, and is unverified


def test_every_shipped_pack_passes_its_own_cases_and_has_some() -> None:
    said = run("test")
    assert said.exit_code == 0, said.output
    counts = {line.split(":")[0]: line.split()[1:4] for line in said.output.splitlines()}
    assert set(counts) == set(policies.list_packs())
    assert all(int(total) > 0 and passed == total for passed, _, total in counts.values()), counts


def test_a_pack_of_ones_own_with_a_case_that_fails_exits_1_and_names_it(tmp_path: Path) -> None:
    pack = tmp_path / "mycity"
    shutil.copytree(PACKS / "rizhao", pack)
    text = (pack / "policy.yaml").read_text(encoding="utf-8")
    (pack / "policy.yaml").write_text(text.replace("pack: rizhao", "pack: mycity"), encoding="utf-8")
    (pack / "cases").joinpath("wrong.yaml").write_text(
        "- name: a report seven months old is in time\n"
        "  as_of: 2026-08-31\n"
        "  case: {diseases: [恶性肿瘤]}\n"
        "  documents: [{kind: lab_report, issue_date: 2026-01-31}]\n"
        "  expect: {report-age: pass}\n",
        encoding="utf-8",
    )
    said = run("test", str(pack))
    assert said.exit_code == 1
    assert "a report seven months old is in time" in said.output


@pytest.mark.parametrize("command", ["show", "test"])
def test_a_pack_that_does_not_exist_is_a_usage_error_that_lists_what_there_is(command: str) -> None:
    said = run(command, "atlantis")
    assert said.exit_code == 2
    assert "rizhao" in said.output


CONTRIBUTING = Path(policies.__file__).resolve().parent.parent / "CONTRIBUTING.md"


def test_the_smallest_pack_of_the_contributing_guide_loads_as_it_stands(tmp_path: Path) -> None:
    pack = tmp_path / "mycity"
    pack.mkdir()
    text = CONTRIBUTING.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (pack / "policy.yaml").write_text(text, encoding="utf-8")
    said = run("show", str(pack))
    assert said.exit_code == 0, said.output
    assert "? “检查报告应为近三个月内”" in said.output


def test_a_pack_without_cases_does_not_pass(tmp_path: Path) -> None:
    pack = tmp_path / "mycity"
    pack.mkdir()
    text = CONTRIBUTING.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (pack / "policy.yaml").write_text(text, encoding="utf-8")
    said = run("test", str(pack))
    assert said.exit_code == 1
    assert "cases/*.yaml" in said.output
