"""Many channels on one machine in real time: was any picture late, is any missing?

Lateness is noted inside playout for every picture of every channel. What went out is read back
from the HLS segments of all channels, and from RTMP by a viewer of a few of them.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.material import HOUSE, programmes
from tests.benchmarks.timed import NOTES, Notes
from tests.benchmarks.usage import Usage, tree_usage
from tests.playout.station import Station, Viewer
from tests.rtmp.server import listens, until
from tests.soak.stamps import Stamps, chained, read_stamps
from webtv.drill.watching.m3u8 import read_playlist
from webtv.model.programme import Programme

FRAME_S = 1 / HOUSE.fps
LATE_S = 0.5
"""A picture may be handed over so late: time stamps do not tell, and every viewer's player holds
more than that in reserve. Above it the air would soon be forgiven, which viewers see."""
SETTLE_S = 15.0
WATCHED = 3
SHOWN_STALLS = 8
STOP_S = 60
"""So many pushers say goodbye to the server."""


@dataclass(frozen=True, slots=True)
class Line:
    """One channel's figures."""

    channel: str
    late_s: float
    hls_hole_s: float
    rtmp_hole_s: float | None
    """None for a channel nobody watched over RTMP."""
    drops: int
    reconnects: int

    @property
    def good(self) -> bool:
        """Whether no viewer could have noticed anything."""
        holes = max(self.hls_hole_s, self.rtmp_hole_s or 0.0)
        return self.late_s <= LATE_S and holes <= FRAME_S and not self.drops + self.reconnects


@dataclass(frozen=True, slots=True)
class Crowd:
    """All channels, and what they cost together."""

    lines: list[Line]
    playout_percent: float
    server_percent: float
    machine_percent: float
    playout: Usage
    starved_s: float
    """How long playout's loop was ready to run and got no processor."""
    stalls: list[tuple[float, str]]
    """(seconds, what was done) of the longest times in which playout's loop stood still."""


