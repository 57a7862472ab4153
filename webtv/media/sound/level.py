"""Brings sound to house loudness at both ends and as a whole, as a patient hand on a fader would.

Joins do not jump in loudness when the last 3 s of everything are as loud as the first 3 s of
everything else. So the short-term loudness is led to the target at both ends and may move away
from it in between, as music does. The gain moves over seconds, so it is not heard to move; only
the limiter, which holds peaks below the ceiling, is faster.

All of it is reckoned in steps of 10 ms, from their power and their peak, and applied once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from webtv.media.sound.loudness import (
    RATE,
    SHORT_TERM_S,
    STEP,
    Sound,
    in_steps,
    integrated,
    k_weighted,
    lufs,
    true_peaks,
)

EDGE_LU = 0.3
"""How near to the target both ends must come."""

WHOLE_LU = 0.4
"""How near the integrated loudness must come."""

MIDDLE_LU = 5.0
"""In between, the short-term loudness may be so far from the target."""

_STEPS_A_SECOND = RATE // STEP
_WINDOW = round(SHORT_TERM_S * _STEPS_A_SECOND)
_FREEDOM_LU = 1.0  # how much of MIDDLE_LU each second from an end gives
_RAMP = 4 * _STEPS_A_SECOND  # from the gain of an end to that of the middle
_HOLD = 3  # steps that the limiter holds before and after a peak
_ROUNDS = 40
_GOOD_LU = 0.02
_MOST_DB = 50.0
_MOMENT = 40  # steps: 400 ms
_STANDS_OUT_LU = 6.0
_SILENCE_LUFS = -60.0
_PIECE = 10 * RATE

Steps = NDArray[np.float64]


def level(sound: Sound, *, target_lufs: float, ceiling_dbtp: float) -> Sound | None:
    """`sound`, at least 6 s of it, at its loudness; None if it has too little to be raised."""
    power = in_steps(k_weighted(sound))
    peaks = np.pad(true_peaks(sound), (0, -len(sound) % STEP)).reshape(-1, STEP).max(axis=1)
    peaks[1:] = np.maximum(peaks[1:], peaks[:-1])  # a peak between two samples belongs to both
    ceiling = 10 ** (ceiling_dbtp / 20)
    first, middle, last = _shares(len(power))
    gain_db = _ride(power, target_lufs)
    for _ in range(_ROUNDS):
        gain = 10 ** (gain_db / 20)
        gain *= _limiter(peaks * gain, ceiling)
        whole, start, end = missing = target_lufs - _loudness(power * gain**2)
        if np.abs(missing).max() <= _GOOD_LU:
            break
        gain_db += whole * middle + start * first + end * last
        gain_db = np.minimum(gain_db, _MOST_DB)
    if max(abs(start), abs(end)) > EDGE_LU or abs(whole) > WHOLE_LU:
        return None
    return applied(sound, gain)


def tamed(sound: Sound) -> Sound:
    """`sound` with its loud moments brought nearer to the rest of it, for what cannot be levelled.

    What is more than 6 LU above the median of all that is heard comes down to that.
    """
    power = in_steps(k_weighted(sound))
    around = np.convolve(power, np.full(_MOMENT, 1 / _MOMENT), mode="same")
    momentary = -0.691 + 10 * np.log10(np.maximum(around, 1e-12))
    heard = momentary[momentary > _SILENCE_LUFS]
    if not heard.size:
        return sound
    over = np.maximum(momentary - (float(np.median(heard)) + _STANDS_OUT_LU), 0)
    held = np.pad(over, _MOMENT, mode="edge")
    most = np.lib.stride_tricks.sliding_window_view(held, 2 * _MOMENT + 1).max(axis=1)
    return applied(sound, 10 ** (-_smooth(most, _MOMENT) / 20))


def _loudness(power: Steps) -> NDArray[np.float64]:
    """Integrated, first 3 s, last 3 s."""
    parts = integrated(power), power[:_WINDOW].mean(), power[-_WINDOW:].mean()
    return np.array([max(lufs(float(part)), -200.0) for part in parts])


def _shares(count: int) -> tuple[Steps, Steps, Steps]:
    """How much of the first window's, the middle's and the last window's gain each step has."""
    ramp = min(_RAMP, count // 2 - _WINDOW)
    into = np.clip((np.arange(count) - _WINDOW) / max(1, ramp), 0, 1)
    first = 0.5 + 0.5 * np.cos(np.pi * into)
    last = first[::-1]
    return first, 1 - first - last, last


def _ride(power: Steps, target_lufs: float) -> Steps:
    """A gain in dB that leads the short-term loudness to the target at the ends."""
    count = len(power)
    total = np.concatenate([[0.0], np.cumsum(power)])
    middle = np.clip(np.arange(count) - _WINDOW // 2, 0, count - _WINDOW)
    short_term = (total[middle + _WINDOW] - total[middle]) / _WINDOW
    floor = max(integrated(power), 1e-12) / 1000  # 30 LU below all of it: what is quieter is rest
    level_lufs = -0.691 + 10 * np.log10(np.maximum(short_term, floor))
    base = target_lufs - lufs(max(integrated(power), 1e-12))
    away = level_lufs + base - target_lufs
    from_end = np.minimum(np.arange(count), np.arange(count)[::-1]) / _STEPS_A_SECOND
    room = np.clip((from_end - SHORT_TERM_S) * _FREEDOM_LU, 0, MIDDLE_LU)
    return base - _smooth(away - np.clip(away, -room, room), _WINDOW)


def _limiter(peaks: Steps, ceiling: float) -> Steps:
    """The gain that holds `peaks` below the ceiling, a little before and after each."""
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    around = np.pad(wanted, _HOLD, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(around, 2 * _HOLD + 1).min(axis=1)
    return _smooth(lowest, 2 * _HOLD - 1)


def _smooth(values: Steps, width: int) -> Steps:
    weights = np.hanning(width + 2)[1:-1]
    around = np.pad(values, (width // 2, (width - 1) // 2), mode="edge")
    return np.convolve(around, weights / weights.sum(), mode="valid")


def applied(sound: Sound, gain: Steps) -> Sound:
    """`sound` with the gain of each step at its middle, and straight lines in between."""
    middles = (np.arange(len(gain)) + 0.5) * STEP - 0.5
    done = sound.copy()
    for start in range(0, len(done), _PIECE):  # in pieces, for the sake of memory
        piece = done[start : start + _PIECE]
        line = np.interp(np.arange(start, start + len(piece)), middles, gain)
        piece *= line.astype(np.float32)[:, None]
    return done
