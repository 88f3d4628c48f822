"""What may be said of papers, dates, signers, seals and pages: closed lists. Their values are stable."""

from __future__ import annotations

from enum import StrEnum


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
    APPROVING = "approving"  # whose opinion decides on a form: the office's, or where none signs 责任医师


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


class StripKind(StrEnum):
    """Where on a seal a strip was cut from."""

    ARC = "arc"  # along the rim
    LINE = "line"  # across


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
