"""The healthchecks, as the containers run them, against real parts of the station."""

from __future__ import annotations

import os
import runpy
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest

from tests.ports import free_port
from tests.slack import slack
from webtv.model.status import AlarmsStatus, MirrorStatus, ProductionStatus, Suspicion, Verdict
from webtv.store.status import write_alarms, write_mirror, write_status, write_verdict

ROOT = Path(__file__).parent.parent.parent
HEALTH = ROOT / "docker" / "health.py"
HEALTHCHECK = runpy.run_path(str(HEALTH))
"""What the script defines; it is not part of the package."""

STARTED_WITHIN_S = 60


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "channels").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "WEBTV_HOME": str(tmp_path / "var"),
        "WEBTV_CHANNELS_DIR": str(tmp_path / "channels"),
        "WEBTV_NODE_MODULES": str(ROOT / "node_modules"),
        **{f"WEBTV_{name}_PORT": str(free_port()) for name in ("WEB", "RTMP", "FLV", "CONTROL")},
    }


def health(part: str, env: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(HEALTH), part],
        env=env,
        capture_output=True,
        text=True,
        timeout=30 * slack(),
        check=False,
    )
    return done.returncode, done.stderr.strip()


def write_production(env: dict[str, str], *, age_s: float) -> None:
    """What production says about its one channel, so long ago."""
    written_at = datetime.now(UTC) - timedelta(seconds=age_s)
    status = ProductionStatus(channel="llamas", title="Llamas", written_at=written_at)
    write_status(Path(env["WEBTV_HOME"]) / "status", status)
    (Path(env["WEBTV_CHANNELS_DIR"]) / "llamas.yaml").write_text("title: Llamas\n")


