"""The operations on pictures and planes that OpenCV does for the studio, with exact types.

OpenCV's own stubs know neither the type of what comes back nor that an output may be omitted.
"""

from __future__ import annotations

from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""One picture, RGB, of shape (height, width, 3)."""

Grey = NDArray[np.uint8]
"""Its luma, of shape (height, width)."""

Plane = NDArray[np.float32]
"""A field of numbers over a picture; flows and coordinates have x and y in a third axis."""

Image = TypeVar("Image", Frame, Plane)

_cv: Any = cv2


def grid(width: int, height: int) -> Plane:
    """The coordinates of every pixel, shape (height, width, 2), x before y."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.dstack([x, y])


def luma(frame: Frame) -> Grey:
    """The brightness of a picture, 0 to 255."""
    grey: Grey = _cv.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    return grey


def enlarge(image: Image, width: int, height: int, *, smooth: bool = False) -> Image:
    """`image` at a larger size; `smooth` (cubic) for pictures, linear for fields."""
    method = cv2.INTER_CUBIC if smooth else cv2.INTER_LINEAR
    result: Image = _cv.resize(image, (width, height), interpolation=method)
    return result


def shrink(image: Image, width: int, height: int) -> Image:
    """`image` at a smaller size, every pixel of it counted."""
    result: Image = _cv.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    return result


def sample(image: Image, where: Plane, *, border: int = cv2.BORDER_REPLICATE) -> Image:
    """`image` read at the coordinates `where`; `border` says what lies outside of it."""
    result: Image = _cv.remap(image, where, None, cv2.INTER_LINEAR, borderMode=border)
    return result


def blur(plane: Plane, radius: float) -> Plane:
    """`plane` after a Gaussian of this standard deviation in pixels."""
    result: Plane = _cv.GaussianBlur(plane, (0, 0), radius)
    return result


def denoise(frame: Frame) -> Frame:
    """`frame` without codec noise; edges stay (bilateral filter)."""
    result: Frame = _cv.bilateralFilter(frame, 5, 10, 1.8)
    return result


def surroundings(grey: Grey, size: int) -> tuple[Plane, Plane]:
    """The darkest and the brightest value within `size` x `size` pixels of each pixel."""
    kernel = np.ones((size, size), np.uint8)
    return (
        _cv.erode(grey, kernel).astype(np.float32),
        _cv.dilate(grey, kernel).astype(np.float32),
    )


def lighten(frame: Frame, change: Plane) -> Frame:
    """`frame` with `change` added to each channel, kept within 0 to 255."""
    step = np.rint(change).astype(np.int16)
    result: Frame = _cv.add(frame, _cv.merge([step, step, step]), dtype=cv2.CV_8U)
    return result


def crossfade(first: Frame, second: Frame, share: float) -> Frame:
    """`share` of `second`, the rest `first`."""
    result: Frame = _cv.addWeighted(first, 1 - share, second, share, 0)
    return result


def blend(first: Frame, second: Frame, weight: Plane) -> Frame:
    """Per pixel `weight` of `first`, the rest `second`."""
    result: Frame = _cv.blendLinear(first, second, weight, 1 - weight)
    return result


def difference(first: Grey, second: Grey) -> float:
    """The mean absolute difference, 0 to 255."""
    return float(_cv.absdiff(first, second).mean())


class Motion:
    """Dense optical flow: Dense Inverse Search (Kroeger et al., ECCV 2016)."""

    def __init__(self) -> None:
        self._search = _cv.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def between(self, first: Grey, second: Grey) -> Plane:
        """For every pixel of `first`: how far it has moved in `second`, in pixels."""
        flow: Plane = self._search.calc(first, second, None)
        return flow
