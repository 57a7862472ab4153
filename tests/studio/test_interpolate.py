from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from webtv.studio.interpolate import fit_height, interpolate
from webtv.studio.raster import Frame, Plane, crossfade

WIDTH, HEIGHT = 480, 272


def stretched(plane: Frame | Plane, low: float, high: float) -> Plane:
    span = (plane - plane.min()) / (plane.max() - plane.min())
    return np.asarray(low + span * (high - low), np.float32)


def scene(position: float) -> Frame:
    """A textured ground that pans, and a textured disc that crosses it the other way."""
    rng = np.random.default_rng(5)
    ground = cv2.GaussianBlur(rng.random((400, 700, 3)).astype(np.float32), (0, 0), 3)
    ground = stretched(np.asarray(ground, np.float32), 30, 220)
    moved = np.array([[1, 0, -60 - 5 * position], [0, 1, -40 - 2 * position]], np.float32)
    picture = cv2.warpAffine(ground, moved, (WIDTH, HEIGHT))
    fine = stretched(ground[:120, :120], 90, 255)
    shift = np.array([[1, 0, 150 + 6 * position], [0, 1, 70]], np.float32)
    disc = np.zeros((120, 120), np.float32)
    cv2.circle(disc, (60, 60), 45, 1, -1, cv2.LINE_AA)
    mask = cv2.warpAffine(disc, shift, (WIDTH, HEIGHT))[..., None]
    over = cv2.warpAffine(fine, shift, (WIDTH, HEIGHT))
    return np.clip(picture * (1 - mask) + over * mask, 0, 255).astype(np.uint8)


def psnr(first: Frame, second: Frame) -> float:
    error = float(np.mean((first.astype(float) - second.astype(float)) ** 2))
    return 10 * math.log10(255**2 / error)


def test_motion_beats_repetition_and_blending() -> None:
    truth = [scene(position) for position in np.arange(0, 4.01, 0.25)]
    given = truth[::4]
    made = list(interpolate(given, doublings=2))
    assert len(made) == len(truth) == (len(given) - 1) * 4 + 1
    new = [n for n in range(len(truth)) if n % 4]
    ours = np.mean([psnr(made[n], truth[n]) for n in new])
    repeated = np.mean([psnr(given[(n + 2) // 4], truth[n]) for n in new])
    blended = np.mean(
        [
            psnr(
                crossfade(given[n // 4], given[n // 4 + 1], n % 4 / 4),
                truth[n],
            )
            for n in new
        ]
    )
    assert ours > repeated + 8
    assert ours > blended + 6
    assert ours > 30


def test_given_frames_are_kept_exactly() -> None:
    given = [scene(0), scene(1), scene(2)]
    made = list(interpolate(given, doublings=1))
    for number, frame in enumerate(given):
        assert np.array_equal(made[2 * number], frame)


def test_cut_stays_a_cut() -> None:
    before = scene(0)
    after = np.ascontiguousarray(255 - scene(3)[::-1])
    made = list(interpolate([before, after], doublings=2))
    for frame in made:
        assert np.array_equal(frame, before) or np.array_equal(frame, after)


def test_flash_is_faded_not_torn() -> None:
    calm = scene(0)
    bright = np.clip(calm.astype(int) + 60, 0, 255).astype(np.uint8)
    levels = [frame.mean() for frame in interpolate([calm, bright], doublings=2)]
    assert levels == sorted(levels)
    assert levels[2] == pytest.approx((levels[0] + levels[-1]) / 2, rel=0.1)


def test_one_frame_stays_one() -> None:
    assert len(list(interpolate([scene(0)], doublings=4))) == 1


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((576, 1024), (512, 910)), ((320, 576), (512, 922)), ((512, 910), (512, 910))],
)
def test_fit_height(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert fit_height(np.zeros((*size, 3), np.uint8)).shape[:2] == fitted
