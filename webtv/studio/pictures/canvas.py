"""Putting layers on a picture. A picture is linear RGB float32; a layer is premultiplied RGBA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]  # float32, height x width x 3
Layer = NDArray[Any]  # float32, height x width x 4


@dataclass(frozen=True)
class Frame:
    """The size of a picture in pixels; `unit` is pixels per line of a 320 line frame."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """How many pixels one line of a 320 line frame is."""
        return self.height / 320.0


def over(picture: Picture, layer: Layer, top: int = 0) -> None:
    """Lay `layer`, as wide as `picture`, over its rows from `top` down, in place."""
    first, last = max(top, 0), min(top + layer.shape[0], picture.shape[0])
    if first >= last:
        return
    part = layer[first - top : last - top]
    rows = picture[first:last]
    rows *= 1.0 - part[..., 3:]
    rows += part[..., :3]


def stamp(picture: Picture, layer: Layer, x: float, y: float, opacity: float = 1.0) -> None:
    """Lay a small `layer` over `picture` with its top left corner at (`x`, `y`), in place.

    Fractions of pixels are honoured, so that slow things glide.
    """
    height, width = layer.shape[:2]
    left, top = int(np.floor(x)), int(np.floor(y))
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + width + 1, picture.shape[1]), min(top + height + 1, picture.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    shift = np.array([[1.0, 0.0, x - x0], [0.0, 1.0, y - y0]])
    moved: Layer = cv2.warpAffine(layer, shift, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
    if opacity != 1.0:
        moved *= opacity
    rows = picture[y0:y1, x0:x1]
    rows *= 1.0 - moved[..., 3:]
    rows += moved[..., :3]


def shifted(layer: Layer, frame: Frame, dx: float, dy: float, scale: float = 1.0) -> Layer:
    """The middle of a `layer` wider than the frame, moved by (`dx`, `dy`) and scaled about it.

    The result has the frame's width and the layer's own height.
    """
    height, width = layer.shape[:2]
    cx, cy = width / 2.0, float(height)
    matrix = np.array(
        [
            [scale, 0.0, frame.width / 2.0 + dx - scale * cx],
            [0.0, scale, height + dy - scale * cy],
        ]
    )
    out: Layer = cv2.warpAffine(layer, matrix, (frame.width, height), flags=cv2.INTER_LINEAR)
    return out
