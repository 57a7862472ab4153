from __future__ import annotations

import numpy as np

from webtv.media.watermark.code import CHIPS, Chips, chips_of
from webtv.media.watermark.spans import spans

ONE, OTHER = "20261130T202500-abc123", "20261130T203000-00beef"


def seconds(noise: np.random.Generator, *shown: tuple[str, int]) -> list[Chips]:
    """So many seconds of each programme, in noise; an empty id is none."""
    return [
        (_chips(name) + 1.5 * noise.standard_normal(CHIPS)).astype(np.float32)
        for name, count in shown
        for _ in range(count)
    ]


def _chips(name: str) -> Chips:
    chips = chips_of(name) if name else None
    return np.zeros(CHIPS, np.float32) if chips is None else chips


def test_programmes_follow_each_other_with_holes_between() -> None:
    found = spans(seconds(np.random.default_rng(3), ("", 9), (ONE, 8), (OTHER, 24), ("", 8)))
    assert [each.programme for each in found] == [ONE, OTHER]
    for each, (start, end) in zip(found, ((9, 17), (17, 41)), strict=True):
        assert abs(each.start - start) <= 1
        assert abs(each.end - end) <= 1
        assert each.likeness > 0.5


def test_noise_alone_is_nobody() -> None:
    assert spans(seconds(np.random.default_rng(4), ("", 200))) == []
    assert spans([]) == []
    assert spans([np.zeros(CHIPS, np.float32)] * 10) == []


def test_a_recording_may_be_shorter_than_what_is_looked_at_together() -> None:
    (found,) = spans(seconds(np.random.default_rng(5), (ONE, 5)))
    assert (found.programme, found.start, found.end) == (ONE, 0, 5)
