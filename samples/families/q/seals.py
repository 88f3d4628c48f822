"""How the seals of the seventeenth family are cut and inked."""

from __future__ import annotations

from samples.pads import Pad, clouded, even, flooded
from samples.rings import Ring

FACES = (
    "AR PL UMing CN",
    "Noto Serif CJK SC:semibold",
    "WenQuanYi Micro Hei",
    "AR PL SungtiL GB",
    "Noto Serif CJK SC:regular",
    "LXGW WenKai",
)
INKS = {  # RGB: photosensitive seals, sponge pads of the counter, cinnabar paste in a tin
    "red": ((218, 34, 38), (196, 26, 30), (228, 58, 54), (206, 30, 58), (184, 44, 40), (238, 40, 48)),
    "purple": ((112, 50, 146), (92, 40, 130)),
    "blue": ((28, 52, 148), (44, 78, 176), (24, 40, 112)),
    "black": ((32, 32, 34), (56, 56, 60)),
}
RING = Ring(
    FACES,
    "Noto Sans CJK SC:medium",
    size=(0.112, 0.138),
    apart=(14.5, 22.0),
    hairline=0.25,
    widest=(234.0, 188.0),
    roomy=12,
)
draw_q = RING.draw

worn_q = Pad(
    1.25,
    110,
    {
        "firm": even(0.9, 0.12),
        "blotchy": clouded((0.85, 0.2), (0.5, 0.7, 8), grain_first=False),
        "scant": clouded((0.42, 0.5), (0.7, 0.4, 5), grain_first=True),
        "flooded": flooded(1.2),
    },
)
"""States of ink that this family adds: firm, blotchy (paper below uneven), scant, flooded."""
