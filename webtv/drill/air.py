"""Faults of the air: players, pushers, playout, the RTMP server, the clock."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import psutil

from webtv.drill.fault import Fault, NotPlantedError, Planted
from webtv.drill.stage import Stage

_STEPPED_S = 12.0
_HOUR_S = 3600
_PLACES = ("/usr/lib", "/usr/local/lib", "/usr/lib64")


async def _kill_child(stage: Stage, *words: str) -> Planted:
    process = await stage.child("playout", *words)
    if process is None:
        raise NotPlantedError("playout had no such process within 10 s")
    process.kill()
    return Planted()


async def _kill_player(stage: Stage) -> Planted:
    return await _kill_child(stage, "concat")


async def _kill_pusher(stage: Stage) -> Planted:
    channel = next(iter(stage.sandbox.channels))
    return await _kill_child(stage, f"/live/{channel}", str(stage.settings.rtmp_port))


async def _kill_part(stage: Stage, part: str) -> Planted:
    before = stage.kill(part)
    return Planted(lambda: stage.anew(part, before))


async def _kill_playout(stage: Stage) -> Planted:
    return await _kill_part(stage, "playout")


async def _kill_rtmp(stage: Stage) -> Planted:
    return await _kill_part(stage, "rtmp")


async def _probe(stage: Stage) -> None:
    await stage.probe()


async def _stop_rtmp(stage: Stage) -> Planted:
    """Have the server stand still, as if it hung: nobody wakes it."""
    process = stage.process("rtmp")
    process.send_signal(signal.SIGSTOP)
    return Planted(lambda: stage.anew("rtmp", process.pid))


def _faketime() -> Path | None:
    """The library that shows a process another time, where Debian and others put it."""
    found = (
        path
        for place in _PLACES
        for pattern in ("*/faketime/libfaketime.so.1", "faketime/libfaketime.so.1")
        for path in Path(place).glob(pattern)
    )
    return next(found, None)


def _lacks_faketime(_stage: Stage) -> str:
    return "" if _faketime() else "libfaketime is not installed (apt-get install faketime)"


def _offset(stage: Stage) -> Path:
    return stage.sandbox.folder / "clock"


async def _fake_clock(stage: Stage) -> None:
    """Start playout anew with a library between it and the clock that adds what a file says."""
    _offset(stage).write_text("+0")
    stage.more["playout"] = {
        "LD_PRELOAD": _faketime(),
        "FAKETIME_TIMESTAMP_FILE": _offset(stage),
        "FAKETIME_NO_CACHE": 1,
        "FAKETIME_DONT_FAKE_MONOTONIC": 1,
        "FAKETIME_DONT_RESET": 1,
    }
    before = stage.process("playout").pid
    await stage.supervisor.restart("playout", "another clock")
    await stage.until(lambda: stage.anew("playout", before), within_s=15)


async def _step_clock(stage: Stage) -> Planted:
    process = stage.process("playout")
    _offset(stage).write_text(f"+{_HOUR_S}")
    await asyncio.sleep(_STEPPED_S)
    _offset(stage).write_text("+0")
    return Planted(lambda: _lives(process))


def _lives(process: psutil.Process) -> bool:
    return process.is_running()


AIR = (
    Fault("player-killed", "the ffmpeg that reads what is on air is killed (-9)", _kill_player),
    Fault(
        "pusher-killed",
        "the ffmpeg that sends to the own RTMP server is killed (-9)",
        _kill_pusher,
        rtmp_s=5.0,
    ),
    Fault(
        "rtmp-stopped",
        "the RTMP server stands still as if it hung (SIGSTOP), until the station notices",
        _stop_rtmp,
        prepare=_probe,
        rtmp_s=60.0,
        back_s=60.0,
    ),
    Fault("rtmp-killed", "the RTMP server is killed (-9)", _kill_rtmp, rtmp_s=10.0),
    Fault("playout-killed", "playout is killed (-9)", _kill_playout, hls_s=6.0, rtmp_s=10.0),
)

CLOCK = Fault(
    "clock-step",
    f"playout's clock goes an hour forward, and back after {_STEPPED_S:.0f} s (libfaketime)",
    _step_clock,
    prepare=_fake_clock,
    lacks=_lacks_faketime,
)
