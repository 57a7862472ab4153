"""A station that runs, and what is asked of it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.processes import words
from tests.slack import slack

CHANNEL = """\
title: Harbour
theme: >
  A small harbour in the north: fishing boats come home past the lighthouse, gulls follow them,
  old houses stand on the quay.
programme: {shots: 2, shot_s: 4}
narration: off
clock: {ident_every: 0, trails: false}
production: {fresh_per_hour: 1, buffer_s: 8, first: 1}
destinations:
  - {id: away, url: "rtmp://127.0.0.1:9/app", key: "${AWAY_STREAM_KEY}"}
"""


KEYS = {
    "AWAY_STREAM_KEY": "sesame-of-playout",
    "HF_TOKEN": "sesame-of-production",
    "RUNWAYML_API_SECRET": "sesame-of-production-too",
    "SOMEBODYS_TOKEN": "sesame-of-nobody",
}
"""What the station is started with; channel and commands need none of it to work."""


@dataclass
class Station:
    process: subprocess.Popen[bytes]
    folder: Path
    ports: dict[str, int]
    env: dict[str, str]

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.ports['WEB']}"

    def channel(self) -> dict[str, Any]:
        answer = httpx.get(f"{self.web}/api/channels/harbour", timeout=5)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def told(self) -> dict[str, Any]:
        """The same as the operator is told it."""
        token = (self.folder / "var" / "control.token").read_text().strip()
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.get(f"{self.web}/api/channels/harbour", headers=headers, timeout=5)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def part(self, command: str) -> psutil.Process | None:
        """The process of one part, found by its command line."""
        for child in psutil.Process(self.process.pid).children():
            line = words(child)
            if command in line or (command == "rtmp" and any("server.mjs" in a for a in line)):
                return child
        return None


def until(
    condition: Callable[[], object], *, within_s: float, what: str, every_s: float = 0.2
) -> float:
    """Wait for a condition; its errors count as not yet. Gives the seconds it took."""
    started = time.monotonic()
    last: Exception | None = None
    while time.monotonic() - started < within_s * slack():
        try:
            if condition():
                return time.monotonic() - started
        except (httpx.HTTPError, psutil.Error, OSError, KeyError, TypeError) as error:
            last = error
        time.sleep(every_s)
    raise AssertionError(f"{what}: not within {within_s} s ({last!r})")
