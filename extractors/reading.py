"""The shared vocabulary: what can be read off paper, as frozen records. Standard library only.

Two frames of coordinates, never mixed:

* **delivered**: fractions of the page as delivered (after EXIF orientation, before any turning or rectifying by us),
  x to the right and y down, both in [0, 1]. Every `Evidence` and every `Seal.box` is in this frame, so that anyone can
  draw it on the original.
* **upright**: the page after turning, deskewing and rectifying. Both axes are fractions of the upright page's *width*,
  so that distances are isotropic: x in [0, 1], y in [0, height / width]. `Line.box` is in this frame, and where the
  page is curled, level with what it is printed beside (curl.py); layout reasons in it.

A confidence is a probability in [0, 1]. Pages are 1-based.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

Point = tuple[float, float]
Polygon = tuple[Point, Point, Point, Point]
"""Four corners clockwise from the top left *of the text*, whichever way the page is turned."""


class Kind(StrEnum):
    """材料类型: what one logical paper is."""

    DIAGNOSIS_CERTIFICATE = "diagnosis_certificate"
    OUTPATIENT_RECORD = "outpatient_record"
    ADMISSION_RECORD = "admission_record"
    DISCHARGE_RECORD = "discharge_record"
    INPATIENT_FRONT_PAGE = "inpatient_front_page"
    LAB_REPORT = "lab_report"
    EXAM_REPORT = "exam_report"
    PATHOLOGY_REPORT = "pathology_report"
    GENETIC_REPORT = "genetic_report"
    MEDICATION_RECORD = "medication_record"
    APPLICATION_FORM = "application_form"
    ID_CARD_FRONT = "id_card_front"
    ID_CARD_BACK = "id_card_back"
    INSURANCE_CARD = "insurance_card"
    PHOTO = "photo"
    PROXY_AUTHORIZATION = "proxy_authorization"
    UNRELATED = "unrelated"
    UNKNOWN = "unknown"


class DateRole(StrEnum):
    """What a date on paper stands for. `PRINTED` and `EXPIRY` never are an issue date."""

    ISSUED = "issued"  # 开具/签发/出具日期, or the bare date beside the signature
    VISIT = "visit"  # 就诊日期
    ADMISSION = "admission"  # 入院日期
    DISCHARGE = "discharge"  # 出院日期
    RECORDED = "recorded"  # 记录日期
    HISTORY_TAKEN = "history_taken"  # 病史采集日期
    SAMPLED = "sampled"  # 采样/采集时间
    RECEIVED = "received"  # 接收/签收/送检/收到时间
    TESTED = "tested"  # 检验时间
    REVIEWED = "reviewed"  # 审核时间
    REPORTED = "reported"  # 报告时间
    EXAMINED = "examined"  # 检查日期
    PRESCRIBED = "prescribed"  # 处方日期
    APPLIED = "applied"  # 申请日期
    OPINION = "opinion"  # a physician's or office's opinion on a form, dated
    AUTHORISED = "authorised"  # 委托日期
    SURGERY = "surgery"  # 手术日期
    BIRTH = "birth"  # 出生日期
    VALID_FROM = "valid_from"  # ID card, start of validity
    EXPIRY = "expiry"  # ID card, end of validity
    PRINTED = "printed"  # 打印时间
    OTHER = "other"


class Certainty(StrEnum):
    """How sure the paper itself is of a diagnosis."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"  # ？ 考虑 疑似 待查 待排 不除外
    NEGATED = "negated"  # 排除 未见 否认
    HISTORY = "history"  # 既往 病史
    FAMILY = "family"  # 家族史


class PhysicianRole(StrEnum):
    ATTENDING = "attending"  # 医师/医师签名/接诊医师/主治/经治
    SUPERVISING = "supervising"  # 上级医师/主任医师签名/科主任
    REQUESTING = "requesting"  # 申请/送检医师
    TESTING = "testing"  # 检验者/检查医师/操作者
    REPORTING = "reporting"  # 报告医师/诊断医师
    REVIEWING = "reviewing"  # 审核医师/审核者
    PRESCRIBING = "prescribing"  # 处方医师/开方医师
    DISPENSING = "dispensing"  # 调配/核对/发药药师
    RECORDING = "recording"  # 记录医师/书写者
    APPROVING = "approving"  # 责任医师, the physician giving an opinion on a form


