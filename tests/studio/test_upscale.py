from __future__ import annotations

import cv2
import numpy as np
import pytest

from webtv.studio import raster
from webtv.studio.raster import Frame, luma
from webtv.studio.upscale import upscale


def clip(frames: int = 6) -> tuple[list[Frame], list[Frame]]:
    """A panning picture with edges and texture: as filmed at 1024x576, and at 576x324."""
    rng = np.random.default_rng(3)
    ground = np.zeros((620, 1200, 3), np.float32)
    for scale in (2, 6, 20, 60):
        layer = cv2.GaussianBlur(
            rng.standard_normal(ground.shape).astype(np.float32), (0, 0), scale
        )
        ground += layer / layer.std() * 12
    ground += 120
    for number in range(12):
        corner = (60 + 90 * number, 120 + 25 * (number % 5))
        cv2.rectangle(ground, corner, (corner[0] + 40, 560), (40.0, 60.0, 200.0 - 10 * number), -1)
    whole = np.clip(ground, 0, 255).astype(np.uint8)
    large = [np.ascontiguousarray(whole[20:596, 10 + 4 * n : 1034 + 4 * n]) for n in range(frames)]
    return large, [
        np.asarray(cv2.resize(f, (576, 324), interpolation=cv2.INTER_AREA), np.uint8) for f in large
    ]


def sharpness(frame: Frame) -> float:
    """Variance of the Laplacian."""
    return float(cv2.Laplacian(luma(frame), cv2.CV_64F).var())


def error(frame: Frame, truth: Frame) -> float:
    """Mean absolute difference, 0 to 255."""
    return float(abs(frame.astype(int) - truth).mean())


def test_size_and_count() -> None:
    _large, small = clip()
    made = list(upscale(small, strength=0.7, seed=1))
    assert [frame.shape for frame in made] == [(576, 1024, 3)] * len(small)


def test_sharper_than_bilinear_and_as_close_to_the_truth() -> None:
    large, small = clip(1)
    made = next(upscale(small, strength=0.2, seed=1))
    plain = raster.enlarge(small[0], 1024, 576)
    assert sharpness(made) > 2.5 * sharpness(plain)
    assert sharpness(made) < 1.5 * sharpness(large[0])
    assert error(made, large[0]) < 1.4 * error(plain, large[0])


def test_strength_adds_texture_only_where_there_is_some() -> None:
    _large, small = clip(1)
    weak, strong = (next(upscale(small, strength=s, seed=1)) for s in (0.1, 1.0))
    assert sharpness(strong) > 1.1 * sharpness(weak)
    flat = [np.full((320, 576, 3), 120, np.uint8)]
    assert next(upscale(flat, strength=1.0, seed=1)).std() < 1.5


def test_texture_sticks_to_what_moves() -> None:
    """Aligned by the known pan, two frames differ less in texture than two patterns would."""
    _large, small = clip(4)
    bare, rich = (list(upscale(small, strength=s, seed=1)) for s in (0.0, 1.0))
    grain = [luma(r).astype(float) - luma(b).astype(float) for r, b in zip(rich, bare, strict=True)]
    first, later = grain[1][50:500, 54:904], grain[3][50:500, 46:896]
    assert np.corrcoef(first.ravel(), later.ravel())[0, 1] > 0.5


def test_same_input_same_output_other_seed_other_texture() -> None:
    _large, small = clip(2)
    one, two, other = (list(upscale(small, strength=1.0, seed=s)) for s in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert not np.array_equal(one[1], other[1])


def test_edges_get_no_halo() -> None:
    step = np.full((320, 576, 3), 60, np.uint8)
    step[:, 288:] = 180
    made = next(upscale([step], strength=0.0, seed=1))
    assert made.min() >= 60 - 6
    assert made.max() <= 180 + 6


@pytest.mark.parametrize("shape", [(320, 576), (576, 576), (240, 800)])
def test_other_shapes_are_cropped(shape: tuple[int, int]) -> None:
    made = next(upscale([np.full((*shape, 3), 99, np.uint8)], strength=0.5, seed=1))
    assert made.shape == (576, 1024, 3)
