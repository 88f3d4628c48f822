"""Layout: labels and values in the ways papers print them."""

from __future__ import annotations

import pytest

from extractors.layout.rows import columns, rows
from extractors.layout.sheet import Sheet, sheet_of
from extractors.layout.text import fold, squeeze
from extractors.layout.values import block_of, value_of
from extractors.reading import Line
from tests.extractors.lines import column, line, page, table


def sheet(*lines: Line) -> Sheet:
    return sheet_of(page(*lines))


def values(*lines: Line) -> dict[str, str]:
    laid = sheet(*lines)
    return {label.word: value.text for label in laid.labels if (value := value_of(label, laid)) is not None}


def test_several_pairs_on_one_line_with_inner_spaces_in_labels() -> None:
    assert values(line("姓  名：张三 性  别：男 年龄:58岁", 0.1, 0.1)) == {"姓名": "张三", "性别": "男", "年龄": "58岁"}


def test_pairs_glued_together_end_where_the_next_label_begins() -> None:
    assert values(line("姓名：张三性别：男年龄：58岁住院号：0012", 0.1, 0.1)) == {
        "姓名": "张三", "性别": "男", "年龄": "58岁", "住院号": "0012",
    }  # fmt: skip


def test_label_without_colon_and_value_glued_on() -> None:
    assert values(line("姓名张三", 0.1, 0.1), line("性别男年龄58岁", 0.4, 0.1)) == {
        "姓名": "张三", "性别": "男", "年龄": "58岁",
    }  # fmt: skip


def test_value_in_the_next_cell_of_a_table() -> None:
    cells = table([["姓名", "张三", "性别", "男"], ["科室", "", "床号", "12"]], [0.1, 0.3, 0.5, 0.7], 0.1)
    assert values(*cells) == {"姓名": "张三", "性别": "男", "床号": "12"}


def test_value_below_its_label() -> None:
    cells = table([["科室", "送检日期"], ["肾内科", "2025-03-05"]], [0.1, 0.4], 0.1)
    assert values(*cells) == {"科室": "肾内科", "送检日期": "2025-03-05"}


def test_label_cut_in_two_by_recognition_is_one_label() -> None:
    laid = sheet(line("姓", 0.1, 0.1), line("名：张三", 0.15, 0.1))
    (label,) = laid.labels
    value = value_of(label, laid)
    assert value is not None and (label.word, value.text) == ("姓名", "张三")
    assert value.parts[0].box.x0 == pytest.approx(0.182, abs=0.004)  # the name's own place, not the whole line's


def test_the_longest_label_counts_and_a_word_in_running_text_is_none() -> None:
    laid = sheet(line("临床诊断：高血压", 0.1, 0.1), line("患者诊断明确，科室讨论后入院", 0.1, 0.2))
    assert [label.word for label in laid.labels] == ["临床诊断"]


def test_a_letter_spaced_title_holds_no_label() -> None:
    assert not sheet(line("诊 断 证 明 书", 0.3, 0.1)).labels


def test_one_wrong_character_in_a_long_label_is_forgiven() -> None:
    laid = sheet(line("报告时问：2025-03-05", 0.1, 0.1), line("姓各：张三", 0.1, 0.2))
    assert [(label.word, label.exact) for label in laid.labels] == [("报告时间", False)]


def test_a_title_behind_a_name_is_no_label_but_a_cell_of_signatures_is() -> None:
    assert values(line("医师签名：李四 主任医师", 0.1, 0.1)) == {"医师签名": "李四 主任医师"}
    cells = table([["主任医师", "萧静", "住院医师", "潘慧"]], [0.1, 0.3, 0.5, 0.7], 0.1)
    assert values(*cells) == {"主任医师": "萧静", "住院医师": "潘慧"}


def test_a_seal_s_own_text_is_left_out() -> None:
    assert not sheet(line("海曲市人民医院诊断专用章", 0.1, 0.1, in_seal=True)).lines


