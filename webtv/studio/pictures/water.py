"""Water in perspective: what is above it, mirrored by waves that shorten towards the horizon."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Colour, Light

_TILE = 512


class Water:
    """A flat surface of water from `shore` down to the lower edge of the frame."""

    def __init__(
        self,
        light: Light,
        frame: Frame,
        rng: np.random.Generator,
        *,
        body: Colour,
        swell: float = 1.0,
        speed: float = 1.0,
        mirror: float = 0.82,
    ) -> None:
        """`body` is the colour of deep water, `swell` how rough it is (0.2 a pond, 1 a sea),
        `mirror` how much it reflects where it is seen at a flat angle.
        """
        self._light, self._frame = light, frame
        self._body, self._swell, self._speed, self._mirror = body, swell, speed, mirror
        waves = noise.fbm(rng, _TILE, cells=10, octaves=5, gain=0.55)
        crests = noise.ridged(rng, _TILE, cells=9, octaves=4, gain=0.5)
        self._waves = np.ascontiguousarray(0.55 * waves + 0.45 * crests) - np.float32(0.45)
        self._heading = float(rng.uniform(-0.6, 0.6))

    def draw(self, picture: Picture, view: View, time_s: float, shore: float) -> None:
        """Turn the rows of `picture` below `shore` (pixels) into water, in place."""
        frame, unit = self._frame, self._frame.unit
        first = int(max(np.ceil(shore), 1))
        if first >= frame.height - 1:
            return
        rows = np.arange(first, frame.height, dtype=np.float32)
        below = (rows - shore + 1.2 * unit) / unit
        distance = 320.0 / below
        columns = (np.arange(frame.width, dtype=np.float32) - frame.width / 2) / unit
        x = (columns[None, :] + view.x * 0.8) * distance[:, None] * 0.055
        z = (distance * 20.0 + view.forward * 1.4)[:, None] + np.zeros_like(x)
        t = time_s * self._speed
        near = noise.wrap_sample(
            self._waves, x * 1.9 + 9.0 * t * self._heading, (z - 15.0 * t).astype(np.float32)
        )
        cross = noise.wrap_sample(
            self._waves,
            x * 3.3 - 11.0 * t + 130,
            (z * 1.8 + 9.0 * t + 70).astype(np.float32),
        )
        wave = 0.62 * near + 0.38 * cross
        slope = np.diff(wave, axis=0, prepend=wave[:1])
        rough = self._swell * np.minimum(below * 0.55, 26.0)[:, None] * unit
        mirror_y = shore - (rows - shore)[:, None] * 0.96 - 1.0 - np.abs(wave) * rough * 2.4
        mirror_x = np.arange(frame.width, dtype=np.float32)[None, :] + cross * rough * 1.2
        reflection = cv2.remap(
            picture,
            mirror_x.astype(np.float32),
            np.maximum(mirror_y, 0.0).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        )
        flat = np.exp(-below / 190.0)[:, None]
        share = np.clip(self._mirror * flat * (0.9 - 0.55 * self._swell * near), 0.08, 0.96)
        crest = np.clip(0.5 + wave * 1.5, 0.0, 1.6)
        deep = self._body * (0.35 + 0.65 * crest)[..., None]
        glint = noise.smoothstep(0.16, 0.42, wave + 2.2 * slope) * self._swell
        surface = reflection * share[..., None] + deep * (1.0 - share)[..., None]
        surface += (glint * 0.22)[..., None] * (self._light.horizon + 0.25 * self._light.sun)
        edge = np.clip(rows - shore + 0.5, 0.0, 1.0)[:, None, None]
        part = picture[first:]
        part += edge * (surface - part)
