"""The loader of policy packs: what it refuses, how packs build on one another, and that every shipped case holds."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from validators.errors import PolicyError
from validators.expressions import Named
from validators.periods import Period
from validators.policy import list_packs, load, run_cases, show

BROKEN = Path(__file__).parent / "policies_broken"
MISTAKES = [
    ("duplicate_key", "rules.level", "written twice"),
    ("unknown_key", "rules.level.colour", "unknown key 'colour'"),
    ("unknown_section", "rulez", "unknown key 'rulez'"),
    ("number_as_key", "values", "not text"),
    ("truth_value_as_key", "values", "not text"),
    ("bare_on", "values.on", "bare 'on'"),
    ("bare_yes", "values.x.2025-01-01.value", "bare 'yes'"),
    ("bare_no", "rules.level.verified", "bare 'no'"),
    ("empty_value", "rules.level.quote", "a value is missing"),
    ("verified_true", "rules.level.verified", "say who checked"),
    ("missing_source", "rules.level", "'source' is missing"),
    ("missing_quote", "rules.level", "'quote' is missing"),
    ("missing_verified", "rules.level", "'verified' is missing"),
    ("unknown_source", "rules.level.source", "unknown source 'hearsay'"),
    ("unknown_check", "rules.level.check", "unknown check"),
    ("unknown_code", "rules.level.code", "unknown code"),
    ("code_of_another_check", "rules.level.code", "does not give the code"),
    ("unknown_kind", "rules.level.applies_to[0]", "unknown kind 'doctors_note'"),
    ("no_kinds", "rules.level", "looks at single papers"),
    ("unknown_parameter", "rules.level.with.floor", "unknown key 'floor'"),
    ("missing_parameter", "rules.level", "needs 'with'"),
    ("unknown_level", "rules.level.with.level", "unknown hospital level"),
    ("missing_value", "rules.level.with.level", "there is no value 'least_level'"),
    ("value_of_another_unit", "rules.level.with.level", "has the unit 'calendar_month'"),
    ("unknown_placeholder", "rules.level.remedy", "unknown placeholder {doctor}"),
    ("no_such_day", "rules.level.from", "no day 2025-02-30"),
    ("no_date", "rules.level.from", "'spring' is no date"),
    ("ends_before_start", "rules.level.until", "ends before it starts"),
    ("value_without_date", "values.x", "at least one start date"),
    ("unknown_unit", "values.x.unit", "unknown unit 'weeks'"),
    ("text_for_number", "values.x.2025-01-01.value", "a whole number"),
    ("unknown_material", "requires[0].material", "there is no material 'blood_oath'"),
    ("material_of_itself", "materials.a", "made of itself"),
    ("kind_redefined", "materials.lab_report", "cannot be given another meaning"),
    ("same_requirement_twice", "requires[1]", "two requirements are called 'photo'"),
    ("nameless_requirement", "requires[0]", "needs an id and a title"),
    ("impossible_count", "requires[0].material.at_least.n", "can never be met"),
    ("threshold_without_unit", "requires[0].material.lab", "needs op, value and unit"),
    ("unknown_operator", "requires[0].material.lab.op", "unknown comparison"),
    ("unknown_shape", "requires[0].material", "no shape of a requirement"),
    ("empty_period", "requires[0].material.max_age", "a period needs"),
    ("unknown_track", "diseases.甲病.track", "there is no track 'express'"),
    ("unknown_disease_excluded", "diseases.甲病.excludes", "there is no disease '乙病'"),
    ("two_diseases_of_one_code", "diseases.乙病", "'M99901' is a name of 甲病 as well"),
    ("disease_without_names", "diseases.甲病.diagnoses", "say which diagnoses fit"),
    ("no_icd_range", "diseases.甲病.diagnoses.icd", "'lots' is no ICD-10 range"),
    ("drops_nothing", "drops.no-such-rule", "nothing of this name is inherited"),
    ("tagged", "values", "tags such as"),
    ("not_yaml", "", "no valid YAML"),
    ("unknown_parent", "extends", "there is no pack 'atlantis'"),
    ("extends_itself", "extends", "extends this pack in turn"),
    ("misnamed", "pack", "called like its folder"),
    ("missing_title", "", "'title' is missing"),
    ("empty", "", "this file is empty"),
]


@pytest.mark.parametrize(("name", "path", "said"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_refused_with_its_place(name: str, path: str, said: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load(BROKEN / name)
    assert caught.value.file == f"{name}/policy.yaml"
    assert caught.value.path == path
    assert said in str(caught.value)


def test_every_broken_pack_is_tested() -> None:
    assert {folder.name for folder in BROKEN.iterdir()} == {mistake[0] for mistake in MISTAKES}


def test_a_refusal_names_what_is_allowed_and_the_line() -> None:
    with pytest.raises(PolicyError) as caught:
        load(BROKEN / "unknown_unit")
    assert "calendar_month" in caught.value.allowed
    assert caught.value.line == 9


def test_a_pack_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(PolicyError) as caught:
        load("atlantis")
    assert "rizhao" in caught.value.allowed


def test_no_refusal_names_a_place_of_this_machine() -> None:
    for name, _, _ in MISTAKES:
        with pytest.raises(PolicyError) as caught:
            load(BROKEN / name)
        assert str(BROKEN.parent) not in str(caught.value)


def test_the_shipped_packs() -> None:
    assert {"base", "rizhao", "neimenggu", "hulunbuir", "jiangxi"} <= set(list_packs())


CASES = [(name, result) for name in list_packs() for result in run_cases(load(name))]


@pytest.mark.parametrize(("name", "result"), CASES, ids=[f"{name}: {result.name}" for name, result in CASES])
def test_a_pack_case(name: str, result: object) -> None:
    assert result.problems == ()  # type: ignore[attr-defined]


def test_every_pack_has_cases_and_a_readme() -> None:
    for name in list_packs():
        folder = Path(load(name).folder)
        assert run_cases(load(name)), name
        assert "verified" in (folder / "README.md").read_text(encoding="utf-8"), name


def test_a_pack_below_another_inherits_and_is_found_by_both_names() -> None:
    below = load("hulunbuir")
    assert below.chain == ("base", "neimenggu", "hulunbuir")
    assert below.region == "neimenggu/hulunbuir"
    assert load("neimenggu/hulunbuir") == below
    assert "尿毒症透析" in below.diseases


def test_what_a_pack_leaves_unset_stays_unset() -> None:
    neimenggu = load("neimenggu")
    assert "issuer_min_level" not in neimenggu.values
    assert not any(rule.code == "hospital_grade_too_low" for rule in neimenggu.rules)
    assert neimenggu.diseases["恶性肿瘤"].track == ""


def test_the_customers_rules_hold_in_every_region() -> None:
    for name in list_packs():
        rules = {rule.id: rule for rule in load(name).rules}
        assert rules["certificate-stamp"].code == "stamp_missing", name
        assert rules["report-age"].applies_to == ("lab_report", "exam_report"), name


def test_a_value_holds_from_its_day_until_the_next(tmp_path: Path) -> None:
    pack = _region(tmp_path, EXTRA_VALUE)
    value = load(pack).values["report_max_age"]
    assert value.at(dt.date(2024, 12, 31)) is None
    assert _value_on(pack, dt.date(2025, 1, 1)) == Period(months=6)
    assert _value_on(pack, dt.date(2025, 12, 31)) == Period(months=6)
    assert _value_on(pack, dt.date(2026, 1, 1)) == Period(months=12)


EXTRA_VALUE = """
values:
  report_max_age:
    title: {zh: 时限, en: age}
    unit: calendar_month
    2026-01-01: {value: 12, source: text, quote: 一年, verified: 张主任}
    2025-01-01: {value: 6, source: text, quote: 半年, verified: 张主任}
