"""The patient: as labelled, as told in a sentence, as a header without labels."""

from __future__ import annotations

import dataclasses

import pytest

from extractors.fields.patient import patient
from extractors.layout.sheet import sheet_of
from extractors.layout.words import APPLICANT
from extractors.reading import Line, Patient
from tests.extractors.lines import column, line, page, table

ID = "11010519491231002X"


def read(*lines: Line) -> Patient:
    return patient((sheet_of(page(*lines)),))


def said(found: Patient) -> dict[str, str]:
    return {key: field.value for key in Patient.__slots__ if (field := getattr(found, key)) is not None}


def test_a_header_with_labels() -> None:
    assert said(read(line("姓  名：张三 性别：男 年龄：58岁 住院号：0012345 门诊号：A20250305", 0.1, 0.1))) == {
        "name": "张三", "sex": "男", "age": "58", "inpatient_number": "0012345", "visit_number": "A20250305",
    }  # fmt: skip


def test_a_header_without_labels() -> None:
    cells = table([["何新平", "男", "39岁", "肾内科"]], [0.1, 0.3, 0.4, 0.6], 0.1)
    assert said(read(*cells)) == {"name": "何新平", "sex": "男", "age": "39"}


def test_a_sentence() -> None:
    assert said(read(line("兹证明患者欧阳修远，男，58岁，因头晕来我院就诊。", 0.1, 0.3))) == {
        "name": "欧阳修远", "sex": "男", "age": "58",
    }  # fmt: skip


def test_no_name_is_made_of_running_text() -> None:
    assert read(line("患者诊断明确，男女均可发病，58岁以上多见", 0.1, 0.3)).name is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("姓名：张  三", "张三"),
        ("姓名：阿依古丽·买买提", "阿依古丽·买买提"),
        ("姓名：宝音德力格尔", "宝音德力格尔"),
        ("姓名：张三男", "张三"),
        ("患者姓名:李小明 ", "李小明"),
        ("姓名：John Smith", "John Smith"),
    ],
)
def test_names(printed: str, value: str) -> None:
    found = read(line(printed, 0.1, 0.1)).name
    assert found is not None and found.value == value


@pytest.mark.parametrize("printed", ["姓名：", "姓名：____", "姓名：性别：男", "姓名：12345"])
def test_an_empty_or_impossible_name_is_none(printed: str) -> None:
    assert read(line(printed, 0.1, 0.1)).name is None


@pytest.mark.parametrize(
    ("printed", "years"),
    [("58岁", "58"), ("58", "58"), ("58 周岁", "58"), ("8月15天", "0"), ("3天", "0"), ("1岁2月", "1"), ("58Y", "58")],
)
def test_ages_in_whole_years(printed: str, years: str) -> None:
    found = read(line(f"年龄：{printed}", 0.1, 0.1)).age
    assert found is not None and found.value == years


@pytest.mark.parametrize(
    ("printed", "value"), [("☑男 □女", "男"), ("□男 √女", "女"), ("2 1.男 2.女", "女"), ("女", "女")]
)
def test_sex_ticked_or_coded(printed: str, value: str) -> None:
    found = read(line(f"性别：{printed}", 0.1, 0.1)).sex
    assert found is not None and found.value == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("110105 19491231 002x", "11010519491231002X"),
        ("11O10519491231002×", "11010519491231002X"),
        ("130503670401001", "130503670401001"),
    ],
)
def test_id_numbers(printed: str, value: str) -> None:
    found = read(line(f"身份证号：{printed}", 0.1, 0.1)).id_number
    assert found is not None and found.value == value


def test_a_masked_id_number_is_none_and_the_name_stands_above_it() -> None:
    found = read(*column(["医保电子凭证", "张三", "379811********950X"], 0.1, 0.1))
    assert found.id_number is None
    assert found.name is not None and found.name.value == "张三"


@pytest.mark.parametrize("shown", ["张**", "*三", "姓名：张*"])
def test_a_masked_name_above_a_masked_number_names_nobody(shown: str) -> None:
    assert read(*column(["医保电子凭证", shown, "379811********950X"], 0.1, 0.1)).name is None


