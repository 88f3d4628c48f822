"""统筹区: which regions there are packs for, and what lies below what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from validators import policy as policies

BASE = "base"


@dataclass(frozen=True, slots=True)
class Regions:
    """A pack may be named by its name or by its path: hulunbuir is neimenggu/hulunbuir."""

    paths: Mapping[str, str]  # name of a pack → its path

    @classmethod
    def shipped(cls) -> Regions:
        return cls({name: policies.load(name).region or name for name in policies.list_packs() if name != BASE})

    @property
    def names(self) -> Collection[str]:
        return self.paths.keys()

    def path(self, region: str) -> str:
        """The one way to write it. What is no region stays as it is."""
        return self.paths.get(region.rpartition("/")[2], region)

    def below(self, wide: str) -> tuple[str, ...]:
        """It and all that lie below it, as paths, sorted."""
        top = self.path(wide)
        return tuple(sorted({top} | {path for path in self.paths.values() if within(path, top)}))


def within(path: str, wide: str) -> bool:
    """neimenggu/hulunbuir lies within neimenggu, and every region within itself."""
    return path == wide or path.startswith(wide + "/")
