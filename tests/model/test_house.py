"""The splice grid: joins are exact only where frame, AAC frame and GOP end together."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from pydantic import ValidationError

from webtv.model.house import AAC_FRAME_SAMPLES, HouseFormat
from webtv.model.rate import EXACT


@pytest.mark.parametrize(("fps", "rate"), EXACT.items())
@pytest.mark.parametrize("gop_s", [1, 2])
def test_the_grid_is_the_shortest_exact_distance(
    fps: float, rate: Fraction, gop_s: Literal[1, 2]
) -> None:
    house = HouseFormat(fps=fps, gop_s=gop_s)

    def exact(frames: int) -> bool:
        samples = frames * house.sample_rate / rate
        return samples % AAC_FRAME_SAMPLES == 0 and frames % house.gop_frames == 0

    assert house.rate == rate
    assert exact(house.grid_frames)
    assert not any(exact(frames) for frames in range(1, house.grid_frames))
    assert house.gop_frames <= rate * gop_s
    assert (house.grid_frames * 90_000 / rate).denominator == 1  # a take is due at a whole tick


@pytest.mark.parametrize(
    ("fps", "gop_s", "gop_frames", "grid_frames", "grid_s"),
    [
        (23.976, 2, 32, 512, 512 * 1001 / 24000),
        (23.976, 1, 16, 512, 512 * 1001 / 24000),
        (24, 2, 48, 192, 8.0),
        (25, 2, 50, 200, 8.0),
        (29.97, 2, 40, 640, 640 * 1001 / 30000),
        (29.97, 1, 20, 640, 640 * 1001 / 30000),
        (30, 1, 30, 240, 8.0),
        (50, 2, 100, 400, 8.0),
        (60, 2, 120, 480, 8.0),
    ],
)
def test_steps_of_the_grid(
    fps: float, gop_s: Literal[1, 2], gop_frames: int, grid_frames: int, grid_s: float
) -> None:
    house = HouseFormat(fps=fps, gop_s=gop_s)
    assert (house.gop_frames, house.grid_frames) == (gop_frames, grid_frames)
    assert house.grid_s == pytest.approx(grid_s, abs=1e-9)


def test_seconds_are_rounded_to_whole_steps() -> None:
    house = HouseFormat()
    assert house.grid_frames == 192
    wanted = {0: 1, 0.1: 1, 8: 1, 11.99: 1, 12: 2, 24: 3, 25: 3, 28: 4, 60: 8}
    assert {s: house.frames_on_grid(s) // 192 for s in wanted} == wanted
    assert all(house.frames_on_grid(s / 7) % 192 == 0 for s in range(500))


@pytest.mark.parametrize(
    "wrong",
    [
        {"fps": 23},
        {"fps": 23.98},
        {"fps": "24"},
        {"fps": True},
        {"fps": [24]},
        {"width": 1023},
        {"height": 64},
        {"gop_s": 4},
        {"sample_rate": 44100},
    ],
)
def test_formats_that_cannot_be_joined_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        HouseFormat.model_validate(wrong)
