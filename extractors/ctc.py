"""How well names fit what the recogniser saw, before it decided on characters.

A worn 市 that loses to a blank by a hair is lost in the decoded text and nearly there in the probabilities. The score
of a name is that of the best path reading *anything, name, anything*, against the best path of all: 0 where the name
is what was read, negative by what has to be given up for it. (CTC: Graves et al. 2006; Viterbi, natural logarithms.)
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.reading import Frame

Array = npt.NDArray[Any]

FLOOR = -7.0
"""Least log probability of a character in one frame: a single bad one must not decide everything."""
MOST = 10
"""Characters kept of one frame."""
DEEP, DEEP_MOST = -10.0, 16
"""The same of lettering that names are held against which differ in a rare character or two, neither of which was read:
how little of each was seen still tells them apart."""

_NEVER = -1e9
_OTHER = 0.25  # what a letter or digit read outside the name costs, as a share of what a Chinese character costs
_TURN_FROM = 0.5  # a ring is read on for this share of a second turn: no name is longer


def compact(
    probabilities: Array, characters: Sequence[str], most: int = MOST, floor: float = FLOOR
) -> tuple[Frame, ...]:
    """(T, C) probabilities, blank first, as frames: the best characters above `floor`, "" for the blank."""
    if not len(probabilities):
        return ()
    # Of all frames at once, for each call costs more than what it looks at; and few characters are heard in any.
    audible = 0.9999 * math.exp(floor)  # few of thousands: their logarithms alone are worth working out
    heard = np.flatnonzero(probabilities.max(0) > audible)
    at, which = np.nonzero(probabilities[:, heard] > audible)
    logs = np.log(probabilities[at, heard[which]])
    order = np.lexsort((-logs, at))  # frame by frame, the best first
    ends = np.searchsorted(at, np.arange(len(probabilities) + 1)).tolist()
    loud, letters = logs[order].tolist(), heard[which[order]].tolist()
    frames = []
    for start, end in itertools.pairwise(ends):
        kept = tuple(
            ("" if letters[i] == 0 else characters[letters[i]], round(loud[i], 2))
            for i in range(start, min(end, start + most))
            if loud[i] > floor
        )
        frames.append(kept or (("", 0.0),))
    return tuple(frames)


def depth(lines: Iterable[tuple[Frame, ...]]) -> float:
    """The floor to compare lines at that were kept down to `DEEP`, or, in readings of old, to `FLOOR` alone."""
    return DEEP if any(value < FLOOR for line in lines for frame in line for _, value in frame) else FLOOR


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Several strips as numbers, padded to one length; of a closed ring, one turn and half of the next."""

    log_probs: Array  # (strips, frames, letters) float32; letter 0 is the blank, 1 a letter no frame holds
    around: Array  # (strips, frames + 1): reading the frames before, as anything
    total: Array  # (strips,): reading all frames as anything, for nothing
    lengths: Array  # (strips,): frames
    turns: Array  # (strips,): frames of one turn
    letters: dict[str, int]
    floor: float = FLOOR  # least log probability told apart

    def labels(self, names: Sequence[str]) -> tuple[Array, Array]:
        """(names, longest) letters and (names,) lengths; 0 beyond a name's end."""
        lengths = np.array([len(name) for name in names], int)
        longest = int(lengths.max(initial=1))
        # Lists are long: their characters as numbers, looked up all at once.
        spelled = np.array(names, f"U{longest}").view(np.uint32).reshape(len(names), longest)
        known = {ord(letter): at for letter, at in self.letters.items() if len(letter) == 1}
        rows = np.ones(max(int(spelled.max(initial=0)), *known, 0) + 1, int)
        rows[list(known)], rows[0] = list(known.values()), 0
        return rows[spelled], lengths

    def seen(self, strip: int, name: str, at: Array) -> Array:
        """(characters,) log probabilities of a name's characters at their `places`."""
        labels = np.array([self.letters.get(letter, 1) for letter in name])
        frames = np.asarray(at, int)
        return np.asarray(np.maximum(*(self.log_probs[strip, np.maximum(frames - back, 0), labels] for back in (0, 1))))

    def read(self, strip: int, start: int, end: int, least: float = FLOOR) -> str:
        """What the frames [start, end) of one strip read freely, without characters below log probability `least`."""
        seen = self.log_probs[strip, max(0, start - 1) : min(end, int(self.lengths[strip]))]
        best, sure = seen.argmax(1), seen.max(1, initial=FLOOR) >= least
        spelled = {at: letter for letter, at in self.letters.items()}
        pairs = zip(itertools.pairwise(best), sure[1:], strict=True)
        return "".join(spelled.get(int(now), "") for (before, now), heard in pairs if now and now != before and heard)

    def heard(self, strip: int, start: int, end: int) -> list[dict[str, float]]:
        """The characters kept of each of the frames [start, end) of one strip, with their probabilities."""
        spelled = {at: letter for letter, at in self.letters.items()}
        rows = self.log_probs[strip, max(0, start) : min(end, int(self.lengths[strip]))]
        return [
            {spelled[int(at)]: float(np.exp(row[at])) for at in np.flatnonzero(row > FLOOR) if int(at) in spelled}
            for row in rows
        ]


