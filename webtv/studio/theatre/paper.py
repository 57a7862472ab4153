"""Paper: pictures drawn by resvg, cut out with a cream edge and a shadow, and laid on a frame.

A cut-out is premultiplied BGRA, 8 bits a channel, so that laying one over another is a
multiplication and a sum; ready for a `Canvas` it is `coded`. Sizes are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import resvg_py
from numpy.typing import NDArray

Cutout = NDArray[np.uint8]
RGB = tuple[float, float, float]

_cv: Any = cv2
_CREAM = (214, 236, 244)  # BGR


@dataclass(frozen=True)
class Sprite:
    """A cut-out and the pixel of it that stands on the ground."""

    image: Cutout
    foot: tuple[float, float]
    height: float


def rgb(colour: str) -> RGB:
    """Red, green and blue of `#rrggbb`, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexed(colour: RGB) -> str:
    """The colour as `#rrggbb`."""
    return "#" + "".join(f"{round(min(255, max(0, part))):02x}" for part in colour)


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """`share` of the second colour, the rest the first."""
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))  # type: ignore[return-value]


def draw(inner: str, width: int, height: int, box: str, fonts: Sequence[Path] = ()) -> Cutout:
    """An SVG's inside, its `viewBox` scaled to `width` x `height`.

    Letters are set in `fonts` and in those of the system; without `fonts` there are none.
    """
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width}" height="{height}" viewBox="{box}"'
        f' preserveAspectRatio="none">{inner}</svg>'
    )
    files = [str(font) for font in fonts]
    png = resvg_py.svg_to_bytes(svg_string=text, font_files=files, skip_system_fonts=not files)
    image = _cv.imdecode(np.frombuffer(bytes(png), np.uint8), cv2.IMREAD_UNCHANGED)
    if image.ndim == 2 or image.shape[2] == 3:
        image = _cv.cvtColor(image, cv2.COLOR_BGR2BGRA)
    cut: Cutout = _cv.multiply(image, _opacity(image), scale=1 / 255)
    return cut


def _opacity(image: Cutout) -> Cutout:
    """The alpha of a picture in each of its colours, and 255."""
    alpha = _cv.cvtColor(_cv.extractChannel(image, 3), cv2.COLOR_GRAY2BGRA)
    alpha[..., 3] = 255
    return np.asarray(alpha, np.uint8)


def trim(image: Cutout) -> Cutout:
    """The part of a picture that is not empty."""
    return np.ascontiguousarray(image[_filled(image, 8)])


def _filled(image: Cutout, most: int) -> tuple[slice, slice]:
    """The rows and columns with an alpha above `most`; all of them where there is none."""
    found = (np.flatnonzero(image[..., 3].max(axis=axis) > most) for axis in (1, 0))
    rows, columns = (
        slice(int(at[0]), int(at[-1]) + 1) if len(at) else slice(0, None) for at in found
    )
    return rows, columns


def fit(image: Cutout, height: int) -> Cutout:
    """A picture at another height, its proportions kept."""
    width = max(1, round(image.shape[1] * height / image.shape[0]))
    method = cv2.INTER_AREA if height < image.shape[0] else cv2.INTER_CUBIC
    out: Cutout = _cv.resize(image, (width, max(1, height)), interpolation=method)
    return out


def grade(image: Cutout, light: RGB) -> Cutout:
    """A picture in coloured light: 255 leaves a channel as it is."""
    shares = np.array([[light[2], light[1], light[0], 255.0]]) / 255.0
    table = np.minimum(np.arange(256)[:, None] * shares, 255).astype(np.uint8)
    out: Cutout = _cv.LUT(image, table[:, None])
    return np.asarray(_cv.min(out, _opacity(image)), np.uint8)


