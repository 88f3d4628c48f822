"""Stage, grade, risk and type in the name of a diagnosis, and whether it says it was treated."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = {c: str(i) for digits in ("一二三四五六七八九", "壹贰叁肆") for i, c in enumerate(digits, 1)}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
# After NFKC Ⅲ is III; recognisers write l, 1 or | for I.
_NUMBER = r"(?:[1-6]|[IVl|]{1,4}|[一二三四五六壹贰叁肆])"
# Of lymphomas E and S say what else they reach: ⅡE期, ⅢESA期.
_LETTERS = "[ABCabc]\\d?|(?:E|S|ES)[ABab]?"
_UP_TO = rf"(?:\s*[-~至]\s*{_NUMBER})?"

_CKD = re.compile(r"CKD[^\u4e00-\u9fff]{0,3}?G?\s*([1-5])\s*([ab])?\s*(?:A[1-3])?\s*期?", re.I)
_TNM = re.compile(r"[cpyra]{0,2}T(?:[0-4]|is|x)[a-d]?\s*N[0-3xX][a-c]?\s*M[01xX][a-c]?")
_HEART = re.compile(rf"(NYHA|Killip|心功能)[^\d]{{0,6}}?({_NUMBER})\s*级?(?![0-9])", re.I)
_LIVER = re.compile(r"Child(?:-?\s*Pugh)?(?:分级)?[:：]?\s*([ABC])\s*级?", re.I)
_SCALED = r"(?:(?<=CNLC)|(?<=ISS)|(?<=DS)|(?<=FIGO)|(?<=TNM)|(?<=AJCC)|(?<=GOLD))"  # CNLCIb期: no letter of a word
_GRADE = re.compile(
    rf"(?:(?<![A-Za-z0-9.])|(?<=[a-z])(?=[IV])|(?<=[a-z]{{3}})(?=[1-6]\s*级)|{_SCALED}(?=[IV]))({_NUMBER})\s*({_LETTERS})?{_UP_TO}\s*([级期度])(?!护理|预防|亲属|医院)|"
    rf"(?:分期|分级)[:：]?\s*({_NUMBER})(?![IVl|])\s*({_LETTERS})?(?![0-9A-Ca-c级期])"
)
_RISK = re.compile(r"(?:很高危|极高危|(?<!非)高危|中危|低危)(?!型|人乳头|妊娠|因素|儿|孕|组织)")
_WORD = re.compile(
    "失代偿期|代偿期|急性加重期|急性发作期|活动期|稳定期|缓解期|恢复期|后遗症期|终末期|尿毒症期|衰竭期|局限期|"
    "广泛期|加速期|急变期|慢性期|非增殖期|增殖期|晚期|早期"
)
_TYPE = re.compile(rf"(?:(?<![A-Za-z0-9.])|(?<=MGFA))({_NUMBER})\s*([ABCabc])?\s*型")
_TREATED = re.compile(
    r"术后|(?:放|化|放化|透析|介入|靶向|免疫|内分泌)(?:治)?疗(?:后|中)|移植(?:状态|后)|"
    r"(?:切除|置换|植入|消融|搭桥|移植|成形)(?:术)?后|透析状态|维持性?(?:血液|腹膜)?透析"
)


def read_stage(name: str) -> str:
    """The stage or grade the name says: `3级`, `3A期`, `CKD4期`, `NYHA3级`, `失代偿期`; several with a space between.

    Only where it names none, its risk group (`很高危`) or TNM formula (`cT2N1M0`): both stay in the name as well.
    """
    text = unicodedata.normalize("NFKC", name)
    found: list[tuple[int, str]] = []
    fallback: list[str] = []
    # In this order, each stretch once: the 4期 of CKD4期 is no stage of its own.
    for pattern, write in (
        (_CKD, _ckd),
        (_TNM, None),
        (_HEART, _heart),
        (_LIVER, _liver),
        (_GRADE, _grade),
        (_RISK, None),
        (_WORD, _printed),
    ):
        for match in pattern.finditer(text):
            if write is None:
                fallback.append(_printed(match))
            else:
                found.append((match.start(), write(match)))
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    return " ".join(dict.fromkeys(value for _, value in sorted(found))) or " ".join(fallback[:1])


def read_type(name: str) -> str:
    """`2型` for 2型, Ⅱ型, II型 and 二型, `2B型` for MGFA Ⅱb型; "" where none is said."""
    match = _TYPE.search(unicodedata.normalize("NFKC", name))
    return f"{number(match.group(1))}{(match.group(2) or '').upper()}型" if match else ""


def is_treated(name: str) -> bool:
    """Whether the name says 术后, 化疗后, 移植状态 and the like."""
    return bool(_TREATED.search(name))


def number(printed: str) -> str:
    """Arabic digits for a Roman or Chinese numeral as a recogniser writes it."""
    roman = printed.replace("l", "I").replace("|", "I").upper()
    return _ROMAN.get(roman) or _CHINESE.get(printed) or printed


def _ckd(match: re.Match[str]) -> str:
    return f"CKD{match.group(1)}{(match.group(2) or '').lower()}期"


def _heart(match: re.Match[str]) -> str:
    scale = {"nyha": "NYHA", "killip": "Killip"}.get(match.group(1).lower(), match.group(1))
    return f"{scale}{number(match.group(2))}级"


def _liver(match: re.Match[str]) -> str:
    return f"Child-Pugh {match.group(1).upper()}级"


def _grade(match: re.Match[str]) -> str:
    first, letter = match.group(1) or match.group(4), match.group(2) or match.group(5) or ""
    return f"{number(first)}{letter.upper()}{match.group(3) or '期'}"


def _printed(match: re.Match[str]) -> str:
    return re.sub(r"\s+", "", match.group())
