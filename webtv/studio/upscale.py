"""Enlarge footage to 1024x576 and give it back the fine detail that enlarging cannot.

Per frame: a light edge-keeping denoise removes what the codec of the first pass left behind,
cubic enlargement, then sharpening of the luma in two bands, held inside the local range so that
edges get no halo. On top, fine texture where the picture already has some: a noise field carried
along by the optical flow, so that it sticks to what it lies on instead of shimmering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from webtv.studio import raster
from webtv.studio.raster import Frame, Grey, Motion, Plane

WIDTH, HEIGHT = 1024, 576

_FLOW_SCALE = 4
"""The texture's motion is measured at a quarter of the output size."""

_FINE, _BROAD = 1.6, 0.2
"""Strengths of the two sharpening bands, radius 1 and 2.4 pixels."""

_NOISE = 1.0
"""Levels (of 255) of detail that are taken for noise of the first pass."""

_TEXTURE = 5.0
"""Levels (of 255) of made-up texture at full strength on a fully textured place."""

_OVERSHOOT = 3.0
"""Levels by which sharpening may leave the range of a pixel's surroundings."""


def upscale(frames: Iterable[Frame], *, strength: float, seed: int) -> Iterator[Frame]:
    """The frames at 1024x576, cropped in the middle where they are not 16:9.

    `strength` (0 to 1) sets how much fine texture is made up; `seed` picks its pattern.
    """
    texture = _Texture(seed)
    for frame in frames:
        small = raster.denoise(_crop(frame))
        big = raster.enlarge(small, WIDTH, HEIGHT, smooth=True)
        luma = raster.luma(big)
        grain = texture.carried_to(luma) * _activity(luma) * np.float32(_TEXTURE * strength)
        yield raster.lighten(big, _sharpening(luma, raster.luma(small)) + grain)


def _crop(frame: Frame) -> Frame:
    """The largest 16:9 part in the middle of `frame`."""
    height, width = frame.shape[:2]
    left = max(0, round((width - height * WIDTH / HEIGHT) / 2))
    top = max(0, round((height - width * HEIGHT / WIDTH) / 2))
    wide, high = width - 2 * left, height - 2 * top
    return frame[top : top + high, left : left + wide]


def _sharpening(luma: Grey, small: Grey) -> Plane:
    """What two unsharp masks add to `luma`, held near the range that `small` has there.

    The range is taken before the enlargement, whose cubic kernel already overshoots.
    """
    plane = luma.astype(np.float32)
    fine = plane - raster.blur(plane, 1.0)
    broad = plane - raster.blur(plane, 2.4)
    darkest, brightest = (
        raster.enlarge(bound, WIDTH, HEIGHT) for bound in raster.surroundings(small, 3)
    )
    sharp: Plane = np.clip(
        plane + np.float32(_FINE) * _cored(fine) + np.float32(_BROAD) * _cored(broad),
        darkest - np.float32(_OVERSHOOT),
        brightest + np.float32(_OVERSHOOT),
    )
    added: Plane = sharp - plane
    return added


def _cored(detail: Plane) -> Plane:
    """`detail` less its smallest part, which is noise and must not be sharpened."""
    cored: Plane = detail - np.clip(detail, -_NOISE, _NOISE)
    return cored


def _activity(luma: Grey) -> Plane:
    """0 on flat or very dark and bright places, 1 where there is texture to continue."""
    plane = raster.shrink(luma, WIDTH // 4, HEIGHT // 4).astype(np.float32)
    detail = raster.blur(np.abs(plane - raster.blur(plane, 1.2)), 2.0)
    light = 1 - np.abs(plane - np.float32(120)) / np.float32(140)
    active = np.clip(detail / np.float32(5), 0.05, 1) * np.clip(light, 0.1, 1)
    return raster.enlarge(active, WIDTH, HEIGHT)


class _Texture:
    """Fine noise that moves with the picture."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        noise = rng.standard_normal((HEIGHT, WIDTH), dtype=np.float32)
        fine = raster.blur(noise, 0.7) - raster.blur(noise, 2.2)
        self._noise: Plane = fine / fine.std()
        self._size = (WIDTH // _FLOW_SCALE, HEIGHT // _FLOW_SCALE)
        self._here = raster.grid(*self._size)
        self._everywhere = raster.grid(WIDTH, HEIGHT)
        self._from = self._here
        self._before: Grey | None = None
        self._motion = Motion()

    def carried_to(self, luma: Grey) -> Plane:
        """The noise after the motion from the frame before to this one."""
        small = raster.shrink(luma, *self._size)
        if self._before is not None:
            back = self._motion.between(small, self._before)
            self._from = raster.sample(self._from, self._here + back)
        self._before = small
        moved = raster.enlarge(self._from - self._here, WIDTH, HEIGHT) * np.float32(_FLOW_SCALE)
        return raster.sample(self._noise, self._everywhere + moved, border=cv2.BORDER_WRAP)
