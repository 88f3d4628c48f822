"""补正通知: what the applicant still has to supply, in words a patient understands.

Made from the findings; never a decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.report.as_html import csp_hash, environment, template_text
from pipeline.report.labels import KINDS
from pipeline.report.masking import shown
from pipeline.screening import Screening
from validators.verdict import Disposition, Finding, Outcome, Severity, Verdict

# What is the matter, said to somebody who has never heard of a finding code.
REASONS: dict[str, str] = {
    "stamp_missing": "这份材料上没有看到医院的印章。",
    "stamp_hospital_mismatch": "材料上的印章和开具材料的医院不是同一家。",
    "stamp_photocopied": "这份材料的印章是复印的，需要盖有医院印章的原件。",
    "stamp_kind_wrong": "材料上盖的不是医院证明用的印章（例如盖成了收费章）。",
    "report_stale": "这份报告出具的时间太早，已经超过规定的期限。",
    "hospital_grade_too_low": "开具这份材料的医院级别达不到要求。",
    "hospital_not_designated": "开具这份材料的医院不是医保定点医院。",
    "diagnosis_does_not_support_disease": "材料上的诊断和您申请的病种对不上。",
    "required_material_missing": "上传的文件里没有这份材料。",
    "application_form_missing": "上传的文件里没有申请表。",
    "proxy_authorization_missing": "由他人代办，但没有看到委托书。",
    "patient_mismatch": "这份材料上的姓名或身份证号和申请人不一致。",
    "id_number_invalid": "填写的身份证号码有误。",
    "id_card_expired": "身份证已经过了有效期。",
    "date_missing": "这份材料上没有写日期。",
    "date_in_future": "这份材料上的日期晚于申请日期。",
    "date_order_invalid": "这份材料上的日期前后矛盾。",
    "physician_title_too_low": "签字医师的职称不符合要求。",
    "page_missing": "这份材料没有传全，缺了页。",
    "image_unreadable": "这个文件打不开，或者看不清楚。",
    "unrelated_upload": "这个文件和申请无关。",
    "duplicate_upload": "这个文件重复上传了。",
}

# Kept out: nothing the applicant can supply, or nothing that stops the case.
NOT_THE_APPLICANTS = frozenset({"duplicate_upload", "unrelated_upload", "policy_incomplete", "hospital_unknown"})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do."""

    what: str  # 请……
    why: str
    files: tuple[str, ...]  # 诊断证明书（zhengming.jpg 第1页）


@dataclass(frozen=True, slots=True)
class Notice:
    applicant: str
    case_key: str
    diseases: str
    submitted_on: str
    items: tuple[Item, ...]
    shooting: bool  # whether advice on taking pictures helps
    unseen: tuple[str, ...] = ()  # required materials that may be missing: nobody could tell


def needed(verdict: Verdict | None) -> bool:
    """Only a case that should be supplemented gets a notice; doubts are the reviewer's, not the applicant's."""
    return verdict is not None and verdict.disposition is Disposition.SUPPLEMENT


def compose(screening: Screening) -> Notice:
    """The notice of a case for which `needed` holds."""
    case, verdict = screening.case, screening.verdict
    if case is None or verdict is None:
        raise ValueError("a notice needs a judged case")
    kinds = {judged.document.id: judged.document.kind.value for judged in screening.documents}
    items = tuple(_items(verdict, kinds))
    return Notice(
        applicant=case.applicant.name,
        case_key=case.case_key,
        diseases="、".join(case.diseases),
        submitted_on=_chinese_date(case.submitted_on),
        items=items,
        unseen=_unseen(verdict),
        shooting=any(f.upload or f.code == "required_material_missing" for f in _supplies(verdict)),
    )


def html(notice: Notice) -> str:
    style = template_text("supplement_notice.css")
    return (
        environment()
        .get_template("supplement_notice.html")
        .render(
            notice=notice,
            closing=closing(notice),
            style=Markup(style),  # noqa: S704 (our own file)
            style_hash=csp_hash(style),
        )
    )


def text(notice: Notice) -> str:
    """For a message: plain lines, no markup."""
    lines = [f"门诊慢特病申请材料补正通知（{notice.case_key}）", "", f"{notice.applicant}：", ""]
    lines.append(f"您于{notice.submitted_on}提交的“{notice.diseases}”申请，经预先核对，还需要您补充以下材料：")
    for number, item in enumerate(notice.items, 1):
        lines += ["", f"{number}. {item.what}", f"   原因：{item.why}"]
        lines += [f"   涉及文件：{file}" for file in item.files]
    lines += ["", *(f"· {line}" for line in closing(notice))]
    return "\n".join(shown(line) for line in lines) + "\n"


SHOOTING = "拍照时请把材料放平，四个角都拍进来，光线均匀、不反光，文字和印章要清楚；不要只拍一部分。"
CLOSING = (
    "请在原来提交申请的平台补充上传，已经合格的材料不用重复上传。",
    "本通知根据您上传的材料自动整理，最终以医保经办机构的审核意见为准。如有疑问，请联系受理您申请的医保经办机构。",
)


def closing(notice: Notice) -> list[str]:
    unseen = f"另外，目前还没有看到或看不清：{'、'.join(notice.unseen)}。如果还没有上传，请一并补充，以免再次补正。"
    return [*([unseen] if notice.unseen else []), *([SHOOTING] if notice.shooting else []), *CLOSING]


def _unseen(verdict: Verdict) -> tuple[str, ...]:
    """Materials on the checklist that could not be told to be there: a second round is spared by saying so now."""
    return tuple(dict.fromkeys(i.title.zh for i in verdict.checklist if i.satisfied is Outcome.UNSURE and not i.by))


def _supplies(verdict: Verdict) -> Iterator[Finding]:
    """What is clearly wrong and the applicant can mend: first what stops the case, then the rest."""
    failed = [f for f in verdict.findings if f.outcome is Outcome.FAIL and f.code not in NOT_THE_APPLICANTS]
    yield from (f for f in failed if f.severity is Severity.BLOCKING)
    yield from (f for f in failed if f.severity is Severity.REVIEW and f.remedy)


def _items(verdict: Verdict, kinds: dict[str, str]) -> Iterator[Item]:
    """Findings with the same remedy are one thing to do."""
    by_remedy: dict[tuple[str, str], list[Finding]] = {}
    for finding in _supplies(verdict):
        by_remedy.setdefault((_what(finding), REASONS.get(finding.code, finding.message.zh)), []).append(finding)
    for (what, why), findings in by_remedy.items():
        places = (_place(f, kinds) for f in findings)
        yield Item(what, why, tuple(dict.fromkeys(place for place in places if place)))


def _what(finding: Finding) -> str:
    sentence = finding.remedy.zh if finding.remedy else f"请处理：{finding.message.zh}"
    sentence = sentence.strip().rstrip("。；;")
    return (sentence if sentence.startswith("请") else f"请{sentence}") + "。"


def _place(finding: Finding, kinds: dict[str, str]) -> str:
    if finding.code == "image_unreadable" and finding.page is None:
        return finding.message.zh.rstrip("。")  # what is wrong with this very file, and what to do about it
    kind = KINDS.get(kinds.get(finding.document or "", ""), ("", ""))[0]
    if not finding.upload:
        return kind
    page = f" 第{finding.page}页" if finding.page else ""
    return f"{kind}（{finding.upload}{page}）" if kind else f"{finding.upload}{page}"


def _chinese_date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
