from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from gradio_client import Client
from gradio_client.client import Job

from tests.ports import free_port
from tests.processes import words
from tests.slack import slack
from tests.strays import python_path
from webtv.config.contracts import SHIPPED

ROOT = SHIPPED.parent.parent


class SettledClient(Client):  # type: ignore[misc]  # gradio_client has no types
    """A client that begins no call while the stream of those before is being closed.

    gradio_client 2.7 takes such a call for one of that stream, and waits for ever.
    """

    def submit(self, *args: Any, **kwargs: Any) -> Job:
        """Begin a call, as `Client` does."""
        end = time.monotonic() + 10 * slack()
        while self.stream_open and not self.pending_event_ids and time.monotonic() < end:
            time.sleep(0.01)
        return super().submit(*args, **kwargs)


@dataclass(frozen=True)
class Server:
    """A running `webtv spaces`."""

    process: psutil.Process
    url: str
    home: Path

    def connect(self, space: str) -> Client:
        return SettledClient(
            f"{self.url}/{space}",
            verbose=False,
            analytics_enabled=False,
            download_files=str(self.home / "downloads"),
            httpx_kwargs={"timeout": 60},
        )

    def workers(self) -> list[psutil.Process]:
        children = self.process.children(recursive=True)
        return [child for child in children if "spawn_main" in " ".join(words(child))]


@contextmanager
def serving(
    home: Path,
    *,
    engine: str = "studio",
    python: str = sys.executable,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """`python -m webtv spaces` in a folder of its own, until the end of the block."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEBTV_")} | {
        "PYTHONPATH": python_path(ROOT),
        "WEBTV_HOME": str(home),
        "WEBTV_NODE_MODULES": str(ROOT / "node_modules"),
        "WEBTV_SPACES_PORT": str(port),
        "WEBTV_SPACES_WORKERS": "2",
        **(settings or {}),
    }
    home.mkdir(parents=True, exist_ok=True)
    log = home / "spaces.log"
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [python, "-m", "webtv", "spaces", "--engine", engine],
            env=environment,
            cwd=home,
            stderr=sink,
        )
    try:
        started = time.monotonic()
        while not _answers(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() - started < 120 * slack(), log.read_text()
            time.sleep(0.1)
        yield Server(psutil.Process(process.pid), url, home)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(10 * slack())
        finally:
            process.kill()
            process.wait(5)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=2).is_success
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests, whose end is looked at too: another would take seconds to start."""
    with serving(tmp_path_factory.mktemp("spaces")) as running:
        yield running
        _sigterm_ends_everything_in_five_seconds(running)


def _sigterm_ends_everything_in_five_seconds(server: Server) -> None:
    """An event stream is open then, and a worker busy."""
    server.connect("zeroscope-v2").submit("snowy mountains", 1, 48, 25, api_name="/run")
    log = server.home / "spaces.log"
    said = len(log.read_text())
    everyone = [server.process, *server.process.children(recursive=True)]
    server.process.send_signal(signal.SIGTERM)
    _gone, alive = psutil.wait_procs(everyone, timeout=5 * slack())
    assert alive == []
    assert "Traceback" not in log.read_text()[said:]
