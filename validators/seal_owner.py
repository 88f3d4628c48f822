"""Whether the owner on a seal is the institution of the letterhead: agrees, differs, or cannot tell.

Text along an arc is read badly: it loses its ends, and 一 二 三 merge with the rim. So agreement needs the whole name,
and a difference needs another entry's whole name, read surely; halves, fragments and names of no entry leave it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from validators import hospital_names
from validators.look_alikes import alike
from validators.matching import MATCHING
from validators.verdict import HospitalMatch, MatchStatus, Message, Outcome


class Reason(StrEnum):
    SAME_ENTRY = "same_entry"
    SAME_NAME = "same_name"  # in no registry, and both say the same
    OTHER_ENTRY = "other_entry"
    BRANCH = "branch"
    FORMER_NAME = "former_name"
    CAMPUS_DIFFERS = "campus_differs"
    OWNER_UNREAD = "owner_unread"
    OWNER_PART = "owner_part"  # a fragment of the letterhead's name
    OWNER_UNKNOWN = "owner_unknown"  # a name of no entry
    LETTERHEAD_UNKNOWN = "letterhead_unknown"
    LOW_CONFIDENCE = "low_confidence"


_MESSAGES = {
    Reason.SAME_ENTRY: Message("印章单位与出具机构一致", "the seal's owner is the issuing institution"),
    Reason.SAME_NAME: Message("印章单位与抬头名称一致", "the seal's owner carries the name of the letterhead"),
    Reason.OTHER_ENTRY: Message("印章单位与出具机构不一致", "the seal's owner is not the issuing institution"),
    Reason.BRANCH: Message("印章单位为同一机构的分院或总院，请人工核对", "the seal is that of a branch or the parent"),
    Reason.FORMER_NAME: Message("印章为该机构曾用名，请人工核对", "the seal carries a former name of the issuer"),
    Reason.CAMPUS_DIFFERS: Message("印章与抬头的院区不同，请人工核对", "seal and letterhead name different sites"),
    Reason.OWNER_UNREAD: Message("印章单位识读不出", "the seal's owner cannot be read"),
    Reason.OWNER_PART: Message("印章单位只识读到一部分", "only a part of the seal's owner could be read"),
    Reason.OWNER_UNKNOWN: Message("印章单位不在名录内，请人工核对", "the seal's owner is in no registry"),
    Reason.LETTERHEAD_UNKNOWN: Message("出具机构不能确定，无法与印章核对", "the issuer is not certain"),
    Reason.LOW_CONFIDENCE: Message("印章单位识读不清，请人工核对", "the seal's owner was read with doubt"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SealAgreement:
    """pass: agrees; fail: another institution; unsure: cannot tell, and why."""

    outcome: Outcome
    reason: Reason
    owner: HospitalMatch

    @property
    def message(self) -> Message:
        return _MESSAGES[self.reason]


def cannot_tell(text: str) -> SealAgreement:
    """Of a seal that is not there as a whole."""
    owner = HospitalMatch(MatchStatus.UNREAD, text, source="seal")
    return SealAgreement(Outcome.UNSURE, Reason.OWNER_PART if text else Reason.OWNER_UNREAD, owner)


def judge(
    letterhead: HospitalMatch,
    owner: HospitalMatch,
    confidence: float,
    former: bool = False,
    same_name: bool = False,
) -> SealAgreement:
    """Hold a resolved owner against a resolved letterhead.

    Args:
        confidence: of the seal's text, or of the fit of its strips.
        former: the owner is a name the letterhead's entry no longer carries.
        same_name: the owner was seen to carry the very name on the letterhead, which is in no registry.
    """
    if same_name and letterhead.status is MatchStatus.UNKNOWN and letterhead.source != "seal":
        return SealAgreement(Outcome.PASS, Reason.SAME_NAME, owner)
    outcome, reason = _judge(letterhead, owner, confidence, former)
    return SealAgreement(outcome, reason, owner)


def _judge(letterhead: HospitalMatch, owner: HospitalMatch, confidence: float, former: bool) -> tuple[Outcome, Reason]:
    if owner.status is MatchStatus.UNREAD or former:
        return Outcome.UNSURE, Reason.FORMER_NAME if former else Reason.OWNER_UNREAD
    # Where nothing but seals names the issuer, a seal would be held against itself.
    known = letterhead.status is MatchStatus.MATCHED and letterhead.source != "seal"
    if owner.status is MatchStatus.MATCHED and known:
        return _two_entries(letterhead, owner, confidence)
    if _same_unlisted(letterhead, owner):
        enough = confidence >= MATCHING.seals.agree
        return (Outcome.PASS, Reason.SAME_NAME) if enough else (Outcome.UNSURE, Reason.LOW_CONFIDENCE)
    if not known:
        return Outcome.UNSURE, Reason.LETTERHEAD_UNKNOWN
    if confidence < MATCHING.seals.agree:
        return Outcome.UNSURE, Reason.LOW_CONFIDENCE
    return Outcome.UNSURE, _without_entry(letterhead, owner)


def _without_entry(letterhead: HospitalMatch, owner: HospitalMatch) -> Reason:
    whole = hospital_names.read_names(owner.text, 1.0)
    if any(name.text == hospital_names.normalise(letterhead.name) for name in whole):
        return Reason.LOW_CONFIDENCE  # the name itself, where a sibling's is not ruled out
    if letterhead.name in owner.candidates or _part_of(owner.text, letterhead):
        return Reason.BRANCH if owner.campus else Reason.OWNER_PART
    return Reason.OWNER_UNKNOWN


def _two_entries(letterhead: HospitalMatch, owner: HospitalMatch, confidence: float) -> tuple[Outcome, Reason]:
    if letterhead.code == owner.code:
        if letterhead.campus and owner.campus and not hospital_names.same_campus(letterhead.campus, owner.campus):
            return Outcome.UNSURE, Reason.CAMPUS_DIFFERS
        enough = min(confidence, owner.confidence) >= MATCHING.seals.agree
        return (Outcome.PASS, Reason.SAME_ENTRY) if enough else (Outcome.UNSURE, Reason.LOW_CONFIDENCE)
    if _one_house(letterhead.name, owner.name):
        return Outcome.UNSURE, Reason.BRANCH
    close = _close(letterhead.name, owner.name) or _close(letterhead.text, owner.name)
    needed = MATCHING.seals.differ_by_one if close else MATCHING.seals.differ
    sure = min(confidence, owner.confidence) >= needed and letterhead.confidence >= MATCHING.hospitals.sure_name
    return (Outcome.FAIL, Reason.OTHER_ENTRY) if sure else (Outcome.UNSURE, Reason.LOW_CONFIDENCE)


def _one_house(a: str, b: str) -> bool:
    """Whether two entries are parent and branch, or two branches, of one institution."""
    base_a, campus_a = hospital_names.split_campus(a)
    base_b, campus_b = hospital_names.split_campus(b)
    return base_a == base_b and bool(campus_a or campus_b)


def _close(a: str, b: str) -> bool:
    """Whether one misread arc could turn one name into the other: up to two characters, or the ordinal, apart."""
    a, b = hospital_names.normalise(a), hospital_names.normalise(b)
    if len(a) == len(b):
        return sum(not alike(x, y) for x, y in zip(a, b, strict=True)) <= 1
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    gap = len(longer) - len(shorter)
    return gap <= 2 and any(longer[:i] + longer[i + gap :] == shorter for i in range(len(shorter) + 1))


def _same_unlisted(letterhead: HospitalMatch, owner: HospitalMatch) -> bool:
    """Whether both name the same institution of no registry, in full."""
    if letterhead.status is not MatchStatus.UNKNOWN or owner.status is not MatchStatus.UNKNOWN:
        return False
    if letterhead.confidence < MATCHING.hospitals.sure_name or letterhead.source == "seal":
        return False
    a = hospital_names.read_names(letterhead.text, 1.0)
    b = hospital_names.read_names(owner.text, 1.0)
    return bool(a and b) and a[0].text == b[0].text and hospital_names.looks_like_hospital(a[0].text)


def _part_of(owner_text: str, letterhead: HospitalMatch) -> bool:
    """Whether what was read of the owner lies in the letterhead's name, look-alikes allowed."""
    names = hospital_names.read_names(owner_text, 1.0)
    whole = hospital_names.normalise(letterhead.name)
    if not names or len(names[0].text) < 2:
        return False
    part = names[0].text
    return any(
        all(alike(x, y) for x, y in zip(part, whole[i : i + len(part)], strict=True))
        for i in range(len(whole) - len(part) + 1)
    )
