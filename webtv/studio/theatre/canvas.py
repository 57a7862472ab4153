"""A frame in the encoder's planes: Y at full size, U and V at half of it each way.

Frames are put together in these and never converted: laying one picture over another is linear.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from webtv.studio.theatre.paper import CODE, Cutout, Sprite

_cv: Any = cv2

Grey = NDArray[np.uint8]


class Canvas:
    """A frame of even `width` and `height`; `planes` is all of it, as YUV 4:2:0 lies in memory."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.planes: Grey = np.empty((height * 3 // 2, width), np.uint8)
        self.luma = self.planes[:height]
        self.chroma = tuple(self.planes[height:].reshape(2, height // 2, width // 2))

    def lay(self, image: Cutout, x: int, y: int) -> None:
        """Lay a coded cut-out of even size (see `paper.coded`) on the frame, at even `x`, `y`."""
        high, wide = image.shape[:2]
        over(self.luma[y : y + high, x : x + wide], _channel(image, 0), _through(image))
        half = _cv.resize(image, (wide // 2, high // 2), interpolation=cv2.INTER_AREA)
        through = _through(half)
        area = np.s_[y // 2 : (y + high) // 2, x // 2 : (x + wide) // 2]
        for number, plane in enumerate(self.chroma, 1):
            over(plane[area], _channel(half, number), through)

    def bgra(self) -> Cutout:
        """The frame for eyes."""
        size = self.width, self.height
        chroma = [_cv.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in self.chroma]
        flat = _cv.merge([self.luma, *chroma]).astype(np.float32) - np.array([16, 128, 128])
        bgr = np.clip(np.rint(flat @ np.linalg.inv(CODE[:3, :3]).T), 0, 255).astype(np.uint8)
        return np.asarray(_cv.cvtColor(bgr, cv2.COLOR_BGR2BGRA), np.uint8)


def over(below: Grey, above: Grey, through: Grey) -> None:
    """Lay a premultiplied plane on another, in place; `through` is 255 where it lets all pass."""
    _cv.multiply(below, through, below, scale=1 / 255)
    _cv.add(below, above, below)


def _channel(image: Cutout, number: int) -> Grey:
    return np.asarray(_cv.extractChannel(image, number))


def _through(image: Cutout) -> Grey:
    return np.asarray(_cv.bitwise_not(_channel(image, 3)))


def put(
    canvas: Canvas,
    sprite: Sprite,
    x: float,
    y: float,
    *,
    scale: tuple[float, float] = (1.0, 1.0),
    angle: float = 0.0,
) -> None:
    """Lay a sprite on a frame, turned by `angle` degrees about its foot, which is at (x, y)."""
    radians = math.radians(angle)
    cos, sin = math.cos(radians), math.sin(radians)
    a, b = cos * scale[0], sin * scale[1]
    c, d = -sin * scale[0], cos * scale[1]
    foot_x, foot_y = sprite.foot
    move_x, move_y = x - a * foot_x - b * foot_y, y - c * foot_x - d * foot_y
    height, width = sprite.image.shape[:2]
    xs = [move_x + a * u + b * v for u in (0, width) for v in (0, height)]
    ys = [move_y + c * u + d * v for u in (0, width) for v in (0, height)]
    x0, y0 = max(0, int(min(xs)) // 2 * 2), max(0, int(min(ys)) // 2 * 2)
    x1 = min(canvas.width, (int(max(xs)) + 4) // 2 * 2)
    y1 = min(canvas.height, (int(max(ys)) + 4) // 2 * 2)
    if x1 <= x0 or y1 <= y0:
        return
    matrix = np.array([[a, b, move_x - x0], [c, d, move_y - y0]], np.float32)
    part = _cv.warpAffine(sprite.image, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
    canvas.lay(part, x0, y0)
