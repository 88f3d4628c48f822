"""The institution that issued a paper: known, high enough in level, designated."""

from __future__ import annotations

from collections.abc import Iterable

from validators import conditions
from validators.checks.check import Given, Result, document_check, passed, whole_pages
from validators.dossier import Dossier, issuer_known
from validators.verdict import HospitalMatch, JudgedDocument, MatchStatus, Message, Outcome

LEVELS_ZH = {0: "未定级", 1: "一级", 2: "二级", 3: "三级"}
LEVELS_EN = {0: "no level", 1: "level 1", 2: "level 2", 3: "level 3"}

_NO_REGISTRY = Message(
    "请先导入本地区的定点医疗机构名录再核对；申请人不需要为此补充材料。",
    "load the region's registry of institutions and check again; nothing is asked of the applicant for this.",
)


@document_check("issuer_in_registry", "hospital_unknown")
def issuer_in_registry(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The paper names an institution of the registry.

    Passes: a letterhead that fits one entry.
    Unsure: a name that fits none, or more than one, or no legible name. Never a fail: a registry may be incomplete.
    """
    hospital, kind = paper.hospital, dossier.title(paper.document.kind)
    if issuer_known(hospital):
        yield passed(
            f"{kind.zh}由{hospital.name}出具",
            f"the {kind.en} was issued by {hospital.name}",
            evidence=hospital.evidence,
            found=hospital.name,
        )
        return
    unlisted = not dossier.has_registry and hospital.status is MatchStatus.UNKNOWN
    yield Result(
        Outcome.UNSURE,
        _why(hospital, kind, dossier),
        hospital.evidence or whole_pages(paper.document),
        found=hospital.text,
        remedy=_NO_REGISTRY if unlisted else None,
    )


def _why(hospital: HospitalMatch, kind: Message, dossier: Dossier) -> Message:
    if hospital.status is MatchStatus.UNREAD:
        return Message(f"{kind.zh}的出具机构名称不能辨认", f"the issuer of the {kind.en} could not be read")
    if hospital.status is MatchStatus.AMBIGUOUS:
        names = "、".join(hospital.candidates)
        return Message(f"{kind.zh}的出具机构可能是：{names}", f"the issuer of the {kind.en} may be one of: {names}")
    if hospital.status is MatchStatus.MATCHED:
        return Message(
            f"{kind.zh}的出具机构疑为{hospital.name}", f"the issuer of the {kind.en} seems to be {hospital.name}"
        )
    if not dossier.has_registry:
        return Message(
            f"没有定点医疗机构名录，{kind.zh}的出具机构“{hospital.text}”无从核对",
            f"there is no registry to look up {hospital.text} in, issuer of the {kind.en}",
        )
    return Message(
        f"名录中未找到{kind.zh}的出具机构“{hospital.text}”",
        f"the registry has no entry for {hospital.text}, issuer of the {kind.en}",
    )


@document_check("hospital_level_at_least", "hospital_grade_too_low", level="level")
def hospital_level_at_least(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The issuer's level in the registry is at least the one asked.

    Passes: 三级 where 二级 is asked.
    Fails: 一级 or 未定级 where 二级 is asked. (The registry states no level: unsure; it is not "below".)
    """
    hospital, kind, wanted = paper.hospital, dossier.title(paper.document.kind), given.integer("level")
    if not issuer_known(hospital):
        yield _unknown(paper, kind, expected=LEVELS_ZH[wanted])
        return
    outcome = Outcome.UNSURE if hospital.level is None else Outcome.PASS if hospital.level >= wanted else Outcome.FAIL
    found_zh = LEVELS_ZH[hospital.level] if hospital.level is not None else "名录未载明等级"
    found_en = LEVELS_EN[hospital.level] if hospital.level is not None else "of no level stated in the registry"
    said = Message(
        f"{kind.zh}由{hospital.name}（{found_zh}）出具，要求{LEVELS_ZH[wanted]}及以上",
        f"the {kind.en} was issued by {hospital.name} ({found_en}); {LEVELS_EN[wanted]} or above is asked",
    )
    yield Result(outcome, said, hospital.evidence, expected=f"{LEVELS_ZH[wanted]}及以上", found=found_zh)


@document_check("hospital_designated", "hospital_not_designated")
def hospital_designated(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The issuer is a designated institution.

    Passes: designated in the registry.
    Fails: not designated in the registry. (The registry says nothing: unsure.)
    """
    hospital, kind = paper.hospital, dossier.title(paper.document.kind)
    if not issuer_known(hospital):
        yield _unknown(paper, kind, expected="定点医疗机构")
        return
    if hospital.designated is None:
        said = Message(
            f"名录未载明{hospital.name}是否定点", f"the registry does not say whether {hospital.name} is designated"
        )
        yield Result(Outcome.UNSURE, said, hospital.evidence)
    elif hospital.designated:
        yield passed(
            f"{hospital.name}为定点医疗机构", f"{hospital.name} is a designated institution", evidence=hospital.evidence
        )
    else:
        said = Message(
            f"出具{kind.zh}的{hospital.name}不是定点医疗机构",
            f"{hospital.name}, issuer of the {kind.en}, is not designated",
        )
        yield Result(Outcome.FAIL, said, hospital.evidence, expected="定点", found="非定点")


@document_check("issuer_meets", "hospital_grade_too_low", issuer="issuer")
def issuer_meets(paper: JudgedDocument, given: Given, dossier: Dossier) -> Iterable[Result]:
    """The issuer is one of those a disease asks for: level and class, or a speciality.

    Passes: 三级甲等 where {any: [{speciality: 精神}, {level: 三级, class: 甲}]} is asked.
    Fails: 三级乙等, not known to be psychiatric. (That is unsure: a name does not say what an institution is not.)
    """
    kind = dossier.title(paper.document.kind)
    if not issuer_known(paper.hospital):
        yield _unknown(paper, kind)
        return
    answer = conditions.issued_by(given.issuers("issuer"), paper)
    said = Message(
        f"{kind.zh}由{paper.hospital.name}出具；{answer.reason.zh}",
        f"the {kind.en} was issued by {paper.hospital.name}; {answer.reason.en}",
    )
    yield Result(answer.outcome, said, answer.evidence, found=paper.hospital.name)


def _unknown(paper: JudgedDocument, kind: Message, expected: str = "") -> Result:
    said = Message(
        f"{kind.zh}的出具机构未确定，不能核对", f"the issuer of the {kind.en} is not known, so this cannot be checked"
    )
    evidence = paper.hospital.evidence or whole_pages(paper.document)
    return Result(Outcome.UNSURE, said, evidence, expected=expected, cause="hospital_unknown")
