"""On whose behalf something comes in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pipeline.regions import within


@dataclass(frozen=True, slots=True)
class Sender:
    """On whose behalf: a client, and the regions its key is good for (None: all)."""

    client_id: UUID
    regions: frozenset[str] | None = None
    request_id: str = ""

    @property
    def actor(self) -> str:
        return f"client:{self.client_id}"

    def covers(self, region: str) -> bool:
        """A right for a region holds for the packs below it: neimenggu covers neimenggu/hulunbuir."""
        return self.regions is None or any(within(region, own) for own in self.regions)
