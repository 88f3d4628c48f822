"""Whom papers name and who signs them, as further hospitals print it: rulings, brackets, titles as labels, numbers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.papers import assert_says, read, said

DISCHARGE = """
                   海堰县人民医院
                   出院记录
姓名：解晓东   性别：男   年龄：66岁   科室：心血管内科   住院号：0502147
入院日期：2026-02-20   出院日期：2026-03-02
出院诊断：1.高血压病3级（极高危）
出院医嘱：按时服药，定期复查。
%s
"""
REPORT = """
                   海堰县人民医院
                   彩色多普勒超声检查报告单
姓名：解晓东   性别：男   年龄：66岁   科室：心血管内科   检查日期：2026-03-02
检查所见：肝脏大小形态正常，回声均匀。
超声提示：肝脏未见异常。
%s
"""
VISIT = """
                   海堰县人民医院
                   门诊病历
%s
主诉：头晕3天。
初步诊断：1.高血压病3级（极高危）
医师签名：卓立新
"""


@pytest.mark.parametrize(
    ("signed", "by"),
    [
        (
            "住院医师：卓立新   主治医师：宁采臣",
            [("recording", "卓立新", ""), ("attending", "宁采臣", "")],
        ),
        (
            "住院医师：卓立新   主治医师：宁采臣   主任医师：云中鹤",
            [("recording", "卓立新", ""), ("attending", "宁采臣", ""), ("supervising", "云中鹤", "")],
        ),
        ("住院医师：卓立新   主任医师：云中鹤", [("attending", "卓立新", ""), ("supervising", "云中鹤", "")]),
        ("经治医师 卓立新   主任医师 云中鹤", [("attending", "卓立新", ""), ("supervising", "云中鹤", "")]),
        ("医师签名：卓立新   主任医师", [("attending", "卓立新", "主任医师")]),
        ("主治医师：卓立新   责任护士：宁采臣   麻醉医师：云中鹤", [("attending", "卓立新", "")]),
        (
            "医师1：卓立新             医师2：宁采臣\n职称：主任医师            职称：副主任医师",
            [("attending", "卓立新", "主任医师"), ("attending", "宁采臣", "副主任医师")],
        ),
    ],
)
def test_who_signs_a_discharge(signed: str, by: list[tuple[str, str, str]]) -> None:
    assert_says(DISCHARGE % signed, {"ph": by})


@pytest.mark.parametrize(
    ("signed", "by"),
    [
        ("报告医师：卓立新   记录员：赛罕", [("reporting", "卓立新", ""), ("recording", "赛罕", "")]),
        ("监测技师 苑 囿   报告医师 卓立新", [("reporting", "卓立新", ""), ("testing", "苑囿", "")]),
        ("报告医师：卓立新   记录员：通过", [("reporting", "卓立新", ""), ("recording", "", "")]),
    ],
)
def test_who_signs_a_report(signed: str, by: list[tuple[str, str, str]]) -> None:
    assert_says(REPORT % signed, {"ph": by})


@pytest.mark.parametrize(
    "printed",
    [
        "〔姓名〕解晓东 〔性别〕男 〔年龄〕66岁 〔门诊号〕MZ-00217 〔就诊日期〕2026-03-02",
        "姓名 解晓东｜性别 男｜年龄 66岁｜门诊号 MZ-00217｜就诊日期 2026-03-02",
        "[姓名]解晓东 [性别]男 [年龄]66岁 [病历号]MZ-00217 [就诊时间]2026/03/02 14:37",
        "姓名：解晓东   性别：男   年龄：66岁   ID号：MZ-00217   就诊日期：2026-03-02",
    ],
)
def test_whom_a_visit_was_of(printed: str) -> None:
    about = {"name": "解晓东", "sex": "男", "age": "66", "visit_number": "MZ-00217", "inpatient_number": None}
    assert_says(VISIT % printed, {"pt": about, "dt": [("visit", "2026-03-02")]})


@pytest.mark.parametrize(("label", "kind"), [("随访日期", "visit"), ("就诊日期", "visit")])
def test_the_day_of_a_visit(label: str, kind: str) -> None:
    assert_says(VISIT % f"姓名：解晓东   性别：男   年龄：66岁\n{label}：2026-03-02", {"dt": [(kind, "2026-03-02")]})


FORM = """
                   海堰市门诊慢特病待遇认定申请表
