"""When announcements are due, in the channel's own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webtv.config.channel import Channel
from webtv.model.programme import ANNOUNCED_FOR
from webtv.production.announcements.announcements import (
    Timetable,
    announced_by,
    commission_for,
    out_of_date,
    upcoming,
)

TEXT = "Tonight at eight: the llamas come home. Bring a warm coat, it is cold up there."


def channel(*crons: str, timezone: str = "UTC") -> Channel:
    return Channel.model_validate(
        {
            "title": "Llamas",
            "theme": "llamas in the high Andes at dawn",
            "timezone": timezone,
            "announcements": [
                {"cron": cron, "title": f"News {number}", "text": TEXT}
                for number, cron in enumerate(crons)
            ],
        }
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "timezone", "due"),
    [
        ("2026-06-01T19:29:59", "UTC", []),
        ("2026-06-01T19:30:00", "UTC", ["2026-06-01T20:00:00"]),
        ("2026-06-01T19:59:59", "UTC", ["2026-06-01T20:00:00"]),
        ("2026-06-01T20:00:00", "UTC", []),
        ("2026-06-01T17:45:00", "Europe/Berlin", ["2026-06-01T18:00:00"]),
        ("2026-12-01T18:45:00", "Europe/Berlin", ["2026-12-01T19:00:00"]),
    ],
)
def test_an_announcement_is_due_half_an_hour_ahead(now: str, timezone: str, due: list[str]) -> None:
    found = upcoming(channel("0 20 * * *", timezone=timezone), Timetable(), now=at(now))
    assert [each.airs_at for each in found] == [at(each) for each in due]


def test_an_hour_that_is_skipped_in_spring_still_has_its_announcement() -> None:
    # In Berlin the clock goes from 2:00 to 3:00 on 29 March 2026, at 1:00 UTC.
    found = upcoming(
        channel("30 2 * * *", timezone="Europe/Berlin"), Timetable(), now=at("2026-03-29T00:45:00")
    )
    assert [each.airs_at for each in found] == [at("2026-03-29T01:00:00")]


def test_announcements_are_in_order_and_only_the_next_of_each() -> None:
    found = upcoming(
        channel("10 * * * *", "*/5 * * * *"), Timetable(), now=at("2026-06-01T12:01:00")
    )
    assert [(each.config.title, each.airs_at.minute) for each in found] == [
        ("News 1", 5),
        ("News 0", 10),
    ]


def test_a_timetable_goes_on() -> None:
    timetable = Timetable()
    now = at("2026-06-01T12:00:00")
    for minute in (5, 10, 15):
        assert timetable.next("*/5 * * * *", "UTC", after=now) == at(
            f"2026-06-01T12:{minute:02}:00"
        )
        now += timedelta(minutes=5)


def test_the_same_announcement_is_the_same_programme() -> None:
    llamas, now = channel("0 20 * * *", "0 20 * * *"), at("2026-06-01T19:45:00")
    first, other = (
        commission_for("llamas", llamas, each, now=now)
        for each in upcoming(llamas, Timetable(), now=now)
    )
    later = now + timedelta(minutes=5)
    again = commission_for("llamas", llamas, upcoming(llamas, Timetable(), now=later)[0], now=later)
    assert first.programme_id == again.programme_id
    assert first.programme_id != other.programme_id
    assert (first.kind, first.airs_at) == ("announcement", at("2026-06-01T20:00:00"))
    assert (first.plan.title, first.plan.narration) == ("News 0", TEXT)
    assert announced_by(first) == llamas.announcements[0]
    assert not out_of_date(first, now=at("2026-06-01T20:10:00"))
    assert out_of_date(first, now=at("2026-06-01T20:00:00") + ANNOUNCED_FOR)


@pytest.mark.parametrize(
    ("style", "music"), [("ab", "no music"), (" ", "no music"), ("duo", "duo")]
)
def test_a_plan_says_its_music_in_three_letters_or_not_at_all(style: str, music: str) -> None:
    llamas = channel("0 20 * * *").model_copy(update={"music_style": style})
    now = at("2026-06-01T19:45:00")
    (due,) = upcoming(llamas, Timetable(), now=now)
    assert commission_for("llamas", llamas, due, now=now).plan.music == music
