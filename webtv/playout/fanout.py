"""Sends the units of one channel to all of its destinations, each apart from the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from webtv.config.destination import DestinationConfig, FileDestination
from webtv.config.hls import HlsConfig
from webtv.machines.right import Right
from webtv.model.status import DestinationStatus
from webtv.outage import Outage
from webtv.playout.destinations.address import Route, configured_route, rtmp_route
from webtv.playout.destinations.encoder import Encoder
from webtv.playout.destinations.pusher import Pusher
from webtv.playout.destinations.recording import Recording
from webtv.playout.destinations.recording_folder import RecordingFolder
from webtv.playout.hls.writer import HlsWriter
from webtv.playout.mpegts.reader import Unit
from webtv.playout.players.item import Item
from webtv.restart import keep_running
from webtv.threads import in_thread

OWN_WAIT_S = 1.2
"""Longest wait between tries of the station's own RTMP server: it is back within seconds."""
FOREIGN_WAIT_S = 30.0


class Destination(Protocol):
    """Sends a channel to one place."""

    id: str

    def send(self, unit: Unit) -> None:
        """Take one unit without waiting."""

    def join(self, tick: int) -> None:
        """Do here what would show elsewhere: at `tick` one item follows another."""

    def reconnect(self) -> None:
        """Begin anew with the next unit."""

    def status(self) -> DestinationStatus:
        """Tell how it is doing."""

    async def run(self) -> None:
        """Work until cancelled."""


class FanOut:
    """Keeps the destinations of one channel, and hands each unit to all of them."""

    def __init__(
        self,
        *,
        ffmpeg: Path,
        own_address: Callable[[], str],
        hls_folder: Path,
        recordings: Path,
        wall: Callable[[int], datetime],
        right: Right | None = None,
    ) -> None:
        self._ffmpeg = ffmpeg
        self._channel = hls_folder.name
        self._recordings = recordings
        self._wall = wall
        self._log = structlog.stdlib.get_logger()
        self._hls = HlsWriter(hls_folder, ffmpeg=ffmpeg, wall=wall, right=right)
        self._running: dict[str, tuple[Destination, asyncio.Task[None]]] = {}
        self._configs: dict[str, DestinationConfig] = {}
        self._parameters = b""
        self._start(self._hls)
        own = self._pusher(
            "rtmp", lambda: rtmp_route(own_address(), own=True), most_wait_s=OWN_WAIT_S
        )
        self._start(own)

    def send(self, unit: Unit) -> None:
        """Give one unit to every destination; start them anew first if the format changes."""
        if unit.parameters and unit.parameters != self._parameters:
            if self._parameters:
                self._log.info("format changes, destinations reconnect")
                for destination, _ in self._running.values():
                    destination.reconnect()
            self._parameters = unit.parameters
        for destination, _ in self._running.values():
            destination.send(unit)

    async def configure(self, configs: tuple[DestinationConfig, ...]) -> None:
        """Bring the channel's own destinations to `configs`; those that are the same go on."""
        wanted = {config.id: config for config in configs}
        for ident in [i for i, known in self._configs.items() if wanted.get(i) != known]:
            del self._configs[ident]
            await self._stop(ident)
        for ident, config in wanted.items():
            if ident not in self._configs:
                self._configs[ident] = config
                self._start(self._made(config))

    def configure_hls(self, config: HlsConfig) -> None:
        """Put another version of the channel's HLS settings in force."""
        self._hls.configure(config)

    def take(self, item: Item, tick: int) -> None:
        """Tell all that `item` is on air from `tick` on, before its first unit is sent."""
        self._hls.take(item, tick)
        for destination, _ in self._running.values():
            destination.join(tick)

    def statuses(self) -> tuple[DestinationStatus, ...]:
        """Tell how each is doing."""
        return tuple(destination.status() for destination, _ in self._running.values())

    async def close(self, *, remove: bool) -> None:
        """Stop all of them; with `remove`, delete the HLS folder too."""
        await self._hls.finish()
        await asyncio.gather(*(self._stop(ident) for ident in list(self._running)))
        if remove:
            await in_thread(self._hls.remove, name="hls-remove")

    def _made(self, config: DestinationConfig) -> Destination:
        """Make the destination that an operator wrote."""
        made: Pusher | Recording
        if isinstance(config, FileDestination):
            made = Recording(config.id, folder=self._recording_folder(config), wall=self._wall)
        else:
            platform = config.platform
            hours = config.session_h or (platform.session_h if platform else None)
            made = self._pusher(
                config.id,
                partial(configured_route, config),
                most_wait_s=FOREIGN_WAIT_S,
                cap_s=hours * 3600 if hours else None,
            )
        if config.encode is None:
            return made
        return Encoder(made, config=config.encode, ffmpeg=self._ffmpeg)

    def _pusher(
        self,
        ident: str,
        route: Callable[[], Route],
        *,
        most_wait_s: float,
        cap_s: float | None = None,
    ) -> Pusher:
        return Pusher(
            ident,
            route=route,
            ffmpeg=self._ffmpeg,
            most_wait_s=most_wait_s,
            cap_s=cap_s,
        )

    def _recording_folder(self, config: FileDestination) -> RecordingFolder:
        chosen = Path(config.folder or self._channel)
        return RecordingFolder(
            self._recordings / chosen,  # an absolute path stays as it is
            f"{self._channel}-{config.id}",
            shown=chosen.name if chosen.is_absolute() else f"recordings/{chosen}",
            minutes=config.minutes,
            inside=None if chosen.is_absolute() else self._recordings,
            keep_hours=config.keep_hours,
            keep_bytes=config.keep_gb * 1e9 if config.keep_gb else None,
        )

    def _start(self, destination: Destination) -> None:
        outage = Outage(
            "destination failed, it starts again",
            "destination works again",
            destination=destination.id,
        )
        task = asyncio.create_task(keep_running(destination.run, outage=outage))
        self._running[destination.id] = destination, task

    async def _stop(self, ident: str) -> None:
        _, task = self._running.pop(ident)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
