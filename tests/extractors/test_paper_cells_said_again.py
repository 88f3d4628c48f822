"""Lists in cells that say their labels again, beside notes in margins, under sorts; signers without labels."""

from __future__ import annotations

import pytest

from extractors.fields import diagnoses, diagnosis_labels
from extractors.fields.diagnosis_name import tidy
from extractors.fields.disease_mending import mended
from extractors.fields.icd import part_codes
from extractors.fields.physicians import physicians
from extractors.fields.stage import read_stage
from extractors.layout.margins import without_margins
from extractors.layout.sheet import sheet_of
from extractors.reading import PhysicianRole
from tests.extractors.lines import column, line, page, table
from tests.extractors.papers import assert_says

HEAD = """
                   乌兰河中心医院
                   诊断证明书
姓名      柏文远      性别   男      年龄      61岁
科室      风湿科      门诊号   20260405021
"""


def named(text: str) -> dict[str, list[str]]:
    return {"dx": text.split("|")}


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (
            """
               诊断：
               （1）类风湿关节炎
诊断及         （2）间质性肺疾病
处理意见       （3）干燥综合征
               处理意见：继续来氟米特治疗，一月后复查血常规。
""",
            "类风湿关节炎|间质性肺疾病|干燥综合征",
        ),
        (
            """
               临床诊断：
               1、甲状腺功能减退症
临床诊断       2、桥本甲状腺炎
与             3、高胆固醇血症
建议           建议：规律服药，一月后复查甲功。
""",
            "甲状腺功能减退症|桥本甲状腺炎|高胆固醇血症",
        ),
    ],
)
def test_a_cell_for_two_things_says_each_again(cell: str, want: str) -> None:
    assert_says(f"{HEAD}{cell.strip(chr(10))}\n医师签章      卓立新      开具日期   2026年4月5日\n", named(want))


@pytest.mark.parametrize("apart", [0.03, 0.06])
def test_labels_of_two_characters_are_set_as_wide_as_those_of_four(apart: float) -> None:
    paper = page(
        *column(["主", "诊"], 0.09, 0.3, 0.055),
        *column(["诉", "断"], 0.09 + apart, 0.3, 0.055),
        line("反复咯血10年，加重一周。", 0.22, 0.3),
        *column(["一、支气管扩张症", "二、肺结核"], 0.22, 0.355, 0.04),
        line("处置意见", 0.09, 0.48),
        line("规律随诊。", 0.22, 0.48),
    )
    assert {"主 诉", "诊 断"} <= {line.text for line in sheet_of(paper).lines}
    found = [one.name for one in diagnoses.extract([paper], diagnosis_labels.CERTIFICATE)]
    assert found == ["支气管扩张症", "肺结核"]


def test_a_label_that_ends_with_and_goes_on_below() -> None:
    """The story of the illness is a cell of its own though its label is of two lines, and so are its neighbours."""
    paper = page(
        *table(
            [["姓名", "柏文远", "性别", "男"], ["入院日期", "2026/07/26", "天数", "12"]],
            [0.12, 0.21, 0.43, 0.52],
            0.1,
            0.045,
        ),
        *column(["出院", "诊断"], 0.12, 0.335, 0.026),
        *column(["1、系统性硬化症", "2、间质性肺疾病", "3、雷诺综合征"], 0.21, 0.322, 0.029),
        *column(["病史及", "检查"], 0.12, 0.453, 0.029),
        *column(
            ["双手遇冷变白、僵硬8年，加重1月。", "双手皮肤硬化，活动后气促。", "抗Scl-70抗体阳性。", "双肺底爆裂音。"],
            0.21,
            0.427,
            0.029,
        ),
        *column(["治疗", "经过"], 0.12, 0.556, 0.026),
        line("予吗替麦考酚酯治疗，症状缓解。", 0.21, 0.565),
    )
    found = [one.name for one in diagnoses.extract([paper], diagnosis_labels.RECORD)]
    assert found == ["系统性硬化症", "间质性肺疾病", "雷诺综合征"]


