"""The loop of the mirror, and who waits for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.mirror.machines import REEF
from tests.s3 import KEY, Bucket, Faults, machine_settings
from webtv.mirror.service import Mirror, open_store
from webtv.mirror.turns import Turns
from webtv.model.status import MirrorStatus
from webtv.production.adoption import adopted
from webtv.store.playlists import list_playlists
from webtv.store.status import read_station, write_mirror


async def test_the_loop_says_once_that_the_store_is_lost_and_once_that_it_is_back(
    bucket: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = bucket.settings(tmp_path)
    settings.channels_dir.mkdir()
    (settings.channels_dir / f"{REEF}.yaml").write_text("title: Reef\n")
    stop = asyncio.Event()
    bucket.faults = Faults(status=403, code="SignatureDoesNotMatch")
    mirror = Mirror(settings, open_store(settings))
    mirror._turns = Hasty()
    running = asyncio.create_task(mirror.run(stop))
    status = await told(settings.status_dir, lambda s: bool(s.problem))
    assert "the key is wrong: correct AWS_ACCESS_KEY_ID" in status.problem
    bucket.faults = Faults()
    await told(settings.status_dir, lambda s: not s.problem)
    stop.set()
    await running
    said = capsys.readouterr().out
    assert said.count("the store cannot be followed") == 1
    assert said.count("the store is followed again") == 1
    assert KEY not in said


class Hasty(Turns):
    async def keep(self, name, job, *, every_s):  # type: ignore[no-untyped-def]
        await super().keep(name, job, every_s=0.05)


async def told(folder: Path, wanted: Callable[[MirrorStatus], bool]) -> MirrorStatus:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        status = read_station(folder, MirrorStatus, now=datetime.now(UTC))
        if status and wanted(status):
            return status
        await asyncio.sleep(0.02)
    raise AssertionError("the mirror does not say so")


async def test_production_waits_for_the_mirror_as_long_as_that_works(tmp_path: Path) -> None:
    settings = machine_settings(tmp_path)
    stop = asyncio.Event()

    def say(**more: bool | str) -> None:
        now = datetime.now(UTC)
        status = MirrorStatus(written_at=now, store="s3://x", **more)
        write_mirror(settings.status_dir, status)

    await adopted(settings.model_copy(update={"store": None}), stop)
    say()
    waiting = asyncio.create_task(adopted(settings, stop, patience_s=0.3))
    await asyncio.sleep(0.7)
    assert not waiting.done()
    say(produces=True, adopted=True)
    await asyncio.wait_for(waiting, 5)
    say(problem="away")
    await asyncio.wait_for(adopted(settings, stop, patience_s=0.1), 5)
    assert list_playlists(settings.playlists_dir) == []