"""


def _value_on(pack: Path, day: dt.date) -> object:
    dated = load(pack).value("report_max_age", day)
    assert dated is not None
    return dated.value


def _region(tmp_path: Path, body: str) -> Path:
    folder = tmp_path / "mycity"
    (folder / "cases").mkdir(parents=True)
    head = "pack: mycity\nversion: '7'\nextends: base\ntitle: {zh: 某市, en: some city}\n"
    source = "sources:\n  text: {title: 某市文件, kind: official text, read_on: 2025-01-01}\n"
    (folder / "policy.yaml").write_text(head + source + body, encoding="utf-8")
    return folder


def test_a_region_runs_its_own_cases(tmp_path: Path) -> None:
    pack = _region(tmp_path, EXTRA_VALUE)
    paper = "[{{kind: lab_report, issue_date: 2025-03-01}}]"
    case = "- name: {}\n  as_of: {}\n  documents: " + paper + "\n  expect: {{report-age: {}}}\n"
    (pack / "cases" / "age.yaml").write_text(
        case.format("a year", "2026-01-31", "pass") + case.format("half a year", "2025-12-31", "pass"), encoding="utf-8"
    )
    first, second = run_cases(load(pack))
    assert first.passed
    assert not second.passed
    assert "expected pass, found fail" in second.problems[0]


def test_a_case_that_asks_for_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    pack = _region(tmp_path, "")
    case = "- {name: x, as_of: 2025-05-05, expect: {report-ago: pass}}\n"
    (pack / "cases" / "x.yaml").write_text(case, encoding="utf-8")
    with pytest.raises(PolicyError, match="no rule is called 'report-ago'"):
        run_cases(load(pack))


def test_a_pack_may_take_an_inherited_rule_back(tmp_path: Path) -> None:
    pack = _region(tmp_path, "drops:\n  report-age: {source: text, quote: 报告不限时间, verified: 张主任}\n")
    policy = load(pack)
    assert "report-age" not in {rule.id for rule in policy.rules}
    assert policy.dropped["report-age"].text == "报告不限时间"


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    pack = _region(tmp_path, EXTRA_VALUE)
    before = load(pack).version
    assert before.startswith("mycity 7 (")
    assert load(pack).version == before
    shutil.copytree(pack, tmp_path / "again" / "mycity")
    assert load(tmp_path / "again" / "mycity").version == before
    (pack / "policy.yaml").write_text(
        (pack / "policy.yaml").read_text(encoding="utf-8").replace("value: 12", "value: 9"), encoding="utf-8"
    )
    assert load(pack).version != before


def test_a_pack_reads_line_by_line() -> None:
    listing = show(load("rizhao"))
    rows = {row.id: row for section in listing.sections for row in section.rows}
    assert rows["issuer_min_level"].says == "二级"
    assert rows["report_max_age"].says == "6个月"
    assert rows["requires:medical_record"].title.zh == "病历资料"
    assert rows["reimbursement_floor"].says == "65%"
    assert rows["batch"].says == "20 working days; monthly"
    assert listing.unverified > 0


@pytest.mark.parametrize("name", ["base", "rizhao", "neimenggu", "hulunbuir"])
def test_a_reviewer_reads_every_clause_in_chinese_and_in_english(name: str) -> None:
    listing = show(load(name))
    assert "DESIGN" not in "".join(source.title for source in listing.sources), "a file of ours is no source for people"
    assert all(source.title_en for source in listing.sources)
    for row in (row for section in listing.sections for row in section.rows if row.citation):
        assert row.citation is not None
        latin = sum(c.isascii() and c.isalpha() for c in row.citation.text)
        assert latin <= 4, f"{row.id}: {row.citation.text}"
        assert row.citation.text_en, row.id


def test_every_line_of_jiangxi_is_unverified() -> None:
    jiangxi = load("jiangxi")
    own = [
        *(entry.citation for name in ("report_max_age", "issuer_min_level") for entry in jiangxi.values[name].entries),
        *(disease.citation for disease in jiangxi.diseases.values()),
        *(required.citation for disease in jiangxi.diseases.values() for required in disease.requires),
        *(rule.citation for disease in jiangxi.diseases.values() for rule in disease.rules),
    ]
    assert len(own) > 40
    assert all(citation.verified is None for citation in own)


def test_every_requirement_refers_to_something() -> None:
    for name in list_packs():
        policy = load(name)
        for required in policy.requires:
            if isinstance(required.expression, Named):
                assert required.expression.name in policy.materials
