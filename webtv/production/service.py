"""`webtv produce`: the scheduler of all channels."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contract import load_contracts
from webtv.config.settings import Settings
from webtv.generators.backends import Backends
from webtv.ingest.prune import prune, sweep
from webtv.media.binary import find_ffmpeg
from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.production.desk import Desk
from webtv.production.lock import production_lock
from webtv.production.planner import next_channels
from webtv.production.producer import Producer
from webtv.production.shelf import Shelf
from webtv.store.library import Library
from webtv.store.status import read_statuses, remove_status, write_status
from webtv.threads import in_thread

AT_ONCE = 2
"""Programmes in the making at the same time; those that wait for a Space do not count."""

_NICENESS = 5
_TURN_S = 2.0
"""Seconds between two looks at what should be made, and what is on air."""

_UPKEEP_S = 60.0


async def run(settings: Settings) -> None:
    """Make programmes for every channel until SIGTERM or SIGINT.

    Raises `ConfigError` if another production works in the same home, `PreflightError` without
    an ffmpeg. Playout must never miss its turn, so all of this runs niced.
    """
    os.nice(_NICENESS)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)
    with production_lock(settings.home):
        # What a killed production was working on is worth nothing without it.
        shutil.rmtree(settings.work_dir, ignore_errors=True)
        await Production(settings).run(stop)


class Production:
    """All desks, and the jobs that drive them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._contracts = load_contracts(settings.home / "contracts")
        self._library = Library(settings.library_dir)
        token = settings.hf_token.get_secret_value() if settings.hf_token else None
        self._spaces = Backends(
            self._contracts,
            local_url=settings.local_spaces_url,
            local_concurrency=settings.spaces_workers,
            token=token,
        )
        self._producer = Producer(
            spaces=self._spaces,
            library=self._library,
            ffmpeg=find_ffmpeg(settings.ffmpeg),
            work_dir=settings.work_dir,
        )
        self._desks: dict[str, Desk] = {}
        self._broken: Mapping[str, str] = {}
        self._disk_fails = False

    async def run(self, stop: asyncio.Event) -> None:
        """Drive the desks until `stop` is set; then give up what is half made."""
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": 30, "coalesce": True, "max_instances": 1},
        )
        scheduler.add_job(self.turn, "interval", seconds=_TURN_S)
        scheduler.add_job(self.upkeep, "interval", seconds=_UPKEEP_S)
        scheduler.start()
        try:
            async for lineup in watch_lineup(
                self._settings.channels_dir,
                contracts=self._contracts,
                last_good=self._settings.last_good_dir,
                stop=stop,
            ):
                await self.adopt(lineup)
        finally:
            scheduler.shutdown(wait=False)
            await asyncio.gather(*(desk.cancel() for desk in self._desks.values()))
            self._spaces.close()
            for channel_id in (*self._desks, *self._broken):
                remove_status(self._settings.status_dir, ProductionStatus, channel_id)

    async def adopt(self, lineup: Lineup) -> None:
        """Put a new line-up in force."""
        log = structlog.get_logger()
        for channel_id in [c for c in self._desks if c not in lineup.channels]:
            log.info("channel removed", channel=channel_id)
            await self._desks.pop(channel_id).cancel()
            remove_status(self._settings.status_dir, ProductionStatus, channel_id)
        for channel_id, channel in lineup.channels.items():
            desk = self._desks.get(channel_id)
            if desk is None:
                desk = self._desks[channel_id] = Desk(
                    channel_id,
                    channel,
                    shelf=Shelf(channel_id, settings=self._settings, library=self._library),
                    settings=self._settings,
                    spaces=self._spaces,
                    producer=self._producer,
                )
            desk.edited(channel)
            error = lineup.error_text(channel_id)
            if error and error != desk.config_error:
                log.error("channel file is wrong", channel=channel_id, problems=error)
            desk.config_error = error
        broken = {c: lineup.error_text(c) for c in lineup.problems if c not in lineup.channels}
        for channel_id, error in broken.items():
            if self._broken.get(channel_id) != error:
                log.error("channel file is wrong", channel=channel_id, problems=error)
        for channel_id in self._broken.keys() - broken.keys() - self._desks.keys():
            remove_status(self._settings.status_dir, ProductionStatus, channel_id)
        self._broken = broken
        self.look()

    async def turn(self) -> None:
        """`look`, as a job: the scheduler would run a plain function in a thread."""
        self.look()

    def look(self) -> None:
        """Look at the shelves, publish the rundowns, start what is due, and say so.

        A full or broken disk is told once; the next turn tries again.
        """
        log = structlog.get_logger()
        try:
            self._look()
        except OSError as error:
            if not self._disk_fails:
                log.error("production cannot use the disk, it tries again", error=str(error))
            self._disk_fails = True
        else:
            if self._disk_fails:
                log.info("production can use the disk again")
            self._disk_fails = False

    def _look(self) -> None:
        now = datetime.now(UTC)
        playout = read_statuses(self._settings.status_dir, PlayoutStatus, now=now)
        for channel_id, desk in self._desks.items():
            desk.shelf.refresh(now)
            desk.shelf.publish(desk.channel, playout.get(channel_id))
        busy = sum(desk.making and not desk.held_up for desk in self._desks.values())
        ready = [desk.stock for desk in self._desks.values() if desk.ready]
        for channel_id in next_channels(ready, now=now, free=AT_ONCE - busy):
            task = self._desks[channel_id].start()
            task.add_done_callback(self._finished)
        self._tell(now)

    async def upkeep(self) -> None:
        """Keep the library within its limit, and rest what is not needed."""
        self._spaces.close_idle()
        desks = list(self._desks.values())
        airings: dict[str, int] = {}
        protected: set[str] = set()
        for desk in desks:
            airings.update(desk.shelf.airings)
            protected |= desk.shelf.protected
        limit = int(self._settings.library_gb * 1e9)

        def work() -> None:
            prune(self._library, limit_bytes=limit, airings=airings, protected=protected)
            sweep(self._library, now_s=time.time())

        await in_thread(work, name="prune", deadline_s=_UPKEEP_S)

    def _finished(self, task: asyncio.Task[None]) -> None:
        # The next turn would come anyway; this one puts the programme on air without the wait.
        if not task.cancelled():
            self.look()

    def _tell(self, now: datetime) -> None:
        folder = self._settings.status_dir
        for desk in self._desks.values():
            write_status(folder, desk.status())
        for channel_id, error in self._broken.items():
            write_status(
                folder,
                ProductionStatus(
                    channel=channel_id, title=channel_id, written_at=now, config_error=error
                ),
            )