def test_a_value_split_by_recognition_is_joined_where_its_parts_stand_close() -> None:
    assert values(line("日期：2025年", 0.1, 0.1), line("3月5日", 0.215, 0.1)) == {"日期": "2025年3月5日"}


def test_a_block_wraps_over_lines_and_ends_at_the_next_label() -> None:
    laid = sheet(*column(["现病史：患者三年前出现头晕，", "未予重视，近日加重。", "既往史：体健"], 0.1, 0.1))
    block = block_of(laid.labels[0], laid)
    assert block is not None and block.text == "患者三年前出现头晕，未予重视，近日加重。"


def test_two_blocks_side_by_side_stay_apart() -> None:
    left = column(["入院诊断：", "高血压3级", "冠心病"], 0.1, 0.1)
    right = column(["出院诊断：", "糖尿病", "肾病"], 0.55, 0.1)
    laid = sheet(*left, *right)
    blocks = {label.word: block.text for label in laid.labels if (block := block_of(label, laid))}
    assert blocks == {"入院诊断": "高血压3级冠心病", "出院诊断": "糖尿病肾病"}


def test_rows_follow_a_tilted_table() -> None:
    tilt = 0.02  # a degree and more
    cells = [line(f"{r}{c}", x, 0.1 + r * 0.03 + tilt * x) for r in range(6) for c, x in enumerate((0.1, 0.4, 0.8))]
    assert [row.text for row in rows(cells)] == [f"{r}0 {r}1 {r}2" for r in range(6)]


def test_columns_are_cut_where_nothing_stands() -> None:
    cells = table([["葡萄糖", "7.9", "mmol/L"], ["糖化血红蛋白", "8", "%"]], [0.1, 0.4, 0.6], 0.1)
    assert [round(each.x0, 2) for each in columns(cells)] == [0.1, 0.4, 0.6]


@pytest.mark.parametrize(
    ("printed", "folded"), [("２０２５年", "2025年"), ("出院曰期︰", "出院日期:"), ("⻘⻔⺠", "青门民")]
)
def test_widths_look_alikes_and_radicals_fold_to_one_form(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_squeezed_text_knows_its_way_back() -> None:
    squeezed = squeeze("姓  名： 张 三")
    start = squeezed.text.index("张")
    assert squeezed.span(start, start + 2) == (6, 9)


def test_labels_with_their_english_names_and_misread_colons() -> None:
    assert values(line("姓名Name：张三 性别(Sex)：男 年龄/Age：58岁", 0.1, 0.1)) == {
        "姓名": "张三",
        "性别": "男",
        "年龄": "58岁",
    }
    assert values(line("姓名.张三", 0.1, 0.1)) == {"姓名": "张三"}


def test_a_header_spaced_letter_by_letter_keeps_its_labels() -> None:
    assert values(line("姓 名 张 三 性 别 男", 0.1, 0.1)) == {"姓名": "张 三", "性别": "男"}


def test_cells_read_as_one_line_come_apart_by_what_their_values_can_be() -> None:
    assert values(line("姓名张三性别女年龄46岁住院号1234567", 0.1, 0.1)) == {
        "姓名": "张三", "性别": "女", "年龄": "46岁", "住院号": "1234567",
    }  # fmt: skip
    assert values(line("检验者万振", 0.1, 0.2), line("检验者签名处", 0.5, 0.2)) == {"检验者": "万振"}


def test_a_labelled_line_a_stamp_lies_on_is_the_document_s_own() -> None:
    assert values(line("经治医师：董强", 0.7, 0.7, in_seal=True), line("海曲市人民医院", 0.7, 0.75, in_seal=True)) == {
        "经治医师": "董强"
    }


def test_an_identity_card_s_lines_survive_a_seal_found_over_them() -> None:
    over = [
        line(text, 0.1, 0.1 + 0.05 * i, in_seal=True) for i, text in enumerate(("性别男民族汉", "出生1968年3月4日"))
    ]
    assert values(*over)["出生"] == "1968年3月4日"
