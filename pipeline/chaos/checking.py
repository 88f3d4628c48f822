"""`yushen check --jobs N` kept warm: python -m pipeline.chaos.checking N OUT FOLDER…, a round for each line it is sent.

The same flow and the same processes as the command's over several folders; what starting it costs is left out of every
round.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.reading import Reading
from pipeline import reader, steps
from pipeline.progress import PlainProgress
from pipeline.relay import Relay
from pipeline.settings import Settings
from pipeline.steps import Desk, Received
from pipeline.work.drawing import drawer
from pipeline.workers import ReaderPool
from validators.registry import Registry


def main(arguments: Sequence[str]) -> int:
    """Warms up on the first folder, says `ready`, then answers each line with pages and seconds as JSON."""
    jobs, out, folders = int(arguments[0]), Path(arguments[1]), [Path(name) for name in arguments[2:]]
    settings = replace(Settings.from_environment(), jobs=jobs)
    registry = Registry.load(settings.registry) if settings.registry else Registry.empty()
    with ReaderPool(reader.ocr_reader(settings), jobs) as pool, ReaderPool(drawer) as drawing:
        desk = Desk(pool, steps.Rules(registry), settings, PlainProgress(), drawing)
        _pages(folders[:1], out / "warm", desk)
        _say("ready")
        for _ in sys.stdin:
            began = time.perf_counter()
            pages = _pages(folders, out, desk)
            _say(json.dumps({"pages": pages, "seconds": time.perf_counter() - began}))
    return 0


def _pages(folders: Sequence[Path], out: Path, desk: Desk) -> int:
    """Checks them all: how many pages were read."""
    read: list[int] = []

    def conclude(received: Received, by_key: Mapping[str, Reading], place: Path) -> None:
        screening, _ = steps.conclude(received, by_key, place, desk)
        read.append(screening.pages_read)

    Relay(desk, conclude).run((steps.receive(one, desk.rules, desk.settings), out / one.name) for one in folders)
    return sum(read)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