class SealShape(StrEnum):
    ROUND = "round"
    OVAL = "oval"
    SQUARE = "square"
    RECTANGLE = "rectangle"
    LINE = "line"  # a one-line text stamp, with or without a border
    OTHER = "other"


class SealColour(StrEnum):
    RED = "red"
    PURPLE = "purple"
    BLUE = "blue"
    BLACK = "black"  # black ink on a colour page
    GREY = "grey"  # the page has no colour: the ink's own colour cannot be known


class SealStatus(StrEnum):
    PRESENT = "present"
    PARTIAL = "partial"  # a slice: page-crossing seal, cut at an edge
    PHOTOCOPIED = "photocopied"  # a copy of a seal on a grey page
    UNDETERMINED = "undetermined"  # something is there; whether it is a seal cannot be told


class SealPurpose(StrEnum):
    """What a seal says it is for."""

    CERTIFICATE = "certificate"  # 诊断证明专用章, 诊断专用章, 医疗证明专用章, 病情证明专用章
    INSTITUTION = "institution"  # the institution's own 公章, no purpose line
    RECORD_COPY = "record_copy"  # 病案室, 病历(案)复印专用章
    DEPARTMENT_REPORT = "department_report"  # 检验科(报告专用章), 影像/放射/超声/病理诊断专用章
    DEPARTMENT = "department"  # 医务科/部/处, 门诊部, 住院部
    INSURANCE_OFFICE = "insurance_office"  # 医保办(公室), 医疗保险专用章
    FEE = "fee"  # 收费专用章, 现金收讫, 发票专用章
    PRESCRIPTION = "prescription"  # 处方专用章
    PERSONAL_NAME = "personal_name"  # a physician's name seal
    FINGERPRINT = "fingerprint"  # a red thumb print
    COPY_MATCHES = "copy_matches"  # 与原件一致/相符
    DATE = "date"  # a dated stamp
    OTHER = "other"
    UNKNOWN = "unknown"  # no purpose could be read; never to be taken for INSTITUTION


class QualityGrade(StrEnum):
    GOOD = "good"
    POOR = "poor"  # legible, with reservations
    UNREADABLE = "unreadable"


class QualityProblem(StrEnum):
    BLURRED = "blurred"
    GLARE = "glare"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    LOW_RESOLUTION = "low_resolution"
    CUT_OFF = "cut_off"  # content runs over an edge of the picture
    FAINT = "faint"
    UNCERTAIN_TEXT = "uncertain_text"  # much of the text was read with low confidence
    BLANK = "blank"


