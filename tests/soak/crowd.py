"""Thousands of peers that drip into the web port, and a viewer among them.

    python -m tests.soak.crowd --peers 3000 --seconds 60

A real web server with a real HLS stream. The peers send request heads and bodies a byte a second,
do not read what they asked for, or stay idle, and come again when they are sent away. Prints the
slowest answer to a viewer and the growth of the log; ends with exit code 1 when an answer took
longer than a second or the log grew by 100 kB.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from tests.drips import Drips
from tests.web.station import Station, on_air, wait_until

GOAL_S = 1.0
GOAL_BYTES = 100_000
_PAUSE_S = 0.25
_SETTLE_S = 5.0


@contextmanager
def crowd(port: int, peers: int, paths: tuple[str, ...]) -> Iterator[None]:
    """So many slow peers, in a process of their own, until the block ends."""
    context = multiprocessing.get_context("spawn")
    ready, over = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(port, peers, paths, ready, over), daemon=True)
    process.start()
    try:
        if not ready.wait(60):
            raise TimeoutError("the peers did not come")
        yield
    finally:
        over.set()
        process.join(30)
        process.kill()


def _hold(port: int, peers: int, paths: tuple[str, ...], ready: object, over: object) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with Drips(port, peers, paths=paths) as drips:
        while drips.opened < peers:
            time.sleep(0.1)
        ready.set()  # type: ignore[attr-defined]
        over.wait()  # type: ignore[attr-defined]
        print(f"  {drips.opened:,} connections of {peers:,} peers, {drips.open:,} at the end")


def slowest(asks: dict[str, Callable[[], None]], seconds: float) -> dict[str, list[float]]:
    """How long each question took, each time, for so long."""
    took: dict[str, list[float]] = {name: [] for name in asks}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, ask in asks.items():
            began = time.monotonic()
            ask()
            took[name].append(time.monotonic() - began)
        time.sleep(_PAUSE_S)
    return took


def get(url: str) -> Callable[[], None]:
    """Ask for `url` on a new connection."""

    def ask() -> None:
        httpx.get(url, timeout=30).raise_for_status()

    return ask


def judge(took: dict[str, list[float]], log: Path, pid: int) -> bool:
    """Print a table; whether all goals are met."""
    process = psutil.Process(pid)
    size = log.stat().st_size
    for name, values in took.items():
        ordered = sorted(values)
        print(
            f"  {name:<28} {len(values):>5} asked, median {ordered[len(ordered) // 2]:.3f} s,"
            f" slowest {ordered[-1]:.3f} s"
        )
    memory = process.memory_info().rss / 1e6
    print(f"  log {size:,} bytes; {memory:.0f} MB resident, {process.num_fds():,} descriptors")
    return size < GOAL_BYTES and all(max(values) <= GOAL_S for values in took.values())


def run(peers: int, seconds: float, home: Path) -> bool:
    """The server, the crowd and the viewer; whether all goals were met."""
    station = Station(home / "web")
    try:
        station.add_channel("tides", "Tides")
        station.air("tides", on_air())
        station.broadcast("tides").start()
        large = station.settings.hls_dir / "tides" / "large.ts"
        large.write_bytes(bytes(20_000_000))
        station.start(WEBTV_LOG_TARGET="file")
        playlist = f"{station.url}/hls/tides/live.m3u8"
        wait_until(lambda: httpx.get(playlist).status_code == 200, what="HLS is there")

        def segment() -> None:
            listed = httpx.get(playlist, timeout=30).raise_for_status().text.split()
            httpx.get(f"{station.url}/hls/tides/{listed[-1]}", timeout=30).raise_for_status()

        asks = {
            "page": get(f"{station.url}/watch/tides"),
            "API": get(f"{station.url}/api/channels"),
            "HLS playlist": get(playlist),
            "HLS playlist and segment": segment,
        }
        assert station.process is not None
        print(f"web, {peers:,} peers, {seconds:.0f} s")
        with crowd(station.settings.web_port, peers, ("/hls/tides/large.ts",)):
            time.sleep(_SETTLE_S)
            took = slowest(asks, seconds)
            log = station.settings.home / "logs" / "web.log"
            good = judge(took, log, station.process.pid)
    finally:
        station.close()
    return good


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", type=int, default=3000)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        sys.exit(0 if run(options.peers, options.seconds, Path(home)) else 1)


if __name__ == "__main__":
    main()
