"""A live programme airs as it is made; when its model dies, the library airs, without a hole."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.models.environment import ROOT, python
from tests.playout.station import Station, running, viewing
from tests.rtmp.server import until
from webtv.config.settings import Settings
from webtv.media.process.binary import find_ffmpeg
from webtv.models.process import ModelProcess
from webtv.spaces.live import film
from webtv.spaces.live.programmes import LiveProgrammes
from webtv.store.hls import read_media_playlist

LIVE = """
live: [{cron: "* * * * *", minutes: 60, title: Foxes at large}]
"""

LONG_S = 200
"""Torch is loaded, and the first chunks are made, on processors that others use."""


async def seen(what: Callable[[], Any], why: str, within_s: float) -> None:
    await asyncio.to_thread(until, what, within_s=within_s, what=why)


@asynccontextmanager
async def filming(station: Station, models: ModelProcess) -> AsyncIterator[None]:
    """Live programmes as the Spaces make them, in small."""
    settings = Settings(
        home=station.home, channels_dir=station.home / "lineup", rtmp_port=station.rtmp_port
    )
    live = LiveProgrammes(settings, models, ffmpeg=find_ffmpeg(None), size=(64, 64))
    task = asyncio.create_task(live.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await models.end()


async def test_frames_air_as_they_are_made_and_the_library_is_the_net(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setattr(film, "SLOWEST", 1)  # a processor that has other things to do
    made = Station(tmp_path)
    for number in (1, 2):
        made.programme("show", number)
    made.channel("show", more=LIVE)
    models = ModelProcess(folder=weights, python=str(python()))

    def kind() -> str:
        now = made.on_air("show")
        return now.kind if now else ""

    with running(made) as station, viewing(station, "show") as viewer:
        async with filming(station, models):
            await seen(lambda: kind() == "live", "the live programme is on air", LONG_S)
            now = station.on_air("show")
            assert now is not None
            assert (now.title, now.ai_generated) == ("Foxes at large", True)
            await asyncio.sleep(4)
            assert models.pid is not None
            await seen(partial(aired_without, models, station), "the library is on air again", 60)
            before = len(viewer.times["video"])
            await seen(lambda: len(viewer.times["video"]) > before + 48, "pictures", 20)
        for times in viewer.times.values():
            steps = [later - earlier for earlier, later in pairwise(times)]
            assert min(steps) > 0
            assert max(steps) < 2 / 24 + 0.001
    entry = next(each for each in station.asrun("show") if each.kind == "live")
    assert (entry.cause, entry.outcome, entry.programme) == ("live", "complete", None)
    assert entry.aired_s > 2
    media = read_media_playlist((station.hls("show") / "live.m3u8").read_text())
    assert media.breaks == 0
    assert "Traceback" not in station.log()


def aired_without(models: ModelProcess, station: Station) -> bool:
    """Whether a live programme has aired, and the library does now; the models are killed again.

    On fast processors they are back before the pictures in stock have aired.
    """
    if models.pid is not None:
        with suppress(ProcessLookupError):
            os.kill(models.pid, signal.SIGKILL)
    now = station.on_air("show")
    was = any(entry.kind == "live" for entry in station.asrun("show"))
    return was and now is not None and now.kind in ("programme", "rerun")
