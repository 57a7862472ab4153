from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from webtv.studio.pictures import render
from webtv.studio.pictures.canvas import Frame
from webtv.studio.pictures.grade import note_layer
from webtv.studio.pictures.words import FAMILIES

Frames = list[NDArray[np.uint8]]
PLACES = {
    "abstract": "abstract ink",
    "arctic": "arctic ice",
    "city": "city street",
    "clouds": "sky above clouds, balloon",
    "desert": "desert dunes",
    "fire": "bonfire flames",
    "forest": "forest",
    "lake": "lake",
    "meadow": "meadow",
    "mountains": "mountain peaks",
    "sea": "ocean waves",
    "space": "planet and nebula",
    "storm": "thunderstorm",
    "underwater": "underwater coral reef",
    "village": "village cottages",
}
HOURS = ("dawn", "golden hour", "sunset", "dusk", "moonlight")


def film(prompt: str, *, seed: int = 5, frames: int = 2, fps: float = 8.0) -> Frames:
    """A small film: what is tested here does not depend on size."""
    return list(render(prompt, seed=seed, frames=frames, fps=fps, width=288, height=160))


def change(frames: Frames) -> float:
    """The mean difference of pictures that follow each other, of 255."""
    values = np.stack(frames).astype(np.float32)
    return float(np.abs(np.diff(values, axis=0)).mean())


def shift(
    first: NDArray[np.uint8], second: NDArray[np.uint8], middle: float = 0.5
) -> tuple[float, float]:
    """How far a patch of `first` moved right and down; `middle` is its place across the frame."""
    width = first.shape[1]
    left, top = int(width * middle) - 50, 40
    found = cv2.matchTemplate(
        second[:134], first[top : top + 70, left : left + 100], cv2.TM_CCOEFF_NORMED
    )
    _, _, _, (x, y) = cv2.minMaxLoc(found)
    return float(x - left), float(y - top)


def test_every_family_has_a_place_here() -> None:
    assert set(PLACES) == set(FAMILIES.values())


@pytest.mark.parametrize("family", PLACES)
def test_full_size_frames(family: str) -> None:
    (frame,) = render(PLACES[family], seed=3, frames=1)
    assert frame.shape == (320, 576, 3)
    assert frame.dtype == np.uint8


@pytest.mark.parametrize(
    ("family", "hour"),
    [
        *((family, hour) for family in PLACES for hour in ("noon", "night")),
        *(("mountains", hour) for hour in HOURS),
    ],
)
def test_never_black_never_frozen(family: str, hour: str) -> None:
    # Two seconds at the slowest pace: freezedetect calls a mean change of 0.26 of 255 frozen.
    frames = film(f"{PLACES[family]} at {hour}, almost still, static camera", frames=2, fps=0.5)
    assert min(float(frame.mean()) for frame in frames) > 25
    assert change(frames) > 0.8


def test_same_prompt_and_seed_give_the_same_pictures() -> None:
    for prompt in ("rainy city at night, cyclist", "snowy forest, fox", "space, rocket"):
        for one, two in zip(film(prompt), film(prompt), strict=True):
            assert np.array_equal(one, two)


@pytest.mark.parametrize("family", ["abstract", "city", "forest", "meadow"])
def test_seeds_and_prompts_give_other_places(family: str) -> None:
    base = film(PLACES[family], frames=1)
    assert change([*base, *film(PLACES[family], seed=6, frames=1)]) > 4
    assert change([*base, *film(PLACES[family] + " somewhere", frames=1)]) > 4


@pytest.mark.parametrize("family", ["sea", "mountains", "abstract"])
def test_motion_words_order_the_motion(family: str) -> None:
    changes = [
        change(film(f"{PLACES[family]} at noon, pan right, {pace}", frames=6))
        for pace in ("motion 1", "motion 5", "motion 10")
    ]
    assert changes[0] < changes[1] < changes[2]


@pytest.mark.parametrize("family", ["mountains", "meadow"])
def test_the_picture_moves_against_the_camera(family: str) -> None:
    right = film(f"{PLACES[family]} at noon, fast pan right", frames=5)
    left = film(f"{PLACES[family]} at noon, fast pan left", frames=5)
    assert shift(right[1], right[3])[0] < -1
    assert shift(left[1], left[3])[0] > 1
    up = film(f"{PLACES[family]} at noon, fast tilt up", frames=5)
    down = film(f"{PLACES[family]} at noon, fast tilt down", frames=5)
    assert shift(up[1], up[3])[1] > shift(down[1], down[3])[1] + 1


def test_a_zoom_magnifies_and_a_zoom_out_does_the_opposite() -> None:
    for words, sign in (("zoom in", 1), ("zoom out", -1)):
        frames = film(f"mountain peaks at noon, fast {words}", frames=16)
        first, last = frames[0], frames[-1]
        left, right = (shift(first, last, middle)[0] for middle in (0.25, 0.75))
        assert sign * (right - left) > 1


def test_motion_can_be_followed_by_an_interpolator() -> None:
    for prompt in ("mountain peaks, energetic pan left", "forest, motion 10, tracking shot"):
        first, second = (
            cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
            for frame in list(render(prompt, seed=4, frames=4))[2:]
        )
        start = np.zeros((*first.shape, 2), np.float32)
        flow = cv2.calcOpticalFlowFarneback(first, second, start, 0.5, 4, 25, 3, 7, 1.5, 0)
        assert np.percentile(np.linalg.norm(flow, axis=2), 95) < 12


def test_the_note_is_in_the_corner_and_clear_of_the_edge() -> None:
    layer = note_layer(Frame(576, 320))
    rows, columns = np.nonzero(layer[..., 0] > 0.2)
    assert columns.max() <= layer.shape[1] - 0.035 * 576
    assert rows.max() <= layer.shape[0] - 0.035 * 320
    for prompt in ("snow field at noon", "night forest"):
        (frame,) = render(prompt, seed=2, frames=1)
        corner = frame[-layer.shape[0] :, -layer.shape[1] :].mean(axis=2)
        text = corner[layer[..., 0] > 0.6]
        around = corner[(layer[..., 0] < 0.01) & (layer[..., 3] > 0.2)]
        assert text.mean() > around.mean() + 30


@pytest.mark.parametrize(("frames", "fps"), [(0, 8.0), (4, 0.0)])
def test_impossible_films_are_refused(frames: int, fps: float) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        render("sea", seed=1, frames=frames, fps=fps)
