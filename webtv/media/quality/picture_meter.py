"""Measures decoded pictures, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from webtv.media.fingerprint import SIDE, fingerprint
from webtv.media.quality.blocks import blockiness
from webtv.media.quality.border import Border
from webtv.media.quality.cuts import cuts
from webtv.media.quality.flicker import ZONES, flicker
from webtv.media.quality.measures import Found, PictureMeasures
from webtv.media.quality.motion import rest, unevenness
from webtv.media.quality.sharpness import sharpness

LOOKS_PER_S = 4.0
"""Most is measured in so many pictures of a second; flicker in all of them."""

_STRIDE = 4  # every 4th pixel of every 4th line is enough to judge brightness and change by
_BLACK_LEVEL = 0.10
_BLACK_SHARE = 0.98
_FROZEN_LEVEL = 0.001
"""As ffmpeg's blackdetect (pixel_black_th, picture_black_ratio_th) and freezedetect (noise)."""

_SHARPNESS_EVERY = 4
"""Sharpness hardly changes: one look of so many is enough."""

_MOVING_SHARE = 0.05
_GRAY = "gray16le"  # with 8 bits, rounding would be as large as the change that is looked for

Luma = NDArray[np.uint8]
Pixels = NDArray[np.uint8]
"""Some pixels of a picture's brightness, as they are coded."""


class PictureMeter:
    """Measures the pictures of one track, given in order."""

    def __init__(self) -> None:
        self._frames = 0
        self._first_s = self._last_s = 0.0
        self._looked_s = float("-inf")
        self._scaler = VideoReformatter()
        self._dark = _Stretch()
        self._still = _Stretch()
        self._moved_s: float | None = None
        self._reference: Pixels | None = None
        self._before: Pixels | None = None
        self._steps: list[float] = []
        self._looked_at: Pixels | None = None
        self._rests: list[float] = []
        self._sharpness: list[float] = []
        self._coarse: list[tuple[float, NDArray[np.float32]]] = []
        self._zones: list[tuple[float, NDArray[np.float64]]] = []
        self._blocks = Found()
        self._border = Border()

    def add(self, frame: av.VideoFrame) -> None:
        """Take the next picture."""
        now = frame.time if frame.time is not None else self._last_s
        if self._frames == 0:
            self._first_s = now
        self._frames += 1
        self._last_s = now
        at_s = now - self._first_s
        luma, levels = _luma(frame)
        grid = luma[::_STRIDE][:, ::_STRIDE].copy()
        self._zones.append((at_s, levels.of(_zone_means(grid))))
        if self._frames > 1:
            self._steps.append(levels.apart(grid, self._before))
        self._before = grid
        # A hair less than the step, so that rounded time stamps do not skip every other look.
        if at_s - self._looked_s >= 1 / LOOKS_PER_S - 1e-3:
            self._looked_s = at_s
            self._look(at_s, frame, luma, grid, levels)

    def measures(self) -> PictureMeasures:
        """What was seen."""
        length_s = self._last_s - self._first_s
        times, steps = [at_s for at_s, _ in self._zones], np.asarray(self._steps)
        return PictureMeasures(
            frames=self._frames,
            length_s=length_s,
            brightest=max((float(levels.max()) for _, levels in self._zones), default=0.0),
            # Between two looks nothing is known, so a stretch lasts up to the next one.
            black=self._dark.longest(blink_s=1 / LOOKS_PER_S),
            frozen=self._still.longest(blink_s=1 / LOOKS_PER_S),
            head_s=length_s if self._moved_s is None else self._moved_s,
            change=self._change(),
            flicker=flicker(self._zones),
            blocks=self._blocks,
            unevenness=unevenness(times, steps),
            rest=rest(np.asarray(self._rests)),
            cuts_s=cuts(times, steps, self._coarse),
            sharpness=sum(self._sharpness) / max(1, len(self._sharpness)),
            border=self._border.widest(),
            fingerprint=fingerprint(self._coarse, length_s=length_s),
        )

    def _look(
        self, at_s: float, frame: av.VideoFrame, luma: Luma, grid: Pixels, levels: _Levels
    ) -> None:
        if np.mean(grid <= levels.coded(_BLACK_LEVEL)) >= _BLACK_SHARE:
            self._dark.goes_on(at_s)
        else:
            self._dark.ends()
        if self._reference is not None and levels.apart(grid, self._reference) < _FROZEN_LEVEL:
            self._still.goes_on(at_s)
        else:
            if self._reference is not None and self._moved_s is None:
                self._moved_s = at_s
            self._reference = grid
            self._still.ends()
            self._still.goes_on(at_s)
        if self._looked_at is not None:
            self._rests.append(levels.apart(grid, self._looked_at))
        self._looked_at = grid
        if len(self._coarse) % _SHARPNESS_EVERY == 0:
            self._sharpness.append(sharpness(luma))
        small = self._scaler.reformat(frame, SIDE, SIDE, _GRAY, interpolation=Interpolation.AREA)
        self._coarse.append((at_s, np.divide(small.to_ndarray(), 65535, dtype=np.float32)))
        self._border.see(at_s, luma)
        self._blocks = max(
            self._blocks,
            Found(blockiness(luma, above=self._blocks.value), at_s),
            key=lambda f: f.value,
        )

    def _change(self) -> Found:
        """The change within a second, or in a shorter clip within all of it."""
        apart = min(round(LOOKS_PER_S), len(self._coarse) - 1)
        if apart < 1:
            return Found()
        steps = [
            Found(float(np.quantile(np.abs(after - before), 1 - _MOVING_SHARE)), at_s)
            for (_, before), (at_s, after) in zip(self._coarse, self._coarse[apart:], strict=False)
        ]
        mean = sum(step.value for step in steps) / len(steps)
        return Found(mean, min(steps, key=lambda step: step.value).at_s)


