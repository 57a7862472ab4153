"""Starts and stops a server of moody Spaces, and reads how busy they were."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.generators.spaceserver import ROOT, make_media
from tests.ports import free_port


@dataclass(frozen=True)
class Busy:
    """A Space worked on one call, from when to when; POSIX time."""

    stage: str
    began: float
    ended: float


class MoodySpaces:
    """One server process; `url` is the base of its four Spaces."""

    def __init__(
        self,
        folder: Path,
        seconds: Mapping[str, float],
        *,
        failing: float = 0.0,
        hang_s: float = 5.0,
        seed: int = 0,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        make_media(folder)
        moods = {"seconds": dict(seconds), "failing": failing, "hang_s": hang_s, "seed": seed}
        (folder / "moods.json").write_text(json.dumps(moods))

    def start(self) -> None:
        self.launch()
        self.wait()

    def launch(self) -> None:
        environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
        environment["GRADIO_TEMP_DIR"] = str(self.folder / "gradio")
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.production.moodyapp", str(self.port), self.folder],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/musicgen/config", timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text()[-2000:])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def busy(self) -> list[Busy]:
        path = self.folder / "busy.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [Busy(**json.loads(line)) for line in lines]


def use(calls: list[Busy], stage: str, *, since: float, until: float) -> float:
    """The share of a span of time in which a Space had at least one call to work on."""
    seconds, reached = 0.0, since
    for call in sorted((c for c in calls if c.stage == stage), key=lambda c: c.began):
        ended = min(call.ended, until)
        seconds += max(0.0, ended - max(call.began, reached))
        reached = max(reached, ended)
    return seconds / (until - since)
