"""What a trained net makes of papers whose labels nobody knows: found where no rule finds any, and never sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.calibration import CALIBRATION, Topic
from extractors.fields import diagnoses, diagnosis_bounded, physician_placed, physician_role_sighted
from extractors.fields.diagnosis_labels import CERTIFICATE as CERTIFICATE_LABELS
from extractors.fields.issue_date import issue_date
from extractors.fields.physician_role_sighted import roled
from extractors.layout.sheet import sheet_of
from extractors.layout.text import evidence
from extractors.reading import DateField, DateRole, Field, Kind, Page, PartialDate, Physician, PhysicianRole
from extractors.roles.kinds import kind_of
from extractors.roles.net import DATES, DIAGNOSIS, DIAGNOSIS_ON, MOST, NAME_ON, SIGNERS, SOURCE, Tagged, tagged
from tests.extractors.lines import line, page
from tests.extractors.papers import read
from validators.thresholds import accepted

ACCEPTED = 0.5  # probability up to which nothing counts, not even beside another that agrees (validators.diagnoses)

CERTIFICATE = """
                   临汐市第一医院
                   疾病诊断证明书
姓名：解晓东   性别：男   年龄：66岁   科室：内科   门诊号：20260302017
{}
{}
                       2026年3月2日
"""
SIGNED = "                       医师签名：卓立新"
UNKNOWN = """【所见病患】
  1. 慢性肾脏病5期
  2. 肾性贫血
  3. 高血压病3级
