"""A name for a finding that outlives its verdict: the same rule about the same bytes keeps its key when judged anew.

What a person said of a finding stays with it through corrections, newer readers and renamed files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from extractors.reading import Document, PageRef, Reading
from validators.verdict import Finding

LENGTH = 32


def keyed(
    findings: Sequence[Finding], readings: Sequence[Reading], documents: Sequence[Document]
) -> Iterator[tuple[Finding, str]]:
    """Each finding with its key, 32 hex digits. Findings alike in all that makes a key are told apart by order."""
    shas = {reading.upload: reading.sha256 for reading in readings}
    firsts = {document.id: document.pages[0] for document in documents if document.pages}
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        told = _told(finding, shas, firsts)
        seen[told] += 1
        yield finding, sha256("\0".join((*told, str(seen[told]))).encode()).hexdigest()[:LENGTH]


def _told(finding: Finding, shas: Mapping[str, str], firsts: Mapping[str, PageRef]) -> tuple[str, ...]:
    upload, page = finding.upload, finding.page
    first = firsts.get(finding.document or "")
    if upload is None and first is not None:
        upload, page = first.upload, first.page
    sha = shas.get(upload or "", upload or "")
    return (finding.code, finding.rule, sha, str(page or ""), finding.material or "")
