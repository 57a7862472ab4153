"""What a channel goes on with, beyond its rundown."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from webtv.config.channel import Channel
from webtv.web.iptv.ahead import after, ahead

NIGHTLY = Channel.model_validate(
    {
        "title": "Reef",
        "theme": "Life on a coral reef.",
        "description": "The reef, all day.",
        "timezone": "Europe/Lisbon",
        "dayparts": [{"cron": "0 7 * * *"}, {"cron": "0 21 * * *", "theme": "The reef by night."}],
        "live": [{"cron": "30 12 * * *", "minutes": 45, "title": "Live from the reef"}],
    }
)


def test_what_a_channel_goes_on_with() -> None:
    lines = ahead(NIGHTLY, datetime(2026, 3, 1, 10, 20, tzinfo=UTC))
    assert [(f"{x.starts_at:%H:%M}", f"{x.ends_at:%H:%M}", x.title, x.logline) for x in lines] == [
        ("10:00", "12:30", "Reef", "The reef, all day."),
        ("12:30", "13:15", "Live from the reef", ""),
        ("13:15", "21:00", "Reef", "The reef, all day."),
        ("21:00", "07:00", "Reef", "The reef by night."),
        ("07:00", "10:00", "Reef", "The reef, all day."),
    ]
    rest = after(lines, datetime(2026, 3, 1, 21, 30, tzinfo=UTC))
    assert [f"{x.starts_at:%H:%M}" for x in rest] == ["21:30", "07:00"]


def test_live_programmes_without_number_are_told_in_no_time() -> None:
    live = [{"cron": "* * * * *", "minutes": 720, "title": f"Live {each}"} for each in range(24)]
    busy = Channel.model_validate({"title": "Reef", "theme": "A coral reef", "live": live})
    begun = time.process_time()
    (line,) = ahead(busy, datetime(2026, 3, 1, 10, 20, tzinfo=UTC))
    assert line.title == "Live 23"
    assert line.ends_at - line.starts_at == timedelta(days=1)
    assert time.process_time() - begun < 10
