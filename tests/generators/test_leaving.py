"""A process that calls a Space ends when it wants to, whatever the Space does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.generators.gradios import RowServer
from tests.generators.spaceserver import ROOT

LEAVER = """
import asyncio, sys
from pathlib import Path
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.generators.backends import Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded

async def main():
    backends = Backends(load_contracts(), local_url=lambda: sys.argv[1], local_concurrency=2)
    (backend,) = backends.serving(BackendConfig(space="zeroscope-v2"))
    run = backend.run({}, Request("slow down"), Path(sys.argv[2]), ticket=Unrecorded())
    call = asyncio.ensure_future(run)
    await asyncio.to_thread(sys.stdin.readline)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    backends.close()

asyncio.run(main())
"""


def test_a_space_that_hangs_does_not_hold_up_the_end(server: RowServer, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LEAVER, server.url, str(tmp_path / "a.mp4")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        text=True,
    )
    assert server._process is not None
    try:
        deadline = time.monotonic() + 60
        while not any("slow down" in values for _, values in server.calls()):
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.1)
        os.kill(server._process.pid, signal.SIGSTOP)
        process.communicate("leave\n", timeout=20)  # the Space would be silent for 90 s
        assert process.returncode == 0
    finally:
        os.kill(server._process.pid, signal.SIGCONT)
        process.kill()
        process.wait(10)