class TextSource(StrEnum):
    OCR = "ocr"
    TEXT_LAYER = "text_layer"  # a PDF's own text, checked against what is seen
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; the frame (delivered or upright) is its owner's."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"a box's corners are out of order: {self}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def intersection_area(self, other: Box) -> float:
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, w) * max(0.0, h)

    def iou(self, other: Box) -> float:
        both = self.intersection_area(other)
        either = self.area + other.area - both
        return both / either if either > 0 else 0.0

    @classmethod
    def around(cls, points: tuple[Point, ...]) -> Box:
        """The smallest box that holds all `points` (at least one)."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def clipped(self) -> Box:
        """Cut to the unit square (delivered frame)."""
        x0, y0, x1, y1 = (min(1.0, max(0.0, v)) for v in (self.x0, self.y0, self.x1, self.y1))
        return Box(x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from: file, page, box, text, confidence."""

    upload: str  # the upload's name in its case
    page: int  # 1-based
    box: Box  # delivered frame
    text: str  # as read, never corrected
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as read (or a part of one), with its place in both frames."""

    text: str
    confidence: float  # mean over the characters
    min_confidence: float  # of the least sure character
    box: Box  # upright frame: both axes in fractions of the upright page's width
    polygon: Polygon  # delivered frame
    char_confidences: tuple[float, ...] = ()  # one per character of `text`, or empty if unknown (PDF text)
    char_positions: tuple[
        float, ...
    ] = ()  # centre of each character along the line, fractions of its length; may be empty
    in_seal: bool = False  # lies mostly inside a seal: the seal's own text, not the document's
    frames: tuple[Frame, ...] = field(default=(), hash=False)
    """What else it may say, evenly spaced along it; only where it names a hospital, a date or a number in doubt."""

    def __setstate__(self, state: list[object]) -> None:
        """Readings written before a field was added stay readable: it has its default."""
        for at, known in enumerate(fields(self)):
            object.__setattr__(self, known.name, state[at] if at < len(state) else known.default)

    def part(self, start: int, end: int) -> Line:
        """The characters [start, end) as a line of their own, its geometry interpolated along the baseline."""
        n = len(self.text)
        start, end = max(0, start), min(n, end)
        if (start, end) == (0, n) or n == 0:
            return self
        left, right = self._edge(start), self._edge(end)
        tl, tr, br, bl = self.polygon
        chars = self.char_confidences[start:end]
        return replace(
            self,
            text=self.text[start:end],
            confidence=sum(chars) / len(chars) if chars else self.confidence,
            min_confidence=min(chars) if chars else self.min_confidence,
            box=Box(
                self.box.x0 + left * self.box.width,
                self.box.y0,
                self.box.x0 + max(left, right) * self.box.width,
                self.box.y1,
            ),
            polygon=(_along(tl, tr, left), _along(tl, tr, right), _along(bl, br, right), _along(bl, br, left)),
            char_confidences=chars,
            char_positions=(),
            frames=self.frames[math.floor(left * len(self.frames)) : math.ceil(max(left, right) * len(self.frames))],
        )

    def _edge(self, index: int) -> float:
        """Where the gap before character `index` lies along the line, in [0, 1]."""
        n = len(self.text)
        if index <= 0:
            return 0.0
        if index >= n:
            return 1.0
        if len(self.char_positions) == n:
            return (self.char_positions[index - 1] + self.char_positions[index]) / 2
        widths = [1.0 if ord(c) > 0x2E7F else 0.55 for c in self.text]  # CJK is about twice as wide as Latin
        return sum(widths[:index]) / sum(widths)


def _along(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


@dataclass(frozen=True, slots=True)
class Field:
    """A value read off a document."""

    name: str
    text: str  # as printed
    value: str  # normalised; dates as ISO 8601, possibly cut to month or year ("2025-03")
    confidence: float
    evidence: tuple[Evidence, ...]
    char_confidences: tuple[float, ...] = ()  # one per character of `text`, or empty where unknown
    frames: tuple[Frame, ...] = field(default=(), hash=False, repr=False)  # of what it was read on, as `Line.frames`


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs a month")
        dt.date(self.year, self.month or 1, self.day or 1)  # raises ValueError where there is no such day

    @classmethod
    def parse(cls, value: str) -> PartialDate:
        """From ISO 8601: `2025-03-05`, `2025-03` or `2025`."""
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
            raise ValueError(f"not an ISO date: {value!r}")
        return cls(*(int(part) for part in value.split("-")))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{p:02d}" for p in (self.month, self.day) if p is not None]
        return "-".join(parts)

    @property
    def earliest(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class DateField:
    """A date on paper with the role its label (or place) gives it."""

    role: DateRole
    date: PartialDate | None  # None: something is written where a date belongs, and it cannot be read
    text: str
    confidence: float
    evidence: tuple[Evidence, ...]
    label: str = ""  # the printed label, "" where the place alone tells
    time: str = ""  # "HH:MM" or "HH:MM:SS" where printed
    possible: tuple[PartialDate, ...] = ()  # every day it may be, where single digits were not read; else ()

    @property
    def earliest(self) -> dt.date | None:
        """The first day it may be; None where nothing could be read."""
        return min((each.earliest for each in self._readings), default=None)

    @property
    def latest(self) -> dt.date | None:
        """The last day it may be; None where nothing could be read."""
        return max((each.latest for each in self._readings), default=None)

    @property
    def _readings(self) -> tuple[PartialDate, ...]:
        return self.possible or ((self.date,) if self.date else ())


@dataclass(frozen=True, slots=True)
class IssueDate:
    """*The* date a document counts from, and why this one."""

    date: DateField
    reason: str  # a key of the kind's priority list, e.g. "reported" or "near_signature"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    name: str  # normalised: no numbering, no certainty marker
    text: str  # as printed
    certainty: Certainty
    source: str  # the label it stands under, e.g. "出院诊断"
    source_rank: int  # 0 is the most authoritative of its document; request-side 临床诊断 has rank 9: no evidence
    icd: tuple[str, ...] = ()  # as printed, letter upper case, placeholder x lower: I10.x00x002
    stage: str = ""  # "3级", "III期", "CKD4期" … normalised to Arabic digits where it is a number
    type: str = ""  # "2型"
    treated: bool = False  # 术后, 化疗后, 移植状态
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Physician:
    role: PhysicianRole
    name: Field | None  # None: the label is there and the signature cannot be read
    title: str = ""  # 医士 住院医师 主治医师 副主任医师 主任医师, or ""; 主任 alone is an office, not a title
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LabItem:
    """One row of a lab table."""

    name: str  # 葡萄糖
    code: str  # GLU, "" where none is printed
    value: str  # as printed, normalised width: "6.1", "<1.00", "1:20", "阴性(-)"
    unit: str  # "mmol/L"; powers of ten as "10^9/L"
    reference: str  # "3.9-6.1"
    flag: str  # "H", "L", "A" (abnormal, no direction) or ""
    panel: int  # index of the panel on this document, from 0
    confidence: float
    evidence: tuple[Evidence, ...]
    specimen: str = ""


@dataclass(frozen=True, slots=True)
class Medication:
    name: str
    text: str
    dose: str = ""
    frequency: str = ""
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


Frame = tuple[tuple[str, float], ...]
"""The characters the recogniser thought of at one place along a line, each with its natural log probability, best
first; "" stands for no character.
"""


class StripKind(StrEnum):
    """Where on a seal a strip was cut from."""

    ARC = "arc"  # along the rim
    LINE = "line"  # across


@dataclass(frozen=True, slots=True)
class Strip:
    """One look at a run of a seal's text, as the recogniser saw it before it decided on characters.

    What a list will be held against keeps its doubt: names are matched against these probabilities, not against the
    one string the recogniser guessed. Several strips may show the same text, cut and separated from print differently.
    """

    kind: StripKind
    frames: tuple[Frame, ...]  # in reading order, evenly spaced
    ink: tuple[float, ...] = ()  # share of each frame that is inked, in [0, 1]
    closed: bool = False  # a whole ring: its end meets its beginning


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found on a page, or an electronic seal in a PDF."""

    upload: str
    page: int
    box: Box  # delivered frame
    shape: SealShape
    colour: SealColour
    status: SealStatus
    purpose: SealPurpose
    confidence: float  # that this is a seal
    text: str = ""  # all of it: arc, inner lines, number, in this order, separated by one space
    owner_text: str = ""  # the part that names whose it is, as read
    purpose_text: str = ""  # the part that says what for
    number: str = ""  # anti-forgery digits
    text_confidence: float = 0.0
    electronic: bool = False  # drawn or signed by a program, not inked
    strips: tuple[Strip, ...] = ()  # what its owner is told by; empty where only text is known


