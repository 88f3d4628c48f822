"""Documents: pages of all uploads sorted into papers, and what each says."""

from __future__ import annotations

import dataclasses
import time

import pytest

from extractors.corrections import DOCUMENT, Correction
from extractors.documents import assemble
from extractors.fields.page_numbers import page_number
from extractors.layout.sheet import sheet_of
from extractors.reading import (
    Document,
    Kind,
    Line,
    Page,
    PageRef,
    Quality,
    QualityGrade,
    QualityProblem,
    Reading,
    Signature,
)
from tests.extractors.lines import column, line, page, table

HEADER = "姓名：张三 性别：男 年龄：58岁 住院号：0012345"


def reading(name: str, *pages: Page, signatures: tuple[Signature, ...] = ()) -> Reading:
    placed = tuple(dataclasses.replace(each, upload=name, number=i) for i, each in enumerate(pages, start=1))
    return Reading(name, "0" * 64, "application/pdf", placed, signatures)


def titled(title: str, *texts: str, header: str = HEADER, foot: str = "") -> Page:
    lines: list[Line] = [line("海曲市人民医院", 0.3, 0.05, height=0.03), line(title, 0.38, 0.1, height=0.028)]
    lines += column([header, *texts], 0.08, 0.16)
    return page(*lines, *((line(foot, 0.45, 1.36),) if foot else ()))


def certificate(name: str = "张三") -> Page:
    return titled(
        "诊断证明书", "诊断：1.高血压病3级（很高危）", "医师签名：李四 主任医师", "开具日期：2025年3月5日",
        header=f"姓名：{name} 性别：男 年龄：58岁 科室：心内科",
    )  # fmt: skip


def lab(foot: str = "", number: str = "23") -> Page:
    rows = [["项目名称", "结果", "单位", "参考区间"], ["葡萄糖", "7.9", "mmol/L", "3.9-6.1"]]
    head = titled("检验报告单", f"样本号：{number}", foot=foot)
    return page(*head.lines, *table(rows, [0.08, 0.4, 0.6, 0.8], 0.3), line("报告时间：2025-03-02 10:22", 0.08, 1.2))


def rest(foot: str, *texts: str) -> Page:
    return page(
        *column(list(texts or ["尿素 7.9 mmol/L 3.1-8.0", "肌酐 80 umol/L 57-97"]), 0.08, 0.1), line(foot, 0.45, 1.36)
    )


def shape(documents: tuple[Document, ...]) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(each.kind.value, [(p.upload, p.page) for p in each.pages]) for each in documents]


def test_a_packet_is_split_into_its_documents() -> None:
    packet = reading(
        "a.pdf", certificate(), titled("出院记录", "入院日期：2025-02-01", "出院诊断：高血压"), lab(), lab(number="24")
    )
    assert shape(assemble([packet])) == [
        ("diagnosis_certificate", [("a.pdf", 1)]),
        ("discharge_record", [("a.pdf", 2)]),
        ("lab_report", [("a.pdf", 3)]),
        ("lab_report", [("a.pdf", 4)]),
    ]


def test_pages_join_by_their_numbers_across_uploads_in_any_order() -> None:
    uploads = [
        reading("b.jpg", rest("第2页/共2页")),
        reading("x.jpg", certificate()),
        reading("a.jpg", lab("第1页/共2页")),
    ]
    found = assemble(uploads)
    assert shape(found) == [("diagnosis_certificate", [("x.jpg", 1)]), ("lab_report", [("a.jpg", 1), ("b.jpg", 1)])]
    assert (found[1].page_count, found[1].missing_pages) == (2, ())


def test_missing_pages_are_noticed() -> None:
    (found,) = assemble([reading("a.pdf", lab("第1页 共3页"), rest("第3页 共3页"))])
    assert (found.page_count, found.missing_pages) == (3, (2,))


def test_another_patient_s_page_two_does_not_join() -> None:
    other = rest("第2页/共2页", "姓名：王五", "尿素 7.9 mmol/L", "肌酐 80 umol/L")
    found = assemble([reading("a.jpg", lab("第1页/共2页")), reading("b.jpg", other)])
    assert [len(each.pages) for each in found] == [1, 1]
    assert found[0].missing_pages == (2,)


@pytest.mark.parametrize(
    ("number", "together"), [("012345", True), ("0012346", True), ("2345", False), ("9912345", False)]
)
def test_a_number_misread_by_one_character_keeps_its_pages_together(number: str, together: bool) -> None:
    other = rest("第2页/共2页", f"住院号：{number}", "尿素 7.9 mmol/L")
    found = assemble([reading("a.pdf", lab("第1页/共2页"), other)])
    assert (len(found) == 1) is together


