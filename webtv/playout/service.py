"""Playout as a process: every channel of the line-up on air, edits taken up live."""

from __future__ import annotations

import asyncio
import resource
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog

from webtv.config.channel import Channel
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contract import load_contracts
from webtv.config.platform import advice
from webtv.config.settings import Settings
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import PlayoutStatus
from webtv.playout.asrun.airings import Airings
from webtv.playout.asrun.recorder import Recorder
from webtv.playout.channel import ChannelAir
from webtv.playout.clock import AirClock
from webtv.playout.control.http import ControlServer, control_app
from webtv.playout.control.status import report
from webtv.playout.destinations.address import signed_address
from webtv.playout.fanout import Outputs
from webtv.playout.players.item import Item
from webtv.playout.players.live import LivePlayer
from webtv.playout.players.playlist import Player
from webtv.playout.players.reading import Reading
from webtv.playout.players.slate import SlateShelf
from webtv.playout.schedule.director import Director
from webtv.playout.schedule.orders import Orders
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.takeover import TakeoverWatch, feed_address, signed_feed_address
from webtv.ports import open_port
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.secret import read_secret
from webtv.store.status import remove_status, write_status

STATUS_S = 2.5
"""Seconds between two writes of a channel's status."""


async def run(settings: Settings) -> None:
    """Air every channel until SIGTERM or SIGINT. Raises `WebTVError` if it cannot start."""
    raise_file_limit()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    playout = Playout(settings, ffmpeg=find_ffmpeg(settings.ffmpeg))
    listener = open_port(
        settings.control_host,
        settings.control_port,
        purpose="control",
        variable="WEBTV_CONTROL_PORT",
    )
    token = read_secret(settings.home / "control.token")
    contracts = load_contracts(settings.home / "contracts")
    following = asyncio.create_task(
        playout.follow(
            watch_lineup(
                settings.channels_dir,
                contracts=contracts,
                last_good=settings.last_good_dir,
                stop=stop,
            )
        )
    )
    server = ControlServer(control_app(playout.channels, token=token, host=settings.control_host))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    watching = asyncio.create_task(playout.takeovers.run(playout.channels))
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait(
            (stopping, following, serving, watching), return_when=asyncio.FIRST_COMPLETED
        )
        for task in done - {stopping}:
            task.result()  # an error of either ends the process, and the supervisor restarts it
    finally:
        server.should_exit = True
        for task in (stopping, following, watching):
            task.cancel()
        await asyncio.gather(stopping, following, watching, serving, return_exceptions=True)
        await playout.close()


