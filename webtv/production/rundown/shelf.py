"""One channel's programmes on the shelf: what there is, what aired, what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.control import ControlState
from webtv.model.programme import BETWEEN, Programme
from webtv.model.rundown import NEVER
from webtv.model.status import PlayoutStatus
from webtv.outage import Outage
from webtv.production.continuity.wanted import find_ident, find_trails
from webtv.production.rundown.history import FollowedHistory
from webtv.production.rundown.planner import Stock
from webtv.production.rundown.publisher import Air, Between, airable, publish
from webtv.production.rundown.reruns import fitting, is_on, theme_in_force
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.store.playlists import list_playlists
from webtv.writers.writer import Recent

_MEMORY = timedelta(hours=24)
"""No title and no prompt comes again within this time."""

_NONE = Bans()

_LAST = 30
"""Programmes that are remembered however old they are: a series goes on after a long night."""


class Shelf:
    """Reads the library and the as-run log when they change, and publishes the rundown."""

    def __init__(self, channel_id: str, *, settings: Settings, library: Library) -> None:
        self.programmes: list[Programme] = []
        self.orders = ControlState()
        """What an operator has ordered: pulled programmes are never listed again."""
        self.free_at = NEVER
        """When what is on air and what is cued are over; long ago where nobody knows."""
        self._channel_id = channel_id
        self._library = library
        self._folder = library.folder / channel_id
        self._playlists = settings.playlists_dir / channel_id
        self._control = settings.control_dir
        self._damaged = Outage(
            "standing orders are damaged", "standing orders can be read again", channel=channel_id
        )
        self._history = FollowedHistory(AsRunLog(settings.asrun_dir), channel_id)
        self._air = Air()
        self._bans = Bans()
        self._allowed: list[Programme] = []
        """The programmes that no operator has taken off the air."""
        self._sorted_out: object = None
        self._buffer_s = 0.0
        self._bare = True
        self._announced: set[str] = set()
        self._library_stamp = -1
        self._published: object = None

    @property
    def airings(self) -> Mapping[str, int]:
        """How often each programme aired."""
        return self._history.count

    @property
    def aired_at(self) -> Mapping[str, datetime]:
        """When each programme last went on air."""
        return self._history.last

    @property
    def ahead(self) -> list[str]:
        """The programmes of the playlists that playout has not taken or cued, in order."""
        playlists = list_playlists(self._playlists)
        return [p.programme for p in playlists if p.number > self._air.untouchable]

    @property
    def protected(self) -> set[str]:
        """Programmes that must not be deleted: on air, cued or in a playlist ahead."""
        ahead = {
            p.programme
            for p in list_playlists(self._playlists)
            if p.number >= self._air.taken or p.number == self._air.cued
        }
        return ahead | ({self._air.on_air} if self._air.on_air else set())

    def refresh(self, now: datetime, bans: Bans = _NONE) -> None:
        """Read what has changed on disk. `bans` are in force from now on."""
        self._bans = bans
        stamp = self._folder.stat().st_mtime_ns if self._folder.is_dir() else 0
        if stamp != self._library_stamp:
            self._library_stamp = stamp
            self.programmes = self._library.programmes(self._channel_id)
        self._history.update(now)
        self._read_orders()
        self._sort_out()
        self._count()

    def stock(
        self,
        channel: Channel,
        *,
        now: datetime = NEVER,
        last_planned: datetime | None,
        edited: bool = False,
    ) -> Stock:
        """What the planner needs to know."""
        stocked = self._filmed()
        waiting_s = sum(p.duration_s for p in stocked if p.approval == "waiting")
        planned = [p.created_at for p in self.programmes if p.kind == "programme"]
        if last_planned is not None:
            planned.append(last_planned)
        able = airable(stocked, channel.house)
        theme = theme_in_force(channel, now)
        on_theme = [p for p in able if is_on(p, theme)]
        return Stock(
            self._channel_id,
            channel.production,
            programmes=len(able),
            stocked_s=sum(p.duration_s for p in on_theme),
            fresh_s=self.buffer_s + waiting_s,
            last_planned=max(planned, default=None),
            edited=edited,
            shots=channel.programme.shots,
        )

    @property
    def buffer_s(self) -> float:
        """Seconds of programmes that never aired."""
        return self._buffer_s

    @property
    def bare(self) -> bool:
        """Whether there is nothing at all to air."""
        return self._bare

    def score(self, now: datetime) -> float | None:
        """The mean house score of the programmes of the last day; None where there is none."""
        made = [p.score.value for p in self.programmes if p.score and now - p.created_at < _MEMORY]
        return round(sum(made) / len(made), 1) if made else None

    def recent(self, now: datetime) -> tuple[Recent, ...]:
        """The programmes of the last day, and never less than the last few, newest first."""
        return remembered(self.programmes, now)

    def publish(
        self, channel: Channel, playout: PlayoutStatus | None, *, now: datetime = NEVER
    ) -> None:
        """Bring the playlists up to date, if anything that they depend on has changed.

        While playout says nothing, what it said last still counts.
        """
        if playout is not None:
            on_air = playout.on_air.programme if playout.on_air else None
            self._air = Air(max(playout.playlist, self._history.playlist), playout.cued, on_air)
            self._announced.update(p.id for p in self.programmes if p.airs_at and p.id == on_air)
            self._count()
        elif self._air.taken < self._history.playlist:
            self._air = Air(self._history.playlist)
        between = self._between(channel)
        self.free_at = self._first_free_join(playout)
        due = self._due(channel, max(now, self.free_at))
        depth = channel.production.ahead
        fitting = self._fitting(channel, now)
        basis = (
            self._library_stamp,
            tuple(p.id for p in fitting),
            self._air,
            depth,
            channel.house,
            self.orders.pulled,
            self._bans,
            tuple(p.id for p in due),
            channel.clock,
            between.ident,
            tuple(between.trails.values()),
            self._playlists_stamp(),
        )
        if basis == self._published:
            return
        rundown = publish(
            self._playlists,
            self._library,
            fitting,
            aired=self._history.last,
            air=self._air,
            depth=depth,
            due=due,
            between=between,
            shelved=self._allowed,
        )
        self._published = (*basis[:-1], self._playlists_stamp())
        if rundown.add:
            structlog.get_logger().debug(
                "playlists written", channel=self._channel_id, programmes=rundown.add
            )

    def _between(self, channel: Channel) -> Between:
        """The ident and the trails that the rundown can have now."""
        ident = find_ident(channel, self._allowed)
        return Between(
            ident.id if ident else None,
            channel.clock.ident_every,
            find_trails(channel, self._allowed),
        )

    def _count(self) -> None:
        """Work out what is asked for often."""
        listed, aired = self._listed(), self._history.last
        fresh = [p for p in listed if p.id not in aired and p.id != self._air.on_air]
        self._buffer_s = sum(p.duration_s for p in fresh)
        self._bare = not listed

    def _sort_out(self) -> None:
        """Leave out what is pulled or banned, when any of that has changed: shelves grow long."""
        pulled, bans = self.orders.pulled, self._bans
        basis = (self._library_stamp, pulled, bans)
        if basis != self._sorted_out:
            self._sorted_out = basis
            self._allowed = [
                p for p in self.programmes if p.id not in pulled and not bans.covers(p)
            ]

    def _listed(self) -> list[Programme]:
        """The programmes that may air at any time; announcements have one of their own, and idents
        and trails a place.
        """
        return [p for p in self._filmed() if p.approval != "waiting"]

    def _filmed(self) -> list[Programme]:
        return [p for p in self._allowed if p.airs_at is None and p.kind not in BETWEEN]

    def _fitting(self, channel: Channel, now: datetime) -> list[Programme]:
        return fitting(self._listed(), channel, now, aired=self._history.last)

    def _due(self, channel: Channel, join: datetime) -> list[Programme]:
        """The announcements that are to air at `join`, in order of their times."""
        aired = {*self._history.last, *self._announced}
        timed = [p for p in self._allowed if p.airs_at is not None and p.is_in(channel.house)]
        due = [p for p in timed if p.may_air(join, aired=p.id in aired)]
        return sorted(due, key=lambda p: (p.airs_at or join, p.id))

    def _first_free_join(self, playout: PlayoutStatus | None) -> datetime:
        """When what is on air and what is cued are over: the first join that is still open."""
        if playout is None or playout.on_air is None:
            return NEVER
        if playout.cued is None or playout.next is None or playout.next.programme is None:
            return playout.on_air.ends_at
        cued = self._library.get(self._channel_id, playout.next.programme)
        return playout.next.starts_at + timedelta(seconds=cued.duration_s if cued else 0)

    def _read_orders(self) -> None:
        """Take up the operator's orders. From a damaged file those before it stay in force."""
        orders, problem = read_control(self._control, self._channel_id)
        if problem:
            self._damaged.begin(problem)
        else:
            self._damaged.end()
        if not problem or orders != ControlState():
            self.orders = orders

    def _playlists_stamp(self) -> int:
        return self._playlists.stat().st_mtime_ns if self._playlists.is_dir() else 0


def remembered(programmes: Sequence[Programme], now: datetime) -> tuple[Recent, ...]:
    """What a writer must know of `programmes` (oldest first), newest first.

    Those of the last day, and never less than the last few.
    """
    written = [p for p in reversed(programmes) if p.kind == "programme"]
    return tuple(
        Recent.of(p)
        for place, p in enumerate(written)
        if place < _LAST or now - p.created_at < _MEMORY
    )