姓名：解晓东   性别：男   身份证号：379812196001011234   申请日期：2026-03-02
申请病种：高血压
医疗机构意见：符合申请条件。
专科医师：卓立新   2026-03-04
"""


def test_any_physician_on_a_form_gives_an_opinion() -> None:
    want: dict[str, Any] = {
        "ph": [("approving", "卓立新", "")],
        "dt": [("applied", "2026-03-02"), ("opinion", "2026-03-04")],
    }
    assert_says(FORM, want)


CERTIFICATE = """
                   海堰县人民医院
                   疾病诊断证明书
流水号550981461
姓名：%s   性别：男   年龄：66岁   门诊号：2604519979
诊断：1.高血压病3级（极高危）
处理意见：口服药物治疗。
%s
2026-03-02
"""


@pytest.mark.parametrize("label", ["责任医师", "开立医生", "开具医师", "诊断医师", "医师签名"])
def test_whoever_signs_a_certificate_issues_it(label: str) -> None:
    about = {"name": "解晓东", "visit_number": "2604519979"}
    assert_says(CERTIFICATE % ("解晓东", f"{label}：卓立新"), {"ph": [("attending", "卓立新", "")], "pt": about})


def test_a_surname_read_as_the_word_it_looks_like_is_the_surname() -> None:
    want = {"pt": {"name": "逄晓东"}, "ph": [("attending", "逄立新", "")]}
    assert_says(CERTIFICATE % ("逢晓东", "医师：逢立新"), want)


@pytest.mark.parametrize(("read", "is_called"), [("稽晓东", "稽晓东"), ("褟晓东", "褟晓东"), ("库晓东", "厍晓东")])
def test_surnames_that_look_alike_stay_where_both_are_surnames(read: str, is_called: str) -> None:
    assert_says(CERTIFICATE % (read, "医师：卓立新"), {"pt": {"name": is_called}})


@pytest.mark.parametrize("age", ["现年66岁", "年66岁", "年龄66岁", "66岁"])
def test_an_age_told_in_a_sentence(age: str) -> None:
    paper = CERTIFICATE.replace("姓名：%s   性别：男   年龄：66岁", f"兹证明患者%s，男，{age}，身份证号")
    assert_says(paper % ("解晓东", "医师：卓立新"), {"pt": {"name": "解晓东", "sex": "男", "age": "66"}})


def test_a_name_that_begins_with_a_character_running_text_begins_with() -> None:
    assert_says(CERTIFICATE.replace("姓名：%s", "姓名%s") % ("和天乐", "医师：卓立新"), {"pt": {"name": "和天乐"}})


def test_what_is_printed_across_a_signature_is_no_name() -> None:
    assert_says(REPORT % "审核医师：卓立新仅供参考，以纸质报告为准", {"ph": [("reviewing", "卓立新", "")]})


@pytest.mark.parametrize(("day", "want"), [("2026年3月2日", []), ("2026年3月1日", [("other", "2026-03-01")])])
def test_a_bare_day_that_says_the_day_of_issue_again_is_no_other_day(day: str, want: list[tuple[str, str]]) -> None:
    paper = CERTIFICATE.replace("流水号550981461", f"{day}   存根联") % ("解晓东", "医师：卓立新")
    assert_says(paper, {"dt": [*want, ("issued", "2026-03-02")], "issue": "2026-03-02"})


def test_a_surname_that_may_be_another_is_never_sure() -> None:
    plain, doubtful = (read(CERTIFICATE % (name, "医师：卓立新")).patient.name for name in ("解晓东", "稽晓东"))
    assert plain is not None and doubtful is not None
    assert doubtful.confidence < 0.95 * plain.confidence


LAB = """
                   海堰县人民医院
                   生化检验报告单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