def raise_file_limit() -> None:
    """Let this process open as many files as it may: every channel needs a dozen."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Playout:
    """All channels on air."""

    def __init__(self, settings: Settings, *, ffmpeg: Path) -> None:
        self.channels: dict[str, ChannelAir] = {}
        self._settings = settings
        self._ffmpeg = ffmpeg
        self._log = structlog.stdlib.get_logger()
        self._secret = read_secret(settings.home / "rtmp.secret")
        self._library = Library(settings.library_dir)
        self._asrun = AsRunLog(settings.asrun_dir)
        self._recorder = Recorder(self._asrun, kept_days=settings.asrun_days)
        self._slates = SlateShelf(settings.slate_dir, ffmpeg=ffmpeg)
        self.takeovers = TakeoverWatch(
            settings.status_dir,
            address=lambda ident: feed_address(settings, ident),
            log=self._log,
        )
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}

    async def follow(self, lineups: AsyncIterator[Lineup]) -> None:
        """Bring what is on air to each line-up in turn."""
        async for lineup in lineups:
            # A channel whose file cannot be read goes on as it is; only one without a file leaves.
            known = lineup.channels.keys() | lineup.problems.keys()
            for ident in [i for i in self.channels if i not in known]:
                await self.remove(ident)
            for ident, channel in lineup.channels.items():
                air = self.channels.get(ident)
                if air is None:
                    self.add(ident, channel)
                elif air.channel != channel:
                    await air.update(channel)

    def add(self, ident: str, channel: Channel) -> None:
        """Put a channel on air."""
        log = self._log.bind(channel=ident)
        settings = self._settings
        changed = asyncio.Event()
        for config in channel.destinations:
            for remark in advice(config, channel.house):
                log.info("platform advice", destination=config.id, advice=str(remark))

        def own_address() -> str:
            return signed_address(settings.local_rtmp_url, ident, secret=self._secret)

        def outputs(clock: AirClock) -> Outputs:
            return Outputs(
                ffmpeg=self._ffmpeg,
                own_address=own_address,
                hls_folder=settings.hls_dir / ident,
                recordings=settings.home / "recordings",
                wall=clock.wall,
                log=log,
            )

        def orders(ring: Callable[[], None]) -> Orders:
            return Orders(ident, folder=settings.control_dir, changed=ring, log=log)

        def play(item: Item, start: int) -> Reading:
            return self._play(ident, item, start)

        def director(clock: AirClock) -> Director:
            return Director(
                channel,
                clock=clock,
                play=play,
                source=Source(
                    ident,
                    playlists=settings.playlists_dir / ident,
                    library=self._library,
                    asrun=self._asrun,
                    log=log,
                ),
                slates=self._slates,
                orders=orders,
                log=log,
            )

        air = ChannelAir(
            ident,
            channel,
            director=director,
            airings=Airings(ident, asrun=self._asrun, recorder=self._recorder, log=log),
            outputs=outputs,
            changed=changed.set,
            log=log,
        )
        self.channels[ident] = air
        self._tasks[ident] = [
            asyncio.create_task(self._keep_on_air(air)),
            asyncio.create_task(self._tell(air, changed)),
        ]

    async def remove(self, ident: str, *, forget: bool = True) -> None:
        """Take a channel off air; `forget` also deletes its HLS files and status."""
        air = self.channels.pop(ident)
        tasks = self._tasks.pop(ident)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await air.outputs.close(remove=forget)
        if forget:
            await asyncio.to_thread(remove_status, self._settings.status_dir, PlayoutStatus, ident)
            self._log.info("channel off air", channel=ident)

    async def close(self) -> None:
        """Take every channel off air."""
        await asyncio.gather(*(self.remove(ident, forget=False) for ident in list(self.channels)))

    def _play(self, ident: str, item: Item, start: int) -> Reading:
        """The player of an item on channel `ident`."""
        if item.kind != "takeover":
            return Player(ffmpeg=self._ffmpeg, item=item, start=start)
        return LivePlayer(
            ffmpeg=self._ffmpeg,
            item=item,
            start=start,
            house=self.channels[ident].channel.house,
            address=lambda: signed_feed_address(item.feed, secret=self._secret),
            sound=self.takeovers.sound(ident),
        )

    async def _keep_on_air(self, air: ChannelAir) -> None:
        """Air one channel. A fault in it is logged in full, and it alone starts again."""
        while True:
            try:
                await air.run()
            except Exception:
                self._log.exception("channel failed, it starts again", channel=air.id)
                await asyncio.sleep(1)

    async def _tell(self, air: ChannelAir, changed: asyncio.Event) -> None:
        """Write a channel's status at each take and every `STATUS_S` seconds."""
        log = self._log.bind(channel=air.id)
        lost = False
        while True:
            changed.clear()
            try:
                await asyncio.to_thread(self._write_status, air)
            except (OSError, RuntimeError) as error:
                if not lost:
                    log.error("status cannot be written", error=str(error))
                lost = True
            else:
                if lost:
                    log.info("status can be written again")
                lost = False
            with suppress(TimeoutError):
                async with asyncio.timeout(STATUS_S):
                    await changed.wait()

    def _write_status(self, air: ChannelAir) -> None:
        write_status(self._settings.status_dir, report(air, datetime.now(UTC)))
