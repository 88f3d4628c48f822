"""What codes are called on a page, Chinese and English."""

from __future__ import annotations

Label = tuple[str, str]

KINDS: dict[str, Label] = {
    "diagnosis_certificate": ("诊断证明书", "Diagnosis certificate"),
    "outpatient_record": ("门诊病历", "Outpatient record"),
    "admission_record": ("入院记录", "Admission record"),
    "discharge_record": ("出院记录", "Discharge record"),
    "inpatient_front_page": ("病案首页", "Inpatient front page"),
    "lab_report": ("检验报告", "Laboratory report"),
    "exam_report": ("检查报告", "Examination report"),
    "pathology_report": ("病理报告", "Pathology report"),
    "genetic_report": ("基因检测报告", "Genetic report"),
    "medication_record": ("用药记录", "Medication record"),
    "application_form": ("申请表", "Application form"),
    "id_card_front": ("身份证人像面", "ID card, portrait side"),
    "id_card_back": ("身份证国徽面", "ID card, emblem side"),
    "insurance_card": ("医保卡", "Insurance card"),
    "photo": ("一寸照片", "Photo"),
    "proxy_authorization": ("委托书", "Proxy authorisation"),
    "unrelated": ("无关材料", "Unrelated"),
    "unknown": ("未识别材料", "Not recognised"),
}

DISPOSITIONS: dict[str, Label] = {
    "ready": ("材料齐全", "Complete"),
    "review": ("需人工核对", "Needs a look"),
    "supplement": ("建议补正", "Supplement advised"),
}

OUTCOMES: dict[str, Label] = {
    "pass": ("通过", "Pass"),
    "fail": ("不符", "Fail"),
    "unsure": ("无法确定", "Unsure"),
}

SEVERITIES: dict[str, Label] = {
    "blocking": ("须补正", "To be supplied"),
    "review": ("须核对", "To be looked at"),
    "note": ("提示", "Note"),
}

CHANNELS: dict[str, Label] = {"self": ("本人申请", "By the applicant"), "proxy": ("他人代办", "By a proxy")}

TRACKS: dict[str, Label] = {"instant": ("即时申请", "Instant"), "batch": ("集中申请", "Batch")}

GRADES: dict[str, Label] = {
    "good": ("清晰", "Good"),
    "poor": ("欠清晰", "Poor"),
    "unreadable": ("无法辨认", "Unreadable"),
}

PROBLEMS: dict[str, Label] = {
    "blurred": ("画面模糊", "blurred"),
    "glare": ("有反光", "glare"),
    "too_dark": ("光线过暗", "too dark"),
    "too_bright": ("曝光过度", "too bright"),
    "low_resolution": ("分辨率太低", "low resolution"),
    "cut_off": ("边缘被裁切", "cut off at an edge"),
    "faint": ("字迹太淡", "faint"),
    "uncertain_text": ("不少文字辨认不清", "much of the text is uncertain"),
    "blank": ("空白页", "blank"),
}

DATE_ROLES: dict[str, Label] = {
    "issued": ("开具日期", "Issued"),
    "visit": ("就诊日期", "Visit"),
    "admission": ("入院日期", "Admission"),
    "discharge": ("出院日期", "Discharge"),
    "recorded": ("记录日期", "Recorded"),
    "history_taken": ("病史采集日期", "History taken"),
    "sampled": ("采样时间", "Sampled"),
    "received": ("接收时间", "Received"),
    "tested": ("检验时间", "Tested"),
    "reviewed": ("审核时间", "Reviewed"),
    "reported": ("报告时间", "Reported"),
    "examined": ("检查日期", "Examined"),
    "prescribed": ("处方日期", "Prescribed"),
    "applied": ("申请日期", "Applied"),
    "opinion": ("意见日期", "Opinion"),
    "authorised": ("委托日期", "Authorised"),
    "surgery": ("手术日期", "Surgery"),
    "birth": ("出生日期", "Birth"),
    "valid_from": ("有效期起", "Valid from"),
    "expiry": ("有效期止", "Valid until"),
    "printed": ("打印时间", "Printed"),
    "other": ("其他日期", "Other date"),
}

