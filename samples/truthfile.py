"""truth.json: what a careful person would note down of a drawn case (README.md has the conventions)."""

from __future__ import annotations

from typing import Any

from samples.bind import Drawn, PageTruth
from samples.drafting import Plot
from samples.papers import ISSUE_DATE, Draft

Places = dict[str, list[tuple[str, int]]]
"""Draft key → (upload, page) of each of its pages."""

BLOCKING = (
    "stamp_missing",
    "stamp_hospital_mismatch",
    "stamp_photocopied",
    "stamp_kind_wrong",
    "report_stale",
    "hospital_grade_too_low",
    "hospital_not_designated",
    "diagnosis_does_not_support_disease",
    "required_material_missing",
    "patient_mismatch",
    "page_missing",
    "image_unreadable",
)


def truth_of(plot: Plot, drawn: dict[str, Drawn], pages: list[PageTruth], where: Places) -> dict[str, Any]:
    """truth.json of a drawn case; `where` tells the pages of each document by its draft's key."""
    ids: dict[str, str] = {}
    documents = []
    for draft in plot.drafts:
        one = drawn[draft.copy_of or draft.key]
        if all(s.quality == "unreadable" for s in one.shots):
            continue
        ids[draft.key] = f"d{len(ids) + 1}"
        documents.append(_document(ids[draft.key], draft, one, where[draft.key]))
    findings = []
    for e in plot.findings:
        found: dict[str, Any] = {
            "code": e.code,
            "outcome": e.outcome,
            "document": ids.get(e.draft or ""),
            "material": e.material,
        }
        upload = e.upload or (where[e.draft][0][0] if e.draft and e.draft not in ids else None)
        findings.append(found | ({"upload": upload} if upload else {}))
    worst = {(f["outcome"], f["code"] in BLOCKING) for f in findings}
    disposition = "supplement" if ("fail", True) in worst else "review" if findings else "ready"
    return {
        "schema": "yushen.truth/1",
        "case_key": plot.spec.key,
        "split": plot.spec.split,
        "clean": not findings,
        "expect": {"disposition": disposition, "findings": findings},
        "documents": documents,
        "pages": [
            {
                "upload": p.upload,
                "page": p.page,
                "rotation": p.rotation,
                "capture": p.capture,
                "quality": p.quality,
                "text": p.text,
                "seals": p.seals,
            }
            for p in pages
        ],
    }


def _document(name: str, draft: Draft, one: Drawn, where: list[tuple[str, int]]) -> dict[str, Any]:
    record = one.record
    out: dict[str, Any] = {"id": name, "kind": draft.kind, "pages": [{"upload": u, "page": n} for u, n in where]}
    printed = record.seen.get(("hospital",))
    if printed:
        own = draft.hospital is not None and printed in (draft.printed, draft.hospital.name)  # no laboratory elsewhere
        out["hospital"] = {"name": printed, "code": draft.hospital.code if own and draft.hospital else ""}
    out["patient"] = {str(k[0]): v for k, v in record.group("patient").items()}
    if ("department",) in record.seen:
        out["department"] = record.seen[("department",)]
    out["physicians"] = [
        {"role": p["role"], "name": p["name"], "title": p.get("title", "")}
        for p in record.rows("physician")
        if "name" in p
    ]
    dates = list(dict.fromkeys((str(k[0]), v) for k, v in record.group("dates").items()))
    if "birth_date" in out["patient"]:
        dates.append(("birth", out["patient"]["birth_date"]))
    out["dates"] = [{"role": r, "value": v} for r, v in dates]
    printed_roles = [r for r in ISSUE_DATE.get(draft.kind, ()) if any(r == role for role, _ in dates)]
    issue = min((v for r, v in dates if r in printed_roles[:1]), default=None)  # of several panels the oldest
    if issue:
        out["issue_date"] = issue
    out["diagnoses"] = [_diagnosis(row) for row in _distinct(record.rows("dx"))]
    out["lab_items"] = [
        {k: row.get(k, "") for k in ("name", "code", "value", "unit", "reference", "flag")}
        for row in record.rows("lab")
    ]
    out["medications"] = [{k: row.get(k, "") for k in ("name", "dose", "frequency")} for row in record.rows("med")]
    out["fields"] = {str(k[0]): v for k, v in record.group("fields").items()}
    if "applied_diseases" in out["fields"]:
        out["fields"]["applied_diseases"] = out["fields"]["applied_diseases"].split("、")
    return out


def _diagnosis(row: dict[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "certainty": row["certainty"],
        "icd": [row["icd"]] if row.get("icd") else [],
        "stage": row["stage"],
        "type": row["type"],
        "source": row["source"],
    }


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first of each name and certainty: 出院诊断 comes before 入院诊断."""
    return list({(r["name"], r["certainty"]): r for r in reversed(rows)}.values())[::-1]
