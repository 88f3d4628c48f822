"""Forms that a physician fills in and an office approves, as twenty counties might print them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import form_offices
from extractors.layout.sheet import sheet_of
from tests.extractors.lines import page
from tests.extractors.papers import lines, read, said

FORM = """
              栖云市门诊慢特病待遇认定申请表
姓名：解晓东   性别：男   身份证号：379801195906120012
申请病种：高血压    申请日期：2026年3月2日
病情摘要：血压升高10年，最高190/110mmHg，规律服药。
%s
申请人（代办人）签字：解晓东
"""


def signers(text: str) -> list[tuple[str, str]]:
    return [(role, name) for role, name, _ in said(read(FORM % text))["ph"]]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "专科医师意见   符合认定标准。   签字：卓立新   2026年3月3日\n"
            "医院医保办意见   同意上报。   经办：许静宜   2026年3月4日（章）",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "责任医师（签名）：卓立新   科室：心内科\n医保科审核人：许静宜   2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "责任医师签名：卓立新   2026年3月3日\n医保科：许静宜   2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "责任医师   卓立新   医院   栖云市中心医院\n医院意见   同意   许静宜   2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "鉴定专家：卓立新 2026年3月3日\n经办机构意见：同意。经办人：许静宜    2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "医师意见：符合   医师签名：卓立新   2026年3月3日\n初审人   许静宜   复审人   温克俭",
            [("attending", "卓立新"), ("approving", "许静宜"), ("approving", "温克俭")],
        ),
        (
            "责任医师签字：卓立新   主管院长签字：许静宜   2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        (
            "接诊医师：卓立新   时间：2026-03-03\n医保办审核：许静宜   联系电话：0635-1234567   时间：2026-03-04",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        ("乡镇卫生院意见：同意申报。   院长：许静宜   2026年3月4日", [("approving", "许静宜")]),
        (
            "复审医师：卓立新   2026年3月3日\n医院医保科意见：同意   经办人：许静宜   2026年3月4日",
            [("attending", "卓立新"), ("approving", "许静宜")],
        ),
        # Where no office signs, the physician's opinion is what approves.
        (
            "鉴定医师意见：符合   医师签名：卓立新   2026年3月3日\n医院医保办（盖章）   2026年3月4日",
            [("approving", "卓立新")],
        ),
        # Who applies for somebody signs for no office.
        ("责任医师签名：卓立新   2026年3月3日\n代办人：解晓明   与患者关系：兄弟", [("approving", "卓立新")]),
    ],
)
def test_where_an_office_signs_the_physician_treats(text: str, want: list[tuple[str, str]]) -> None:
    assert signers(text) == want


CERTIFICATE = """
              栖云市中心医院
              疾病诊断证明书
