"""Makes sample cases: plans → drafts → drawn pages → uploads with truth. Deterministic for a seed and its fonts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from samples.browser import Browser
from samples.casefile import write_case
from samples.defects import plant
from samples.drafting import Spec, draft_case
from samples.hospitals import write_registry
from samples.plans import COMMITTED, draw_spec

Progress = Callable[[int, int, str], None]
SEED = 1
"""The seed of the committed set."""


def make(out: Path, seed: int, split: str | None, cases: int | None, on_progress: Progress) -> None:
    """Writes registry.csv and SPLIT/CASE/ folders below `out`.

    `cases` None draws the committed plans (plans.py); a number draws that many random plans, half of them per
    split unless `split` ("tune" or "report") names one. `on_progress(done, total, case key)` is called after each case.
    """
    specs = planned(seed, split, cases)
    out.mkdir(parents=True, exist_ok=True)
    write_registry(out / "registry.csv")
    with Browser() as browser:
        for done, spec in enumerate(specs, 1):
            folder = out / spec.key if spec.key == "demo" else out / spec.split / spec.key
            make_case(browser, spec, seed, folder)
            on_progress(done, len(specs), spec.key)


def planned(seed: int, split: str | None, cases: int | None) -> list[Spec]:
    """The plans a call of `make` would draw."""
    if cases is None:
        return [s for s in COMMITTED if split in (None, s.split)]
    rng = random.Random(f"plans/{seed}/{split}")
    splits = [split] if split else ["tune", "report"]
    return [draw_spec(rng, splits[i % len(splits)], i + 1) for i in range(cases)]


def make_case(browser: Browser, spec: Spec, seed: int, folder: Path) -> None:
    """Draws one case into its folder."""
    rng = random.Random(f"{2025 + seed}/{spec.origin or spec.key}/{spec.seed}")
    plot = draft_case(spec, rng)
    plant(plot, rng)
    files, case, truth = write_case(browser, plot, rng)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for name, record in (("case.json", case), ("truth.json", truth)):
        (folder / name).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
