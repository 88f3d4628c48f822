"""The register of defects by name."""

from __future__ import annotations

import random
from collections.abc import Callable

from samples.drafting import Plot

Defect = Callable[[Plot, random.Random], None]
DEFECTS: dict[str, Defect] = {}


def defect(function: Defect) -> Defect:
    """Registers a defect: it changes the case and notes the findings a careful reviewer would report."""
    DEFECTS[function.__name__] = function
    return function
