"""Which rooms of a hospital report on which sort of examination, for the seals on their reports."""

from __future__ import annotations

from collections.abc import Sequence

MODALITIES = {
    "radiology": ("CT", "DR", "CTA", "CTPA", "骨密度"),
    "magnet": ("MRI",),
    "ultrasound": ("超声", "彩超", "心脏超声"),
    "rhythm": ("心电图", "动态血压", "动态心电图"),
    "bowels": ("肠镜", "胃镜"),
    "airways": ("支气管镜",),
    "bladder": ("膀胱镜",),
    "womb": ("阴道镜",),
    "nerves": ("肌电图",),
    "breath": ("肺功能",),
    "eyes": ("眼底照相",),
    "isotopes": ("核医学",),
    "marrow": ("骨髓细胞学",),
}


def rooms(**words: Sequence[str]) -> dict[str, Sequence[str]]:
    """Modality → what the seals of its room may say; the keywords are those of MODALITIES."""
    return {modality: said for sort, said in words.items() for modality in MODALITIES[sort]}
