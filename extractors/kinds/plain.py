"""What has neither title nor labels: a portrait, and what could not be told."""

from __future__ import annotations

from extractors.kinds.spec import KindSpec, Reads
from extractors.reading import Kind

PHOTO = KindSpec(kind=Kind.PHOTO)
# A legible page of no known kind still says whose it is: it may be a material nobody here has met.
UNKNOWN = KindSpec(
    kind=Kind.UNKNOWN,
    reads=frozenset({Reads.PATIENT, Reads.DEPARTMENT}),
)
