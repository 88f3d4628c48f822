"""What the command line says of a case: short, Chinese first, English beside."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.report.labels import DISPOSITIONS, KINDS, OUTCOMES, label
from pipeline.report.masking import shown
from pipeline.screening import Screening
from pipeline.steps import Published
from validators.verdict import Finding, Outcome

SIGNS = {Outcome.PASS: "✓", Outcome.FAIL: "✗", Outcome.UNSURE: "?"}
MOST = 12
"""Findings listed; the rest are in the report."""


def case(screening: Screening, published: Published) -> str:
    verdict = screening.verdict
    if verdict is None:
        return files(screening, published)
    zh, en = label(DISPOSITIONS, verdict.disposition.value)
    lines = [f"{screening.name}  {zh} {en}  ({_size(screening)})"]
    satisfied = sum(item.satisfied is Outcome.PASS for item in verdict.checklist)
    lines.append(f"  材料清单 checklist: {satisfied}/{len(verdict.checklist)}")
    acting = [f for f, _ in verdict.grouped() if f.outcome is not Outcome.PASS]
    acting.sort(key=lambda f: (f.outcome is not Outcome.FAIL, f.severity.value != "blocking"))
    lines += (f"  {line}" for finding in acting[:MOST] for line in _finding(finding))
    if len(acting) > MOST:
        lines.append(f"  … 另有 {len(acting) - MOST} 项，见报告 / {len(acting) - MOST} more in the report")
    lines += (f"  {line}" for line in (*_unread(screening), *_unlisted(screening), *_places(published)))
    return "\n".join(lines)


def files(screening: Screening, published: Published) -> str:
    lines = [f"文件识读 files read  ({_size(screening)})"]
    for judged in screening.documents:
        document = judged.document
        zh, en = label(KINDS, document.kind.value)
        where = "、".join(f"{p.upload} 第{p.page}页" for p in document.pages)
        hospital = judged.hospital.name or judged.hospital.text
        issued = str(document.issue_date.date.date or "") if document.issue_date else ""
        facts = " · ".join(
            shown(fact) for fact in (hospital, issued, *(d.name for d in document.diagnoses[:3])) if fact
        )
        lines.append(f"  {zh} {en}: {shown(where)}")
        if facts:
            lines.append(f"      {facts}")
    lines += (f"  {line}" for line in (*_unread(screening), *_places(published)))
    return "\n".join(lines)


def _finding(finding: Finding) -> Iterator[str]:
    where = f"  [{finding.upload}{f' p{finding.page}' if finding.page else ''}]" if finding.upload else ""
    zh, _ = OUTCOMES[finding.outcome.value]
    yield shown(f"{SIGNS[finding.outcome]} {zh}  {finding.message.zh}{where}")
    yield shown(f"       {finding.message.en}")


def _unread(screening: Screening) -> Iterator[str]:
    for reading in screening.readings:
        if reading.error:
            yield shown(f"! {reading.upload}: {reading.error.message_zh} / {reading.error.message_en}")


def _unlisted(screening: Screening) -> Iterator[str]:
    if screening.unlisted:
        yield shown(f"! 未列入 case.json，没有读取 / not in case.json, not read: {', '.join(screening.unlisted)}")


def _places(published: Published) -> Iterator[str]:
    yield f"报告 report: {published.html}"
    if published.notice:
        yield f"补正通知 notice: {published.notice}"


def _size(screening: Screening) -> str:
    seconds = sum(screening.timings.values())
    return f"{len(screening.readings)} files, {screening.pages_read} pages, {seconds:.0f} s"
