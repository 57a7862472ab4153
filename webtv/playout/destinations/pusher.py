"""A pusher: a long-lived ffmpeg that sends a channel to one RTMP or SRT address.

It reads MPEG-TS from a pipe and copies it, across any number of players. It is killed and
started again when it exits, and when it no longer gets anything through: plain ffmpeg would wait
for ever for a peer that stops reading.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from webtv.backoff import Backoff
from webtv.log import redact
from webtv.media.process.longrun import run_long, stalled
from webtv.media.process.spawn import Child
from webtv.model.status import DestinationStatus
from webtv.playout.destinations.address import Route, RtmpRoute
from webtv.playout.destinations.backlog import Backlog
from webtv.playout.destinations.connection_limit import FLV_CAP_S, ConnectionLimit
from webtv.playout.destinations.reporter import Reporter
from webtv.playout.destinations.rtmp_relay import Relay, direct_argv
from webtv.playout.destinations.srt import hide_argv, srt_argv
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit

STALL_S = 10.0
"""Seconds without a byte sent after which a pusher is stuck."""

_FAREWELL_S = 1.5
_PERIOD_S = 1.0
_LEAST_HIDDEN = 4
"""Shorter secrets are no secrets, and hiding them would make every message unreadable."""


class Pusher:
    """Keeps one destination connected. `route` gives the way there, anew for each connection.

    A connection is renewed at a join before it has lasted `cap_s` seconds of media.
    """

    def __init__(
        self,
        ident: str,
        *,
        route: Callable[[], Route],
        ffmpeg: Path,
        most_wait_s: float,
        cap_s: float | None = None,
    ) -> None:
        self.id = ident
        self._route = route
        self._ffmpeg = ffmpeg
        self._backoff = Backoff(most_s=most_wait_s)
        way = route()
        flv = isinstance(way, RtmpRoute)
        self._limit = ConnectionLimit(min(cap_s or FLV_CAP_S, FLV_CAP_S) if flv else cap_s)
        self._reporter = Reporter(ident, kind="rtmp" if flv else "srt", url=way.shown)
        self._backlog = Backlog()
        self._dropped = 0
        self._relay: Relay | None = None
        self._loop = asyncio.get_running_loop()
        self._first = self._newest = 0
        self._pushed_at = 0.0
        self._progress_at = 0.0

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        if unit.keyframe and self._limit.overdue(unit.dts):
            self._renew(unit.dts)
        self._pushed_at = self._loop.time()
        self._newest = unit.dts
        self._backlog.push(unit)

    def join(self, tick: int) -> None:
        """Renew a connection that is due, where one item follows another at `tick`."""
        if self._limit.due(tick):
            self._renew(tick)

    def reconnect(self) -> None:
        """Begin a new connection with the next unit; the old one sends what it was given."""
        self._dropped += self._backlog.drops
        self._backlog.finish()
        self._backlog = Backlog()

    def status(self) -> DestinationStatus:
        """Tell how it is doing."""
        status = self._reporter.status
        changes: dict[str, object] = {"drops": self._dropped + self._backlog.drops}
        if status.state in ("sending", "stalled"):
            quiet_s = self._pushed_at - self._progress_at - _PERIOD_S
            changes["lag_s"] = round(status.lag_s + max(0.0, quiet_s), 1)
        return status.model_copy(update=changes)

    async def run(self) -> None:
        """Connect, and connect again, until cancelled."""
        try:
            while True:
                backlog = self._backlog
                await backlog.begun()
                if backlog.finished.is_set():
                    continue  # nothing of it can be sent on its own any more
                began = self._loop.time()
                error = await self._connection(backlog)
                backlog.disconnect()
                if error is None:
                    continue
                self._reporter.lost(error)
                await asyncio.sleep(self._backoff.wait_s(lasted_s=self._loop.time() - began))
                self._reporter.set(reconnects=self._reporter.status.reconnects + 1)
        finally:
            self._reporter.stopped()

    async def _connection(self, backlog: Backlog) -> str | None:
        """One connection, to its end. Returns why it ended, None if that was on purpose."""
        route = self._route()
        self._reporter.connecting()
        assert backlog.first is not None
        self._first = backlog.first.dts
        self._limit.begin(self._first)
        if not isinstance(route, RtmpRoute):
            error = await self._push(backlog, srt_argv(route), (route.passphrase, route.streamid))
            return error and hide(error, (route.passphrase, route.streamid))
        if route.direct:  # no key to hide, and half the work is spared
            error = await self._push(backlog, direct_argv(route))
        else:
            error = await self._relayed(backlog, route)
        return error and hide(error, (route.key,))

    async def _relayed(self, backlog: Backlog, route: RtmpRoute) -> str | None:
        async with Relay(route) as self._relay:
            error = await self._push(backlog, self._relay.argv)
            with suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL_S):
                    await self._relay.finished()
            return self._relay.error or error if error is not None else None

    async def _push(
        self, backlog: Backlog, output: Sequence[str], secrets: Sequence[str] = ()
    ) -> str | None:
        """One ffmpeg, to its end. `secrets` stand on its command line and must not stay there."""
        self._progress_at = self._loop.time()
        error = await run_long(
            pusher_argv(self._ffmpeg, *output),
            feed=lambda process: _feed(backlog, process, [s for s in secrets if s]),
            read=[self._follow],
            watch=[
                lambda: stalled(self._quiet_s, limit_s=STALL_S, what="nothing was sent"),
                lambda: _farewell(backlog),
            ],
            farewell_s=_FAREWELL_S,
        )
        return None if backlog.finished.is_set() else error

    def _quiet_s(self) -> float:
        """Seconds in which there was something to send and nothing went; half of what is allowed
        is told in the status.
        """
        quiet_s = self._pushed_at - self._progress_at
        if quiet_s >= STALL_S / 2 and self._reporter.status.state == "sending":
            self._reporter.set(state="stalled", kbps=0.0)
        return quiet_s

    async def _follow(self, process: Child) -> None:
        """Read ffmpeg's own count of what it has sent."""
        stdout = process.stdout
        assert stdout is not None
        sent, report = 0, dict[str, str]()
        while line := await stdout.readline():
            name, _, text = line.decode(errors="replace").strip().partition("=")
            report[name] = text
            total, media_us = report.get("total_size", ""), report.get("out_time_us", "")
            if name != "progress" or not total.isdigit() or int(total) <= sent:
                continue
            now = self._loop.time()
            size, took_s = int(total) - sent, max(now - self._progress_at, 0.1)
            sent, self._progress_at = int(total), now
            media_s = int(media_us) / 1e6 if media_us.isdigit() else 0.0
            self._reporter.sent(
                size, kbps=size * 8 / 1000 / took_s, lag_s=self._lag_s(sent, media_s)
            )
            since, planned_s = self._reporter.status.connected_since, self._limit.planned_s
            if since is not None and planned_s is not None:
                self._reporter.set(reconnect_at=since + timedelta(seconds=planned_s))

    def _lag_s(self, sent: int, media_s: float) -> float:
        """Seconds of media that wait: before ffmpeg, in it, and on the way to the server."""
        behind_s = (self._newest - self._first) / TICKS_PER_S - media_s
        away = self._relay.waiting_bytes() if self._relay else 0
        return max(0.0, behind_s) + away / max(sent, 1) * media_s

    def _renew(self, tick: int) -> None:
        self._reporter.log.info(
            "planned reconnect", after_s=round((tick - self._first) / TICKS_PER_S)
        )
        self._limit.begin(tick)
        self.reconnect()


