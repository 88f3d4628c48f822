"""Logs that do not grow without end. Children append to their file and are not told: it is copied, then emptied."""

from __future__ import annotations

import shutil
from pathlib import Path

LARGEST = 20 * 1024 * 1024  # bytes of one file
KEPT = 5  # older files of each


def rotate(folder: Path, largest: int = LARGEST, kept: int = KEPT) -> list[Path]:
    """Moves what is too large to NAME.log.1, that to .2 …; returns the logs that were emptied.

    A line written between the copy and the emptying is lost; the processes need no signal and no open file of ours.
    """
    emptied = []
    for log in sorted(folder.glob("*.log")):
        if log.stat().st_size <= largest:
            continue
        for number in range(kept - 1, 0, -1):
            older = log.with_name(f"{log.name}.{number}")
            if older.exists():
                older.rename(log.with_name(f"{log.name}.{number + 1}"))
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        with log.open("r+b") as file:
            file.truncate(0)
        emptied.append(log)
    return emptied
