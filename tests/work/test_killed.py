"""kill -9 at any moment of writing: what was acknowledged is there, and nothing else is left."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.work.values import files, key, programme_id
from webtv.work.book import WorkBook

KILLS = 2
WRITER = Path(__file__).with_name("writer.py")


def work_and_be_killed(folder: Path, seed: int) -> list[str]:
    """What a process that was killed had said by then, line by line."""
    said = folder / "said"
    process = subprocess.Popen([sys.executable, str(WRITER), str(folder)])
    try:
        deadline = time.monotonic() + 60
        while not said.exists() or said.stat().st_size < 400:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(random.Random(seed).uniform(0, 0.1))
    finally:
        process.kill()
        process.wait()
    # A last line may be torn; what it would have said was not acknowledged.
    return said.read_text().split("\n")[:-1]


@pytest.mark.parametrize("seed", range(KILLS))
async def test_what_was_acknowledged_survives(tmp_path: Path, seed: int) -> None:
    lines = [line.split() for line in await asyncio.to_thread(work_and_be_killed, tmp_path, seed)]
    shots = {int(shot): word for word, shot in lines if word != "settled"}
    settled = {int(number) for word, number in lines if word == "settled"}

    book = await WorkBook.open(f"sqlite:///{tmp_path / 'work.db'}", artifacts=tmp_path / "clips")
    still_open = {c.programme_id for c in await book.open_commissions()}
    assert still_open.isdisjoint(programme_id(number) for number in settled)
    kept = set()
    for shot, word in shots.items():
        number = shot // 5
        if programme_id(number) not in still_open:
            continue
        found = await book.result(key(number, shot=shot))
        if found is not None:
            assert found[0].path.read_text() == f"shot {shot}"
            kept.add(found[0].path.name)
        elif word == "done":
            pytest.fail(f"shot {shot} was acknowledged and is not there")
        else:
            assert (await book.begin(key(number, shot=shot))).task == f"task-{shot}"
    swept = files(tmp_path / "clips")
    # The very last call may have been committed and not acknowledged.
    assert kept <= set(swept)
    assert len(set(swept) - kept) <= 1
    await book.close()
