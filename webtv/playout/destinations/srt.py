"""Calling an SRT listener with ffmpeg, and taking what is secret off its command line.

ffmpeg takes SRT's passphrase and stream id as arguments only, and SRT's encryption leaves no room
for a relay such as RTMP has. So the arguments are overwritten in the child's memory as soon as it
has copied them: a few hundredths of a second after it started. Linux only; elsewhere, or where
the kernel forbids it, other users of the machine can read them.
"""

from __future__ import annotations

import asyncio
import fcntl
import struct
import termios
from collections.abc import Sequence
from pathlib import Path

from webtv.playout.destinations.address import SrtRoute

CONNECT_MS = 5000

_NULL_PACKET = b"\x47\x1f\xff\x10" + b"\xff" * 184
"""A transport packet that says nothing (ISO/IEC 13818-1)."""
_READ_S, _POLL_S = 3.0, 0.002
_ARG_START, _ARG_END = 45, 46
"""Places of these fields in /proc/<pid>/stat after the name (proc(5): 48 and 49)."""


def srt_argv(route: SrtRoute) -> tuple[str, ...]:
    """The output arguments of ffmpeg. It counts SRT's latency in microseconds."""
    secret = [
        *(("-passphrase", route.passphrase) if route.passphrase else ()),
        *(("-srt_streamid", route.streamid) if route.streamid else ()),
    ]
    return (
        *secret,
        *("-mode", "caller", "-latency", str(route.latency_ms * 1000)),
        *("-connect_timeout", str(CONNECT_MS), "-f", "mpegts", route.shown),
    )


async def hide_argv(process: asyncio.subprocess.Process, secrets: Sequence[str]) -> bool:
    """Overwrite `secrets` on the command line of a child that reads its standard input.

    It has parsed its arguments when it begins to read. Returns whether they are gone.
    """
    stdin = process.stdin
    assert stdin is not None
    stdin.write(_NULL_PACKET)
    await stdin.drain()
    pipe = stdin.transport.get_extra_info("pipe").fileno()
    try:
        async with asyncio.timeout(_READ_S):
            while struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]:  # noqa: ASYNC110
                await asyncio.sleep(_POLL_S)
        _overwrite(process.pid, [secret.encode() for secret in secrets])
    except (OSError, TimeoutError, ValueError):
        return False
    return True


def _overwrite(pid: int, secrets: Sequence[bytes]) -> None:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    start, end = int(fields[_ARG_START]), int(fields[_ARG_END])
    with Path(f"/proc/{pid}/mem").open("r+b", buffering=0) as memory:
        memory.seek(start)
        line = memory.read(end - start)
        for secret in secrets:
            line = line.replace(b"\0" + secret + b"\0", b"\0" + b"*" * len(secret) + b"\0")
        memory.seek(start)
        memory.write(line)
