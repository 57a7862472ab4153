"""From prompt to frames."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from webtv.studio.pictures.camera import view_at
from webtv.studio.pictures.canvas import Frame
from webtv.studio.pictures.families import place_of
from webtv.studio.pictures.grade import Grade
from webtv.studio.pictures.lens import through_lens
from webtv.studio.pictures.light import light_of
from webtv.studio.pictures.noise import generator
from webtv.studio.pictures.scene import read_scene
from webtv.studio.pictures.weather import Weather


def render(
    prompt: str,
    *,
    seed: int,
    frames: int,
    fps: float = 8.0,
    width: int = 576,
    height: int = 320,
) -> Iterator[NDArray[np.uint8]]:
    """Draw `frames` pictures of what `prompt` says, at `fps` frames a second.

    Each is RGB, `height` x `width` x 3. The same prompt and seed give the same pictures.

    Raises:
        ValueError: no frames, no rate, or a frame smaller than 64 x 48 pixels.

    """
    if frames < 1 or fps <= 0 or width < 64 or height < 48:
        raise ValueError(f"cannot draw {frames} frames of {width}x{height} at {fps} fps")
    return _frames(prompt, seed, frames, fps, Frame(width, height))


def _frames(
    prompt: str, seed: int, frames: int, fps: float, frame: Frame
) -> Iterator[NDArray[np.uint8]]:
    rng = generator(prompt, seed)
    scene = read_scene(prompt, seed=seed)
    light = light_of(scene, rng)
    place = place_of(scene, light, frame, rng)
    weather = Weather(scene, light, frame, rng)
    grade = Grade(scene, light, frame, rng)
    duration = frames / fps
    for index in range(frames):
        time_s = index / fps
        view = view_at(scene.move, scene.pace, time_s, duration)
        picture = place.draw(view, time_s)
        if index == 0:
            grade.expose(picture)
        weather.draw(picture, view, time_s)
        yield grade.finish(through_lens(picture, view), index)
