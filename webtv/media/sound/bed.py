"""Music cut to a programme's length, and the room it stands in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from webtv.errors import MediaError
from webtv.media.sound.loudness import (
    RATE,
    STEP,
    Sound,
    at_loudness,
    decode,
    in_steps,
    integrated,
    k_weighted,
    lufs,
)

FADE_IN_S = 0.05
FADE_OUT_S = 0.2
"""Music goes on to the very end, and the next item's begins at once: a join is no hole."""

TAIL_S = 1.5
"""Seconds by which music is ordered longer than its programme: its last chord still rings there."""

INAUDIBLE_LUFS = -55.0
"""Music below this is taken for silence; raising it would only raise noise."""

REST_LU = 20.0
"""So much quieter than the whole of it, music has not begun yet or is over."""

REST_S = 1.0
"""A shorter silence at an end is a breath."""

_SHORTEST_S = 2.0
_SPARE_S = 30.0  # so long may it take to begin
_LOOP_OVERLAP_S = 1.5
_LOOK = 40  # steps: 400 ms, as a momentary meter looks
_ROOM_LUFS = -58.0
_ROOM_S = 10.0
_ROOM_LOWEST_HZ = 30.0


def music_bed(music: Path, samples: int) -> Sound | None:
    """Music of exactly so many samples: from where it begins, repeated if it must be, faded.

    None if there is nothing to hear. Raises `MediaError` if it is no sound file.
    """
    whole = decode(music, longest_s=samples / RATE + _SPARE_S)
    if len(whole) < _SHORTEST_S * RATE:
        raise MediaError(f"{music.name} has no {_SHORTEST_S:.0f} s of sound to use as music")
    heard = sounding(whole, dying_s=0)
    if len(heard) < _SHORTEST_S * RATE:
        return None
    bed = looped(heard, samples)
    rise, fall = round(FADE_IN_S * RATE), round(FADE_OUT_S * RATE)
    bed[:rise] *= np.sqrt(slope(rise))[:, None]
    bed[-fall:] *= np.sqrt(slope(fall))[::-1, None]
    return bed


def room_tone(samples: int) -> Sound:
    """Quiet, low noise: what a silent room sounds like. Music may rest; the sound never stops."""
    return np.resize(_room(), (samples, 2))  # made from a spectrum, it ends as it begins


@cache
def _room() -> Sound:
    """Some seconds of it, always the same."""
    length = round(_ROOM_S * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(7).standard_normal(length))
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    spectrum[hertz < _ROOM_LOWEST_HZ] = 0
    brown = np.fft.irfft(spectrum / np.maximum(hertz, _ROOM_LOWEST_HZ), length)
    tone = np.repeat(brown[:, None], 2, axis=1).astype(np.float32)
    return at_loudness(tone, _ROOM_LUFS)


def sounding(sound: Sound, *, rest_lu: float = REST_LU, dying_s: float = 1.0) -> Sound:
    """`sound` without what it is still or already silent for; nothing if all of it is silence.

    Silent is what stays `rest_lu` below the whole of it. In `dying_s` the last note may die away.
    """
    power = in_steps(k_weighted(sound))
    whole = integrated(power)
    if lufs(whole) < INAUDIBLE_LUFS:
        return sound[:0]
    momentary = np.convolve(power, np.full(_LOOK, 1 / _LOOK), mode="same")
    heard = np.flatnonzero(momentary > whole / 10 ** (rest_lu / 10))
    return sound[heard[0] * STEP : heard[-1] * STEP + round(dying_s * RATE)]


def rests(sound: Sound, *, least_s: float = REST_S) -> tuple[int, int]:
    """How many samples `sound` is silent for at its beginning, and at its end.

    0 where that is less than `least_s`. Silent is what stays `REST_LU` below the whole of it.
    """
    power = in_steps(k_weighted(sound))
    whole = integrated(power)
    momentary = np.convolve(power, np.full(_LOOK, 1 / _LOOK), mode="same")
    heard = np.flatnonzero(momentary > whole / 10 ** (REST_LU / 10))
    if not heard.size:
        return 0, 0
    before, after = int(heard[0]) * STEP, max(0, len(sound) - (int(heard[-1]) + 1) * STEP)
    least = round(least_s * RATE)
    return before if before >= least else 0, after if after >= least else 0


def looped(sound: Sound, samples: int) -> Sound:
    """`sound` repeated until it lasts long enough, each repeat crossfaded into the next."""
    if len(sound) >= samples:
        return sound[:samples].copy()
    overlap = min(round(_LOOP_OVERLAP_S * RATE), len(sound) // 4)
    fade = np.sqrt(slope(overlap))[:, None]
    first = sound.copy()
    first[-overlap:] *= fade[::-1]
    again = first.copy()
    again[:overlap] *= fade
    bed = np.zeros((samples, 2), np.float32)
    for at in range(0, samples, len(sound) - overlap):
        part = (again if at else first)[: samples - at]
        bed[at : at + len(part)] += part
    return bed


def slope(samples: int) -> NDArray[np.float32]:
    """A gain that rises from 0 to 1 in so many samples, without a corner at either end."""
    turn = (np.arange(samples) + 0.5) / samples
    rising: NDArray[np.float32] = (0.5 - 0.5 * np.cos(np.pi * turn)).astype(np.float32)
    return rising
