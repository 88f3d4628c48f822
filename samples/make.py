"""Makes sample cases: plans → drafts → drawn pages → uploads with truth. Deterministic for a seed and its fonts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from samples import faces, seals
from samples.browser import WEB_FACES, Browser
from samples.casefile import write_case
from samples.defects import plant
from samples.drafting import Spec, draft_case
from samples.hospitals import write_registry
from samples.manners import MANNERS
from samples.plans import COMMITTED, FAMILIES, ON_DEMAND, draw_spec

Progress = Callable[[int, int, str], None]
_HERE = Path(__file__).parent
_PRINTED = {
    name: sheet for name, sheet in WEB_FACES.items() if all(name not in manner.hand for manner in MANNERS.values())
}  # without one to write with, a Kai face is taken
SEED = 1
"""The seed of the committed set."""


def make(
    out: Path, seed: int, split: str | None, cases: int | None, on_progress: Progress, *, family: str | None = None
) -> None:
    """Writes registry.csv and SPLIT/CASE/ folders below `out`.

    `cases` None draws the committed plans (plans.py); a number draws that many random plans, half of them per
    split unless `split` ("tune" or "report") names one; `family` ("a" …) draws its plans alone, committed or not.
    `on_progress(done, total, case key)` is called after each case. Raises FaceError before anything is drawn where a
    face that a family names is not installed.
    """
    specs = planned(seed, split, cases, family)
    for each in sorted({spec.family for spec in specs}):
        faces.check(_sources(each), _PRINTED)
    out.mkdir(parents=True, exist_ok=True)
    write_registry(out / "registry.csv")
    with Browser() as browser:
        for done, spec in enumerate(specs, 1):
            folder = out / spec.key if spec.key == "demo" else out / spec.split / spec.key
            make_case(browser, spec, seed, folder)
            on_progress(done, len(specs), spec.key)


def _sources(family: str) -> Iterator[str]:
    """What names the faces of a family: its programs and templates, and what the shared programs hold for it."""
    for folder in ("families", "templates"):
        paths = sorted((_HERE / folder / family).glob("*.*"))  # the first families have no folder of programs
        yield from (path.read_text("utf-8") for path in paths if path.suffix in (".py", ".html", ".css"))
    yield repr((MANNERS[family].body, MANNERS[family].export, seals.FACES.get(family, ())))


def planned(seed: int, split: str | None, cases: int | None, family: str | None = None) -> list[Spec]:
    """The plans a call of `make` would draw."""
    if cases is None:
        plans = COMMITTED if family is None else list(dict.fromkeys((*COMMITTED, *ON_DEMAND)))
        return [s for s in plans if split in (None, s.split) and family in (None, s.family)]
    rng = random.Random(f"plans/{seed}/{split}")
    splits = [split] if split else [s for s, families in FAMILIES.items() if family in (None, *families)]
    splits = splits or ["report"]  # of a family that waits to be measured
    return [draw_spec(rng, splits[i % len(splits)], i + 1, family) for i in range(cases)]


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
