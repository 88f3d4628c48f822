"""What a new registry would change: rows that come, go or say something else, before anybody lets it count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from validators.registry_file import Entry

FIELDS = tuple(field.name for field in fields(Entry) if field.name not in ("code", "line"))


@dataclass(frozen=True, slots=True)
class Changed:
    before: Entry
    after: Entry
    fields: tuple[str, ...]  # that differ


@dataclass(frozen=True, slots=True)
class RegistryChanges:
    come: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    same: int

    @property
    def any(self) -> bool:
        return bool(self.come or self.gone or self.changed)


def compared(before: Sequence[Entry], after: Sequence[Entry]) -> RegistryChanges:
    """Rows are the same institution at the same time if code and first day agree; the file's order does not matter."""
    old, new = _by_key(before), _by_key(after)
    both = [(old[key], new[key]) for key in new if key in old]
    changed = [Changed(one, other, _differ(one, other)) for one, other in both if _differ(one, other)]
    return RegistryChanges(
        come=tuple(new[key] for key in new if key not in old),
        gone=tuple(old[key] for key in old if key not in new),
        changed=tuple(changed),
        same=len(both) - len(changed),
    )


def _by_key(entries: Sequence[Entry]) -> dict[tuple[str, date | None], Entry]:
    return {(entry.code, entry.valid_from): entry for entry in entries}


def _differ(one: Entry, other: Entry) -> tuple[str, ...]:
    return tuple(name for name in FIELDS if getattr(one, name) != getattr(other, name))
