"""A running station of RTMP server and playout, with the means to look at it and to hurt it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import httpx
import psutil

from tests.clips import make_programme
from tests.ports import free_port
from tests.processes import words
from tests.rtmp.server import ROOT, environment, listens, until, watchable
from tests.slack import slack
from webtv.model.asrun import AsRunEntry
from webtv.model.house import HouseFormat
from webtv.model.programme import Programme
from webtv.model.status import OnAir, PlayoutStatus
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import write_playlist
from webtv.store.status import read_statuses

HOUSE = HouseFormat(width=256, height=144)
"""Small, so that programmes are made quickly."""


@dataclass
class Station:
    """Its folders, its ports and its two processes."""

    home: Path
    rtmp_port: int = field(default_factory=free_port)
    flv_port: int = field(default_factory=free_port)
    control_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, part: str, *argv: str, **more: object) -> None:
        """Start a part; `argv` replaces what Python is told to run, `more` adds environment."""
        env = environment(
            self.home,
            WEBTV_RTMP_PORT=self.rtmp_port,
            WEBTV_FLV_PORT=self.flv_port,
            WEBTV_CONTROL_PORT=self.control_port,
            WEBTV_WEB_PORT=self.web_port,
            WEBTV_LOG_FORMAT="json",
            DEAD_RTMP_URL=f"rtmp://127.0.0.1:{self.dead_port}/app/tops3cret",
            HUNG_RTMP_URL=f"rtmp://127.0.0.1:{self.hung_port}/app/tops3cret",
            **more,
        )
        self.processes[part] = subprocess.Popen(
            [sys.executable, *(argv or ("-m", "webtv", part))], cwd=ROOT, env=env
        )

    dead_port: int = field(default_factory=free_port)
    hung_port: int = 0

    def kill(self, part: str) -> None:
        self.processes[part].kill()
        self.processes[part].wait(timeout=5 * slack())

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=5 * slack())

    @property
    def library(self) -> Library:
        return Library(self.home / "library")

    def channel(
        self, ident: str, *, title: str | None = None, more: str = "", house: HouseFormat = HOUSE
    ) -> None:
        """Write a channel's file."""
        folder = self.home / "lineup"
        folder.mkdir(parents=True, exist_ok=True)
        size = f"house: {{width: {house.width}, height: {house.height}}}\n"
        text = f"title: {title or ident.title()}\ntheme: what is shown for tests\n{size}{more}"
        (folder / f"{ident}.yaml").write_text(text)

    def programme(
        self,
        channel: str,
        number: int,
        *,
        seconds: float = 8.0,
        house: HouseFormat = HOUSE,
        listed: bool = True,
    ) -> Programme:
        """Make a programme and, if it is to be `listed`, its playlist."""
        made = make_programme(
            self.library,
            channel,
            seconds=seconds,
            house=house,
            title=f"Part {number}",
            nonce=str(number),
            hue=number * 40,
        )
        if listed:
            self.playlist(channel, number, made.id, self.library.media(made))
        return made

    def playlist(self, channel: str, number: int, programme: str, media: Path) -> Path:
        folder = self.home / "playlists" / channel
        return write_playlist(
            folder, number=number, programme=programme, media=media, title="a test"
        ).path

    def status(self, channel: str) -> PlayoutStatus | None:
        found = read_statuses(self.home / "status", PlayoutStatus, now=datetime.now(UTC))
        return found.get(channel)

    def on_air(self, channel: str) -> OnAir | None:
        status = self.status(channel)
        return status.on_air if status else None

    def asrun(self, channel: str) -> list[AsRunEntry]:
        since = datetime.now(UTC) - timedelta(days=1)
        return AsRunLog(self.home / "asrun").read(channel, since=since)

    def rtmp(self, channel: str) -> str:
        return f"rtmp://127.0.0.1:{self.rtmp_port}/live/{channel}"

    def hls(self, channel: str) -> Path:
        return self.home / "hls" / channel

    def log(self) -> str:
        return (self.home / "logs" / "playout.log").read_text("utf-8")

    def child(self, *parts: str) -> psutil.Process | None:
        """The child of playout whose command line contains all `parts`."""
        for process in psutil.Process(self.processes["playout"].pid).children():
            line = " ".join(words(process))
            if all(part in line for part in parts):
                return process
        return None

    def control(self, method: str, path: str, *, token: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"http://127.0.0.1:{self.control_port}{path}"
        return httpx.request(method, address, headers=headers, timeout=5)

    def order(self, channel: str, order: str, **body: object) -> httpx.Response:
        """Give an order as someone who has the token."""
        token = (self.home / "control.token").read_text().strip()
        address = f"http://127.0.0.1:{self.control_port}/channels/{channel}/{order}"
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.post(address, headers=headers, json=body, timeout=10)


@contextmanager
def running(station: Station) -> Iterator[Station]:
    """Start both parts; stop them after the block, and see that nothing is left."""
    station.start("rtmp")
    station.start("playout")
    try:
        until(lambda: listens(station.rtmp_port), within_s=20, what="the RTMP server listens")
        yield station
    finally:
        left = psutil.Process(station.processes["playout"].pid).children(recursive=True)
        station.stop()
        assert not [process for process in left if process.is_running()]


class Viewer(threading.Thread):
    """Watches an address and notes the time stamps of all it gets, until told to stop."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.times: dict[str, list[float]] = {"video": [], "audio": []}
        self.enough = threading.Event()
        self._address = address

    def run(self) -> None:
        with av.open(self._address, timeout=(10, 20)) as container:
            for packet in container.demux(video=0, audio=0):
                if packet.dts is not None and packet.time_base is not None:
                    at = float(packet.dts * packet.time_base)
                    self.times[packet.stream.type].append(at)
                if self.enough.is_set():
                    return


@contextmanager
def viewing(station: Station, channel: str) -> Iterator[Viewer]:
    """Watch a channel over RTMP until the block ends, as soon as it can be."""
    address = station.rtmp(channel)
    until(lambda: watchable(address), within_s=30, what="RTMP plays")
    viewer = Viewer(address)
    viewer.start()
    try:
        yield viewer
    finally:
        viewer.enough.set()
        viewer.join(timeout=20)


def kill(process: psutil.Process | None) -> None:
    """End a process as a crash would."""
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
