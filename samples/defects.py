"""Plants the defects a plan names. Each is a function of certificate_defects.py or paper_defects.py."""

from __future__ import annotations

import random

from samples import certificate_defects, paper_defects
from samples.defect_register import DEFECTS
from samples.drafting import Plot

SOURCES = (certificate_defects, paper_defects)
"""Modules whose import fills the register."""


def plant(plot: Plot, rng: random.Random) -> None:
    """Plants every defect the spec names."""
    for name in plot.spec.defects:
        DEFECTS[name](plot, rng)