def pusher_argv(ffmpeg: Path, *output: str) -> list[str]:
    """The command that copies MPEG-TS from its standard input to `output`: options and address.

    Gaps up to an hour stay gaps, so that a destination that missed something keeps the time; only
    the wrap of the transport stream's clock after 26.5 h is closed. The first 0.2 s tell all that
    is to be known of the stream; longer probing would only keep viewers waiting.
    """
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats"),
        *("-progress", "pipe:1", "-stats_period", f"{_PERIOD_S:g}"),
        *("-dts_delta_threshold", "3600"),
        *("-probesize", "1000000", "-analyzeduration", "200000", "-fpsprobesize", "0"),
        *("-f", "mpegts", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0", "-c", "copy"),
        *("-flvflags", "no_duration_filesize", *output),
    ]


def hide(text: str, secrets: Sequence[str]) -> str:
    """`text` without `secrets` or anything else that may be a key."""
    for secret in secrets:
        if len(secret) >= _LEAST_HIDDEN:
            text = text.replace(secret, "***")
    return redact(text)


async def _feed(backlog: Backlog, process: Child, secrets: Sequence[str]) -> None:
    assert process.stdin is not None
    process.stdin.transport.set_write_buffer_limits(high=0)
    with suppress(BrokenPipeError, ConnectionResetError):
        if secrets:
            await hide_argv(process, secrets)
        await backlog.feed(process)


async def _farewell(backlog: Backlog) -> str:
    """Return when a finished backlog has had time enough to be sent."""
    await backlog.finished.wait()
    await asyncio.sleep(_FAREWELL_S)
    return ""
