"""How the seals of the twentieth family are cut and inked."""

from __future__ import annotations

from samples.pads import Pad, clouded, even, flooded, one_sided
from samples.rings import Ring

FACES = (
    "AR PL UMing CN",
    "Noto Serif CJK SC:semibold",
    "Noto Serif CJK SC",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK SC",
    "AR PL UKai CN",
)
"""Song as engravers' programs set it, now and then Hei; few cut Kai."""
INKS = {  # RGB: atomic stamps, an old pad, a fresh one, a violet self-inking one
    "red": ((210, 28, 36), (226, 44, 48), (190, 24, 34), (238, 60, 52), (200, 38, 58), (220, 22, 28)),
    "purple": ((112, 48, 134), (96, 44, 120)),
    "blue": ((30, 52, 150), (44, 78, 172), (22, 40, 112)),
    "black": ((30, 30, 34), (52, 52, 56)),
}
RING = Ring(
    FACES,
    "Noto Sans CJK SC:bold",
    size=(0.112, 0.138),
    apart=(14.0, 21.5),
    hairline=0.15,
    widest=(240.0, 190.0),
    roomy=11,
)
draw_t = RING.draw
worn_t = Pad(
    1.0,
    96,
    {
        "moist": even(0.9, 0.12),
        "slanted": one_sided(0.6, 1.1, (0.84, 0.26)),
        "chalky": clouded((0.44, 0.5), (0.7, 0.38, 8), grain_first=False),
        "overfed": flooded(1.2),
    },
)
"""States of ink that this family adds: moist, slanted (one edge pressed less), chalky, overfed."""
