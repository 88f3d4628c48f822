"""report.pdf: the report on paper, for a file or a meeting: what report.html says, evidence and clauses included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.report import labels
from pipeline.report.labels import Label, label
from pipeline.report.masking import mask_id
from pipeline.report.pictures import Pictures
from pipeline.report.sheets import Block, Images, Rows, Tone, Words, draw, together
from pipeline.report.view import DocumentView, FindingView, View, view

Json = Mapping[str, Any]

VERIFIED = {
    "house": "系统核对规则 / this program's own rule",
    "founding": "据公开文章或客户要求 / from the founding documents",
}
TONES: dict[str, Tone] = {"pass": "pass", "fail": "fail", "unsure": "unsure"}
DISPOSITION_TONES: dict[str, Tone] = {"ready": "pass", "review": "unsure", "supplement": "fail"}
MARKS = {"pass": "✓", "fail": "×", "unsure": "?"}
INDENT = 6.0
LONGEST = 300
"""Characters of a read text that are quoted."""


def pdf(report: Json, pictures: Pictures) -> bytes:
    """The paper for a report as made by `as_json.report`, with its pictures. Same input, same bytes."""
    seen = view(report, pictures)
    blocks = together(_top(seen), _checklist(report), _findings(seen), _passes(seen), _documents(seen), _files(report))
    key = report["case"]["case_key"] if report["case"] else ""
    foot = f"预审提示，由审核人员作出决定 / a pre-screening only: a person decides    {key}"
    day = dt.date.fromisoformat(report["as_of"]) if report["as_of"] else dt.date(1970, 1, 1)
    return draw(blocks, f"预审报告 {key}".strip(), foot, day)


def _both(names: Label) -> str:
    return names[0] if names[0] == names[1] else f"{names[0]} / {names[1]}"


def _message(message: Json) -> str:
    return _both((message["zh"], message["en"]))


def _top(seen: View) -> Iterator[Block]:
    report = seen.report
    yield Words("门诊慢特病预审报告 / Pre-screening report", 16, bold=True)
    case = report["case"]
    if case is None:
        yield Words(
            "未提供 case.json，没有按规则核对。/ There is no case.json, so no rules were applied.", tone="quiet"
        )
        return
    disposition = report["disposition"]
    yield Words(_both(label(labels.DISPOSITIONS, disposition)), 13, DISPOSITION_TONES[disposition], bold=True, before=2)
    counted = (("项不符 / not met", "fail"), ("项无法确定 / unsure", "unsure"), ("项通过 / passed", "pass"))
    yield Words("    ".join(f"{seen.count(outcome)} {words}" for words, outcome in counted), 10)
    yield Words("本报告仅为预审提示，由审核人员作出决定。/ A pre-screening only: a person decides.", 8, "quiet")
    yield Rows((("项目 / Item", "内容 / Content"), *_facts(report)), (1, 3))


def _facts(report: Json) -> Iterator[tuple[str, str]]:
    case = report["case"]
    yield "申请编号 / Case", case["case_key"]
    yield "申请人 / Applicant", f"{case['applicant']['name']}  {mask_id(case['applicant']['id_number'])}"
    if case["agent"]:
        yield "代办人 / Agent", f"{case['agent']['name']}  {mask_id(case['agent']['id_number'])}"
    yield "渠道 / Channel", _both(label(labels.CHANNELS, case["channel"]))
    as_of = "" if report["as_of"] == case["submitted_on"] else f"（按 {report['as_of']} 的规则 / rules of that day）"
    yield "提交日期 / Submitted", case["submitted_on"] + as_of
    yield "政策包 / Policy", f"{case['region']}  {report['versions']['policy']}"
    yield "申请病种 / Diseases", "\n".join(_diseases(report)) or "、".join(case["diseases"])
    yield "上传 / Uploads", f"{len(report['uploads'])} 个文件 / files，{len(report['pages'])} 页 / pages"


def _diseases(report: Json) -> Iterator[str]:
    for track in report["diseases"]:
        parts = [track["disease"] or track["asked_as"]]
        if track["track"]:
            parts.append(_both(label(labels.TRACKS, track["track"])))
        if track["due_on"]:
            parts.append(
                f"{track['due_on']} 前办结 / due" + ("（暂按工作日推算 / provisional）" if track["provisional"] else "")
            )
        yield "  ".join(parts)


def _checklist(report: Json) -> Iterator[Block]:
    if not report["checklist"]:
        return
    yield Words("材料清单 / Checklist", 12, bold=True, before=3)
    names = {document["id"]: _both(label(labels.KINDS, document["kind"])) for document in report["documents"]}
    rows = [("材料 / Material", "结果 / Result", "所见材料、原因 / Found in, reason")]
    for item in report["checklist"]:
        found = [f"{identity} {names.get(identity, '')}" for identity in item["by"]]
        if item["reason"] and item["satisfied"] != "pass":
            found.append(_message(item["reason"]))
        unverified = item["citation"] and not item["citation"]["verified"]
        title = _message(item["title"]) + ("（要求未核实 / not verified）" if unverified else "")
        rows.append((title, _outcome(item["satisfied"]), "\n".join(found)))
    yield Rows(tuple(rows), (4, 2, 5))


def _outcome(outcome: str) -> str:
    return f"{MARKS[outcome]} {_both(label(labels.OUTCOMES, outcome))}"


def _findings(seen: View) -> Iterator[Block]:
    if seen.report["case"] is None:
        return
    yield Words("需要处理的问题 / Findings to act on", 12, bold=True, before=3)
    if not seen.groups:
        yield Words("没有需要处理的问题。/ Nothing to act on.", tone="pass")
    for group in seen.groups:
        yield Words(f"{_both(group.title)}（{len(group.findings)}）", 10, TONES[group.tone], bold=True, before=2)
        for finding in group.findings:
            yield from _finding(finding)


def _finding(found: FindingView) -> Iterator[Block]:
    finding = found.finding
    tone = TONES[finding["outcome"]]
    yield Words(f"{MARKS[finding['outcome']]} {_message(finding['message'])}", 9.5, tone, before=1.5)
    yield Words(_where(found), 8, "quiet", indent=INDENT)
    for name, words in (("expected", "要求 / Expected"), ("found", "读到 / Found")):
        if finding[name]:
            yield Words(f"{words}：{finding[name]}", indent=INDENT)
    if finding["remedy"]:
        condition = "如属实，须 / If so" if finding["outcome"] == "unsure" else "补正 / Remedy"
        yield Words(f"{condition}：{_message(finding['remedy'])}", indent=INDENT)
    yield from (Words(line, 8, "quiet", indent=INDENT) for line in _evidence(finding))
    for consequence in finding["consequences"]:
        words = f"因此无法确定 / unsure because of this：{_message(consequence['message'])}（{consequence['code']}）"
        yield Words(words, 8, "quiet", indent=INDENT)
    yield Words(_clause(finding["citation"]), 8, "quiet", indent=INDENT)
    if found.crops:
        yield Images(tuple((picture, _message(finding["message"])) for picture, _ in found.crops), INDENT)


def _where(found: FindingView) -> str:
    finding = found.finding
    parts = [_both(found.document_label)] if found.document_label else []
    if finding["upload"]:
        page = f" 第{finding['page']}页 / page {finding['page']}" if finding["page"] else ""
        parts.append(f"{finding['upload']}{page}")
    return "  ".join([*parts, finding["code"]])


def _evidence(finding: Json) -> Iterator[str]:
    for evidence in finding["evidence"]:
        text = evidence["text"].replace("\n", " ")[:LONGEST]
        place = f"{evidence['upload']} 第{evidence['page']}页"
        yield (
            f"证据 / Evidence：{place}  “{text}”  {evidence['confidence']:.0%}" if text else f"证据 / Evidence：{place}"
        )


def _clause(citation: Json) -> str:
    verified = citation["verified"]
    known = "已对照官方原文核实 / checked against the official text"
    unknown = "条款未核实，仅供参考 / clause not verified"
    state = VERIFIED.get(verified, known) if verified else unknown
    text, source = citation["text"], citation["source"]
    quoted = f"“{_both((text, citation.get('text_en') or text))}” " if text else ""
    return f"依据 / Clause：{quoted}{_both((source, citation.get('source_en') or source))}（{state}）"


def _passes(seen: View) -> Iterator[Block]:
    if not seen.passes:
        return
    yield Words(f"已核对并通过的 {len(seen.passes)} 项 / Checks passed", 12, bold=True, before=3)
    rows = [("核对 / Check", "材料与证据 / Document and evidence", "依据 / Clause")]
    for found in seen.passes:
        finding = found.finding
        where = "\n".join([_where(found), *_evidence(finding)])
        rows.append((_message(finding["message"]), where, _clause(finding["citation"])))
    yield Rows(tuple(rows), (3, 4, 4))


def _documents(seen: View) -> Iterator[Block]:
    yield Words("逐份材料 / Documents", 12, bold=True, before=3)
    if not seen.documents:
        yield Words("没有识别出任何材料。/ No document was recognised.", tone="quiet")
    for document in seen.documents:
        yield from _document(document)
    for page in seen.loose_pages:
        words = f"不属于任何材料的页面 / Belongs to no document：{page.page['upload']} 第{page.page['page']}页"
        yield Words(words, 8.5, "quiet", before=1)


def _document(seen: DocumentView) -> Iterator[Block]:
    document = seen.document
    yield Words(f"{document['id']}  {_both(seen.label)}  {document['confidence']:.0%}", 10, bold=True, before=2)
    places = "、".join(f"{page['upload']} 第{page['page']}页" for page in document["pages"])
    missing = document["missing_pages"]
    gap = f"  缺第 {'、'.join(map(str, missing))} 页 / missing" if missing else ""
    yield Words(f"{document['title'] or ''}  {places}{gap}".strip(), 8, "quiet")
    rows = [("字段 / Field", "读到 / Read", "")]
    for row in seen.rows:
        notes = "".join(f"（{_both(note)}）" for note in row.notes)
        printed = (
            f"\n原文 / as printed：{row.text}" if row.text and row.text not in (row.value, f"{row.value}岁") else ""
        )
        if row.machine is not None:
            printed += f"\n人工更正，机器识读 / corrected; machine read：{row.machine or '—'}"
        sure = f"{row.confidence:.0%}" if row.confidence is not None else ""
        rows.append((_both(row.label), f"{row.value or '未读出 / not read'}{notes}{printed}", sure))
    if len(rows) > 1:
        yield Rows(tuple(rows), (4, 10, 1))
    if seen.lab:
        yield Rows(tuple(_lab(seen)), (5, 3, 2, 3, 1))


def _lab(seen: DocumentView) -> Iterator[tuple[str, ...]]:
    yield "检验项目 / Item", "结果 / Value", "单位 / Unit", "参考范围 / Reference", ""
    for row in seen.lab:
        item = row.item
        flag = {"H": " ↑", "L": " ↓"}.get(item["flag"], " *") if item["flag"] else ""
        value = f"{item['value']}{flag}"
        yield item["name"] or "", value, item["unit"] or "", item["reference"] or "", f"{item['confidence']:.0%}"


def _files(report: Json) -> Iterator[Block]:
    yield Words("上传文件 / Files", 12, bold=True, before=3)
    rows = [("文件 / File", "类型 / Type", "页 / Pages", "SHA-256", "状态 / State")]
    for upload in report["uploads"]:
        state = _message(upload["error"]["message"]) if upload["error"] else "已读取 / read"
        rows.append((upload["name"], upload["media_type"] or "", str(upload["pages"]), upload["sha256"][:16], state))
    rows += [(name, "", "", "", "未列入 case.json，没有读取 / not read") for name in report["unlisted"]]
    yield Rows(tuple(rows), (4, 2, 1, 3, 4))
    versions = "  ".join(f"{name} {value}" for name, value in report["versions"].items() if value)
    yield Words(f"版本 / Versions：{versions}", 7.5, "quiet", before=2)
    if report["request_id"]:
        yield Words(f"请求编号 / Request：{report['request_id']}", 7.5, "quiet")
