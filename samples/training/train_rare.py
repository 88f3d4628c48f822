"""Teach the recogniser's last layer rare characters, and leave all others where they are.

    python -m samples.training.train_rare draw --out lines.pickle --count 26000
    python -m samples.training.train_rare see --lines lines.pickle --pages FOLDER… --out seen.npz
    python -m samples.training.train_rare train --seen seen.npz --out rare_characters.npz

Lines are drawn in all faces that fontconfig lists (`FONTCONFIG_FILE`); faces that look written should be among them.
What the last layer is shown of a line is kept with what it should say there, and beside it what it is shown of pages as
they are (any folders of uploads), where it is to go on saying what it says. Needs the optional dependencies `train`.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from extractors import images, models
from extractors.engine import NetEngine
from extractors.errors import DocumentError
from extractors.files import open_upload
from extractors.ocr import crop
from extractors.opened import Limits
from extractors.recogniser import HEIGHT, LEAST_WIDTH
from samples.training import rare_lines, wear
from samples.training.alignment import aligned
from samples.training.onnx_graph import Graph

Floats = NDArray[Any]

_LEGIBLE = 0.25  # what a frame of a line may cost in logarithms, else nobody could read it
_OTHERS, _OF_PAGE = 90_000, 50_000  # frames that hold no rare character: of drawn lines, of pages
_HELD = 4.0  # how much holding the others counts beside teaching
_LEAST_MOVED = 1e-4
_SHARE, _LESS = 0.6, 0.3
"""How much of what was learnt is kept, and how much surer it has to be: lines drawn hold more rare characters than any
paper does. Chosen where no name of five families of samples was lost (with 0.8 and 0.5: 38 gained of 2,200, 4 lost)."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw", "see", "train"))
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=26_000)
    parser.add_argument("--steps", type=int, default=2_500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    {"draw": draw, "see": see, "train": train}[options.what](options)


def draw(options: Any) -> None:
    rng = random.Random(options.seed)
    clouds = wear.Clouds(rng)
    options.out.write_bytes(pickle.dumps([rare_lines.line(rng, clouds) for _ in range(options.count)]))


class Recogniser:
    """The general recogniser in two halves: what it sees, and how its last layer names that."""

    def __init__(self) -> None:
        self.graph = Graph(models.weights(models.RECOGNITION))
        head = self.graph.producer("MatMul")[-1]
        self._seen = head[0]
        self.weights = self.graph.arrays[head[1]]
        self.bias = self.graph.arrays[next(n for n in self.graph.producer("Add") if n[0] == head[2])[1]]

    def sees(self, picture: Floats) -> Tensor:
        """A crop (BGR) → (frames, features), those on the crop and one behind it."""
        wide = max(1, round(picture.shape[1] * HEIGHT / picture.shape[0]))
        shown = np.zeros((1, 3, HEIGHT, max(LEAST_WIDTH, wide)), np.float32)
        drawn = cv2.resize(picture, (wide, HEIGHT)).astype(np.float32) / 127.5 - 1
        shown[0, :, :, :wide] = drawn.transpose(2, 0, 1)
        with torch.no_grad():
            return self.graph.run(torch.from_numpy(shown), {}, self._seen)[0, : wide // 8 + 1]

    def names(self, seen: Tensor) -> Tensor:
        """Logits (n, characters)."""
        return seen @ self.weights + self.bias


def see(options: Any) -> None:
    net, rng = Recogniser(), np.random.default_rng(options.seed)
    at = {character: index for index, character in enumerate(models.characters())}
    rare: list[Floats] = []
    wanted: list[int] = []
    others: list[Floats] = []
    for picture, said in pickle.loads(options.lines.read_bytes()):  # noqa: S301 (written by `draw`)
        if not all(c in at for c in said):
            continue
        seen = net.sees(picture)
        places, cost = aligned(net.names(seen).log_softmax(1).numpy(), [at[c] for c in said])
        if cost > _LEGIBLE:
            continue
        for frame, place in zip(seen.numpy(), places, strict=True):
            character = said[place] if place is not None else ""
            if character in rare_lines.RARE:
                rare.append(frame)
                wanted.append(at[character])
            else:
                others.append(frame)
    pages = [frame for picture in _crops(options.pages) for frame in net.sees(picture).numpy()]
    np.savez(
        options.out,
        wanted=np.array(wanted),
        rare=np.array(rare, np.float16),
        others=np.array(_some(others, _OTHERS, rng), np.float16),
        pages=np.array(_some(pages, _OF_PAGE, rng), np.float16),
    )


def _crops(folders: Sequence[Path]) -> Iterator[Floats]:
    """Lines of all uploads as the chain cuts them."""
    engine = NetEngine(threads=1)
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            with open_upload(path.name, path.read_bytes(), Limits()) as opened:
                for page in opened.pages():
                    upright = images.upright(page.raster).image
                    yield from (crop(upright, quad) for quad in engine.detect(upright))
        except DocumentError:
            continue


def _some(frames: list[Floats], most: int, rng: np.random.Generator) -> list[Floats]:
    return [frames[i] for i in rng.permutation(len(frames))[:most]]


class Rows:
    """The rare characters' rows of the last layer, and all others' taken together."""

    def __init__(self, net: Recogniser, rare: Sequence[int]) -> None:
        self._net, self._rare = net, torch.tensor(rare)
        self._common = torch.ones(net.bias.shape[0], dtype=torch.bool)
        self._common[self._rare] = False
        self.weights = torch.zeros(net.weights.shape[0], len(rare), requires_grad=True)
        self.bias = torch.zeros(len(rare), requires_grad=True)

    def of(self, seen: Tensor) -> Tensor:
        """(n, 1 + rare): what any common character has together, and each rare one, as the net is."""
        parts = []
        for some in seen.split(2000):
            names = self._net.names(some)
            parts.append(torch.cat([names[:, self._common].logsumexp(1, keepdim=True), names[:, self._rare]], 1))
        return torch.cat(parts)

    def moved(self, known: Tensor, seen: Tensor) -> Tensor:
        return known + functional.pad(seen @ self.weights + self.bias, (1, 0))


def train(options: Any) -> None:
    net, data, dice = Recogniser(), np.load(options.seen), torch.Generator().manual_seed(options.seed)
    rare = sorted(set(data["wanted"].tolist()))
    rows = Rows(net, rare)
    taught = torch.tensor([1 + rare.index(one) for one in data["wanted"]])
    seen = {name: torch.from_numpy(data[name].astype(np.float32)) for name in ("rare", "others", "pages")}
    known = {name: rows.of(frames) for name, frames in seen.items()}
    optimiser = torch.optim.Adam([rows.weights, rows.bias], 3e-3)
    for step in range(options.steps):
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * (1 - step / options.steps) + 1e-5
        some = torch.randint(len(taught), (512,), generator=dice)
        loss = functional.cross_entropy(rows.moved(known["rare"][some], seen["rare"][some]), taught[some])
        for name in ("others", "pages"):
            some = torch.randint(len(seen[name]), (2048,), generator=dice)
            loss = loss + _HELD * _strays(known[name][some], rows.moved(known[name][some], seen[name][some]))
        loss = loss + _LEAST_MOVED * (rows.weights.square().sum() + rows.bias.square().sum())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 250 == 249:
            sys.stdout.write(f"{step + 1} steps, loss {loss.item():.4f}\n")
    write(rows, rare, options.out)


def _strays(known: Tensor, moved: Tensor) -> Tensor:
    """By how much answers left what they were."""
    return functional.kl_div(moved.log_softmax(1), known.log_softmax(1), reduction="batchmean", log_target=True)


def write(rows: Rows, rare: Sequence[int], out: Path) -> None:
    """What extractors/rare_characters.py reads."""
    alphabet = models.characters()
    np.savez_compressed(
        out,
        characters=np.array([ord(alphabet[index]) for index in rare], np.int32),
        weights=(_SHARE * rows.weights.detach()).numpy().astype(np.float16),
        bias=(_SHARE * rows.bias.detach() - _LESS).numpy().astype(np.float16),
    )


if __name__ == "__main__":
    main()
