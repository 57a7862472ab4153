"""Pulls RTMP as a player does, for a few seconds, by an ffmpeg that can be killed at any time."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from urllib.parse import urlsplit

from webtv.media.process.confinement import Confinement
from webtv.media.process.limits import MEBIBYTE, Limits
from webtv.media.process.process import last_words
from webtv.media.process.spawn import confined_argv, spawn
from webtv.probe.pulled import MAX_BYTES, Pulled, PullError

FIRST_S = 8.0
"""Longest wait for the first bytes."""

SAMPLE_S = 3.0
"""Seconds received after them."""

_LIMITS = Limits(memory_bytes=512 * MEBIBYTE, cpu_s=60)
_PORTS = {"rtmp": 1935, "rtmps": 443}
_CHUNK = 1 << 16


async def pull_rtmp(ffmpeg: Path, url: str) -> Pulled:
    """Some seconds of the stream at `url`, as FLV with its own time stamps. Raises `PullError`."""
    started = time.monotonic()
    try:
        process = await spawn(_confined(ffmpeg, url))
    except OSError as error:
        raise PullError("unreachable", f"{ffmpeg} cannot be run: {error.strerror}") from None
    assert process.stdout is not None
    assert process.stderr is not None
    listening = asyncio.create_task(process.stderr.read())
    try:
        first = await _first(process.stdout)
        tuned = time.monotonic()
        data = first + await _rest(process.stdout, len(first)) if first else b""
        live_s = time.monotonic() - tuned
    finally:
        await process.end(listening)
    complaint = await listening
    if first is None:
        raise PullError("starved", f"nothing came within {FIRST_S:.0f} s")
    if not data:
        lines = complaint.decode(errors="replace").splitlines()
        raise PullError("unreachable", last_words(lines, count=1))
    return Pulled(data, tune_in_s=tuned - started, live_s=live_s)


def pull_argv(ffmpeg: Path, url: str) -> list[str]:
    """The command that copies what comes from `url` to its standard output."""
    return [
        *(str(ffmpeg), "-hide_banner", "-loglevel", "error", "-nostdin"),
        *("-rw_timeout", f"{round(FIRST_S * 1e6)}", "-probesize", "200000"),
        *("-analyzeduration", "500000", "-fpsprobesize", "0", "-i", url),
        *("-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-copyts"),
        *("-flvflags", "no_duration_filesize", "-flush_packets", "1", "-f", "flv", "pipe:1"),
    ]


def _confined(ffmpeg: Path, url: str) -> list[str]:
    """What comes may be a stranger's: no file is written, and nothing else is spoken to."""
    address = urlsplit(url)
    kept = Confinement(ports=[address.port or _PORTS.get(address.scheme, 80)])
    return confined_argv(pull_argv(ffmpeg, url), kept=kept, limits=_LIMITS)


async def _first(stdout: asyncio.StreamReader) -> bytes | None:
    """The first bytes; empty if ffmpeg ended without any, None if none came in time."""
    try:
        async with asyncio.timeout(FIRST_S):
            return await stdout.read(_CHUNK)
    except TimeoutError:
        return None


async def _rest(stdout: asyncio.StreamReader, had: int) -> bytes:
    """What comes in the next `SAMPLE_S` seconds, up to the end of the stream."""
    data = bytearray()
    try:
        async with asyncio.timeout(SAMPLE_S):
            while had + len(data) < MAX_BYTES and (piece := await stdout.read(_CHUNK)):
                data += piece
    except TimeoutError:
        pass
    return bytes(data)
