"""The board: everything the web server knows about the station, read from its files each second.

Requests are answered from the board, so their cost does not grow with the number of viewers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.settings import Settings
from webtv.model.status import (
    OnAir,
    PlayoutStatus,
    ProbeStatus,
    ProductionStatus,
    ServerStatus,
    Verdict,
)
from webtv.outage import Outage
from webtv.store.status import read_station, read_statuses
from webtv.threads import in_thread
from webtv.web.lineup import LineupWatch
from webtv.web.signal import Signal, measure_signal

_REFRESH_S = 1.0

_REMEMBER = timedelta(seconds=90)
"""How long the item before the current one is kept, for viewers who are behind the live edge."""


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel at one moment. `channel` is None if its file never was valid."""

    id: str
    number: int
    channel: Channel | None
    error: str
    playout: PlayoutStatus | None
    production: ProductionStatus | None
    probe: ProbeStatus | None
    just_aired: OnAir | None
    signal: Signal


@dataclass(slots=True)
class _Air:
    """What one channel has on air, and what it had before."""

    now: OnAir
    before: OnAir | None = None


@dataclass(slots=True)
class Board:
    """The station's newest known state, by channel id in the order of the guide."""

    settings: Settings
    lineup: LineupWatch
    channels: Mapping[str, ChannelState] = field(default_factory=dict)
    server: ServerStatus | None = None
    verdict: Verdict | None = None
    _air: dict[str, _Air] = field(default_factory=dict)

    @asynccontextmanager
    async def followed(
        self, *beside: Callable[[], Coroutine[Any, Any, None]]
    ) -> AsyncIterator[None]:
        """Read everything, and go on reading in a block, while what is `beside` runs too."""
        await in_thread(self.lineup.read, name="board")
        await in_thread(self.refresh, name="board")
        follow = (self.lineup.watch, self.follow, *beside)
        tasks = [asyncio.create_task(each()) for each in follow]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    async def follow(self) -> None:
        """Refresh once a second until cancelled."""
        unreadable = Outage(
            "the station's files cannot be read",
            "the station's files can be read again",
            level=logging.WARNING,
        )
        while True:
            try:
                await in_thread(self.refresh, name="board")
            except Exception as error:
                unreadable.begin(error)
            else:
                unreadable.end()
            await asyncio.sleep(_REFRESH_S)

    def refresh(self) -> None:
        """Read the files and replace what is known."""
        now = datetime.now(UTC)
        lineup = self.lineup.current
        playout = read_statuses(self.settings.status_dir, PlayoutStatus, now=now)
        production = read_statuses(self.settings.status_dir, ProductionStatus, now=now)
        probe = read_statuses(self.settings.status_dir, ProbeStatus, now=now)
        self.server = read_station(self.settings.status_dir, ServerStatus, now=now)
        self.verdict = read_station(self.settings.status_dir, Verdict, now=now)
        numbers = lineup.numbers
        self._remember(playout, list(numbers), now)
        self.channels = {
            id: ChannelState(
                id=id,
                number=number,
                channel=lineup.channels.get(id),
                error=lineup.error_text(id),
                playout=playout.get(id),
                production=production.get(id),
                probe=probe.get(id),
                just_aired=self._air[id].before if id in self._air else None,
                signal=self._signal(id, now),
            )
            for id, number in numbers.items()
        }

    def valid(self) -> list[tuple[ChannelState, Channel]]:
        """The channels whose files are, or were, valid."""
        states = self.channels.values()
        return [(state, state.channel) for state in states if state.channel is not None]

    def probes(self) -> dict[str, ProbeStatus]:
        """The probe's results for each channel."""
        return {id: state.probe for id, state in self.channels.items() if state.probe}

    def live(self) -> frozenset[str]:
        """The channels that an operator has taken over, or that a live programme is on."""
        return frozenset(
            id
            for id, state in self.channels.items()
            if state.playout
            and state.playout.on_air
            and state.playout.on_air.kind in ("takeover", "live")
        )

    def _signal(self, id: str, now: datetime) -> Signal:
        if not CHANNEL_ID.fullmatch(id):
            return Signal(fault="the channel's file name is not valid")
        return measure_signal(self.settings.hls_dir / id, now=now.timestamp())

    def _remember(
        self, playout: Mapping[str, PlayoutStatus], ids: list[str], now: datetime
    ) -> None:
        for gone in set(self._air) - set(ids):
            del self._air[gone]
        for id in ids:
            status = playout.get(id)
            on_air = status.on_air if status else None
            air = self._air.get(id)
            if on_air is not None:
                if air is None:
                    self._air[id] = _Air(on_air)
                elif air.now.started_at != on_air.started_at:
                    self._air[id] = _Air(on_air, before=air.now)
                else:
                    air.now = on_air
            air = self._air.get(id)
            if air and air.before and now - air.now.started_at > _REMEMBER:
                air.before = None
