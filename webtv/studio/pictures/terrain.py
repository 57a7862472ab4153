"""Land in true perspective: a height field drawn column by column, nearest first.

The method is the voxel landscape of the early nineties, done for all columns at once: heights are
read along the rays of every column at growing distances, the running highest silhouette decides
what is seen, and each pixel takes the lit colour at its distance, dimmed by the air between.
"""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Colour, Light, blend

_OVERSAMPLE = 2  # rows drawn per pixel row, averaged for smooth ridges


class Terrain:
    """A lit height field and a camera over it. Lengths are in texels of the height field."""

    def __init__(
        self,
        heights: noise.Field,
        colours: Picture,
        light: Light,
        frame: Frame,
        rng: np.random.Generator,
        *,
        eye: float,
        reach: float = 620.0,
        near: float = 12.0,
        mist: float = 0.0,
        clear: float = 0.55,
        skyline: tuple[float, float] = (0.12, 0.34),
        steps: int = 190,
        mist_height: float = 30.0,
        grain: float = 0.5,
    ) -> None:
        """`eye` is the height of the camera over the land below it; `clear` the share of `reach`
        at which haze covers most; `skyline` the wanted mean and greatest height of the ridges, in
        frames; `mist` fills what lies below `mist_height`; `grain` is how rough the ground looks.
        """
        self._heights = heights
        self._lit = lit(heights, colours, light)
        self._detail = noise.fbm(rng, 256, cells=16, octaves=4, gain=0.7)
        self._frame = frame
        self._light = light
        self._focal = frame.height * 1.5
        self._distance = np.geomspace(near, reach, steps).astype(np.float32)
        fog = 1.0 - np.exp(-((self._distance / (reach * clear)) ** 1.6))
        self._fog = fog.astype(np.float32)[:, None]
        self._mist, self._mist_height, self._grain = mist, mist_height, grain
        self._place = self._choose_place(rng, eye, skyline)

    def _choose_place(
        self, rng: np.random.Generator, eye: float, skyline: tuple[float, float]
    ) -> tuple[float, float, float, float]:
        """The best of some random places: (x, z, heading, eye height), the ridges as wanted."""
        best, chosen = -1e9, (0.0, 0.0, 0.0, eye)
        angles = np.linspace(-0.5, 0.5, 40, dtype=np.float32)
        distance = self._distance[::3]
        size = self._heights.shape[0]
        for _ in range(40):
            x, z, heading = rng.uniform(0, size), rng.uniform(0, size), rng.uniform(0, 2 * np.pi)
            rays = angles + np.float32(heading)
            land = noise.wrap_sample(
                self._heights,
                (x + distance[:, None] * np.sin(rays)).astype(np.float32),
                (z + distance[:, None] * np.cos(rays)).astype(np.float32),
            )
            level = max(float(land[0].max()) + eye, float(land[:14].max()) + 0.35 * eye)
            slope = (land - level) * 1.5 / distance[:, None]
            rise = slope.max(axis=0)
            near = float(np.clip(slope[distance < 0.3 * distance[-1]].max(), 0.0, 1.0))
            low, high = skyline
            score = -abs(float(rise.max()) - high) - abs(float(rise.mean()) - low) - 0.7 * near
            score += 0.8 * min(float(rise.std()), 0.1)
            if score > best:
                best, chosen = score, (float(x), float(z), float(heading), level)
        return chosen

    def draw(
        self,
        sky: Picture,
        *,
        horizon: float,
        turn: float,
        forward: float,
        sun_at: float,
    ) -> noise.Field:
        """Draw the land into `sky`, in place; give how much land each pixel is, 0 to 1.

        `turn` is the camera's turn in pixels, `forward` its way in texels, `sun_at` the column of
        the sun.
        """
        frame = self._frame
        x0, z0, heading, eye = self._place
        columns = np.arange(frame.width, dtype=np.float32) - frame.width / 2 + np.float32(turn)
        angle = columns / self._focal  # a cylinder: turning only shifts the picture
        sin, cos = np.sin(heading + angle), np.cos(heading + angle)
        x0 += forward * np.sin(heading)
        z0 += forward * np.cos(heading)
        far = self._distance[:, None]
        xs = (x0 + far * sin).astype(np.float32)
        zs = (z0 + far * cos).astype(np.float32)
        land = noise.wrap_sample(self._heights, xs, zs)
        rows = horizon - (land - eye) * (self._focal / far)
        colour: Picture = cv2.remap(self._lit, xs, zs, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        grain = noise.wrap_sample(self._detail, xs * 5.0, zs * 5.0)
        colour *= (1.0 + self._grain * (grain - 0.5))[..., None]
        air = self._air(sun_at)
        if self._mist:
            low = np.exp(-np.maximum(land, 0.0) / self._mist_height)
            veil = self._mist * low * np.clip(far / 150.0, 0.0, 1.0)
            fog = 1.0 - (1.0 - self._fog) * (1.0 - np.clip(veil, 0.0, 0.94))
        else:
            fog = np.broadcast_to(self._fog, land.shape)
        colour += fog[..., None] * (air[None] - colour)
        picture, cover = self._resolve(rows, colour)
        sky *= 1.0 - cover[..., None]
        sky += picture
        return cover

    def _air(self, sun_at: float) -> Picture:
        """The colour of far air at each column: warmer towards the sun."""
        light, frame = self._light, self._frame
        x = np.abs(np.arange(frame.width, dtype=np.float32) - np.float32(sun_at)) / frame.height
        toward = (np.exp(-x * 1.7) * 0.6 * light.glow)[:, None]
        base = light.haze[None, :]
        return np.asarray(base + toward * (0.45 * light.sun + 0.4 * light.horizon), np.float32)

    def _resolve(self, rows: noise.Field, colour: Picture) -> tuple[Picture, noise.Field]:
        """Hidden surfaces removed: premultiplied colour and cover of the frame's pixels."""
        frame = self._frame
        lines, width = frame.height * _OVERSAMPLE, frame.width
        steps = rows.shape[0]
        top = np.minimum.accumulate(rows * _OVERSAMPLE, axis=0)
        line = np.clip(np.ceil(top).astype(np.int32), 0, lines)
        flat = line * width + np.arange(width, dtype=np.int32)[None, :]
        count = np.bincount(flat.ravel(), minlength=(lines + 1) * width)
        # how many steps stay below each line: the first step that is not is the one seen
        above = np.cumsum(count.reshape(lines + 1, width), axis=0, dtype=np.int32)[:lines]
        seen = steps - above
        solid = seen < steps
        seen = np.minimum(seen, steps - 1)
        index = seen * width + np.arange(width, dtype=np.int32)[None, :]
        here = top.ravel()[index]
        before = top.ravel()[np.maximum(index - width, 0)]
        y = np.arange(lines, dtype=np.float32)[:, None]
        part = np.clip((before - y) / np.maximum(before - here, 1e-3), 0.0, 1.0)
        depth = seen.astype(np.float32) - 1.0 + part
        xs = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], depth.shape)
        fine = cv2.remap(
            colour,
            np.ascontiguousarray(xs),
            np.maximum(depth, 0.0).astype(np.float32),
            cv2.INTER_LINEAR,
        )
        mask = solid.astype(np.float32)
        fine *= mask[..., None]
        size = (width, frame.height)
        return (
            cv2.resize(fine, size, interpolation=cv2.INTER_AREA),
            cv2.resize(mask, size, interpolation=cv2.INTER_AREA),
        )


