"""Stops each part of a running station as if it hung, and prints when viewers are served again.

    python -m tests.soak.stuck                  every part the station restarts, about 8 minutes
    python -m tests.soak.stuck rtmp web         only these

The part gets SIGSTOP: its process and its ports stay, nothing it does goes on. Ends with exit code
1 when a part is not restarted within a minute, or viewers are not served again soon after.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

from tests.processes import words
from tests.soak.whole import WholeStation
from webtv.station.watchdog import SETTLED_S

PARTS = ("rtmp", "playout", "web", "probe")
RESTARTED_S = 60.0
SERVED_S = 40.0
CHANNELS = {name: f"title: {name}\ntheme: what is shown for tests\n" for name in ("sea", "reef")}


def main() -> int:
    """Stop, wait, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parts = parser.parse_args().parts or PARTS
    good = True
    with tempfile.TemporaryDirectory() as folder:
        station = WholeStation.start(Path(folder), CHANNELS, WEBTV_PRODUCTION="false")
        try:
            _wait(lambda: _served(station), 60)
            print(f"{'part':8} {'restarted after':>16} {'served again after':>19}")
            for part in parts:
                time.sleep(SETTLED_S)
                good &= _stop(station, part)
        finally:
            station.stop()
    return 0 if good else 1


def _stop(station: WholeStation, part: str) -> bool:
    """Stop one part; whether it came back in time."""
    stuck = _process(station, part)
    if stuck is None:
        print(f"{part:8} does not run")
        return False
    stuck.suspend()

    def replaced() -> bool:
        now = _process(station, part)
        return now is not None and now.pid != stuck.pid

    restarted = _wait(replaced, RESTARTED_S * 2)
    served = _wait(lambda: _served(station), SERVED_S)
    total = None if restarted is None or served is None else restarted + served
    print(f"{part:8} {_seconds(restarted):>16} {_seconds(total):>19}", flush=True)
    return restarted is not None and restarted <= RESTARTED_S and served is not None


def _process(station: WholeStation, part: str) -> psutil.Process | None:
    for child in psutil.Process(station.process.pid).children():
        line = words(child)
        if part in line or (part == "rtmp" and any("server.mjs" in word for word in line)):
            return child
    return None


def _served(station: WholeStation) -> bool:
    """Whether the probe watches, and finds every viewer of every channel served."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{station.ports['WEB']}/api/channels", timeout=3)
        channels = answer.json()
    except (httpx.HTTPError, ValueError):
        return False
    return bool(channels) and all(
        len(c["probes"]) == 2 and not any(p["fault"] for p in c["probes"]) for c in channels
    )


def _wait(condition: Callable[[], bool], within_s: float) -> float | None:
    """Seconds until a condition held; None if it did not."""
    started = time.monotonic()
    while time.monotonic() - started < within_s:
        if condition():
            return time.monotonic() - started
        time.sleep(0.2)
    return None


def _seconds(value: float | None) -> str:
    return "not at all" if value is None else f"{value:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
