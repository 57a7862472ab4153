"""What the edge adds to a bare nginx, measured by hand:

    python -m tests.benchmarks.edge                  2,000 viewers of 5 channels
    python -m tests.benchmarks.edge --viewers 500

The same viewers first get the files through the edge as it ships, with the real web server behind
it, then from an nginx that knows nothing but the folder. Prints a table and ends with exit code 1
when a goal is missed.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from tests.benchmarks.usage import tree_usage
from tests.benchmarks.viewers import EVERY_S, Seen, watch
from tests.edge.nginx import Edge, running, write_for_docker
from tests.ports import free_port
from tests.web.station import Station
from webtv.files import write_atomic
from webtv.store.hls import LIVE, TS, MediaPlaylist, Segment, segment_stem

WINDOW_S = 1800.0
SEGMENT_BYTES = 300_000
"""4 s at 600 kbit/s: more would measure this machine's memory, not its web servers."""

P99_S = 0.5
CPU_RATIO = 2.0


class Airing(threading.Thread):
    """Writes a new segment and list of each channel every 4 s, as playout does."""

    def __init__(self, folder: Path, channels: list[str]) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self._folder = folder
        self._media = os.urandom(SEGMENT_BYTES)
        self._lists = dict.fromkeys(channels, MediaPlaylist())
        self._number = 0
        begin = datetime.now(UTC) - timedelta(seconds=WINDOW_S)
        for turn in range(int(WINDOW_S / EVERY_S)):
            self._air(begin + timedelta(seconds=turn * EVERY_S), written=turn % 20 == 0)
        self._air(datetime.now(UTC), written=True)

    def run(self) -> None:
        """Go on until it is over."""
        while not self.over.wait(EVERY_S):
            self._air(datetime.now(UTC), written=True)

    def _air(self, at: datetime, *, written: bool) -> None:
        """One segment more on each channel; of those that nobody will fetch few are written."""
        self._number += 1
        for channel, known in self._lists.items():
            name = segment_stem(self._number, at) + TS
            listed = known.add(Segment(name, EVERY_S, at), keep_s=WINDOW_S)
            self._lists[channel] = listed
            if written:
                folder = self._folder / channel
                write_atomic(folder / name, self._media, durable=False)
                write_atomic(folder / LIVE, listed.text(), durable=False)


@dataclass(frozen=True, slots=True)
class Round:
    """What viewers got of one server, and what it cost."""

    name: str
    seen: Seen
    seconds: float
    cpu_s: float
    """Of nginx, and of the web server behind it."""

    @property
    def percent(self) -> float:
        """Processor time as a share of one core."""
        return self.cpu_s / self.seconds * 100


def measure(home: Path, *, viewers: int, channels: int, seconds: float) -> list[Round]:
    """Both rounds, on the same files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    station = Station(home)
    names = [f"c{number}" for number in range(1, channels + 1)]
    for name in names:
        station.add_channel(name, name)
    airing = Airing(station.settings.hls_dir, names)
    airing.start()
    station.start()
    try:
        assert station.process is not None
        web = psutil.Process(station.process.pid)
        shipped = write_for_docker(home / "edge", web=station.url, home=station.settings.home)
        with running(*shipped[:2]) as edge:
            through = _round("edge", edge, [web], names, viewers, seconds)
        with _bare(home / "bare", station.settings.home) as bare:
            plain = _round("bare nginx", bare, [], names, viewers, seconds)
    finally:
        airing.over.set()
        station.close()
    return [through, plain]


@contextmanager
def _bare(folder: Path, home: Path) -> Iterator[Edge]:
    folder.mkdir()
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"user root;\nworker_processes auto;\npid {folder}/nginx.pid;\n"
        "events { worker_connections 16384; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on;\n"
        f"server {{ listen 127.0.0.1:{port}; root {home}; }} }}\n"
    )
    with running(configuration, port) as server:
        yield server


def _round(
    name: str,
    edge: Edge,
    behind: list[psutil.Process],
    channels: list[str],
    viewers: int,
    seconds: float,
) -> Round:
    processes = [psutil.Process(edge.process.pid), *behind]
    with ProcessPoolExecutor(2) as pool:
        half = viewers // 2
        watching = [
            pool.submit(watch, edge.port, channels, count, seconds, seed)
            for seed, count in enumerate((half, viewers - half))
        ]
        time.sleep(EVERY_S)
        start, before = time.monotonic(), sum(tree_usage(p).cpu_s for p in processes)
        time.sleep(max(0.0, seconds))
        took, after = time.monotonic() - start, sum(tree_usage(p).cpu_s for p in processes)
        halves = [each.result(timeout=seconds + 60) for each in watching]
    seen = Seen()
    for each in halves:
        seen.lists += each.lists
        seen.segments += each.segments
        seen.received += each.received
        for kind, count in each.faults.items():
            seen.faults[kind] = seen.faults.get(kind, 0) + count
    return Round(name, seen, took, after - before)


def table(rounds: list[Round]) -> str:
    """The figures for people."""
    lines = [
        f"{'':12} {'answers/s':>9} {'MB/s':>6} {'list p50':>9} {'p99':>8} {'segment p50':>12} "
        f"{'p99':>8} {'CPU %':>6} {'faults':>7}"
    ]
    for each in rounds:
        seen = each.seen
        answers = len(seen.lists) + len(seen.segments)
        lines.append(
            f"{each.name:12} {answers / each.seconds:9.0f} "
            f"{seen.received / each.seconds / 1e6:6.0f} "
            f"{_ms(seen.lists, 0.5):>9} {_ms(seen.lists, 0.99):>8} "
            f"{_ms(seen.segments, 0.5):>12} {_ms(seen.segments, 0.99):>8} "
            f"{each.percent:6.1f} {sum(seen.faults.values()):7}"
        )
        lines += [f"  {count} x {kind}" for kind, count in sorted(seen.faults.items())]
    edge, bare = rounds
    lines.append(
        f"edge and web server take {edge.cpu_s / bare.cpu_s:.2f} times bare nginx's processor"
    )
    return "\n".join(lines)


def missed(rounds: list[Round]) -> list[str]:
    """Goals that were not reached."""
    edge, bare = rounds
    found = []
    if edge.seen.faults:
        found.append(f"{sum(edge.seen.faults.values())} faults through the edge")
    for kind, times in (("list", edge.seen.lists), ("segment", edge.seen.segments)):
        if not times or _quantile(times, 0.99) > P99_S:
            found.append(f"p99 of a {kind} through the edge: {_ms(times, 0.99)}")
    if edge.cpu_s > CPU_RATIO * bare.cpu_s:
        found.append(f"the edge takes {edge.cpu_s / bare.cpu_s:.2f} times bare nginx's processor")
    return found


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _ms(values: list[float], share: float) -> str:
    return f"{_quantile(values, share) * 1000:.1f} ms" if values else "-"


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--viewers", type=int, default=2000)
    parser.add_argument("--channels", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60, help="of each round")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webtv-benchmark-") as folder:
        rounds = measure(
            Path(folder),
            viewers=chosen.viewers,
            channels=chosen.channels,
            seconds=chosen.seconds,
        )
    print(table(rounds))
    failures = missed(rounds)
    for failure in failures:
        print(f"MISSED: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
