"""The healthchecks, as the containers run them, against real parts of the station."""

from __future__ import annotations

import os
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

import pytest

from tests.ports import free_port
from webtv.model.status import ProductionStatus
from webtv.store.status import write_status

ROOT = Path(__file__).parent.parent.parent
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
        [sys.executable, str(ROOT / "docker" / "health.py"), part],
        env=env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stderr.strip()


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
        process.wait(10)


@pytest.mark.parametrize("part", ["rtmp", "web"])
def test_a_part_is_well_while_it_runs_and_not_after(part: str, env: dict[str, str]) -> None:
    assert health(part, env)[0] == 1
    with running(part, env):
        assert health(part, env) == (0, "")
    code, said = health(part, env)
    assert code == 1
    assert said.startswith(f"{part}: ")


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
    written_at = datetime.now(UTC) - timedelta(seconds=age_s)
    status = ProductionStatus(channel="llamas", title="Llamas", written_at=written_at)
    write_status(Path(env["WEBTV_HOME"]) / "status", status)
    (Path(env["WEBTV_CHANNELS_DIR"]) / "llamas.yaml").write_text("title: Llamas\n")
    assert health("production", env)[0] == code


def test_production_that_says_nothing(env: dict[str, str]) -> None:
    assert health("production", env)[0] == 0, "a station without channels has nothing to say"
    (Path(env["WEBTV_CHANNELS_DIR"]) / "llamas.yaml").write_text("title: Llamas\n")
    assert health("production", env) == (1, "no status has been written")


def test_an_unknown_part(env: dict[str, str]) -> None:
    code, said = health("kitchen", env)
    assert code == 1
    assert said.startswith("no such part: kitchen")