CERTAINTIES: dict[str, Label] = {
    "confirmed": ("确诊", "confirmed"),
    "suspected": ("疑似", "suspected"),
    "negated": ("已排除", "ruled out"),
    "history": ("既往", "history"),
    "family": ("家族史", "family"),
}

SOURCES: dict[str, Label] = {"据上下文识别": ("据上下文识别", "told by its context")}
"""What a diagnosis stands under where that is no label printed on the paper."""

PHYSICIAN_ROLES: dict[str, Label] = {
    "attending": ("医师", "Physician"),
    "supervising": ("上级医师", "Supervising"),
    "requesting": ("申请医师", "Requesting"),
    "testing": ("检验者", "Testing"),
    "reporting": ("报告医师", "Reporting"),
    "reviewing": ("审核者", "Reviewing"),
    "prescribing": ("处方医师", "Prescribing"),
    "dispensing": ("调配药师", "Dispensing"),
    "recording": ("记录医师", "Recording"),
    "approving": ("责任医师", "Approving"),
}

FLAGS: dict[str, Label] = {"H": ("↑", "↑"), "L": ("↓", "↓"), "A": ("异常", "abnormal")}

PATIENT: dict[str, Label] = {
    "name": ("姓名", "Name"),
    "sex": ("性别", "Sex"),
    "age": ("年龄", "Age"),
    "birth_date": ("出生日期", "Born"),
    "id_number": ("身份证号", "ID number"),
    "visit_number": ("门诊号", "Visit no."),
    "inpatient_number": ("住院号", "Inpatient no."),
}

SEAL_COLOURS: dict[str, Label] = {
    "red": ("红色", "red"),
    "purple": ("紫色", "purple"),
    "blue": ("蓝色", "blue"),
    "black": ("黑色", "black"),
    "grey": ("灰度", "grey"),
}

SEAL_SHAPES: dict[str, Label] = {
    "round": ("圆章", "round"),
    "oval": ("椭圆章", "oval"),
    "square": ("方章", "square"),
    "rectangle": ("长方章", "rectangular"),
    "line": ("条形章", "line"),
    "other": ("其他形状", "other shape"),
}

SEAL_STATUSES: dict[str, Label] = {
    "present": ("原章", "present"),
    "partial": ("不完整", "partial"),
    "photocopied": ("复印件上的章", "photocopied"),
    "undetermined": ("无法确定是否为章", "undetermined"),
}

SEAL_PURPOSES: dict[str, Label] = {
    "certificate": ("诊断证明专用章", "certificate seal"),
    "institution": ("单位公章", "institution seal"),
    "record_copy": ("病案复印章", "record copy seal"),
    "department_report": ("科室报告章", "report seal"),
    "department": ("科室章", "department seal"),
    "insurance_office": ("医保办章", "insurance office seal"),
    "fee": ("收费章", "fee seal"),
    "prescription": ("处方章", "prescription seal"),
    "personal_name": ("个人名章", "personal name seal"),
    "fingerprint": ("指印", "fingerprint"),
    "copy_matches": ("与原件一致章", "copy-matches stamp"),
    "date": ("日期章", "date stamp"),
    "other": ("其他印章", "other seal"),
    "unknown": ("用途不明", "purpose unknown"),
}

MATCHES: dict[str, Label] = {
    "matched": ("名录内", "in the registry"),
    "ambiguous": ("名录中有多家相符", "several entries fit"),
    "unknown": ("名录中未找到", "not in the registry"),
    "unread": ("未读出机构名称", "no name could be read"),
}

