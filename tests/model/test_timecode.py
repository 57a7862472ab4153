"""Lengths as broadcasters write them."""

import pytest

from webtv.model.timecode import length, timecode


@pytest.mark.parametrize(
    ("pictures", "fps", "wanted"),
    [
        (0, 24, "00:00:00:00"),
        (23, 24, "00:00:00:23"),
        (24, 24, "00:00:01:00"),
        (24, 23.976, "00:00:01:00"),
        (30 * 3600 + 29, 29.97, "01:00:00:29"),
        (25 * 3600 * 100 + 1, 25, "100:00:00:01"),
    ],
)
def test_a_picture_count_as_timecode(pictures: int, fps: float, wanted: str) -> None:
    assert timecode(pictures, fps) == wanted


def test_seconds_as_hours_and_tenths() -> None:
    assert [length(s) for s in (0, 59.96, 3599.9, 90000)] == [
        "0:00:00.0",
        "0:01:00.0",
        "0:59:59.9",
        "25:00:00.0",
    ]
