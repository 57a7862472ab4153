"""One channel's programmes on the shelf: what there is, what aired, what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.control import ControlState
from webtv.model.programme import Programme
from webtv.model.status import PlayoutStatus
from webtv.production.airings import Airings
from webtv.production.planner import Stock
from webtv.production.publisher import Air, airable, publish
from webtv.store.asrun import AsRunLog
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.playlists import list_playlists
from webtv.writers.writer import Recent

_MEMORY = timedelta(hours=24)
"""No title and no prompt comes again within this time."""

_LAST = 30
"""Programmes that are remembered however old they are: a series goes on after a long night."""


class Shelf:
    """Reads the library and the as-run log when they change, and publishes the rundown."""

    def __init__(self, channel_id: str, *, settings: Settings, library: Library) -> None:
        self.programmes: list[Programme] = []
        self.orders = ControlState()
        """What an operator has ordered: pulled programmes are never listed again."""
        self._channel_id = channel_id
        self._library = library
        self._folder = library.folder / channel_id
        self._playlists = settings.playlists_dir / channel_id
        self._control = settings.control_dir
        self._control_problem = ""
        self._airings = Airings(AsRunLog(settings.asrun_dir), channel_id)
        self._air = Air()
        self._library_stamp = -1
        self._published: object = None

    @property
    def airings(self) -> Mapping[str, int]:
        """How often each programme aired."""
        return self._airings.count

    @property
    def protected(self) -> set[str]:
        """Programmes that must not be deleted: on air, cued or in a playlist ahead."""
        ahead = {
            p.programme
            for p in list_playlists(self._playlists)
            if p.number >= self._air.taken or p.number == self._air.cued
        }
        return ahead | ({self._air.on_air} if self._air.on_air else set())

    def refresh(self, now: datetime) -> None:
        """Read what has changed on disk."""
        stamp = self._folder.stat().st_mtime_ns if self._folder.is_dir() else 0
        if stamp != self._library_stamp:
            self._library_stamp = stamp
            self.programmes = self._library.programmes(self._channel_id)
        self._airings.update(now)
        self._read_orders()

    def stock(
        self, channel: Channel, *, last_planned: datetime | None, edited: bool = False
    ) -> Stock:
        """What the planner needs to know."""
        fitting = airable(self._listed(), channel.house)
        planned = [p.created_at for p in self.programmes]
        if last_planned is not None:
            planned.append(last_planned)
        return Stock(
            self._channel_id,
            channel.production,
            programmes=len(fitting),
            fresh_s=self.buffer_s,
            last_planned=max(planned, default=None),
            edited=edited,
        )

    @property
    def buffer_s(self) -> float:
        """Seconds of programmes that never aired."""
        aired = self._airings.last
        return sum(
            p.duration_s for p in self._listed() if p.id not in aired and p.id != self._air.on_air
        )

    def recent(self, now: datetime) -> tuple[Recent, ...]:
        """The programmes of the last day, and never less than the last few, newest first."""
        written = [p for p in reversed(self.programmes) if p.kind == "programme"]
        return tuple(
            Recent.of(p)
            for place, p in enumerate(written)
            if place < _LAST or now - p.created_at < _MEMORY
        )

    def publish(self, channel: Channel, playout: PlayoutStatus | None) -> None:
        """Bring the playlists up to date, if anything that they depend on has changed.

        While playout says nothing, what it said last still counts.
        """
        if playout is not None:
            on_air = playout.on_air.programme if playout.on_air else None
            self._air = Air(max(playout.playlist, self._airings.playlist), playout.cued, on_air)
        elif self._air.taken < self._airings.playlist:
            self._air = Air(self._airings.playlist)
        depth = channel.production.ahead
        basis = (
            self._library_stamp,
            self._air,
            depth,
            channel.house,
            self.orders.pulled,
            self._playlists_stamp(),
        )
        if basis == self._published:
            return
        rundown = publish(
            self._playlists,
            self._library,
            airable(self._listed(), channel.house),
            aired=self._airings.last,
            air=self._air,
            depth=depth,
        )
        self._published = (*basis[:-1], self._playlists_stamp())
        if rundown.add:
            structlog.get_logger().debug(
                "playlists written", channel=self._channel_id, programmes=rundown.add
            )

    def _listed(self) -> list[Programme]:
        """The programmes that may air."""
        return [p for p in self.programmes if p.id not in self.orders.pulled]

    def _read_orders(self) -> None:
        """Take up the operator's orders. From a damaged file those before it stay in force."""
        orders, problem = read_control(self._control, self._channel_id)
        if problem and problem != self._control_problem:
            structlog.get_logger().error(
                "standing orders are damaged", channel=self._channel_id, error=problem
            )
        self._control_problem = problem
        if not problem or orders != ControlState():
            self.orders = orders

    def _playlists_stamp(self) -> int:
        return self._playlists.stat().st_mtime_ns if self._playlists.is_dir() else 0
