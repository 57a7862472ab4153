"""The rules for what is on air next, and how soon, as a function on values.

From strong to weak: the held slate, an operator's feed, a programme cued for a time, the programmes
ordered next, a live programme, the rundown. What was cued while something stronger was on air is
taken after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from webtv.model.asrun import Cause
from webtv.model.control import ControlState
from webtv.playout.players.item import Item, feed_kind

LEAD = timedelta(seconds=3)
"""A cue is made ready so long before its time."""

Leave = Literal["end", "ready", "now"]
"""When the item on air leaves: at its end; as soon as the next is ready; now, for the slate if
nothing else is ready."""


@dataclass(frozen=True, slots=True)
class NextItem:
    """Names what is to be taken next. `at` is the time of a cue, before which it must not be."""

    cause: Cause
    programme: str | None = None
    feed: str = ""
    leave: Leave = "end"
    at: datetime | None = None

    @property
    def target(self) -> tuple[Cause, str | None, str]:
        """The part that says what to make ready; the rest says when it is taken."""
        return self.cause, self.programme, self.feed

    def wait_s(self, now: datetime) -> float:
        """Tell the seconds until it may be taken; 0 if it may be now."""
        return 0.0 if self.at is None else max(0.0, (self.at - now).total_seconds())


def next_item(
    on_air: Item | None,
    orders: ControlState,
    *,
    now: datetime,
    feed: str = "",
    skip: bool = False,
    given_back: bool = False,
) -> NextItem:
    """Decide what comes after `on_air`.

    `feed` is the address of a live feed that is ready to be taken, or is on air; `skip` and
    `given_back` are orders to leave what is on air.
    """
    kind = None if on_air is None else on_air.kind
    if orders.held:
        held = on_air is not None and on_air.cause == "hold"
        return NextItem("hold", leave="end" if held else "now")
    # One kind of feed does not follow itself.
    wanted = feed_kind(feed) if feed and not given_back and feed_kind(feed) != kind else None
    if wanted == "takeover":
        return NextItem("takeover", feed=feed, leave="ready")
    leave = _leave(on_air, orders, ordered=skip or (kind in ("takeover", "live") and given_back))
    due = [cue for cue in orders.cues if cue.at - now <= LEAD]
    if due and (kind != "takeover" or given_back):
        cue = max(due, key=lambda c: c.at)
        early = leave if leave == "now" else "ready"
        return NextItem("cue", cue.programme, leave=early if cue.at <= now else leave, at=cue.at)
    if orders.next:
        return NextItem("next", orders.next[0], leave=leave)
    if wanted == "live":  # begins where programmes do, at a join
        return NextItem("live", feed=feed, leave=leave)
    return NextItem("rundown", leave=leave)


def _leave(on_air: Item | None, orders: ControlState, *, ordered: bool) -> Leave:
    if on_air is None:
        return "ready"
    if on_air.programme is not None and on_air.programme in orders.pulled:
        return "now"
    return "ready" if ordered or on_air.kind == "slate" else "end"
