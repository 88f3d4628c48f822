"""How well seals are found, without reading anything: precision and recall of `find.candidates` on known pages.

    python -m samples.training.measure report --cache FOLDER [--each]

A find and a true seal are one from an intersection over union of 0.3, as in samples/metrics_seals.py.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

from extractors.reading import Box
from extractors.seals.candidates import Candidate
from extractors.seals.find import candidates
from samples.metrics_seals import OVERLAP
from samples.training.pages import SAMPLES, KnownPage, known_pages


def delivered(place: Candidate, page: KnownPage) -> Box:
    """The candidate's box as fractions of the page as delivered."""
    x0, y0, x1, y1 = place.box
    corners = np.array([[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]], np.float64)
    points = np.clip(cv2.perspectiveTransform(corners, page.upright.to_delivered)[0], 0, 1)
    return Box.around(tuple((float(x), float(y)) for x, y in points))


def matched(page: KnownPage, places: tuple[Candidate, ...]) -> tuple[list[int], list[int]]:
    """Indices of the true seals missed and of the places that are none."""
    boxes = [delivered(place, page) for place in places]
    left, missed = set(range(len(places))), []
    for index, wanted in enumerate(page.boxes()):
        best = max(left, key=lambda i: boxes[i].iou(wanted), default=None)
        if best is None or boxes[best].iou(wanted) < OVERLAP:
            missed.append(index)
        else:
            left.remove(best)
    return missed, sorted(left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("splits", nargs="+")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--each", action="store_true", help="a line for each miss")
    options = parser.parse_args()
    for split in options.splits:
        true, missed, spurious, kinds = 0, 0, 0, Counter[str]()
        for page in known_pages(SAMPLES / split, options.cache):
            places = candidates(page.upright)
            lost, wrong = matched(page, places)
            true, missed, spurious = true + len(page.seals), missed + len(lost), spurious + len(wrong)
            for index in lost:
                seal = page.seals[index]
                kinds[f"missed {seal['shape']}"] += 1
                if options.each:
                    _say(f"- {page.name} {seal['colour']} {seal['shape']} {seal['text']} {page.capture}")
            for index in wrong:
                place = places[index]
                kinds[f"spurious {place.source}"] += 1
                if options.each:
                    _say(f"+ {page.name} {place.source} {place.confidence:.2f} {[round(v) for v in place.box]}")
        hits = true - missed
        precision, recall = hits / max(1, hits + spurious), hits / max(1, true)
        share = 2 * precision * recall / max(1e-9, precision + recall)
        _say(f"{split}: {true} seals, precision {precision:.3f}, recall {recall:.3f}, F1 {share:.3f}")
        for kind, count in kinds.most_common():
            _say(f"  {count:3d} {kind}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