@pytest.mark.parametrize("note", ["存根另存本院医务科", "第一联患者第二联存根"])
@pytest.mark.parametrize("x", [0.04, 0.95])
def test_a_note_in_the_margin_ends_no_list(note: str, x: float) -> None:
    paper = page(
        line("诊断 Diagnosis", 0.12, 0.378),
        *column(["①皮肌炎", "②肺间质纤维化", "③吞咽困难", "④复发性气胸"], 0.13, 0.418, 0.037),
        *column(list(note), x, 0.40, 0.024),
        line("建议：避免劳累，门诊复查。", 0.12, 0.63),
    )
    found = [one.name for one in diagnoses.extract([paper], diagnosis_labels.CERTIFICATE)]
    assert found == ["皮肌炎", "肺间质纤维化", "吞咽困难", "复发性气胸"]


def test_labels_set_upright_are_no_note() -> None:
    labels = column(list("主诉现病史诊断"), 0.05, 0.2, 0.03)
    assert without_margins((*labels, line("咳嗽三天", 0.12, 0.2))) == (*labels, line("咳嗽三天", 0.12, 0.2))


@pytest.mark.parametrize(("first", "other"), [("主诊", "次诊"), ("其一", "其二"), ("首位", "并列")])
def test_a_column_of_sorts_is_no_part_of_names(first: str, other: str) -> None:
    text = f"""
                   乌兰河中心医院
                   病案首页
姓名 柏文远   性别 男   年龄 61岁   病案号 2704097
类别      诊断名称                    ICD-10         入院病情
{first}      系统性红斑狼疮              M32.900        有
{other}      狼疮性肾炎                  M32.101        有
"""
    assert_says(text, {"dx": ["系统性红斑狼疮", "狼疮性肾炎"], "icd": ["M32.900", "M32.101"]})


@pytest.mark.parametrize("label", ["填表时间", "填写时间", "填报日期", "制表日期"])
def test_whoever_fills_in_a_form_applies(label: str) -> None:
    form = f"""
                   云川市门诊慢特病待遇申请表
姓名：解晓东   性别：男   身份证号：370102196004051234
申请病种：高血压病
申请人   解晓东     {label}   2026-03-22
"""
    assert_says(form, {"dt": [("applied", "2026-03-22")]})


@pytest.mark.parametrize("said", ["材料齐全，符合条件", "情况属实，同意申报"])
def test_clauses_of_an_opinion_are_no_names(said: str) -> None:
    form = page(line("认定专家", 0.1, 0.2), line(said, 0.22, 0.2), line("认定专家：郑卫民", 0.5, 0.26))
    signed = physicians([sheet_of(form)], {"认定专家": PhysicianRole.APPROVING})
    assert [one.name.value for one in signed if one.name] == ["郑卫民"]


@pytest.mark.parametrize("gap", ["", " "])
def test_acts_without_a_word_for_the_person_side_by_side(gap: str) -> None:
    report = f"""
                   乌兰河中心医院病理报告
柏文远   男   61岁   住院号1104077   泌尿外科
病理诊断
（膀胱）乳头状瘤。
镜下所见 上皮呈乳头状排列，未见异型。
收到 2026.04.18      初诊{gap}万俟建睿      复诊{gap}赵玉林      报告 2026.04.21
"""
    assert_says(report, {"ph": [("reporting", "万俟建睿", ""), ("reviewing", "赵玉林", "")]})


def test_a_title_cut_off_behind_a_name_leaves_none_of_it() -> None:
    report = page(line("主治医师：樵香瑶副主任医", 0.37, 1.1), line("师", 0.37, 1.13))
    (signed,) = physicians([sheet_of(report)])
    assert signed.name is not None
    assert signed.name.value == "樵香瑶"


