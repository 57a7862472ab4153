"""The nearest strip of land: where subjects stand, with grass, stones, snow or sand."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, over, shifted
from webtv.studio.pictures.light import Colour, Light

_MARGIN = 200.0  # pixels of a 320 line frame on both sides


class Ground:
    """A strip along the lower edge, moving with the nearest layer."""

    def __init__(
        self,
        light: Light,
        frame: Frame,
        rng: np.random.Generator,
        colour: Colour,
        *,
        height: float = 56.0,
        bumps: float = 14.0,
        grass: float = 0.0,
        flowers: Colour | None = None,
        rocky: float = 0.0,
        depth: float = 1.0,
        shade: float = 1.0,
    ) -> None:
        """`height`, `bumps` and `grass` (length of blades) in pixels of a 320 line frame."""
        self._frame, self._depth = frame, depth
        unit = frame.unit
        self._width = int(frame.width + 2 * _MARGIN * unit)
        self._rows = int((height + bumps + grass + 90) * unit)
        line = noise.fbm(
            rng, 512, cells=3, octaves=4 + int(3 * (rocky > 0)), gain=0.42 + 0.14 * (rocky > 0)
        )
        x = np.linspace(0, 300, self._width, dtype=np.float32)[None, :]
        profile = noise.wrap_sample(line, x, np.full_like(x, 11.0))[0]
        self._edge = self._rows - (height + bumps * 2 * (profile - 0.5)) * unit
        self._layer = self._paint(light, rng, colour, grass, flowers, shade)

    def _paint(
        self,
        light: Light,
        rng: np.random.Generator,
        colour: Colour,
        grass: float,
        flowers: Colour | None,
        shade: float,
    ) -> Layer:
        unit, rows, width = self._frame.unit, self._rows, self._width
        y = np.arange(rows, dtype=np.float32)[:, None]
        depth = (y - self._edge[None, :]) / unit
        alpha = np.clip(depth * unit + 0.5, 0.0, 1.0)
        tile = noise.fbm(rng, 512, cells=8, octaves=6, gain=0.62)
        xs = np.arange(width, dtype=np.float32)[None, :] / unit + np.zeros_like(y)
        texture = noise.wrap_sample(tile, xs * 1.1, np.maximum(depth, 0) * 2.8)
        slope = np.gradient(self._edge)[None, :]
        side = 1.0 if light.sun_x > 0 else -1.0
        sunlit = np.clip(0.6 + side * slope * 0.6, 0.25, 1.3)
        rim = np.exp(-np.maximum(depth, 0) / 3.0) * light.glow * 0.5
        strength = 0.55 * (1.0 - 0.7 * light.dark)
        lit = light.ambient * 0.85 + light.sun * (strength * sunlit)[..., None]
        body = colour * lit * (0.45 + 0.9 * texture)[..., None] * shade
        body += (rim * (0.4 + texture))[..., None] * light.sun * 0.35 * colour
        body *= (1.0 - 0.35 * np.clip(depth / 70.0, 0, 1))[..., None]
        layer = np.dstack([body * alpha[..., None], alpha]).astype(np.float32)
        if grass:
            self._sow(layer, light, rng, colour * shade, grass, flowers)
        return layer

    def _sow(
        self,
        layer: Layer,
        light: Light,
        rng: np.random.Generator,
        colour: Colour,
        grass: float,
        flowers: Colour | None,
    ) -> None:
        unit = self._frame.unit
        count = int(self._width * 2.6 / unit)
        reach = np.sort(rng.power(1.4, count)) * 60.0
        for k in range(count):
            x = float(rng.uniform(0, self._width))
            root = float(self._edge[min(int(x), self._width - 1)]) + reach[k] * unit
            near = 0.6 + reach[k] / 55.0
            tall = grass * unit * near * float(rng.uniform(0.5, 1.25))
            lean = float(rng.normal(0.12, 0.28)) * tall
            lit = light.ambient * 0.8 + light.sun * (0.5 * (1 - 0.7 * light.dark)) * float(
                rng.uniform(0.4, 1.2)
            )
            tone = colour * lit * float(rng.uniform(0.5, 1.15)) * (1.0 - 0.3 * reach[k] / 60.0)
            middle = (x + lean * 0.35, root - tall * 0.6)
            tip = (x + lean, root - tall)
            points = np.array([(x, root), middle, tip]) * 8
            width = 2 if near > 1.2 and unit >= 1 else 1
            value = (*(float(v) for v in tone), 1.0)
            cv2.polylines(layer, [points.astype(np.int32)], False, value, width, cv2.LINE_AA, 3)
            if flowers is not None and k % 5 == 0:
                hue = flowers * lit * float(rng.uniform(0.8, 1.5))
                value = (*(float(v) for v in hue), 1.0)
                centre = (int(tip[0] * 8), int(tip[1] * 8))
                cv2.circle(layer, centre, int((1.0 + near) * unit * 8), value, -1, cv2.LINE_AA, 3)

    def draw(self, picture: Picture, view: View) -> None:
        """Lay the strip over `picture`, in place."""
        unit = self._frame.unit
        top = self._top(view)
        whole = int(np.floor(top))
        moved = shifted(self._layer, self._frame, -view.x * self._depth * unit, top - whole)
        over(picture, moved, whole)
        last = whole + self._rows
        if last < picture.shape[0]:
            picture[last:] = picture[last - 1]

    def row_at(self, view: View, x: float) -> float:
        """The row (pixels) of the edge at column `x` (pixels), a little inside the ground."""
        at = x + view.x * self._depth * self._frame.unit + (self._width - self._frame.width) / 2
        index = int(np.clip(at, 0, self._width - 1))
        return float(self._top(view) + self._edge[index] + 5.0 * self._frame.unit)

    def _top(self, view: View) -> float:
        drop = (26.0 + view.y * self._depth) * self._frame.unit
        return self._frame.height - self._rows + drop
