"""A process that only draws: opens uploads for the pictures of a report, and loads no nets."""

from __future__ import annotations

from extractors.reading import Reading
from pipeline.child import Observer


class Drawer:
    """Stands where a reader does; pictures are drawn beside it."""

    version, models = "", ""

    def read(self, name: str, data: bytes, observer: Observer, pages: range | None = None) -> Reading:
        raise NotImplementedError("this process draws")


def drawer() -> Drawer:
    return Drawer()
