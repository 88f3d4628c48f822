"""Train the reader of what is filled in by hand: the general recogniser, moved a little towards quick hands.

    python -m samples.training.train_pen draw --pens FOLDER --strokes FOLDER --out FOLDER --minutes 30
    python -m samples.training.train_pen train --data FOLDER --minutes 60 --out pen_reader.npz

`--pens` holds faces that look written (TrueType files), `--strokes` the files of the npm package hanzi-writer-data;
faces that look printed are those fontconfig lists. What is trained is a difference of low rank, as for the reader of
seals (`train_reader`). Needs the optional dependencies `train`.
"""

from __future__ import annotations

import argparse
import itertools
import math
import pickle
import random
import string
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor

from extractors import models, rare_characters
from extractors.recogniser import FRAME, HEIGHT
from samples.training import lettering, pen_lines, train_reader, wear
from samples.training.train_reader import Reader
from samples.training.unrolled import Example

SINCE = "p2o.pd_op.add.51.0"
"""What the general net holds before its last stage: what handwriting is made of is told behind it."""
_SHARD = 800
_STEP, _BESIDE = 32, 64  # pixels widths are made multiples of, and of padding beside the longest line
_LONGEST = 640
_SIGNS = (  # told apart beside what seals say
    string.punctuation + string.ascii_letters + "：（）、，。；【】《》“”…—·±×≤≥°℃％‰↑↓→αβγκλμΩⅠⅡⅢⅣⅤⅥ①②③④⑤√□☑★"
)
_PRINTED = ("kai", "Kai")  # faces too near to handwriting to be taken for print


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw", "train"))
    parser.add_argument("--pens", type=Path)
    parser.add_argument("--strokes", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--lines", type=int, default=40_000)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    {"draw": draw, "train": train}[options.what](options)


def draw(options: Any) -> None:
    """Shards of lines in the folder `--out`."""
    rng = random.Random(options.seed)
    clouds = wear.Clouds(rng)
    pens = pen_lines.Pens(
        [(str(file), 0) for file in sorted(options.pens.glob("*.ttf"))],
        [face for face in lettering.faces() if not any(word in face[0] for word in _PRINTED)],
        options.strokes,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    end, number = time.monotonic() + 60 * options.minutes, 0
    while time.monotonic() < end:
        lines = [_example(*pen_lines.line(rng, clouds, pens)) for _ in range(_SHARD)]
        path = options.out / f"{options.seed:03d}-{number:05d}.pkl"
        path.with_suffix(".part").write_bytes(pickle.dumps(lines))
        path.with_suffix(".part").rename(path)
        number += 1


def _example(picture: Any, said: str) -> Example:
    """The line as high as the recogniser takes it."""
    wide = max(FRAME, min(_LONGEST, math.ceil(HEIGHT * picture.shape[1] / picture.shape[0])))
    return Example(np.asarray(cv2.resize(picture, (wide, HEIGHT)), np.uint8), said)


def picture(line: Any) -> Any:
    """(1, 3, 48, w) in [-1, 1], padded with grey as the recogniser pads."""
    wide = -(-(line.shape[1] + _BESIDE) // _STEP) * _STEP
    out = np.zeros((1, 3, HEIGHT, wide), np.float32)
    out[0, :, :, : line.shape[1]] = line.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return out


class Eyes:
    """What the general recogniser sees of a line half-way: all that lies before what is trained."""

    def __init__(self) -> None:
        model = onnx.load(str(models.weights(models.RECOGNITION)))
        model.graph.output.append(onnx.helper.make_tensor_value_info(SINCE, onnx.TensorProto.FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._net = onnxruntime.InferenceSession(model.SerializeToString(), options)
        self._input = self._net.get_inputs()[0].name

    def __call__(self, line: Any) -> Any:
        """(192, 6, w / 4) float16."""
        return self._net.run([SINCE], {self._input: picture(line)})[0][0].astype(np.float16)


class Seen:
    """Batches of lines as the eyes saw them, those of like width together."""

    def __init__(self, folder: Path, most: int, batch: int, seed: int) -> None:
        eyes, self._rng, self._batch = Eyes(), random.Random(seed), batch
        lines = (line for file in sorted(folder.glob("*.pkl")) for line in pickle.loads(file.read_bytes()))  # noqa: S301
        self.lines = [Example(eyes(line.image), line.text) for line in itertools.islice(lines, most)]
        self._ready: list[list[Example]] = []

    def next(self) -> list[Example]:
        if not self._ready:
            self.lines.sort(key=lambda line: line.image.shape[2] + self._rng.random() * 4)
            size = self._batch
            self._ready = [self.lines[at : at + size] for at in range(0, len(self.lines) - size + 1, size)]
            self._rng.shuffle(self._ready)
        return self._ready.pop()


def tensor(batch: list[Example]) -> Tensor:
    """(n, 192, 6, w): what was seen of lines of nearly one width, the shorter ones' ends said again."""
    wide = max(line.image.shape[2] for line in batch)
    seen = [np.pad(line.image, ((0, 0), (0, 0), (0, wide - line.image.shape[2])), "edge") for line in batch]
    return torch.from_numpy(np.stack(seen).astype(np.float32))


def train(options: Any) -> None:
    reader = Reader(SINCE, options.rank)
    reader.head, reader.bias = (torch.from_numpy(array) for array in rare_characters.told().values())
    spelled = {character: at for at, character in enumerate(reader.alphabet)}
    signs = [spelled[sign] for sign in _SIGNS if sign in spelled]
    usual = np.array(sorted({*train_reader.usual(spelled).tolist(), *signs}))
    seen = Seen(options.data, options.lines, options.batch, options.seed)
    known = {reader.alphabet[at] for at in usual}
    seen.lines = [line for line in seen.lines if set(line.text) <= known and len(line.text) < line.image.shape[2] // 3]
    train_reader.learn(reader, usual, seen.next, tensor, 2, options)


if __name__ == "__main__":
    main()
