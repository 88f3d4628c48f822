"""A profile's medicines as tables print them: whole, and route and times apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samples.clinical import Profile
from samples.marks import Mark, Record


def medicines(profile: Profile, record: Record, packs: Mapping[str, str]) -> list[dict[str, Any]]:
    """Name, dose, times, route and pack of each; route and times are one frequency, though in two columns."""
    out = []
    for n, (name, dose, way) in enumerate(profile.meds):
        route, _, times = way.partition(" ")
        out.append(
            {
                "name": Mark(record, ("med", n, "name"), name),
                "dose": Mark(record, ("med", n, "dose"), dose),
                "frequency": Mark(record, ("med", n, "frequency"), way),
                "times": Mark(record, ("med", n, "frequency"), times, way),  # the route stands beside it
                "route": route,
                "pack": packs.get(name, "1支"),
            }
        )
    return out