@pytest.mark.parametrize("ruled", ["明细：", "=" * 40, "＝" * 30, "变异详情"])
def test_a_conclusion_ends_at_a_ruling_and_at_details(ruled: str) -> None:
    report = f"""
                   乌兰河中心医院
                   基因检测报告单
姓名：柏文远   性别：男   年龄：61岁   住院号：1104077
检测结论：检出KIT基因突变。
{ruled}
KIT        c.1669T>C       12.6%
报告日期：2026-04-20
"""
    assert_says(report, {"f": {"conclusion": "检出KIT基因突变。"}})


@pytest.mark.parametrize(
    ("item", "part"), [("检查 FFA 左眼", "左眼"), ("检查 PET-CT 颅底至股骨上段", "颅底至股骨上段")]
)
def test_the_part_stands_behind_what_it_was_examined_by(item: str, part: str) -> None:
    report = f"""
                   乌兰河中心医院
                   影像诊断报告
柏文远   男   61岁   ID 2202147
{item}      检查时间 2026-06-20
检查所见：未见异常。
诊断结论：未见异常。
"""
    assert_says(report, {"f": {"body_part": part}})


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("胸腺癌(MasaokaⅢⅢ期)", "胸腺癌(MasaokaIII期)"),
        ("胸腺癌(MaSaOkaIII期)", "胸腺癌(MasaokaIII期)"),
        ("胃癌(B0rrmannII型)", "胃癌(B0rrmannII型)"),
        ("足溃疡(WAgner3级)", "足溃疡(Wagner3级)"),
        ("肾移植状态(AB0血型不相容)", "肾移植状态(ABO血型不相容)"),
        ("新生儿ABO溶血病", "新生儿ABO溶血病"),
        ("右肾癌(pT3NOMO. III期)", "右肾癌(pT3N0M0,III期)"),
    ],
)
def test_letters_of_stages_and_groups(read: str, name: str) -> None:
    assert tidy(read) == name


@pytest.mark.parametrize("read", ["N18.θθ1", "N18.0Θ1", "N18.001"])
def test_a_slashed_nought_in_a_code(read: str) -> None:
    coded = part_codes(f"慢性肾脏病5期({read})")
    assert (coded.name, coded.icd) == ("慢性肾脏病5期", ("N18.001",))
    assert coded.mended is (read != "N18.001")


def test_a_senior_s_name_that_ran_into_the_label_is_one() -> None:
    paper = page(*table([["主治医师唐*卫", "住院医师林建设", "编码员一"]], [0.2, 0.4, 0.6], 0.7))
    signed = physicians([sheet_of(paper)], {"住院医师": PhysicianRole.RECORDING})
    assert (PhysicianRole.RECORDING, "林建设") in [(one.role, one.name.value) for one in signed if one.name]


@pytest.mark.parametrize("signed", ["医师签名：唐*卫", "医师签名：李□敏"])
def test_a_name_with_a_hole_was_not_read(signed: str) -> None:
    found = physicians([sheet_of(page(line(signed, 0.5, 1.0)))])
    assert all(one.name is None for one in found)


def test_a_stamp_over_the_title_leaves_the_name() -> None:
    (signed,) = physicians([sheet_of(page(line("医师签名：左敬之主治执历夏甲用", 0.5, 1.0)))])
    assert signed.name is not None
    assert signed.name.value == "左敬之"


@pytest.mark.parametrize(("name", "stage"), [("胸腺癌(MasaokaIII期)", "3期"), ("糖尿病足(WagnerIV级)", "4级")])
def test_a_stage_stands_right_behind_its_scale(name: str, stage: str) -> None:
    assert read_stage(name) == stage


@pytest.mark.parametrize(("read", "name"), [("懂性骨脏病5期", "慢性肾脏病5期"), ("巨牌", "巨脾")])
def test_what_is_no_word_is_the_only_one_it_can_be(read: str, name: str) -> None:
    text, share = mended(read, ())
    assert text == name
    assert share < 0.8
