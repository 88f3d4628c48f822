"""Train the seal detector on generated crops and write it as ONNX.

    python -m samples.training.train_seals --minutes 60 --out seals.onnx [--photos FOLDER] [--pages FOLDER]

Needs the optional dependencies `train`. One processor core is enough; an accelerator is used where there is one.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import pickle
import queue
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn

from samples.training import crops, distractors, sheets, stamps, wear
from samples.training.crops import Bank, Target
from samples.training.seal_net import SealNet, loss

LONG_SIDE = 896
"""Pixels of a page's longer side the net is made for."""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    bank = make_bank(random.Random(options.seed), options)
    _say(f"{len(bank.sheets)} sheets, {len(bank.stamps)} stamps")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = SealNet().to(device, memory_format=torch.channels_last)
    if options.start:
        net.load_state_dict(torch.load(options.start, weights_only=True))
    _say(f"{sum(p.numel() for p in net.parameters())} parameters on {device}")
    averaged = train(net, bank, options, device)
    net.load_state_dict(averaged)
    torch.save(averaged, options.out.with_suffix(".pt"))
    write(net.cpu().eval(), options.out)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--out", type=Path, default=Path("seals.onnx"))
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--photos", type=Path, help="folder of pictures without stamps, as negatives")
    parser.add_argument("--pages", type=Path, help="what samples.training.pages wrote: real layouts with truth")
    parser.add_argument("--hands", type=Path, help="what samples.training.handwriting wrote")
    parser.add_argument("--sheets", type=int, default=700)
    parser.add_argument("--stamps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def make_bank(rng: random.Random, options: Any) -> Bank:
    photos = []
    if options.photos:
        found = (cv2.imread(str(path)) for path in sorted(options.photos.iterdir()))
        photos = [p for p in found if p is not None and min(p.shape[:2]) > 100]
    if options.hands:
        distractors.HANDS.extend(pickle.loads(options.hands.read_bytes()))  # noqa: S301
    drawn = [sheets.draw(rng, LONG_SIDE, photos) for _ in range(options.sheets)]
    marks: list[Any] = [()] * len(drawn)
    if options.pages:
        with options.pages.open("rb") as file:
            for sheet, known in pickle.load(file):  # noqa: S301
                drawn.append(sheet)
                marks.append(known)
    pressed = [stamps.any_stamp(rng) for _ in range(options.stamps)]
    return Bank(drawn, pressed, wear.Clouds(rng), marks)


def _batches(bank: Bank, options: Any, into: queue.Queue[Any]) -> None:
    rng = random.Random(options.seed + 1)
    while True:
        pictures: list[Any] = []
        targets: list[Target] = []
        while len(pictures) < options.batch:
            picture, marks = crops.example(rng, bank)
            pictures.append(picture.transpose(2, 0, 1))
            targets.append(crops.target(marks))
        stacked = {
            f.name: torch.from_numpy(np.stack([getattr(t, f.name) for t in targets]))
            for f in dataclasses.fields(Target)
        }
        into.put((torch.from_numpy(np.stack(pictures)), stacked))


def train(net: SealNet, bank: Bank, options: Any, device: torch.device) -> dict[str, torch.Tensor]:
    """Returns the moving average of the weights."""
    waiting: queue.Queue[Any] = queue.Queue(4)
    threading.Thread(target=_batches, args=(bank, options, waiting), daemon=True).start()
    averaged = {k: v.clone() for k, v in net.state_dict().items()}
    optimiser = torch.optim.AdamW(net.parameters(), options.rate, weight_decay=0.02)
    start, step, sums = time.monotonic(), 0, np.zeros(4)
    while (share := (time.monotonic() - start) / options.minutes / 60) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 40) * (0.02 + 0.49 * (1 + math.cos(math.pi * share)))
        pictures, wanted = waiting.get()
        x = (pictures.to(device).float() / 255).to(memory_format=torch.channels_last)
        target = {k: v.to(device) for k, v in wanted.items()}
        with torch.autocast(device.type, torch.bfloat16):
            y = net(x)
        whole, parts = loss(y.float(), target)
        optimiser.zero_grad()
        whole.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        step += 1
        sums += parts
        _average(averaged, net, step)
        if step % 50 == 0:
            heat, box, region, labels = sums / 50
            spent = time.monotonic() - start
            _say(f"{step} {spent:.0f}s heat {heat:.3f} box {box:.3f} region {region:.3f} labels {labels:.3f}")
            sums[:] = 0
        if step % 400 == 0:
            torch.save(averaged, options.out.with_suffix(".part.pt"))
    return averaged


def _average(averaged: dict[str, torch.Tensor], net: SealNet, step: int) -> None:
    keep = min(0.997, step / (step + 20))
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                averaged[name].mul_(keep).add_(value, alpha=1 - keep)
            else:
                averaged[name].copy_(value)


def write(net: SealNet, path: Path) -> None:
    net.final = True
    torch.onnx.export(
        net.to(memory_format=torch.contiguous_format),
        (torch.rand(1, 3, LONG_SIDE, 640),),
        str(path),
        input_names=["image"],
        output_names=["planes"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={"image": {2: "h", 3: "w"}, "planes": {2: "h4", 3: "w4"}},
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
