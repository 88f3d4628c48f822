"""Which diagnoses support which disease, each rule from both sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.calibration import CALIBRATION, Topic
from extractors.reading import Box, Certainty, Diagnosis, Evidence
from extractors.roles.net import MOST
from validators import disease_table, icd
from validators.checks.diagnosis import as_written
from validators.diagnoses import DiseaseSpec, Reason, find, stage_ordinal, supports
from validators.errors import PolicyError
from validators.icd_import import IcdRow, IcdTable
from validators.verdict import Outcome

PASS, FAIL, UNSURE = Outcome.PASS, Outcome.FAIL, Outcome.UNSURE


def disease(name: str) -> DiseaseSpec:
    spec = find(name)
    assert spec is not None, name
    return spec


def diagnosis(
    name: str,
    certainty: Certainty = Certainty.CONFIRMED,
    *,
    codes: tuple[str, ...] = (),
    stage: str = "",
    treated: bool = False,
    rank: int = 0,
    confidence: float = 0.96,
    text: str = "",
) -> Diagnosis:
    return Diagnosis(name, text or name, certainty, "出院诊断", rank, codes, stage, "", treated, confidence)


def outcome(asked: str, *diagnoses: Diagnosis) -> tuple[Outcome, Reason]:
    support = supports(disease(asked), diagnoses)
    assert support.message.zh and support.message.en
    return support.outcome, support.reason


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("恶性肿瘤", "右肺上叶浸润性腺癌"), ("恶性肿瘤", "非小细胞肺癌IV期"), ("恶性肿瘤", "弥漫大B细胞淋巴瘤"),
        ("恶性肿瘤", "急性髓系白血病"),
        ("恶性肿瘤", "左股骨骨肉瘤"), ("恶性肿瘤", "多发性骨髓瘤"), ("恶性肿瘤", "胃恶性肿瘤"),
        ("恶性肿瘤", "乳腺癌术后化疗"), ("恶性肿瘤", "乙状结肠癌伴肝转移"),
        ("高血压", "高血压病3级（极高危）"), ("高血压", "原发性高血压"), ("高血压", "高血压性心脏病"),
        ("高血压", "H型高血压"),
        ("糖尿病", "2型糖尿病"), ("糖尿病", "糖尿病性周围神经病变"), ("糖尿病", "Ⅱ型糖尿病伴多并发症"),
        ("尿毒症透析", "慢性肾脏病5期"), ("尿毒症透析", "尿毒症"), ("尿毒症透析", "维持性血液透析"),
        ("尿毒症透析", "慢性肾衰竭尿毒症期"),
        ("尿毒症透析", "CKD5期"), ("器官移植抗排异", "肾移植术后"), ("器官移植抗排异", "肝移植状态"),
        ("器官移植抗排异", "异体肾移植状态"),
        ("冠心病", "冠状动脉粥样硬化性心脏病"), ("冠心病", "非ST段抬高型心肌梗死"), ("恶性肿瘤", "卵巢无性细胞瘤"),
        ("慢阻肺", "慢性阻塞性肺疾病急性加重期"), ("脑血管病后遗症", "脑梗死后遗症"),
        ("类风湿关节炎", "类风湿性关节炎"),
        ("系统性红斑狼疮", "狼疮性肾炎"), ("再生障碍性贫血", "重型再生障碍性贫血"), ("罕见病", "法布雷病"),
        ("罕见病", "肌萎缩侧索硬化"), ("罕见病", "多系统萎缩（P型）"), ("罕见病", "肝卟啉病"),
        ("罕见病", "Prader-Willi综合征"), ("罕见病", "N-乙酰谷氨酸合成酶缺乏症"), ("罕见病", "帕金森病（青年型）"),
    ],
)  # fmt: skip
def test_a_confirmed_diagnosis_with_the_diseases_word_supports_it(asked: str, name: str) -> None:
    assert outcome(asked, diagnosis(name)) == (PASS, Reason.CONFIRMED)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("恶性肿瘤", "乳腺良性肿瘤"), ("恶性肿瘤", "胃黏膜癌前病变"), ("恶性肿瘤", "癌胚抗原升高"),
        ("恶性肿瘤", "恶性贫血"), ("恶性肿瘤", "恶性高血压"),
        ("恶性肿瘤", "子宫平滑肌瘤"), ("恶性肿瘤", "类白血病反应"), ("恶性肿瘤", "恶性肿瘤家族史"),
        ("恶性肿瘤", "肺结节未见恶性征象"), ("恶性肿瘤", "排除恶性肿瘤"),
        ("高血压", "肺动脉高压"), ("高血压", "肺动脉高血压"), ("高血压", "门静脉高压"), ("高血压", "门脉高血压"),
        ("高血压", "妊娠期高血压"), ("高血压", "高血压家族史"),
        ("高血压", "白大衣高血压"), ("高血压", "眼高压"),
        ("糖尿病", "中枢性尿崩症"), ("糖尿病", "糖耐量异常"), ("糖尿病", "肾性糖尿"), ("糖尿病", "糖尿病家族史"),
        ("尿毒症透析", "急性肾损伤"), ("尿毒症透析", "溶血尿毒综合征"), ("器官移植抗排异", "角膜移植术后"),
        ("器官移植抗排异", "冠状动脉旁路移植术后"),
        ("癫痫", "非癫痫性发作"), ("血友病", "血管性血友病"), ("类风湿关节炎", "类风湿因子升高"),
        ("肺结核", "非结核分枝杆菌肺病"),
        ("恶性肿瘤", "急性阑尾炎"), ("高血压", "2型糖尿病"), ("糖尿病", "高血压病"),
    ],
)  # fmt: skip
def test_a_neighbour_that_holds_the_word_or_not_contradicts(asked: str, name: str) -> None:
    result = outcome(asked, diagnosis(name))
    assert result[0] is not PASS
    assert result in ((FAIL, Reason.NO_FIT), (UNSURE, Reason.NONE_READ)), (
        "NONE_READ where family history is all there is"
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("恶性肿瘤", "宫颈原位癌"), ("恶性肿瘤", "胃间质瘤"), ("恶性肿瘤", "直肠神经内分泌肿瘤"),
        ("恶性肿瘤", "右肺占位性病变"), ("恶性肿瘤", "卵巢交界性肿瘤"),
        ("恶性肿瘤", "肺肿瘤"), ("糖尿病", "妊娠期糖尿病"), ("糖尿病", "血糖升高"), ("尿毒症透析", "慢性肾功能不全"),
        ("高血压", "血压升高"),
        ("器官移植抗排异", "异基因造血干细胞移植术后"), ("器官移植抗排异", "移植肾切除术后"), ("恶性肿瘤", "癌性发热"),
        ("恶性肿瘤", "化疗后骨髓抑制"), ("脑血管病后遗症", "脑梗死"),
    ],
)  # fmt: skip
def test_a_name_that_may_or_may_not_be_meant_is_for_a_person(asked: str, name: str) -> None:
    assert outcome(asked, diagnosis(name)) == (UNSURE, Reason.DOUBTFUL_NAME)


def test_only_confirmed_supports() -> None:
    assert outcome("糖尿病", diagnosis("2型糖尿病", Certainty.SUSPECTED)) == (UNSURE, Reason.SUSPECTED)
    assert outcome("糖尿病", diagnosis("2型糖尿病", Certainty.HISTORY)) == (UNSURE, Reason.HISTORY)
    assert outcome("糖尿病", diagnosis("2型糖尿病", Certainty.NEGATED)) == (UNSURE, Reason.NONE_READ)
    assert outcome("糖尿病", diagnosis("2型糖尿病", Certainty.FAMILY)) == (UNSURE, Reason.NONE_READ)


def test_a_negated_diagnosis_beside_another_contradicts() -> None:
    negated = diagnosis("糖尿病", Certainty.NEGATED)
    assert outcome("糖尿病", negated, diagnosis("急性胆囊炎")) == (FAIL, Reason.NO_FIT)


@pytest.mark.parametrize("name", ["肺癌?", "肺癌待排", "考虑肺癌", "肺癌可能", "疑似肺癌", "肺癌不除外"])
def test_a_marker_of_doubt_left_in_the_name_is_respected(name: str) -> None:
    assert outcome("恶性肿瘤", diagnosis(name)) == (UNSURE, Reason.SUSPECTED)


def test_a_marker_of_doubt_printed_behind_the_name_is_respected() -> None:
    assert outcome("恶性肿瘤", diagnosis("肺癌", text="1.肺癌？")) == (UNSURE, Reason.SUSPECTED)
    assert outcome("恶性肿瘤", diagnosis("肺癌", text="1.肺癌 2.高血压")) == (PASS, Reason.CONFIRMED)


def test_a_past_disease_is_history_whatever_it_stands_under() -> None:
    assert outcome("恶性肿瘤", diagnosis("恶性肿瘤个人史")) == (UNSURE, Reason.HISTORY)
    assert outcome("高血压", diagnosis("高血压病史10年")) == (UNSURE, Reason.HISTORY)


def test_one_sure_diagnosis_among_others_is_enough() -> None:
    support = supports(
        disease("糖尿病"), [diagnosis("高血压"), diagnosis("2型糖尿病"), diagnosis("糖尿病", Certainty.SUSPECTED)]
    )
    assert (support.outcome, [d.name for d in support.diagnoses]) == (PASS, ["2型糖尿病"])


def test_the_request_side_is_no_evidence() -> None:
    assert outcome("糖尿病", diagnosis("2型糖尿病", rank=9)) == (UNSURE, Reason.NONE_READ)
    assert outcome("糖尿病", diagnosis("2型糖尿病", rank=9), diagnosis("胃炎")) == (FAIL, Reason.NO_FIT)
    assert outcome("糖尿病", diagnosis("2型糖尿病", rank=8)) == (PASS, Reason.CONFIRMED)


def test_nothing_read_is_unsure_and_no_contradiction() -> None:
    assert outcome("糖尿病") == (UNSURE, Reason.NONE_READ)


def test_what_was_read_badly_neither_supports_nor_contradicts() -> None:
    assert outcome("糖尿病", diagnosis("2型糖尿病", confidence=0.5)) == (UNSURE, Reason.LOW_CONFIDENCE)
    assert outcome("糖尿病", diagnosis("慢性胃炎", confidence=0.5)) == (UNSURE, Reason.LOW_CONFIDENCE)


def test_a_look_alike_character_never_passes() -> None:
    assert outcome("高血压", diagnosis("原发性高皿压")) == (UNSURE, Reason.LOOK_ALIKE)
    assert outcome("类风湿关节炎", diagnosis("类凤湿关节炎")) == (UNSURE, Reason.LOOK_ALIKE)
    assert outcome("高血压", diagnosis("高血脂")) == (FAIL, Reason.NO_FIT)


def test_a_foreign_abbreviation_is_for_a_person() -> None:
    assert outcome("恶性肿瘤", diagnosis("AML-M2")) == (UNSURE, Reason.ABBREVIATED)
    assert outcome("慢阻肺", diagnosis("COPD")) == (PASS, Reason.CONFIRMED)


# --- codes


@pytest.mark.parametrize(
    ("asked", "name", "code", "expected"),
    [
        ("糖尿病", "2型糖尿病", "E11.900", (PASS, Reason.CONFIRMED)),
        ("糖尿病", "2型糖尿病", "e11．9", (PASS, Reason.CONFIRMED)),
        ("高血压", "高血压病2级", "I10.x00x002", (PASS, Reason.CONFIRMED)),
        ("糖尿病", "2型糖尿病", "I10.x00", (UNSURE, Reason.CODE_DISAGREES)),
        ("恶性肿瘤", "肺癌", "D14.301", (UNSURE, Reason.CODE_DISAGREES)),
        ("恶性肿瘤", "肺癌化疗", "Z51.103", (PASS, Reason.CONFIRMED)),
        ("恶性肿瘤", "肺腺癌", "M8140/3", (PASS, Reason.CONFIRMED)),
        ("恶性肿瘤", "乳腺良性肿瘤", "C50.900", (UNSURE, Reason.CODE_DISAGREES)),
        ("糖尿病", "消渴", "E11.900", (UNSURE, Reason.CODE_ONLY)),
        ("糖尿病", "消渴", "B03.01.02", (FAIL, Reason.NO_FIT)),
        ("尿毒症透析", "肾病", "N18.001", (UNSURE, Reason.CODE_ONLY)),
    ],
)
def test_name_and_code_have_to_agree(asked: str, name: str, code: str, expected: tuple[Outcome, Reason]) -> None:
    assert outcome(asked, diagnosis(name, codes=(code,))) == expected


def test_an_imported_table_knows_names_the_own_words_do_not() -> None:
    table = IcdTable([IcdRow("C90.000", "卡勒病", "国临版2.0"), IcdRow("K29.500", "胃炎", "国临版2.0")])
    spec = disease("恶性肿瘤")
    assert supports(spec, [diagnosis("卡勒病")]).outcome is FAIL
    assert supports(spec, [diagnosis("卡勒病")], table).outcome is PASS
    assert supports(spec, [diagnosis("卡勒病", codes=("I10.x00",))], table).reason is Reason.CODE_DISAGREES
    assert supports(spec, [diagnosis("胃炎")], table).outcome is FAIL


@pytest.mark.parametrize(
    ("code", "ranges", "inside"),
    [
        ("C34.900", ("C00-C97",), True), ("C97", ("C00-C97",), True), ("D00.000", ("C00-C97",), False),
        ("N18.500", ("N18.5",), True),
        ("N18.400", ("N18.5",), False), ("E11.700x001", ("E11.2-E11.7",), True), ("E11.8", ("E11.2-E11.7",), False),
        ("I10.x00", ("I10-I15",), True),
        ("I16", ("I10-I15",), False), ("E11.2†", ("E10-E14",), True), ("M8140/3", ("M45",), False),
        ("A17.42.01", ("A17",), False),
    ],
)  # fmt: skip
def test_a_range_holds_its_ends_and_what_lies_below_them(code: str, ranges: tuple[str, ...], inside: bool) -> None:
    assert icd.within(code, ranges) is inside


def test_a_range_written_wrongly_is_refused() -> None:
    assert icd.is_range("C00-C97") and not icd.is_range("C97-C00") and not icd.is_range("癌")
    with pytest.raises(ValueError, match="C00-C97"):
        icd.within("C34", ("C-97",))


# --- stages and complications


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3级", (3, "级")), ("Ⅲ级", (3, "级")), ("CKD4期", (4, "期")), ("G5期", (5, "期")), ("IIIA期", (3, "期")),
    ("二级", (2, "级")),
     ("2型", None), ("", None), ("失代偿期", None)],
)  # fmt: skip
def test_stages_are_numbers(text: str, expected: tuple[int, str] | None) -> None:
    assert stage_ordinal(text) == expected


def test_a_stage_is_reached_missed_or_unread() -> None:
    spec = replace(disease("高血压"), min_stage="2级")
    assert supports(spec, [diagnosis("高血压", stage="2级")]).outcome is PASS
    assert supports(spec, [diagnosis("高血压病3级")]).outcome is PASS
    assert supports(spec, [diagnosis("高血压", stage="1级")]).reason is Reason.STAGE_TOO_LOW
    assert supports(spec, [diagnosis("高血压")]).reason is Reason.STAGE_UNREAD
    assert supports(spec, [diagnosis("高血压")]).outcome is UNSURE
    assert supports(spec, [diagnosis("高血压"), diagnosis("高血压病3级")]).outcome is PASS


def test_a_word_that_counts_from_a_stage_on() -> None:
    assert outcome("尿毒症透析", diagnosis("慢性肾脏病", stage="5期")) == (PASS, Reason.CONFIRMED)
    assert outcome("尿毒症透析", diagnosis("慢性肾脏病", stage="3期")) == (FAIL, Reason.NO_FIT)
    assert outcome("尿毒症透析", diagnosis("慢性肾脏病")) == (UNSURE, Reason.DOUBTFUL_NAME)


def test_a_transplant_counts_once_it_was_done() -> None:
    assert outcome("器官移植抗排异", diagnosis("肾移植", treated=True)) == (PASS, Reason.CONFIRMED)
    assert outcome("器官移植抗排异", diagnosis("肾移植")) == (UNSURE, Reason.DOUBTFUL_NAME)
    assert outcome("器官移植抗排异", diagnosis("等待肾移植"))[0] is FAIL


def test_a_needed_complication_is_there_doubtful_or_missing() -> None:
    spec = replace(disease("糖尿病"), with_any=("肾病", "视网膜病变", "周围神经病变"))
    main = diagnosis("2型糖尿病")
    assert supports(spec, [main, diagnosis("糖尿病肾病")]).outcome is PASS
    assert supports(spec, [diagnosis("2型糖尿病伴视网膜病变")]).outcome is PASS
    assert supports(spec, [main, diagnosis("糖尿病肾病", Certainty.SUSPECTED)]).reason is Reason.COMPLICATION_UNSURE
    assert supports(spec, [main, diagnosis("高血压")]).reason is Reason.COMPLICATION_MISSING
    assert supports(spec, [main, diagnosis("糖尿病肾病", Certainty.NEGATED)]).outcome is FAIL


# --- the table


def test_a_disease_is_found_by_name_alias_and_national_code() -> None:
    assert disease("M01600").name == disease("糖尿病").name == disease("2型糖尿病").name == "糖尿病"
    assert disease("高血压（合并并发症）").name == "高血压"
    assert find("无此病种") is None


def test_an_open_list_never_contradicts() -> None:
    assert outcome("罕见病", diagnosis("某综合征")) == (UNSURE, Reason.OPEN_LIST)


def test_the_table_is_whole() -> None:
    specs = disease_table.base().specs
    assert len(specs) >= 60
    assert all(spec.names and (spec.icd or spec.open) for spec in specs)
    for spec in specs:
        if not spec.at_stage:
            plain = diagnosis(spec.names[0])
            assert supports(spec, [plain]).outcome is PASS, f"{spec.name} strikes out its own name {spec.names[0]}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("diseases:\n  甲病:\n    icd: [C00]\n", "names"),
        ("diseases:\n  甲病:\n    names: [甲]\n    icd: [C97-C00]\n", "C00-C97"),
        ("diseases:\n  甲病:\n    names: [甲]\n    codes: [M16]\n", "five digits"),
        ("diseases:\n  甲病:\n    names: [甲]\n    words: [乙]\n", "words"),
        ("diseases:\n  甲病:\n    names: [甲]\n  乙病:\n    names: [乙]\n    aliases: [甲病]\n", "甲病"),
    ],
)
def test_a_wrong_table_names_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "diseases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=says):
        disease_table.load(path)


def on_page(made: Diagnosis, upload: str, page: int = 1) -> Diagnosis:
    return replace(made, evidence=(Evidence(upload, page, Box(0.1, 0.3, 0.6, 0.32), made.text, made.confidence),))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("左肺上叶腺癌IB期", 0.6), ("左肺上叶腺癌 ⅠB期", 0.55), PASS),
        (("左肺上叶腺癌IB期", 0.6), ("左肺上叶腺癌IB期", 0.45), UNSURE),  # more likely wrong than right
        (("左肺上叶腺癌IB期", 0.51), ("左肺上叶腺癌IB期", 0.51), PASS),
        (("左肺上叶腺癌IB期", 0.6), ("肺部感染", 0.6), UNSURE),  # the other names something else
        (("左肺上叶腺癌？", 0.6), ("左肺上叶腺癌IB期", 0.6), UNSURE),  # one is only suspected
    ],
)
def test_two_papers_read_with_doubt_that_agree_support_the_disease(
    first: tuple[str, float], second: tuple[str, float], expected: Outcome
) -> None:
    one, other = (diagnosis(name, confidence=sure) for name, sure in (first, second))
    assert outcome("恶性肿瘤", on_page(one, "证明.jpg"), on_page(other, "首页.jpg"))[0] is expected
    assert outcome("恶性肿瘤", on_page(one, "证明.jpg"), on_page(other, "证明.jpg"))[0] is UNSURE, (
        "one page, one reading"
    )


def test_a_sheet_photographed_twice_is_one_witness() -> None:
    one, again, other = (
        on_page(diagnosis("左肺上叶腺癌IB期", confidence=sure), upload)
        for upload, sure in (("证明.jpg", 0.6), ("再拍.jpg", 0.58), ("首页.jpg", 0.55))
    )

    def one_sheet(first: Evidence, second: Evidence) -> bool:
        return first.upload == second.upload or "首页.jpg" not in (first.upload, second.upload)

    assert supports(disease("恶性肿瘤"), [one, again], one_sheet=one_sheet).outcome is UNSURE
    found = supports(disease("恶性肿瘤"), [one, again, other], one_sheet=one_sheet)
    assert found.outcome is PASS and found.diagnoses == (one, other)


def test_what_a_net_alone_sees_supports_nothing_however_often() -> None:
    seen = CALIBRATION.probability(Topic.DIAGNOSIS, MOST)
    papers = [on_page(diagnosis("右肺恶性肿瘤", confidence=seen), f"{n}.jpg") for n in range(4)]
    assert supports(disease("恶性肿瘤"), papers).outcome is UNSURE


def test_what_one_paper_rules_out_and_another_makes_is_shown_as_both() -> None:
    out = diagnosis("冠心病", Certainty.NEGATED, text="排除冠心病")
    again = diagnosis("冠心病", text="（冠心病）")
    assert as_written([out, again, diagnosis("冠心病")]) == "排除冠心病；（冠心病）"
