"""A production in a process of its own, as operators run it, and the home it works on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.generators.spaceserver import ROOT, SpaceServer
from tests.slack import slack
from webtv.model.programme import Programme
from webtv.model.status import ProductionStatus
from webtv.store.library import Library
from webtv.store.status import read_statuses

CHANNEL = """\
title: {title}
theme: {theme}
programme: {{shots: 2, shot_s: 4}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 320, height: 180}}
qc: {{similar: null}}
production: {{first: {first}, fresh_per_hour: {pace}, buffer_s: 3600}}
"""
LLAMAS = "Paco, a tall white llama with a red scarf, drives a small train across the high Andes."


def environment_in(folder: Path) -> dict[str, str]:
    """For commands whose station is all in `folder`, and not set up by whoever runs the tests."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("OPENAI", "WEBTV"))},
        "WEBTV_HOME": str(folder / "home"),
        "WEBTV_CHANNELS_DIR": str(folder / "channels"),
        "WEBTV_PLAYLISTS_DIR": str(folder / "playlists"),
    }


class Station:
    """A home with channel files, and a production that works on it."""

    def __init__(self, folder: Path, server: SpaceServer) -> None:
        self.home = folder / "home"
        self.channels = folder / "channels"
        self.playlists = folder / "playlists"
        self.channels.mkdir()
        self.log = folder / "produce.log"
        self.environment = {
            **environment_in(folder),
            "WEBTV_SPACES_URL": server.url,
            "WEBTV_LOG_FORMAT": "json",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def write(self, channel: str, theme: str = LLAMAS, first: int = 1, pace: float = 0) -> None:
        text = CHANNEL.format(title=channel, theme=theme, first=first, pace=pace)
        (self.channels / f"{channel}.yaml").write_text(text)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "webtv", "produce"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def stop(self, signum: int = signal.SIGTERM) -> float:
        assert self.process is not None
        children = psutil.Process(self.process.pid).children(recursive=True)
        started = time.monotonic()
        self.process.send_signal(signum)
        self.process.wait(15 * slack())
        took_s = time.monotonic() - started
        _, alive = psutil.wait_procs(children, timeout=3 * slack())
        assert not alive
        self.process = None
        return took_s

    def programmes(self, channel: str) -> list[Programme]:
        return Library(self.home / "library").programmes(channel)

    def status(self, channel: str) -> ProductionStatus | None:
        now = datetime.now(UTC)
        return read_statuses(self.home / "status", ProductionStatus, now=now).get(channel)

    def events(self) -> list[str]:
        return [json.loads(line)["event"] for line in self.log.read_text().splitlines()]

    def until(self, happened: Callable[[], object], *, within_s: float = 120) -> None:
        started = time.monotonic()
        while not happened():
            late = time.monotonic() - started > within_s * slack()
            assert not late, self.log.read_text()[-3000:]
            assert self.process is None or self.process.poll() is None, self.log.read_text()[-3000:]
            time.sleep(0.1)
