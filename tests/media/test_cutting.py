from __future__ import annotations

import pytest

from webtv.media.cutting import cut, shown_share
from webtv.model.house import HouseFormat
from webtv.model.rate import EXACT

HOUSE = HouseFormat()


@pytest.mark.parametrize("crossfade_s", [0.0, 0.1, 0.5, 1.5])
@pytest.mark.parametrize(
    "seconds", [[4.0], [4.0] * 6, [2.0, 10.0, 3.3], [2.0] * 24, [2.5, 7.1, 4.4, 9.9, 2.0]]
)
@pytest.mark.parametrize("fps", EXACT)
def test_shots_fill_whole_grid_steps(seconds: list[float], crossfade_s: float, fps: float) -> None:
    house = HouseFormat(fps=fps)
    timing = cut(seconds, house, crossfade_s=crossfade_s)
    assert timing.frames == house.frames_on_grid(sum(seconds))
    assert timing.frames % house.grid_frames == 0
    assert sum(timing.lengths) - timing.overlap * (len(seconds) - 1) == timing.frames
    assert timing.entries[-1] + timing.lengths[-1] == timing.frames
    assert sum(timing.durations_s) == pytest.approx(float(timing.frames / house.rate))
    for length in timing.lengths:
        assert length > 2 * timing.overlap


def test_what_is_longer_than_its_shot_is_trimmed_and_not_squeezed() -> None:
    assert shown_share(5.0, 2.0) == 0.4
    assert shown_share(2.15, 2.0) == 1.0  # 7 % faster
    assert shown_share(2.0, 3.0) == 1.0
    assert shown_share(None, 2.0) == 1.0


def test_six_shots_of_four_seconds() -> None:
    timing = cut([4.0] * 6, HOUSE, crossfade_s=0.5)
    assert (timing.frames, timing.overlap) == (576, 12)
    assert timing.lengths == (106,) * 6
    assert timing.entries == (0, 94, 188, 282, 376, 470)
    assert timing.starts_s[1] == (94 + 6) / 24


def test_a_dropped_shot_shortens_the_programme_to_a_grid_step() -> None:
    assert cut([4.0] * 5, HOUSE).frames == 3 * 192
    assert cut([4.0] * 4, HOUSE).frames == 2 * 192
    assert cut([2.0], HOUSE).frames == 192


def test_longer_shots_stay_longer() -> None:
    short, long = cut([2.0, 6.0], HOUSE, crossfade_s=0.5).lengths
    assert long / short == pytest.approx(3, abs=0.1)


def test_no_shots() -> None:
    with pytest.raises(ValueError, match="at least one shot"):
        cut([], HOUSE)
