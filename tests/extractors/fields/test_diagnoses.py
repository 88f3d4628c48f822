import dataclasses

import pytest

from extractors.fields import diagnoses, diagnosis_labels
from extractors.fields.icd import part_codes
from extractors.reading import Certainty, Diagnosis
from tests.extractors.lines import column, line, page, table


def names(found: tuple[Diagnosis, ...]) -> list[str]:
    return [each.name for each in found]


def test_a_certificate_s_list_ends_where_the_advice_begins() -> None:
    sheet = page(
        line("疾病诊断证明书", 0.38, 0.08),
        line("姓名：张三", 0.1, 0.15),
        line("临床诊断：1.高血压病3级（很高危）", 0.1, 0.25),
        line("2.2型糖尿病", 0.2, 0.28),
        line("处理意见：建议门诊长期治疗", 0.1, 0.35),
        line("医师签名：李四", 0.6, 0.5),
        line("2026年3月5日", 0.6, 0.55),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert names(found) == ["高血压病3级(很高危)", "2型糖尿病"]
    assert found[0].stage == "3级" and found[1].type == "2型"
    assert {each.source for each in found} == {"临床诊断"} and all(each.source_rank == 0 for each in found)
    assert found[0].evidence[0].text == "高血压病3级（很高危）" and found[0].evidence[0].page == 1


def test_two_columns_keep_admission_and_discharge_apart() -> None:
    sheet = page(
        line("入院诊断：", 0.1, 0.3),
        line("出院诊断：", 0.55, 0.3),
        *column(["1.肺部感染", "2.冠心病"], 0.1, 0.33),
        *column(["1.慢性阻塞性肺疾病", "2.高血压病2级"], 0.55, 0.33),
        line("出院医嘱：按时服药", 0.1, 0.42),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [(each.source, each.name) for each in found] == [
        ("出院诊断", "慢性阻塞性肺疾病"),
        ("出院诊断", "高血压病2级"),
        ("入院诊断", "肺部感染"),
        ("入院诊断", "冠心病"),
    ]
    assert found[0].source_rank < found[-1].source_rank


def test_a_correction_in_the_lower_right_outranks_the_preliminary_diagnosis() -> None:
    sheet = page(
        line("初步诊断：", 0.1, 0.6),
        line("1.肺炎", 0.12, 0.63),
        line("修正诊断：", 0.55, 0.66),
        line("1.肺结核", 0.57, 0.69),
        line("2.贫血", 0.12, 0.69),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [(each.source, each.name) for each in found] == [
        ("修正诊断", "肺结核"),
        ("初步诊断", "肺炎"),
        ("初步诊断", "贫血"),
    ]


def test_headings_without_a_colon() -> None:
    sheet = page(
        *column(
            [
                "一、入院诊断",
                "1、冠心病",
                "二、出院诊断",
                "1、冠心病（I25.103）",
                "三、入院时主要症状及体征",
                "胸闷3天",
            ],
            0.07,
            0.2,
        )
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [(each.source, each.name, each.icd) for each in found] == [
        ("出院诊断", "冠心病", ("I25.103",)),
        ("入院诊断", "冠心病", ()),
    ]


def test_bracketed_headings_in_running_lines() -> None:
    sheet = page(
        line("【查体】一般情况可，BP128/80mmHg。", 0.1, 0.2),
        line("【初步诊断】1、慢性肾脏病5期；2、肾性贫血", 0.1, 0.23),
        line("【处理意见】规律血液透析。", 0.1, 0.26),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.RECORD)) == ["慢性肾脏病5期", "肾性贫血"]


def test_the_front_page_s_table_pairs_names_with_codes() -> None:
    sheet = page(
        *table(
            [["出院诊断", "疾病编码", "入院病情", "出院诊断", "疾病编码", "入院病情"]],
            [0.12, 0.34, 0.44, 0.6, 0.8, 0.9],
            0.3,
        ),
        *table(
            [
                ["主要诊断：2型糖尿病性肾病", "E11.200x021", "1", "其他诊断：高血压病3级", "I10.x00x032", "1"],
                ["其他诊断：冠心病", "I25.103", "1", "", "", ""],
            ],
            [0.06, 0.34, 0.46, 0.52, 0.79, 0.92],
            0.33,
        ),
        line("入院病情：1.有，2.临床未确定，3.情况不明，4.无", 0.06, 0.4),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FRONT_PAGE)
    assert [(each.name, each.icd, each.source) for each in found] == [
        ("2型糖尿病性肾病", ("E11.200x021",), "主要诊断"),
        ("冠心病", ("I25.103",), "其他诊断"),
        ("高血压病3级", ("I10.x00x032",), "其他诊断"),
    ]


def test_names_that_wrap_around_their_code_in_the_front_page_s_table() -> None:
    sheet = page(
        *table([["出院诊断", "疾病编码", "入院病情"]], [0.12, 0.4, 0.5], 0.3),
        line("主要诊断：冠状动脉粥样", 0.06, 0.338),
        line("125.103", 0.4, 0.349),  # I read as 1
        line("1", 0.52, 0.349),
        line("硬化性心脏病", 0.06, 0.36),
        line("其他诊断：高血压病3级", 0.06, 0.395),
        line("I10.x00x032", 0.4, 0.395),
        line("1", 0.52, 0.395),
        line("入院病情：1.有，2.临床未确定", 0.06, 0.43),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FRONT_PAGE)
    assert [(each.name, each.icd) for each in found] == [
        ("冠状动脉粥样硬化性心脏病", ("I25.103",)),
        ("高血压病3级", ("I10.x00x032",)),
    ]


def test_a_request_s_diagnosis_is_no_evidence() -> None:
    sheet = page(line("临床诊断：糖尿病", 0.1, 0.1), line("标本类型：血清", 0.5, 0.1))
    (found,) = diagnoses.extract([sheet], diagnosis_labels.REQUEST)
    assert (found.name, found.source_rank) == ("糖尿病", diagnosis_labels.REQUEST_RANK)


def test_chinese_medicine_and_western_diagnoses_under_one_label() -> None:
    sheet = page(
        line("出院诊断：", 0.1, 0.2),
        line("中医诊断：消渴病 气阴两虚证 A17.42", 0.12, 0.23),
        line("西医诊断：1.2型糖尿病 2.高血压病", 0.12, 0.26),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert names(found) == ["消渴病", "气阴两虚证", "2型糖尿病", "高血压病"]
    assert {(each.source, each.source_rank) for each in found} == {("出院诊断", 0)}
    assert all(each.icd == () for each in found)


def test_a_marker_above_a_list_doubts_all_of_it() -> None:
    sheet = page(line("诊断：考虑：1.肺癌 2.骨转移", 0.1, 0.2))
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert [(each.name, each.certainty) for each in found] == [
        ("肺癌", Certainty.SUSPECTED),
        ("骨转移", Certainty.SUSPECTED),
    ]


def test_a_form_s_cell_holds_lines_above_its_label() -> None:
    sheet = page(
        line("姓名", 0.1, 0.2),
        line("张三", 0.3, 0.2),
        line("1.慢性肾脏病5期", 0.3, 0.3),
        line("诊断", 0.1, 0.325),
        line("2.肾性贫血", 0.3, 0.326),
        line("3.高血压病3级", 0.3, 0.35),
        line("处理意见", 0.1, 0.45),
        line("规律透析", 0.3, 0.45),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == [
        "慢性肾脏病5期",
        "肾性贫血",
        "高血压病3级",
    ]


def test_cells_of_a_form_share_their_texts_out() -> None:
    sheet = page(
        line("临床诊断", 0.08, 0.345),
        *column(["1、慢性肾脏病5期", "2、肾性贫血"], 0.24, 0.33),
        line("处理意见", 0.08, 0.445),
        *column(["规律血液透析，每周三次。", "建议休息叁个月。"], 0.24, 0.43),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["慢性肾脏病5期", "肾性贫血"]


def test_a_sentence_that_names_the_diagnosis() -> None:
    sheet = page(
        line("患者张三，男，61岁，在我院住院治疗。诊断为：1.慢性阻塞性肺疾病 2.Ⅱ型呼吸衰竭", 0.1, 0.2),
        line("3.慢性肺源性心脏病。建议家庭氧疗。", 0.08, 0.23),
    )
    expected = ["慢性阻塞性肺疾病", "II型呼吸衰竭", "慢性肺源性心脏病"]
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == expected


def test_a_list_goes_on_over_the_page() -> None:
    header = line("示例医院出院记录", 0.4, 0.05)
    first = page(header, line("诊疗经过：略", 0.1, 0.8), line("出院诊断：1.冠心病", 0.1, 1.3), line("第1页", 0.5, 1.38))
    second = page(header, line("2.高血压病3级", 0.1, 0.1), line("出院医嘱：低盐饮食", 0.1, 0.14), number=2)
    found = diagnoses.extract([first, second], diagnosis_labels.RECORD)
    assert [(each.name, each.evidence[0].page) for each in found] == [("冠心病", 1), ("高血压病3级", 2)]


def test_an_empty_field_and_the_placeholder_for_the_stamp_are_no_diagnoses() -> None:
    sheet = page(line("诊断：无", 0.1, 0.2), line("（盖章有效）", 0.6, 0.23))
    assert diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE) == ()


def test_low_confidence_of_the_recogniser_is_passed_on() -> None:
    sheet = page(line("诊断：冠心病", 0.1, 0.2, confidence=0.5))
    (found,) = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert found.confidence <= 0.5


def test_what_stands_in_a_seal_is_left_out() -> None:
    sheet = page(line("诊断：冠心病", 0.1, 0.2), line("高血压病", 0.1, 0.23, in_seal=True))
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["冠心病"]


def test_the_story_of_an_illness_is_no_diagnosis() -> None:
    sheet = page(
        line("出院诊断", 0.09, 0.3),
        line("（1）2型糖尿病", 0.13, 0.34),
        line("（2）糖尿病肾病III期", 0.13, 0.37),
        line("本次病情与诊治过程", 0.09, 0.42),
        line("患者12年前体检发现血糖升高，诊断为2型糖尿病，先后使用格列美脲治疗。近3", 0.13, 0.46),
        line("月尿中泡沫增多。", 0.09, 0.49),
        line("医嘱", 0.09, 0.53),
        line("低盐低脂饮食。", 0.13, 0.56),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["2型糖尿病", "糖尿病肾病III期"]


def test_a_story_without_a_heading_ends_the_list() -> None:
    sheet = page(
        line("诊断：1.高血压病3级 2.冠心病", 0.09, 0.3),
        line("患者因反复头晕10年入院，予降压治疗后好转。", 0.13, 0.34),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["高血压病3级", "冠心病"]


def test_a_code_ends_its_diagnosis() -> None:
    sheet = page(
        line("主要诊断：高血压3级（极高危组） 编码：I10.x00x002", 0.06, 0.27),
        line("其他诊断：", 0.06, 0.3),
        line("高血压性心脏病 编码：I11.900x003", 0.11, 0.34),
        line("心功能II级 编码：I50.900x007", 0.11, 0.37),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.FRONT_PAGE)
    assert [(each.name, each.icd) for each in found] == [
        ("高血压3级(极高危组)", ("I10.x00x002",)),
        ("高血压性心脏病", ("I11.900x003",)),
        ("心功能II级", ("I50.900x007",)),
    ]


def test_three_as_recognisers_write_it() -> None:
    sheet = page(line("诊断：1.升结肠癌（pT3N1M0I1I期） 2.糖尿病肾病IIII期 3.肺癌（T4N2M1 IV期）", 0.06, 0.27))
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == [
        "升结肠癌(pT3N1M0III期)",
        "糖尿病肾病III期",
        "肺癌(T4N2M1 IV期)",
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "兹证明张三，男，58岁，因反复咳嗽入院，经检查诊断为：右肺腺癌（IIIA期）、高血压病，建议规律化疗。",
            [("右肺腺癌(IIIA期)", Certainty.CONFIRMED), ("高血压病", Certainty.CONFIRMED)],
        ),
        ("患者3年前确诊为2型糖尿病，现血糖控制可。", [("2型糖尿病", Certainty.HISTORY)]),
        ("其父亲确诊胃癌，患者要求检查。", [("胃癌", Certainty.FAMILY)]),
        ("诊断依据充分，建议休息。", []),
    ],
)
def test_a_certificate_that_names_the_diagnosis_in_its_sentence(text: str, read: list[tuple[str, Certainty]]) -> None:
    found = diagnoses.extract([page(line("诊断证明书", 0.4, 0.1), line(text, 0.1, 0.2))], diagnosis_labels.CERTIFICATE)
    assert [(each.name, each.certainty) for each in found] == read


def test_a_sentence_counts_only_where_no_heading_does() -> None:
    sheet = page(
        line("病史：患者因头晕就诊，诊断为颈椎病，予理疗。", 0.1, 0.2),
        line("诊断：高血压病3级", 0.1, 0.24),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["高血压病3级"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("诊断：1高血压病2冠状动脉粥样硬化性心脏病3.2型糖尿病", ["高血压病", "冠状动脉粥样硬化性心脏病", "2型糖尿病"]),
        ("诊断：1.高血压病2级 2.冠心病", ["高血压病2级", "冠心病"]),
        ("诊断：(一)类风湿关节炎 (二)骨质疏松", ["类风湿关节炎", "骨质疏松"]),
        ("诊断：一、慢性肾功能衰竭 二、肾性贫血", ["慢性肾功能衰竭", "肾性贫血"]),
    ],
)
def test_numbers_of_every_kind(text: str, read: list[str]) -> None:
    assert names(diagnoses.extract([page(line(text, 0.1, 0.2))], diagnosis_labels.CERTIFICATE)) == read


def test_a_code_read_as_a_line_of_its_own_stays_with_its_diagnosis() -> None:
    sheet = page(
        line("诊断：1、2型糖尿病 E11.900", 0.1, 0.3),
        line("2、高血压病3级（很高危）", 0.148, 0.33),
        line("I10.x00x002", 0.4, 0.331),
        line("3、冠心病", 0.148, 0.36),
        line("（I25.103）", 0.148, 0.385),
        line("建议：休息", 0.1, 0.43),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert [(each.name, each.icd) for each in found] == [
        ("2型糖尿病", ("E11.900",)),
        ("高血压病3级(很高危)", ("I10.x00x002",)),
        ("冠心病", ("I25.103",)),
    ]


TWO = ["高血压病3级(很高危)", "2型糖尿病"]


@pytest.mark.parametrize(
    "printed",
    [
        ["诊断 Diagnosis", "(1) 高血压病3级（很高危）", "(2) 2型糖尿病", "医师建议 Advice", "休息"],
        ["临床诊断（Clinical Diagnosis）：", "1.高血压病3级（很高危）", "2.2型糖尿病", "处理意见 Advice：休息"],
        ["临床诊断", "Clinical diagnosis", "1.高血压病3级（很高危）", "2.2型糖尿病", "处理意见", "休息"],
        ["第一诊断：高血压病3级（很高危）", "第二诊断：2型糖尿病", "建议：休息"],
        ["诊断1：高血压病3级（很高危）", "诊断2：2型糖尿病", "建议：休息"],
        ["主要疾病诊断：高血压病3级（很高危）", "其他疾病诊断：2型糖尿病", "建议：休息"],
        ["（诊断）高血压病3级（很高危）、2型糖尿病", "（建议）休息"],
        ["诊断：【1】高血压病3级（很高危）【2】2型糖尿病", "建议：休息"],
        ["诊断：", "I. 高血压病3级（很高危）", "II. 2型糖尿病", "建议：休息"],
        ["诊断：", "1. 高血压病3级（很高危）", "I1. 2型糖尿病", "建议：休息"],
        ["诊断：", "1  高血压病3级（很高危）", "2  2型糖尿病", "建议：休息"],
        ["诊断：", "★高血压病3级（很高危）", "★2型糖尿病", "建议：休息"],
        ["诊断：", "- 高血压病3级（很高危）", "- 2型糖尿病", "建议：休息"],
        ["诊断：高血压病3级（很高危）/2型糖尿病", "建议：休息"],
        ["诊断：高血压病3级（很高危），2型糖尿病，建议休息一周。"],
        ["诊断：高血压病3级（很高危）", "2型糖尿病", "注意休息，低盐饮食", "医师：李四"],
        ["诊断：高血压病3级（很高危）、2型糖尿病", "休假：7天", "特此证明"],
        ["诊断：", "1. 高血压病3级（很高危） Hypertension", "2. 2型糖尿病 Type 2 diabetes mellitus", "建议：休息"],
        ["兹证明张三患有高血压病3级（很高危）、2型糖尿病，需长期治疗。"],
        ["兹证明张三于我院住院治疗，经检查诊断", "为：", "①高血压病3级（很高危）", "②2型糖尿病", "建议：休息"],
        ["兹证明张三于我院住院治疗，经检查诊断为：", "一、高血压病3级（很高危）", "二、2型糖尿病", "建议：休息"],
        ["诊断：高血压病3级（很高危）；2型糖尿病", "处方：缬沙坦胶囊80mg口服每日1次"],
    ],
)
def test_lists_as_certificates_print_them(printed: list[str]) -> None:
    found = diagnoses.extract([page(*column(printed, 0.1, 0.2, 0.035))], diagnosis_labels.CERTIFICATE)
    assert names(found) == TWO


def test_codes_whose_letter_was_read_as_a_one() -> None:
    sheet = page(
        *column(
            ["出院诊断：", "1. 阵发性心房颤动 148.000", "2. 心功能II级[150.900x007]", "出院医嘱：休息"], 0.1, 0.2, 0.035
        )
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert [(each.name, each.icd) for each in found] == [
        ("阵发性心房颤动", ("I48.000",)),
        ("心功能II级", ("I50.900x007",)),
    ]


def test_a_tnm_formula_reads_as_it_can_only_be() -> None:
    sheet = page(line("诊断：1.胃体恶性肿瘤（pT4aN2MOIIIA期）；2.前列腺恶性肿瘤（cT3bNIMIbIV期）", 0.1, 0.2))
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert names(found) == ["胃体恶性肿瘤(pT4aN2M0IIIA期)", "前列腺恶性肿瘤(cT3bN1M1bIV期)"]
    assert found[0].text == "胃体恶性肿瘤（pT4aN2MOIIIA期）"


def test_words_of_labels_begin_names_of_diseases_too() -> None:
    sheet = page(*column(["入院诊断：", "1. 年龄相关性白内障", "住院医师：李四"], 0.1, 0.2, 0.035))
    assert names(diagnoses.extract([sheet], diagnosis_labels.RECORD)) == ["年龄相关性白内障"]


@pytest.mark.parametrize(
    "rows",
    [
        [["类别", "出院诊断名称", "ICD-10"], ["主要诊断", TWO[0], "I10.x00x002"], ["其他诊断1", TWO[1], "E11.900"]],
        [["序号", "ICD编码", "诊断名称"], ["1", "I10.x00x002", TWO[0]], ["2", "E11.900", TWO[1]]],
        [["诊断名称", "疾病编码", "诊断类型"], [TWO[0], "I10.x00x002", "主要诊断"], [TWO[1], "E11.900", "次要诊断"]],
    ],
)  # fmt: skip
def test_tables_of_diagnoses_end_at_the_next_label(rows: list[list[str]]) -> None:
    cells = table(rows, [0.07, 0.3, 0.65], 0.3, 0.04)
    sheet = page(*cells, line("处理意见：休息", 0.07, 0.42))
    found = diagnoses.extract([sheet], diagnosis_labels.FRONT_PAGE)
    assert [(each.name, each.icd) for each in found] == [(TWO[0], ("I10.x00x002",)), (TWO[1], ("E11.900",))]


def test_a_curled_table_is_levelled_by_its_header() -> None:
    drop = {0.09: 0.0, 0.25: 0.025, 0.62: 0.065}
    rows = [["类别", "出院诊断名称", "ICD-10"], ["主要诊断", TWO[0], "I10.x00"], ["其他诊断1", TWO[1], "E11.900"]]
    cells = [
        line(text, x, 0.37 + 0.04 * i + drop[x])
        for i, row in enumerate(rows)
        for text, x in zip(row, drop, strict=True)
    ]
    found = diagnoses.extract([page(*cells)], diagnosis_labels.FRONT_PAGE)
    assert [(each.name, each.icd) for each in found] == [(TWO[0], ("I10.x00",)), (TWO[1], ("E11.900",))]


def test_a_list_beside_a_tall_label_keeps_its_first_line() -> None:
    sheet = page(
        line("病案号", 0.45, 0.29),
        line("0911097", 0.58, 0.29),
        line("诊断", 0.09, 0.40),
        line("①高血压病3级（很高危）(I10.x00)；", 0.14, 0.385),
        line("②2型糖尿病(E11.900)。", 0.14, 0.415),
        line("建议", 0.09, 0.5),
        line("低盐饮食，定期复查。", 0.14, 0.5),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == TWO


def test_codes_of_causes_keep_the_codes_of_manifestations_beside_them() -> None:
    for printed in ("结核性心包炎(A18.803†132.0*)", "结核性心包炎（A18.803+l32.0*）"):
        parted = part_codes(printed)
        assert (parted.name, parted.icd[1]) == ("结核性心包炎", "I32.0*")


def test_a_table_s_codes_with_a_comma_under_a_header_that_lost_its_first_letter() -> None:
    rows = [["出院诊断", "CD-10", "出院情况"], ["高血压3级", "110,x00x002", "好转"], ["肝硬化", "K74,600x011", "好转"]]
    found = diagnoses.extract((page(*table(rows, [0.1, 0.6, 0.8], 0.3)),), diagnosis_labels.FRONT_PAGE)
    assert [(one.name, one.icd) for one in found] == [("高血压3级", ("I10.x00x002",)), ("肝硬化", ("K74.600x011",))]


def test_a_row_without_a_code_is_a_diagnosis_of_its_own() -> None:
    rows = [["ICD-10编码", "诊断名称"], ["N28.801", "左肾占位性病变"], ["", "肾癌可能"], ["N39.000", "泌尿道感染"]]
    found = diagnoses.extract((page(*table(rows, [0.1, 0.3], 0.3, 0.044)),), diagnosis_labels.CERTIFICATE)
    assert [(one.name, one.icd) for one in found] == [
        ("左肾占位性病变", ("N28.801",)),
        ("肾癌", ()),
        ("泌尿道感染", ("N39.000",)),
    ]


@pytest.mark.parametrize("heading", ["诊疗计划1.完善相关检查；2.对症治疗", "住院经过摘要", "出院时情况", "出院带药"])
def test_a_table_of_diagnoses_ends_at_a_heading_without_a_colon(heading: str) -> None:
    cells = table([["诊断名称", "疾病编码"], ["肝移植术后", "Z94.400"]], [0.1, 0.6], 0.3)
    found = diagnoses.extract((page(*cells, line(heading, 0.1, 0.38)),), diagnosis_labels.RECORD)
    assert names(found) == ["肝移植术后"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("卵巢癌川C期", "卵巢癌IIIC期"),
        ("肝癌(cT2N0M011期)", "肝癌(cT2N0M0II期)"),
        ("食管癌(ypT2N1M0111B期)", "食管癌(ypT2N1M0IIIB期)"),
        ("食管癌(yPT2NIMOIIIB期)", "食管癌(ypT2N1M0IIIB期)"),
        ("1gA肾病", "IgA肾病"),
    ],
)
def test_stages_and_globulins_misread_as_digits(printed: str, name: str) -> None:
    found = diagnoses.extract((page(line(f"诊断：{printed}", 0.1, 0.3)),), diagnosis_labels.CERTIFICATE)
    assert names(found) == [name]


def test_a_signature_below_a_list_is_no_diagnosis() -> None:
    lines = (line("诊断：高血压病", 0.1, 0.3), line("医生穆苏", 0.1, 0.33))
    assert names(diagnoses.extract((page(*lines),), diagnosis_labels.CERTIFICATE)) == ["高血压病"]


def told(*texts: str) -> list[str]:
    lines = (line(text, 0.08, 0.3 + 0.03 * i) for i, text in enumerate(texts))
    return names(diagnoses.extract((page(*lines),), diagnosis_labels.CERTIFICATE))


def test_a_numbered_list_inside_a_sentence_keeps_every_entry() -> None:
    """A name that ends in a group of its stage stays; a semicolon read as a colon parts as well."""
    assert told(
        "住院治疗，经检查诊断为：1.弥漫大B细胞淋巴瘤IV期A组", "(C83.300)；2.化疗后粒细胞减少(D70.x01)。建议：预防感染"
    ) == [
        "弥漫大B细胞淋巴瘤IV期A组",
        "化疗后粒细胞减少",
    ]
    assert told("经检查诊断为：1.高血压病3级（极高危组）：2.腔隙性脑梗死。建议：服药") == [
        "高血压病3级(极高危组)",
        "腔隙性脑梗死",
    ]


def test_a_name_that_wraps_behind_a_comma() -> None:
    text = "诊断：2型糖尿病性肾病，2型糖尿病性视网膜病变，2型糖尿病性周围神经"
    assert told(text, "病变")[1:] == ["2型糖尿病性视网膜病变", "2型糖尿病性周围神经病变"]


@pytest.mark.parametrize("mark", ["二：", "二.", "二，", "二、"])
def test_numbered_headings_whose_mark_was_misread(mark: str) -> None:
    lines = (line(f"{mark}出院诊断", 0.1, 0.3), line("(1) 甲状腺乳头状癌 C73.x00", 0.14, 0.33))
    found = diagnoses.extract((page(*lines),), diagnosis_labels.RECORD)
    assert names(found) == ["甲状腺乳头状癌"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("糖尿病足（Vagner 2级）", "糖尿病足(Wagner 2级)"),
        ("前列腺癌（G1eason 4+3）", "前列腺癌(Gleason 4+3)"),
        ("卵巢癌ⅢC期", "卵巢癌IIIC期"),
        ("卵巢癌Ⅲc期", "卵巢癌IIIC期"),
        ("卵巢癌 II1 c期", "卵巢癌IIIC期"),
        ("甲状腺乳头状癌（pT3N1bmO）", "甲状腺乳头状癌(pT3N1bM0)"),
    ],
)
def test_gradings_as_they_can_only_be(printed: str, name: str) -> None:
    assert told(f"诊断：{printed}") == [name]


@pytest.mark.parametrize(
    ("printed", "code"),
    [("维持性化学治疗251.103", "Z51.103"), ("腔隙性脑梗死【163,801】", "I63.801"), ("肝炎（818.107）", "B18.107")],
)
def test_a_code_s_letter_read_as_a_digit(printed: str, code: str) -> None:
    found = diagnoses.extract((page(line(f"诊断：1.{printed}", 0.1, 0.3)),), diagnosis_labels.CERTIFICATE)
    assert [one.icd for one in found] == [(code,)]
    assert all(one.text.endswith(printed) for one in found)


def test_what_was_read_of_a_row_s_number_is_no_part_of_its_name() -> None:
    cells = table([["", "出院诊断", "编码"], ["à", "甲状腺乳头状癌", "C73.x00"]], [0.09, 0.22, 0.75], 0.3)
    assert names(diagnoses.extract((page(*cells),), diagnosis_labels.FRONT_PAGE)) == ["甲状腺乳头状癌"]


def test_a_stage_read_in_doubt_makes_the_diagnosis_doubtful() -> None:
    """One stroke more or less is another diagnosis; the mean over a long name would hide it."""
    sure = line("1.弥漫大B细胞淋巴瘤Ⅱ期A组", 0.1, 0.33)
    doubted = dataclasses.replace(sure, char_confidences=tuple(0.6 if c == "Ⅱ" else 0.98 for c in sure.text))
    for each, least, most in ((sure, 0.85, 1.0), (doubted, 0.0, 0.6)):
        (found,) = diagnoses.extract((page(line("诊断：", 0.1, 0.3), each),), diagnosis_labels.CERTIFICATE)
        assert found.stage == "2期" and least <= found.confidence <= most


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("多发性骨髓瘤（lgG-K型，DS分期IIIA期）", "多发性骨髓瘤(IgG-κ型,DS分期IIIA期)"),
        ("多发性骨髓瘤（IgA-入型）", "多发性骨髓瘤(IgA-λ型)"),
        ("轻链K型淀粉样变性", "轻链κ型淀粉样变性"),
        ("原发性轻链型淀粉样变（入型，Mayo III期）", "原发性轻链型淀粉样变(λ型,Mayo III期)"),
        ("【型呼吸衰竭", "I型呼吸衰竭"),
        ("1型呼吸衰竭", "I型呼吸衰竭"),
        ("B-地中海贫血", "β-地中海贫血"),
        ("弥漫大B细胞淋巴瘤", "弥漫大B细胞淋巴瘤"),
        ("维生素K缺乏症", "维生素K缺乏症"),
    ],
)
def test_greek_letters_where_nothing_else_can_stand(read: str, name: str) -> None:
    sheet = page(line(f"诊断：{read}", 0.1, 0.2), line("医师：李四", 0.6, 0.5))
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == [name]


@pytest.mark.parametrize(
    "advice",
    ["医嘱建议 按期靶向治疗；每3个月复查", "处理意见低盐饮食、注意休息", "诊疗计划完善检查", "意见坚持腹膜透析"],
)
def test_advice_glued_to_its_heading_ends_the_list(advice: str) -> None:
    sheet = page(line("临床诊断", 0.06, 0.2), *column(["(1)法布雷病", "(2)蛋白尿"], 0.15, 0.2), line(advice, 0.06, 0.3))
    assert names(diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)) == ["法布雷病", "蛋白尿"]


def test_a_gloss_of_the_heading_is_no_diagnosis() -> None:
    sheet = page(
        line("出院诊断（中医/西医）", 0.06, 0.2),
        *column(["1.肾性贫血", "2.腰椎压缩性骨折"], 0.06, 0.23),
        line("●住院经过", 0.06, 0.3),
        line("患者1周前体检发现", 0.06, 0.33),
    )
    assert names(diagnoses.extract([sheet], diagnosis_labels.RECORD)) == ["肾性贫血", "腰椎压缩性骨折"]


def test_a_numbered_heading_whose_first_character_was_misread() -> None:
    sheet = page(
        line("五、体格检查", 0.06, 0.1),
        line("六、人院诊断", 0.06, 0.2),
        *column(["1、2型糖尿病（E11.900）", "2、高血压病"], 0.1, 0.23),
        line("七、诊疗计划", 0.06, 0.4),
    )
    found = diagnoses.extract([sheet], diagnosis_labels.RECORD)
    assert names(found) == ["2型糖尿病", "高血压病"] and {each.source for each in found} == {"入院诊断"}


def test_dialysis_belongs_to_the_kidney_disease_before_it() -> None:
    sheet = page(line("诊断：1.慢性肾脏病5期 血液透析", 0.1, 0.2), line("2.高血压病 冠心病", 0.1, 0.23))
    found = diagnoses.extract([sheet], diagnosis_labels.CERTIFICATE)
    assert names(found) == ["慢性肾脏病5期血液透析", "高血压病", "冠心病"]