@contextmanager
def running(part: str, env: dict[str, str]) -> Iterator[None]:
    """A part of the station, once its healthcheck says that it is well."""
    process = subprocess.Popen(
        [sys.executable, "-m", "webtv", part], env=env, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + STARTED_WITHIN_S
        while health(part, env)[0] != 0:
            assert process.poll() is None, f"{part} ended with {process.returncode}"
            assert time.monotonic() < deadline, health(part, env)[1]
        yield
    finally:
        process.terminate()
        process.wait(10 * slack())


@pytest.mark.parametrize("part", ["rtmp", "web"])
def test_a_part_is_well_while_it_runs_and_not_after(part: str, env: dict[str, str]) -> None:
    assert health(part, env)[0] == 1
    with running(part, env):
        assert health(part, env) == (0, "")
    code, said = health(part, env)
    assert code == 1
    assert said.startswith(f"{part}: ")


@pytest.mark.parametrize("part", ["mirror", "alarms"])
def test_a_part_that_asks_others_is_well_while_it_speaks(part: str, env: dict[str, str]) -> None:
    assert health(part, env)[0] == 1
    folder = Path(env["WEBTV_HOME"]) / "status"
    for age_s, code in ((0, 0), (60, 1)):
        at = datetime.now(UTC) - timedelta(seconds=age_s)
        if part == "mirror":
            write_mirror(folder, MirrorStatus(written_at=at, store="s3://reef", problem="away"))
        else:
            write_alarms(folder, AlarmsStatus(written_at=at, problem="service 1 takes none"))
        assert health(part, env)[0] == code


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_playout_is_as_well_as_it_says(status: int, code: int, env: dict[str, str]) -> None:
    class Control(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", int(env["WEBTV_CONTROL_PORT"])), Control) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert health("playout", env)[0] == code
        thread.join(10)


def test_a_port_that_does_not_speak_rtmp_is_not_well(env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(env["WEBTV_RTMP_PORT"]))) as server:

        def hang_up() -> None:
            peer, _ = server.accept()
            with peer:
                peer.recv(1)

        thread = threading.Thread(target=hang_up)
        thread.start()
        assert health("rtmp", env)[0] == 1
        thread.join(10)


@pytest.mark.parametrize(("age_s", "code"), [(0, 0), (10, 0), (60, 1)])
def test_production_is_well_while_its_word_is_fresh(
    age_s: int, code: int, env: dict[str, str]
) -> None:
    write_production(env, age_s=age_s)
    assert health("production", env)[0] == code


def test_production_that_says_nothing(env: dict[str, str]) -> None:
    assert health("production", env)[0] == 0, "a station without channels has nothing to say"
    (Path(env["WEBTV_CHANNELS_DIR"]) / "llamas.yaml").write_text("title: Llamas\n")
    assert health("production", env) == (1, "no status has been written")
    sharing = {**env, "WEBTV_MACHINE": "two"}
    assert health("production", sharing) == (0, ""), "others have all channels"


def test_an_unknown_part(env: dict[str, str]) -> None:
    code, said = health("kitchen", env)
    assert code == 1
    assert said.startswith("no such part: kitchen")


@pytest.mark.parametrize(
    ("part", "judged_s", "since_s", "accused"),
    [
        ("rtmp", 0, 30, True),
        ("rtmp", 0, 3, False),  # it may go by
        ("rtmp", 60, 90, False),  # whoever said so is gone
        ("web", 0, 30, False),
    ],
)
def test_what_the_probe_suspects_is_unwell(
    part: str, judged_s: int, since_s: int, accused: bool, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    suspicion = Suspicion(
        part="rtmp", reason="no viewer gets a picture", since=now - timedelta(seconds=since_s)
    )
    verdict = Verdict(written_at=now - timedelta(seconds=judged_s), suspicions=(suspicion,))
    write_verdict(tmp_path, verdict)
    said = HEALTHCHECK["accused"](part, tmp_path / "verdict.json", now)
    assert said == ("the probe says: no viewer gets a picture" if accused else None)


def test_a_part_is_accused_by_the_check_itself(env: dict[str, str]) -> None:
    write_production(env, age_s=0)
    assert health("production", env) == (0, "")
    now = datetime.now(UTC)
    suspicion = Suspicion(
        part="production", reason="it says nothing any more", since=now - timedelta(minutes=1)
    )
    folder = Path(env["WEBTV_HOME"]) / "status"
    write_verdict(folder, Verdict(written_at=now, suspicions=(suspicion,)))
    assert health("production", env) == (1, "the probe says: it says nothing any more")


def test_checks_that_fail_in_a_row_are_counted(tmp_path: Path) -> None:
    note = tmp_path / "health"
    troubles = [None, "a", "b", None, "c", "d", "e"]
    counts = [HEALTHCHECK["times_unwell"](trouble, note) for trouble in troubles]
    assert counts == [0, 1, 2, 0, 1, 2, 3]


def test_a_part_is_not_ended_while_it_starts_nor_twice_in_minutes(tmp_path: Path) -> None:
    may_end, mark = HEALTHCHECK["may_end"], tmp_path / "ended-rtmp"
    now = time.time()
    assert not may_end(mark, up_s=10, now=now)
    assert may_end(mark, up_s=100, now=now)
    mark.touch()
    assert not may_end(mark, up_s=100, now=now + 1)
    assert may_end(mark, up_s=100, now=now + HEALTHCHECK["AGAIN_S"] + 1)
    assert may_end(mark, up_s=100, now=now - 3600), "the clock was set back"


def test_a_stuck_part_is_ended_from_inside_its_container() -> None:
    """A process that stands in for init, with a part that does not hear SIGTERM."""
    child = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    code = (
        "import subprocess, sys\n"
        f"part = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        "sys.exit(part.wait() != -9)"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as init:
        deadline = time.monotonic() + STARTED_WITHIN_S
        while not (children := psutil.Process(init.pid).children()):
            assert time.monotonic() < deadline
        children[0].suspend()
        assert 0 <= HEALTHCHECK["uptime"](init.pid) < STARTED_WITHIN_S
        HEALTHCHECK["end_part"](init.pid)
        assert init.wait(10 * slack()) == 0
        assert not children[0].is_running()
