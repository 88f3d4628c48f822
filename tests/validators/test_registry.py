"""A name on paper is an entry of the registry, may be one, or is none; never the neighbour of the one meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors.calibration import Block, Calibration, Curve, Topic
from extractors.reading import Field
from validators.registry import Registry, RegistryError
from validators.seal_owner import Reason
from validators.verdict import HospitalMatch, MatchStatus, Outcome

DAY = dt.date(2025, 6, 1)
FILE = Path(__file__).parent / "hospitals.csv"
HEADING = "code,name,aliases,level,class,region,designated,valid_from,valid_to,source\n"
MATCHED, AMBIGUOUS, UNKNOWN, UNREAD = (
    MatchStatus.MATCHED,
    MatchStatus.AMBIGUOUS,
    MatchStatus.UNKNOWN,
    MatchStatus.UNREAD,
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load(FILE, calibration=None)


def name(
    text: str, source: str = "letterhead", confidence: float = 0.99, doubtful: dict[int, float] | None = None
) -> Field:
    chars = tuple((doubtful or {}).get(i, 0.99) for i in range(len(text))) if doubtful is not None else ()
    return Field(source, text, text, confidence, (), chars)


def resolve(registry: Registry, *names: Field, region: str = "rizhao", as_of: dt.date = DAY) -> HospitalMatch:
    return registry.resolve(names, region, as_of)


# --- the file


def load(tmp_path: Path, text: str, encoding: str = "utf-8") -> Registry:
    path = tmp_path / "registry.csv"
    path.write_bytes(text.encode(encoding))
    return Registry.load(path, calibration=None)


def test_level_class_and_designation_come_from_the_row(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市人民医院"))
    assert (match.code, match.level, match.grade_class, match.designated) == ("H37990100001", 3, "甲", True)


def test_a_row_that_states_no_level_says_none_and_not_zero(registry: Registry) -> None:
    stated_nothing = resolve(registry, name("岚屿市职工医院"))
    unrated = resolve(registry, name("岚屿市仁安门诊部"))
    assert (stated_nothing.level, stated_nothing.designated) == (None, None)
    assert (unrated.level, unrated.designated) == (0, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    registry = load(tmp_path, HEADING + "H1,岚屿市人民医院,,三,甲,rizhao,是,,,\n", encoding)
    assert resolve(registry, name("岚屿市人民医院")).level == 3


@pytest.mark.parametrize(
    ("grade", "level", "grade_class"),
    [("三级甲等", 3, "甲"), ("三级特等", 3, "特"), ("二级(未定等)", 2, None), ("二级（未定等）", 2, None),
    ("一级", 1, None),
     ("未定级", 0, None), ("", None, None)],
)  # fmt: skip
def test_one_grade_column_may_stand_for_level_and_class(
    tmp_path: Path, grade: str, level: int | None, grade_class: str | None
) -> None:
    registry = load(tmp_path, f"code,name,aliases,grade,region,designated\nH1,岚屿市人民医院,,{grade},rizhao,yes\n")
    match = resolve(registry, name("岚屿市人民医院"))
    assert (match.level, match.grade_class) == (level, grade_class)


@pytest.mark.parametrize(
    ("text", "column", "line", "says"),
    [
        (HEADING + "H1,甲医院,,四,甲,rizhao,yes,,,\n", "level", 2, "未定级"),
        (HEADING + "H1,甲医院,,三,丁,rizhao,yes,,,\n", "class", 2, "乙"),
        (HEADING + "H1,甲医院,,三,甲,rizhao,maybe,,,\n", "designated", 2, "是"),
        (HEADING + "H1,甲医院,,三,甲,rizhao,yes,2025/1/1,,\n", "valid_from", 2, "2025-01-01"),
        (HEADING + "H1,甲医院,,三,甲,rizhao,yes,2025-02-01,2025-01-31,\n", "valid_to", 2, "before"),
        (HEADING + "H1,,,三,甲,rizhao,yes,,,\n", "name", 2, "needed"),
        (HEADING + "H1,甲医院,乙医院@2010,三,甲,rizhao,yes,,,\n", "aliases", 2, "2010-01-01..2015-06-30"),
        (HEADING + "H1,甲医院,,三,甲,rizhao,yes,,,\nH1,甲医院,,二,甲,rizhao,yes,,,\n", "code", 3, "line 2"),
        (HEADING + "H1,甲医院,,三,甲,rizhao,yes,\n", "", 2, "8 cells"),
        ("code,name,aliases,level,class,region\n", "designated", 1, "missing"),
        (HEADING.replace("source", "beds"), "beds", 1, "allowed are"),
        (HEADING, "", None, "no hospital"),
    ],
)
def test_a_wrong_file_names_line_column_and_what_is_allowed(
    tmp_path: Path, text: str, column: str, line: int | None, says: str
) -> None:
    with pytest.raises(RegistryError) as error:
        load(tmp_path, text)
    assert (error.value.column, error.value.line) == (column, line)
    assert says in str(error.value) and "registry.csv" in str(error.value)


def test_a_file_that_is_not_there_is_an_error_of_the_registry(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="does not exist"):
        Registry.load(tmp_path / "none.csv")


def test_the_version_follows_the_content_and_not_the_encoding_or_the_order(tmp_path: Path) -> None:
    rows = ["H1,甲市人民医院,,三,甲,rizhao,yes,,,\n", "H2,乙市人民医院,,二,甲,rizhao,yes,,,\n"]
    version = load(tmp_path, HEADING + "".join(rows)).version
    assert load(tmp_path, HEADING + "".join(reversed(rows)), "gb18030").version == version
    assert load(tmp_path, HEADING + "".join(rows).replace("二,甲", "二,乙")).version != version


def test_an_empty_registry_knows_nobody() -> None:
    assert resolve(Registry.empty(), name("岚屿市人民医院")).status is UNKNOWN


# --- exact names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("岚屿市人民医院", "H37990100001"),
        ("岚 屿 市 人 民 医 院", "H37990100001"),
        ("嵐屿市人民醫院", "H37990100001"),
        ("岚屿市妇⼥⼉童医院", "H37990100006"),
        ("海东⼤学第⼆附属医院", "H37990100015"),
        ("海东医学院附属岚屿人民医院", "H37990100001"),
        ("岚屿市人民医院（海东医学院附属岚屿人民医院）", "H37990100001"),
        ("岚屿市第１人民医院", "H37990100002"),
        ("岚屿市第—人民医院", "H37990100002"),
        ("岚屿市中医院", "H37990100005"),
        ("医院名称：岚屿市妇女儿童医院", "H37990100006"),
        ("岚屿市人民医院诊断证明书", "H37990100001"),
        ("岚屿市人民医院北湖分院", "H37990100004"),
        ("岚屿市中心医院（西院区）", "H37990100008"),
        ("岚屿市中心医院西院", "H37990100008"),
        ("海东大学第二附属医院门诊部", "H37990100015"),
        ("岚屿市人民医院（三级甲等）", "H37990100001"),
        ("岚屿市人民医院三级甲等医院", "H37990100001"),
        ("三级甲等综合医院 岚屿市人民医院", "H37990100001"),
        ("岚屿市人民医院（盖章）", "H37990100001"),
        ("岚屿市人民医院 LANYU PEOPLE'S HOSPITAL", "H37990100001"),
        ("岚屿市人民医院体检中心", "H37990100001"),
        ("岚屿市人民医院互联网医院", "H37990100001"),
        ("岚屿市人民医院医务科", "H37990100001"),
        ("岚屿市人民医院检验科报告专用章", "H37990100001"),
        ("岚屿市妇幼保健院门诊部诊断专用章", "H37990100006"),
    ],
)  # fmt: skip
def test_a_name_or_alias_is_its_entry(registry: Registry, text: str, code: str) -> None:
    match = resolve(registry, name(text))
    assert (match.status, match.code, match.text) == (MATCHED, code, text)


@pytest.mark.parametrize(
    "text",
    [
        "岚屿市第三人民医院", "岚屿市口腔医院", "岚屿市第一中医医院", "望海市人民医院", "岚屿县人民医院",
        "岚屿省人民医院", "岚屿市东陵区中医医院",
        "岚屿市第二中心医院", "沂山县人民医院", "岚屿市康复医院", "海东大学第三附属医院", "海东大学第一附属医院",
        "岚屿市精神卫生中心",
    ],
)  # fmt: skip
def test_another_ordinal_place_or_speciality_is_another_hospital(registry: Registry, text: str) -> None:
    assert resolve(registry, name(text)).status is UNKNOWN


def test_a_missing_ordinal_is_not_the_first(registry: Registry) -> None:
    assert resolve(registry, name("岚屿市人民医院")).name == "岚屿市人民医院"
    assert resolve(registry, name("岚屿市第一人民医院")).name == "岚屿市第一人民医院"


def test_a_site_of_a_hospital_keeps_its_campus_and_takes_the_parents_grade(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市人民医院（东院区）"))
    assert (match.code, match.campus, match.level) == ("H37990100001", "东院区", 3)


def test_a_hall_of_a_hospital_carries_its_licence(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市中医医院国医堂"))
    assert (match.code, match.campus) == ("H37990100005", "国医堂")


@pytest.mark.parametrize("laboratory", ["海东明德医学检验所有限公司", "明德（岚屿）医学检验中心有限公司"])
def test_a_laboratory_that_no_list_has_is_not_the_hospital_it_names(registry: Registry, laboratory: str) -> None:
    match = resolve(registry, name(laboratory), name("岚屿市人民医院", "body"))
    assert (match.status, match.code, match.text) == (UNKNOWN, "", laboratory)


def test_a_branch_without_an_entry_is_not_its_parent(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市人民医院南山分院"))
    assert (match.status, match.level, match.candidates) == (AMBIGUOUS, None, ("岚屿市人民医院",))


@pytest.mark.parametrize("text", ["海东省岚屿市人民医院", "岚屿市沂川县人民医院", "东陵区人民医院"])
def test_a_superior_place_more_or_less_changes_nothing_but_the_confidence(registry: Registry, text: str) -> None:
    match = resolve(registry, name(text))
    assert match.status is MATCHED and match.confidence < 0.99


def test_a_superior_place_the_region_does_not_know_is_not_believed(registry: Registry) -> None:
    assert resolve(registry, name("远川市沂川县人民医院")).status is not MATCHED


# --- dates


def test_a_former_name_counts_while_it_was_held(registry: Registry) -> None:
    old = name("海东学院附属医院")
    assert resolve(registry, old, as_of=dt.date(2014, 12, 31)).code == "H37990100015"
    assert resolve(registry, old, as_of=dt.date(2015, 1, 1)).status is UNKNOWN


def test_the_grade_is_that_of_the_day(registry: Registry) -> None:
    hospital = name("望海市肿瘤医院")
    assert resolve(registry, hospital, as_of=dt.date(2021, 12, 31)).level == 2
    assert resolve(registry, hospital, as_of=dt.date(2022, 1, 1)).level == 3


def test_a_closed_hospital_is_unknown_afterwards(registry: Registry) -> None:
    closed = name("望海市老城医院")
    assert resolve(registry, closed, as_of=dt.date(2019, 12, 31)).status is MATCHED
    assert resolve(registry, closed, as_of=dt.date(2020, 1, 1)).status is UNKNOWN


# --- damaged names


@pytest.mark.parametrize(
    "text", ["岚屿巾人民医院", "岚屿市人氏医院", "岚屿市入民匠院", "岚屿市人民医阮", "岚屿巾人民匠阮"]
)
def test_twins_of_characters_are_read_as_what_they_are(registry: Registry, text: str) -> None:
    match = resolve(registry, name(text, confidence=0.95))
    assert (match.status, match.name) == (MATCHED, "岚屿市人民医院")
    assert match.confidence < 0.85


@pytest.mark.parametrize(("text", "at"), [("岚屿市人艮医院", 4), ("岚屿市人民医浣", 6), ("岚屿市人民區院", 5)])
def test_a_badly_read_character_of_a_closed_word_is_read_as_the_word(registry: Registry, text: str, at: int) -> None:
    match = resolve(registry, name(text, doubtful={at: 0.4}))
    assert (match.status, match.name) == (MATCHED, "岚屿市人民医院")
    assert resolve(registry, name(text, doubtful={})).status is not MATCHED, "read surely, it is another word"


@pytest.mark.parametrize(
    ("text", "at"),
    [("岚屿市人和医院", 4), ("岚屿市惠民医院", 3), ("岚屿市同心医院", 3), ("岚屿市人民法院", 5), ("岚屿市人民医馆", 6)],
)
def test_another_word_is_not_a_damaged_one(registry: Registry, text: str, at: int) -> None:
    assert resolve(registry, name(text, doubtful={at: 0.4})).status is not MATCHED


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("岚屿市第三人民医院", 4),
        ("岚尾市人民医院", 1),
        ("岚屿县人民医院", 2),
        ("岚屿市口医医院", 3),
        ("岚屿市北心医院", 3),
    ],
)
def test_a_badly_read_ordinal_place_or_speciality_is_never_guessed(registry: Registry, text: str, at: int) -> None:
    match = resolve(registry, name(text, doubtful={at: 0.3}))
    assert match.status is AMBIGUOUS and match.candidates


def test_an_ordinal_read_with_doubt_is_ambiguous_where_another_exists(registry: Registry) -> None:
    sure = resolve(registry, name("岚屿市第一人民医院", doubtful={4: 0.95}))
    doubted = resolve(registry, name("岚屿市第一人民医院", doubtful={4: 0.5}))
    assert sure.status is MATCHED
    assert doubted.status is AMBIGUOUS and set(doubted.candidates) == {"岚屿市第一人民医院", "岚屿市第二人民医院"}


@pytest.mark.parametrize("text", ["屿市人民医院", "市人民医院", "岚屿市人民医", "岚屿人民医院", "岚屿市人医院"])
def test_a_cut_name_points_to_entries_without_being_one(registry: Registry, text: str) -> None:
    match = resolve(registry, name(text))
    assert match.status is AMBIGUOUS and "岚屿市人民医院" in match.candidates


def test_a_name_without_place_is_ambiguous_where_several_end_so(registry: Registry) -> None:
    assert resolve(registry, name("人民医院")).status is AMBIGUOUS


def test_a_name_without_place_is_the_only_one_that_ends_so_with_less_confidence(registry: Registry) -> None:
    match = resolve(registry, name("妇幼保健院"))
    assert (match.status, match.name) == (MATCHED, "岚屿市妇幼保健院")
    assert match.confidence < 0.7


def test_nothing_read_is_unread(registry: Registry) -> None:
    assert resolve(registry).status is UNREAD
    for text in ("--", "门诊部", "检验科", "医院"):
        assert resolve(registry, name(text)).status is UNREAD


# --- regions


def test_another_regions_entry_matches_by_its_exact_name_only(registry: Registry) -> None:
    assert resolve(registry, name("苍原市人民医院")).code == "H15990100001"
    assert resolve(registry, name("苍原巾人民医院")).status is not MATCHED


def test_a_short_alias_means_something_in_its_own_region_only(registry: Registry) -> None:
    assert resolve(registry, name("协和医院"), region="neimenggu").code == "H15990100001"
    assert resolve(registry, name("协和医院"), region="rizhao").status is UNKNOWN


def test_a_pack_below_another_shares_its_hospitals(registry: Registry) -> None:
    assert resolve(registry, name("苍原巾人民医院"), region="neimenggu/cangyuan").status is MATCHED
    assert resolve(registry, name("苍原巾蒙医中医医院"), region="neimenggu").status is MATCHED


def test_the_own_region_comes_first_where_two_carry_one_name(tmp_path: Path) -> None:
    rows = "H1,安平县人民医院,,三,甲,rizhao,yes,,,\nH2,安平县人民医院,,一,甲,neimenggu,yes,,,\n"
    registry = load(tmp_path, HEADING + rows)
    assert resolve(registry, name("安平县人民医院")).code == "H1"
    assert resolve(registry, name("安平县人民医院"), region="neimenggu").code == "H2"
    assert resolve(registry, name("安平县人民医院"), region="jiangxi").status is AMBIGUOUS


# --- several names on one paper


def test_the_letterhead_wins_over_the_footer_and_the_other_is_kept(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市人民医院"), name("沂川县人民医院", "footer"))
    assert (match.name, match.source) == ("岚屿市人民医院", "letterhead")
    assert "沂川县人民医院" in match.candidates


def test_the_footer_settles_a_cut_letterhead(registry: Registry) -> None:
    match = resolve(registry, name("人民医院"), name("岚屿市人民医院", "footer"))
    assert (match.status, match.name, match.text) == (MATCHED, "岚屿市人民医院", "人民医院")


def test_the_footer_does_not_settle_what_it_contradicts(registry: Registry) -> None:
    assert resolve(registry, name("屿市中医医院"), name("沂川县人民医院", "footer")).status is AMBIGUOUS


def test_a_clear_unknown_letterhead_is_not_replaced_by_a_hospital_named_in_the_text(registry: Registry) -> None:
    match = resolve(registry, name("岚屿市安康医院"), name("岚屿市人民医院", "body"))
    assert (match.status, match.candidates) == (UNKNOWN, ("岚屿市人民医院",))


def test_a_heading_that_is_no_name_does_not_stand_in_the_way(registry: Registry) -> None:
    assert resolve(registry, name("门诊病历"), name("岚屿市人民医院", "footer")).name == "岚屿市人民医院"


def test_a_name_in_running_text_counts_less(registry: Registry) -> None:
    assert resolve(registry, name("岚屿市人民医院", "body")).confidence < 0.85


# --- seals


def agreement(registry: Registry, letterhead: str, owner: str, confidence: float) -> tuple[Outcome, Reason]:
    result = registry.compare(resolve(registry, name(letterhead)), owner, confidence, DAY)
    assert result.message.zh and result.message.en
    return result.outcome, result.reason


def test_a_seal_with_the_letterheads_name_agrees(registry: Registry) -> None:
    assert agreement(registry, "岚屿市人民医院", "岚屿市人民医院诊断证明专用章", 0.8) == (
        Outcome.PASS,
        Reason.SAME_ENTRY,
    )
    assert agreement(registry, "岚屿市人民医院", "海东医学院附属岚屿人民医院", 0.8) == (Outcome.PASS, Reason.SAME_ENTRY)


def test_the_same_name_read_badly_cannot_tell(registry: Registry) -> None:
    assert agreement(registry, "岚屿市人民医院", "岚屿市人民医院", 0.4) == (Outcome.UNSURE, Reason.LOW_CONFIDENCE)


def test_the_right_name_with_a_sibling_not_ruled_out_cannot_tell(registry: Registry) -> None:
    assert agreement(registry, "岚屿市第一人民医院", "岚屿市第一人民医院", 0.65) == (
        Outcome.UNSURE,
        Reason.LOW_CONFIDENCE,
    )
    assert agreement(registry, "沂川县人民医院", "沂川县人民医院", 0.65) == (Outcome.PASS, Reason.SAME_ENTRY)


def test_another_entrys_name_read_surely_differs(registry: Registry) -> None:
    assert agreement(registry, "岚屿市人民医院", "沂川县人民医院", 0.85) == (Outcome.FAIL, Reason.OTHER_ENTRY)
    assert agreement(registry, "岚屿市人民医院", "沂川县人民医院", 0.7) == (Outcome.UNSURE, Reason.LOW_CONFIDENCE)


def test_one_ordinal_apart_has_to_be_read_very_surely(registry: Registry) -> None:
    assert agreement(registry, "岚屿市第一人民医院", "岚屿市第二人民医院", 0.85)[0] is Outcome.UNSURE
    assert agreement(registry, "岚屿市第一人民医院", "岚屿市第二人民医院", 0.95)[0] is Outcome.FAIL
    assert agreement(registry, "岚屿市第一人民医院", "岚屿市人民医院", 0.85)[0] is Outcome.UNSURE


def test_a_branch_or_its_parent_cannot_tell(registry: Registry) -> None:
    assert agreement(registry, "岚屿市人民医院", "岚屿市人民医院北湖分院", 0.95) == (Outcome.UNSURE, Reason.BRANCH)
    assert agreement(registry, "岚屿市人民医院北湖分院", "岚屿市人民医院", 0.95) == (Outcome.UNSURE, Reason.BRANCH)
    assert agreement(registry, "岚屿市人民医院", "岚屿市人民医院南山分院", 0.95) == (Outcome.UNSURE, Reason.BRANCH)


def test_half_a_seal_cannot_tell(registry: Registry) -> None:
    for owner in ("岚屿市人", "人民医院", "屿市人民医"):
        assert agreement(registry, "岚屿市人民医院", owner, 0.9)[0] is Outcome.UNSURE


def test_a_former_name_of_the_issuer_cannot_tell(registry: Registry) -> None:
    assert agreement(registry, "沂川县人民医院", "沂川县第一人民医院", 0.95) == (Outcome.UNSURE, Reason.FORMER_NAME)


def test_an_owner_in_no_registry_or_unread_cannot_tell(registry: Registry) -> None:
    assert agreement(registry, "岚屿市人民医院", "远川市安康医院", 0.95) == (Outcome.UNSURE, Reason.OWNER_UNKNOWN)
    assert agreement(registry, "岚屿市人民医院", "", 0.0) == (Outcome.UNSURE, Reason.OWNER_UNREAD)
    assert agreement(registry, "岚屿市人民医院", "门诊部", 0.99) == (Outcome.UNSURE, Reason.OWNER_UNREAD)


def test_two_equal_names_of_no_registry_agree(registry: Registry) -> None:
    assert agreement(registry, "远川市安康医院", "远川市安康医院", 0.9) == (Outcome.PASS, Reason.SAME_NAME)
    assert agreement(registry, "远川市安康医院", "远川市安宁医院", 0.9)[0] is Outcome.UNSURE


def test_a_seal_is_not_held_against_itself(registry: Registry) -> None:
    known_from_seal = resolve(registry, name("岚屿市人民医院", "seal"))
    result = registry.compare(known_from_seal, "岚屿市人民医院", 0.95, DAY)
    assert (result.outcome, result.reason) == (Outcome.UNSURE, Reason.LETTERHEAD_UNKNOWN)


def test_a_letterhead_settled_by_a_seal_alone_cannot_be_held_against_a_seal(registry: Registry) -> None:
    cut, owner = name("人民医院"), "岚屿市人民医院"
    by_seal = resolve(registry, cut, name(owner, "seal"))
    by_footer = resolve(registry, cut, name(owner, "footer"), name(owner, "seal"))
    assert by_seal.status is by_footer.status is MATCHED
    assert registry.compare(by_seal, owner, 0.95, DAY).outcome is Outcome.UNSURE
    assert registry.compare(by_footer, owner, 0.95, DAY).outcome is Outcome.PASS


def test_two_sites_of_one_hospital_are_for_a_person(registry: Registry) -> None:
    east, south = "岚屿市人民医院东院区", "岚屿市人民医院南院区"
    assert agreement(registry, east, south, 0.95) == (Outcome.UNSURE, Reason.CAMPUS_DIFFERS)
    assert agreement(registry, east, "岚屿市人民医院", 0.95)[0] is Outcome.PASS


def test_a_match_is_as_sure_as_such_matches_were_right() -> None:
    curves = {topic: Curve((Block(0.0, 1.0, 100, 50, 0.5),)) for topic in Topic}
    halved = Registry.load(FILE, Calibration("test", "1", curves))
    plain = Registry.load(FILE, calibration=None)
    name = plain.entries[0].name
    read = Field("letterhead", name, name, 0.9, (), ())
    sure = plain.resolve([read], plain.entries[0].region, DAY).confidence
    assert sure > 0
    assert halved.resolve([read], plain.entries[0].region, DAY).confidence == pytest.approx(sure / 2, abs=1e-3)


def test_an_institution_listed_under_two_names_is_found_by_either(tmp_path: Path) -> None:
    rows = (
        "A1,岚屿市第一医院（岚屿大学附属医院）,,三,甲,rizhao,yes,,,list\nA2,岚屿市老年医院,,二,甲,rizhao,yes,,,list\n"
    )
    rows += "A3,岚屿市第三医院（岚屿市老年医院）,,三,甲,rizhao,yes,,,list\n"
    registry = load(tmp_path, HEADING + rows)
    for printed in ("岚屿市第一医院", "岚屿大学附属医院", "岚屿市第一医院（岚屿大学附属医院）"):
        assert resolve(registry, name(printed)).code == "A1"
    assert resolve(registry, name("岚屿市老年医院")).code == "A2"  # another entry's own name is that entry's


# --- cities whose rare character was read as nothing

CITIES = HEADING + (
    "A1,沅峁市第一人民医院,,三,甲,rizhao,yes,2020-01-01,,样例\n"
    "A2,沅峁市第一人民医院江北院区,,二,甲,rizhao,yes,2020-01-01,,样例\n"
    "B1,临朐县人民医院,,二,甲,rizhao,yes,2020-01-01,,样例\n"
    "C1,安平市中医医院,,二,甲,rizhao,yes,2020-01-01,,样例\n"
)


@pytest.mark.parametrize(
    ("text", "code"), [("沅市第一人民医院", "A1"), ("沅市第一人民医院江北院区", "A2"), ("沅市第一人民医院检验科", "A1")]
)
def test_no_city_is_called_by_one_character(tmp_path: Path, text: str, code: str) -> None:
    found = resolve(load(tmp_path, CITIES), name(text))
    assert (found.status, found.code) == (MATCHED, code)
    assert found.confidence < 0.9  # not as sure as a name read whole


@pytest.mark.parametrize("text", ["沅市第二人民医院", "临县人民医院", "安市中医医院", "津市第一人民医院"])
def test_a_county_may_be_and_a_common_character_is_not_lost(tmp_path: Path, text: str) -> None:
    assert resolve(load(tmp_path, CITIES), name(text)).status is not MATCHED


def test_two_cities_that_may_have_been_meant_leave_it_open(tmp_path: Path) -> None:
    rows = CITIES + "D1,沅埗市第一人民医院,,三,甲,rizhao,yes,2020-01-01,,样例\n"
    assert resolve(load(tmp_path, rows), name("沅市第一人民医院")).status is AMBIGUOUS
