"""What a report says of a subject that can be corrected: the value that stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors import correction_rows, corrections

Json = Mapping[str, Any]


def document_of(report: Json, upload: str, page: int, kind: str | None = None) -> Json | None:
    """The document that holds a page; of two the one of this kind."""
    here = {"upload": upload, "page": page}
    there = [document for document in report["documents"] if here in document["pages"]]
    return next((d for d in there if d["kind"] == kind), next(iter(there), None))


def standing(document: Json, subject: str, page: Json) -> str | None:
    """The value as it would be written into a correction; None where there is none. `page`: for what is per page."""
    if subject == corrections.KIND:
        return str(document["kind"])
    if subject == corrections.DIAGNOSES:
        return "\n".join(_diagnosis(each) for each in document["diagnoses"]) or None
    if subject == corrections.SEALS:
        return "\n".join(s["text"] for s in seals_on(document, page)) or None
    kind = correction_rows.table(subject)
    if kind is not None:
        return correction_rows.joined(_rows(document, subject, kind)) or None
    found = _valued(document, subject)
    return None if found is None else found["value"] or found["text"] or None


def seals_on(document: Json, page: Json) -> Sequence[Json]:
    return [s for s in document["seals"] if (s["upload"], s["page"]) == (page["upload"], page["page"])]


def _rows(document: Json, subject: str, kind: str) -> Iterator[Sequence[str]]:
    """Of a laboratory subject its own row alone."""
    if kind == correction_rows.PHYSICIANS:
        for each in document["physicians"]:
            yield each["role"], each["name"]["value"] or "", each["title"] or ""
    elif kind == correction_rows.MEDICATIONS:
        for each in document["medications"]:
            yield each["value"] or "", each["dose"] or "", each["frequency"] or ""
    else:
        panel, _, title = subject.partition(".")[2].partition(".")
        same = (i for i in document["lab_items"] if (str(i["panel"]), i["name"]) == (panel, title))
        for item in same:
            yield item["name"], item["value"], item["unit"] or "", item["reference"] or "", item["flag"] or ""
            return


def _diagnosis(diagnosis: Json) -> str:
    return " ".join((diagnosis["text"] or diagnosis["value"], *diagnosis["icd"]))


def _valued(document: Json, subject: str) -> Json | None:
    found: Json | None
    if subject == corrections.HOSPITAL:
        hospital = document["hospital"]
        found = {"value": hospital["name"] or hospital["text"], "text": hospital["text"]}
        return found if found["value"] else None
    if subject in (corrections.ISSUE_DATE, corrections.DEPARTMENT):
        found = document[subject]
        return found
    group, _, name = subject.partition(".")
    found = document["patient" if group == "patient" else "fields"].get(name)
    return found
