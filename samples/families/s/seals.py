"""How the seals of the nineteenth family are cut and inked."""

from __future__ import annotations

from samples.pads import Pad, clouded, even, flooded, one_sided
from samples.rings import Ring

FACES = (
    "FandolSong:bold",
    "FandolFang",
    "FandolHei",
    "Noto Serif CJK SC:semibold",
    "AR PL UMing CN",
    "FandolKai",
)
INKS = {  # RGB: atomic stamps, a pad of oil-based red, cinnabar, violet of old self-inking ones
    "red": ((216, 24, 32), (230, 50, 52), (182, 20, 28), (204, 36, 48), (242, 54, 40), (196, 30, 60)),
    "purple": ((104, 40, 128), (128, 66, 158)),
    "blue": ((26, 46, 140), (38, 70, 168), (16, 36, 104)),
    "black": ((28, 28, 32), (48, 48, 52)),
}
RING = Ring(
    FACES,
    "FandolHei:bold",
    size=(0.11, 0.136),
    apart=(14.0, 22.0),
    hairline=0.2,
    widest=(238.0, 190.0),
    roomy=11,
)
draw_s = RING.draw
worn_s = Pad(
    1.1,
    100,
    {
        "full": even(0.92, 0.1),
        "tipped": one_sided(0.58, 1.1, (0.82, 0.28)),
        "drying": clouded((0.42, 0.52), (0.72, 0.36, 7), grain_first=True),
        "brimming": flooded(1.15),
    },
)
"""States of ink that this family adds: full, tipped (one edge pressed less), drying, brimming."""