【嘱咐】低盐饮食，按时透析。"""


def test_every_character_belongs_to_something() -> None:
    lines = tagged(page(line("初步印象：2型糖尿病", 0.1, 0.3), line("医师：卓立新", 0.6, 0.8)))
    assert [each.line.text for each in lines] == ["初步印象：2型糖尿病", "医师：卓立新"]
    for each in lines:
        assert each.tags.shape == (len(each.line.text), 7)
        assert each.signers.shape == (len(each.line.text), len(SIGNERS))
        assert each.dates.shape == (len(each.line.text), len(DATES))
        assert np.allclose(each.tags.sum(1), 1, atol=1e-5)


@pytest.mark.parametrize("topic", [Topic.DIAGNOSIS, Topic.PHYSICIAN, Topic.DATE, Topic.KIND])
def test_what_it_finds_is_right_less_than_half_the_time_on_the_curves(topic: Topic) -> None:
    assert CALIBRATION.probability(topic, MOST) < ACCEPTED


def test_a_page_without_text_says_nothing() -> None:
    assert tagged(page()) == ()


def test_diagnoses_under_a_heading_nobody_knows_are_found_and_never_sure() -> None:
    found = read(CERTIFICATE.format(UNKNOWN, SIGNED))
    assert found.kind is Kind.DIAGNOSIS_CERTIFICATE
    assert [each.name for each in found.diagnoses] == ["慢性肾脏病5期", "肾性贫血", "高血压病3级"]
    assert {each.source for each in found.diagnoses} == {SOURCE}
    assert all(each.confidence < ACCEPTED and each.evidence for each in found.diagnoses)


def test_what_rules_find_stays_as_it_is() -> None:
    found = read(CERTIFICATE.format("诊断：1.慢性肾脏病5期 2.肾性贫血", SIGNED))
    assert [each.name for each in found.diagnoses] == ["慢性肾脏病5期", "肾性贫血"]
    assert all(each.source == "诊断" and each.confidence > ACCEPTED for each in found.diagnoses)


def test_what_somebody_once_had_is_no_diagnosis() -> None:
    found = read(CERTIFICATE.format("既往史：否认高血压、糖尿病、冠心病病史。\n嘱咐：低盐饮食，按时复查。", SIGNED))
    assert found.diagnoses == ()


def test_diagnoses_that_rules_left_out_are_found_beside_theirs_and_never_sure() -> None:
    found = read(CERTIFICATE.format(f"门诊诊断：2型糖尿病\n{UNKNOWN}", SIGNED)).diagnoses
    known, *others = found
    assert (known.name, known.source) == ("2型糖尿病", "门诊诊断") and known.confidence > ACCEPTED
    assert [each.name for each in others] == ["慢性肾脏病5期", "肾性贫血", "高血压病3级"]
    assert {each.source for each in others} == {SOURCE}
    assert all(each.confidence < ACCEPTED for each in others)


def test_what_a_report_concludes_is_no_diagnosis_beside_those_of_the_list() -> None:
    story = "辅助检查：心电图：1.窦性心律；2.偶发房性早搏、室性早搏；3.ST段改变。"
    found = read(CERTIFICATE.format(f"{story}\n诊断：慢性肾脏病5期", SIGNED))
    assert [each.name for each in found.diagnoses] == ["慢性肾脏病5期"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("1. OX 增殖性糖尿病视网膜病变 2. OZ 老年性白内障", ["增殖性糖尿病视网膜病变", "老年性白内障"]),
        ("1. OS 增殖性糖尿病视网膜病变 2. OD 老年性白内障", ["增殖性糖尿病视网膜病变", "老年性白内障"]),
        ("CKD 5期（维持性血液透析）", ["CKD 5期(维持性血液透析)"]),
        ("B-地中海贫血；r/o 肺结核", ["β-地中海贫血", "r/o肺结核"]),
        ("2型糖尿病；胸12椎体压缩性骨折", ["2型糖尿病", "胸12椎体压缩性骨折"]),
    ],
)
def test_letters_before_a_diagnosis_that_are_none_of_it_are_cut_off(printed: str, names: list[str]) -> None:
    found = read(CERTIFICATE.format(f"诊断：{printed}\n建议：门诊随访", SIGNED))
    assert [each.name for each in found.diagnoses] == names
    assert all((each.confidence < ACCEPTED) == printed.startswith("1. OX") for each in found.diagnoses)


def _unlikely(monkeypatch: pytest.MonkeyPatch, words: str, begun: str = "") -> None:
    """A net that takes all of a page for diagnoses but these words. `begun`: with which it sees an entry begin."""

    def asked(page: Page) -> tuple[Tagged, ...]:
        said = []
        for each in page.lines:
            tags = np.full((len(each.text), 7), 1e-4, np.float32)
            other = [at for at, c in enumerate(each.text) if c in words]
            tags[:, DIAGNOSIS_ON], tags[other, DIAGNOSIS_ON] = 0.999, 1e-4
            tags[[at for at, c in enumerate(each.text) if c in begun], DIAGNOSIS] = 0.95
            said.append(Tagged(each, tags, tags, tags))
        return tuple(said)

    monkeypatch.setattr(diagnosis_bounded, "tagged", asked)


@pytest.mark.parametrize(
    ("printed", "words", "name", "certainty"),
    [
        ("慢性胆囊炎摘要", "摘要", "慢性胆囊炎", "confirmed"),
        ("证候肾性贫血", "证候", "肾性贫血", "confirmed"),
        ("肾性贫血待查", "待查", "肾性贫血", "suspected"),  # which stays doubted
        ("肾性贫血者", "者", "肾性贫血者", "confirmed"),  # of a single character no net is sure
        ("肾性摘要", "摘要", "肾性摘要", "confirmed"),  # what is left is no disease
    ],
)
def test_edges_that_are_surely_no_diagnosis_are_cut_off(
    printed: str, words: str, name: str, certainty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _unlikely(monkeypatch, words)
    (found,) = diagnoses.extract((page(line(f"诊断：{printed}", 0.1, 0.5)),), CERTIFICATE_LABELS)
    assert (found.name, found.certainty.value, found.source) == (name, certainty, "诊断")
    assert (found.confidence < ACCEPTED) == (found.certainty.value == "confirmed" and name != printed)


def test_what_stands_before_where_an_entry_begins_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    _unlikely(monkeypatch, "主证型", begun="气")  # 中 and 医 may be of the name, for all it sees
    (found,) = diagnoses.extract((page(line("诊断：主证型中医气滞血瘀", 0.1, 0.5)),), CERTIFICATE_LABELS)
    assert found.name == "气滞血瘀" and found.confidence < ACCEPTED


LEAFLETS = "随附材料\n糖尿病宣教单\n肾炎病理切片"


def test_what_stands_among_diagnoses_and_surely_is_none_is_left_out() -> None:
    found = read(CERTIFICATE.format(f"诊断：\n慢性肾脏病5期\n肾性贫血\n{LEAFLETS}\n建议：按时透析", SIGNED))
    assert [each.name for each in found.diagnoses] == ["慢性肾脏病5期", "肾性贫血"]
    assert all(each.confidence > ACCEPTED for each in found.diagnoses)


def test_what_has_the_form_of_a_diagnosis_is_doubted_and_never_left_out() -> None:
    found = read(CERTIFICATE.format("诊断：\n慢性肾脏病5期\n肾性贫血\n本院可申请病种\n糖尿病\n建议：按时透析", SIGNED))
    doubted = [each for each in found.diagnoses if each.confidence < ACCEPTED]
    assert [each.name for each in doubted] == ["本院可申请病种糖尿病"]
    assert [each.name for each in found.diagnoses if each not in doubted] == ["慢性肾脏病5期", "肾性贫血"]


def test_where_nothing_is_a_diagnosis_for_certain_what_was_found_stays_and_is_never_sure() -> None:
    found = read(CERTIFICATE.format(f"诊断：\n{LEAFLETS}\n建议：按时透析", SIGNED))
    assert found.diagnoses
    assert all(each.confidence < ACCEPTED for each in found.diagnoses)


REPORT = """
                   临汐市第一医院
                   检验报告单
