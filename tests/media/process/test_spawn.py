"""Children of the event loop: they die with it, starting them does not hold it up, and what was
ended leaves nothing behind."""

import asyncio
import gc
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.rtmp.server import until
from webtv.media.process.spawn import PIPE, spawn

OWNER = """
import asyncio
from webtv.media.process.spawn import DEVNULL, spawn

async def main():
    child = await spawn(["/bin/sleep", "60"], stdout=DEVNULL, stderr=DEVNULL, nice=3)
    print(child.pid, flush=True)
    await child.wait()

asyncio.run(main())
"""


@pytest.mark.parametrize("path", [os.environ["PATH"], "/nowhere"], ids=["setpriv", "without"])
def test_a_child_dies_with_its_owner_and_yields_to_it(path: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, env={**os.environ, "PATH": path}
    )
    assert owner.stdout is not None
    child = psutil.Process(int(owner.stdout.readline()))
    try:
        until(lambda: child.name() == "sleep", within_s=5, what="it runs")
        assert child.nice() == psutil.Process().nice() + 3
    finally:
        owner.kill()
        owner.wait(5)
        owner.stdout.close()
    child.wait(5)


async def test_what_it_says_and_how_it_ends(tmp_path: Path) -> None:
    told = await spawn(["/bin/sh", "-c", "cat; echo oops >&2; exit 3"], stdin=PIPE)
    said, complained = await told.communicate(b"hello")
    assert (said, complained, told.returncode) == (b"hello", b"oops\n", 3)
    with pytest.raises(FileNotFoundError):
        await spawn([str(tmp_path / "nothing")])


async def test_an_extra_pipe_reaches_the_child() -> None:
    read, write = os.pipe()
    child = await spawn(["/bin/sh", "-c", f"echo here >/proc/self/fd/{write}"], pass_fds=[write])
    os.close(write)
    await child.communicate()
    with os.fdopen(read, "rb") as pipe:
        assert await asyncio.to_thread(pipe.read) == b"here\n"


CHATTY = ["/bin/sh", "-c", "while :; do echo says and says; echo cries and cries >&2; done"]


@pytest.mark.parametrize("cancellations", range(3))
@pytest.mark.parametrize("turns", range(1, 4))
def test_nothing_of_a_child_is_left_when_its_loop_ends(
    turns: int, cancellations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says more than anybody reads, and whoever ends it is cancelled meanwhile, and again."""
    left = list[str]()
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(repr(found.exc_value)))
    pids = list[int]()

    async def begin_and_end() -> None:
        child = await spawn(CHATTY, stdin=PIPE)
        pids.append(child.pid)
        assert child.stdin is not None
        child.stdin.write(b"nobody reads this" * 100_000)
        assert child.stdout is not None
        await child.stdout.readline()
        ending = asyncio.create_task(child.end())
        for _ in range(cancellations):
            for _ in range(turns):
                await asyncio.sleep(0)
            ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)

    asyncio.run(begin_and_end())
    gc.collect()
    assert left == []
    assert not psutil.pid_exists(pids[0])


async def test_the_last_words_are_heard_though_something_holds_the_pipe() -> None:
    child = await spawn(["/bin/sh", "-c", "sleep 60 & echo $! >&2; echo bye >&2"])
    assert child.stderr is not None
    listening = asyncio.create_task(child.stderr.read())
    async with asyncio.timeout(4):
        while child.returncode is None:
            await asyncio.sleep(0.01)
        await child.end(listening)
        orphan, bye = (await listening).split()
    psutil.Process(int(orphan)).kill()
    assert (bye, child.returncode) == (b"bye", 0)