def repaint(image: Cutout, colour: str) -> Cutout:
    """A picture whose most frequent colour is replaced; its shading stays."""
    solid = image[..., 3] > 200
    pixels = image[solid][:, :3].astype(np.float32)
    bright = pixels[pixels.max(axis=1) > 70]
    if len(bright) < 50:
        return image
    codes = (bright // 24).astype(np.int32) @ np.array([1, 16, 256])
    common = bright[codes == np.bincount(codes).argmax()].mean(axis=0)
    plane = image[..., :3].astype(np.float32)
    near = np.clip(1.6 - np.linalg.norm(plane - common, axis=2) / 45.0, 0, 1) * (
        image[..., 3] / 255
    )
    shade = plane.mean(axis=2) / max(float(common.mean()), 1.0)
    target = np.array(rgb(colour)[::-1], np.float32)
    painted = np.clip(shade[..., None] * target, 0, 255)
    out = image.copy()
    out[..., :3] = np.minimum(plane + (painted - plane) * near[..., None], image[..., 3:])
    return out


@lru_cache(maxsize=1)
def _fibre() -> Cutout:
    """A sheet of blank paper, 128 on average, larger than any picture."""
    rng = np.random.default_rng(11)
    fine = rng.standard_normal((500, 700), dtype=np.float32)
    long: Any = _cv.GaussianBlur(fine, (0, 0), sigmaX=1.6, sigmaY=0.5)
    field = _cv.resize(fine * 0.5 + long * 1.4, (1400, 1000), interpolation=cv2.INTER_LINEAR)
    level = np.clip(128 * (1 + 0.022 * field), 0, 255).astype(np.uint8)
    return np.dstack([level, level, level, np.full_like(level, 128)])


def textured(image: Cutout, seed: int) -> Cutout:
    """A picture printed on paper: its fibre shows."""
    height, width = image.shape[:2]
    sheet = _fibre()
    x, y = seed * 37 % 200, seed * 23 % 150
    if height > sheet.shape[0] - y or width > sheet.shape[1] - x:
        sheet = _cv.resize(sheet, (width + x, height + y))
    part = np.ascontiguousarray(sheet[y : y + height, x : x + width])
    out: Cutout = _cv.multiply(image, part, scale=1 / 128)
    return np.asarray(_cv.min(out, _opacity(image)), np.uint8)


def shadowed(image: Cutout, size: float, strength: float, shift: tuple[float, float]) -> Cutout:
    """A picture with its soft shadow beneath; the picture must leave room for it."""
    height, width = image.shape[:2]
    alpha = _cv.extractChannel(image, 3)
    part = 4 if size > 3 else 1
    small = _cv.resize(
        alpha, (max(1, width // part), max(1, height // part)), interpolation=cv2.INTER_AREA
    )
    moved = np.array([[1, 0, shift[0] / part], [0, 1, shift[1] / part]], np.float32)
    soft = _cv.warpAffine(small, moved, (small.shape[1], small.shape[0]))
    soft = _cv.GaussianBlur(soft, (0, 0), max(0.6, size / part))
    soft = _cv.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    added = _cv.multiply(soft, _cv.bitwise_not(alpha), scale=strength / 255)
    return np.asarray(_cv.merge([*_cv.split(image)[:3], _cv.add(alpha, added)]), np.uint8)


def cut_out(
    image: Cutout,
    edge: float,
    *,
    light: RGB,
    seed: int,
    blank: bool = False,
    code: bool = True,
    grounded: bool = False,
) -> Sprite:
    """A trimmed picture, cut from paper: cream edge, shadow, fibre; it stands on its lower edge.

    What is `grounded` has the dark of its foot on the ground as well.

    Without `code` it stays in the colours of pictures, to be pasted on a sheet.
    """
    height, width = image.shape[:2]
    margin = int(edge * 2 + height * 0.07) + 2
    wide = _cv.copyMakeBorder(image, margin, margin, margin, margin, cv2.BORDER_CONSTANT)
    if not blank:
        size = max(3, int(edge) * 2 + 1)
        kernel = _cv.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        rim = _cv.GaussianBlur(_cv.dilate(wide[..., 3].copy(), kernel), (3, 3), 0)
        paper = np.dstack([rim * (part / 255.0) for part in _CREAM] + [rim]).astype(np.uint8)
        over(paper, wide)
        wide = paper
    wide = textured(grade(wide, light), seed)
    wide = shadowed(wide, height * 0.02, 0.42, (height * 0.012, height * 0.022))
    if grounded:
        wide = _footed(wide, margin, height)
    rows, columns = _filled(wide, 1)  # every pixel costs in every frame
    foot = margin + width / 2 - columns.start, margin + height - rows.start
    wide = np.ascontiguousarray(wide[rows, columns])
    return Sprite(coded(wide) if code else wide, foot, float(height))


def _footed(image: Cutout, margin: int, height: int) -> Cutout:
    """A cut-out with the dark between its foot and the ground."""
    alpha = _cv.extractChannel(image, 3)
    low = margin + height
    found = np.flatnonzero(alpha[low - max(2, height // 9) : low].max(axis=0) > 200)
    if not len(found):
        return image
    middle, half = (int(found[0]) + int(found[-1])) // 2, (int(found[-1]) - int(found[0])) // 2
    dark = np.zeros_like(alpha)
    axes = int(half * 1.12) + 2, max(2, int(height * 0.034))
    _cv.ellipse(dark, (middle, low - axes[1] // 3), axes, 0, 0, 360, 255, -1)
    dark = _cv.GaussianBlur(dark, (0, 0), max(0.8, height * 0.014))
    added = _cv.multiply(dark, _cv.bitwise_not(alpha), scale=0.45 / 255)
    return np.asarray(_cv.merge([*_cv.split(image)[:3], _cv.add(alpha, added)]), np.uint8)


def over(below: Cutout, above: Cutout) -> None:
    """Lay `above` on `below`, of the same size, in place; both may be cut out."""
    alpha = _cv.bitwise_not(_cv.extractChannel(above, 3))
    rest = _cv.merge([alpha, alpha, alpha, alpha])
    below[:] = _cv.add(above, _cv.multiply(below, rest, scale=1 / 255))


def paste(sheet: Cutout, sprite: Sprite, x: float, y: float, *, flip: bool = False) -> None:
    """Glue a sprite onto a sheet for good, its foot at (x, y)."""
    image = sprite.image[:, ::-1] if flip else sprite.image
    left, top = round(x - sprite.foot[0]), round(y - sprite.foot[1])
    x0, y0 = max(0, left), max(0, top)
    x1 = min(sheet.shape[1], left + image.shape[1])
    y1 = min(sheet.shape[0], top + image.shape[0])
    if x1 > x0 and y1 > y0:
        part = np.ascontiguousarray(image[y0 - top : y1 - top, x0 - left : x1 - left])
        over(sheet[y0:y1, x0:x1], part)


def sized(sprite: Sprite, ratio: float) -> Sprite:
    """A sprite at another size."""
    height, width = sprite.image.shape[:2]
    size = max(1, round(width * ratio)), max(1, round(height * ratio))
    method = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    x, y = sprite.foot[0] * size[0] / width, sprite.foot[1] * size[1] / height
    image = _cv.resize(sprite.image, size, interpolation=method)
    return Sprite(image, (x, y), sprite.height * ratio)


def glow(radius: int, colour: str, strength: float) -> Sprite:
    """A soft disc of light; it stands on its middle."""
    axis = np.linspace(-1, 1, radius * 2, dtype=np.float32)
    distance = np.hypot(axis[:, None], axis[None, :])
    level = np.clip(1 - distance, 0, 1) ** 2 * strength / 255
    red, green, blue = rgb(colour)
    disc = np.dstack([level * blue, level * green, level * red, level * 255]).astype(np.uint8)
    return Sprite(coded(disc), (radius, radius), radius * 2)


# Y, U and V from premultiplied blue, green, red and alpha: BT.709, limited range (ITU-R BT.709-6).
CODE = np.array(
    [
        [0.0620, 0.6142, 0.1826, 16 / 255],
        [0.4392, -0.3386, -0.1006, 128 / 255],
        [-0.0403, -0.3989, 0.4392, 128 / 255],
        [0, 0, 0, 1],
    ],
    np.float32,
)


def coded(image: Cutout) -> Cutout:
    """A cut-out in the encoder's colours: premultiplied Y, U, V and alpha.

    Laying over is linear: see `canvas`.
    """
    out: Cutout = _cv.transform(image, CODE)
    return out
