"""A channel's week: seven days by its own clock, and its entries changed where they stand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.console.desk import Desk
from webtv.config.channel import Channel
from webtv.config.document import read_document
from webtv.console.week.edit import changed, entries, removed
from webtv.console.week.grid import HEAD, HOUR, columns_of
from webtv.console.week.hours import cron_of, hour_of
from webtv.console.week.plan import MOST_A_DAY, Day, week_of
from webtv.errors import ConfigError
from webtv.model.control import Cue
from webtv.writers.daypart import in_force

CHANNELS = Path(__file__).parents[2] / "channels"
PATH = Path("sea.yaml")
TEXT = """\
# The sea.
title: Sea   # its name
theme: >
  Waves on the shore,
  all day.
avoid: [a,   b]
timezone: Europe/Berlin
dayparts:
- cron: "0 22 * * *"   # late
  theme: |
    Night on the sea.
    A lamp.
  tone: calm
# from early on
- {cron: 30 2 * * *, style: "pale light"}
announcements:
- cron: 0 20 * * 1-5
  title: Good evening
destinations:
    - {id: friend, url: "rtmp://192.0.2.7/app", key: "${FRIEND_STREAM_KEY}"}
"""
PARTS = [{"cron": "0 22 * * *", "theme": "Night on the sea"}, {"cron": "30 2 * * *"}]


def channel(**said: object) -> Channel:
    base = {"title": "Sea", "theme": "Waves on the shore", "timezone": "Europe/Berlin"}
    return Channel.model_validate({**base, "dayparts": PARTS, **said})


def stretches(day: Day) -> list[tuple[str, str, int | None]]:
    return [(f"{s.starts:%H:%M}", f"{s.ends:%H:%M}", s.place) for s in day.stretches]


@pytest.mark.parametrize(
    ("sunday", "hours", "seen", "at"),
    [
        (date(2026, 10, 18), 24, ["02:30", "22:00"], [2.5, 22]),
        (date(2026, 10, 25), 25, ["02:30", "22:00"], [2.5, 23]),
        (date(2026, 3, 29), 23, ["03:00", "22:00"], [2, 21]),
    ],
    ids=["usual", "autumn", "spring"],
)
def test_a_day_has_as_many_hours_as_its_clock_shows(
    sunday: date, hours: int, seen: list[str], at: list[float]
) -> None:
    week = week_of(channel(), sunday)
    assert [day.date for day in week.days] == [sunday - timedelta(days=n) for n in range(6, -1, -1)]
    day = week.days[-1]
    assert day.hours == hours
    assert [each.place for each in day.stretches] == [0, 1, 0]
    assert [f"{each.starts:%H:%M}" for each in day.stretches[1:]] == seen
    assert [day.hour(each.starts) for each in day.stretches[1:]] == at
    assert [each.begun for each in day.stretches] == [False, True, True]
    column = columns_of(week)[-1]
    assert column.height == hours * HOUR
    assert [box.top for box in column.boxes] == [HEAD + hour * HOUR for hour in (0, *at)]
    assert sum(box.height for box in column.boxes) == column.height
    marks = [hour for hour, _ in column.hours]
    assert marks.count("02:00") == (2 if hours == 25 else 0)
    assert ("01:00" in marks) == (hours == 23)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2026, 3, 29), date(2026, 12, 1)])
def test_the_grid_says_what_production_takes(day: date) -> None:
    """Each hour of a week, on the same daypart as `daypart` has in force."""
    parts = [*PARTS, {"cron": "0 */6 * * 6", "theme": "Saturday"}, {"cron": "0 22 * * 3"}]
    sea = channel(dayparts=parts)
    for each in week_of(sea, day).days:
        for stretch in each.stretches:
            begin, end = stretch.starts.astimezone(UTC), stretch.ends.astimezone(UTC)
            for at in (begin, begin + (end - begin) / 2, end - timedelta(seconds=1)):
                assert in_force(sea, at) == stretch.place, at


def test_what_airs_at_a_time_stands_on_its_day() -> None:
    sea = channel(
        dayparts=[],
        announcements=[
            {"cron": "30 2 * * *", "title": "Hello"},
            {"cron": "0 20 * * 5", "title": "Ev"},
        ],
        live=[{"cron": "0 21 * * 5", "minutes": 60}],
    )
    cue = Cue(programme="20261123T010203-abcdef", at=datetime(2026, 10, 23, 22, 30, tzinfo=UTC))
    week = week_of(sea, date(2026, 10, 25), cues=[cue], titles={cue.programme: "The Walk"})
    assert stretches(week.days[0]) == [("00:00", "00:00", None)]
    told = [[(f"{m.at:%H:%M}", m.kind, m.title) for m in each.moments] for each in week.days[4:]]
    hello = ("02:30", "announcement", "Hello")
    assert told == [
        [hello, ("20:00", "announcement", "Ev"), ("21:00", "live", "Sea")],
        [("00:30", "cue", "The Walk"), hello],
        [hello],
    ]


def test_more_than_anybody_draws_is_bounded() -> None:
    often = {"cron": "* * * * *", "theme": "Now"}
    week = week_of(
        channel(dayparts=[often], announcements=[{"cron": "*/5 * * * *", "title": "Hi"}]),
        date(2026, 12, 1),
    )
    assert week.crowded == ("* * * * *", "*/5 * * * *")
    assert all(len(day.moments) <= MOST_A_DAY for day in week.days)
    assert week.days[0].more > 0


@pytest.mark.parametrize(
    ("cron", "time", "days"),
    [
        ("0 22 * * *", "22:00", range(7)),
        ("5 7 * * 1-5", "07:05", range(5)),
        ("0 9 * * 0,6", "09:00", (5, 6)),
        ("0 9 * * 7", "09:00", (6,)),
    ],
)
def test_a_cron_is_a_time_and_days_and_back(cron: str, time: str, days: range) -> None:
    hour = hour_of(cron)
    assert hour is not None
    assert (hour.time, hour.days) == (time, frozenset(days))
    again = cron_of(hour.time, hour.days)
    assert again is not None
    assert hour_of(again) == hour


def test_other_crons_are_left_alone() -> None:
    others = ("*/5 * * * *", "0 0 1 * *", "0 1-3 * * *", "0 1 * * MON", "0 99 * * *", "60 1 * * *")
    assert [cron for cron in others if hour_of(cron)] == []
    assert [cron_of(t, ()) for t in ("24:00", "7", "7:5", "")] == [None] * 4


def comments(text: str) -> list[str]:
    return re.findall(r"#.*$", text, re.M)


def lines_changed(before: str, after: str) -> set[str]:
    return set(after.splitlines()) ^ set(before.splitlines())


@pytest.mark.parametrize(
    ("place", "fields", "differs"),
    [
        (
            0,
            {"cron": "0 23 * * *"},
            {'- cron: "0 22 * * *"   # late', '- cron: "0 23 * * *"   # late'},
        ),
        (0, {"tone": ""}, {"  tone: calm"}),
        (
            1,
            {"style": "", "tone": "wide awake"},
            {'- {cron: 30 2 * * *, style: "pale light"}', "- {cron: 30 2 * * *, tone: wide awake}"},
        ),
        (None, {"cron": "0 5 * * *", "tone": ""}, {"- cron: 0 5 * * *"}),
    ],
)
def test_an_entry_is_changed_and_all_else_stays_as_it_was_written(
    place: int | None, fields: dict[str, str | bool], differs: set[str]
) -> None:
    after = changed(PATH, TEXT, "dayparts", place, fields)
    assert lines_changed(TEXT, after) - {""} == differs
    assert comments(after) == comments(TEXT)


def test_an_entry_is_taken_out_with_its_lines_alone() -> None:
    after = removed(PATH, TEXT, "dayparts", 0)
    assert "# from early on" in after
    assert [each["cron"] for each in entries(PATH, after, "dayparts")] == ["30 2 * * *"]
    none = removed(PATH, after, "dayparts", 0)
    assert "dayparts" not in none
    assert comments(none) == ["# The sea.", "# its name", "# from early on"]
    with pytest.raises(ConfigError, match="not in the file any more"):
        removed(PATH, none, "dayparts", 0)


@pytest.mark.parametrize("file", sorted(CHANNELS.glob("*.yaml")), ids=lambda p: p.stem)
def test_files_as_they_ship_keep_every_line(file: Path) -> None:
    text = file.read_text()
    fields: dict[str, str | bool] = {"cron": "0 5 * * *", "theme": "Dew.\nA hen wakes up."}
    after = changed(file, text, "dayparts", None, fields)
    assert set(text.splitlines()) <= set(after.splitlines())
    assert not isinstance(read_document(file, after), str)
    assert entries(file, after, "dayparts")[-1]["theme"] == "Dew.\nA hen wakes up."


def test_what_only_the_whole_file_can_change_is_said() -> None:
    text = "title: Sea\ntheme: &t Waves on it\ndayparts:\n  - {cron: 0 5 * * *, theme: *t}\n"
    after = changed(PATH, text, "dayparts", 0, {"theme": "Night on it"})
    assert "theme: &t Waves on it" in after
    merged = "title: Sea\nx: &x {theme: Waves}\ndayparts:\n  - {<<: *x, cron: 0 5 * * *}\n"
    with pytest.raises(ConfigError, match="only the editor of the whole file"):
        changed(PATH, merged, "dayparts", 0, {"theme": ""})


async def test_a_daypart_is_changed_on_its_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRIEND_STREAM_KEY", "s3cretkey")
    (desk.settings.channels_dir / "sea.yaml").write_text(TEXT)
    desk.look()
    here = "/console/channels/sea/week"
    async with desk.visitor("viewer") as visitor:
        page = (await visitor.get(f"{here}?day=2026-10-25")).text
        assert "25 hours" in page
        assert "Good evening" in page
        assert "?edit=" not in page
        assert "formnovalidate" not in (await visitor.get(f"{here}?edit=dayparts-0")).text
        # What is no day is this week.
        today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Berlin")).date()
        assert (
            f"{today - timedelta(days=today.weekday()):%d %b}"
            in (await visitor.get(f"{here}?day=x")).text
        )

    async with desk.visitor("editor") as visitor:
        form = (await visitor.get(f"{here}?edit=dayparts-0")).text
        assert 'value="22:00"' in form
        found = re.search(r'name="base" value="(\w+)"', form)
        assert found is not None
        same = {"theme": "Night on the sea.\nA lamp.\n", "tone": "calm"}
        fields = {"entry": "dayparts-0", "base": found[1], "time": "23:15", **same}
        bad = await visitor.post(here, {**fields, "time": "", "cron": "0 99 * * *"})
        assert bad.status_code == 422
        assert "Line 9, column 3" in bad.text
        assert "must be a cron expression" in bad.text
        tried = await visitor.post(here, {**fields, "action": "check"})
        assert tried.status_code == 200
        assert '+ - cron: "15 23 * * *"  # late' in tried.text.replace("&#34;", '"')
        assert (desk.settings.channels_dir / "sea.yaml").read_text() == TEXT
        done = await visitor.post(here, {**fields, "action": "save", "day-4": "on"})
        assert done.status_code == 303
        late = await visitor.post(here, {**fields, "action": "save"})
        assert late.status_code == 409
    after = (desk.settings.channels_dir / "sea.yaml").read_text()
    assert after == TEXT.replace('"0 22 * * *"   #', '"15 23 * * 5"  #')
    entry = next(e for e in desk.office.audit.last(9) if e.outcome == "done")
    assert (entry.action, entry.outcome, entry.who) == ("week.save", "done", "editor")
    assert "15 23 * * 5" in entry.detail["difference"]
