"""Kinds: recognised from title and content, never from the file's name."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.kinds.all import BY_KIND, SPECS
from extractors.kinds.recognise import Recognition, recognise
from extractors.layout.sheet import sheet_of
from extractors.reading import DateRole, Kind, Line, Quality, QualityGrade, QualityProblem
from tests.extractors.lines import column, line, page

TITLES = {
    Kind.DIAGNOSIS_CERTIFICATE: """
        疾病诊断证明书 诊断证明 病情证明单 病情诊断书 诊断说明书 门诊诊断证明书 诊疗证明书 疾病证明书
        专科医师诊断证明
    """,
    Kind.OUTPATIENT_RECORD: "门诊病历 门(急)诊病历 门（急）诊病历记录 门诊电子病历 急诊病历 门诊就诊记录",
    Kind.ADMISSION_RECORD: "入院记录 住院病历 入院小结 再次入院记录 第2次入院记录",
    Kind.DISCHARGE_RECORD: "出院记录 出院小结 出院证 出院证明书 24小时入出院记录",
    Kind.INPATIENT_FRONT_PAGE: "住院病案首页 病案首页 中医住院病案首页",
    Kind.LAB_REPORT: "检验报告单 化验单 血常规检验报告单 糖化血红蛋白检测报告单 生化报告单 凝血功能检查报告单",
    Kind.EXAM_REPORT: """
        CT检查报告单 MRI诊断报告书 彩色多普勒超声检查报告单 动态心电图报告 电子肠镜检查报告 肺功能检查报告
        检查报告单
    """,
    Kind.PATHOLOGY_REPORT: "病理检查报告单 病理诊断报告书 免疫组化报告 病理检验报告单",
    Kind.GENETIC_REPORT: "基因检测报告 EGFR基因突变检测报告 NGS检测报告 染色体核型分析报告",
    Kind.MEDICATION_RECORD: "处方笺 门诊处方 用药记录 治疗记录 临时医嘱单",
    Kind.APPLICATION_FORM: """
        日照市基本医疗保险门诊特殊疾病医疗证申请表 门诊慢特病病种待遇认定申请表 医疗保险慢性病鉴定审批表
        特殊病种备案申报表
    """,
    Kind.PROXY_AUTHORIZATION: "授权委托书 代办委托书",
    Kind.INSURANCE_CARD: "社会保障卡 医保电子凭证 医疗保险卡",
    Kind.UNRELATED: "增值税电子普通发票 医疗门诊收费票据 费用明细清单 收据",
}
ANYTHING = ["姓名：张三 性别：男 年龄：58岁", "一二三四五六七八九十", "一二三四五六七八九十"]


def of(*lines: Line) -> Recognition:
    return recognise(sheet_of(page(*lines)))


def titled(title: str, *lines: Line) -> Recognition:
    letterhead = line("海曲市人民医院", 0.3, 0.05, height=0.03)
    return of(letterhead, line(title, 0.35, 0.1, height=0.028), *(lines or column(ANYTHING, 0.1, 0.2)))


@pytest.mark.parametrize(("kind", "title"), [(kind, title) for kind, all_ in TITLES.items() for title in all_.split()])
def test_titles(kind: Kind, title: str) -> None:
    found = titled(title)
    assert (found.kind, found.begins) == (kind, True)
    assert found.confidence > 0.75


@pytest.mark.parametrize("title", ["诊 断 证 明 书", "诊断证朋书", "诊断证明书（存根）", "海曲市人民医院诊断证明书"])
def test_a_certificate_s_title_spaced_misread_or_behind_the_hospital_s_name(title: str) -> None:
    assert titled(title).kind is Kind.DIAGNOSIS_CERTIFICATE


def test_a_title_in_pieces() -> None:
    pieces = [line(char, 0.3 + 0.09 * i, 0.1, height=0.03) for i, char in enumerate("诊断证明书")]
    assert of(*pieces, *column(ANYTHING, 0.1, 0.2)).kind is Kind.DIAGNOSIS_CERTIFICATE


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            Kind.LAB_REPORT,
            "项目名称 结果 单位 参考区间|葡萄糖 7.9 mmol/L 3.9-6.1|检验者：赵六|标本类型：血清",
        ),
        (Kind.EXAM_REPORT, "检查部位：胸部|检查所见：双肺纹理清晰|诊断意见：未见异常|报告医师：李四 审核医师：王五"),
        (
            Kind.ADMISSION_RECORD,
            "主诉：头晕|现病史：三年前|既往史：体健|个人史：无|体格检查：正常|病史陈述者：本人",
        ),
        (Kind.DISCHARGE_RECORD, "入院诊断：高血压|诊疗经过：予降压|出院诊断：高血压|出院医嘱：随访|住院天数：7"),
        (Kind.PATHOLOGY_REPORT, "病理号：123|肉眼所见：组织一块|镜下所见：腺癌|病理诊断：腺癌|免疫组化：TTF-1(+)"),
        (
            Kind.ID_CARD_FRONT,
            """
            姓名 张三|性别 男 民族 汉|出生 1967年3月5日|住址 海曲市一号|公民身份号码 11010519491231002X
        """,
        ),
        (Kind.ID_CARD_BACK, "中华人民共和国|居民身份证|签发机关 海曲市公安局|有效期限 2015.06.01-2035.06.01"),
        (Kind.UNRELATED, "微信支付|支付成功|￥35.00|收款方 小吃店|交易单号 420000"),
    ],
)
def test_content_alone_tells(kind: Kind, content: str) -> None:
    found = of(*column(content.split("|"), 0.1, 0.2))
    assert found.kind is kind
    assert not found.begins


def test_quoting_another_kind_s_title_changes_nothing() -> None:
    text = ["主诉：复查", "现病史：出院小结示高血压，检验报告单示血糖升高，有诊断证明书", "处理意见：随诊"]
    assert titled("门诊病历", *column(text, 0.1, 0.2)).kind is Kind.OUTPATIENT_RECORD


def test_the_parts_of_a_packet_are_told_by_their_titles_not_their_diagnoses() -> None:
    text = ["姓名：张三", "临床诊断：高血压", "建议：休息", "医师签名：李四"]
    assert titled("疾病诊断证明书", *column(text, 0.1, 0.2)).kind is Kind.DIAGNOSIS_CERTIFICATE


def test_a_legible_page_that_fits_nothing_is_unknown() -> None:
    found = of(
        *column(
            ["资本的生产过程", "商品和货币，商品的两个因素", "使用价值和价值"],
            0.1,
            0.1,
        )
    )
    assert found.kind is Kind.UNKNOWN


def test_a_clear_picture_without_text_is_unrelated_and_a_bad_one_unknown() -> None:
    assert of().kind is Kind.UNRELATED
    assert recognise(sheet_of(page(grade=QualityGrade.UNREADABLE))).kind is Kind.UNKNOWN
    blank = dataclasses.replace(page(), quality=Quality(QualityGrade.GOOD, (QualityProblem.BLANK,)))
    assert recognise(sheet_of(blank)).kind is Kind.UNKNOWN


def test_a_portrait_is_a_photo() -> None:
    assert recognise(sheet_of(dataclasses.replace(page(), picture="portrait"))).kind is Kind.PHOTO


def test_both_sides_of_an_id_card_on_one_page() -> None:
    front = column(
        [
            "姓名 张三",
            """
        性别 男 民族 汉
    """,
            "出生 1967年3月5日",
            "住址 一号",
            "公民身份号码 11010519491231002X",
        ],
        0.1,
        0.1,
    )
    back = column(["中华人民共和国", "居民身份证", "签发机关 海曲市公安局", "有效期限 2015.06.01-2035.06.01"], 0.1, 0.7)
    found = of(*front, *back)
    assert (found.kind, found.also) == (Kind.ID_CARD_FRONT, (Kind.ID_CARD_BACK,))


def test_every_kind_has_one_spec_and_no_print_time_issues_anything() -> None:
    assert set(BY_KIND) == set(Kind) and len(SPECS) == len(Kind)
    assert not any({DateRole.PRINTED, DateRole.EXPIRY} & set(spec.issue_dates) for spec in SPECS)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("门诊就诊病历", Kind.OUTPATIENT_RECORD),
        ("24小时内入出院记录", Kind.DISCHARGE_RECORD),
        ("诊疗证明书", Kind.DIAGNOSIS_CERTIFICATE),
        ("医学诊断证明书", Kind.DIAGNOSIS_CERTIFICATE),
        ("动态心电图报告单", Kind.EXAM_REPORT),
        ("特殊病种备案申报表", Kind.APPLICATION_FORM),
        ("高通量测序检测报告", Kind.GENETIC_REPORT),
        ("住院费用清单", Kind.UNRELATED),
        ("特殊病种诊断证明书", Kind.DIAGNOSIS_CERTIFICATE),
        ("急诊留观病历", Kind.OUTPATIENT_RECORD),
        ("24小时内入院记录", Kind.ADMISSION_RECORD),
        ("住院病案小结", Kind.DISCHARGE_RECORD),
        ("骨密度检测报告", Kind.EXAM_REPORT),
        ("碳13呼气试验报告", Kind.EXAM_REPORT),
        ("细菌培养及药敏报告", Kind.LAB_REPORT),
        ("骨髓细胞形态学检查报告", Kind.LAB_REPORT),
        ("活体组织检查报告单", Kind.PATHOLOGY_REPORT),
    ],
)
def test_titles_no_sample_bears(title: str, kind: Kind) -> None:
    body = column(["姓名：张三 性别：男 年龄：58岁", "科室：内科 住院号：0012345", "2026年3月5日"], 0.1, 0.16)
    found = recognise(sheet_of(page(line(title, 0.38, 0.09, height=0.024), *body)))
    assert found.kind is kind


@pytest.mark.parametrize("title", ["出院告知书", "出院指导单", "出院病情告知书"])
def test_a_discharge_notice_with_a_table_of_drugs(title: str) -> None:
    rows = [
        "患者：张三 登记号：0607087",
        "入院诊断",
        "1.1型糖尿病",
        "出院诊断",
        "1.1型糖尿病[E10.900]",
        "住院经过",
        "出院用药",
    ]
    drugs = ["药品名称", "每次剂量", "给药途径", "给药频次", "甲钴胺胶囊", "0.5mg", "口服", "tid", "康复与随访"]
    found = recognise(sheet_of(page(line(title, 0.8, 0.06), *column([*rows, *drugs], 0.07, 0.12))))
    assert found.kind is Kind.DISCHARGE_RECORD
    assert found.confidence > 0.8


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (
            Kind.OUTPATIENT_RECORD,
            "2026.08.07 肝移植科|主诉：肝移植后18个月随访|查体：心肺无异常|诊断：肝移植状态|处理：口服",
        ),
        (Kind.ADMISSION_RECORD, "住院号：0012345 床号：6|患者神志清，生命体征平稳|入院第3天，主任医师查房|继续治疗"),
    ],
)
def test_a_progress_note_is_a_visit_s_or_a_ward_s_by_what_it_says(kind: Kind, rows: str) -> None:
    body = column(["姓名：张三 性别：男 年龄：37岁", *rows.split("|")], 0.07, 0.16)
    found = recognise(sheet_of(page(line("病程记录", 0.4, 0.08, height=0.03), *body)))
    assert found.kind is kind
    assert found.confidence > 0.8


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("内分泌实验室报告单", "项目 测定值 正常范围 单位", Kind.LAB_REPORT),
        ("视频胃动力测定报告", "检查所见：胃窦收缩波减弱。 检查结论：动力不足", Kind.EXAM_REPORT),
        ("诊断建议书", "建议：休息1个月。 特此证明", Kind.DIAGNOSIS_CERTIFICATE),
        ("高血压患者随访服务记录表", "随访日期 2026年4月3日 服药依从性 1规律", Kind.OUTPATIENT_RECORD),
        ("门诊慢特病医疗证", "医疗保障局制 本证仅限本人使用", Kind.INSURANCE_CARD),
    ],
)
def test_titles_told_by_how_they_end(title: str, words: str, kind: Kind) -> None:
    body = column(["姓名：张三 性别：男 年龄：58岁", words], 0.1, 0.16)
    assert recognise(sheet_of(page(line(title, 0.38, 0.09, height=0.024), *body))).kind is kind


def test_an_ending_alone_tells_no_kind() -> None:
    body = column(["查询人：张三", "贷款余额 120000"], 0.1, 0.16)
    found = recognise(sheet_of(page(line("个人信用报告", 0.38, 0.09, height=0.024), *body)))
    assert found.kind not in {Kind.EXAM_REPORT, Kind.LAB_REPORT, Kind.PATHOLOGY_REPORT, Kind.GENETIC_REPORT}


def test_a_smear_of_marrow_that_was_looked_at() -> None:
    body = column(
        ["取材部位：右髂后", "形态描述：骨髓增生极度活跃，全片见巨核细胞3个。", "诊断意见：急性白血病"], 0.1, 0.16
    )
    found = recognise(sheet_of(page(line("骨髓细胞形态学分析报告", 0.38, 0.09, height=0.024), *body)))
    assert found.kind is Kind.PATHOLOGY_REPORT


def test_another_card_with_an_identity_number() -> None:
    body = column(
        ["姓名 张三", "公民身份号码 379824199003172754", "居住地址 示例路5号", "签发机关 示例市公安局"], 0.1, 0.2
    )
    assert recognise(sheet_of(page(line("居住证", 0.42, 0.1, height=0.03), *body))).kind is not Kind.ID_CARD_FRONT


@pytest.mark.parametrize(
    ("words", "kind"), [("项目管理 工程师", Kind.UNKNOWN), ("诊断：慢性肾脏病5期 建议休息", Kind.DIAGNOSIS_CERTIFICATE)]
)
def test_a_kind_the_net_alone_sees_needs_a_word_of_such_papers(
    words: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.kinds.recognise.sighted", lambda page: Kind.DIAGNOSIS_CERTIFICATE)
    lines = (line("某某说明", 0.4, 0.05), line("卓立新", 0.1, 0.2), line(words, 0.1, 0.3), line("余明远", 0.1, 0.4))
    assert recognise(sheet_of(page(*lines))).kind is kind


def test_a_form_that_asks_what_a_card_says_is_none() -> None:
    card = ("姓名 卓立新", "性别 男 民族 汉", "出生 1980年2月5日", "住址 云岫县青埠镇12号")
    assert recognise(sheet_of(page(*column(card, 0.1, 0.2, 0.06)))).kind is Kind.ID_CARD_FRONT
    form = (*card, "学历 本科 政治面貌 群众", "家庭成员 余明远", "岗位 技术员")
    assert recognise(sheet_of(page(*column(form, 0.1, 0.2, 0.06)))).kind is Kind.UNKNOWN
