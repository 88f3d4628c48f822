import pytest

from extractors.fields.icd import is_code, part_codes


@pytest.mark.parametrize(
    ("printed", "name", "codes"),
    [
        ("高血压病3级 I10.x00x002", "高血压病3级", ("I10.x00x002",)),
        ("2型糖尿病性肾病(E11.2†N08.3*)", "2型糖尿病性肾病", ("E11.2†", "N08.3*")),
        ("强直性脊柱炎 M45.x00", "强直性脊柱炎", ("M45.x00",)),
        ("肺占位性病变（J98.414）", "肺占位性病变", ("J98.414",)),
        ("尿毒症 N19.×03", "尿毒症", ("N19.x03",)),
        ("高血压 ICD-10：I10.x00", "高血压", ("I10.x00",)),
        ("强直性脊柱炎ICD-10编码：M45.x00", "强直性脊柱炎", ("M45.x00",)),
        ("高血压(I10)", "高血压", ("I10",)),
        ("高血压病 110.x00x002", "高血压病", ("I10.x00x002",)),  # I read as 1
        ("左乳浸润性导管癌 C50.900 M8500/3", "左乳浸润性导管癌", ("C50.900",)),
        ("T12椎体压缩性骨折", "T12椎体压缩性骨折", ()),
        ("维生素B12缺乏", "维生素B12缺乏", ()),
        ("HbA1c 9.2%", "HbA1c 9.2%", ()),
    ],
)
def test_codes_are_parted_from_names(printed: str, name: str, codes: tuple[str, ...]) -> None:
    coded = part_codes(printed)
    assert (coded.name, coded.icd) == (name, codes)


def test_a_tcm_code_is_no_icd_code() -> None:
    assert part_codes("消渴病 A17.42", tcm=True) == part_codes("消渴病", tcm=True)
    assert part_codes("气阴两虚证 B03.01.02.02.01").icd == ()


@pytest.mark.parametrize(
    ("text", "is_one"), [("E11.900", True), ("I10.x00x002", True), ("1", False), ("2型糖尿病", False)]
)
def test_a_cell_with_nothing_but_codes(text: str, is_one: bool) -> None:
    assert is_code(text) is is_one


def test_a_code_of_the_insurers_tcm_list_is_no_part_of_the_name() -> None:
    assert part_codes("消渴病气阴两虚证BNV060").name == "消渴病气阴两虚证"
    assert part_codes("消渴病气阴两虚证BNV060").icd == () and is_code("BNV060")
    assert not is_code("HER2") and part_codes("右乳腺癌 HER2").name == "右乳腺癌 HER2"


def test_a_star_read_as_a_quotation_mark() -> None:
    assert part_codes('肾性贫血 D63.8"').icd == ("D63.8*",) and is_code('D63.8"')