@dataclass(frozen=True, slots=True)
class Signature:
    """An electronic signature in a PDF (pyHanko)."""

    signer: str  # common name of the certificate
    signed_on: str  # ISO date and time claimed, "" if none
    intact: bool  # the bytes it covers are unchanged
    covers_whole_file: bool
    trusted: bool  # chain validated against configured roots; False where none are configured
    field_name: str = ""
    page: int | None = None  # where the visible part is, if there is one
    box: Box | None = None  # delivered frame


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a page can be seen."""

    grade: QualityGrade
    problems: tuple[QualityProblem, ...] = ()
    sharpness: float = 0.0  # [0, 1], 1 is crisp
    glare: float = 0.0  # share of the page washed out
    brightness: float = 0.0  # mean paper level in [0, 1]
    text_height: float = 0.0  # median height of a text line in pixels as delivered
    uncertain_share: float = 0.0  # share of characters read with low confidence


SEAL_GLIMPSED = "seal_glimpsed"
"""Note on a page where something may be a seal that could not be made out: nobody may say that there is none."""


@dataclass(frozen=True, slots=True)
class Page:
    """One raster or PDF page of an upload, as read."""

    upload: str
    number: int
    width: int  # pixels as delivered
    height: int
    rotation: int  # degrees the content is turned clockwise as delivered: 0, 90, 180 or 270
    quality: Quality
    lines: tuple[Line, ...]  # in reading order
    seals: tuple[Seal, ...] = ()
    text_source: TextSource = TextSource.OCR
    has_colour: bool = True  # False: grey scan or photocopy; colour tells nothing about seals
    aspect: float = 1.4142  # upright height / width
    skew: float = 0.0  # degrees taken out after turning
    rectified: bool = False  # a page photographed on a desk was cut out and flattened
    picture: str = ""  # "portrait" where the page is a photo of a face, "" otherwise
    notes: tuple[str, ...] = ()  # codes of what was noticed, e.g. "text_layer_distrusted", "hidden_text"

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if not line.in_seal)


@dataclass(frozen=True, slots=True)
class PageRef:
    upload: str
    page: int


@dataclass(frozen=True, slots=True)
class Patient:
    """Who a document says it is about; every part may be absent."""

    name: Field | None = None
    sex: Field | None = None  # value "男" or "女"
    age: Field | None = None  # value in whole years as text, "0" for infants
    birth_date: Field | None = None
    id_number: Field | None = None  # value upper case without spaces, 18 or 15 characters, checksum not yet judged
    visit_number: Field | None = None  # 门诊号/就诊号
    inpatient_number: Field | None = None  # 住院号/病案号


@dataclass(frozen=True, slots=True)
class Document:
    """材料: one logical paper, a run of pages of one kind."""

    id: str  # "d1", "d2" … in the order of the case
    kind: Kind
    kind_confidence: float
    pages: tuple[PageRef, ...]
    title: str = ""  # as printed
    hospitals: tuple[
        Field, ...
    ] = ()  # names as read; Field.name is "letterhead", "footer", "body" or "seal"; most credible first
    patient: Patient = Patient()
    physicians: tuple[Physician, ...] = ()
    department: Field | None = None
    dates: tuple[DateField, ...] = ()
    issue_date: IssueDate | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    lab_items: tuple[LabItem, ...] = ()
    medications: tuple[Medication, ...] = ()
    seals: tuple[Seal, ...] = ()
    signatures: tuple[Signature, ...] = ()
    fields: tuple[
        Field, ...
    ] = ()  # everything else by name: findings, conclusion, modality, applied_diseases, card_number …
    quality: Quality = Quality(QualityGrade.GOOD)  # of its worst page
    page_count: int | None = None  # pages it says it has (共N页)
    missing_pages: tuple[int, ...] = ()  # numbers that should be there and are not

    def field(self, name: str) -> Field | None:
        """The first field of that name."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """识读结果: everything read off one upload."""

    upload: str  # its name in the case
    sha256: str
    media_type: str
    pages: tuple[Page, ...] = ()
    signatures: tuple[Signature, ...] = ()
    picture_hashes: tuple[int, ...] = ()  # 64-bit perceptual hash of each page, upright
    error: UploadError | None = None
    timings: Mapping[str, float] = field(default_factory=dict)  # stage → seconds


@dataclass(frozen=True, slots=True)
class UploadError:
    """Why an upload could not be read, in a sentence its sender can act on."""

    code: str  # stable, the `code` of a kind of extractors.errors.DocumentError
    message_zh: str
    message_en: str
