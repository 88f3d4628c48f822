"""The names we import are ours, and there is one OpenCV."""

from __future__ import annotations

import importlib
from importlib import metadata
from pathlib import Path

import cv2
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("room", ["extractors", "validators", "storage", "pipeline", "samples"])
def test_a_room_resolves_to_ours(room: str) -> None:
    """PyPI has a package called `validators` too, and others under our plain names."""
    module = importlib.import_module(room)
    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == ROOT / room / "__init__.py"


@pytest.mark.parametrize("room", ["extractors", "validators", "storage", "pipeline", "samples"])
def test_init_files_stay_empty(room: str) -> None:
    for path in (ROOT / room).rglob("__init__.py"):
        assert path.read_text() == "", f"{path.relative_to(ROOT)} is not empty"


def test_every_wheel_that_owns_cv2_has_the_version_that_is_imported() -> None:
    owners = {
        dist.metadata["Name"].lower(): dist.version
        for dist in metadata.distributions()
        if dist.metadata["Name"].lower().startswith("opencv")
    }
    assert set(owners.values()) == {"4.10.0.84"}, owners
    assert cv2.__version__ == "4.10.0"