def test_what_mask_signs_were_misread_as_is_no_name() -> None:
    heads = column(["医保电子凭证", "379811********950X"], 0.1, 0.1, 0.08)
    assert read(*heads, line("茶卡", 0.1, 0.15, confidence=0.3)).name is None


def test_an_id_card_s_front() -> None:
    lines = column(
        [
            "姓名 张三",
            """
            性别 女 民族 汉
        """,
            "出生 1949 年 12月 31日",
            "住址 海曲市东港区一号",
            "公民身份号码 11010519491231002X",
        ],
        0.1,
        0.1,
        0.06,
    )
    assert said(read(*lines)) == {
        "name": "张三", "sex": "女", "birth_date": "1949-12-31", "id_number": "11010519491231002X",
    }  # fmt: skip


def test_an_ambiguous_number_goes_by_its_length() -> None:
    assert said(read(line("门诊/住院号：0410187", 0.1, 0.1))) == {"inpatient_number": "0410187"}
    assert said(read(line("门诊/住院号：2606799233", 0.1, 0.1))) == {"visit_number": "2606799233"}


def test_confidence_is_the_characters_own() -> None:
    clear, faint = line("姓名：张三", 0.1, 0.1), line("姓名：张三", 0.1, 0.1, confidence=0.6)
    assert (read(clear).name, read(faint).name) != (None, None)
    mixed = dataclasses.replace(clear, char_confidences=(0.99, 0.99, 0.99, 0.5, 0.7))
    found = read(mixed).name
    assert found is not None and found.confidence == pytest.approx(0.6) and found.char_confidences == (0.5, 0.7)


def test_who_asked_for_a_test_is_not_the_patient() -> None:
    assert read(line("申请人：李四", 0.1, 0.1)).name is None


@pytest.mark.parametrize(
    "printed",
    [
        "患者 丁明生，男， 77岁，身份证号 37982619490328559X",
        "兹证明丁明生，男，77岁，身份证号码为37982619490328559X，因病就诊",
        "患者丁明生,男,77岁,公民身份号码37982619490328559x。",
    ],
)
def test_a_sentence_with_the_id_number_in_it(printed: str) -> None:
    found = said(read(line(printed, 0.1, 0.2)))
    assert (found["name"], found["sex"], found["age"]) == ("丁明生", "男", "77")
    assert found["id_number"] == "37982619490328559X"


def test_names_may_hold_characters_that_running_text_uses() -> None:
    assert said(read(line("章明珠 男 77岁", 0.1, 0.1)))["name"] == "章明珠"


@pytest.mark.parametrize(
    "cells",
    [
        ["性别/年龄", "男/59岁"],
        ["性别/年龄：男/59岁"],
        ["性别／年龄：", "男／59岁"],
        ["性别、年龄", "男、59"],
    ],
)
def test_labels_printed_as_one_share_their_value(cells: list[str]) -> None:
    found = said(read(*table([cells], [0.1, 0.3][: len(cells)], 0.1)))
    assert (found["sex"], found["age"]) == ("男", "59")


def test_name_and_sex_printed_as_one() -> None:
    found = said(read(line("姓名/性别/年龄：张三丰/男/59岁", 0.1, 0.1)))
    assert (found["name"], found["sex"], found["age"]) == ("张三丰", "男", "59")


@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        ("名：谢佳妹", "name", "谢佳妹"),
        ("别：女", "sex", "女"),
        ("年点：76岁", "age", "76"),
        ("性刑：女", "sex", "女"),
    ],
)
def test_labels_with_a_character_lost_or_misread(printed: str, field: str, value: str) -> None:
    assert said(read(line(printed, 0.05, 0.1)))[field] == value


@pytest.mark.parametrize("printed", ["病名：糖尿病", "品 名：张三牌", "类别：女", "费 别：自费"])
def test_words_that_end_like_a_label_are_none(printed: str) -> None:
    assert said(read(line(printed, 0.1, 0.1))) == {}


def test_a_long_name_that_wraps_in_its_cell() -> None:
    head = (line("姓名:包勒德·乌云其木", 0.1, 0.1), line("性别:女", 0.1 + 10.3 * 0.016, 0.1))
    assert said(read(*head, line("格", 0.1, 0.122)))["name"] == "包勒德·乌云其木格"
    assert said(read(*head, line("科室:肿瘤科", 0.1, 0.122)))["name"] == "包勒德·乌云其木"