def look(strips: Sequence[tuple[tuple[Frame, ...], bool]], toll: float, floor: float = FLOOR) -> Looks:
    """Strips, each its frames and whether it is a closed ring.

    Args:
        toll: what a character outside the name costs.
        floor: least log probability of a character in one frame.
    """
    heard = (pair for frames, _ in strips for frame in frames for pair in frame)
    seen = dict.fromkeys(letter for letter, value in heard if value > floor)
    letters = {"": 0, **{letter: at for at, letter in enumerate((c for c in seen if c), start=2)}}
    turned = [
        (frames + frames[: round(_TURN_FROM * len(frames))] if closed else frames, len(frames))
        for frames, closed in strips
    ]
    longest = max((len(frames) for frames, _ in turned), default=1)
    log_probs = np.full((len(turned), longest, len(letters) + 1), floor, np.float32)
    around = np.zeros((len(turned), longest + 1))
    total = np.zeros(len(turned))
    for at, (frames, turn) in enumerate(turned):
        for t, frame in enumerate(frames):
            for letter, value in frame:
                if value > floor:
                    log_probs[at, t, letters[letter]] = max(value, log_probs[at, t, letters[letter]])
        free = np.array([frame[0][1] for frame in frames])
        steps = free - _tolls(frames, toll)
        around[at, 1 : len(frames) + 1] = np.cumsum(steps)
        around[at, len(frames) + 1 :] = around[at, len(frames)]
        # Of a ring, what is beyond one turn is read a second time: that costs nothing.
        total[at] = free[:turn].sum() + steps[turn:].sum()
    return Looks(
        log_probs,
        around,
        total,
        np.array([len(frames) for frames, _ in turned], int),
        np.array([turn for _, turn in turned], int),
        letters,
        floor,
    )


def _tolls(frames: tuple[Frame, ...], toll: float) -> Array:
    """What reading each frame as no part of the name costs, beside its probability."""
    best = [frame[0] for frame in frames]
    before = ["", *(letter for letter, _ in best[:-1])]
    return np.array(
        [
            (toll if "一" <= letter <= "鿿" else _OTHER * toll) * float(np.exp(value))
            if letter and letter != previous
            else 0.0
            for (letter, value), previous in zip(best, before, strict=True)
        ]
    )


def bounds(looks: Looks, names: Sequence[str]) -> Array:
    """(names,): no name scores better on any strip than its characters' best frames, in any order and of any strip."""
    if not names or not len(looks.lengths):
        return np.full(len(names), _NEVER)
    labels, _ = looks.labels(names)
    best = _lost(looks).max((0, 1))
    best[0] = 0.0  # the padding of shorter names
    return np.asarray(best[labels].sum(1))


def bounds_each(looks: Looks, names: Sequence[str]) -> Array:
    """(strips, names): no name scores better on a strip than its characters' best frames there, in any order."""
    if not names or not len(looks.lengths):
        return np.full((len(looks.lengths), len(names)), _NEVER)
    labels, _ = looks.labels(names)
    best = _lost(looks).max(1)
    best[:, 0] = 0.0  # the padding of shorter names
    return np.asarray(best[:, labels].sum(2))


