from __future__ import annotations

import pytest

from webtv.writers.offline.shape import TALE, dealt, dealt_alone, lasts, opens


@pytest.mark.parametrize("shots", range(1, 25))
def test_what_frames_a_programme_leaves_room_for_its_theme(shots: int) -> None:
    for tale in (False, True):
        framed = opens(shots, tale=tale) + lasts(shots) + TALE * tale
        assert framed < shots or shots <= TALE


@pytest.mark.parametrize("beats", range(1, 15))
def test_beats_are_dealt_out_over_programmes(beats: int) -> None:
    assert 1 <= dealt(beats, 16) <= min(5, beats)
    assert dealt(beats, 1) == 1
    assert dealt_alone(beats, 16, phrases=False) >= dealt_alone(beats, 16, phrases=True) >= 2
    assert dealt_alone(beats, 1, phrases=True) == 1