姓名：解晓东   性别：男   年龄：66岁   科室：普外科
诊断：胰头恶性肿瘤
"""


def test_whose_signature_stands_under_the_opinion_of_the_department_s_head() -> None:
    text = (
        "诊断医师   恢复尚可以，建议四周后返院复查并继续化疗。\n意见       医师签字：卓立新\n"
        "科室主任   同意。   签字：许静宜\n意见"
    )
    assert [(role, name) for role, name, _ in said(read(CERTIFICATE + text))["ph"]] == [
        ("attending", "卓立新"),
        ("supervising", "许静宜"),
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # An office, what it says, and who signs for it with the day.
        (
            "主治医师   申请长期治疗。  签章  卓立新   2026年3月3日\n医务处   同意 许静宜 2026年3月5日",
            ["卓立新", "许静宜"],
        ),
        ("专科医师：卓立新   2026年3月3日\n县残联/医保局    属实。   许静宜   2026年3月9日", ["卓立新", "许静宜"]),
        ("经治医师：卓立新   2026年3月3日\n医保科意见    符合条件，上报。 许静宜 2026-03-09", ["卓立新", "许静宜"]),
        (
            "责任医师签名：卓立新  2026年3月3日\n医疗机构医保部门：许静宜 （盖章） 日期：2026-03-09",
            ["卓立新", "许静宜"],
        ),
        ("接诊医师：卓立新   2026年3月3日\n县医疗保障局   同意享受待遇。 经办 许静宜 2026-03-05", ["卓立新", "许静宜"]),
        ("主管医师：卓立新   2026年3月3日\n医保办意见   属实   许静宜（盖章）   2026-03-05", ["卓立新", "许静宜"]),
        # Physicians who judge where nobody else fills the form in.
        ("认定医师：卓立新   2026年3月3日\n医保办审核人：许静宜   2026年3月9日", ["卓立新", "许静宜"]),
    ],
)
def test_who_signs_behind_an_office_or_judges_for_it(text: str, want: list[str]) -> None:
    assert signers(text) == list(zip(("attending", "approving"), want, strict=True))


def test_what_an_office_says_is_nobody_s_name() -> None:
    text = "责任医师签名：卓立新   2026年3月3日\n医务处   同意 上报 2026年3月5日\n医保局   准予 备案登记 2026年3月9日"
    assert signers(text) == [("approving", "卓立新")]


@pytest.mark.parametrize(
    ("foot", "want"),
    [
        ("主治医师以上签名：卓立新    门诊部主任：许静宜", [("attending", "卓立新"), ("supervising", "许静宜")]),
        ("主治及以上医师：卓立新", [("attending", "卓立新")]),
        ("副主任以上医师签字：卓立新", [("supervising", "卓立新")]),
        ("开单医生：卓立新     开单时间：2026年3月3日", [("attending", "卓立新")]),
        ("家庭医生（签字）：卓立新\n负责人：许静宜", [("attending", "卓立新"), ("supervising", "许静宜")]),
    ],
)
def test_who_signs_a_certificate_by_rank_or_by_what_he_fills_in(foot: str, want: list[tuple[str, str]]) -> None:
    assert sorted((role, name) for role, name, _ in said(read(CERTIFICATE + foot))["ph"]) == sorted(want)


def test_on_a_telephone_a_clerk_s_name_stands_far_from_its_label() -> None:
    text = (
        "初审\n认定医师                                                卓立新\n时间            2026-03-03 10:02\n"
        "复核\n复核人                                                  许静宜\n时间            2026-03-04 09:11"
    )
    assert signers(text) == [("attending", "卓立新"), ("approving", "许静宜")]


def test_who_issues_a_certificate_in_a_cell_with_his_title_beside() -> None:
    text = "开具信息\n开具医师   卓立新      医师职称   主任医师\n开具时间   2026-01-19      有效期至   2026-07-18"
    assert said(read(CERTIFICATE + text))["ph"] == [("attending", "卓立新", "主任医师")]


@pytest.mark.parametrize(
    ("foot", "want"),
    [
        ("主诊医师 Attending Physician\n卓立新，M.D., Ph.D.", ["卓立新"]),
        ("康复医师 卓立新    治疗师 许静宜    2026-03-10", ["卓立新"]),
    ],
)
def test_degrees_and_therapists_sign_nothing(foot: str, want: list[str]) -> None:
    assert [name for _, name, _ in said(read(CERTIFICATE + foot))["ph"]] == want


def test_a_patient_with_sex_and_age_behind_the_name_is_no_signer() -> None:
    text = """
洎阳市中西医结合医院
门诊病历
就诊人 阚泽宇（男，42岁）
就诊卡 6300218845
科室 消化内科 医生 洛青河
时间 2026-02-05 上午
主诉
乙肝病史20年，乏力1月
诊断
慢性乙型病毒性肝炎
"""
    assert "阚泽宇" not in [name for _, name, _ in said(read(text))["ph"]]


@pytest.mark.parametrize(
    ("clerk", "named"), [("经办人：图里琛", ["图里琛"]), ("受理人：雪千寻", ["雪千寻"]), ("经办人：见附件", [])]
)
def test_a_clerk_whose_surname_no_list_has(clerk: str, named: list[str]) -> None:
    plain = [
        replace(each, confidence=0.99, min_confidence=0.99) for each in lines(FORM % f"医保局意见   同意。 {clerk}")
    ]
    found = form_offices.signed([sheet_of(page(*plain))])
    assert [each.name.value for each in found if each.name] == named


def test_a_title_behind_its_label_on_the_line_of_who_judges() -> None:
    text = (
        "认定医师一：卓立新 职称：副主任医师 意见：符合   日期：2026-01-28\n"
        "医院医保部门：许静宜 （盖章） 日期：2026-01-29"
    )
    assert said(read(FORM % text))["ph"] == [("attending", "卓立新", "副主任医师"), ("approving", "许静宜", "")]