姓名：解晓东   性别：男   年龄：66岁   科室：内科   样本号：20260302017
{}
项目        结果     单位       参考区间
肌酐        312      μmol/L     57-97
尿素        18.2     mmol/L     3.1-8.0
检验师：卓立新       审核者：宁采臣
"""


def test_dates_behind_words_nobody_knows_are_told_apart_and_never_sure() -> None:
    found = read(REPORT.format("血样抽出 2026-03-01 08:12   样品送抵 2026-03-01 09:30   报告日期：2026-03-02"))
    assert [(each.role, str(each.date), each.label) for each in found.dates] == [
        (DateRole.SAMPLED, "2026-03-01", SOURCE),
        (DateRole.RECEIVED, "2026-03-01", SOURCE),
        (DateRole.REPORTED, "2026-03-02", "报告日期"),
    ]
    assert [each.confidence < ACCEPTED for each in found.dates] == [True, True, False]


VISIT = """
                   临汐市第一医院
                   门诊病历
姓名：解晓东   性别：男   年龄：66岁   科室：内科   门诊号：20260302017
到诊 2026-03-01 08:30
主诉：乏力、纳差3月
诊断：1.慢性肾脏病5期 2.肾性贫血
处理：低盐饮食，按时透析
医师：卓立新
下次随访 2026-04-01
"""


def test_the_day_of_a_next_visit_is_none_of_the_papers() -> None:
    found = read(VISIT)
    assert [(each.role, str(each.date)) for each in found.dates] == [(DateRole.VISIT, "2026-03-01")]
    assert found.issue_date is not None
    assert found.issue_date.date.confidence < ACCEPTED


def test_a_day_only_told_stays_where_no_other_may_be_the_papers() -> None:
    undated = CERTIFICATE.replace("                       2026年3月2日\n", "")
    found = read(undated.format("诊断：1.慢性肾脏病5期 2.肾性贫血\n建议：按时透析，下次 2026-04-01", SIGNED))
    assert [(each.role, str(each.date)) for each in found.dates] == [(DateRole.OTHER, "2026-04-01")]
    assert found.issue_date is None


def test_a_day_the_net_alone_sees_never_stands_before_one_that_rules_know() -> None:
    known = DateField(DateRole.ISSUED, PartialDate(2026, 3, 2), "2026-03-02", 0.9, ())
    seen = DateField(DateRole.ISSUED, PartialDate(2026, 3, 9), "2026-03-09", MOST, (), SOURCE)
    chosen = issue_date([seen, known], (DateRole.ISSUED,))
    assert chosen is not None
    assert chosen.date is known
    later = issue_date([seen, replace(known, role=DateRole.PRINTED)], (DateRole.ISSUED, DateRole.PRINTED))
    assert later is not None
    assert later.date.role is DateRole.PRINTED
    alone = issue_date([seen], (DateRole.ISSUED,))
    assert alone is not None
    assert alone.date is seen


def test_a_signer_behind_a_word_nobody_knows_is_found_and_never_sure() -> None:
    found = read(CERTIFICATE.format("诊断：1.慢性肾脏病5期 2.肾性贫血", "                       出证人 卓立新"))
    assert [each.name.value for each in found.physicians if each.name] == ["卓立新"]
    assert all(each.name.confidence < ACCEPTED for each in found.physicians if each.name)


ULTRASOUND = """
                   临汐市第一医院
                  超声检查报告单
