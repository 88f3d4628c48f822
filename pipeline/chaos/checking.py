"""`yushen check --jobs N` kept warm: python -m pipeline.chaos.checking N OUT FOLDER…, a round for each line it is sent.

The same flow and the same processes as the command's; what starting it costs is left out of every round.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import reader, steps
from pipeline.progress import PlainProgress
from pipeline.settings import Settings
from pipeline.workers import ReaderPool
from validators.registry import Registry


def main(arguments: Sequence[str]) -> int:
    """Warms up on the first folder, says `ready`, then answers each line with pages and seconds as JSON."""
    jobs, out, folders = int(arguments[0]), Path(arguments[1]), [Path(name) for name in arguments[2:]]
    settings = replace(Settings.from_environment(), jobs=jobs)
    registry = Registry.load(settings.registry) if settings.registry else Registry.empty()
    with ReaderPool(reader.ocr_reader(settings), jobs) as pool:
        desk = steps.Desk(pool, steps.Rules(registry), settings, PlainProgress())
        steps.check(folders[0], out / "warm", desk)
        _say("ready")
        for _ in sys.stdin:
            began, pages = time.perf_counter(), 0
            for folder in folders:
                screening, _ = steps.check(folder, out / folder.name, desk)
                pages += screening.pages_read
            _say(json.dumps({"pages": pages, "seconds": time.perf_counter() - began}))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
