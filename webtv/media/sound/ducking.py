"""Music gives way to a voice: down just before it speaks, up again when it has done.

The gain follows from the voice itself and is known beforehand, so it moves ahead of each word; a
compressor on a side chain would always come late.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from webtv.media.sound.level import applied
from webtv.media.sound.loudness import RATE, STEP, Sound, in_steps, integrated, k_weighted

ATTACK_S = 0.3
"""So long before a word the music begins to go down; it is down when the word begins."""

HOLD_S = 0.7
"""It stays down in pauses about this long."""

RELEASE_S = 1.0
"""So slowly it comes up again."""

_AUDIBLE_LU = 25.0  # what is this far below the voice as a whole is its breath, or noise
_LOOK = 5  # steps: 50 ms

Steps = NDArray[np.float64]


def ducked(bed: Sound, voice: Sound, by_db: float) -> Sound:
    """`bed` turned down by `by_db` wherever `voice`, of the same length, is heard."""
    return applied(bed, 10 ** (-by_db * presence(voice) / 20))


def presence(voice: Sound) -> Steps:
    """How much a voice is there, 0 to 1, for each step of 10 ms; slopes lie outside its words."""
    power = in_steps(k_weighted(voice))
    audible = integrated(power) / 10 ** (_AUDIBLE_LU / 10)
    around = np.convolve(power, np.full(_LOOK, 1 / _LOOK), mode="same")
    heard = np.flatnonzero((around > audible) & (audible > 0))
    there = np.zeros(len(power))
    if not heard.size:
        return there
    at = np.arange(len(power))
    following = heard[np.minimum(np.searchsorted(heard, at), len(heard) - 1)]
    before = heard[np.maximum(np.searchsorted(heard, at, side="right") - 1, 0)]
    seconds = STEP / RATE
    ahead_s = np.where(following >= at, (following - at) * seconds, np.inf)
    since_s = np.where(before <= at, (at - before) * seconds, np.inf)
    down = np.clip(1 - ahead_s / ATTACK_S, 0, 1)
    up = np.clip(1 - (since_s - HOLD_S) / RELEASE_S, 0, 1)
    there = np.maximum(down, up)
    rounded: Steps = 0.5 - 0.5 * np.cos(np.pi * there)
    return rounded
