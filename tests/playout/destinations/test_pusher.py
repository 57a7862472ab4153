"""Pushers whose ffmpeg does not do what it should: purpose-built programs stand in for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from webtv.playout.destinations import pusher as module
from webtv.playout.destinations.address import rtmp_route
from webtv.playout.destinations.pusher import Pusher
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit

DEAF = "trap '' TERM INT; echo $$ >> pids; exec sleep 600"
BROKEN = "echo $$ >> pids; echo 'cannot open rtmp://host/app/tops3cret' >&2; exit 3"
EAGER = (
    "echo $$ >> pids; n=0; "
    "while read -r x; do n=$((n+188)); echo total_size=$n; echo progress=continue; done"
)


def _pusher(folder: Path, program: str) -> Pusher:
    script = folder / "ffmpeg"
    script.write_text(f"#!/bin/sh\ncd {folder}\n{program}\n")
    script.chmod(0o755)
    return Pusher(
        "far",
        route=lambda: rtmp_route("rtmp://host/app/tops3cret"),
        ffmpeg=script,
        most_wait_s=1,
    )


def _pids(folder: Path) -> list[int]:
    path = folder / "pids"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


async def _feed(pusher: Pusher, condition: Callable[[], bool], *, size: int = 188) -> None:
    number = 0
    async with asyncio.timeout(15):
        while not condition():
            dts = number * TICKS_PER_S // 24
            pusher.send(Unit(b"\n" * size, dts, dts, number % 48 == 0, b""))
            number += 1
            await asyncio.sleep(1 / 24)


async def _cancel(task: asyncio.Task[None]) -> float:
    loop = asyncio.get_running_loop()
    started = loop.time()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return loop.time() - started


async def test_a_deaf_one_is_killed_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STALL_S", 1.0)
    pusher = _pusher(tmp_path, DEAF)
    task = asyncio.create_task(pusher.run())
    await _feed(pusher, lambda: len(_pids(tmp_path)) >= 2, size=1 << 15)
    status = pusher.status()
    assert status.last_error.startswith("nothing was sent for 1 s")
    assert status.reconnects >= 1
    assert await _cancel(task) < 3
    assert not [pid for pid in _pids(tmp_path) if Path(f"/proc/{pid}").exists()]
    assert pusher.status().state == "stopped"


async def test_one_that_exits_is_tried_again_and_said_once_without_the_key(tmp_path: Path) -> None:
    with capture_logs() as lines:
        pusher = _pusher(tmp_path, BROKEN)
        task = asyncio.create_task(pusher.run())
        await _feed(pusher, lambda: len(_pids(tmp_path)) >= 3)
        await _cancel(task)
    assert [line["event"] for line in lines] == ["destination lost"]
    assert "code 3" in lines[0]["error"]
    assert "tops3cret" not in str(lines)
    assert "tops3cret" not in pusher.status().model_dump_json()


async def test_bytes_are_counted_across_connections(tmp_path: Path) -> None:
    pusher = _pusher(tmp_path, EAGER)
    task = asyncio.create_task(pusher.run())
    await _feed(pusher, lambda: pusher.status().bytes_sent > 3000)
    assert pusher.status().state == "sending"
    assert pusher.status().kbps > 0
    before = pusher.status().bytes_sent
    pusher.reconnect()
    await _feed(
        pusher, lambda: len(_pids(tmp_path)) == 2 and pusher.status().bytes_sent > before + 1000
    )
    assert pusher.status().last_error == ""
    await _cancel(task)
