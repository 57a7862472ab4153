"""The probe as a process: viewers of every channel, and the verdict on the parts."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import structlog

from webtv.config.channel import Channel
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import ProbeStatus, Verdict
from webtv.outage import Outage
from webtv.probe.evidence import gather
from webtv.probe.verdict import carry, judge_parts
from webtv.probe.viewer import Viewer
from webtv.probe.watch import Watch
from webtv.store.hls import LIVE
from webtv.store.status import remove_status, write_status, write_verdict
from webtv.threads import in_thread

TELL_S = 4.0
"""Longest time between two writes of what is known: well below the age at which it is void."""

_NICENESS = 5
_AT_ONCE = 1
"""Pieces decoded at the same time."""


async def run(settings: Settings) -> None:
    """Watch every channel until SIGTERM or SIGINT. Raises `PreflightError` without an ffmpeg.

    Looking must never cost those who are looked at their turn, so all of this runs niced.
    """
    os.nice(_NICENESS)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    probe = Probe(settings)
    telling = asyncio.create_task(probe.tell())
    try:
        await probe.follow(
            watch_lineup(
                settings.channels_dir,
                contracts=load_contracts(settings.contracts_dir),
                last_good=settings.last_good_dir,
                stop=stop,
                airs_only=True,
            )
        )
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        await probe.close()


class Probe:
    """The watches of all channels, and what is made of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ffmpeg = find_ffmpeg(settings.ffmpeg)
        self._decoding = asyncio.Semaphore(_AT_ONCE)
        self._log = structlog.stdlib.get_logger()
        self._watches: dict[str, Watch] = {}
        self._verdict: Verdict | None = None
        self._news = asyncio.Event()
        self._writing = asyncio.Lock()

    async def follow(self, lineups: AsyncIterator[Lineup]) -> None:
        """Watch the channels of each line-up in turn. No failure ends it."""
        outage = Outage("channels cannot be adopted", "channels can be adopted again")
        async for lineup in lineups:
            try:
                await self.adopt(lineup)
                outage.end()
            except Exception as error:
                outage.begin(error, exc_info=error)

    async def adopt(self, lineup: Lineup) -> None:
        """Watch the channels of a line-up, and no others."""
        wanted = {c: self._addresses(c, channel) for c, channel in lineup.channels.items()}
        for ident in [i for i, w in self._watches.items() if wanted.get(i) != w.addresses]:
            await self._watches[ident].close()
            async with self._writing:
                del self._watches[ident]
                await in_thread(
                    partial(remove_status, self._settings.status_dir, ProbeStatus, ident),
                    name="probe-status",
                )
        for ident, addresses in wanted.items():
            if ident not in self._watches:
                self._watches[ident] = self._watch(ident, addresses)
                self._watches[ident].start()

    async def tell(self) -> None:
        """Write every channel's status and the verdict: every `TELL_S` seconds, news at once."""
        unwritten = Outage(
            "what the probe sees cannot be written", "what the probe sees can be written again"
        )
        while True:
            self._news.clear()
            try:
                async with self._writing:
                    await in_thread(self._write, name="probe-status")
            except Exception as error:
                unwritten.begin(error)
            else:
                unwritten.end()
            with suppress(TimeoutError):
                async with asyncio.timeout(TELL_S):
                    await self._news.wait()

    async def close(self) -> None:
        """Stop looking. What was seen last is void a few seconds later."""
        await asyncio.gather(*(watch.close() for watch in self._watches.values()))

    def _addresses(self, ident: str, channel: Channel) -> dict[str, str]:
        """Where the viewers of a channel watch, by destination."""
        return {
            "hls": f"{self._settings.local_hls_url}/{ident}/{LIVE}",
            "rtmp": f"{self._settings.local_rtmp_url}/{ident}",
            **{d.id: d.probe_url for d in channel.destinations if d.probe_url},
        }

    def _watch(self, ident: str, addresses: Mapping[str, str]) -> Watch:
        log = self._log.bind(channel=ident)

        def viewer(destination: str, url: str) -> Viewer:
            return Viewer(
                destination,
                url,
                ffmpeg=self._ffmpeg,
                decoding=self._decoding,
                log=log,
            )

        return Watch(
            ident,
            addresses,
            viewer=viewer,
            every_s=self._settings.probe_s,
            news=self._news.set,
            outage=self._outage,
            log=log,
        )

    def _outage(self, destination: str) -> None:
        """Have every channel's viewers look: an outage is seldom one channel's alone."""
        for watch in self._watches.values():
            watch.alarm(destination)

    def _write(self) -> None:
        now, settings = datetime.now(UTC), self._settings
        probes = {ident: watch.results() for ident, watch in list(self._watches.items())}
        for ident, results in probes.items():
            status = ProbeStatus(channel=ident, written_at=now, results=results)
            write_status(settings.status_dir, status)
        evidence = gather(
            channels=probes,
            probes=probes,
            statuses=settings.status_dir,
            hls=settings.hls_dir,
            now=now,
        )
        self._verdict = carry(self._verdict, judge_parts(evidence), now=now)
        write_verdict(settings.status_dir, self._verdict)
