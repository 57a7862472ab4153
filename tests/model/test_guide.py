"""The guide of a channel, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webtv.model.asrun import Kind
from webtv.model.guide import Guide, Listing, Planned, coming, joined, on_now
from webtv.model.status import NextUp, OnAir

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def line(kind: Kind, title: str, since: float, until: float) -> Listing:
    return Listing(kind, title, at(since), at(until))


def told(lines: list[Listing]) -> list[tuple[str, float, float]]:
    return [
        (each.title, (each.starts_at - NOON).total_seconds(), (each.ends_at - NOON).total_seconds())
        for each in lines
    ]


def planned(title: str, length_s: float = 64) -> Planned:
    return Planned("programme", title, length_s)


def test_what_airs_between_programmes_belongs_to_the_one_before() -> None:
    lines = [
        line("filler", "ident", 0, 6),
        line("programme", "Dawn", 6, 70),
        line("filler", "Next: Noon", 70, 76),
        line("slate", "Tides", 76, 84),
        line("rerun", "Noon", 84, 148),
        line("filler", "ident", 148, 154),
    ]
    assert told(joined(lines)) == [("Dawn", 6, 84), ("Noon", 84, 154)]


def test_a_long_slate_is_a_line_and_a_long_silence_is_a_gap() -> None:
    slates = [line("slate", "Tides", 64 + 8 * i, 72 + 8 * i) for i in range(10)]
    lines = [line("programme", "Dawn", 0, 64), *slates, line("programme", "Noon", 900, 964)]
    assert told(joined(lines)) == [("Dawn", 0, 64), ("Tides", 64, 144), ("Noon", 900, 964)]


def test_no_line_overlaps_the_next() -> None:
    lines = [
        line("programme", "Dawn", 0, 64),
        line("programme", "Noon", 60, 124),
        line("programme", "gone", 124, 124.2),
        line("programme", "Dusk", 124.1, 190),
    ]
    assert told(joined(lines)) == [("Dawn", 0, 60), ("Noon", 60, 124), ("Dusk", 124.1, 190)]


def test_what_comes_follows_without_a_break_and_a_cue_is_taken_at_its_time() -> None:
    items = [planned("Dawn"), planned("Noon"), planned("Dusk")]
    assert told(coming(NOON, items, [])) == [("Dawn", 0, 64), ("Noon", 64, 128), ("Dusk", 128, 192)]
    cues = [
        (at(-10), planned("late", 8)),
        (at(100), planned("News", 30)),
        (at(900), planned("Film")),
    ]
    assert told(coming(NOON, items, cues)) == [
        ("late", 0, 8),
        ("Dawn", 8, 72),
        ("Noon", 72, 100),
        ("News", 100, 130),
        ("Dusk", 130, 194),
        ("Film", 900, 964),
    ]


def test_what_has_no_end_goes_on_for_some_minutes() -> None:
    feed = OnAir(kind="takeover", title="Council", started_at=at(0), ends_at=at(0))
    now = on_now(feed, None, at(61.5))
    assert now.ends_at == at(60 + 300)
    assert (
        on_now(feed, None, at(89)) == now
    )  # a guide changes with what it tells, not by the second
    slate = OnAir(kind="slate", title="Tides", started_at=at(0), ends_at=at(8))
    follows = NextUp(kind="programme", title="Dawn", starts_at=at(8))
    assert on_now(slate, follows, at(30)).ends_at == at(30)
    assert on_now(slate, None, at(30)).ends_at == at(300)


def test_a_guide_in_order() -> None:
    past, now, later = (line("programme", t, i, i + 1) for i, t in enumerate("abc"))
    assert Guide((past,), now, (later,)).listings == (past, now, later)
    assert Guide((past,)).listings == (past,)
