"""The rules for what is on air next, and how soon, as a function on values.

From strong to weak: the held slate, a live feed, a programme cued for a time, the programmes
ordered next, the rundown. What was cued while something stronger was on air is taken after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from webtv.model.asrun import Cause
from webtv.model.control import ControlState
from webtv.playout.players.item import Item

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
    live = on_air is not None and on_air.kind == "takeover"
    if orders.held:
        held = on_air is not None and on_air.cause == "hold"
        return NextItem("hold", leave="end" if held else "now")
    if feed and not live and not given_back:
        return NextItem("takeover", feed=feed, leave="ready")
    leave = _leave(on_air, orders, ordered=skip or (live and given_back))
    due = [cue for cue in orders.cues if cue.at - now <= LEAD]
    if due and (not live or given_back):
        cue = max(due, key=lambda c: c.at)
        early = leave if leave == "now" else "ready"
        return NextItem("cue", cue.programme, leave=early if cue.at <= now else leave, at=cue.at)
    if orders.next:
        return NextItem("next", orders.next[0], leave=leave)
    return NextItem("rundown", leave=leave)


def _leave(on_air: Item | None, orders: ControlState, *, ordered: bool) -> Leave:
    if on_air is None:
        return "ready"
    if on_air.programme is not None and on_air.programme in orders.pulled:
        return "now"
    return "ready" if ordered or on_air.kind == "slate" else "end"
