"""A pusher: a long-lived ffmpeg that sends a channel to one RTMP address.

It reads MPEG-TS from a pipe and copies it to FLV, across any number of players. It is killed and
started again when it exits, and when it no longer gets anything through: plain ffmpeg would wait
for ever for a peer that stops reading.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from structlog.stdlib import BoundLogger

from webtv.log import redact
from webtv.media.process import KEPT_LINES, last_words, tied_to_parent
from webtv.model.status import DestinationStatus
from webtv.playout.address import shown_address
from webtv.playout.backlog import Backlog
from webtv.playout.backoff import Backoff
from webtv.playout.player import keep_lines
from webtv.playout.transport import Unit

STALL_S = 10.0
"""Seconds without a byte sent after which a pusher is stuck."""

RECYCLE_S = 20 * 86_400.0
"""Seconds a connection may last: FLV clocks end at 31 bits of milliseconds, 24.8 days."""

_FAREWELL_S = 1.5


class Pusher:
    """Keeps one destination connected. `address` gives a fresh address for each connection."""

    def __init__(
        self,
        ident: str,
        *,
        address: Callable[[], str],
        ffmpeg: Path,
        most_wait_s: float,
        log: BoundLogger,
    ) -> None:
        self.id = ident
        self._address = address
        self._ffmpeg = ffmpeg
        self._backoff = Backoff(most_s=most_wait_s)
        self._log = log.bind(destination=ident)
        self._backlog = Backlog()
        self._again = asyncio.Event()
        self._state = DestinationStatus(
            id=ident, kind="rtmp", url=shown_address(address()), state="connecting"
        )
        self._loop = asyncio.get_running_loop()
        self._sent_before = 0
        self._pushed_at = 0.0
        self._progress_at = 0.0
        self._lost = False

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        self._pushed_at = self._loop.time()
        self._backlog.push(unit)

    def reconnect(self) -> None:
        """Begin a new connection with the next unit, because the format changes."""
        self._backlog.disconnect()
        self._again.set()

    def status(self) -> DestinationStatus:
        """How it is doing."""
        return self._state.model_copy(update={"drops": self._backlog.drops})

    async def run(self) -> None:
        """Connect, and connect again, until cancelled."""
        try:
            while True:
                await self._backlog.begun()
                began = self._loop.time()
                self._again.clear()
                error = await self._connection()
                if error is None:
                    continue
                self._say_lost(error)
                await asyncio.sleep(self._backoff.wait_s(lasted_s=self._loop.time() - began))
                self._set(reconnects=self._state.reconnects + 1)
        finally:
            self._set(state="stopped", kbps=0.0, connected_since=None)

    async def _connection(self) -> str | None:
        """One ffmpeg, to its end. Returns why it ended, None if that was on purpose."""
        address = self._address()
        said: deque[str] = deque(maxlen=KEPT_LINES)
        self._set(state="connecting", kbps=0.0, connected_since=None)
        self._sent_before = self._state.bytes_sent
        try:
            process = await asyncio.create_subprocess_exec(
                *pusher_argv(self._ffmpeg, address),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                preexec_fn=tied_to_parent(),
            )
        except OSError as error:
            return f"{self._ffmpeg} cannot be run: {error.strerror}"
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._progress_at = self._loop.time()
        ends = {
            asyncio.create_task(process.wait()): "",
            asyncio.create_task(self._watch()): f"nothing was sent for {STALL_S:.0f} s",
            asyncio.create_task(self._again.wait()): None,
            asyncio.create_task(asyncio.sleep(RECYCLE_S)): None,
        }
        feeding = asyncio.create_task(self._feed(process.stdin))
        listening = [
            asyncio.create_task(self._follow(process.stdout)),
            asyncio.create_task(keep_lines(process.stderr, said)),
        ]
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            reason = ends[done.pop()]
        finally:
            self._backlog.disconnect()
            await _end(process, [*ends, feeding], listening)
        if reason == "":
            reason = f"ffmpeg ended with code {process.returncode}"
        if reason is None:
            return None
        return f"{reason}: {hide(last_words(said), address)}"

    async def _feed(self, stdin: asyncio.StreamWriter) -> None:
        self._backlog.connect()
        with suppress(BrokenPipeError, ConnectionResetError):
            while True:
                stdin.write(await self._backlog.take())
                await stdin.drain()

    async def _watch(self) -> None:
        """Return when there was something to send for `STALL_S` seconds and nothing went."""
        while True:
            quiet_s = self._pushed_at - self._progress_at
            if quiet_s >= STALL_S:
                return
            if quiet_s >= STALL_S / 2 and self._state.state == "sending":
                self._set(state="stalled", kbps=0.0)
            await asyncio.sleep(1)

    async def _follow(self, stdout: asyncio.StreamReader) -> None:
        """Read ffmpeg's own count of the bytes it has sent."""
        sent = 0
        while line := await stdout.readline():
            name, _, value = line.decode(errors="replace").partition("=")
            if name != "total_size" or not value.strip().isdigit() or int(value) <= sent:
                continue
            now = self._loop.time()
            kbps = (int(value) - sent) * 8 / 1000 / max(now - self._progress_at, 0.1)
            sent, self._progress_at = int(value), now
            since = self._state.connected_since or datetime.now(UTC)
            self._set(
                state="sending",
                bytes_sent=self._sent_before + sent,
                kbps=round(kbps, 1),
                connected_since=since,
            )
            if self._lost:
                self._lost = False
                self._log.info("destination is back")

    def _say_lost(self, error: str) -> None:
        """Log that the destination is lost, once until it is back."""
        self._set(state="retrying", kbps=0.0, connected_since=None, last_error=error)
        if not self._lost:
            self._lost = True
            self._log.warning("destination lost", error=error)

    def _set(self, **changes: object) -> None:
        self._state = self._state.model_copy(update=changes)


def pusher_argv(ffmpeg: Path, address: str) -> list[str]:
    """The command that copies MPEG-TS from its standard input to `address`."""
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats"),
        *("-progress", "pipe:1", "-stats_period", "2"),
        *("-probesize", "1000000", "-analyzeduration", "1000000", "-fpsprobesize", "0"),
        *("-f", "mpegts", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0", "-c", "copy"),
        *("-flvflags", "no_duration_filesize", "-rw_timeout", "5000000", "-f", "flv", address),
    ]


def hide(text: str, address: str) -> str:
    """`text` without the address, its last part or anything else that may be a key."""
    return redact(text.replace(address, "***").replace(address.rpartition("/")[2], "***"))


async def _end(
    process: asyncio.subprocess.Process,
    tasks: Sequence[asyncio.Task[object]],
    listening: Sequence[asyncio.Task[None]],
) -> None:
    """Let ffmpeg say goodbye to the server, then kill and reap it.

    Its output is read to the end: asyncio counts a process as over when its pipes are.
    """
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert process.stdin is not None
    process.stdin.close()
    try:
        async with asyncio.timeout(_FAREWELL_S):
            await process.wait()
    except TimeoutError:
        pass
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await asyncio.gather(*listening, return_exceptions=True)
