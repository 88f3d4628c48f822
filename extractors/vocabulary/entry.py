"""What a paper states: diagnoses, signers, laboratory values, drugs, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.vocabulary.field import Evidence, Field
from extractors.vocabulary.terms import Certainty, PhysicianRole


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
