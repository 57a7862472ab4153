"""A rate of its own for one destination: an ffmpeg between the channel and its pusher.

It decodes what airs, scales and pads it and encodes it at a constant bitrate. It is apart from
the pusher, so that a slow link never holds up the encoder, nor an encoder's restart the
connection: another format on the channel begins another encoder, and viewers stay.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import Protocol

from webtv.backoff import Backoff
from webtv.config.encode import EncodeConfig
from webtv.media.process.longrun import POLL_S, run_long, stalled
from webtv.media.process.spawn import Child
from webtv.model.status import DestinationStatus
from webtv.outage import Outage
from webtv.playout.destinations.backlog import Backlog
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit

KEYFRAME_S = 2
STALL_S = 10.0
"""Seconds without a picture after which an encoder is stuck."""

_MOST_WAIT_S = 10.0
_FAREWELL_S = 3.0
_NICE = 5
"""The air goes first."""
_CHUNK = 1 << 16


class Target(Protocol):
    """The destination behind an encoder."""

    id: str

    def send(self, unit: Unit) -> None:
        """Take one unit without waiting."""

    def join(self, tick: int) -> None:
        """Take note that one item follows another at `tick`."""

    def status(self) -> DestinationStatus:
        """Tell how it is doing."""

    async def run(self) -> None:
        """Work until cancelled."""


class Encoder:
    """Sends a channel to `target` at the rate of `config`."""

    def __init__(self, target: Target, *, config: EncodeConfig, ffmpeg: Path) -> None:
        self.id = target.id
        self._target = target
        self._config = config
        self._ffmpeg = ffmpeg
        self._outage = Outage(
            "encoder lost", "encoder is back", level=logging.WARNING, destination=target.id
        )
        self._backoff = Backoff(most_s=_MOST_WAIT_S)
        self._backlog = Backlog()
        self._loop = asyncio.get_running_loop()
        self._pushed_at = self._made_at = 0.0
        self._dropped = 0
        self._newest = self._made = 0

    def send(self, unit: Unit) -> None:
        """Hand over one unit. Never waits."""
        self._pushed_at = self._loop.time()
        self._newest = unit.dts
        self._backlog.push(unit)

    def join(self, tick: int) -> None:
        """Tell the destination that one item follows another at `tick`."""
        self._target.join(tick)

    def reconnect(self) -> None:
        """Begin another encoder with the next unit, because the format changes."""
        self._dropped += self._backlog.drops
        self._backlog.finish()
        self._backlog = Backlog()

    def status(self) -> DestinationStatus:
        """Tell how the destination is doing, with what the encoder adds."""
        status = self._target.status()
        lag_s = max(0.0, (self._newest - self._made) / TICKS_PER_S) if self._made else 0.0
        return status.model_copy(
            update={
                "drops": status.drops + self._dropped + self._backlog.drops,
                "lag_s": round(status.lag_s + lag_s, 1),
                "last_error": status.last_error or self._outage.reason,
            }
        )

    async def run(self) -> None:
        """Encode, and begin again, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._target.run())
            tasks.create_task(self._keep_encoding())

    async def _keep_encoding(self) -> None:
        while True:
            backlog = self._backlog
            await backlog.begun()
            if backlog.finished.is_set():
                continue
            began = self._loop.time()
            error = await self._encode(backlog)
            backlog.disconnect()
            if error is None:
                continue
            self._outage.begin(error)
            if backlog is self._backlog:
                self.reconnect()  # what waits is too old to be caught up
            await asyncio.sleep(self._backoff.wait_s(lasted_s=self._loop.time() - began))

    async def _encode(self, backlog: Backlog) -> str | None:
        """One ffmpeg, to its end. Returns why it ended, None if that was on purpose."""
        assert backlog.first is not None
        start = backlog.first.dts
        self._made_at = self._loop.time()
        error = await run_long(
            encoder_argv(self._ffmpeg, self._config, start=start),
            feed=backlog.feed,
            read=[partial(self._read, start=start)],
            watch=[
                lambda: stalled(
                    lambda: self._pushed_at - self._made_at,
                    limit_s=STALL_S,
                    what="nothing was encoded",
                ),
                lambda: _too_slow(backlog),
                lambda: _finished(backlog),
            ],
            nice=_NICE,
        )
        return None if backlog.finished.is_set() else error

    async def _read(self, process: Child, *, start: int) -> None:
        """Pass on what was encoded, to its end."""
        stdout = process.stdout
        assert stdout is not None
        frame = TICKS_PER_S // (self._config.fps or 25)
        reader = TransportReader(start=start, frame_ticks=frame)
        while chunk := await stdout.read(_CHUNK):
            for unit in reader.feed(chunk):
                self._pass_on(unit)
        last = reader.flush()
        if last is not None:
            self._pass_on(last)

    def _pass_on(self, unit: Unit) -> None:
        self._made_at = self._loop.time()
        self._made = unit.dts
        self._outage.end()
        self._target.send(unit)


async def _too_slow(backlog: Backlog) -> str:
    """Return once the encoder has not kept up."""
    while not backlog.drops:  # noqa: ASYNC110
        await asyncio.sleep(POLL_S)
    return "encoding is slower than real time: choose a faster preset or fewer pixels"


async def _finished(backlog: Backlog) -> str:
    """Return when a finished backlog has had time enough to be encoded."""
    await backlog.finished.wait()
    await asyncio.sleep(_FAREWELL_S)
    return ""


def encoder_argv(ffmpeg: Path, config: EncodeConfig, *, start: int) -> list[str]:
    """The command that encodes MPEG-TS from standard input to standard output at one rate.

    Constant bitrate with filler (`nal-hrd=cbr`), closed GOPs of `KEYFRAME_S`. The first picture is
    stamped with tick `start`, as by a player. Sound that is missing becomes silence.
    """
    size = f"{config.width}:{config.height}"
    picture = [
        f"scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2",
        f"pad={size}:(ow-iw)/2:(oh-ih)/2",
        "setsar=1",
        *([f"fps={config.fps}"] if config.fps else []),
        "format=yuv420p",
    ]
    rate = f"{config.video_kbps}k"
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "warning", "-nostats"),
        *("-probesize", "1000000", "-analyzeduration", "200000", "-fpsprobesize", "0"),
        *("-f", "mpegts", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0"),
        *("-vf", ",".join(picture), "-af", "aresample=async=1"),
        *("-c:v", "libx264", "-preset", config.preset, "-profile:v", "high", "-bf", "2"),
        *("-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate),
        *("-x264-params", "nal-hrd=cbr:force-cfr=1:scenecut=0:open-gop=0:keyint=infinite"),
        *("-force_key_frames", f"expr:gte(t,n_forced*{KEYFRAME_S})"),
        *("-c:a", "aac", "-b:a", f"{config.audio_kbps}k", "-ar", str(config.sample_rate)),
        *("-ac", "2", "-output_ts_offset", f"{start / TICKS_PER_S:.6f}"),
        *("-mpegts_flags", "+initial_discontinuity", "-pes_payload_size", "0"),
        *("-flush_packets", "1", "-f", "mpegts", "pipe:1"),
    ]
