"""Production that may be killed, the servers it works with, and what its work book says."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.generators.runwayserver import RunwayServer
from tests.generators.spaceserver import ROOT, SpaceProcess
from tests.production.station import environment_in
from tests.slack import slack

_CHANNEL = """\
title: {title}
theme: Paco, a tall white llama with a red scarf, drives a small train across the high Andes.
writer: {{kind: template}}
programme: {{shots: 3, shot_s: 2}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 256, height: 144}}
titles: {{enabled: false}}
qc: {{similar: null, black_s: null, frozen_s: null, still: null, flicker: null}}
production: {{first: {first}, fresh_per_hour: 0, buffer_s: 3600}}
pipeline:
  {stages}
  interpolate: null
  music: {{space: musicgen}}
"""
STAGES = {
    "spaces": "video: {space: zeroscope-v2}\n  upscale: {space: zeroscope-xl}",
    "runway": "video: {space: runway-text-to-video, source: public}\n  upscale: null",
}

Identity = tuple[str, str, str]
"""What a backend can tell two calls apart by: stage, words, and seed or file."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the work book has it."""

    stage: str
    backend: str
    identity: Identity
    state: str
    task: str | None


@dataclass
class Known:
    """What the work book said right after a kill."""

    at: float
    calls: dict[str, Call]


class CountedSpaces(SpaceProcess):
    """Three Spaces that write down their calls; a call takes a second unless told otherwise."""

    module = "tests.soak.counted"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.clip = folder / "clip.mp4"
        self.take(1.0)

    def take(self, seconds: float) -> None:
        """How long a call takes from now on."""
        (self.folder / "seconds").write_text(str(seconds))

    def calls(self) -> list[dict[str, Any]]:
        """Every call so far: when, of which stage, with what."""
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


class Crew:
    """Production, the servers it works with, and the home it works in."""

    def __init__(self, folder: Path, *, programmes: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.spaces = CountedSpaces(folder / "spaces")
        self.runway = RunwayServer(media=lambda _: self.spaces.clip.read_bytes())
        self.programmes = programmes
        self._production: subprocess.Popen[bytes] | None = None
        channels = folder / "channels"
        channels.mkdir()
        for number, (name, stages) in enumerate(STAGES.items()):
            share = (programmes + 1 - number) // 2
            (channels / f"{name}.yaml").write_text(
                _CHANNEL.format(title=name.title(), first=share, stages=stages)
            )

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The servers, for the time of a block; production is gone at its end."""
        with self.runway, self.spaces:
            try:
                yield
            finally:
                if self._production is not None and self._production.poll() is None:
                    self._production.kill()
                    self._production.wait(10)

    def start(self) -> None:
        """Start production, and wait until it is at work."""
        shutil.rmtree(self.home / "status", ignore_errors=True)
        with (self.folder / "produce.log").open("ab") as log:
            self._production = subprocess.Popen(
                [sys.executable, "-m", "webtv", "produce"],
                cwd=ROOT,
                env={
                    **environment_in(self.folder),
                    "WEBTV_SPACES_URL": self.spaces.url,
                    "WEBTV_LOG_FORMAT": "json",
                    "RUNWAYML_API_SECRET": self.runway.key,
                    "RUNWAYML_BASE_URL": self.runway.url,
                },
                stdout=log,
                stderr=log,
            )
        status = self.home / "status" / "production"
        self.until(lambda: len(list(status.glob("*.json"))) == len(STAGES), what="it is at work")

    def kill(self) -> Known:
        """kill -9, and what is on record then."""
        assert self._production is not None
        self._production.kill()
        self._production.wait(10)
        return Known(time.time(), self.calls())

    def stop(self) -> None:
        """End production as an operator does."""
        assert self._production is not None
        self._production.send_signal(signal.SIGTERM)
        self._production.wait(30 * slack())

    def ended(self, *, within_s: float) -> int:
        """The exit code of production that ends on its own."""
        assert self._production is not None
        return self._production.wait(within_s * slack())

    def until(
        self, happened: Callable[[], object], *, within_s: float = 60, what: str = ""
    ) -> None:
        """Wait for something; production must live meanwhile."""
        deadline = time.monotonic() + within_s * slack()
        while not happened():
            ended = self._production is not None and self._production.poll() is not None
            if ended or time.monotonic() > deadline:
                log = self.folder / "produce.log"
                raise TimeoutError(f"{what}: {log.read_text()[-3000:] if log.exists() else ''}")
            time.sleep(0.2)

    def calls(self) -> dict[str, Call]:
        """All calls in the work book, by digest."""
        query = "SELECT digest, stage, backend, inputs, state, task FROM calls"
        return {
            digest: Call(stage, backend, _identity(stage, json.loads(inputs)), state, task)
            for digest, stage, backend, inputs, state, task in self.read(query)
        }

    def read(self, query: str) -> list[tuple[str, ...]]:
        """Rows of the work book. Of a copy: reading the file itself would tidy up its WAL."""
        with tempfile.TemporaryDirectory() as name:
            for path in self.home.glob("work.db*"):
                shutil.copy(path, name)
            with closing(sqlite3.connect(Path(name) / "work.db")) as book:
                tables = [row[0] for row in book.execute("SELECT name FROM sqlite_master")]
                return book.execute(query).fetchall() if "calls" in tables else []

    def asked(self) -> list[tuple[float, Identity]]:
        """Every call that the Spaces got, and when."""
        return [(line["at"], _identity(line["stage"], line)) for line in self.spaces.calls()]

    def all_made(self) -> bool:
        """Whether as many programmes as were wanted are made, and nothing is open."""
        states = Counter(row[0] for row in self.read("SELECT state FROM commissions"))
        return set(states) == {"made"} and states["made"] >= self.programmes


def _identity(stage: str, inputs: dict[str, str | int]) -> Identity:
    words = inputs.get("prompt") or inputs.get("prompt_text") or inputs.get("text") or ""
    return stage, str(words), str(inputs.get("video") or inputs.get("seed") or "")
