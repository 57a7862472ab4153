"""`webtv produce` against a real Gradio server, as operators run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from tests.generators.spaceserver import ROOT, SpaceServer, make_media
from webtv.model.programme import Programme
from webtv.model.status import ProductionStatus
from webtv.store.library import Library
from webtv.store.playlists import list_playlists
from webtv.store.status import read_statuses

CHANNEL = """\
title: {title}
theme: {theme}
programme: {{shots: 2, shot_s: 4}}
house: {{width: 320, height: 180}}
qc: {{similar: null}}
production: {{first: {first}, fresh_per_hour: {pace}, buffer_s: 3600}}
"""
LLAMAS = "Paco, a tall white llama with a red scarf, drives a small train across the high Andes."


class Station:
    """A home with channel files, and a production that works on it."""

    def __init__(self, folder: Path, server: SpaceServer) -> None:
        self.home = folder / "home"
        self.channels = folder / "channels"
        self.playlists = folder / "playlists"
        self.channels.mkdir()
        self.log = folder / "produce.log"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("OPENAI", "WEBTV"))},
            "WEBTV_HOME": str(self.home),
            "WEBTV_CHANNELS_DIR": str(self.channels),
            "WEBTV_PLAYLISTS_DIR": str(self.playlists),
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
        self.process.wait(15)
        took_s = time.monotonic() - started
        _, alive = psutil.wait_procs(children, timeout=3)
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
        deadline = time.monotonic() + within_s
        while not happened():
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            assert self.process is None or self.process.poll() is None, self.log.read_text()[-3000:]
            time.sleep(0.1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpaceServer]:
    folder = tmp_path_factory.mktemp("space")
    make_media(folder)
    running = SpaceServer(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def station(tmp_path: Path, server: SpaceServer) -> Iterator[Station]:
    made = Station(tmp_path, server)
    yield made
    if made.process is not None:
        made.process.kill()
        made.process.wait(10)


def test_from_a_theme_to_playlists_and_an_edit_to_the_next_programme(station: Station) -> None:
    station.write("llamas")
    station.start()
    station.until(lambda: station.programmes("llamas"))
    first = station.programmes("llamas")[0]
    assert first.writer == "template"
    assert all("llama" in shot.prompt for shot in first.shots)
    takes = {take.stage: take for take in first.shots[0].takes}
    assert set(takes) == {"video", "upscale", "interpolate"}
    assert takes["video"].seed is not None
    assert first.music_takes[0].stage == "music"
    folder = station.playlists / "llamas"
    station.until(lambda: len(list_playlists(folder)) == 4, within_s=5)
    status = station.status("llamas")
    assert status is not None
    assert (status.programmes, status.note) == (1, "")
    assert "OPENAI_API_KEY" in status.writer_note

    station.write("llamas", "A hundred jellyfish drift beneath a wooden pier", first=2)
    station.until(lambda: len(station.programmes("llamas")) == 2)
    second = station.programmes("llamas")[1]
    assert all("jellyfish" in shot.prompt for shot in second.shots)
    station.until(lambda: second.id in [p.programme for p in list_playlists(folder)], within_s=5)

    (station.channels / "llamas.yaml").write_text("title: [broken")
    station.until(lambda: (s := station.status("llamas")) and s.config_error, within_s=8)
    (station.channels / "llamas.yaml").unlink()
    station.until(lambda: station.status("llamas") is None, within_s=8)
    assert station.stop() < 5
    assert not any((station.home / "work").rglob("*.mp4"))
    assert not any((station.home / "clips").rglob("*.mp4"))


def test_two_productions_of_one_home_do_not_run(station: Station) -> None:
    station.write("llamas")
    station.start()
    station.until(lambda: station.status("llamas"))
    second = subprocess.run(
        [sys.executable, "-m", "webtv", "produce"],
        cwd=ROOT,
        env=station.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert "another `webtv produce` works in" in second.stderr
    station.stop(signal.SIGINT)


def test_killed_in_the_middle_nothing_half_is_left(station: Station) -> None:
    station.write("llamas", first=3)
    station.start()
    station.until(lambda: any((station.home / "work").rglob("*.mp4")))
    station.stop(signal.SIGKILL)
    complete = {p.file for p in station.programmes("llamas")}
    station.start()
    station.until(lambda: len(station.programmes("llamas")) == 3)
    station.stop()
    left = {p.name for p in (station.home / "library").rglob("*.mp4")}
    assert complete <= left
    assert left == {p.file for p in station.programmes("llamas")}
    assert not any((station.home / "work").rglob("*.*"))


def test_spaces_away_and_back(station: Station, server: SpaceServer) -> None:
    server.stop()
    station.write("llamas")
    station.start()
    try:
        station.until(
            lambda: (s := station.status("llamas")) and "unavailable, trying again in" in s.note
        )
    finally:
        server.start()
    station.until(lambda: station.programmes("llamas"))
    assert station.events().count("backend not there yet") <= 4  # once for each Space
    assert station.stop() < 5
