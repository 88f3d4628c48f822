"""Case folders for a run of chaos: nobody's papers, every file different, some shared by several cases.

They are pictures and PDFs that open; how many pages the simulated reader finds in one stands behind its end.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

LONG_PAGES = 25  # read in three slices
SHARED_EVERY = 10  # cases, one of which has a file that others of its kind have, too
LONG_EVERY = 25  # cases, one of which has a long PDF
NAMES = ("林试样", "周样本", "吴示例", "郑虚构")
"""Planted: none of them may turn up in a log."""


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CaseFolder:
    key: str
    path: Path
    papers: tuple[Paper, ...]


class Papers:
    """Makes case folders below `folder`; the same seed gives the same papers."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self._folder = folder
        self._seed = seed
        self._picture, self._long = _picture(), _long_pdf()

    def case(self, number: int, instant: bool = False, prefix: str = "CHAOS") -> CaseFolder:
        key = f"{prefix}-{number:05d}"
        draw = random.Random(f"{self._seed}:{key}")  # noqa: S311 (papers, not secrets)
        files = {f"材料{at}.jpg": self._file(draw, 1) for at in range(1, draw.randint(2, 3))}
        if number % LONG_EVERY == 1:
            files["病历.pdf"] = self._file(draw, LONG_PAGES)
        if number % SHARED_EVERY == 3:
            files["共用.jpg"] = self._picture + _mark(1, f"shared by all {self._seed}")
        return self._write(key, files, NAMES[number % len(NAMES)], number, instant)

    def _file(self, draw: random.Random, pages: int) -> bytes:
        body = self._picture if pages == 1 else self._long
        return body + _mark(pages, draw.randbytes(12).hex()) + draw.randbytes(draw.randint(10_000, 300_000))

    def _write(self, key: str, files: dict[str, bytes], person: str, number: int, instant: bool) -> CaseFolder:
        path = self._folder / key
        path.mkdir(parents=True)
        for name, data in files.items():
            (path / name).write_bytes(data)
        case = {
            "case_key": key,
            "region": "rizhao",
            "submitted_on": "2026-04-01",
            "applicant": {"name": person, "id_number": _id_number(number)},
            "diseases": ["恶性肿瘤" if instant else "糖尿病"],
            "channel": "self",
            "uploads": [{"name": name} for name in files],
        }
        (path / "case.json").write_text(json.dumps(case, ensure_ascii=False), "utf-8")
        return CaseFolder(
            key, path, tuple(Paper(name, hashlib.sha256(data).hexdigest()) for name, data in files.items())
        )


def _mark(pages: int, unlike: str) -> bytes:
    return f"\nsimulated-pages:{pages}\n{unlike}\n".encode()


def _picture() -> bytes:
    from PIL import Image  # noqa: PLC0415

    buffer = io.BytesIO()
    Image.new("RGB", (210, 297), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def _long_pdf() -> bytes:
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF()
    for _ in range(LONG_PAGES):
        pdf.add_page()
    return bytes(pdf.output())


def _id_number(number: int) -> str:
    """Of nobody: there is no area 990101. With a check character that holds (GB 11643)."""
    body = f"990101{1950 + number % 50}0101{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
