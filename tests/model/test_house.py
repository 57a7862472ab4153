"""The splice grid: joins are exact only where frame, AAC frame and GOP end together."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest
from pydantic import ValidationError

from webtv.model.house import AAC_FRAME_SAMPLES, HouseFormat

Rate = Literal[24, 25, 30, 50, 60]


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
@pytest.mark.parametrize("gop_s", [1, 2])
def test_the_grid_is_the_shortest_exact_distance(fps: Rate, gop_s: Literal[1, 2]) -> None:
    house = HouseFormat(fps=fps, gop_s=gop_s)

    def exact(frames: int) -> bool:
        samples = Fraction(frames * house.sample_rate, fps)
        return samples % AAC_FRAME_SAMPLES == 0 and frames % house.gop_frames == 0

    assert exact(house.grid_frames)
    assert not any(exact(frames) for frames in range(1, house.grid_frames))
    assert house.grid_s == 8.0


def test_seconds_are_rounded_to_whole_steps() -> None:
    house = HouseFormat()
    assert house.grid_frames == 192
    wanted = {0: 1, 0.1: 1, 8: 1, 11.99: 1, 12: 2, 24: 3, 25: 3, 28: 4, 60: 8}
    assert {s: house.frames_on_grid(s) // 192 for s in wanted} == wanted
    assert all(house.frames_on_grid(s / 7) % 192 == 0 for s in range(500))


@pytest.mark.parametrize(
    "wrong", [{"fps": 23}, {"width": 1023}, {"height": 64}, {"gop_s": 4}, {"sample_rate": 44100}]
)
def test_formats_that_cannot_be_joined_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        HouseFormat.model_validate(wrong)