def _lost(looks: Looks) -> Array:
    """(strips, frames, letters): what each character costs there against the best one."""
    lost = looks.log_probs - looks.log_probs.max(2, keepdims=True)
    lost[np.arange(lost.shape[1]) >= looks.lengths[:, None]] = looks.floor
    return np.asarray(lost)


def fit(looks: Looks, names: Sequence[str], wanted: npt.NDArray[np.bool_] | None = None) -> Array:
    """(strips, names) log-likelihood ratios, at most 0, of reading each name somewhere on each strip.

    `wanted`: (strips, names), the pairs to be looked at; others come out as if nothing of the name were there.
    """
    scores = np.full((len(looks.lengths), len(names)), _NEVER)
    pairs = np.argwhere(wanted) if wanted is not None else np.argwhere(scores < 0)
    if not len(pairs):
        return scores
    strips, which = pairs[np.argsort(-looks.lengths[pairs[:, 0]], kind="stable")].T  # the short ones end first
    labels, lengths = looks.labels(names)
    labels, last = labels[which], lengths[which] - 1
    going = np.searchsorted(-looks.lengths[strips], -np.arange(looks.log_probs.shape[1]), side="left")
    whole = looks.around[strips, looks.lengths[strips]]
    # Paths that end on a character, and on the blank behind it: two arrays, for the blank needs no letter looked up.
    leap = np.where(labels[:, 1:] != labels[:, :-1], 0.0, _NEVER).astype(np.float32)
    said = np.full(labels.shape, _NEVER, np.float32)
    paused, moved, heard, leapt = said.copy(), said.copy(), said.copy(), said[:, 1:].copy()
    best = np.full(len(pairs), _NEVER)
    frames = looks.log_probs.reshape(-1)
    at = strips[:, None] * looks.log_probs[0].size + labels
    for t, n in enumerate(going):
        on, rows = strips[:n], np.arange(n)
        np.maximum(said[:n, 0], looks.around[on, t], out=moved[:n, 0])
        np.maximum(said[:n, 1:], paused[:n, :-1], out=moved[:n, 1:])
        np.add(said[:n, :-1], leap[:n], out=leapt[:n])
        np.maximum(moved[:n, 1:], leapt[:n], out=moved[:n, 1:])
        np.maximum(paused[:n], said[:n], out=paused[:n])
        paused[:n] += looks.log_probs[on, t, 0, None]
        np.take(frames, at[:n], out=heard[:n], mode="clip")
        at[:n] += looks.log_probs.shape[2]
        np.add(moved[:n], heard[:n], out=said[:n])
        np.maximum(best[:n], said[rows, last[:n]] + (whole[:n] - looks.around[on, t + 1]), out=best[:n])
    scores[strips, which] = np.minimum(best - looks.total[strips], 0.0)
    return scores


def places(looks: Looks, strip: int, name: str) -> tuple[int, ...]:
    """The frames at which the characters of `name` stand on one strip, by the best path; a character's last frame."""
    labels = [looks.letters.get(letter, 1) for letter in name]
    states = [0, *(label for one in labels for label in (one, 0))]
    leap = np.array([i >= 3 and i % 2 == 1 and states[i] != states[i - 2] for i in range(len(states))])
    length = int(looks.lengths[strip])
    emitted = looks.log_probs[strip][:length][:, states]
    around, whole = looks.around[strip], looks.around[strip][length]
    moved = np.full((3, len(states)), _NEVER)  # from the same state, from the one before, from the character before
    paths = moved[0]
    came = np.zeros((length, len(states)), int)
    best, best_end = _NEVER, 0
    for t in range(length):
        moved[0], moved[1, 1:] = paths, paths[:-1]
        np.copyto(moved[2, 2:], paths[:-2], where=leap[2:])
        came[t] = moved.argmax(0)
        paths = moved.max(0)
        if around[t] > paths[1]:
            paths[1], came[t, 1] = around[t], -1
        paths = paths + emitted[t]
        if paths[-2] + whole - around[t + 1] > best:
            best, best_end = float(paths[-2] + whole - around[t + 1]), t
    at, state, found = best_end, len(states) - 2, {len(name) - 1: best_end}
    while (step := int(came[at, state])) >= 0 and at > 0:
        state -= step
        at -= 1
        if state % 2 == 1:
            found.setdefault(state // 2, at)
    return tuple(found.get(i, best_end) for i in range(len(name)))
