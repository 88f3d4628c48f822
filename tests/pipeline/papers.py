"""A made-up case with pictures, readings and a verdict, so that the report can be tested without OCR or judge."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace

from PIL import Image, ImageDraw

from extractors.reading import (
    Box,
    Certainty,
    DateField,
    DateRole,
    Diagnosis,
    Document,
    Evidence,
    Field,
    IssueDate,
    Kind,
    LabItem,
    Line,
    Page,
    PageRef,
    PartialDate,
    Patient,
    Physician,
    PhysicianRole,
    Quality,
    QualityGrade,
    QualityProblem,
    Reading,
    Seal,
    SealColour,
    SealPurpose,
    SealShape,
    SealStatus,
    UploadError,
)
from pipeline.screening import Screening, VersionSet
from validators.case import Case, Channel, Person, Upload
from validators.verdict import (
    ChecklistItem,
    Citation,
    DiseaseTrack,
    Disposition,
    Finding,
    HospitalMatch,
    JudgedDocument,
    MatchStatus,
    Message,
    Outcome,
    Severity,
    Verdict,
)

SIZE = (1240, 1754)
ID_NUMBER = "99010119491231002X"  # area code 990101 is nobody's
FOUNDING = Citation("诊断证明书须加盖医院印章", "founding document", "founding")
UNVERIFIED = Citation("身份证应在有效期内", "unverified note", None)

Draw = Callable[[ImageDraw.ImageDraw], None]


def jpeg(draw: Draw | None = None, size: tuple[int, int] = SIZE) -> bytes:
    """A white page with something drawn on it."""
    image = Image.new("RGB", size, "white")
    if draw is not None:
        draw(ImageDraw.Draw(image))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def bars(draw: ImageDraw.ImageDraw) -> None:
    """Grey strips where lines of text would be, and a red ring for a seal."""
    for row in range(12):
        draw.rectangle((120, 200 + row * 90, 1000 - row % 3 * 120, 230 + row * 90), fill=(60, 60, 60))
    draw.ellipse((820, 1250, 1100, 1530), outline=(200, 30, 40), width=10)


def line(text: str, row: int, confidence: float = 0.97) -> Line:
    y0, y1 = (200 + row * 90) / SIZE[1], (230 + row * 90) / SIZE[1]
    x0, x1 = 120 / SIZE[0], 1000 / SIZE[0]
    polygon = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    return Line(text, confidence, confidence, Box(x0, y0, x1, y1), polygon)


def page(upload: str, *lines: Line, number: int = 1, **changes: object) -> Page:
    made = Page(upload, number, *SIZE, 0, Quality(QualityGrade.GOOD, sharpness=0.8), tuple(lines))
    return replace(made, **changes)  # type: ignore[arg-type]


def evidence(line_: Line, upload: str, number: int = 1) -> Evidence:
    return Evidence(upload, number, Box.around(line_.polygon), line_.text, line_.confidence)


def field(name: str, text: str, line_: Line, upload: str, value: str | None = None) -> Field:
    return Field(name, text, text if value is None else value, line_.confidence, (evidence(line_, upload),))


def certificate(upload: str) -> tuple[Page, JudgedDocument]:
    """A diagnosis certificate whose seal is a fee seal."""
    head, name, id_line = (
        line("青屿市中心医院 诊断证明书", 0),
        line("姓名 林试样 男 76岁", 1),
        line(f"身份证号 {ID_NUMBER}", 2),
    )
    diag, date = line("诊断：2型糖尿病", 3, 0.91), line("2026年3月5日 医师 陈样本 主治医师", 4, 0.72)
    seal = Seal(
        upload, 1, Box(820 / 1240, 1250 / 1754, 1100 / 1240, 1530 / 1754), SealShape.ROUND, SealColour.RED,
        SealStatus.PRESENT, SealPurpose.FEE, 0.96, "青屿市中心医院 收费专用章", "青屿市中心医院", "收费专用章", "", 0.9,
    )  # fmt: skip
    issued = DateField(
        DateRole.ISSUED, PartialDate(2026, 3, 5), "2026年3月5日", 0.72, (evidence(date, upload),), "", "09:30"
    )
    document = Document(
        "d1",
        Kind.DIAGNOSIS_CERTIFICATE,
        0.98,
        (PageRef(upload, 1),),
        "诊断证明书",
        hospitals=(field("letterhead", "青屿市中心医院", head, upload),),
        patient=Patient(
            name=field("name", "林试样", name, upload),
            sex=field("sex", "男", name, upload),
            age=field("age", "76岁", name, upload, "76"),
            id_number=field("id_number", ID_NUMBER, id_line, upload),
        ),
        physicians=(
            Physician(PhysicianRole.ATTENDING, field("name", "陈样本", date, upload), "主治医师"),
            Physician(PhysicianRole.SUPERVISING, None, "", (evidence(date, upload),)),
        ),
        department=field("department", "内分泌科", name, upload),
        dates=(issued,),
        issue_date=IssueDate(issued, "near_signature"),
        diagnoses=(
            Diagnosis("2型糖尿病", "2型糖尿病", Certainty.CONFIRMED, "诊断", 0, ("E11.900",), "", "2型", False, 0.91,
                      (evidence(diag, upload),)),
        ),
        seals=(seal,),
        fields=(field("advice", "规律服药", diag, upload), field("advice", "定期复查", diag, upload)),
        page_count=2,
        missing_pages=(2,),
    )  # fmt: skip
    match = HospitalMatch(
        MatchStatus.MATCHED, "青屿市中心医院", "青屿市中心医院", "H0001", 3, "甲", True, "东院区", "letterhead", 0.97,
        (evidence(head, upload),),
    )  # fmt: skip
    return page(upload, head, name, id_line, diag, date, seals=(seal,)), JudgedDocument(document, match, (match,))


def lab_report(upload: str) -> tuple[Page, JudgedDocument]:
    rows = [line(f"{name} {value}", n) for n, (name, value) in enumerate([("葡萄糖", "9.8"), ("总胆固醇", "5.1")])]
    items = (
        LabItem("葡萄糖", "GLU", "9.8", "mmol/L", "3.9-6.1", "H", 0, 0.97, (evidence(rows[0], upload),)),
        LabItem("总胆固醇", "TC", "5.1", "mmol/L", "<5.2", "", 0, 0.97, (evidence(rows[1], upload),)),
    )
    document = Document("d2", Kind.LAB_REPORT, 0.93, (PageRef(upload, 1),), "检验报告单", lab_items=items)
    unread = HospitalMatch(MatchStatus.UNREAD, "")
    quality = Quality(QualityGrade.POOR, (QualityProblem.BLURRED,), 0.2)
    made = page(upload, *rows, rotation=90, width=SIZE[1], height=SIZE[0], quality=quality, has_colour=False)
    return made, JudgedDocument(document, unread, ())


def case(*names: str) -> Case:
    return Case(
        "RZ-0001", "rizhao", dt.date(2026, 4, 1), Person("林试样", ID_NUMBER), ("糖尿病",), Channel.SELF,
        tuple(Upload(name) for name in names),
    )  # fmt: skip


def reading(name: str, data: bytes, *pages: Page, error: UploadError | None = None) -> Reading:
    return Reading(
        name, hashlib.sha256(data).hexdigest(), "image/jpeg" if pages else "", pages, error=error, timings={"text": 0.5}
    )


def finding(code: str, outcome: Outcome, severity: Severity, **changes: object) -> Finding:
    made = Finding(code, code.replace("_", "-"), outcome, severity, Message("要看的问题", "a thing to see"), FOUNDING)
    return replace(made, **changes)  # type: ignore[arg-type]


def _findings(seal: Seal) -> Iterator[Finding]:
    yield finding(
        "stamp_kind_wrong",
        Outcome.FAIL,
        Severity.BLOCKING,
        message=Message("诊断证明书上盖的是收费章，不是医院证明用章", "the certificate carries a fee seal"),
        remedy=Message("请到开具医院重新加盖诊断证明专用章后再上传", "have it stamped again"),
        document="d1",
        upload="证明.jpg",
        page=1,
        expected="诊断证明专用章或医院公章",
        found="收费专用章",
        evidence=(Evidence("证明.jpg", 1, seal.box, seal.text, 0.9),),
    )
    yield finding(
        "image_unreadable",
        Outcome.FAIL,
        Severity.BLOCKING,
        upload="坏.jpg",
        message=Message("文件不完整", "the file is cut off"),
        remedy=Message("请重新上传完整的文件", "send it again"),
    )
    yield finding(
        "hospital_unknown",
        Outcome.UNSURE,
        Severity.REVIEW,
        document="d2",
        upload="化验.jpg",
        page=1,
        message=Message("未能读出检验报告的医院名称", "no hospital could be read"),
        citation=UNVERIFIED,
        evidence=(Evidence("化验.jpg", 1, Box(0.1, 0.1, 0.3, 0.15), "", 0.0),),
    )
    passed = Message("日期不晚于提交日期", "not in the future")
    yield finding("date_in_future", Outcome.PASS, Severity.REVIEW, document="d1", message=passed)


def _checklist() -> Iterator[ChecklistItem]:
    certificate, card = Message("诊断证明书", "Diagnosis certificate"), Message("身份证人像面", "ID card, front")
    report, absent, poor = (
        Message("检查检验报告", "Test report"),
        Message("未上传", "absent"),
        Message("不清楚", "poor"),
    )
    yield ChecklistItem("diagnosis_certificate", certificate, "", Outcome.PASS, ("d1",), None, FOUNDING)
    yield ChecklistItem("id_card_front", card, "", Outcome.FAIL, (), absent, FOUNDING)
    yield ChecklistItem("test_report", report, "糖尿病", Outcome.UNSURE, ("d2",), poor, UNVERIFIED)


def screening() -> tuple[Screening, dict[str, bytes]]:
    """A case of three files and their bytes: a certificate with a fee seal, a turned lab report, a broken file."""
    files = {
        "证明.jpg": jpeg(bars),
        "化验.jpg": jpeg(bars, (SIZE[1], SIZE[0])),
        "坏.jpg": b"\xff\xd8broken",
    }
    first, judged = certificate("证明.jpg")
    second, lab = lab_report("化验.jpg")
    error = UploadError("truncated", "文件不完整，请重新上传。", "The file is cut off: please send it again.")
    readings = (
        reading("证明.jpg", files["证明.jpg"], first),
        reading("化验.jpg", files["化验.jpg"], second),
        reading("坏.jpg", files["坏.jpg"], error=error),
    )
    verdict = Verdict(
        Disposition.SUPPLEMENT,
        tuple(_findings(judged.document.seals[0])),
        tuple(_checklist()),
        (judged, lab),
        (DiseaseTrack("糖尿病", "糖尿病", "batch", "2026-04-29", True),),
        policy_version="rizhao 1",
        registry_version="abc",
    )
    versions = VersionSet("0.1.0", "1", "test nets", verdict.policy_version, verdict.registry_version)
    made = Screening(
        "RZ-0001", readings, verdict.documents, versions, case(*files), dt.date(2026, 4, 1), verdict, ("多余.jpg",),
        {"text": 1.25, "judge": 0.01},
    )  # fmt: skip
    return made, files
