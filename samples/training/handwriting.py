"""Notes, names and dates written by hand, as masks: what must not be taken for a stamp without a frame.

    python -m samples.training.handwriting --out hands.pkl

Needs Chromium and the handwriting faces named in samples/README.md.
"""

from __future__ import annotations

import argparse
import pickle
import random
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.browser import Browser
from samples.training import words

FACES = ("Ma Shan Zheng", "Zhi Mang Xing", "Long Cang", "Liu Jian Mao Cao", "hongleixingshu", "jiangxizhuokai")
_ROW = 60  # CSS pixels


def _text(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.3:
        return words.note(rng)
    if chosen < 0.55:
        return words.day(rng)
    return words.characters(rng, rng.randint(2, 4) if chosen < 0.8 else rng.randint(5, 16))


def masks(rng: random.Random, count: int) -> list[NDArray[Any]]:
    """`count` lines of handwriting as float32 ink in [0, 1], each about 60 pixels high."""
    drawn: list[NDArray[Any]] = []
    with Browser() as browser:
        for face in FACES:
            texts = [_text(rng) for _ in range(count // len(FACES))]
            rows = "".join(f'<div style="height:{_ROW}px;white-space:nowrap">{text}</div>' for text in texts)
            style = f"font:40px/{_ROW}px '{face}';width:1000px;background:#fff;color:#000"
            body = f'<body style="margin:0"><div class="page" style="{style}">{rows}</div></body>'
            html = f"<html><head></head>{body}</html>"
            for sheet in browser.draw(html):
                ink = 1 - cv2.cvtColor(sheet.image, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
                step = 2 * _ROW
                for top in range(0, ink.shape[0] - step + 1, step):
                    ys, xs = np.nonzero(ink[top : top + step] > 0.3)
                    if len(xs) > 50:
                        line = ink[top + ys.min() : top + ys.max() + 1, xs.min() : xs.max() + 1]
                        drawn.append(cv2.resize(line, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.write_bytes(pickle.dumps(masks(random.Random(0), 600)))


if __name__ == "__main__":
    main()
