"""Black, frozen, silent, undecodable: what must never air, found by looking and listening."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from webtv.errors import MediaError, RejectedError
from webtv.media.container import MEDIA_ONLY

_STRIDE = 4  # every 4th pixel of every 4th line is enough to judge a picture by


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of quality control, at the levels of ffmpeg's blackdetect and its siblings.

    A picture is black when `black_share` of its pixels are darker than `black_level`; two are the
    same when they differ by less than `frozen_level` on average (both 0..1). Sound is silent below
    `silent_level`. Each may last as many seconds.
    """

    black_level: float = 0.10
    black_share: float = 0.98
    black_s: float = 1.8
    frozen_level: float = 0.001
    frozen_s: float = 1.8
    silent_level: float = 0.001
    silent_s: float = 1.8
    sample_fps: float = 4.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came out of a file that decodes to its end."""

    frames: int
    samples: int


def check_media(
    path: Path, *, thresholds: Thresholds, picture: bool = True, sound: bool = False
) -> Decoded:
    """Decode all of a file and look at its picture, listen to its sound, as asked.

    Raises `RejectedError` with the reason; a file that does not decode is rejected too.
    """
    eye = Eye(thresholds)
    ear = Ear(thresholds)
    try:
        with av.open(str(path), options=MEDIA_ONLY) as container:
            wanted: list[av.VideoStream | av.AudioStream] = []
            if picture:
                wanted += container.streams.video[:1]
            if sound:
                wanted += container.streams.audio[:1]
            if len(wanted) < picture + sound:
                lacks = "picture" if picture and not container.streams.video else "sound"
                raise RejectedError(f"{path.name} has no {lacks}")
            for frame in container.decode(*wanted):
                if not isinstance(frame, (av.VideoFrame, av.AudioFrame)):
                    continue
                if frame.is_corrupt:
                    raise RejectedError(f"{path.name} is damaged at {frame.time or 0:.1f} s")
                if isinstance(frame, av.VideoFrame):
                    eye.see(frame)
                else:
                    ear.hear(frame)
    except FFmpegError as error:
        raise RejectedError(f"{path.name} cannot be decoded: {error.strerror}") from error
    except OSError as error:
        raise MediaError(f"{path} cannot be read: {error.strerror}") from error
    if picture:
        eye.judge(path.name)
    if sound:
        ear.judge(path.name)
    return Decoded(eye.frames, ear.samples)


class Eye:
    """Watches decoded pictures, a few per second, for black and for standing still."""

    def __init__(self, thresholds: Thresholds) -> None:
        self.frames = 0
        self._limits = thresholds
        self._looked_at = -1e9
        self._reference: NDArray[np.float32] | None = None
        self._reference_at = 0.0
        self._black_since: float | None = None
        self._longest_black = 0.0
        self._longest_still = 0.0
        self._first = 0.0
        self._last = 0.0

    def see(self, frame: av.VideoFrame) -> None:
        """Take the next picture."""
        now = frame.time if frame.time is not None else self._last
        if self.frames == 0:
            self._first = now
        self.frames += 1
        self._last = now
        if now - self._looked_at < 1 / self._limits.sample_fps - 1e-6:
            return
        self._looked_at = now
        luma = _luma(frame)
        if np.quantile(luma, self._limits.black_share) <= self._limits.black_level:
            self._black_since = now if self._black_since is None else self._black_since
            self._longest_black = max(self._longest_black, now - self._black_since)
        else:
            self._black_since = None
        if (
            self._reference is not None
            and self._reference.shape == luma.shape
            and np.abs(luma - self._reference).mean() < self._limits.frozen_level
        ):
            self._longest_still = max(self._longest_still, now - self._reference_at)
        else:
            self._reference, self._reference_at = luma, now

    def judge(self, name: str) -> None:
        """Raise `RejectedError` if what was seen must not air."""
        if self.frames == 0:
            raise RejectedError(f"{name} holds no pictures")
        # Between two looks nothing is known, so a short clip counts as still or black as a whole.
        blink = 1 / self._limits.sample_fps
        length = self._last - self._first
        if self._longest_black + blink >= min(self._limits.black_s, length) > 0:
            raise RejectedError(f"{name} is black for {self._longest_black + blink:.1f} s")
        if self._longest_still + blink >= min(self._limits.frozen_s, length) > 0:
            raise RejectedError(f"{name} is frozen for {self._longest_still + blink:.1f} s")


class Ear:
    """Listens to decoded sound for stretches of silence."""

    def __init__(self, thresholds: Thresholds) -> None:
        self.samples = 0
        self._limits = thresholds
        self._quiet_s = 0.0
        self._longest_s = 0.0

    def hear(self, frame: av.AudioFrame) -> None:
        """Take the next block of samples."""
        self.samples += frame.samples
        data = frame.to_ndarray()
        full_scale = 1.0 if data.dtype.kind == "f" else 2.0 ** (8 * data.dtype.itemsize - 1)
        peak = float(np.abs(data.astype(np.float64)).max(initial=0.0)) / full_scale
        if peak < self._limits.silent_level:
            self._quiet_s += frame.samples / frame.sample_rate
            self._longest_s = max(self._longest_s, self._quiet_s)
        else:
            self._quiet_s = 0.0

    def judge(self, name: str) -> None:
        """Raise `RejectedError` if there was silence for too long."""
        if self.samples == 0:
            raise RejectedError(f"{name} holds no sound")
        if self._longest_s >= self._limits.silent_s:
            raise RejectedError(f"{name} is silent for {self._longest_s:.1f} s")


def _luma(frame: av.VideoFrame) -> NDArray[np.float32]:
    """A coarse grid of a picture's brightness, 0 (black) to 1 (white)."""
    limited = frame.format.name in ("yuv420p", "yuv422p", "yuv444p") and frame.color_range != 2
    if not limited:
        frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    rows = np.asarray(memoryview(plane), dtype=np.uint8).reshape(plane.height, plane.line_size)
    grid = rows[::_STRIDE, : plane.width : _STRIDE].astype(np.float32)
    black, span = (16.0, 219.0) if limited else (0.0, 255.0)
    level: NDArray[np.float32] = (grid - black) / span
    return level
