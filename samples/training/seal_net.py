"""The detector of seals: an encoder to 1/32, a pyramid back to 1/4, one head of 17 planes."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

UNIT = 32.0
"""Pixels that exp(0) of the box planes stands for."""

PLANES = 17
"""0-2 heat of seal, name seal, fingerprint; 3-6 left, top, right, bottom; 7 region; 8-12 shape; 13-16 ink."""


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _conv(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)))


class SealNet(nn.Module):
    """(n, 3, h, w) BGR in [0, 1], h and w multiples of 32, → (n, PLANES, h/4, w/4)."""

    def __init__(self, widths: tuple[int, ...] = (12, 24, 48, 80, 96), join: int = 48) -> None:
        super().__init__()
        a, b, c, d, e = widths
        self.to4 = nn.Sequential(_conv(3, a, 2), _conv(a, b, 2), Residual(b))
        self.to8 = nn.Sequential(_conv(b, c, 2), Residual(c), Residual(c))
        self.to16 = nn.Sequential(_conv(c, d, 2), Residual(d), Residual(d))
        self.to32 = nn.Sequential(_conv(d, e, 2), Residual(e), Residual(e))
        self.side32, self.side16, self.side8 = nn.Conv2d(e, join, 1), nn.Conv2d(d, join, 1), nn.Conv2d(c, join, 1)
        self.up16, self.up8, self.up4 = _conv(join, join), _conv(join, join), nn.Conv2d(join, b, 1)
        last = nn.Conv2d(32, PLANES, 1)
        self.head = nn.Sequential(Residual(b), _conv(b, 32), last)
        self.final = False  # True: probabilities and pixels instead of logits
        assert last.bias is not None
        with torch.no_grad():
            last.bias.zero_()
            last.bias[:3] = -4
            last.bias[7] = -3

    def forward(self, x: Tensor) -> Tensor:
        x4 = self.to4(x)
        x8 = self.to8(x4)
        x16 = self.to16(x8)
        x32 = self.to32(x16)
        y = self.up16(_doubled(self.side32(x32)) + self.side16(x16))
        y = self.up8(_doubled(y) + self.side8(x8))
        out: Tensor = self.head(functional.relu(_doubled(self.up4(y)) + x4))
        if not self.final:
            return out
        heat, box, region = torch.sigmoid(out[:, :3]), torch.exp(out[:, 3:7].clamp(-4, 3)), torch.sigmoid(out[:, 7:8])
        shape, ink = torch.softmax(out[:, 8:13], 1), torch.softmax(out[:, 13:17], 1)
        return torch.cat([heat, box * UNIT, region, shape, ink], 1)


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")


def loss(y: Tensor, wanted: dict[str, Tensor]) -> tuple[Tensor, list[float]]:
    """Focal loss of the heat, GIoU of the boxes, cross-entropy and dice of the region, cross-entropy of the labels.

    `wanted`: the parts of crops.Target by name, with a leading batch axis.
    """
    heat, counted, weight = wanted["heat"], wanted["counted"].float(), wanted["weight"]
    p = torch.sigmoid(y[:, :3]).clamp(1e-4, 1 - 1e-4)
    peak = heat.eq(1).float()
    hit = peak * (1 - p) ** 2 * p.log()
    calm = (1 - peak) * counted[:, None] * (1 - heat) ** 4 * p**2 * (1 - p).log()
    of_heat = -(hit + calm).sum() / peak.sum().clamp(min=1)
    total = weight.sum().clamp(min=1)
    of_box = (_box_loss(torch.exp(y[:, 3:7].clamp(-4, 3)) * UNIT, wanted["box"]) * weight).sum() / total
    region = wanted["region"].float()
    of_region = functional.binary_cross_entropy_with_logits(y[:, 7], region, weight=counted * (1 + 2 * region))
    s = torch.sigmoid(y[:, 7])
    of_dice = 1 - (2 * (s * region).sum() + 1) / (s.sum() + region.sum() + 1)
    shape = functional.cross_entropy(y[:, 8:13], wanted["labels"][:, 0], reduction="none")
    ink = functional.cross_entropy(y[:, 13:17], wanted["labels"][:, 1], reduction="none")
    of_labels = ((shape + ink) * weight).sum() / total
    whole = of_heat + 2 * of_box + of_region + 0.5 * of_dice + 0.3 * of_labels
    return whole, [float(part.detach()) for part in (of_heat, of_box, of_region, of_labels)]


def _box_loss(said: Tensor, wanted: Tensor) -> Tensor:
    """One minus the generalised intersection over union, for boxes given as distances from one point."""
    inner, outer = torch.minimum(said, wanted), torch.maximum(said, wanted)
    both = (inner[:, 0] + inner[:, 2]) * (inner[:, 1] + inner[:, 3])
    one = (said[:, 0] + said[:, 2]) * (said[:, 1] + said[:, 3])
    other = (wanted[:, 0] + wanted[:, 2]) * (wanted[:, 1] + wanted[:, 3])
    union = one + other - both
    hull = (outer[:, 0] + outer[:, 2]) * (outer[:, 1] + outer[:, 3])
    return 1 - both / union + (hull - union) / hull
