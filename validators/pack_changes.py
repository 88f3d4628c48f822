"""What one version of a pack says otherwise than another, line by line of its listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from validators.pack_listing import Listing, Row
from validators.verdict import Message


@dataclass(frozen=True, slots=True)
class RowChange:
    section: Message
    before: Row | None  # None: this line is new
    after: Row | None  # None: this line is gone


def compared(before: Listing, after: Listing) -> tuple[RowChange, ...]:
    """In the order of the newer one; lines that are gone come last."""
    old, new = _rows(before), _rows(after)
    changes = []
    for key, (section, row) in new.items():
        was = old[key][1] if key in old else None
        if was != row:
            changes.append(RowChange(section, was, row))
    gone = [RowChange(row[0], row[1], None) for key, row in old.items() if key not in new]
    return (*changes, *gone)


def _rows(listing: Listing) -> Mapping[tuple[str, str, str, int], tuple[Message, Row]]:
    """Sections may hold several rows of one id (a value's entries in time): counted apart."""
    found: dict[tuple[str, str, str, int], tuple[Message, Row]] = {}
    for section in listing.sections:
        for row in section.rows:
            number = 0
            while (key := (section.title.zh, row.id, row.since, number)) in found:
                number += 1
            found[key] = (section.title, row)
    return found
