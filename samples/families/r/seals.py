"""How the seals of the eighteenth family are cut and inked."""

from __future__ import annotations

from samples.pads import Pad, clouded, even, flooded, one_sided
from samples.rings import Ring

FACES = ("FandolSong", "Noto Serif CJK SC:bold", "FandolFang", "FandolSong:bold", "HanaMinA", "AR PL UMing CN")
INKS = {  # RGB: photosensitive seals new and old, red paste of the counter, a pad that was refilled with orange-red
    "red": ((210, 28, 44), (226, 44, 40), (190, 22, 36), (236, 62, 46), (200, 48, 62), (222, 20, 30)),
    "purple": ((98, 46, 138), (122, 58, 150)),
    "blue": ((32, 60, 156), (20, 44, 122), (58, 86, 180)),
    "black": ((30, 30, 32), (52, 52, 58)),
}
RING = Ring(
    FACES,
    "Noto Sans CJK SC:bold",
    size=(0.108, 0.134),
    apart=(14.0, 21.0),
    hairline=0.3,
    widest=(236.0, 186.0),
    roomy=11,
)
draw_r = RING.draw

worn_r = Pad(
    1.15,
    90,
    {
        "crisp": even(0.92, 0.1),
        "patchy": one_sided(0.62, 1.1, (0.8, 0.3)),
        "thirsty": clouded((0.4, 0.55), (0.75, 0.35, 6), grain_first=True),
        "wet": flooded(1.1),
    },
)
"""States of ink that this family adds: crisp, patchy (one side pressed less), thirsty, wet."""