@pytest.mark.parametrize(
    ("name", "sure", "together"), [("英葭基", 0.6, True), ("英葭基", 0.99, False), ("许可", 0.6, False)]
)
def test_a_name_read_with_doubt_does_not_part_the_pages_of_one_stay(name: str, sure: float, together: bool) -> None:
    head = ("第1页/共2页", "住院号：1405257", "入院诊断：高血压病")
    first = titled("出院记录", *head, header="姓名：吴葭蔓")
    second = page(
        line("出院记录", 0.4, 0.05, height=0.03),
        line(f"姓名：{name}", 0.08, 0.12, confidence=sure),
        *column(["第2页/共2页", "住院号：1405257", "出院医嘱：按时服药"], 0.08, 0.15),
    )
    assert (len(assemble([reading("a.pdf", first, second)])) == 1) is together


def test_an_untitled_page_after_a_full_one_continues_it() -> None:
    first = titled("入院记录", "主诉：头晕三年", *[f"现病史第{i}行，患者三年前出现头晕" for i in range(36)])
    second = page(*column(["血压仍高，遂来我院。", "体格检查：一般情况可。", "初步诊断：高血压病"], 0.08, 0.1))
    (found,) = assemble([reading("a.pdf", first, second)])
    assert found.kind is Kind.ADMISSION_RECORD and len(found.pages) == 2
    assert [each.name for each in found.diagnoses] == ["高血压病"]


def test_a_page_under_another_hospital_s_letterhead_does_not_continue_a_full_one() -> None:
    texts = [f"第{i}项 12.{i} mmol/L 3.9-6.1" for i in range(36)]
    first = titled("检验报告单", "样本号：23", *texts)
    other = line("云浦县岭南卫生院", 0.3, 0.05, height=0.03)
    second = page(other, *column([HEADER, "阿卡波糖片 50mg", "二甲双胍片 0.5g"], 0.08, 0.16))
    assert len(assemble([reading("a.pdf", first, second)])) == 2
    same = dataclasses.replace(second, lines=(line("海曲市人民医院", 0.3, 0.05, height=0.03), *second.lines[1:]))
    (found,) = assemble([reading("a.pdf", first, same)])
    assert found.strays == (PageRef("a.pdf", 2),)  # by itself it is of no kind


def test_a_page_that_by_itself_is_of_no_kind_is_a_stray_unless_it_shows_its_number_or_a_person_put_it_there() -> None:
    first = titled("入院记录", "主诉：头晕三年", *[f"现病史第{i}行，患者三年前出现头晕" for i in range(36)])
    words = ["其余情况详见附页，请妥善保管。", "以下空白，谨此告知家属及本人。", "窗口时间以公告为准。"]
    second = page(*column(words, 0.08, 0.1))
    (found,) = assemble([reading("a.pdf", first, second)])
    assert found.strays == (PageRef("a.pdf", 2),)
    numbered = page(*second.lines, line("第2页 共2页", 0.45, 1.36))
    ahead = page(*first.lines, line("第1页 共2页", 0.45, 1.36))
    (found,) = assemble([reading("a.pdf", ahead, numbered)])
    assert len(found.pages) == 2 and found.strays == ()
    put = Correction(PageRef("b.jpg", 1), DOCUMENT, "", to=PageRef("a.pdf", 1))
    (found,) = assemble([reading("a.pdf", first), reading("b.jpg", second)], corrections=[put])
    assert len(found.pages) == 2 and found.strays == ()


def test_who_is_seen_again_and_again_has_a_record_of_each_visit() -> None:
    for title in ("慢性病随访记录", "肾移植术后随访记录单", "高血压患者随访服务记录表"):
        drugs = ["药品名称 每次用量 用法 频次", "他克莫司胶囊 2mg 口服 每日两次", "缬沙坦胶囊 80mg 口服 每日一次"]
        seen = titled(title, "随访日期：2026年4月9日", "一、目前症状：无不适", "二、用药情况：", *drugs)
        assert [each.kind for each in assemble([reading("a.pdf", seen)])] == [Kind.OUTPATIENT_RECORD]


def test_a_running_header_does_not_begin_a_new_record() -> None:
    first = titled("入院记录", "主诉：头晕三年", *[f"现病史第{i}行，患者三年前出现头晕" for i in range(36)])
    second = titled("入院记录", "体格检查：一般情况可。", "初步诊断：高血压病", "医师签名：李四")
    assert len(assemble([reading("a.pdf", first, second)])) == 1


def test_two_records_of_one_kind_stay_two() -> None:
    one = titled("门诊病历", "主诉：头晕", "就诊日期：2025-01-05", "初步诊断：高血压")
    other = titled("门诊病历", "主诉：复诊", "就诊日期：2025-03-05", "初步诊断：高血压")
    assert len(assemble([reading("a.pdf", one, other)])) == 2