def test_a_table_s_first_heading_is_no_end_of_a_long_name() -> None:
    name = line("姓名:包勒德·乌云其木", 0.1, 0.1)
    headings = [line(word, x, 0.13) for word, x in (("项目", 0.1), ("结果", 0.5), ("单位", 0.7))]
    assert said(read(name, line("性别:女", 0.1 + 10.3 * 0.016, 0.1), *headings))["name"] == "包勒德·乌云其木"


def test_a_word_for_the_patient_is_no_part_of_the_name() -> None:
    assert said(read(line("患者敖其尔·高娃，女，47岁", 0.1, 0.1)))["name"] == "敖其尔·高娃"


def test_english_beneath_the_labels_hides_no_value() -> None:
    rows = [["姓名", "张三", "性别", "女", "年龄", "46岁"], ["Name", "", "Sex", "", "Age", ""]]
    found = said(read(*table(rows, [0.1, 0.2, 0.35, 0.45, 0.6, 0.7], 0.1, step=0.02)))
    assert (found["name"], found["sex"], found["age"]) == ("张三", "女", "46")


def test_labels_above_their_values() -> None:
    rows = [["姓名", "性别", "年龄", "住院号"], ["张三", "女", "46岁", "1910097"]]
    found = said(read(*table(rows, [0.1, 0.3, 0.45, 0.6], 0.1, step=0.03)))
    assert found == {"name": "张三", "sex": "女", "age": "46", "inpatient_number": "1910097"}


def test_an_english_row_between_labels_and_values() -> None:
    rows = [
        ["姓 名", "性 别", "年 龄", "身份证号码"],
        ["(Name)", "(Sex)", "(Age)", "(ID No.)"],
        ["张三", "女", "46", ID],
    ]
    assert said(read(*table(rows, [0.1, 0.3, 0.45, 0.6], 0.1, step=0.025))) == {
        "name": "张三", "sex": "女", "age": "46", "id_number": ID,
    }  # fmt: skip


@pytest.mark.parametrize("printed", ["姓名：张三（男，58岁）", "就诊人：张三 女 28岁", "患者张三(男/58岁)"])
def test_sex_and_age_behind_the_name(printed: str) -> None:
    found = said(read(line(printed, 0.1, 0.1)))
    assert (found["name"], "sex" in found, "age" in found) == ("张三", True, True)


def test_the_card_s_number_on_an_outpatient_record_is_the_visit_s() -> None:
    found = read(*column(["卡号：2609413956 姓名：张三", "主诉：头晕三天"], 0.1, 0.1))
    assert found.visit_number is not None and found.visit_number.value == "2609413956"
    assert read(line("卡号：2609413956", 0.1, 0.1)).visit_number is None


def test_sex_and_age_in_a_cell_whose_heading_was_misread() -> None:
    found = read(line("性型/年龄", 0.1, 0.1), line("男/33岁", 0.1, 0.125))
    assert found.sex is not None and found.sex.value == "男"
    assert found.age is not None and found.age.value == "33"


def test_who_says_his_name_in_a_letter() -> None:
    found = read(line("我叫张三，男，身份证11010519491231002X，现委托李四替我办理", 0.1, 0.2))
    assert found.name is not None and found.name.value == "张三"
    assert found.sex is not None and found.sex.value == "男"


@pytest.mark.parametrize(("printed", "value"), [("侣延顺", "佀延顺"), ("候春凯", "侯春凯"), ("洗一鸣", "冼一鸣")])
def test_a_surname_that_can_only_be_another_is_put_right_and_doubted(printed: str, value: str) -> None:
    found = read(line(f"姓名：{printed}", 0.1, 0.1)).name
    assert found is not None and (found.text, found.value) == (printed, value)
    assert found.confidence < 0.9


@pytest.mark.parametrize("printed", ["侯春凯", "余树", "阙占山", "呼格吉勒", "历史·买买提"])
def test_other_names_stay_as_they_are(printed: str) -> None:
    found = read(line(f"姓名：{printed}", 0.1, 0.1)).name
    assert found is not None and found.value == printed


