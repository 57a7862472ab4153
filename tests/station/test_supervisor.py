"""The supervisor with real processes that die, refuse to stop and have children."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from tests.slack import slack
from webtv.station.parts import Part
from webtv.station.supervisor import Death, Supervisor

SLEEPER = "import time\ntime.sleep(600)"
STUBBORN = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)"
PARENT = (
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "time.sleep(600)"
)


def _part(name: str, code: str) -> Part:
    return Part(name, (sys.executable, "-c", code), air=True)


async def _until(condition: Callable[[], bool], *, within_s: float = 15) -> None:
    async with asyncio.timeout(within_s * slack()):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.fixture
async def supervisor(tmp_path: Path) -> AsyncIterator[Supervisor]:
    made = Supervisor(
        env=lambda part: os.environ, logs=tmp_path / "logs", on_death=lambda death: None
    )
    yield made
    await made.stop([[_part(name, "") for name in made.processes]])


async def test_a_killed_part_comes_back(supervisor: Supervisor) -> None:
    deaths: list[Death] = []
    supervisor.on_death = deaths.append
    supervisor.start([_part("web", SLEEPER)])
    await _until(lambda: "web" in supervisor.processes)
    first = supervisor.processes["web"].pid
    os.kill(first, signal.SIGKILL)
    await _until(lambda: supervisor.processes["web"].pid != first)
    assert deaths[0].part == "web"
    assert deaths[0].code == -signal.SIGKILL


async def test_the_last_line_of_a_dying_part_is_told(supervisor: Supervisor) -> None:
    deaths: list[Death] = []
    supervisor.on_death = deaths.append
    supervisor.start([_part("web", "import sys\nprint('one')\nsys.exit('the port is taken')")])
    await _until(lambda: len(deaths) >= 2)
    assert (deaths[0].code, deaths[0].last_line) == (1, "the port is taken")
    assert deaths[1].retry_s > deaths[0].retry_s


async def test_stop_reaps_even_what_ignores_sigterm(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.station.supervisor.STOP_GRACE_S", 0.5)
    parts = [_part("stubborn", STUBBORN), _part("parent", PARENT)]
    supervisor.start(parts)
    await _until(lambda: len(supervisor.processes) == 2)
    parent = psutil.Process(supervisor.processes["parent"].pid)
    await _until(lambda: bool(parent.children()))
    everyone = [psutil.Process(p.pid) for p in supervisor.processes.values()] + parent.children()
    await supervisor.stop([parts])
    _, alive = psutil.wait_procs(everyone, timeout=5 * slack())
    assert not alive


async def test_grandchildren_of_a_killed_part_do_not_stay(supervisor: Supervisor) -> None:
    supervisor.start([_part("parent", PARENT)])
    await _until(lambda: "parent" in supervisor.processes)
    parent = psutil.Process(supervisor.processes["parent"].pid)
    await _until(lambda: bool(parent.children()))
    orphans = parent.children()
    parent.kill()
    _, alive = await asyncio.to_thread(psutil.wait_procs, orphans, timeout=5 * slack())
    assert not alive


async def test_a_stuck_part_is_killed_and_starts_again_without_being_called_dead(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.station.supervisor.STUCK_GRACE_S", 0.3)
    deaths: list[Death] = []
    supervisor.on_death = deaths.append
    supervisor.start([_part("web", SLEEPER)])
    await _until(lambda: "web" in supervisor.processes)
    stuck = psutil.Process(supervisor.processes["web"].pid)
    stuck.suspend()
    await supervisor.restart("web", "it serves nothing")
    await _until(lambda: supervisor.processes["web"].pid != stuck.pid)
    assert not stuck.is_running()
    assert deaths == []
    assert supervisor.uptimes()["web"] < 15


async def test_a_part_that_is_not_there_cannot_be_restarted(supervisor: Supervisor) -> None:
    await supervisor.restart("web", "it serves nothing")
    assert supervisor.processes == {}
