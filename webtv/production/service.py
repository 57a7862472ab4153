"""`webtv produce`: the scheduler of all channels."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from datetime import UTC
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.errors import DamagedWorkBookError
from webtv.machines.alone import Alone
from webtv.machines.choose import membership
from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.outage import Outage
from webtv.production.adoption import adopted
from webtv.production.desk.backend_status import open_slots
from webtv.production.desk.desk import Desk
from webtv.production.faults import kept_apart
from webtv.production.housekeeping import Housekeeping
from webtv.production.memory import keep_memory_flat
from webtv.production.rundown.planner import Stock, next_channels
from webtv.production.rundown.shelf import Shelf
from webtv.production.share import Share
from webtv.production.studio import Studio, open_studio
from webtv.production.unfinished import Unfinished
from webtv.store.production_lock import production_lock
from webtv.store.status import read_statuses, remove_status, write_status
from webtv.threads import in_thread

_NICENESS = 5
_TURN_S = 2.0
"""Seconds between two looks at what should be made, and what is on air."""

_SHORTEST_TURN_S = 0.2
"""On the wall, however fast the clock runs."""

_UPKEEP_S = 60.0


async def run(settings: Settings) -> None:
    """Make programmes for every channel until SIGTERM or SIGINT.

    Raises `ConfigError` if another production works in the same home, `PreflightError` without
    an ffmpeg, `SupersededError` if another machine has taken over what this one made. Playout must
    never miss its turn, so all of this runs niced.
    """
    os.nice(_NICENESS)
    keep_memory_flat()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)
    with production_lock(settings.home):
        await adopted(settings, stop)
        machine = membership(settings, "production")
        async with open_studio(settings, clock=Clock(), fence=machine.fence) as studio:
            await Production(studio, Share(machine)).run(stop)


class Production:
    """All desks, and the jobs that drive them."""

    def __init__(self, studio: Studio, share: Share | None = None) -> None:
        self._studio = studio
        self._share = share or Share(Alone())
        self._settings = studio.settings
        self._clock = studio.clock
        self._desks: dict[str, Desk] = {}
        self._broken: Mapping[str, str] = {}
        self._unfinished = Unfinished(studio.book)
        self._strays: tuple[Problem, ...] = ()
        self._looking = Outage(
            "production cannot look after its channels, it tries again",
            "production can look after its channels again",
        )
        self._lineup = Lineup()
        self._following = Outage("channels cannot be adopted", "channels can be adopted again")
        self._adopting: dict[str, Outage] = {}
        self._one_at_a_time = asyncio.Lock()
        self._tending: dict[str, Outage] = {}
        self._housekeeping = Housekeeping(studio.settings, studio.library)
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Drive the desks until `stop` is set; what is half made is gone on with at a new start.

        Raises `DamagedWorkBookError` when only a new start can mend the work book.
        """
        self._stop = stop
        if not self._share.shared:
            await self._unfinished.load()
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": 30, "coalesce": True, "max_instances": 1},
        )
        turn_s = max(_SHORTEST_TURN_S, self._clock.real_s(_TURN_S))
        scheduler.add_job(self.turn, "interval", seconds=turn_s)
        scheduler.add_job(self.upkeep, "interval", seconds=_UPKEEP_S)
        scheduler.start()
        sharing = asyncio.create_task(self._share.follow(stop.set))
        try:
            async for lineup in watch_lineup(
                self._settings.channels_dir,
                contracts=self._studio.contracts,
                last_good=self._settings.last_good_dir,
                stop=stop,
            ):
                self._lineup = lineup
                await self._put_in_force()
        finally:
            scheduler.shutdown(wait=False)
            sharing.cancel()
            await asyncio.gather(*(desk.stop() for desk in self._desks.values()))
            await asyncio.gather(sharing, return_exceptions=True)
            for channel_id in (*self._desks, *self._broken):
                remove_status(self._settings.status_dir, ProductionStatus, channel_id)
        if self._studio.book.damage:
            raise DamagedWorkBookError(self._studio.book.damage)
        await self._share.close()

    async def _put_in_force(self) -> None:
        """Adopt the newest line-up. What fails is told once, and the next turn tries again."""
        async with self._one_at_a_time:
            try:
                await self.adopt(self._lineup)
                self._following.end()
            except Exception as error:
                self._following.begin(error, exc_info=error)

    async def adopt(self, lineup: Lineup) -> None:
        """Put a new line-up in force. A failure is its own channel's alone."""
        log = structlog.get_logger()
        mine = self._share.of(lineup.channels)
        for channel_id in [c for c in self._desks if c not in mine]:
            desk = self._desks.pop(channel_id)
            if channel_id in lineup.channels:
                log.info("channel is looked after elsewhere", channel=channel_id)
                await desk.stop()
                await self._share.give(channel_id)
            else:
                log.info("channel removed", channel=channel_id)
                await desk.close()
            remove_status(self._settings.status_dir, ProductionStatus, channel_id)
        for channel_id in self._adopting.keys() - lineup.channels.keys():
            del self._adopting[channel_id]
        for channel_id, channel in mine.items():
            adopting = self._adopting.setdefault(
                channel_id,
                Outage(
                    "channel cannot be adopted",
                    "channel can be adopted again",
                    channel=channel_id,
                ),
            )
            try:
                await self._adopt(channel_id, channel, lineup.error_text(channel_id))
                self._desks[channel_id].number = lineup.numbers[channel_id]
                adopting.end()
            except Exception as fault:
                adopting.begin(fault, exc_info=fault)
        if lineup.strays and lineup.strays != self._strays:
            found = "\n".join(map(str, lineup.strays))
            log.error("files are no channels", problems=found)
        self._strays = lineup.strays
        broken = {c: lineup.error_text(c) for c in lineup.problems if c not in lineup.channels}
        for channel_id, error in broken.items():
            if self._broken.get(channel_id) != error:
                log.error("channel file is wrong", channel=channel_id, problems=error)
        for channel_id in self._broken.keys() - broken.keys() - self._desks.keys():
            remove_status(self._settings.status_dir, ProductionStatus, channel_id)
        self._broken = broken
        await self._unfinished.give_up_orphans(known={*lineup.channels, *broken})
        self.look()

    async def _adopt(self, channel_id: str, channel: Channel, error: str) -> None:
        """Put one channel's newest good version in force; `error` is what its file has now."""
        desk = self._desks.get(channel_id)
        if desk is None:
            await self._studio.budgets.refresh(channel_id)
            if self._share.shared:  # others may have begun since
                await self._unfinished.load()
            desk = self._desks[channel_id] = self._new_desk(channel_id, channel)
            desk.resume(self._unfinished.taken(channel_id))
        desk.edited(channel)
        if error and error != desk.config_error:
            structlog.get_logger().error(
                "channel file is wrong", channel=channel_id, problems=error
            )
        desk.config_error = error

    async def turn(self) -> None:
        """`look`, as a job, and adopt what could not be adopted before."""
        if self._studio.book.damage:
            self._stop.set()
        if self._following or self._share.moved or any(self._adopting.values()):
            await self._put_in_force()
        self.look()

    def look(self) -> None:
        """Look at the shelves, publish the rundowns, start what is due, and say so.

        What fails, such as a full disk, is told once; the next turn tries again.
        """
        try:
            self._look()
            self._looking.end()
        except Exception as error:
            self._looking.begin(error, exc_info=error)

    def _look(self) -> None:
        now = self._clock.now()
        bans = self._studio.bans.look()
        playout = read_statuses(self._settings.status_dir, PlayoutStatus, now=now)
        ready: list[Stock] = []
        slots: dict[str, int] = {}
        unfinished = 0
        faults: dict[str, Exception] = {}
        for channel_id, desk in self._desks.items():
            with kept_apart(channel_id, faults):
                desk.shelf.refresh(now, bans)
                desk.shelf.publish(desk.numbered, playout.get(channel_id), now=now)
                desk.begin_due()
                ready += [desk.stock] if desk.ready else []
                slots |= open_slots(desk.channel.pipeline, self._studio.backends)
                unfinished += desk.unfinished
        self._studio.scheduler.look()
        if not self._housekeeping.room:
            ready = []
        open_now = sum(slots.values())
        for channel_id in next_channels(ready, now=now, unfinished=unfinished, slots=open_now):
            with kept_apart(channel_id, faults):
                self._desks[channel_id].start()
        self._tell(faults)
        disk = [error for error in faults.values() if isinstance(error, OSError)]
        known = {*self._desks, *self._broken}
        if disk and len(disk) == len(known):
            raise disk[0]  # it is everybody's, and told once
        for channel_id in known:
            self._tended(channel_id, faults.get(channel_id))

    def _tended(self, channel_id: str, fault: Exception | None) -> None:
        """Note whether a channel could be looked after: what fails there is nobody else's."""
        tending = self._tending.setdefault(
            channel_id,
            Outage(
                "channel cannot be looked after",
                "channel can be looked after again",
                channel=channel_id,
            ),
        )
        if fault is None:
            tending.end()
        else:
            tending.begin(fault, exc_info=fault)

    async def upkeep(self) -> None:
        """Keep the home within its size, and rest what is not needed."""
        self._studio.backends.close_idle()
        desks = list(self._desks.values())
        airings: dict[str, int] = {}
        protected: set[str] = set()
        for desk in desks:
            airings.update(desk.shelf.airings)
            protected |= desk.shelf.protected
        others = self._lineup.channels.keys() - self._desks.keys() if self._share.shared else ()
        look = partial(self._housekeeping.look, airings=airings, protected=protected, others=others)
        await in_thread(look, name="prune", deadline_s=_UPKEEP_S)

    def _new_desk(self, channel_id: str, channel: Channel) -> Desk:
        return Desk(
            channel_id,
            channel,
            shelf=Shelf(channel_id, settings=self._settings, library=self._studio.library),
            studio=self._studio,
            # The next turn would come anyway; this one puts it on air without the wait.
            over=self.look,
        )

    def _tell(self, faults: dict[str, Exception]) -> None:
        """Publish the status of each channel; one that has none leaves the others theirs."""
        folder, now = self._settings.status_dir, self._clock.now()
        for channel_id, desk in self._desks.items():
            with kept_apart(channel_id, faults):
                write_status(folder, desk.status())
        for channel_id, error in self._broken.items():
            with kept_apart(channel_id, faults):
                status = ProductionStatus(
                    channel=channel_id, title=channel_id, written_at=now, config_error=error
                )
                write_status(folder, status)