@pytest.mark.parametrize("printed", ["姓名：张三先生 性别：男", "病员姓名：张三 性别：男", "受检人姓名 张三"])
def test_names_with_courtesy_and_other_labels(printed: str) -> None:
    found = read(line(printed, 0.1, 0.1)).name
    assert found is not None and found.value == "张三"


def test_a_systems_own_number_is_a_stays_where_it_is_as_short() -> None:
    assert said(read(line("登记号：2605307", 0.1, 0.1))) == {"inpatient_number": "2605307"}
    assert said(read(line("1D号：0504217", 0.1, 0.1))) == {"inpatient_number": "0504217"}
    assert said(read(line("登记号：2609264266", 0.1, 0.1))) == {"visit_number": "2609264266"}


def test_the_applicants_name_glued_to_its_label() -> None:
    found = patient((sheet_of(page(line("申请人姓名卜菁仙", 0.1, 0.1), line("性别女", 0.4, 0.1))),), APPLICANT)
    assert said(found) == {"name": "卜菁仙", "sex": "女"}


@pytest.mark.parametrize("printed", ["萨尔图、青格乐", "萨尔图,青格乐", "萨尔图·青格乐"])
def test_a_long_names_dot_read_as_another_sign(printed: str) -> None:
    assert said(read(line(f"姓名：{printed}", 0.1, 0.1))) == {"name": "萨尔图·青格乐"}


def test_two_names_are_no_long_one() -> None:
    assert said(read(line("姓名：张三丰、李四光", 0.1, 0.1))) == {"name": "张三丰"}


@pytest.mark.parametrize(
    ("printed", "number"), [("ID：2607654566", "2607654566"), ("住院ID:0332", None), ("ID:370", None)]
)
def test_the_number_of_a_visit_behind_a_bare_id(printed: str, number: str | None) -> None:
    assert said(read(line(f"姓名：张三 性别：男 年龄：58岁 {printed}", 0.1, 0.1))).get("visit_number") == number


@pytest.mark.parametrize(
    ("printed", "name"), [("巴林，乌恩其", "巴林·乌恩其"), ("张三，男性", "张三"), ("张三，58岁", "张三")]
)
def test_a_comma_in_a_name_s_cell_is_a_misread_dot(printed: str, name: str) -> None:
    assert said(read(line(f"姓名：{printed}", 0.1, 0.1)))["name"] == name


@pytest.mark.parametrize("person", ["病人", "受检者", "患者"])
def test_particulars_that_each_say_whose_they_are(person: str) -> None:
    sheet = read(
        line(f"{person}姓名：张三", 0.1, 0.1),
        line(f"{person}性别：女", 0.4, 0.1),
        line(f"{person}年龄：31岁", 0.6, 0.1),
    )
    assert said(sheet) == {"name": "张三", "sex": "女", "age": "31"}


@pytest.mark.parametrize(("code", "sex"), [("1", "男"), ("2", "女"), ("", None)])
def test_the_box_of_a_sex_glued_to_what_it_chooses_from(code: str, sex: str | None) -> None:
    found = said(read(line(f"姓名张三性别{code}1.男2.女出生日期1979年10月28日年龄46岁国籍中国", 0.1, 0.1)))
    assert (found["name"], found.get("sex"), found["age"]) == ("张三", sex, "46")


@pytest.mark.parametrize(
    ("printed", "sex", "name"), [("李亚男", "女", "李亚男"), ("李亚男", "", "李亚"), ("欧阳玉女", "女", "欧阳玉女")]
)
def test_a_name_that_ends_like_a_sex_where_the_paper_tells_one_beside(printed: str, sex: str, name: str) -> None:
    beside = [line(f"性别：{sex}", 0.4, 0.1)] if sex else []
    assert said(read(line(f"姓名：{printed}", 0.1, 0.1), *beside))["name"] == name


@pytest.mark.parametrize("person", ["患者", "受检人"])
def test_whom_it_is_about_above_his_sex_and_age_is_no_label_that_wraps(person: str) -> None:
    rows = [[person, "韩霞怡"], ["性别/年龄", "女/43岁"]]
    assert said(read(*table(rows, [0.1, 0.8], 0.1))) == {"name": "韩霞怡", "sex": "女", "age": "43"}
