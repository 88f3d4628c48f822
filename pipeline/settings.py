"""What the operator sets through the environment. The only reader of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.opened import Limits

MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """A variable holds what it cannot hold. The operator must act."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are for one reviewer's machine; each has a variable `YUSHEN_…`."""

    out: Path = Path("out")  # YUSHEN_OUT: where reports go
    registry: Path | None = None  # YUSHEN_REGISTRY: hospitals.csv to use where --registry is not given
    max_file_bytes: int = 50 * MEGABYTE  # YUSHEN_MAX_FILE_MB
    max_pages: int = 200  # YUSHEN_MAX_PAGES: of one case
    jobs: int = 1  # YUSHEN_JOBS: reading processes

    @property
    def limits(self) -> Limits:
        """For opening one file."""
        from extractors.opened import Limits  # noqa: PLC0415 (brings numpy, which --help has no use for)

        return Limits(max_bytes=self.max_file_bytes, max_pages=self.max_pages)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        env = os.environ if environ is None else environ
        registry = env.get("YUSHEN_REGISTRY", "")
        return cls(
            out=Path(env.get("YUSHEN_OUT") or "out"),
            registry=Path(registry) if registry else None,
            max_file_bytes=_positive(env, "YUSHEN_MAX_FILE_MB", 50) * MEGABYTE,
            max_pages=_positive(env, "YUSHEN_MAX_PAGES", 200),
            jobs=_positive(env, "YUSHEN_JOBS", 1),
        )


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise SettingsError(f"{name}={text}: a whole number of at least 1 is needed / 须为不小于 1 的整数")
    return int(text)
