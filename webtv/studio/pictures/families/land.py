"""Open country: land in perspective under a sky, a near strip of ground, and who walks there."""

from __future__ import annotations

import numpy as np

from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.cast import FIXTURES, FLYERS, SAILORS, WALKERS, Cast
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.sky import Sky
from webtv.studio.pictures.terrain import Terrain
from webtv.studio.pictures.water import Water


class Land:
    """Sky, far land, perhaps water, the ground before it, and the subjects between them."""

    def __init__(
        self,
        scene: Scene,
        light: Light,
        frame: Frame,
        rng: np.random.Generator,
        *,
        terrain: Terrain,
        ground: Ground | None,
        horizon: float,
        flight: float,
        water: Water | None = None,
        extra: tuple[Subject, ...] = (),
    ) -> None:
        """`horizon` is its share of the frame's height, `flight` the texels the camera moves
        forward for each pixel of `View.forward`.
        """
        self._frame = frame
        self._sky = Sky(scene, light, frame, rng)
        self._terrain, self._ground, self._water = terrain, ground, water
        self._horizon, self._flight = horizon, flight
        self._flyers = Cast(scene, light, frame, rng, FLYERS, extra=extra)
        self._fixtures = Cast(scene, light, frame, rng, FIXTURES, extra=extra)
        self._walkers = Cast(scene, light, frame, rng, WALKERS, extra=extra)
        self._sailors = Cast(
            scene, light, frame, rng, SAILORS if water else {}, depth=0.8, scale=0.8
        )

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        unit = self._frame.unit
        horizon = self._horizon * self._frame.height + view.y * unit
        picture = self._sky.draw(view, time_s, horizon)
        sun_x, _ = self._sky.sun_at(view, horizon)
        self._terrain.draw(
            picture,
            horizon=horizon,
            turn=view.x * 0.5 * unit,
            forward=view.forward * self._flight,
            sun_at=sun_x,
        )
        if self._water is not None:
            shore = horizon + 12.0 * unit
            self._water.draw(picture, view, time_s, shore)
            self._sailors.draw(picture, view, time_s, lambda x: shore + 46.0 * unit)
        self._flyers.draw(picture, view, time_s, lambda x: horizon)
        ground = self._ground
        if ground is None:
            return picture
        ground.draw(picture, view)

        def edge(x: float) -> float:
            return ground.row_at(view, x)

        self._fixtures.draw(picture, view, time_s, edge)
        self._walkers.draw(picture, view, time_s, lambda x: edge(x) + 7.0 * unit)
        return picture
