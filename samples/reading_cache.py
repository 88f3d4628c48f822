"""Readings kept between measurements, so that a changed rule is measured without reading again."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

from extractors.reading import Reading


class ReadingCache:
    """One file for (sha256, reader version) in a folder of the person who measures. Only ever reads what it wrote."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder / re.sub(r"[^\w.-]", "_", version)
        self._folder.mkdir(parents=True, exist_ok=True)

    def get(self, sha256: str) -> Reading | None:
        try:
            reading = pickle.loads(self._path(sha256).read_bytes())  # noqa: S301 (written by ourselves)
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError):
            return None
        return reading if isinstance(reading, Reading) else None

    def put(self, reading: Reading) -> None:
        path = self._path(reading.sha256)
        part = path.with_suffix(".part")
        part.write_bytes(pickle.dumps(reading))
        part.replace(path)

    def oldest(self) -> float | None:
        """When the oldest reading was written, seconds since the epoch."""
        return min((p.stat().st_mtime for p in self._folder.glob("*.reading")), default=None)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.reading"
