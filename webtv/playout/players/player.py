"""The base of all players: units are read ahead, and aired one by one.

`begin` says when a player goes on air, `shorten` when it leaves before its end. Both work on what
was read already, so a take needs nothing from disk and nothing from a process.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from math import inf

from webtv.playout.mpegts.reader import AUDIO_FRAME_TICKS, TICKS_PER_S, Unit
from webtv.playout.mpegts.restamp import shifted, sound_before
from webtv.playout.players.item import Item

LOOKAHEAD_S = 3.0
"""Seconds of media read before their turn."""

_REFILL_S = 0.25
"""Reading rests until so much of it has been taken, so that an idle station sleeps."""


class Player:
    """Holds the units of `item`, the first picture at tick `start` until `begin` says otherwise."""

    def __init__(self, item: Item, start: int) -> None:
        self.item = item
        self.start = start
        self.end = start
        """When the last thing read is over; final once `ended` is set."""
        self.sent_end = start
        """When the last thing that `next` returned is over."""
        self.ended = asyncio.Event()
        self.failure = ""
        self.shortened = False
        """Whether it was told to leave before its end."""
        self.reason = ""
        """Why, in a word or two."""
        self._shift = 0
        self._units: deque[Unit] = deque()
        self._first_dts: int | None = None
        self._changed = asyncio.Event()
        self._taken = asyncio.Event()

    async def cue(self, within_s: float = 0.0) -> None:
        """Make the first pictures ready. Raises `MediaError` if there are none in time."""

    def begin(self, tick: int) -> None:
        """Put the first picture at `tick`. Call it before the first `next`."""
        by = tick - self.start
        self._shift += by
        self.start += by
        self.end += by
        self.sent_end += by

    async def next(self) -> Unit | None:
        """Wait for the next unit in order; None at the end. `failure` says if that came too early.

        May be cancelled without losing a unit.
        """
        while not self._units:
            if self.ended.is_set():
                return None
            await self._change()
        unit = shifted(self._units.popleft(), self._shift)
        if self._ahead_s() <= LOOKAHEAD_S - _REFILL_S:
            self._taken.set()
        self.sent_end = max(self.sent_end, unit.end)
        return unit

    def shorten(self, tick: int, reason: str = "", *, within: int = 0) -> None:
        """Leave, for `reason`, at the clean place nearest to `tick` of those already read.

        A place is clean when all pictures before it are there: pictures are sent in the order of
        decoding, and in between some are still missing. Sound up to that place, which comes a
        little later in the stream, is kept. With `within` ticks to spare after `tick`, it is the
        place of those where picture and sound end most nearly together.
        """
        self.shortened = True
        self.reason = reason
        units = list(self._units)
        wanted = tick - self._shift
        best = len(units)
        nearest = inf, inf
        if units and self.ended.is_set():
            nearest = self._misfit(units[-1].end, wanted, within)
        for index in range(1, len(units)):
            misfit = self._misfit(units[index - 1].end, wanted, within)
            if misfit < nearest and self._clean(units[index - 1], units[index]):
                best, nearest = index, misfit
        self._keep(units, best)
        self.failure = ""
        self._stop_reading()
        self._end()

    async def close(self) -> None:
        """Free what it holds."""
        self._end()

    def _misfit(self, place: int, wanted: int, within: int) -> tuple[float, float]:
        """How ill a place suits: by its silence where there is a choice, then by its distance."""
        distance = abs(place - wanted)
        if not within:
            return 0, distance
        if not wanted <= place <= wanted + within:
            return inf, distance
        silence = (place - (self.start - self._shift)) % AUDIO_FRAME_TICKS
        return (0 if silence <= 1 else silence), distance

    def _tidy(self) -> None:
        """It stopped anywhere: end at the last clean place of what was read."""
        units = list(self._units)
        frame = self.item.frame_ticks
        for place in range(len(units), 0, -1):
            if self._whole(units[place - 1], units[place - 1].dts + frame):
                self._keep(units, place)
                return

    def _keep(self, units: list[Unit], count: int) -> None:
        """Drop all but the first `count` units, and their sound that comes later."""
        if 0 < count < len(units):
            last = units[count - 1]
            sound = sound_before(units[count:], last.end)
            units[count - 1] = replace(last, data=last.data + sound)
        self._units = deque(units[:count])
        self.end = self._units[-1].end + self._shift if self._units else self.sent_end

    def _clean(self, before: Unit, after: Unit) -> bool:
        """Whether every picture that is shown before `after` has been sent with `before`."""
        return self._whole(before, after.dts)

    def _whole(self, before: Unit, after: int) -> bool:
        """Likewise, for whatever would be decoded at tick `after`."""
        assert self._first_dts is not None
        shown = before.end - (self.start - self._shift)
        decoded = after - self._first_dts
        return shown - decoded <= self.item.frame_ticks * 3 // 4

    def _stop_reading(self) -> None:
        """Nothing more is wanted. Must not wait."""

    def _add(self, unit: Unit) -> None:
        if self._first_dts is None:
            self._first_dts = unit.dts
        self._units.append(unit)
        self.end = max(self.end, unit.end + self._shift)
        self._changed.set()

    def _end(self) -> None:
        self.ended.set()
        self._changed.set()

    async def _change(self) -> None:
        """Wait until there are more units or the end."""
        self._changed.clear()
        await self._changed.wait()

    async def _room(self) -> None:
        """Wait while `LOOKAHEAD_S` is read ahead, until there is room for a good piece again."""
        if self._ahead_s() > LOOKAHEAD_S:
            self._taken.clear()
            await self._taken.wait()

    def _ahead_s(self) -> float:
        if not self._units:
            return 0.0
        return (self._units[-1].dts - self._units[0].dts) / TICKS_PER_S
