import dataclasses

import pytest

from extractors.fields import cards
from extractors.fields.patient import patient
from extractors.kinds.recognise import recognise
from extractors.layout.sheet import sheet_of
from extractors.reading import Kind, Page
from tests.extractors.lines import column, line, page


def fields(sheet: Page, kind: Kind) -> dict[str, str]:
    return {each.name: each.value for each in cards.extract([sheet], kind)}


def test_the_front_of_an_identity_card() -> None:
    sheet = page(
        line("姓名张三", 0.1, 0.1),
        line("性别男民族蒙古", 0.1, 0.2, in_seal=True),  # taken for a seal by mistake
        line("出生1967年3月5日", 0.1, 0.3),
        line("住址示例省示例市", 0.1, 0.4),
        line("公民身份号码", 0.1, 0.5),
        line("11010519670305123x", 0.4, 0.5),
    )
    assert fields(sheet, Kind.ID_CARD_FRONT) == {
        "name": "张三",
        "sex": "男",
        "ethnicity": "蒙古",
        "birth_date": "1967-03-05",
        "address_present": "yes",
        "id_number": "11010519670305123X",
    }


def test_the_address_itself_is_not_kept() -> None:
    sheet = page(line("住址示例省示例市一号", 0.1, 0.4))
    (found,) = cards.extract([sheet], Kind.ID_CARD_FRONT)
    assert found.text == "住址"


def test_a_long_mongolian_name_and_a_name_with_a_dot() -> None:
    assert fields(page(line("姓名宝音德力格尔", 0.1, 0.1)), Kind.ID_CARD_FRONT)["name"] == "宝音德力格尔"
    assert fields(page(line("姓名 阿依·古丽", 0.1, 0.1)), Kind.ID_CARD_FRONT)["name"] == "阿依·古丽"


def test_a_number_cut_into_pieces() -> None:
    sheet = page(
        line("公民身份号码", 0.1, 0.5), line("110105", 0.3, 0.5), line("19670305", 0.4, 0.5), line("123X", 0.55, 0.5)
    )
    (number,) = [f for f in cards.extract([sheet], Kind.ID_CARD_FRONT) if f.name == "id_number"]
    assert number.value == "11010519670305123X" and number.confidence < 0.95


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("有效期限 2015.06.01-2035.06.01", "2015-06-01", "2035-06-01"),
        ("有效期限2015.06.01-长期", "2015-06-01", "长期"),
        ("2015.06.01一2035.06.01", "2015-06-01", "2035-06-01"),
    ],
)
def test_the_back_of_an_identity_card(printed: str, start: str, end: str) -> None:
    sheet = page(line("居民身份证", 0.3, 0.2), line("签发机关 示例市公安局", 0.1, 0.3), line(printed, 0.1, 0.4))
    assert fields(sheet, Kind.ID_CARD_BACK) == {"authority": "示例市公安局", "valid_from": start, "expiry": end}


def test_an_insurance_card() -> None:
    sheet = page(
        line("中华人民共和国社会保障卡", 0.1, 0.1),
        line("姓名 张三", 0.1, 0.2),
        line("社会保障号码 11010519670305123X", 0.1, 0.3),
        line("社会保障卡号 C45769288", 0.1, 0.4),
        line("示例农商银行", 0.6, 0.5),
    )
    found = fields(sheet, Kind.INSURANCE_CARD)
    assert (found["form"], found["name"], found["id_number"]) == ("card", "张三", "11010519670305123X")
    assert (found["card_number"], found["bank"]) == ("C45769288", "示例农商银行")


def test_a_credential_on_a_screen_with_its_name_masked() -> None:
    sheet = page(line("医保电子凭证", 0.3, 0.1), line("姓名：*三", 0.1, 0.2), line("参保地：示例市", 0.1, 0.3))
    found = fields(sheet, Kind.INSURANCE_CARD)
    assert (found["form"], found["masked_name"], found["region"]) == ("electronic", "*三", "示例市")
    assert "name" not in found


def test_what_a_credential_shows_of_name_and_number() -> None:
    lines = column(["医保电子凭证", "张**", "379811********950X", "首页", "服务", "我的"], 0.3, 0.1)
    found = fields(page(*lines), Kind.INSURANCE_CARD)
    assert (found["masked_name"], found["masked_id_number"]) == ("张**", "379811********950X")
    assert "name" not in found


@pytest.mark.parametrize(("head", "tail", "at"), [("379811", "950X", 0.5), ("379811", "********950X", 0.34)])
def test_ends_of_a_number_whose_stars_were_not_read(head: str, tail: str, at: float) -> None:
    sheet = page(line("医保电子凭证", 0.3, 0.1), line("张**", 0.05, 0.2), line(head, 0.2, 0.2), line(tail, at, 0.2))
    assert fields(sheet, Kind.INSURANCE_CARD)["masked_id_number"] == "379811********950X"


def test_two_numbers_side_by_side_are_no_ends_of_one() -> None:
    sheet = page(
        line("医保电子凭证", 0.3, 0.1), line("张**", 0.05, 0.2), line("379811", 0.2, 0.2), line("9503", 0.27, 0.2)
    )
    assert "masked_id_number" not in fields(sheet, Kind.INSURANCE_CARD)