def test_a_blank_back_stays_with_its_front_and_an_unreadable_page_is_not_lost() -> None:
    blank = dataclasses.replace(page(), quality=Quality(QualityGrade.UNREADABLE, (QualityProblem.BLANK,)))
    dark = page(grade=QualityGrade.UNREADABLE)
    found = assemble([reading("a.pdf", certificate(), blank), reading("b.jpg", dark)])
    assert shape(found) == [("diagnosis_certificate", [("a.pdf", 1), ("a.pdf", 2)]), ("unknown", [("b.jpg", 1)])]
    assert found[1].quality.grade is QualityGrade.UNREADABLE


def test_both_sides_of_a_card_are_two_documents_of_one_page() -> None:
    front = column(["姓名 张三", "性别 男 民族 汉", "住址 一号", "公民身份号码 11010519491231002X"], 0.1, 0.1)
    back = column(["中华人民共和国", "居民身份证", "签发机关 海曲市公安局", "有效期限 2015.06.01-2035.06.01"], 0.1, 0.7)
    found = assemble([reading("a.jpg", page(*front, *back))])
    assert [each.kind for each in found] == [Kind.ID_CARD_FRONT, Kind.ID_CARD_BACK]
    assert {each.pages for each in found} == {(PageRef("a.jpg", 1),)}


def test_what_a_certificate_says() -> None:
    (found,) = assemble([reading("a.jpg", certificate())])
    assert found.id == "d1" and found.title == "诊断证明书"
    assert [each.value for each in found.hospitals] == ["海曲市人民医院"]
    assert found.patient.name is not None and found.patient.name.value == "张三"
    assert found.department is not None and found.department.value == "心内科"
    assert found.issue_date is not None and str(found.issue_date.date.date) == "2025-03-05"
    assert [(each.name.value if each.name else "", each.title) for each in found.physicians] == [("李四", "主任医师")]
    assert found.diagnoses and found.diagnoses[0].name.startswith("高血压病3级")


def test_quality_is_the_worst_page_s() -> None:
    poor = dataclasses.replace(rest("第2页/共2页"), quality=Quality(QualityGrade.POOR, (QualityProblem.BLURRED,)))
    (found,) = assemble([reading("a.jpg", lab("第1页/共2页")), reading("b.jpg", poor)])
    assert found.quality.grade is QualityGrade.POOR


def test_signatures_belong_to_the_documents_of_their_upload() -> None:
    signed = Signature("海曲市人民医院", "2025-03-05T10:00:00", True, True, False, page=2)
    found = assemble([reading("a.pdf", certificate(), lab(), signatures=(signed,)), reading("b.jpg", lab(number="99"))])
    assert [len(each.signatures) for each in found] == [0, 1, 0]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("第1页/共2页", (1, 2)),
        ("第 1 页 共 3 页", (1, 3)),
        ("共3页 第2页", (2, 3)),
        ("第2/3页", (2, 3)),
        ("Page 1 of 2", (1, 2)),
        ("1/2", (1, 2)),
        ("- 3 -", (3, None)),
        ("第4页", (4, None)),
    ],
)
def test_page_numbers(printed: str, number: tuple[int, int | None]) -> None:
    found = page_number(sheet_of(page(*column(["正文"] * 20, 0.1, 0.1, 0.06), line(printed, 0.45, 1.36))))
    assert found is not None and (found.number, found.total) == number


@pytest.mark.parametrize("printed", ["血压 120/80mmHg", "尿糖 1/2", "第3页/共2页"])
def test_what_is_no_page_number(printed: str) -> None:
    assert page_number(sheet_of(page(*column(["正文"] * 20, 0.1, 0.1, 0.06), line(printed, 0.1, 0.7)))) is None


def test_a_case_of_twenty_pages_takes_no_time() -> None:
    uploads = [reading(f"{i}.pdf", certificate(), lab(number=str(i))) for i in range(10)]
    assemble(uploads[:1])  # compiles the patterns
    start = time.process_time()
    assert len(assemble(uploads)) == 20
    assert time.process_time() - start < 1.0  # five times the goal: machines differ


def test_a_page_of_images_belongs_to_the_report_before_it() -> None:
    report = titled("超声检查报告单", "检查部位：甲状腺", "超声所见：未见异常", "超声提示：正常", "报告医师：李四")
    (found,) = assemble([reading("a.pdf", report, page())])
    assert found.kind is Kind.EXAM_REPORT and len(found.pages) == 2
    assert [each.kind for each in assemble([reading("a.pdf", certificate(), page())])][1] is Kind.UNRELATED
