"""The trained net of roles: what each character of a page belongs to, by what is written and where it stands.

Made by samples/training/train_roles.py; weights, provenance and licence lie in `weights/` beside this file. It is small
enough to be computed with numpy alone, so whoever takes documents together loads no runtime for nets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from extractors import models
from extractors.reading import DateRole, Kind, Line, Page, PhysicianRole
from extractors.roles.features import Features, Floats, Indices, features

NOTHING, DIAGNOSIS, DIAGNOSIS_ON, NAME, NAME_ON, CONCLUSION, FINDINGS = range(7)
"""What a character may belong to; a diagnosis and a signer's name begin with one tag and go on with another."""
SIGNERS = (
    PhysicianRole.ATTENDING, PhysicianRole.SUPERVISING, PhysicianRole.REQUESTING, PhysicianRole.TESTING,
    PhysicianRole.REPORTING, PhysicianRole.REVIEWING, PhysicianRole.PRESCRIBING, PhysicianRole.DISPENSING,
    PhysicianRole.RECORDING, PhysicianRole.APPROVING,
)  # fmt: skip
"""In what role somebody signs, in the order of the net's second answer."""
DATES: tuple[DateRole | None, ...] = (*DateRole, None)
"""What a date stands for, in the order of the net's third answer; None: it is told, and no date of the paper's own."""
KINDS = tuple(kind for kind in Kind if kind not in (Kind.UNKNOWN, Kind.PHOTO))
"""What a page may be, in the order of the net's answer."""
MOST = 0.35
"""No confidence of what the net alone finds is above this: on the curves it is right less than half the time (which
tests hold it to), and nothing of which that is said makes a rule pass or fail, not even two that agree."""
SOURCE = "据上下文识别"
"""Stands for the label of what no printed label that anybody knows tells."""
MOST_LINES = 400
"""Pages of more lines are no paper the net was trained for: it says nothing of them."""

_HEADS = 4
_STEPS = (1, 2, 4)  # characters between those that a layer looks at together
_REACH = 5
_NEAR = 7  # steps of distance between lines that are told apart, on a scale of logarithms
_ORDER = 16  # lines before and behind that are told apart
_PAGE = 30  # text heights: what a page's measures are told in
_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Tagged:
    """A line with what the net takes its characters for."""

    line: Line
    tags: Floats  # (characters, 7) probabilities
    signers: Floats  # (characters, 10) probabilities of roles, where it is a signer's name
    dates: Floats  # (characters, 23) probabilities of what a date stands for, where it is one

    @property
    def diagnosing(self) -> Floats:
        """How likely each character belongs to a diagnosis."""
        return _sum(self.tags[:, DIAGNOSIS], self.tags[:, DIAGNOSIS_ON])

    @property
    def naming(self) -> Floats:
        """How likely each character belongs to a signer's name."""
        return _sum(self.tags[:, NAME], self.tags[:, NAME_ON])


@lru_cache(maxsize=64)  # several extractors ask for the same few pages
def tagged(page: Page) -> tuple[Tagged, ...]:
    """The page's own lines in reading order, those of seals left out. Raises ModelError."""
    lines = _asked(page)
    if not lines:
        return ()
    arrays, alphabet = _weights()
    ends = np.cumsum([len(line.text) for line in lines])[:-1]
    said = [np.split(each, ends) for each in answer(features(lines, alphabet), arrays)]
    return tuple(map(Tagged, lines, *said))


def kinds(page: Page) -> Floats | None:
    """Probabilities of what the page is, in the order of KINDS; None where it is asked nothing. Raises ModelError."""
    lines = _asked(page)
    if not lines:
        return None
    arrays, alphabet = _weights()
    return _softmax(_linear(summary(features(lines, alphabet), arrays), arrays, "k"))


def _asked(page: Page) -> list[Line]:
    lines = [line for line in page.lines if line.text and not line.in_seal]
    return lines if len(lines) <= MOST_LINES else []


@cache
def _weights() -> tuple[Mapping[str, Floats], Mapping[str, int]]:
    with np.load(models.weights(models.ROLES)) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "alphabet"}
        alphabet = {chr(code): at + 2 for at, code in enumerate(stored["alphabet"])}
    return arrays, alphabet


def answer(page: Features, w: Mapping[str, Floats]) -> tuple[Floats, Floats, Floats]:
    """Probabilities of tags, of signers' roles and of dates', each character's; `w`: weights by the names they were
    trained under."""
    x, lines = _seen(page, w)
    x = x + _linear(lines, w, "down")[page.lines]
    for n, step in enumerate(_STEPS):
        x = _along(x, w, f"b.{n}", step)
    x = _normed(x, w, "n")
    return _softmax(_linear(x, w, "o")), _softmax(_linear(x, w, "r")), _softmax(_linear(x, w, "d"))


