"""What was found against the rules: per code, on clean cases, and above all what was missed in silence."""

from __future__ import annotations

from collections.abc import Mapping

from samples.ledger import Ledger
from samples.place import Place, of_document
from samples.truth import Json, TruthCase
from validators.verdict import Disposition, Finding, Outcome, Verdict


def measure_findings(ledger: Ledger, case: TruthCase, verdict: Verdict, documents: Mapping[str, str]) -> None:
    """`documents`: ids in the truth → ids in the verdict."""
    said = [f for f in verdict.findings if f.outcome is not Outcome.PASS]
    left = list(said)
    for want in case.findings:
        found = _match(want, left, documents)
        code = want["code"]
        place = _charged(case, want)
        if found is None:
            for metric in ("findings", f"finding/{code}"):
                ledger.miss(metric, place, f"{code} {want['outcome']} {want.get('document') or want.get('material')}")
            continue
        left.remove(found)
        for metric in ("findings", f"finding/{code}"):
            ledger.hit(metric)
        right = found.outcome.value == want["outcome"]
        ledger.rate("finding outcome", right, place.of(code), want["outcome"], found.outcome.value)
    caused = {id(f) for _, consequences in verdict.grouped() for f in consequences}
    for finding in (f for f in left if id(f) not in caused):  # what another finding explains asks nobody to look
        for metric in ("findings", f"finding/{finding.code}"):
            ledger.spurious(
                metric, _seen(case, finding), f"{finding.code} {finding.outcome.value}: {finding.message.en}"
            )
    _measure_disposition(ledger, case, verdict, said)


def _charged(case: TruthCase, want: Json) -> Place:
    """The document that truth charges with a finding, or the case."""
    return next(
        (of_document(case.name, d) for d in case.documents if d["id"] == want.get("document")), Place(case.name)
    )


def _seen(case: TruthCase, finding: Finding) -> Place:
    """Where the evidence of a finding begins."""
    first = next(iter(finding.evidence), None)
    return Place(case.name, pages=((first.upload, first.page),), box=first.box) if first else Place(case.name)


def _match(want: Json, left: list[Finding], documents: Mapping[str, str]) -> Finding | None:
    """The same code on the same document or material; the same code alone where either names none."""
    same = [f for f in left if f.code == want["code"]]
    document = documents.get(want.get("document") or "")
    material = want.get("material")
    exact = [f for f in same if f.document == document and (material is None or f.material == material)]
    loose = [
        f
        for f in same
        if (document is None or f.document is None) and (material is None or f.material in (None, material))
    ]
    return next(iter((*exact, *loose)), None)


def _measure_disposition(ledger: Ledger, case: TruthCase, verdict: Verdict, said: list[Finding]) -> None:
    disposition, place = verdict.disposition, Place(case.name)
    ledger.confuse(case.disposition, disposition.value)
    ledger.rate("disposition", disposition.value == case.disposition, place, case.disposition, disposition.value)
    silent = disposition is Disposition.READY and case.disposition != "ready"
    ledger.rate("no silent miss", not silent, place, case.disposition, disposition.value)
    if case.clean:
        codes = sorted({f"{f.code} {f.outcome.value}" for f in said})
        ledger.rate("clean cases without any alarm", not said, place, [], codes)
        failed = any(f.outcome is Outcome.FAIL for f in said)
        ledger.rate("clean cases without a false fail", not failed, place, [], codes)
