"""From light to a picture: exposure, bloom, tone curve, colour grade, vignette, grain, note."""

from __future__ import annotations

from importlib.resources import as_file, files

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.scene import Scene

NOTE = "procedural studio"
_SAFE = 0.04  # of the frame's size: television keeps text off the edges
_GRAIN = 0.9  # of 255
_CURVE = 4096
_MIDDLE = np.float32(112.0)  # of 255: what a change of contrast leaves as it is


class Grade:
    """The finishing of all frames of one clip."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        self._key = light.key
        self._saturation = 1.08
        for look, factor in (("vivid", 1.28), ("neon", 1.25), ("pastel", 0.86), ("muted", 0.66)):
            if look in scene.looks:
                self._saturation *= factor
        if "mono" in scene.looks:
            self._saturation = 0.06
        murky = bool(scene.weather & {"rain", "fog", "clouds", "snow"}) and light.dark < 0.9
        self._contrast = 1.18 if murky else 1.0
        if murky and not scene.weather & {"fog"} and "vivid" not in scene.looks:
            self._saturation *= 1.26  # cloud greys the land; mist takes the sky's colour instead
        self._lift = 0.05 if "pastel" in scene.looks else 0.0
        self._exposure = 1.0
        x = np.linspace(-1, 1, frame.width, dtype=np.float32)[None, :]
        y = np.linspace(-1, 1, frame.height, dtype=np.float32)[:, None]
        self._vignette = (1.0 - 0.2 * np.clip(x * x * 0.75 + y * y * 0.6, 0, 1.4) ** 1.4)[..., None]
        self._grain = rng.normal(0.0, _GRAIN, (frame.height + 64, frame.width + 64, 1)).astype(
            np.float32
        )
        self._note = note_layer(frame)
        self._table = _tone_table(self._lift)

    def expose(self, picture: Picture) -> None:
        """Choose the exposure that gives a typical `picture` the brightness of its hour."""
        small = cv2.resize(picture, (96, 54), interpolation=cv2.INTER_AREA)
        low, high = 0.05, 60.0
        for _ in range(14):
            middle = (low * high) ** 0.5
            mean = float(_tone(np.clip(small, 0, 6) * middle).mean())
            low, high = (middle, high) if mean < self._key else (low, middle)
        self._exposure = (low * high) ** 0.5

    def finish(self, picture: Picture, index: int) -> NDArray[np.uint8]:
        """The picture as 8 bit sRGB."""
        frame = self._frame
        quarter = cv2.resize(
            picture, (frame.width // 4, frame.height // 4), interpolation=cv2.INTER_AREA
        )
        bright = np.clip(quarter * self._exposure - 0.75, 0.0, 3.5)
        bloom = cv2.GaussianBlur(bright, (0, 0), 2.2 * frame.unit)
        bloom += 0.8 * cv2.GaussianBlur(bright, (0, 0), 8.0 * frame.unit)
        wide = cv2.resize(bloom, (frame.width, frame.height), interpolation=cv2.INTER_LINEAR)
        image: Picture = picture * self._exposure
        image += 0.24 * wide
        image *= self._vignette
        np.clip(image, 0.0, 7.99, out=image)
        np.sqrt(image, out=image)  # the table is finer in the shadows
        image = self._table[(image * (_CURVE / 2.83)).astype(np.uint16)]
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None]
        image = grey + (image - grey) * np.float32(self._saturation)
        if self._contrast != 1.0:
            image = (image - _MIDDLE) * np.float32(self._contrast) + _MIDDLE
        shift = (index * 29) % 61, (index * 17) % 53
        image += self._grain[shift[0] : shift[0] + frame.height, shift[1] : shift[1] + frame.width]
        height, width = self._note.shape[:2]
        part = image[-height:, -width:]
        part *= 1.0 - self._note[..., 3:]
        part += self._note[..., :3] * 255.0
        return np.asarray(cv2.convertScaleAbs(np.clip(image, 0.0, 255.0)), np.uint8)


def _tone(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """The filmic curve of Narkowicz (2015), with the display's gamma, 0 to 1."""
    curve = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14)
    return np.asarray(np.clip(curve, 0.0, 1.0) ** (1 / 2.2), np.float32)


def _tone_table(lift: float) -> NDArray[np.float32]:
    """Display values, 0 to 255, for square roots of light up to 8."""
    root = np.arange(_CURVE + 8, dtype=np.float32) * (2.83 / _CURVE)
    return np.asarray(255.0 * (lift + (1.0 - lift) * _tone(root * root)), np.float32)


def note_layer(frame: Frame) -> NDArray[np.float32]:
    """The words `NOTE` with a soft shadow, for the bottom right corner; premultiplied RGBA."""
    size = max(9, round(10.5 * frame.unit))
    with as_file(files("webtv.media") / "fonts" / "Inter-SemiBold.ttf") as path:
        font = ImageFont.truetype(str(path), size)
    left, top, right, bottom = font.getbbox(NOTE)
    pad = 8
    right_gap, bottom_gap = round(frame.width * _SAFE), round(frame.height * _SAFE)
    wide, high = int(right - left) + pad + right_gap, int(bottom - top) + pad + bottom_gap
    mask = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(mask).text((pad - left, pad - top), NOTE, font=font, fill=255)
    shade = np.asarray(mask.filter(ImageFilter.GaussianBlur(2.2)), np.float32) / 255.0
    text = np.asarray(mask, np.float32) / 255.0 * 0.72
    alpha = text + (1.0 - text) * np.clip(shade * 0.75, 0, 0.6)
    return np.dstack([text, text, text, alpha]).astype(np.float32)