def test_the_stars_of_a_masked_number_make_its_digits_no_less_sure() -> None:
    def sure(text: str, digit: float, star: float) -> float:
        read = line(text, 0.3, 0.2)
        read = dataclasses.replace(read, char_confidences=tuple(star if c == "*" else digit for c in text))
        made = cards.extract([page(line("医保电子凭证", 0.3, 0.1), read)], Kind.INSURANCE_CARD)
        return next(field.confidence for field in made if field.name == "masked_id_number")

    assert sure("379811********9508", 0.99, 0.6) > 0.98
    assert sure("379811********9508", 0.6, 0.99) < 0.65


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        (("社会保障卡号", "A12345678"), "A12345678"),  # in the next cell
        (("社会保障卡号：A12345678",), "A12345678"),
        (("社会保障卡卡号 A12345678",), "A12345678"),
        (("医疗证号：C84276625",), "C84276625"),
        (("医保证号", "20190031"), "20190031"),
        (("医疗保险证号码：0037219",), "0037219"),
        (("个人编号 1000234567",), "1000234567"),
        (("参保人编号：", "1000234567"), "1000234567"),
        (("医保电脑号：623456789",), "623456789"),
        (("身份证号：11010519670305123X",), None),
        (("居民身份证号码", "11010519670305123X"), None),
        (("银行卡号：6217001234567890123",), None),
        (("社会保障卡号", "示例市"), None),
        (("发卡日期 2022年10月",), None),
    ],
)
def test_the_number_of_a_card_is_neither_the_persons_nor_the_banks(cells: tuple[str, ...], number: str | None) -> None:
    sheet = page(line("姓名 张三", 0.1, 0.1), *(line(cell, 0.1 + 0.3 * i, 0.2) for i, cell in enumerate(cells)))
    assert fields(sheet, Kind.INSURANCE_CARD).get("card_number") == number


@pytest.mark.parametrize(
    "cells", [("参保地", "示例市"), ("参保地：示例市",), ("参保统筹区", "示例市"), ("参保城市 示例市",)]
)
def test_where_somebody_is_insured(cells: tuple[str, ...]) -> None:
    sheet = page(*(line(cell, 0.1 + 0.5 * i, 0.2) for i, cell in enumerate(cells)))
    assert fields(sheet, Kind.INSURANCE_CARD)["region"] == "示例市"


@pytest.mark.parametrize("status", ["已激活", "已认证", "正常", "未绑定", "成功", "金额", "常用人"])
def test_no_word_beside_a_masked_name_is_the_name(status: str) -> None:
    sheet = page(line("张*", 0.05, 0.1), line(status, 0.8, 0.11), line("110105********1234", 0.05, 0.15))
    assert "name" not in fields(sheet, Kind.INSURANCE_CARD)
    assert fields(sheet, Kind.INSURANCE_CARD)["masked_name"] == "张*"
    assert patient([sheet_of(sheet)]).name is None


def test_a_name_over_a_masked_number_is_told_by_its_place() -> None:
    sheet = page(line("张三", 0.05, 0.1), line("金卡", 0.8, 0.12), line("110105********1234", 0.05, 0.15))
    found = patient([sheet_of(sheet)]).name
    assert found is not None and found.value == "张三"


@pytest.mark.parametrize(
    "rows",
    [
        ["张*", "110105********1234", "向医护人员出示·自动更新", "参保地", "参保险种", "职工基本医疗保险", "账户状态"],
        ["李**", "已激活", "请向医护人员出示此码", "参保地 示例市", "参保状态 正常参保", "亲情账户"],
        ["王*", "展码付款", "医保结算", "参保地", "城乡居民基本医疗保险", "账户状态 正常", "自动更新"],
    ],
)
def test_a_credential_whose_title_was_cut_off(rows: list[str]) -> None:
    found = recognise(sheet_of(page(*column(rows, 0.1, 0.1))))
    assert found.kind is Kind.INSURANCE_CARD and found.confidence > 0.75


@pytest.mark.parametrize("label", ["公民身份号码", "公民身号", "公民号号", "民身份号码", "公民身份号"])
def test_the_front_of_an_identity_card_whose_long_label_was_misread(label: str) -> None:
    rows = ["姓名张三", "性别女民族汉", "出生1967年3月5日", "住址示例省示例市一号", f"{label}11010519670305123X"]
    found = recognise(sheet_of(page(*column(rows, 0.1, 0.1))))
    assert found.kind is Kind.ID_CARD_FRONT and found.confidence > 0.8


def test_a_label_set_wide_on_a_booklet() -> None:
    sheet = page(
        line("海陵市医疗保险证", 0.3, 0.1),
        line("姓", 0.3, 0.2),
        line("名：沙云", 0.38, 0.2),
        line("证", 0.3, 0.25),
        line("号：D20417736", 0.38, 0.25),
        line("卡", 0.3, 0.3),
        line("类：职工", 0.38, 0.3),
    )
    assert fields(sheet, Kind.INSURANCE_CARD)["card_number"] == "D20417736"
