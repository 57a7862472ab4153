"""When live programmes are due, by the channel's own clock."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.slack import slack
from webtv.config.channel import Channel
from webtv.writers.live import live_end, live_now, live_title

CHANNEL = Channel.model_validate(
    {
        "title": "Foxes",
        "theme": "A red fox walks through deep snow.",
        "timezone": "Europe/Berlin",
        "live": [
            {"cron": "0 20 * * *", "minutes": 90, "title": "Evening"},
            {"cron": "0 21 * * 6", "minutes": 30},
        ],
    }
)
SATURDAY = datetime(2026, 7, 4, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("hour", "minute", "title", "end"),
    [
        (19, 59, None, None),
        (20, 0, "Evening", "21:30"),
        (21, 0, "Foxes", "21:30"),
        (21, 29, "Foxes", "21:30"),
        (21, 30, None, None),
    ],
)
def test_the_one_that_began_last_is_on_until_it_ends(
    hour: int, minute: int, title: str | None, end: str | None
) -> None:
    now = SATURDAY.replace(hour=hour, minute=minute).astimezone(UTC)
    live = live_now(CHANNEL, now)
    assert (live and live_title(CHANNEL, live)) == title
    if live is not None:
        until = live_end(CHANNEL, live, now).astimezone(SATURDAY.tzinfo)
        assert f"{until:%H:%M}" == end


def test_playout_and_web_load_no_writer_and_no_database() -> None:
    code = "import sys, webtv.playout.service, webtv.web.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=120 * slack(),
    )
    heavy = ("webtv.writers.offline.", "sqlalchemy", "psycopg", "alembic")
    assert not [name for name in done.stdout.split() if name.startswith(heavy)]
