"""Measures decoded sound, block by block."""

from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

from webtv.media.quality.measures import Found, SoundMeasures

_SILENT_LEVEL = 0.001
_QUIET_LEVEL = 10 ** (-50 / 20)
_FULL_SCALE = 0.997
"""Share of full scale from which a sample counts as clipped: -0.03 dBFS."""


class SoundMeter:
    """Measures the sound of one track, given in order."""

    def __init__(self) -> None:
        self._samples = 0
        self._at_s = 0.0
        self._quiet_s = 0.0
        self._silent = Found()
        self._soft_s = 0.0
        self._heard = 0
        self._clipped = 0
        self._worst = (0, 0.0)

    def add(self, frame: av.AudioFrame) -> None:
        """Take the next block of samples."""
        self._samples += frame.samples
        levels = _levels(frame)
        length_s = frame.samples / frame.sample_rate
        if levels.max(initial=0.0) < _SILENT_LEVEL:
            self._quiet_s += length_s
            middle_s = self._at_s + length_s - self._quiet_s / 2
            self._silent = max(self._silent, Found(self._quiet_s, middle_s), key=lambda f: f.value)
        else:
            self._quiet_s = 0.0
        if levels.size and np.sqrt(np.square(levels).mean()) < _QUIET_LEVEL:
            self._soft_s += length_s
        # One sample at the top is a peak; three in a row are a wave that was cut off.
        hot = levels >= _FULL_SCALE
        clipped = int(np.count_nonzero(hot[:, 2:] & hot[:, 1:-1] & hot[:, :-2]))
        self._heard += levels.size
        self._clipped += clipped
        self._worst = max(self._worst, (clipped, self._at_s))
        self._at_s += length_s

    def measures(self) -> SoundMeasures:
        """What was heard."""
        return SoundMeasures(
            samples=self._samples,
            length_s=self._at_s,
            silent=self._silent,
            quiet=self._soft_s / self._at_s if self._at_s else 0.0,
            clipped=Found(self._clipped / max(1, self._heard), self._worst[1]),
        )


def _levels(frame: av.AudioFrame) -> NDArray[np.float32]:
    """The size of every sample, 1 being full scale; one row for each channel."""
    data = frame.to_ndarray()
    if not frame.format.is_planar:
        data = data.reshape(-1, frame.layout.nb_channels).T
    if data.dtype.kind == "u":  # 8 bits: silence is in the middle
        return np.asarray(np.abs(data.astype(np.float32) - 128) / 128, np.float32)
    full_scale = 1.0 if data.dtype.kind == "f" else 2.0 ** (8 * data.dtype.itemsize - 1)
    return np.asarray(np.abs(data.astype(np.float32)) / full_scale, np.float32)