def summary(page: Features, w: Mapping[str, Floats]) -> Floats:
    """Of the whole page: the mean and the highest of what the net makes of its lines."""
    _, lines = _seen(page, w)
    return np.asarray(np.concatenate([lines.mean(0), lines.max(0)]), np.float32)


def _seen(page: Features, w: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """What the net makes of each character along the text, and then of each line among the others."""
    x = _linear(np.concatenate([w["e.weight"][page.characters], page.places], 1), w, "p")
    for n, step in enumerate(_STEPS):
        x = _along(x, w, f"a.{n}", step)
    return x, _among(_pooled(x, page.lines, len(page.boxes)), page.boxes, w)


def _along(x: Floats, w: Mapping[str, Floats], name: str, step: int) -> Floats:
    """Characters look at their neighbours along the text."""
    y = np.pad(_normed(x, w, f"{name}.n"), ((2 * step, 2 * step), (0, 0)))
    kernel = w[f"{name}.c.weight"]  # (out, in, reach)
    taken = np.zeros_like(x) + w[f"{name}.c.bias"]
    for k in range(_REACH):
        taken += y[k * step : k * step + len(x)] @ kernel[:, :, k].T
    return _sum(x, _linear(np.maximum(taken, 0), w, f"{name}.l"))


def _pooled(x: Floats, lines: Indices, n: int) -> Floats:
    """Each line by the highest and the mean of its characters."""
    starts = np.searchsorted(lines, np.arange(n))
    highest = np.maximum.reduceat(x, starts)
    mean = np.add.reduceat(x, starts) / np.bincount(lines, minlength=n)[:, None]
    return np.asarray(np.concatenate([highest, mean], 1), np.float32)


def _among(pooled: Floats, boxes: Floats, w: Mapping[str, Floats]) -> Floats:
    """Lines look at all others of the page, by what they say and how they stand to each other."""
    x = _sum(_linear(pooled, w, "up"), _linear(np.asarray(boxes / _PAGE, np.float32), w, "g"))
    near = _distance(boxes[:, 0]) * (2 * _NEAR + 1) + _distance(boxes[:, 1])
    number = np.arange(len(boxes))
    order = np.clip(number[:, None] - number[None], -_ORDER, _ORDER) + _ORDER
    bias: Floats = (w["j.weight"][near] + w["be.weight"][order]).transpose(2, 0, 1)
    for n in range(len(bias) // _HEADS):
        x = _attended(x, bias[_HEADS * n : _HEADS * (n + 1)], w, f"t.{n}")
    return x


def _distance(at: Floats) -> Indices:
    apart = at[:, None] - at[None]
    steps = np.sign(apart) * np.minimum(np.round(np.log2(1 + np.abs(apart) * 2) * 2), _ORDER)
    return np.asarray(np.clip(steps, -_NEAR, _NEAR) + _NEAR, np.int64)


def _attended(x: Floats, bias: Floats, w: Mapping[str, Floats], name: str) -> Floats:
    n, width = x.shape
    parts = _linear(_normed(x, w, f"{name}.n1"), w, f"{name}.q").reshape(n, 3, _HEADS, -1).transpose(1, 2, 0, 3)
    q, k, v = parts
    looks = _softmax(q @ k.transpose(0, 2, 1) / np.sqrt(width // _HEADS) + bias)
    x = x + _linear((looks @ v).transpose(1, 0, 2).reshape(n, width), w, f"{name}.o")
    inner = np.maximum(_linear(_normed(x, w, f"{name}.n2"), w, f"{name}.f.0"), 0)
    return _sum(x, _linear(inner, w, f"{name}.f.2"))


def _sum(a: Floats, b: Floats) -> Floats:
    return np.asarray(a + b, np.float32)


def _linear(x: Floats, w: Mapping[str, Floats], name: str) -> Floats:
    return np.asarray(x @ w[f"{name}.weight"].T + w[f"{name}.bias"], np.float32)


def _normed(x: Floats, w: Mapping[str, Floats], name: str) -> Floats:
    off = x - x.mean(-1, keepdims=True)
    scale = np.sqrt((off * off).mean(-1, keepdims=True) + _EPSILON)
    return np.asarray(off / scale * w[f"{name}.weight"] + w[f"{name}.bias"], np.float32)


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)
