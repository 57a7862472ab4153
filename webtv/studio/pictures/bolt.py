"""Lightning: forked bolts that flash up and fade."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures.canvas import Frame, Picture

_PERIOD_S = 1.9
_GLOW = np.array([0.72, 0.78, 1.15], np.float32)


class Lightning:
    """Bolts of one storm, one every two seconds or so."""

    def __init__(self, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        self._offset = float(rng.uniform(0.2, 0.9))
        self._bolts = [_fork(frame, rng) for _ in range(4)]

    def draw(self, picture: Picture, time_s: float, horizon: float) -> None:
        """Light up the sky above `horizon` (a row) as at `time_s`."""
        since = time_s + self._offset
        age = since % _PERIOD_S
        strength = float(np.exp(-age * 3.2) * (0.75 + 0.25 * np.cos(age * 17.0)))
        if strength < 0.01:
            return
        bolt, middle = self._bolts[int(since / _PERIOD_S) % len(self._bolts)]
        rows = int(np.clip(horizon, 1, self._frame.height))
        x = (np.arange(self._frame.width, dtype=np.float32) - middle) / self._frame.height
        sheet = np.exp(-np.abs(x) * 2.6)[None, :, None]
        picture[:rows] *= 1.0 + 1.6 * strength * sheet
        picture[:rows] += 0.03 * strength * sheet * _GLOW
        picture[:rows] += (strength * 2.4) * bolt[:rows, :, None] * _GLOW


def _fork(frame: Frame, rng: np.random.Generator) -> tuple[Picture, float]:
    """A bolt with branches as brightness, and its column."""
    ink = np.zeros((frame.height, frame.width), np.uint8)
    middle = float(rng.uniform(0.15, 0.85)) * frame.width
    step = frame.height / 46.0

    def grow(x: float, y: float, lean: float, width: int, level: int, length: int) -> None:
        for _ in range(length):
            lean = 0.8 * lean + float(rng.normal(0, 0.55))
            nx, ny = x + lean * step, y + step * float(rng.uniform(0.7, 1.3))
            cv2.line(
                ink,
                (int(x * 8), int(y * 8)),
                (int(nx * 8), int(ny * 8)),
                level,
                width,
                cv2.LINE_AA,
                3,
            )
            x, y = nx, ny
            if width > 1 and rng.random() < 0.16:
                grow(x, y, lean + float(rng.choice((-1.6, 1.6))), 1, int(level * 0.6), length // 2)

    grow(middle, -4.0, 0.0, 2, 255, 44)
    core = ink.astype(np.float32) / 255.0
    glow = cv2.GaussianBlur(core, (0, 0), 5.0 * frame.unit)
    return np.asarray(core * 2.0 + glow * 1.6, np.float32), middle
