"""The backdrop of slates and cards: slow lights on a dark ground, and words over them."""

from __future__ import annotations

import colorsys

import ffmpeg
import numpy as np
from ffmpeg.nodes import FilterableStream
from numpy.typing import NDArray

from webtv.media.encode import TO_BT709, in_house_colours
from webtv.media.graphics.script import Script
from webtv.model.house import HouseFormat

_SMALL_WIDTH = 96  # the lights are drawn this wide and scaled up, which is what makes them soft


def small_size(house: HouseFormat) -> tuple[int, int]:
    """Width and height of the pictures that `titled` takes."""
    return _SMALL_WIDTH, max(2, round(_SMALL_WIDTH * house.height / house.width))


def titled(house: HouseFormat, script: Script, *, poses: str = "") -> FilterableStream:
    """What `gradient` drew, from standard input, in house size with the words of an ASS script.

    Where `poses` are given, an expression of ffmpeg's filter `select`, only those pictures are
    drawn, and each stands until the next one: laying words over a picture is most of the work.
    """
    width, height = small_size(house)
    drawn = ffmpeg.input(
        "pipe:", f="rawvideo", pix_fmt="rgb48le", s=f"{width}x{height}", r=str(house.rate)
    ).filter("scale", house.width, house.height, flags="bicubic", **TO_BT709)
    drawn = in_house_colours(drawn)
    if not poses:
        return script.over(drawn)
    return script.over(drawn.filter("select", poses)).filter("fps", fps=str(house.rate))


def gradient(seed: int, size: tuple[int, int], frames: int) -> NDArray[np.uint16]:
    """Small RGB pictures of slow lights on a dark ground; the last one flows into the first."""
    width, height = size
    rng = np.random.default_rng(seed)
    aspect = width / height
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width * aspect, y / height
    turn = np.linspace(0, 2 * np.pi, frames, endpoint=False, dtype=np.float32)[:, None, None]
    hue = float(rng.random())
    picture = np.empty((frames, height, width, 3), dtype=np.float32)
    picture[:] = np.array(colorsys.hsv_to_rgb(hue, 0.6, 0.055), dtype=np.float32)
    places = [(0.18, 0.25), (0.82, 0.2), (0.7, 0.85), (0.25, 0.9)]
    for index, (place_x, place_y) in enumerate(places):
        phase = float(rng.uniform(0, 2 * np.pi))
        around = 1 if index % 2 else -1
        centre_x = (place_x + 0.13 * np.cos(around * turn + phase)) * aspect
        centre_y = place_y + 0.16 * np.sin(around * turn + phase)
        spread = 0.42 + 0.06 * np.sin(turn + 2 * phase)
        light = np.exp(-((x - centre_x) ** 2 + (y - centre_y) ** 2) / (2 * spread**2 * 0.6))
        shade = (hue + (0.0, 0.09, -0.1, 0.04)[index]) % 1
        colour = colorsys.hsv_to_rgb(shade, 0.72, (0.34, 0.27, 0.3, 0.2)[index])
        picture += light[..., None] * np.array(colour, dtype=np.float32)
    # A dark pool in the middle keeps the title easy to read.
    pool = 1 - 0.45 * np.exp(-(((x / aspect - 0.5) / 0.3) ** 2 + ((y - 0.52) / 0.22) ** 2) / 2)
    picture *= pool[..., None].astype(np.float32)
    deep: NDArray[np.uint16] = (np.clip(picture, 0, 1) * 65535).astype("<u2")
    return deep