class _Stretch:
    """The longest time that something lasts without a break."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._longest: tuple[float, float] | None = None

    def goes_on(self, at_s: float) -> None:
        self._since_s = at_s if self._since_s is None else self._since_s
        if self._longest is None or at_s - self._since_s > self._longest[1] - self._longest[0]:
            self._longest = (self._since_s, at_s)

    def ends(self) -> None:
        self._since_s = None

    def longest(self, *, blink_s: float) -> Found:
        if self._longest is None:
            return Found()
        since_s, until_s = self._longest
        return Found(until_s - since_s + blink_s, (since_s + until_s) / 2)


@dataclass(frozen=True, slots=True)
class _Levels:
    """How brightness is coded: the value of black, and how far white is from it."""

    black: float
    span: float

    def coded(self, level: float) -> float:
        """A level from 0 (black) to 1 (white) as it is coded."""
        return self.black + level * self.span

    def of(self, coded: NDArray[np.float64]) -> NDArray[np.float64]:
        """Levels of 0 to 1."""
        return (coded - self.black) / self.span

    def apart(self, grid: Pixels, other: Pixels | None) -> float:
        """How much two pictures differ on average; pictures of different sizes differ wholly."""
        if other is None or other.shape != grid.shape:
            return 1.0
        apart = np.maximum(grid, other)
        apart -= np.minimum(grid, other)
        return float(apart.sum(dtype=np.uint32)) / grid.size / self.span


_LIMITED = _Levels(16.0, 219.0)
_FULL = _Levels(0.0, 255.0)


def _luma(frame: av.VideoFrame) -> tuple[Luma, _Levels]:
    """The brightness of every pixel, and how it is coded."""
    limited = frame.format.name in ("yuv420p", "yuv422p", "yuv444p") and frame.color_range != 2
    if not limited:
        frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    rows = np.asarray(memoryview(plane), dtype=np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width], _LIMITED if limited else _FULL


def _zone_means(grid: Pixels) -> NDArray[np.float64]:
    """The mean of each of `ZONES` x `ZONES` parts of a picture."""
    tall = [part.sum(axis=0, dtype=np.uint32) for part in np.array_split(grid, ZONES)]
    sums = np.add.reduceat(np.stack(tall), _starts(grid.shape[1]), axis=1, dtype=np.float64)
    return sums.ravel() * ZONES * ZONES / grid.size


def _starts(length: int) -> NDArray[np.intp]:
    return np.arange(ZONES) * length // ZONES
