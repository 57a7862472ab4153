"""Times as people write them."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from webtv.time_args import future_time, past_time

NOW = datetime(2026, 11, 23, 18, 30, 15, tzinfo=UTC)
"""Half past eight in the evening in the zone of these tests, 15 s after."""


@pytest.fixture(autouse=True)
def _zone() -> Iterator[None]:
    """Two hours east of Greenwich, whatever the machine's zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "TST-2"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2h", NOW - timedelta(hours=2)),
        ("1d12h", NOW - timedelta(hours=36)),
        ("90s", NOW - timedelta(seconds=90)),
        ("2026-11-23", datetime(2026, 11, 22, 22, tzinfo=UTC)),
        ("2026-11-23T10:00Z", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("2026-11-23T10:00", datetime(2026, 11, 23, 8, tzinfo=UTC)),
        ("2026-11-23 10:00:30+05:00", datetime(2026, 11, 23, 5, 0, 30, tzinfo=UTC)),
        ("20:15", datetime(2026, 11, 23, 18, 15, tzinfo=UTC)),
        ("21:15", datetime(2026, 11, 22, 19, 15, tzinfo=UTC)),
        ("0:00:05", datetime(2026, 11, 22, 22, 0, 5, tzinfo=UTC)),
    ],
)
def test_a_time_that_has_been(text: str, wanted: datetime) -> None:
    assert past_time(text, now=NOW) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("+10m", NOW + timedelta(minutes=10)),
        ("+1d", NOW + timedelta(days=1)),
        ("20:15", datetime(2026, 11, 24, 18, 15, tzinfo=UTC)),
        ("20:30", datetime(2026, 11, 24, 18, 30, tzinfo=UTC)),
        ("20:31", datetime(2026, 11, 23, 18, 31, tzinfo=UTC)),
        ("2026-11-24T20:15", datetime(2026, 11, 24, 18, 15, tzinfo=UTC)),
    ],
)
def test_a_time_to_come(text: str, wanted: datetime) -> None:
    assert future_time(text, now=NOW) == wanted


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "+", "-2h", "2026-13-01", "10", "99999999999999d", "1h 2m", "٣h"]
)
def test_what_is_no_time_is_told(text: str) -> None:
    for reading in (past_time, future_time):
        with pytest.raises(ValueError, match=r"no time|too long"):
            reading(text, now=NOW)


@pytest.mark.parametrize("text", ["9999999d", "9" * 5000 + "d", "20:15\n", "2h\n"])
def test_what_no_calendar_has_is_told(text: str) -> None:
    for reading, mark in ((past_time, ""), (future_time, "+" if text.endswith("d") else "")):
        with pytest.raises(ValueError, match=r"no time|too long|too far"):
            reading(mark + text, now=NOW)
