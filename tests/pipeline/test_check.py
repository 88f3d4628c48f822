"""`yushen check`: what it prints, writes and returns. The reader is a test's own; everything else is real."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import pipeline
from pipeline.__main__ import COMMANDS, main
from pipeline.commands.check import Services
from tests.pipeline import readers
from tests.pipeline.papers import jpeg
from tests.pipeline.test_casefile import good

SCHEMA = json.loads((Path(pipeline.__file__).parent / "schemas" / "report.json").read_text("utf-8"))


def run(*arguments: str | Path, reader: Any = readers.lines) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], obj=Services(reader), catch_exceptions=False)


def case(folder: Path, uploads: dict[str, bytes], **changes: Any) -> Path:
    folder.mkdir(parents=True)
    for name, data in uploads.items():
        (folder / name).write_bytes(data)
    data = good() | {"uploads": [{"name": name} for name in uploads]} | changes
    (folder / "case.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder


def printed(text: str) -> bytes:
    """A real picture that the test's reader reads as `text`."""
    return jpeg(size=(620, 877)) + b"text:" + text.encode()


def report_of(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    return report


def test_a_case_with_an_empty_file_is_to_be_supplemented(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单|姓名：林试样"), "b.jpg": b""})
    result = run(folder, "--out", tmp_path / "out")
    assert result.exit_code == 20
    report = report_of(tmp_path / "out")
    assert report["disposition"] == "supplement"
    assert report["versions"]["reader"] == "test"
    assert report["timings"].keys() >= {"text", "judge"}
    html = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "data:image/jpeg;base64," in html
    assert (tmp_path / "out" / "supplement_notice.html").exists()
    assert "补正通知" in (tmp_path / "out" / "supplement_notice.txt").read_text("utf-8")
    assert "建议补正 Supplement" in result.stdout
    assert "补正通知 notice:" in result.stdout
    assert "文件 files 2/2，页 pages 1/1" in result.stderr


def test_no_path_of_this_machine_gets_into_a_report(tmp_path: Path) -> None:
    run(case(tmp_path / "c1", {"a.jpg": printed("检验报告单"), "b.jpg": b""}), "--out", tmp_path / "out")
    for name in ("report.json", "report.html", "supplement_notice.html"):
        assert str(tmp_path) not in (tmp_path / "out" / name).read_text("utf-8")


def test_the_same_case_gives_the_same_report(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单"), "b.jpg": printed("门诊病历")})
    for name in ("one", "two"):
        run(folder, "--out", tmp_path / name, "--jobs", "2" if name == "two" else "1")
    one, two = (report_of(tmp_path / name) for name in ("one", "two"))
    assert one | {"timings": {}} == two | {"timings": {}}


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单"), "b.jpg": printed("检验报告单")})
    result = run(folder, "--out", tmp_path / "out")
    assert "文件 files 1/1" in result.stderr
    report = report_of(tmp_path / "out")
    assert [p["upload"] for p in report["pages"]] == ["a.jpg", "b.jpg"]
    assert any(f["code"] == "duplicate_upload" and f["outcome"] == "fail" for f in report["findings"])


def test_files_nobody_named_are_told(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单")})
    (folder / "forgotten.jpg").write_bytes(b"x")
    result = run(folder, "--out", tmp_path / "out")
    assert "forgotten.jpg" in result.stdout
    assert report_of(tmp_path / "out")["unlisted"] == ["forgotten.jpg"]


def test_a_broken_case_stops_no_other(tmp_path: Path) -> None:
    bad = case(tmp_path / "bad", {"a.jpg": printed("检验报告单")}, region="atlantis")
    fine = case(tmp_path / "fine", {"a.jpg": printed("检验报告单")})
    result = run(bad, fine, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "region" in result.stderr and "rizhao" in result.stderr
    assert report_of(tmp_path / "out" / "fine")["case"]["case_key"] == "RZ-0001"
    assert not (tmp_path / "out" / "bad").exists()


def test_a_file_that_kills_its_reader_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单"), "b.jpg": b"DIE", "c.jpg": printed("门诊病历")})
    result = run(folder, "--out", tmp_path / "out", reader=readers.breaking)
    assert result.exit_code == 10  # our fault: for a person to look at, nothing to ask of the sender
    report = report_of(tmp_path / "out")
    assert [u["error"] and u["error"]["code"] for u in report["uploads"]] == [None, "reader_failed", None]
    assert any(
        f["code"] == "image_unreadable" and f["upload"] == "b.jpg" and f["outcome"] == "unsure"
        for f in report["findings"]
    )


def test_a_report_that_cannot_be_written_stops_no_other(tmp_path: Path) -> None:
    blocked = case(tmp_path / "blocked", {"a.jpg": printed("检验报告单")})
    fine = case(tmp_path / "fine", {"a.jpg": printed("检验报告单")})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "blocked").write_text("in the way")
    result = run(blocked, fine, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "cannot be read or written" in result.stderr
    assert report_of(tmp_path / "out" / "fine")["case"]


def test_a_fault_of_ours_in_one_case_stops_no_other(tmp_path: Path) -> None:
    odd = case(tmp_path / "odd", {"a.jpg": b"NONSENSE"})
    fine = case(tmp_path / "fine", {"a.jpg": printed("检验报告单")})
    result = run(odd, fine, "--out", tmp_path / "out", reader=readers.breaking)
    assert result.exit_code == 1
    assert "a fault of the program" in result.stderr
    assert report_of(tmp_path / "out" / "fine")["case"]


def test_nothing_read_is_3_and_still_a_report(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": b""})
    assert run(folder, "--out", tmp_path / "out").exit_code == 3
    assert report_of(tmp_path / "out")["uploads"][0]["error"]["code"] == "empty"


def test_a_reader_that_cannot_start_is_3(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("x")})
    result = run(folder, "--out", tmp_path / "out", reader=readers.missing)
    assert result.exit_code == 3
    assert "a net is missing" in result.stderr


def test_loose_files_are_told_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(printed("青屿市中心医院|检验报告单|姓名：林试样"))
    result = run(tmp_path / "a.jpg", "--out", tmp_path / "out")
    assert result.exit_code == 0
    report = report_of(tmp_path / "out")
    assert report["case"] is None
    assert report["disposition"] is None
    assert [d["kind"] for d in report["documents"]] == ["lab_report"]
    assert "检验报告 Laboratory report: a.jpg" in result.stdout


def test_loose_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("x", "y"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.jpg").write_bytes(printed(f"检验报告单|{place}"))
    run(tmp_path / "x" / "a.jpg", tmp_path / "y" / "a.jpg", "--out", tmp_path / "out")
    names = [u["name"] for u in report_of(tmp_path / "out")["uploads"]]
    assert len(set(names)) == 2


def test_the_default_place_is_never_inside_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = case(tmp_path / "cases" / "c1", {"a.jpg": printed("检验报告单")})
    monkeypatch.chdir(folder)
    run(".")
    assert not (folder / "out").exists()
    assert (tmp_path / "cases" / "out" / "c1" / "report.html").exists()
    monkeypatch.chdir(tmp_path)
    run(folder)
    assert (tmp_path / "out" / "c1" / "report.html").exists()


def test_a_notice_of_an_earlier_run_does_not_stay(tmp_path: Path) -> None:
    from pipeline import steps

    (tmp_path / "supplement_notice.html").write_text("old", "utf-8")
    assert steps._publish_notice(steps.Papers("{}", "<p>"), tmp_path) is None
    assert not (tmp_path / "supplement_notice.html").exists()


def test_a_ready_case_gets_no_notice() -> None:
    from dataclasses import replace

    from pipeline import steps
    from pipeline.progress import PlainProgress
    from pipeline.settings import Settings
    from pipeline.workers import ReaderPool
    from tests.pipeline.papers import screening
    from validators.registry import Registry
    from validators.verdict import Disposition

    made, files = screening()
    assert made.verdict is not None
    ready = replace(made, verdict=replace(made.verdict, disposition=Disposition.READY))
    with ReaderPool(readers.LineReader) as pool:
        desk = steps.Desk(pool, steps.Rules(Registry.empty()), Settings(), PlainProgress())
        asked, unasked = (steps.compose(one, files.items(), desk) for one in (made, ready))
    assert asked.notice_html and asked.notice_txt
    assert unasked.notice_html is unasked.notice_txt is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "no such file or folder"),
        (["."], "no case.json in this folder"),
        ([".", "--as-of", "soon"], "--as-of"),
        ([".", "--registry", "none.csv"], "none.csv"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_an_unknown_policy_is_2_before_anything_is_read(tmp_path: Path) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("x")})
    result = run(folder, "--policy", "atlantis")
    assert result.exit_code == 2
    assert "rizhao" in result.stderr
    assert "files" not in result.stderr


def test_a_wrong_setting_is_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = case(tmp_path / "c1", {"a.jpg": printed("x")})
    monkeypatch.setenv("YUSHEN_MAX_PAGES", "many")
    result = run(folder)
    assert result.exit_code == 2
    assert "YUSHEN_MAX_PAGES=many" in result.stderr


def test_more_pages_than_allowed_are_refused_and_the_rest_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUSHEN_MAX_PAGES", "1")
    folder = case(tmp_path / "c1", {"a.jpg": printed("检验报告单"), "b.jpg": printed("门诊病历")})
    run(folder, "--out", tmp_path / "out")
    errors = [u["error"] and u["error"]["code"] for u in report_of(tmp_path / "out")["uploads"]]
    assert errors == [None, "too_many_pages"]


def test_help_answers_at_once() -> None:
    """In processor time: the wall clock belongs to whatever else the machine does."""
    command = shutil.which("yushen", path=str(Path(sys.executable).parent))
    assert command is not None
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([command, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.3


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from pipeline.__main__ import main\n"
        "for args in (['--help'], ['check', '--help'], ['policy', '--help'], ['score', '--help']):\n"
        "    assert CliRunner().invoke(main, args).exit_code == 0\n"
        "print([m for m in ('numpy', 'cv2', 'PIL', 'jinja2', 'yaml', 'onnxruntime', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    shown = result.stdout if name != "samples" else CliRunner().invoke(main, ["samples", "make", "--help"]).stdout
    assert "Example" in shown
    assert f"yushen {name}" in shown


@pytest.mark.parametrize("which", ["case", "report"])
def test_schemas_are_printed(which: str) -> None:
    result = CliRunner().invoke(main, ["schema", which])
    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))
