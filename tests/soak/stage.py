"""A station to be hurt: its parts as processes, one channel, and everyone who watches it."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.playout.station import HOUSE, Station
from tests.rtmp.server import listens, serving, until
from tests.slack import slack
from tests.soak.proxy import SlowProxy
from webtv.drill.watching.hls_viewer import HlsViewer
from webtv.drill.watching.rtmp_viewer import RtmpViewer
from webtv.station.supervisor import FIRST_DELAY_S
from webtv.store.secret import read_secret
from webtv.store.signature import signed_address

CHANNEL = "show"
PROGRAMMES_S = (8.0, 16.0, 8.0, 16.0)
_CALM_S = 2.0


@dataclass(frozen=True, slots=True)
class Holes:
    """The longest each viewer stared at a standing picture, in seconds."""

    rtmp: float
    hls: float
    second: float
    lost: float
    """Of programme that HLS never listed."""


@dataclass
class Stage:
    """The station, its second destination and its viewers."""

    station: Station
    proxy: SlowProxy
    rtmp: RtmpViewer
    hls: HlsViewer
    second: RtmpViewer
    second_url: str
    numbers: int = len(PROGRAMMES_S)

    def holes(self, since: float) -> Holes:
        """What the viewers saw since a moment of the monotonic clock."""
        return Holes(
            rtmp=self.rtmp.showing.hole_s(since),
            hls=self.hls.showing.hole_s(since),
            second=self.second.showing.hole_s(since),
            lost=self.hls.lost_s(since),
        )

    def calm(self, *, within_s: float) -> None:
        """Wait until everyone sees moving pictures."""

        def moving() -> bool:
            since = time.monotonic()
            time.sleep(_CALM_S)
            holes = self.holes(since)
            return max(holes.rtmp, holes.hls, holes.second) == 0.0

        until(moving, within_s=within_s, what="everyone sees moving pictures")

    def destinations(self, *more: str) -> None:
        """Put the channel's file in force with these destinations besides the second one."""
        listed = ", ".join([f"{{id: second, url: '{self.second_url}'}}", *more])
        self.station.channel(CHANNEL, more=f"destinations: [{listed}]\n")

    def new_hls_viewer(self) -> None:
        """Let another viewer of HLS watch instead of the one who has been there till now.

        Whoever has lived through a hole shows each segment as it comes; it asks for the list up to
        half a target duration late, and that would count as a hole of the next fault.
        """
        self.hls.stop()
        self.hls = HlsViewer(self.hls.address, fps=float(HOUSE.fps))
        self.hls.start()

    def pusher(self, *words: str) -> psutil.Process:
        """The pusher whose command line has these words."""
        found = self.station.child(*words)
        assert found is not None, f"no child of playout with {words}"
        return found

    def player(self) -> psutil.Process:
        """The player that is on air, or else the cued one, as soon as there is one.

        A player that has read its file to the end is over before its last pictures are shown.
        """
        found: list[psutil.Process] = []

        def seen() -> bool:
            player = self.station.child("concat")
            found.extend([player] if player else [])
            return bool(found)

        until(seen, within_s=10 * slack(), what="there is a player")
        return found[0]

    def restart(self, part: str) -> None:
        """Kill a part, and start it again when the supervisor would."""
        self.station.kill(part)
        time.sleep(FIRST_DELAY_S)
        self.station.start(part)

    def stop(self, part: str) -> psutil.Process:
        """Let a part's process stand still."""
        process = psutil.Process(self.station.processes[part].pid)
        process.send_signal(signal.SIGSTOP)
        return process


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Everything running, and everyone seeing moving pictures."""
    with ExitStack() as stack:
        (folder / "second").mkdir(parents=True)
        other = stack.enter_context(serving(folder / "second"))
        proxy = SlowProxy(other.port)
        stack.callback(proxy.close)
        # A signature publishes once; a feed's key does so again and again, as platforms' keys do.
        url = other.keyed(CHANNEL).replace(f":{other.port}/", f":{proxy.port}/")
        later = time.time() + 7 * 86_400
        secret = read_secret(folder / "second" / "rtmp.secret")
        shown = signed_address(
            f"rtmp://127.0.0.1:{other.port}/takeover", CHANNEL, secret=secret, now=later
        )
        hung = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        station = Station(folder / "home", hung_port=int(hung.getsockname()[1]))
        stack.callback(station.stop)
        for number, seconds in enumerate(PROGRAMMES_S, 1):
            station.programme(CHANNEL, number, seconds=seconds)
        fps = float(HOUSE.fps)
        web = f"http://127.0.0.1:{station.web_port}/hls/{CHANNEL}/live.m3u8"
        stage = Stage(
            station=station,
            proxy=proxy,
            rtmp=RtmpViewer(station.rtmp(CHANNEL), fps=fps),
            hls=HlsViewer(web, fps=fps),
            second=RtmpViewer(shown, fps=fps),
            second_url=url,
        )
        stage.destinations()
        for part in ("rtmp", "playout", "web"):
            station.start(part)
        until(lambda: listens(station.rtmp_port), within_s=20, what="the RTMP server listens")
        for viewer in (stage.rtmp, stage.hls, stage.second):
            viewer.start()
            stack.callback(viewer.enough.set)
        stack.callback(lambda: stage.hls.enough.set())
        stage.calm(within_s=60)
        yield stage
