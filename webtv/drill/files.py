"""Faults of files: a channel file that is wrong, a disk that takes nothing more."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from webtv.drill.fault import Fault, NotPlantedError, Planted
from webtv.drill.stage import Stage

_FULL_S = 15.0
_NOTICED_S = 15.0
_WRITERS = ("playout", "web", "probe", "production", "spaces")
"""Parts that take it as an error; Node.js, in which the RTMP server runs, would end."""

_BAD = "title: [a list that never ends\ntheme: ${NOBODY_SET_THIS}\n"
_STRAY = "drill-stray.yaml"


async def _spoil_channel(stage: Stage) -> Planted:
    """Write nonsense over a channel file, and a new one of nonsense, and put it right again."""
    folder = stage.settings.channels_dir
    channel = next(iter(stage.sandbox.channels))
    path, stray = folder / f"{channel}.yaml", folder / _STRAY
    good = path.read_bytes()
    path.write_text(_BAD, "utf-8")
    stray.write_text(_BAD, "utf-8")

    async def told() -> bool:
        return channel in await stage.config_errors()

    async def forgotten() -> bool:
        return channel not in await stage.config_errors()

    try:
        noticed = await stage.until(told, within_s=_NOTICED_S)
        if noticed:
            stage.told.say(f"web: the file of {channel} is wrong, its last good version is on air")
    finally:
        path.write_bytes(good)
        stray.unlink()
    return Planted(forgotten, note="" if noticed else "the page did not say that a file is wrong")


async def _fill_disk(stage: Stage) -> Planted:
    """Let no part of the station write to any file for a while."""
    limited: list[tuple[psutil.Process, tuple[int, int]]] = []
    try:
        for part in _WRITERS:
            process = stage.supervisor.processes.get(part)
            if process is None or process.returncode is not None:
                continue
            main = psutil.Process(process.pid)
            for known in (main, *main.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    before = known.rlimit(psutil.RLIMIT_FSIZE)
                    known.rlimit(psutil.RLIMIT_FSIZE, (0, before[1]))
                    limited.append((known, before))
        if not limited:
            raise NotPlantedError("no part runs")
        await asyncio.sleep(_FULL_S)
    finally:
        for known, before in limited:
            with suppress(psutil.NoSuchProcess):
                known.rlimit(psutil.RLIMIT_FSIZE, before)
    lists = [stage.settings.hls_dir / name / "live.m3u8" for name in stage.sandbox.channels]
    at = max((_written(path) for path in lists), default=0.0)
    return Planted(lambda: all(_written(path) > at for path in lists))


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _lacks_limits(_stage: Stage) -> str:
    return "" if sys.platform == "linux" else "limits of other processes can be set on Linux alone"


FILES = (
    Fault(
        "bad-channel-file",
        "nonsense is written over a channel file and into a new one, then put right",
        _spoil_channel,
    ),
    Fault(
        "disk-full",
        f"no file can be written for {_FULL_S:.0f} s; simulated: RLIMIT_FSIZE of all parts but the "
        "RTMP server, which gives EFBIG in place of ENOSPC",
        _fill_disk,
        hls_s=_FULL_S + 5.0,
        lacks=_lacks_limits,
    ),
)
