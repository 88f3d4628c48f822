"""The type a report is printed in: Noto Sans CJK, cut down to the characters one report uses.

A page on screen uses its reader's own type; a paper has to bring it along, names with rare characters too.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import uharfbuzz as hb

FILE = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
SIMPLIFIED = 2
"""Number of the face with mainland forms in the collection."""
MISSING = "□"
LOOKALIKES = str.maketrans({"✕": "×", "\N{REPLACEMENT CHARACTER}": MISSING, "\t": " ", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Typeface:
    """The whole face. Made once in a process."""

    face: hb.Face
    font: hb.Font
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def load(cls) -> Typeface:
        package, name = FILE
        face = hb.Face(hb.Blob.from_file_path(str(files(package) / name)), SIMPLIFIED)
        return cls(face, hb.Font(face))

    def printable(self, text: str) -> str:
        """`text` with a box for each character the face does not have."""
        plain = text.translate(LOOKALIKES)
        return "".join(c if c == "\n" or self._has(c) else MISSING for c in plain)

    def cut(self, characters: set[str]) -> bytes:
        """An OpenType font with these characters alone."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(c) for c in characters | {MISSING, " "}})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
        with self.lock:
            subset = hb.subset(self.face, wanted)
        data: bytes = subset.blob.data
        return data

    def _has(self, character: str) -> bool:
        return self.font.get_nominal_glyph(ord(character)) is not None


@cache
def typeface() -> Typeface:
    return Typeface.load()