def measure(home: Path, *, channels: int, seconds: float) -> Crowd:
    """Air so many channels for `seconds` and look at each."""
    station = Station(home)
    names = [f"c{number:02d}" for number in range(1, channels + 1)]
    _fill(station, names)
    try:
        station.start("rtmp")
        until(lambda: listens(station.rtmp_port), within_s=20, what="the RTMP server listens")
        station.start("playout", "-m", "tests.benchmarks.timed")
        playout = psutil.Process(station.processes["playout"].pid)
        server = psutil.Process(station.processes["rtmp"].pid)
        until(lambda: _settled(station, names), within_s=60 + 10 * channels, what="all on air")
        viewers = [Viewer(station.rtmp(name)) for name in names[:: max(1, channels // WATCHED)]]
        for viewer in viewers:
            viewer.start()
        time.sleep(SETTLE_S)
        start, before = time.monotonic(), (tree_usage(playout), tree_usage(server))
        waited_s, earlier = _waited_s(playout.pid), _counts(station, names)
        psutil.cpu_percent()
        time.sleep(seconds)
        end, after = time.monotonic(), (tree_usage(playout), tree_usage(server))
        machine = psutil.cpu_percent()
        starved_s, counts = _waited_s(playout.pid) - waited_s, _counts(station, names)
        for viewer in viewers:
            viewer.enough.set()
            viewer.join(timeout=10)
    finally:
        if "playout" in station.processes:
            station.processes["playout"].terminate()
            station.processes["playout"].wait(STOP_S)
        station.stop()
    told = json.loads((home / NOTES).read_text())
    late = _lateness(told["notes"], start, end)
    stalls = [(length, doing) for at, length, doing in told["stalls"] if start <= at <= end]
    received = dict(zip(names[:: max(1, channels // WATCHED)], viewers, strict=False))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        holes = dict(zip(names, pool.map(_hls_hole, [station.hls(n) for n in names]), strict=True))
    lines = [
        Line(
            channel=name,
            late_s=late[name],
            hls_hole_s=holes[name],
            rtmp_hole_s=_viewed(received[name]).hole_s if name in received else None,
            drops=counts[name][0] - earlier[name][0],
            reconnects=counts[name][1] - earlier[name][1],
        )
        for name in names
    ]
    share = [(a.cpu_s - b.cpu_s) / (end - start) * 100 for a, b in zip(after, before, strict=True)]
    longest = sorted(stalls, reverse=True)[:SHOWN_STALLS]
    return Crowd(lines, share[0], share[1], machine, after[0], starved_s, longest)


def table(crowd: Crowd) -> str:
    """The figures for people: every channel's, then the worst and the sums."""
    lines = [f"{'channel':8} {'late ms':>8} {'HLS hole ms':>12} {'RTMP hole ms':>13} drops reconn."]
    for line in crowd.lines:
        rtmp = "-" if line.rtmp_hole_s is None else f"{line.rtmp_hole_s * 1000:.1f}"
        lines.append(
            f"{line.channel:8} {line.late_s * 1000:8.1f} {line.hls_hole_s * 1000:12.1f} "
            f"{rtmp:>13} {line.drops:5} {line.reconnects:7}"
        )
    count = len(crowd.lines)
    worst = max(line.late_s for line in crowd.lines) * 1000
    lines += [
        f"{count} channels; latest picture {worst:.1f} ms; "
        f"longest HLS hole {max(line.hls_hole_s for line in crowd.lines) * 1000:.1f} ms",
        f"playout {crowd.playout_percent:.0f} % of a core ({crowd.playout_percent / count:.2f} % a "
        f"channel), RTMP server {crowd.server_percent:.0f} %, machine {crowd.machine_percent:.0f} %"
        f" busy; playout's memory {crowd.playout.pss / 2**20 / count:.1f} MiB PSS a channel",
        f"playout's loop waited {crowd.starved_s:.1f} s in all for a processor",
        *(f"stood still for {length * 1000:.0f} ms: {doing}" for length, doing in crowd.stalls),
    ]
    return "\n".join(lines)


def missed(crowd: Crowd) -> list[str]:
    """Channels a viewer could complain of."""
    return [
        f"{line.channel}: late {line.late_s * 1000:.1f} ms, hole {line.hls_hole_s * 1000:.1f} ms"
        for line in crowd.lines
        if not line.good
    ]


def _fill(station: Station, names: Iterable[str]) -> None:
    """The same programmes for every channel, each beginning with another one."""
    made = programmes(station.library, "master")
    for turn, name in enumerate(names):
        station.channel(name, title=f"Channel {name}", house=HOUSE)
        for number in range(1, len(made) + 1):
            _copy(station, made[(turn + number) % len(made)], name, number)


def _copy(station: Station, programme: Programme, channel: str, number: int) -> None:
    copied = programme.model_copy(update={"channel": channel})
    media = station.library.media(copied)
    media.parent.mkdir(parents=True, exist_ok=True)
    media.hardlink_to(station.library.media(programme))
    station.library.sidecar(channel, copied.id).write_text(copied.model_dump_json())
    station.playlist(channel, number, copied.id, media)


def _settled(station: Station, names: list[str]) -> bool:
    """Whether every channel sends everywhere and nobody encodes a slate any more."""
    time.sleep(0.5)
    if len(list((station.home / "slate").glob("*.ffconcat"))) < len(names):
        return False
    states = [station.status(name) for name in names]
    return all(s is not None and all(d.state == "sending" for d in s.destinations) for s in states)


def _counts(station: Station, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(pictures dropped, connections made anew) of each channel so far."""
    found = {}
    for name in names:
        status = station.status(name)
        assert status is not None, f"playout says nothing of {name}"
        sent = status.destinations
        found[name] = sum(d.drops for d in sent), sum(d.reconnects for d in sent)
    return found


def _waited_s(pid: int) -> float:
    """Seconds a process's first thread has waited to run. Source: the kernel's sched-stats.rst."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[1]) / 1e9


def _lateness(notes: Notes, start: float, end: float) -> dict[str, float]:
    """The latest picture of each channel between two moments, delays it forgave itself included."""
    found = {}
    for channel, seconds in notes.items():
        seen = [note for second, note in seconds.items() if start <= int(second) <= end]
        found[channel] = max(late + offset - seen[0][1] for late, offset in seen)
    return found


def _hls_hole(folder: Path) -> float:
    _, pieces = read_playlist((folder / "live.m3u8").read_text())
    headers = [pieces[0].header] if pieces[0].header else []
    return read_stamps(
        chained(folder / uri for uri in [*headers, *(piece.uri for piece in pieces)]),
        fps=HOUSE.fps,
    ).hole_s


def _viewed(viewer: Viewer) -> Stamps:
    stamps = Stamps.at(HOUSE.fps)
    for at in viewer.times["video"]:
        stamps.video.add(at)
    for at in viewer.times["audio"]:
        stamps.audio.add(at)
    return stamps
