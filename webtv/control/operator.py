"""One operator at one channel: gives orders and says what came of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from webtv.control.client import Given, PlayoutClient
from webtv.control.programmes import ChannelProgrammes
from webtv.control.screen import clock
from webtv.errors import WebTVError
from webtv.model.control import Cue
from webtv.model.programme import Programme
from webtv.model.status import OnAir, PlayoutStatus

WAIT_S = 10.0
"""A take happens within a second; longer than this and something is wrong."""

_LOOK_S = 0.1


class Operator:
    """Each method gives one order and returns a sentence. Raises `WebTVError`."""

    def __init__(self, client: PlayoutClient, channel: str, programmes: ChannelProgrammes) -> None:
        self._client = client
        self._channel = channel
        self._programmes = programmes

    def skip(self) -> str:
        """Leave what is on air and take the next."""
        return self._taken("skip")

    def hold(self) -> str:
        """Put the slate on air until it is released."""
        if self._status().control.held:
            return "the slate is held already"
        return self._taken("hold") + ", held until `release`"

    def release(self) -> str:
        """End the hold."""
        said = self._taken("release")
        on_air = self._status().on_air
        if on_air is not None and on_air.kind == "slate":
            return "released, but there is nothing else to air: the slate stays"
        return said

    def next(self, programme: Programme) -> str:
        """Take a programme when what is on air ends."""
        given = self._give("next", programme=programme.id)
        ahead = len(given.orders.next) - 1
        after = f" after {ahead} others" if ahead > 1 else " after one other" if ahead else ""
        return f"'{programme.title}' is next{after}" + _kept(given)

    def unnext(self, programme: Programme) -> str:
        """Withdraw that."""
        return f"'{programme.title}' is not next any more" + _kept(
            self._give("unnext", programme=programme.id)
        )

    def cue(self, programme: Programme, at: datetime) -> str:
        """Take a programme at a time, whatever is on air then."""
        given = self._give("cue", programme=programme.id, at=at.isoformat())
        return f"'{programme.title}' is cued for {clock(at)}" + _kept(given)

    def uncue(self, cue: Cue) -> str:
        """Withdraw a cue."""
        given = self._give("uncue", at=cue.at.isoformat())
        return (
            f"{self._programmes.title(cue.programme)} is not cued for {clock(cue.at)} any more"
            + (_kept(given))
        )

    def pull(self, programme: Programme) -> str:
        """Off air at once if it is on, and never again."""
        on_air = self._status().on_air
        if on_air is not None and on_air.programme == programme.id:
            return f"'{programme.title}' is pulled; " + self._taken("pull", programme=programme.id)
        given = self._give("pull", programme=programme.id)
        return f"'{programme.title}' is pulled and does not air again" + _kept(given)

    def unpull(self, programme: Programme) -> str:
        """Let it air again."""
        given = self._give("unpull", programme=programme.id)
        return f"'{programme.title}' may air again" + _kept(given)

    def pause(self) -> str:
        """Begin no new programme."""
        return "production begins no new programme until `resume`" + _kept(self._give("pause"))

    def resume(self) -> str:
        """Begin them again."""
        return "production goes on" + _kept(self._give("resume"))

    def giveback(self) -> str:
        """End the live takeover."""
        return self._taken("giveback")

    def _status(self) -> PlayoutStatus:
        return self._client.status(self._channel)

    def _give(self, order: str, **body: str) -> Given:
        return self._client.order(self._channel, order, **body)

    def _taken(self, order: str, **body: str) -> str:
        """Give an order that ends what is on air, and wait for what is taken instead."""
        before = self._status().on_air
        began = time.monotonic()
        given = self._give(order, **body)
        on_air = self._wait_for(lambda now: now != before and _began(now) != _began(before))
        took_s = time.monotonic() - began
        what = "the slate" if on_air.kind == "slate" else f"'{on_air.title}'"
        return f"took {what} after {took_s:.1f} s" + _kept(given)

    def _wait_for(self, condition: Callable[[OnAir | None], bool]) -> OnAir:
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline:
            on_air = self._status().on_air
            if on_air is not None and condition(on_air):
                return on_air
            time.sleep(_LOOK_S)
        raise WebTVError(f"the order was given, but nothing was taken within {WAIT_S:.0f} s")


def _began(on_air: OnAir | None) -> datetime | None:
    return on_air.started_at if on_air else None


def _kept(given: Given) -> str:
    return "" if given.durable else " (in force, but not on disk: a restart would forget it)"
