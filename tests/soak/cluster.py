"""Several machines of one station: homes, ports and process groups of their own, one database.

The library, playlists, HLS, as-run logs and standing orders are common, as on a network folder.
The RTMP server and the web server are on a machine of their own, which nobody hurts.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from tests.playout.station import HOUSE, Station
from tests.ports import free_port
from tests.rtmp.server import ROOT, Server, environment, listens, serving, until
from tests.work.server import Postgres, postgres_server
from webtv.drill.watching.hls_viewer import HlsViewer
from webtv.store.secret import read_secret

COMMON = ("library", "playlists", "hls", "asrun", "control", "takeover", "lineup")
"""The folders of HOME that are common to all machines."""


@dataclass
class Place:
    """One machine: a process group, which is all that a kill ends."""

    name: str
    home: Path
    process: subprocess.Popen[bytes] | None = None

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End all of it, as a power cut would."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait(10)
        self.process = None

    def end(self, *, within_s: float) -> None:
        """Tell playout to end, and wait until it has."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(within_s)
        self.process = None

    def log(self) -> str:
        return (self.home / "logs" / "playout.log").read_text("utf-8")


@dataclass
class Cluster:
    """All of it."""

    folder: Path
    postgres: Postgres
    server: Server
    station: Station
    channels: Sequence[str]
    places: list[Place] = field(default_factory=list)
    viewers: dict[str, HlsViewer] = field(default_factory=dict)

    def start(self, place: Place) -> None:
        """Start a machine's playout."""
        env = environment(
            place.home,
            WEBTV_MACHINE=place.name,
            WEBTV_DATABASE_URL=self.postgres.url,
            WEBTV_RTMP_URL=self.server.base,
            WEBTV_CONTROL_PORT=free_port(),
            WEBTV_LOG_FORMAT="json",
            WEBTV_DRAIN_S=40,
        )
        place.process = subprocess.Popen(
            [sys.executable, "-m", "webtv", "playout"], cwd=ROOT, env=env, start_new_session=True
        )

    def holders(self) -> dict[str, tuple[str | None, int]]:
        """Who holds each channel, and under which epoch, as the database says."""
        query = "SELECT channel, holder, epoch FROM leases WHERE part = 'playout'"
        try:
            with psycopg.connect(self.postgres.url) as connection:
                rows = connection.execute(query).fetchall()
        except psycopg.Error:
            return {}
        return {channel: (holder, epoch) for channel, holder, epoch in rows}

    def settled(self) -> bool:
        """Whether every machine has channels, and none waits for one of another's."""
        query = "SELECT count(successor) FROM leases WHERE part = 'playout'"
        try:
            with psycopg.connect(self.postgres.url) as connection:
                found = connection.execute(query).fetchone()
        except psycopg.Error:
            return False
        return found == (0,) and all(self.held_by(place) for place in self.places)

    def held_by(self, place: Place) -> dict[str, int]:
        """The channels of one machine, with their epochs."""
        return {c: epoch for c, (holder, epoch) in self.holders().items() if holder == place.name}

    def hole_s(self, since: float) -> float:
        """The longest that any viewer stared at a standing picture."""
        return max(viewer.showing.hole_s(since) for viewer in self.viewers.values())

    def shown(self) -> bool:
        """Whether every viewer sees something."""
        return all(viewer.showing.begun for viewer in self.viewers.values())

    def watch(self) -> None:
        """Put new viewers in front of all channels: nobody remembers what was."""
        self.unwatch()
        web = f"http://127.0.0.1:{self.station.web_port}/hls"
        self.viewers = {
            channel: HlsViewer(f"{web}/{channel}/live.m3u8", fps=float(HOUSE.fps))
            for channel in self.channels
        }
        for viewer in self.viewers.values():
            viewer.start()
        until(self.shown, within_s=60, what="everybody sees something")

    def unwatch(self) -> None:
        """Send all viewers away."""
        for viewer in self.viewers.values():
            viewer.enough.set()

    def broken(self) -> list[str]:
        """What was wrong in segments."""
        return [fault for viewer in self.viewers.values() for fault in viewer.broken]

    def publishers(self) -> list[str]:
        """Where the RTMP server's log has two publishers of a channel at once."""
        found, now = [], dict[str, str]()
        for line in self.server.lines():
            stream, sender = str(line.get("stream")), str(line.get("from"))
            match line["event"]:
                case "publisher connected":
                    if stream in now:
                        found.append(f"{stream}: {sender} while {now[stream]} publishes")
                    now[stream] = sender
                case "publisher gone" | "publisher superseded, connection closed":
                    if now.get(stream) == sender:
                        del now[stream]
        return found

    def segments(self, channel: str) -> dict[str, datetime]:
        """The media files of a channel's HLS folder, and when each was written."""
        return {
            path.name: datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            for path in self.station.hls(channel).glob("*.ts")
        }


@contextmanager
def clustered(
    folder: Path, *, machines: int, channels: int, seconds: Sequence[float] = (8.0, 16.0, 8.0)
) -> Iterator[Cluster]:
    """Everything running, and every channel shown to a viewer."""
    with ExitStack() as stack:
        postgres = stack.enter_context(postgres_server())
        home = folder / "edge"
        station = Station(home)
        names = [f"ch{number}" for number in range(1, channels + 1)]
        read_secret(home / "rtmp.secret")
        for name in names:
            for number, length_s in enumerate(seconds, 1):
                station.programme(name, number, seconds=length_s)
            station.channel(name)
        for common in COMMON:
            (home / common).mkdir(exist_ok=True)
        server = stack.enter_context(serving(home))
        cluster = Cluster(folder, postgres, server, station, names)
        station.start("web")
        stack.callback(station.stop)
        for number in range(1, machines + 1):
            place = Place(f"m{number}", folder / f"m{number}")
            place.home.mkdir()
            for common in COMMON:
                (place.home / common).symlink_to(home / common)
            shutil.copyfile(home / "rtmp.secret", place.home / "rtmp.secret")
            cluster.places.append(place)
            cluster.start(place)
            stack.callback(_end, place)
        until(lambda: listens(station.web_port), within_s=20, what="web listens")
        stack.callback(cluster.unwatch)
        cluster.watch()
        yield cluster


def _end(place: Place) -> None:
    if place.process is not None:
        place.signal(signal.SIGCONT)
        place.kill()
