"""补正通知: what the applicant still has to supply, in words a patient understands.

Drafted from the findings of a report and what a reviewer said of them; a reviewer edits it; never a decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from pipeline.report import as_json
from pipeline.report.as_html import csp_hash, environment, template_text
from pipeline.report.labels import KINDS
from pipeline.report.masking import shown
from pipeline.screening import Screening
from validators.verdict import Disposition, Verdict

Json = Mapping[str, Any]
UNMARKED: Mapping[str, str] = MappingProxyType({})

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
    remark: str = ""  # what the reviewer added
    decided: bool = False  # by a reviewer, who sends it; else it is what the machine proposes

    @classmethod
    def kept(cls, told: Json) -> Notice:
        """One that was kept as `dataclasses.asdict` gives it."""
        items = tuple(Item(item["what"], item["why"], tuple(item["files"])) for item in told["items"])
        return cls(**{**told, "items": items, "unseen": tuple(told["unseen"])})


def needed(verdict: Verdict | None) -> bool:
    """Only a case that should be supplemented gets a notice; doubts are the reviewer's, not the applicant's."""
    return verdict is not None and verdict.disposition is Disposition.SUPPLEMENT


def compose(screening: Screening) -> Notice:
    """The notice of a case for which `needed` holds."""
    if screening.case is None or screening.verdict is None:
        raise ValueError("a notice needs a judged case")
    return drafted(as_json.report(screening))


def drafted(report: Json, marks: Mapping[str, str] = UNMARKED) -> Notice:
    """From a report of a judged case. `marks`: what a reviewer said of findings, by their keys: what was dismissed is
    left out, what was confirmed is asked for although the machine was not sure."""
    case = report["case"]
    supplies = list(_supplies(report, marks))
    kinds = {document["id"]: document["kind"] for document in report["documents"]}
    return Notice(
        applicant=case["applicant"]["name"],
        case_key=case["case_key"],
        diseases="、".join(case["diseases"]),
        submitted_on=_chinese_date(dt.date.fromisoformat(case["submitted_on"])),
        items=tuple(_items(supplies, kinds)),
        unseen=_unseen(report),
        shooting=any(f["upload"] or f["code"] == "required_material_missing" for f in supplies),
    )


def html(notice: Notice) -> str:
    style = template_text("supplement_notice.css")
    return (
        environment()
        .get_template("supplement_notice.html")
        .render(
            notice=notice,
            closing=closing(notice),
            checked=CHECKED[notice.decided],
            style=Markup(style),  # noqa: S704 (our own file)
            style_hash=csp_hash(style),
        )
    )


def text(notice: Notice) -> str:
    """For a message: plain lines, no markup."""
    lines = [f"门诊慢特病申请材料补正通知（{notice.case_key}）", "", f"{notice.applicant}：", ""]
    checked = CHECKED[notice.decided]
    lines.append(f"您于{notice.submitted_on}提交的“{notice.diseases}”申请，{checked}，还需要您补充以下材料：")
    for number, item in enumerate(notice.items, 1):
        lines += ["", f"{number}. {item.what}", f"   原因：{item.why}"]
        lines += [f"   涉及文件：{file}" for file in item.files]
    if notice.remark:
        lines += ["", notice.remark]
    lines += ["", *(f"· {line}" for line in closing(notice))]
    return "\n".join(shown(line) for line in lines) + "\n"


SHOOTING = "拍照时请把材料放平，四个角都拍进来，光线均匀、不反光，文字和印章要清楚；不要只拍一部分。"
AGAIN = "请在原来提交申请的平台补充上传，已经合格的材料不用重复上传。"
ASK = "如有疑问，请联系受理您申请的医保经办机构。"
PROPOSED = f"本通知根据您上传的材料自动整理，最终以医保经办机构的审核意见为准。{ASK}"
CHECKED = {False: "经预先核对", True: "经审核"}


def closing(notice: Notice) -> list[str]:
    last = ASK if notice.decided else PROPOSED
    unseen = f"另外，目前还没有看到或看不清：{'、'.join(notice.unseen)}。如果还没有上传，请一并补充，以免再次补正。"
    return [*([unseen] if notice.unseen else []), *([SHOOTING] if notice.shooting else []), AGAIN, last]


def _unseen(report: Json) -> tuple[str, ...]:
    """Materials on the checklist that could not be told to be there: a second round is spared by saying so now."""
    doubtful = (i["title"]["zh"] for i in report["checklist"] if i["satisfied"] == "unsure" and not i["by"])
    return tuple(dict.fromkeys(doubtful))


def _supplies(report: Json, marks: Mapping[str, str]) -> Iterator[Json]:
    """What is wrong and the applicant can mend: first what stops the case, then the rest."""
    every = [f for root in report["findings"] for f in (root, *root["consequences"])]
    wrong = [f for f in every if _stands(f, marks) and f["code"] not in NOT_THE_APPLICANTS]
    yield from (f for f in wrong if f["severity"] == "blocking")
    yield from (f for f in wrong if f["severity"] == "review" and f["remedy"])


def _stands(finding: Json, marks: Mapping[str, str]) -> bool:
    """Clearly seen and not dismissed by a person, or in doubt and confirmed by one."""
    mark = marks.get(finding["key"])
    return {"fail": mark != "dismissed", "unsure": mark == "confirmed"}.get(finding["outcome"], False)


def _items(supplies: list[Json], kinds: Mapping[str, str]) -> Iterator[Item]:
    """Findings with the same remedy are one thing to do."""
    by_remedy: dict[tuple[str, str], list[Json]] = {}
    for finding in supplies:
        why = REASONS.get(finding["code"], finding["message"]["zh"])
        by_remedy.setdefault((_what(finding), why), []).append(finding)
    for (what, why), findings in by_remedy.items():
        places = (_place(f, kinds) for f in findings)
        yield Item(what, why, tuple(dict.fromkeys(place for place in places if place)))


def _what(finding: Json) -> str:
    sentence: str = finding["remedy"]["zh"] if finding["remedy"] else f"请处理：{finding['message']['zh']}"
    sentence = sentence.strip().rstrip("。；;")
    return (sentence if sentence.startswith("请") else f"请{sentence}") + "。"


def _place(finding: Json, kinds: Mapping[str, str]) -> str:
    if finding["code"] == "image_unreadable" and finding["page"] is None:
        told: str = finding["message"]["zh"]
        return told.rstrip("。")  # what is wrong with this very file, and what to do about it
    kind = KINDS.get(kinds.get(finding["document"] or "", ""), ("", ""))[0]
    if not finding["upload"]:
        return kind
    page = f" 第{finding['page']}页" if finding["page"] else ""
    return f"{kind}（{finding['upload']}{page}）" if kind else f"{finding['upload']}{page}"


def _chinese_date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
