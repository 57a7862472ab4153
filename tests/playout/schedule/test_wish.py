"""What is wanted next, as a table of cases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from webtv.model.asrun import Cause, Kind
from webtv.model.control import ControlState
from webtv.playout.players.item import Item
from webtv.playout.schedule.wish import Wish, wanted

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOON, LATER = NOON + timedelta(seconds=2), NOON + timedelta(minutes=5)
PAST = NOON - timedelta(seconds=20)
NONE = ControlState()
FEED = "rtmp://127.0.0.1/live/desk"


def item(kind: Kind, cause: Cause = "rundown", programme: str | None = None) -> Item:
    return Item(kind, "any", Path("any"), 192, Fraction(24), programme=programme, cause=cause)


A = item("programme", programme="a")
SLATE = item("slate", "nothing")
HELD = item("slate", "hold")
LIVE = item("takeover", "takeover")
RUNDOWN = Wish("rundown")


@pytest.mark.parametrize(
    ("on_air", "orders", "expected"),
    [
        (None, NONE, Wish("rundown", leave="ready")),
        (A, NONE, RUNDOWN),
        (SLATE, NONE, Wish("rundown", leave="ready")),
        (LIVE, NONE, RUNDOWN),
        # The slate is held
        (None, NONE.hold(), Wish("hold", leave="now")),
        (A, NONE.hold(), Wish("hold", leave="now")),
        (SLATE, NONE.hold(), Wish("hold", leave="now")),
        (HELD, NONE.hold(), Wish("hold")),
        (HELD, NONE.hold().take_next("b").cue("c", PAST), Wish("hold")),
        (LIVE, NONE.hold(), Wish("hold", leave="now")),
        (HELD, NONE, Wish("rundown", leave="ready")),
        # Ordered next
        (A, NONE.take_next("b").take_next("c"), Wish("next", "b")),
        (SLATE, NONE.take_next("b"), Wish("next", "b", leave="ready")),
        (LIVE, NONE.take_next("b"), Wish("next", "b")),
        # Cued
        (A, NONE.cue("b", LATER), RUNDOWN),
        (A, NONE.cue("b", SOON), Wish("cue", "b", at=SOON)),
        (A, NONE.cue("b", SOON).take_next("c"), Wish("cue", "b", at=SOON)),
        (A, NONE.cue("b", PAST), Wish("cue", "b", leave="ready", at=PAST)),
        (A, NONE.cue("b", PAST).cue("c", NOON), Wish("cue", "c", leave="ready", at=NOON)),
        (SLATE, NONE.cue("b", SOON), Wish("cue", "b", leave="ready", at=SOON)),
        (LIVE, NONE.cue("b", PAST), RUNDOWN),
        (None, NONE.cue("b", PAST), Wish("cue", "b", leave="ready", at=PAST)),
        # Pulled
        (A, NONE.pull("a"), Wish("rundown", leave="now")),
        (A, NONE.pull("b"), RUNDOWN),
        (A, NONE.pull("a").take_next("b"), Wish("next", "b", leave="now")),
        (A, NONE.pull("a").cue("b", PAST), Wish("cue", "b", leave="now", at=PAST)),
    ],
)
def test_orders_decide_and_then_the_rundown(
    on_air: Item | None, orders: ControlState, expected: Wish
) -> None:
    assert wanted(on_air, orders, now=NOON) == expected


@pytest.mark.parametrize(
    ("on_air", "orders", "expected"),
    [
        (A, NONE, Wish("takeover", feed=FEED, leave="ready")),
        (SLATE, NONE.take_next("b"), Wish("takeover", feed=FEED, leave="ready")),
        (A, NONE.cue("b", PAST), Wish("takeover", feed=FEED, leave="ready")),
        (A, NONE.hold(), Wish("hold", leave="now")),
        (LIVE, NONE, RUNDOWN),
    ],
)
def test_a_live_feed_comes_before_all_but_a_held_slate(
    on_air: Item, orders: ControlState, expected: Wish
) -> None:
    assert wanted(on_air, orders, now=NOON, feed=FEED) == expected


def test_a_live_feed_that_was_given_back_is_left_and_not_taken_again() -> None:
    leaving = Wish("rundown", leave="ready")
    assert wanted(LIVE, NONE, now=NOON, feed=FEED, given_back=True) == leaving
    assert wanted(A, NONE, now=NOON, feed=FEED, given_back=True) == RUNDOWN


def test_a_skip_leaves_as_soon_as_the_next_is_ready() -> None:
    assert wanted(A, NONE, now=NOON, skip=True) == Wish("rundown", leave="ready")
    assert wanted(A, NONE.take_next("b"), now=NOON, skip=True) == Wish("next", "b", leave="ready")


def test_what_is_ready_stays_so_when_only_its_time_changes() -> None:
    early, late = wanted(A, NONE, now=NOON), wanted(A, NONE, now=NOON, skip=True)
    assert early.target == late.target
    assert early.target != wanted(A, NONE.take_next("b"), now=NOON).target
