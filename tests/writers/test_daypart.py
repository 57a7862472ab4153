from __future__ import annotations

from datetime import UTC, datetime

import pytest

from webtv.config.channel import Channel
from webtv.config.story import DaypartConfig
from webtv.writers.daypart import daypart

BERLIN = Channel(
    title="Test channel",
    theme="Ships on the river all day",
    style="watercolour",
    tone="calm",
    timezone="Europe/Berlin",
    dayparts=(
        DaypartConfig(cron="0 6 * * *"),
        DaypartConfig(cron="0 22 * * *", theme="Night ferries", tone="hushed"),
        DaypartConfig(cron="0 20 * * FRI", theme="Dances on deck", music_style="accordion"),
    ),
)


@pytest.mark.parametrize(
    ("utc", "theme"),
    [
        ("2026-05-04T04:00:00", "Ships on the river all day"),  # Monday, 6:00 in Berlin
        ("2026-05-04T03:59:59", "Night ferries"),
        ("2026-05-04T19:59:59.5", "Ships on the river all day"),
        ("2026-05-04T20:00:00", "Night ferries"),
        ("2026-05-08T18:00:00", "Dances on deck"),
        ("2026-05-08T20:00:00", "Night ferries"),
        ("2026-12-04T19:00:00", "Dances on deck"),  # winter: an hour later in UTC
    ],
)
def test_the_part_that_began_last_counts_by_the_channels_clock(utc: str, theme: str) -> None:
    assert daypart(BERLIN, datetime.fromisoformat(utc).replace(tzinfo=UTC)).theme == theme


def test_what_a_part_leaves_empty_stays() -> None:
    friday = daypart(BERLIN, datetime(2026, 5, 8, 18, 30, tzinfo=UTC))
    assert (friday.style, friday.tone, friday.music_style) == ("watercolour", "calm", "accordion")
    assert daypart(friday, datetime(2026, 5, 8, 18, 30, tzinfo=UTC)) == friday


@pytest.mark.parametrize(
    ("hour", "minute", "tone"), [(0, 29, "calm"), (0, 30, "late"), (1, 59, "late"), (2, 0, "calm")]
)
def test_the_night_when_clocks_go_back(hour: int, minute: int, tone: str) -> None:
    parts = (DaypartConfig(cron="30 2 * * *", tone="late"), DaypartConfig(cron="0 3 * * *"))
    channel = BERLIN.model_copy(update={"dayparts": parts})
    assert daypart(channel, datetime(2026, 10, 25, hour, minute, tzinfo=UTC)).tone == tone


NEW_YORK = BERLIN.model_copy(update={"timezone": "America/New_York"})


@pytest.mark.parametrize(
    ("cron", "utc", "began"),
    [
        # 1:30 comes twice on 1 November 2026, at 5:30 and 6:30 UTC.
        ("30 1 * * *", "2026-11-01T05:29:59", False),
        ("30 1 * * *", "2026-11-01T05:30:00", True),
        ("30 1 * * *", "2026-11-01T06:00:00", True),
        ("30 1 * * *", "2026-11-01T06:29:59", True),
        ("30 1 * * *", "2026-11-01T06:31:00", True),
        ("0 1 * * *", "2026-11-01T06:10:00", True),
        ("59 1 * * *", "2026-11-01T06:30:00", True),
        # 2:30 is left out on 8 March 2026: the clock jumps at 7:00 UTC.
        ("30 2 * * *", "2026-03-08T06:59:59", False),
        ("30 2 * * *", "2026-03-08T07:00:00", True),
        ("0 3 * * *", "2026-03-08T07:00:00", True),
        ("0 4 * * *", "2026-03-08T07:59:59", False),
    ],
)
def test_a_part_begins_once_when_clocks_change(cron: str, utc: str, began: bool) -> None:
    parts = (DaypartConfig(cron="0 0 * * *", tone="day"), DaypartConfig(cron=cron, tone="late"))
    channel = NEW_YORK.model_copy(update={"dayparts": parts})
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert daypart(channel, now).tone == ("late" if began else "day")


@pytest.mark.parametrize(
    ("utc", "tone"),
    [("05:10", "even"), ("05:40", "odd"), ("06:10", "even"), ("06:40", "odd"), ("07:10", "even")],
)
def test_hourly_parts_come_in_both_of_the_repeated_hours(utc: str, tone: str) -> None:
    parts = (
        DaypartConfig(cron="0 * * * *", tone="even"),
        DaypartConfig(cron="30 * * * *", tone="odd"),
    )
    channel = NEW_YORK.model_copy(update={"dayparts": parts})
    now = datetime.fromisoformat(f"2026-11-01T{utc}:00").replace(tzinfo=UTC)
    assert daypart(channel, now).tone == tone


def test_a_channel_without_parts_is_the_same_all_day() -> None:
    plain = BERLIN.model_copy(update={"dayparts": ()})
    assert daypart(plain, datetime(2026, 5, 8, 18, 30, tzinfo=UTC)) is plain


def test_of_two_that_begin_together_the_later_one_counts() -> None:
    parts = (DaypartConfig(cron="0 6 * * *", tone="one"), DaypartConfig(cron="0 6 * * *", tone="2"))
    channel = BERLIN.model_copy(update={"dayparts": parts})
    assert daypart(channel, datetime(2026, 5, 8, 9, tzinfo=UTC)).tone == "2"


def test_what_the_channel_forbids_is_avoided_at_all_hours() -> None:
    known = BERLIN.model_copy(
        update={"theme": "Ships on the river. No cars. Never any shouting.", "avoid": ("oil",)}
    )
    at_night = daypart(known, datetime(2026, 5, 4, 21, 0, tzinfo=UTC))
    assert at_night.theme == "Night ferries"
    assert at_night.avoid == ("oil", "cars", "shouting")
    by_day = daypart(known, datetime(2026, 5, 4, 9, 0, tzinfo=UTC))
    assert by_day.avoid == ("oil",)  # its theme says it itself


def test_what_a_part_wants_is_not_avoided() -> None:
    known = BERLIN.model_copy(update={"theme": "Ships on the river. No ferries. No cars."})
    assert daypart(known, datetime(2026, 5, 4, 21, 0, tzinfo=UTC)).avoid == ("cars",)
