"""The probe as a process: viewers of every channel, and the verdict on the parts."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import structlog

from webtv import __version__
from webtv.config.channel import Channel
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contract import load_contracts
from webtv.config.settings import Settings
from webtv.media.binary import find_ffmpeg
from webtv.model.status import ProbeResult, ProbeStatus, Verdict
from webtv.probe.evidence import gather
from webtv.probe.turn import FIRST_LOOK_S, next_look_s
from webtv.probe.verdict import CUT_OFF, carry, judge_parts
from webtv.probe.viewer import Viewer
from webtv.store.status import remove_status, write_status, write_verdict

TELL_S = 4.0
"""Seconds between two writes of what is known: well below the age at which it is void."""

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
    # Its own station only, or addresses an operator wrote: no proxy, no redirects elsewhere.
    async with httpx.AsyncClient(
        trust_env=False, headers={"User-Agent": f"webtv-probe/{__version__}"}
    ) as client:
        probe = Probe(settings, client=client)
        telling = asyncio.create_task(probe.tell())
        try:
            await probe.follow(
                watch_lineup(
                    settings.channels_dir,
                    contracts=load_contracts(settings.home / "contracts"),
                    last_good=settings.last_good_dir,
                    stop=stop,
                )
            )
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            await probe.close()


class Probe:
    """The viewers of all channels."""

    def __init__(self, settings: Settings, *, client: httpx.AsyncClient) -> None:
        self._settings = settings
        self._client = client
        self._ffmpeg = find_ffmpeg(settings.ffmpeg)
        self._decoding = asyncio.Semaphore(_AT_ONCE)
        self._log = structlog.stdlib.get_logger()
        self._watched: dict[str, Watched] = {}
        self._verdict: Verdict | None = None

    async def follow(self, lineups: AsyncIterator[Lineup]) -> None:
        """Watch the channels of each line-up in turn."""
        async for lineup in lineups:
            wanted = {c: self._addresses(c, channel) for c, channel in lineup.channels.items()}
            for ident in [i for i, w in self._watched.items() if wanted.get(i) != w.addresses]:
                await self._watched.pop(ident).close()
                if ident not in wanted:
                    await asyncio.to_thread(
                        remove_status, self._settings.status_dir, ProbeStatus, ident
                    )
            for ident, addresses in wanted.items():
                if ident not in self._watched:
                    self._watched[ident] = self._watch(ident, addresses)

    async def tell(self) -> None:
        """Write every channel's status and the verdict every `TELL_S` seconds."""
        failing = False
        while True:
            try:
                await asyncio.to_thread(self._write)
                if failing:
                    self._log.info("what the probe sees can be written again")
                failing = False
            except OSError as error:
                if not failing:
                    self._log.error("what the probe sees cannot be written", error=str(error))
                failing = True
            await asyncio.sleep(TELL_S)

    async def close(self) -> None:
        """Stop looking. What was seen last is void a few seconds later."""
        await asyncio.gather(*(watched.close() for watched in self._watched.values()))

    def _addresses(self, ident: str, channel: Channel) -> dict[str, str]:
        """Where the viewers of a channel watch, by destination."""
        return {
            "hls": f"{self._settings.local_hls_url}/{ident}/live.m3u8",
            "rtmp": f"{self._settings.local_rtmp_url}/{ident}",
            **{d.id: d.probe_url for d in channel.destinations if d.probe_url},
        }

    def _watch(self, ident: str, addresses: Mapping[str, str]) -> Watched:
        log = self._log.bind(channel=ident)
        viewers = [
            Viewer(
                destination,
                url,
                ffmpeg=self._ffmpeg,
                client=self._client,
                decoding=self._decoding,
                log=log,
            )
            for destination, url in addresses.items()
        ]
        tasks = [asyncio.create_task(self._keep_looking(ident, viewer)) for viewer in viewers]
        return Watched(addresses, viewers, tasks)

    async def _keep_looking(self, ident: str, viewer: Viewer) -> None:
        """Look at one destination of one channel, now and then, until cancelled."""
        await asyncio.sleep(FIRST_LOOK_S)
        while True:
            try:
                result = await viewer.look()
                failing = bool(result.fault)
            except Exception:
                self._log.exception(
                    "the probe failed", channel=ident, destination=viewer.destination
                )
                failing = False
            else:
                if result.failures == 1 and result.symptom in CUT_OFF:
                    self._alarm(viewer.destination)
            wait_s = next_look_s(
                f"{ident}/{viewer.destination}",
                now=time.monotonic(),
                every_s=self._settings.probe_s,
                failing=failing,
            )
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await viewer.alarm.wait()
            viewer.alarm.clear()

    def _alarm(self, destination: str) -> None:
        """Have the other channels' viewers look too: an outage is seldom one channel's alone."""
        for watched in self._watched.values():
            for viewer in watched.viewers:
                if viewer.destination == destination and not (
                    viewer.result and viewer.result.fault
                ):
                    viewer.alarm.set()

    def _write(self) -> None:
        now, settings = datetime.now(UTC), self._settings
        probes = {ident: watched.results() for ident, watched in list(self._watched.items())}
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


@dataclass(frozen=True, slots=True)
class Watched:
    """One channel's viewers, where they watch, and what keeps them looking."""

    addresses: Mapping[str, str]
    viewers: list[Viewer]
    tasks: list[asyncio.Task[None]]

    def results(self) -> tuple[ProbeResult, ...]:
        """What each saw last."""
        return tuple(viewer.result for viewer in self.viewers if viewer.result is not None)

    async def close(self) -> None:
        """Stop looking."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