def lit(heights: noise.Field, colours: Picture, light: Light) -> Picture:
    """`colours` in the light of sun and sky: slopes, cast shadows and hollows."""
    dx = 0.5 * (np.roll(heights, -1, axis=1) - np.roll(heights, 1, axis=1))
    dz = 0.5 * (np.roll(heights, -1, axis=0) - np.roll(heights, 1, axis=0))
    norm = 1.0 / np.sqrt(dx * dx + dz * dz + 1.0)
    low = float(np.clip(light.sun_y, 0.12, 0.5)) * 2.0
    sun = np.array([0.86, low + 0.1, 0.42], np.float32)
    sun /= np.linalg.norm(sun)
    direct = np.clip((-dx * sun[0] + sun[1] - dz * sun[2]) * norm, 0.0, 1.0)
    shadow = np.ones_like(heights)
    for step in (3, 7, 13, 22, 36):
        rise = step * sun[1] / float(np.hypot(sun[0], sun[2]))
        moved = np.roll(heights, (-int(step * 0.44), -int(step * 0.9)), axis=(0, 1))
        shadow = np.minimum(shadow, 1.0 - noise.smoothstep(0.0, 5.0, moved - heights - rise))
    hollow = np.clip(
        0.8 + (heights - cv2.blur(heights, (25, 25), borderType=cv2.BORDER_REFLECT)) / 26.0,
        0.35,
        1.15,
    )
    strength = 1.75 - 1.15 * light.dark
    key = (direct * shadow)[..., None] * (light.sun * strength)
    fill = (hollow * (0.55 + 0.45 * norm))[..., None] * _fill(light)
    return np.asarray(colours * (key + fill), np.float32)


def _fill(light: Light) -> Colour:
    return blend(light.ambient, light.horizon, 0.3) * np.float32(0.85)