FIELDS: dict[str, Label] = {
    "findings": ("检查所见", "Findings"),
    "conclusion": ("结论", "Conclusion"),
    "modality": ("检查类型", "Modality"),
    "body_part": ("检查部位", "Body part"),
    "applied_diseases": ("申请病种", "Diseases applied for"),
    "masked_name": ("姓名（部分隐去）", "Name, partly hidden"),
    "masked_id_number": ("证件号码（部分隐去）", "Number, partly hidden"),
    "card_number": ("卡号", "Card number"),
    "address": ("住址", "Address"),
    "ethnicity": ("民族", "Ethnicity"),
    "authority": ("签发机关", "Issuing authority"),
    "specimen": ("标本", "Specimen"),
    "advice": ("建议", "Advice"),
    "treatment": ("治疗经过", "Treatment"),
    "phone": ("电话", "Phone"),
    "insurance_type": ("参保类型", "Insurance type"),
    "gross": ("肉眼所见", "Gross description"),
    "microscopic": ("镜下所见", "Microscopy"),
    "chief_complaint": ("主诉", "Chief complaint"),
    "address_present": ("有住址", "Address printed"),
    "form": ("载体", "Form"),
    "method": ("检查方法", "Method"),
    "gene_results": ("基因变异", "Gene results"),
    "insured_type": ("参保类型", "Insured as"),
    "application_type": ("申请类型", "Kind of application"),
    "chosen_hospital": ("选定医院", "Hospital chosen"),
    "applicant_signature": ("申请人签名", "Applicant's signature"),
    "opinion_physician": ("医师意见", "Physician's opinion"),
    "opinion_physician_signature": ("医师签名", "Physician's signature"),
    "opinion_physician_date": ("医师意见日期", "Date of the physician's opinion"),
    "opinion_hospital": ("医院意见", "Hospital's opinion"),
    "opinion_hospital_signature": ("医院经办人签名", "Signature for the hospital"),
    "opinion_hospital_date": ("医院意见日期", "Date of the hospital's opinion"),
    "opinion_agency": ("经办机构意见", "Agency's opinion"),
    "opinion_agency_signature": ("经办人签名", "Signature for the agency"),
    "opinion_agency_date": ("经办机构意见日期", "Date of the agency's opinion"),
    "principal": ("委托人", "Principal"),
    "principal_id_number": ("委托人身份证号", "Principal's ID number"),
    "agent": ("受托人", "Agent"),
    "agent_id_number": ("受托人身份证号", "Agent's ID number"),
    "relation": ("与委托人关系", "Relation"),
    "scope": ("委托事项", "Scope"),
    "period": ("委托期限", "Period"),
    "authorised_on": ("委托日期", "Authorised on"),
    "region": ("参保地", "Region"),
    "bank": ("银行", "Bank"),
    "bank_number": ("银行卡号", "Bank card number"),
    "expiry": ("有效期至", "Valid until"),
    "valid_from": ("有效期自", "Valid from"),
}

VALUES = {"electronic": "电子凭证 electronic", "yes": "是 yes"}
"""Values that are code words."""

NOTES: dict[str, Label] = {
    "hidden_text": ("文件含不可见文字，已不采用", "hidden text in the file, not used"),
    "garbled_text": ("文件自带文字有乱码，改为识图", "the file's own text is garbled: read from the picture"),
    "off_page_text": ("页面以外有文字，已不采用", "text off the page, not used"),
    "text_layer_unavailable": ("文件自带文字无法读取，改为识图", "the file's own text cannot be had"),
    "text_layer_distrusted": ("文件自带文字与画面不符，改为识图", "the file's own text differs from what is seen"),
    "page_damaged": ("页面已损坏，无法显示", "the page is damaged"),
    "reader_failed": ("系统未能识读此页，需人工查看", "this page could not be read: look at it"),
}

STAGES: dict[str, Label] = {
    "open": ("打开文件", "Opening"),
    "upright": ("转正页面", "Turning upright"),
    "text": ("识别文字", "Reading text"),
    "seals": ("识别印章", "Reading seals"),
    "measure": ("评估清晰度", "Measuring quality"),
    "signatures": ("电子签名", "Signatures"),
    "judge": ("核对规则", "Judging"),
}


def label(table: dict[str, Label], code: str) -> Label:
    """The label, or the code itself where the table does not know it."""
    return table.get(code, (code, code))