科室    骨科    标本    血清    %s
项目                 结果        参考值         单位
肌酐                 118         57-97          umol/L
%s
"""


@pytest.mark.parametrize(
    ("head", "tail", "by"),
    [
        ("医嘱医生    卓立新", "检验者：廖仲书   审核者：许静宜", ("requesting", "卓立新")),
        ("床号    12", "技术员：廖仲书   审核者：许静宜", ("testing", "廖仲书")),
        ("床号    12", "检测 廖仲书    复核 许静宜    签发 温克俭", ("approving", "温克俭")),
    ],
)
def test_signers_of_a_laboratory(head: str, tail: str, by: tuple[str, str]) -> None:
    signed = said(read(LAB % (head, tail)))["ph"]
    assert (*by, "") in signed, signed


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (REPORT % "报告医师：卓立新    录入：温克俭", ("recording", "温克俭")),
        (REPORT % "会诊专家：卓立新 主任医师", ("reporting", "卓立新")),
        (REPORT % "装机者：温克俭    分析者：许静宜    审核者：廖仲书", ("testing", "温克俭")),
        (REPORT % "操作：温克俭    复检：许静宜", ("reviewing", "许静宜")),
        (VISIT % "接诊：温克俭 副主任医师", ("attending", "温克俭")),
        (VISIT % "随访医师 温克俭          下次随访日期：2026-12-10", ("attending", "温克俭")),
        (DISCHARGE % "医 师    主治 卓立新    住院 温克俭", ("recording", "温克俭")),
        (VISIT % "患者 解晓东，男，66岁；门诊号 20260302；申请医师 温克俭；检查部位 头部", ("requesting", "温克俭")),
    ],
)
def test_signers_behind_words_no_list_has(text: str, by: tuple[str, str]) -> None:
    signed = [each[:2] for each in said(read(text))["ph"]]
    assert by in signed, signed


def test_who_checks_orders_that_nobody_dispenses_reviews_them() -> None:
    orders = """
                   海堰县人民医院
                   住院患者用药记录单
姓名：解晓东   性别：男   年龄：66岁   住院号：0502147
日期          药品名称          剂量     途径     频率        医师
2026-03-02    硝苯地平控释片    30mg     口服     每日2次     卓立新
%s
"""
    assert ("reviewing", "许静宜", "") in said(read(orders % "核对：许静宜"))["ph"]
    assert ("dispensing", "许静宜", "") in said(read(orders % "核对：许静宜    发药：温克俭"))["ph"]


def test_a_long_name_may_hold_the_sun() -> None:
    said_of = said(read(DISCHARGE.replace("解晓东", "敖登格日勒") % "医师：卓立新"))
    assert said_of["pt"]["name"] == "敖登格日勒"


def test_an_applicant_is_no_physician() -> None:
    form = """
                   云川市门诊慢特病待遇申请表
姓名：解晓东   性别：男   身份证号：370102196004051234
申请病种：高血压病
以上情况属实。          申请人：解晓东          2026-03-22
诊断：高血压病3级
责任医师签字：卓立新          2026-03-22
"""
    assert [name for _, name, _ in said(read(form))["ph"]] == ["卓立新"]


@pytest.mark.parametrize("told", ["诊断：高血压", "检查：双颊", "检查：平软"])
def test_what_a_paper_tells_is_no_signature(told: str) -> None:
    visit = VISIT % f"姓名：解晓东   性别：男   门诊号：20260302\n{told}"
    assert [name for _, name, _ in said(read(visit))["ph"]] == ["卓立新"]


@pytest.mark.parametrize(
    "aside", ["扫描方式 平扫", "检查体位 安康", "摄片张数 伍张", "扫描方式：平扫", "检查体位：安康", "摄片张数：伍张"]
)
def test_what_was_done_and_how_is_nobody_s_name(aside: str) -> None:
    report = f"""
                   海堰县人民医院
                   CT检查报告
姓名：解晓东    性别：男    年龄：66岁
影像所见：双肺清晰
{aside}      签发 李书平      报告医师：卓立新
"""
    assert_says(report, {"ph": [("reporting", "卓立新", ""), ("reviewing", "李书平", "")]})