姓名：解晓东   性别：男   年龄：66岁   科室：内科   门诊号：20260302017
开单医师：卓立新   检查部位：肝胆胰脾   检查日期：2026年3月2日
超声所见：肝脏大小正常，表面光滑，实质回声均匀，血管走行清晰。胆囊大小正常，壁光滑。
超声提示：肝胆胰脾未见明显异常
检查者：孟凡青   审核者：乔雨   二线医师：席文静        报告日期：2026年3月2日
"""


def test_what_a_word_means_is_told_by_the_paper_where_the_net_is_sure() -> None:
    signed = {each.name.value: each.role for each in read(ULTRASOUND).physicians if each.name}
    assert signed["孟凡青"] is PhysicianRole.TESTING  # where others answer for the report
    assert signed["卓立新"] is PhysicianRole.REQUESTING
    assert signed["乔雨"] is PhysicianRole.REVIEWING


@pytest.mark.parametrize(
    ("told", "title", "seen", "role"),
    [
        ("reviewing", "", "approving", "approving"),
        ("reviewing", "主任医师", "approving", "reviewing"),  # a rule may ask for the title of whoever answers
        ("attending", "", "supervising", "attending"),  # the senior among them is the rules' to say
        ("attending", "主任医师", "requesting", "attending"),
        ("testing", "主管技师", "reporting", "reporting"),
    ],
)
def test_who_answers_for_a_paper_is_not_the_nets_to_say(
    told: str, title: str, seen: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(of: Page) -> tuple[Tagged, ...]:
        (each,) = of.lines
        tags, signers = np.zeros((len(each.text), 7), np.float32), np.zeros((len(each.text), 10), np.float32)
        tags[:, NAME_ON], signers[:, SIGNERS.index(PhysicianRole(seen))] = 1.0, 0.99
        return (Tagged(each, tags, signers, tags),)

    monkeypatch.setattr(physician_placed, "tagged", asked)
    sheet = sheet_of(page(line("卓立新", 0.1, 0.3)))
    proof = evidence(sheet.page, sheet.lines)
    signer = Physician(PhysicianRole(told), Field("physician", "卓立新", "卓立新", 0.9, proof), title, proof)
    other = Physician(PhysicianRole.REQUESTING, None, "", ())
    assert [each.role.value for each in roled([signer, other], [sheet])] == [role, "requesting"]
    assert [each.role.value for each in roled([signer], [sheet])] == [told]  # nobody beside him tells otherwise


@pytest.mark.parametrize(("label", "role"), [("分析者", "reporting"), ("检查者", "testing")])
def test_a_label_that_says_what_only_one_role_does_is_believed(
    label: str, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """分析者 reports on every paper, 检查者 where nobody else does and the net does not know better."""
    monkeypatch.setattr(physician_role_sighted, "role_at", lambda *_: (PhysicianRole.TESTING, 0.99))
    signed = {each.name.value: each.role.value for each in read(_signed_by(label)).physicians if each.name}
    assert signed["孟凡青"] == role


def test_what_no_net_takes_for_a_name_is_no_signer_where_another_signs() -> None:
    plan = "处理：择期结肠镜（预约）；检验：凝血功能、EBV-DNA"
    signed = read(CERTIFICATE.format(f"诊断：溃疡性结肠炎\n{plan}", SIGNED)).physicians
    assert [each.name.value for each in signed if each.name] == ["卓立新"]


def _signed_by(label: str) -> str:
    return ULTRASOUND.replace("检查者", label)


def test_who_signs_and_is_no_physician_is_not_found() -> None:
    signed = f"{SIGNED}   责任护士：宁采臣   经办人：云中鹤"
    found = read(CERTIFICATE.format("诊断：1.慢性肾脏病5期 2.肾性贫血", signed))
    assert [each.name.value for each in found.physicians if each.name] == ["卓立新"]


@pytest.mark.parametrize("behind", [" 副主任医师", "（副主任医师）", "     副主任医师"])
def test_a_signer_the_net_alone_sees_has_the_title_printed_behind(behind: str) -> None:
    found = read(CERTIFICATE.format("诊断：1.慢性肾脏病5期 2.肾性贫血", f"          出证人 卓立新{behind}"))
    assert [(each.name.value, each.title) for each in found.physicians if each.name] == [("卓立新", "副主任医师")]


UNTITLED = """
                   临汐市第一医院
                   病情书面函
姓名：解晓东   性别：男   年龄：66岁   科室：内科   号码：20260302017
判断：1.慢性肾脏病5期 2.肾性贫血
意见：低盐饮食，按时透析
以上情况属实，特此告知。
                       医师：卓立新
                       2026年3月2日
"""
VISITS = """
                   临汐市第一医院
                   探视与作息安排
各位住院的朋友：每日下午3点至5点可以探视，一次不超过两人。
请勿在走廊内吸烟，贵重物品自行保管。开饭时间为7点、11点半、17点。
医师查房期间请留在床位。有疑问请到护士站，感谢配合。
                       内科病区
                       2026年3月2日
"""
CONSENT = """
                   临汐市第一医院
                   手术前谈话记录
姓名：解晓东   性别：男   年龄：66岁   科室：外科   号码：20260302017
拟行：腹腔镜胆囊切除术
可能发生：出血、感染、胆管损伤、深静脉血栓形成、心肌梗死、脑梗死
本人已知晓上述内容，同意手术。
                       签字：解晓东
                       谈话人：卓立新
"""


def test_a_paper_that_no_title_tells_is_read_as_what_the_net_takes_it_for_and_is_never_sure() -> None:
    found = read(UNTITLED)
    assert found.kind is Kind.DIAGNOSIS_CERTIFICATE
    assert found.kind_confidence < accepted().kind
    assert [each.name for each in found.diagnoses] == ["慢性肾脏病5期", "肾性贫血"]


@pytest.mark.parametrize("text", [VISITS, CONSENT])
def test_what_is_no_paper_of_an_application_stays_unknown(text: str) -> None:
    assert read(text).kind is Kind.UNKNOWN


def test_a_page_without_text_is_taken_for_nothing() -> None:
    assert kind_of(page()) is None
