"""Children of the event loop: they die with it, and starting them does not hold it up."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.rtmp.server import until
from webtv.media.spawn import PIPE, spawn

OWNER = """
import asyncio
from webtv.media.spawn import DEVNULL, spawn

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
