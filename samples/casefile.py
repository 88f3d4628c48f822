"""A drafted case → its uploads, case.json and truth.json."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from samples.bind import Drawn, PageTruth, draw, encode
from samples.browser import Browser
from samples.capture import Shot
from samples.drafting import Plot
from samples.junk import junk
from samples.papers import ISSUE_DATE, Draft

BLOCKING = (
    "stamp_missing", "stamp_hospital_mismatch", "stamp_photocopied", "stamp_kind_wrong", "report_stale", "hospital_grade_too_low",
    "hospital_not_designated", "diagnosis_does_not_support_disease", "required_material_missing", "patient_mismatch", "page_missing",
    "image_unreadable",
)  # fmt: skip
NO_COPY = ("id_card_front", "id_card_back", "insurance_card", "photo", "unrelated")
PAPER = ("diagnosis_certificate",)


def choose_captures(plot: Plot, rng: random.Random) -> None:
    """How each document was digitised and in which format it is sent, where no defect has said so."""
    set_by_defect = {e.draft for e in plot.findings}
    flavours = plot.spec.flavours
    for draft in plot.drafts:
        fixed = draft.key in set_by_defect and (draft.capture in ("photocopy",) or draft.harm)
        if draft.kind in NO_COPY:
            _card(draft, rng)
        elif draft.kind in PAPER:
            if draft.capture != "photocopy" and not _black(draft) and not _partial(draft):
                draft.capture = rng.choice(("scan", "photo", "photo"))
                if plot.spec.region == "rizhao" and ("digital" in flavours or rng.random() < 0.15):
                    draft.capture = "digital"
            draft.format = "pdf" if draft.capture == "digital" or rng.random() < 0.25 else "jpg"
        elif not fixed:
            how = ("scan", "photo", "digital", "digital", "photocopy") + (("screen",) if plot.spec.split == "report" else ("fax",))
            if draft.kind in ("application_form", "proxy_authorization"):
                how = ("scan", "photo", "photo")
            if not plot.findings and "fax" in how:
                how = how[:-1]  # clean cases are good throughout
            if draft.key in set_by_defect:
                how = ("scan", "photo", "digital")
            if "digital" in flavours and draft.kind.endswith("_report"):
                how = ("digital",)
            draft.capture = rng.choice(how)
            if draft.pages_kept is not None and draft.capture == "digital":
                draft.capture = "scan"
            draft.format = {"digital": "pdf", "fax": "tiff"}.get(draft.capture, rng.choice(("jpg", "jpg", "pdf")))
    for draft in plot.drafts:
        if "same_sheet" in draft.options:
            draft.capture, draft.format = "photo", "jpg"
            next(d for d in plot.drafts if d.key == draft.options["same_sheet"]).capture = "photo"
        if draft.kind == "discharge_record" and draft.format not in ("pdf", "tiff"):
            draft.format = "pdf" if draft.layout == "b" and "split" not in flavours else draft.format
    _flavour(plot, rng)


def _card(draft: Draft, rng: random.Random) -> None:
    screenshot = (draft.kind == "insurance_card" and draft.layout == "b") or (draft.kind == "unrelated" and draft.layout == "b")
    if draft.kind == "photo" and draft.layout == "a":
        draft.capture, draft.format = "digital", "jpg"
    elif screenshot:
        draft.capture, draft.format = "digital", "png"
    else:
        draft.capture, draft.format = rng.choice(("photo", "photo", "scan")), "jpg"


def _black(draft: Draft) -> bool:
    return any(s.colour == "black" for s in draft.seals)


def _partial(draft: Draft) -> bool:
    return any(s.status == "partial" or s.wear == "illegible" for s in draft.seals)


def _flavour(plot: Plot, rng: random.Random) -> None:
    """The ways of sending that the plan asks for."""
    for flavour in plot.spec.flavours:
        pictures = [d for d in plot.drafts if d.capture in ("photo", "scan") and d.format == "jpg" and not d.copy_of and d.kind not in ("photo",)]
        papers = [d for d in pictures if d.kind not in NO_COPY] or pictures
        if flavour in ("heic", "webp") and papers:
            rng.choice(papers).format = flavour
        elif flavour == "turned" and papers:
            for draft in rng.sample(papers, min(2, len(papers))):
                draft.turn = rng.choice((90, 180, 270))
        elif flavour == "exif" and papers:
            for draft in papers[:2]:
                draft.options["exif"] = rng.choice((6, 8, 3))
        elif flavour == "tiff":
            found = [d for d in plot.drafts if d.kind.endswith("_record")]
            if found:
                found[0].capture, found[0].format = "photocopy", "tiff"
        elif flavour == "pdf" and papers:
            papers[0].format = "pdf"
        elif flavour == "packet":
            bound = [d for d in plot.drafts if d.kind not in NO_COPY and not d.copy_of and not d.turn][:4]
            for draft in bound:
                draft.capture = draft.capture if draft.capture in ("scan", "photocopy") else "scan"
                draft.format, draft.upload = "pdf", "packet.pdf"
        elif flavour == "split":
            found = [d for d in plot.drafts if d.kind == "discharge_record"]
            if found:
                found[0].layout, found[0].split_after, found[0].format = "b", 1, "jpg"
                found[0].capture = rng.choice(("photo", "scan"))


NAMES = {
    "jpg": ("IMG_{}.jpg", "微信图片_{}.jpg", "mmexport{}.jpg", "scan{}.jpg"), "png": ("Screenshot_{}.png", "截图{}.png"), "pdf": ("扫描件{}.pdf", "doc_{}.pdf", "CamScanner {}.pdf"),
    "heic": ("IMG_{}.HEIC",), "webp": ("image_{}.webp",), "tiff": ("fax{}.tif", "scan{}.tiff"),
}  # fmt: skip


def _name(form: str, rng: random.Random, taken: set[str]) -> str:
    while True:
        name = rng.choice(NAMES[form]).format(rng.randrange(1000, 10000))
        if name not in taken:
            taken.add(name)
            return name


def write_case(browser: Browser, plot: Plot, rng: random.Random) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """Uploads by name, case.json and truth.json."""
    choose_captures(plot, rng)
    if plot.spec.key == "demo" or rng.random() < 0.5:
        order = [d for d in plot.drafts if not d.copy_of]
        rng.shuffle(order)
        plot.drafts = order + [d for d in plot.drafts if d.copy_of]
    drawn = {d.key: draw(browser, d, plot.spec.split, _sheet_rng(plot, d)) for d in plot.drafts if not d.copy_of}
    files: dict[str, bytes] = {}
    pages: list[PageTruth] = []
    where: dict[str, list[tuple[str, int]]] = {}
    taken: set[str] = set()
    packets: dict[str, list[Drawn]] = {}
    for draft in plot.drafts:
        if draft.copy_of:
            _copied(draft, files, pages, where, rng, taken)
        elif draft.upload:
            packets.setdefault(draft.upload, []).append(drawn[draft.key])
            if len(packets[draft.upload]) == sum(d.upload == draft.upload for d in plot.drafts):
                name = _name("pdf", rng, taken)
                files[name] = encode([s for one in packets[draft.upload] for s in one.shots], "pdf")
                _note(packets[draft.upload], name, pages, where)
        else:
            _alone(drawn[draft.key], files, pages, where, rng, taken)
    for name, how in plot.junk.items():
        files[name] = junk(how, rng)
    return files, _case_json(plot, files), _truth(plot, drawn, pages, where)


def _sheet_rng(plot: Plot, draft: Draft) -> random.Random:
    """What is on the sheet depends on its document alone, so that a second photo shows the same sheet."""
    return random.Random(f"{plot.spec.key}/{plot.spec.seed}/{draft.options.get('same_sheet', draft.key)}")


def _alone(one: Drawn, files: dict[str, bytes], pages: list[PageTruth], where: dict[str, list[tuple[str, int]]], rng: random.Random, taken: set[str]) -> None:
    draft = one.draft
    if one.pdf:
        name = _name("pdf", rng, taken)
        files[name] = one.pdf
        _note([one], name, pages, where)
        return
    groups: list[list[int]] = [list(range(len(one.shots)))]
    if draft.format not in ("pdf", "tiff"):
        groups = [[i] for i in groups[0]]
    for group in groups:
        name = _name(draft.format, rng, taken)
        files[name] = encode([one.shots[i] for i in group], draft.format, draft.options.get("exif", 1))
        part = replace(one, shots=[one.shots[i] for i in group], texts=[one.texts[i] for i in group], seals=[one.seals[i] for i in group])
        _note([part], name, pages, where)


def _note(parts: list[Drawn], name: str, pages: list[PageTruth], where: dict[str, list[tuple[str, int]]]) -> None:
    number = 0
    for one in parts:
        for shot, text, seals in zip(one.shots, one.texts, one.seals, strict=True):
            number += 1
            how: Shot = shot
            capture = "photo" if one.draft.capture == "photocopy_photo" else how.capture
            pages.append(PageTruth(name, number, how.rotation, capture, how.quality, text, seals))
            where.setdefault(one.draft.key, []).append((name, number))


def _copied(draft: Draft, files: dict[str, bytes], pages: list[PageTruth], where: dict[str, list[tuple[str, int]]], rng: random.Random, taken: set[str]) -> None:
    """The bytes of another document once more."""
    for upload in dict.fromkeys(u for u, _ in where[draft.copy_of]):
        stem, dot, suffix = upload.rpartition(".")
        name = f"{stem}(1){dot}{suffix}"
        taken.add(name)
        files[name] = files[upload]
        for page in [p for p in pages if p.upload == upload]:
            pages.append(replace(page, upload=name))
            where.setdefault(draft.key, []).append((name, page.page))


def _case_json(plot: Plot, files: dict[str, bytes]) -> dict[str, Any]:
    spec = plot.spec
    out: dict[str, Any] = {
        "case_key": spec.key, "region": spec.region, "submitted_on": spec.submitted,
        "applicant": {"name": plot.applicant.name, "id_number": plot.applicant.id_number}, "diseases": list(spec.diseases), "channel": spec.channel,
    }  # fmt: skip
    if plot.agent:
        out["agent"] = {"name": plot.agent.name, "id_number": plot.agent.id_number}
    out["uploads"] = [{"name": name} for name in files]
    return out


def _truth(plot: Plot, drawn: dict[str, Drawn], pages: list[PageTruth], where: dict[str, list[tuple[str, int]]]) -> dict[str, Any]:
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
        found: dict[str, Any] = {"code": e.code, "outcome": e.outcome, "document": ids.get(e.draft or ""), "material": e.material}
        upload = e.upload or (where[e.draft][0][0] if e.draft and e.draft not in ids else None)
        findings.append(found | ({"upload": upload} if upload else {}))
    worst = {(f["outcome"], f["code"] in BLOCKING) for f in findings}
    disposition = "supplement" if ("fail", True) in worst else "review" if findings else "ready"
    return {
        "schema": "yushen.truth/1", "case_key": plot.spec.key, "split": plot.spec.split, "clean": not findings,
        "expect": {"disposition": disposition, "findings": findings}, "documents": documents,
        "pages": [{"upload": p.upload, "page": p.page, "rotation": p.rotation, "capture": p.capture, "quality": p.quality, "text": p.text, "seals": p.seals} for p in pages],
    }  # fmt: skip


def _document(name: str, draft: Draft, one: Drawn, where: list[tuple[str, int]]) -> dict[str, Any]:
    record = one.record
    out: dict[str, Any] = {"id": name, "kind": draft.kind, "pages": [{"upload": u, "page": n} for u, n in where]}
    printed = record.seen.get(("hospital",))
    if printed:
        out["hospital"] = {"name": printed, "code": draft.hospital.code if draft.hospital else ""}
    out["patient"] = {str(k[0]): v for k, v in record.group("patient").items()}
    if ("department",) in record.seen:
        out["department"] = record.seen[("department",)]
    out["physicians"] = [{"role": p["role"], "name": p["name"], "title": p.get("title", "")} for p in record.rows("physician") if "name" in p]
    dates = {str(k[0]): v for k, v in record.group("dates").items()}
    if draft.kind == "id_card_front" and "birth_date" in out["patient"]:
        dates["birth"] = out["patient"]["birth_date"]
    out["dates"] = [{"role": r, "value": v} for r, v in dates.items()]
    issue = next((dates[r] for r in ISSUE_DATE.get(draft.kind, ()) if r in dates), None)
    if issue:
        out["issue_date"] = issue
    out["diagnoses"] = [_diagnosis(row) for row in _distinct(record.rows("dx"))]
    out["lab_items"] = [{k: row.get(k, "") for k in ("name", "code", "value", "unit", "reference", "flag")} for row in record.rows("lab")]
    out["medications"] = [{k: row.get(k, "") for k in ("name", "dose", "frequency")} for row in record.rows("med")]
    out["fields"] = {str(k[0]): v for k, v in record.group("fields").items()}
    return out


def _diagnosis(row: dict[str, str]) -> dict[str, Any]:
    return {"name": row["name"], "certainty": row["certainty"], "icd": [row["icd"]] if row.get("icd") else [], "stage": row["stage"], "type": row["type"], "source": row["source"]}


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first of each name and certainty: 出院诊断 comes before 入院诊断."""
    return list({(r["name"], r["certainty"]): r for r in reversed(rows)}.values())[::-1]
