"""From chips second by second to programmes: who is seen from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webtv.media.watermark.code import CHIPS, Chips, chips_of, decode

WINDOWS = (8, 16, 32, 64)
"""Seconds in which an id is looked for together: what is dim takes longer to be read."""

LEAST_LIKENESS = 0.25
"""Of a whole span: by chance it is below 0.2 in ten thousand tries."""

_SHORTEST = 3
_CHANGE = 6.0
"""What a change of programme costs, in nats: one second that is seen badly makes none."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds `start` to `end` of a recording show a programme; `likeness` is from 0 to 1."""

    programme: str
    start: int
    end: int
    likeness: float


def spans(seconds: Sequence[Chips]) -> list[Span]:
    """The programmes in the chips of each second, in order; none where nobody can be sure."""
    if not seconds:
        return []
    seen = np.stack(seconds)
    sums = np.concatenate((np.zeros((1, CHIPS), np.float64), seen.cumsum(0, dtype=np.float64)))
    names = sorted(_ids(sums))
    if not names:
        return []
    known = np.stack([chips for name in names if (chips := chips_of(name)) is not None])
    norms = np.linalg.norm(seen, axis=1, keepdims=True)
    alike = (seen / np.where(norms, norms, 1)) @ known.T
    found = []
    for number, start, end in _runs(_path(alike)):
        whole = sums[end] - sums[start]
        norm = float(np.linalg.norm(whole)) or 1.0
        likeness = float(whole @ known[number]) / norm / CHIPS**0.5
        if end - start >= _SHORTEST and likeness >= LEAST_LIKENESS:
            found.append(Span(names[number], start, end, round(likeness, 3)))
    return found


def _ids(sums: NDArray[np.float64]) -> set[str]:
    """All ids that any window tells."""
    names = set()
    count = len(sums) - 1
    for window in WINDOWS:
        if window > count and window != WINDOWS[0]:
            break
        length = min(window, count)
        starts = [*range(0, count - length, length // 2 or 1), count - length]
        for start in starts:
            decoded = decode((sums[start + length] - sums[start]).astype(np.float32))
            if decoded is not None:
                names.add(decoded.programme)
    return names


def _path(alike: NDArray[np.floating]) -> list[int]:
    """The likeliest programme of each second, -1 for none, by Viterbi's algorithm."""
    count, number = alike.shape
    # A second's likeness is about 1 by chance; of a programme, what its better seconds have.
    typical = np.maximum(1.0, np.quantile(alike, 1 - min(0.5, 4 / count), axis=0) / 2)
    gains = np.concatenate((np.zeros((count, 1)), alike * typical - typical**2 / 2), axis=1)
    scores = gains[0].copy()
    came = np.zeros((count, number + 1), np.intp)
    stay = np.arange(number + 1)
    for at in range(1, count):
        best = int(scores.argmax())
        jump = scores[best] - _CHANGE > scores
        came[at] = np.where(jump, best, stay)
        scores = np.where(jump, scores[best] - _CHANGE, scores) + gains[at]
    state = int(scores.argmax())
    path = [state]
    for at in range(count - 1, 0, -1):
        state = int(came[at, state])
        path.append(state)
    return [state - 1 for state in reversed(path)]


def _runs(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """Stretches of one programme: its number, first second, and the one after the last."""
    found: list[tuple[int, int, int]] = []
    start = 0
    for at in range(1, len(path) + 1):
        if at == len(path) or path[at] != path[start]:
            if path[start] >= 0:
                found.append((path[start], start, at))
            start = at
    return found
