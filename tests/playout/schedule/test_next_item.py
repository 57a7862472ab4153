"""What is wanted next, as a table of cases."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from webtv.model.asrun import Cause, Kind
from webtv.model.control import ControlState
from webtv.playout.players.item import Item
from webtv.playout.schedule.next_item import NextItem, next_item

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
RUNDOWN = NextItem("rundown")


@pytest.mark.parametrize(
    ("on_air", "orders", "expected"),
    [
        (None, NONE, NextItem("rundown", leave="ready")),
        (A, NONE, RUNDOWN),
        (SLATE, NONE, NextItem("rundown", leave="ready")),
        (LIVE, NONE, RUNDOWN),
        # The slate is held
        (None, NONE.hold(), NextItem("hold", leave="now")),
        (A, NONE.hold(), NextItem("hold", leave="now")),
        (SLATE, NONE.hold(), NextItem("hold", leave="now")),
        (HELD, NONE.hold(), NextItem("hold")),
        (HELD, NONE.hold().take_next("b").cue("c", PAST), NextItem("hold")),
        (LIVE, NONE.hold(), NextItem("hold", leave="now")),
        (HELD, NONE, NextItem("rundown", leave="ready")),
        # Ordered next
        (A, NONE.take_next("b").take_next("c"), NextItem("next", "b")),
        (SLATE, NONE.take_next("b"), NextItem("next", "b", leave="ready")),
        (LIVE, NONE.take_next("b"), NextItem("next", "b")),
        # Cued
        (A, NONE.cue("b", LATER), RUNDOWN),
        (A, NONE.cue("b", SOON), NextItem("cue", "b", at=SOON)),
        (A, NONE.cue("b", SOON).take_next("c"), NextItem("cue", "b", at=SOON)),
        (A, NONE.cue("b", PAST), NextItem("cue", "b", leave="ready", at=PAST)),
        (A, NONE.cue("b", PAST).cue("c", NOON), NextItem("cue", "c", leave="ready", at=NOON)),
        (SLATE, NONE.cue("b", SOON), NextItem("cue", "b", leave="ready", at=SOON)),
        (LIVE, NONE.cue("b", PAST), RUNDOWN),
        (None, NONE.cue("b", PAST), NextItem("cue", "b", leave="ready", at=PAST)),
        # Pulled
        (A, NONE.pull("a"), NextItem("rundown", leave="now")),
        (A, NONE.pull("b"), RUNDOWN),
        (A, NONE.pull("a").take_next("b"), NextItem("next", "b", leave="now")),
        (A, NONE.pull("a").cue("b", PAST), NextItem("cue", "b", leave="now", at=PAST)),
    ],
)
def test_orders_decide_and_then_the_rundown(
    on_air: Item | None, orders: ControlState, expected: NextItem
) -> None:
    assert next_item(on_air, orders, now=NOON) == expected


@pytest.mark.parametrize(
    ("on_air", "orders", "expected"),
    [
        (A, NONE, NextItem("takeover", feed=FEED, leave="ready")),
        (SLATE, NONE.take_next("b"), NextItem("takeover", feed=FEED, leave="ready")),
        (A, NONE.cue("b", PAST), NextItem("takeover", feed=FEED, leave="ready")),
        (A, NONE.hold(), NextItem("hold", leave="now")),
        (LIVE, NONE, RUNDOWN),
    ],
)
def test_a_live_feed_comes_before_all_but_a_held_slate(
    on_air: Item, orders: ControlState, expected: NextItem
) -> None:
    assert next_item(on_air, orders, now=NOON, feed=FEED) == expected


MADE = "rtmp://127.0.0.1/generated/desk"
MADE_ON_AIR = item("live", "live")


@pytest.mark.parametrize(
    ("on_air", "orders", "expected"),
    [
        (A, NONE, NextItem("live", feed=MADE)),
        (SLATE, NONE, NextItem("live", feed=MADE, leave="ready")),
        (A, NONE.take_next("b"), NextItem("next", "b")),
        (A, NONE.cue("b", PAST), NextItem("cue", "b", leave="ready", at=PAST)),
        (A, NONE.pull("a"), NextItem("live", feed=MADE, leave="now")),
        (LIVE, NONE, NextItem("live", feed=MADE)),
        (MADE_ON_AIR, NONE, RUNDOWN),
        (MADE_ON_AIR, NONE.cue("b", PAST), NextItem("cue", "b", leave="ready", at=PAST)),
        (MADE_ON_AIR, NONE.hold(), NextItem("hold", leave="now")),
    ],
)
def test_a_live_programme_has_its_turn_at_a_join_before_the_rundown(
    on_air: Item, orders: ControlState, expected: NextItem
) -> None:
    assert next_item(on_air, orders, now=NOON, feed=MADE) == expected


def test_an_operators_feed_ends_a_live_programme_and_a_skip_leaves_it() -> None:
    taken = NextItem("takeover", feed=FEED, leave="ready")
    assert next_item(MADE_ON_AIR, NONE, now=NOON, feed=FEED) == taken
    leaving = NextItem("rundown", leave="ready")
    assert next_item(MADE_ON_AIR, NONE, now=NOON, feed=MADE, given_back=True) == leaving


def test_a_live_feed_that_was_given_back_is_left_and_not_taken_again() -> None:
    leaving = NextItem("rundown", leave="ready")
    assert next_item(LIVE, NONE, now=NOON, feed=FEED, given_back=True) == leaving
    assert next_item(A, NONE, now=NOON, feed=FEED, given_back=True) == RUNDOWN


def test_a_skip_leaves_as_soon_as_the_next_is_ready() -> None:
    assert next_item(A, NONE, now=NOON, skip=True) == NextItem("rundown", leave="ready")
    assert next_item(A, NONE.take_next("b"), now=NOON, skip=True) == NextItem(
        "next", "b", leave="ready"
    )


def test_what_is_ready_stays_so_when_only_its_time_changes() -> None:
    early, late = next_item(A, NONE, now=NOON), next_item(A, NONE, now=NOON, skip=True)
    assert early.target == late.target
    assert early.target != next_item(A, NONE.take_next("b"), now=NOON).target
