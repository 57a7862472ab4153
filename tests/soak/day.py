"""The whole station with everything on in real time, one line of figures a minute.

    python -m tests.soak.day --minutes 45

Three channels that make their own programmes, watched over RTMP and HLS, recorded, and sent to a
second RTMP server as well. An operator skips now and then, and takes a channel over with a feed.
Ends with exit code 1 when something grows or a viewer saw a hole. The figures also go to a CSV
file, with `--csv`.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from tests.benchmarks.usage import Usage, process_usage, total, tree_usage
from tests.rtmp.server import serving, until
from tests.soak.slope import growth, slope
from tests.soak.whole import KEEP, WholeStation, home_in
from webtv.drill.watching.hls_viewer import HlsViewer
from webtv.drill.watching.rtmp_viewer import RtmpViewer
from webtv.store.secret import read_secret
from webtv.store.signature import signed_address

THEMES = {
    "harbour": "A small harbour in the north, boats come home past the lighthouse at dusk.",
    "reef": "Sea turtles and parrotfish over a coral reef, sunlight from above.",
    "city": "Glass towers by a river at night, trains on a bridge, neon in the rain.",
}
FPS = 24
HLS_WINDOW_S = 300
"""Short, so that the window is full long before the end."""
LIBRARY_GB = 0.01
"""Small, so that old programmes are deleted during the run."""

MOST_GROWTH = {"PSS MiB": 8.0, "fds": 4.0, "threads": 3.0, "disk MiB": 30.0}
"""From the second third of the run to the last, by medians; of a part, or of HOME."""
TAPE = "{id: tape, kind: file, minutes: 2, keep_gb: 0.02}"

_SKIP_EVERY, _TAKEOVER_EVERY = 7, 9
"""Minutes."""
_FEED_S = 25


@dataclass
class Day:
    """One row a minute."""

    rows: list[dict[str, float]] = field(default_factory=list)

    def column(self, name: str) -> list[float]:
        """A figure over time; 0 while the part was not there."""
        return [row.get(name, 0.0) for row in self.rows]

    def trends(self) -> list[tuple[str, float, float, float]]:
        """(figure, last value, slope per hour, growth) of all that must not grow."""
        found = []
        hours = [row["minute"] / 60 for row in self.rows]
        third = len(hours) // 3
        for name in sorted({n for row in self.rows for n in row}):
            if any(name.endswith(kind) for kind in MOST_GROWTH):
                values = self.column(name)
                found.append(
                    (name, values[-1], slope(hours[third:], values[third:]), growth(values))
                )
        return found

    def missed(self) -> list[str]:
        """What grew, and what viewers saw."""
        found = []
        for name, _, _, grown in self.trends():
            limit = next(most for kind, most in MOST_GROWTH.items() if name.endswith(kind))
            if grown > limit:
                found.append(f"{name} grew by {grown:.1f}")
        for way in ("RTMP", "HLS"):
            holes = self.column(f"{way} hole s")
            if max(holes) > 1.5 / FPS:
                found.append(f"{way} viewers saw {max(holes):.2f} s of nothing")
        if sum(self.column("broken")):
            found.append(f"{sum(self.column('broken')):.0f} faults in HLS segments")
        if sum(self.column("orders failed")):
            found.append(f"{sum(self.column('orders failed')):.0f} orders failed")
        return found


def main() -> int:
    """Run, print as it goes, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=int, default=45)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--keep", type=Path, help=KEEP)
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = home_in(chosen.keep, prefix="webtv-day-", stack=stack)
        day = live(folder, minutes=chosen.minutes, stack=stack)
        if chosen.csv:
            names = sorted({name for row in day.rows for name in row})
            with chosen.csv.open("w", newline="") as file:
                writer = csv.DictWriter(file, names, restval=0)
                writer.writeheader()
                writer.writerows(day.rows)
    print(f"\n{'':24} {'last':>9} {'per hour':>9} {'growth':>9}")
    for name, last, per_hour, grown in day.trends():
        print(f"{name:24} {last:9.1f} {per_hour:+9.1f} {grown:+9.1f}")
    problems = day.missed()
    for problem in problems:
        print(f"MISSED: {problem}")
    return 1 if problems else 0


def live(folder: Path, *, minutes: int, stack: ExitStack) -> Day:
    """Run the station for so long; everything is stopped when `stack` closes."""
    (folder / "second").mkdir()
    second = stack.enter_context(serving(folder / "second"))
    secret = read_secret(folder / "second" / "rtmp.secret")
    later = time.time() + 7 * 86_400
    channels = {
        ident: f"title: {ident.title()}\ntheme: {theme}\nprogramme: {{shots: 2, shot_s: 4}}\n"
        "narration: off\nclock: {ident_every: 0, trails: false}\n"
        f"production: {{fresh_per_hour: 4, buffer_s: 60}}\nhls: {{window_s: {HLS_WINDOW_S}}}\n"
        f"destinations: [{{id: second, url: '${{SECOND_{ident.upper()}}}'}}, {TAPE}]\n"
        for ident, theme in THEMES.items()
    }
    keys = {
        f"SECOND_{ident.upper()}": signed_address(second.base, ident, secret=secret, now=later)
        for ident in THEMES
    }
    station = WholeStation.start(folder, channels, WEBTV_LIBRARY_GB=LIBRARY_GB, **keys)
    stack.callback(station.stop)
    until(
        lambda: all(station.on_air(i) in ("programme", "rerun") for i in THEMES),
        within_s=300,
        what="programmes on all channels",
    )
    rtmp = [RtmpViewer(station.rtmp(ident), fps=FPS) for ident in THEMES]
    rtmp += [RtmpViewer(f"{second.base}/{ident}", fps=FPS) for ident in THEMES]
    hls = [HlsViewer(station.hls(ident), fps=FPS) for ident in THEMES]
    watching: list[RtmpViewer | HlsViewer] = [*rtmp, *hls]
    for viewer in watching:
        viewer.start()
        stack.callback(viewer.enough.set)
    time.sleep(20)
    day = Day()
    began, before = time.monotonic(), _usages(station)
    for minute in range(1, minutes + 1):
        at = time.monotonic()
        failed = _operate(station, minute)
        time.sleep(max(0.0, began + minute * 60 - time.monotonic()))
        after = _usages(station)
        row: dict[str, float] = {"minute": minute, "orders failed": failed}
        for part, usage in after.items():
            spent = usage.cpu_s - before.get(part, Usage()).cpu_s
            row[f"{part} CPU %"] = max(0.0, spent) / (time.monotonic() - at) * 100
            row[f"{part} PSS MiB"] = usage.pss / 2**20
            row[f"{part} RSS MiB"] = usage.rss / 2**20
            row[f"{part} fds"] = usage.fds
            row[f"{part} threads"] = usage.threads
        studio = _size(station.home / "spaces") / 2**20
        row["studio MiB"] = studio  # kept for an hour: it still grows in a run of this length
        row["HOME disk MiB"] = _size(station.home) / 2**20 - studio
        row["RTMP hole s"] = max(one.showing.hole_s(at) for one in rtmp)
        row["HLS hole s"] = max(one.showing.hole_s(at) for one in hls)
        row["broken"] = sum(len(one.broken) for one in hls) - sum(day.column("broken"))
        for viewer in watching:
            viewer.showing.forget(at)
        day.rows.append(row)
        before = after
        print(_line(row, list(after)), flush=True)
    return day


def _operate(station: WholeStation, minute: int) -> int:
    """What an operator does in this minute; returns how many orders failed."""
    try:
        if minute % _SKIP_EVERY == 0:
            station.skip(_turn(minute // _SKIP_EVERY))
        if minute % _TAKEOVER_EVERY == 0:
            station.take_over(_turn(minute // _TAKEOVER_EVERY), seconds=_FEED_S)
    except (OSError, httpx.HTTPError, subprocess.SubprocessError) as error:
        print(f"an order failed: {error}", flush=True)
        return 1
    return 0


def _turn(number: int) -> str:
    """Each channel in turn."""
    return list(THEMES)[number % len(THEMES)]


def _line(row: dict[str, float], parts: list[str]) -> str:
    each = " | ".join(
        f"{part} {row[f'{part} CPU %']:.1f}% {row[f'{part} PSS MiB']:.0f}M "
        f"{row[f'{part} fds']:.0f}fd {row[f'{part} threads']:.0f}th"
        for part in parts
    )
    return (
        f"{row['minute']:3.0f} | {each} | disk {row['HOME disk MiB']:.0f}M | holes RTMP "
        f"{row['RTMP hole s']:.2f} HLS {row['HLS hole s']:.2f} s, broken {row['broken']:.0f}"
    )


def _usages(station: WholeStation) -> dict[str, Usage]:
    """Each part with all its descendants; `players` and `pushers` apart from their playout."""
    found = {}
    for part, process in station.parts().items():
        if part == "up":
            found[part] = process_usage(process) or Usage()
        elif part == "playout":
            found[part] = process_usage(process) or Usage()
            children = _children(process)
            found["ffmpeg"] = total(filter(None, map(process_usage, children)))
        else:
            found[part] = tree_usage(process)
    return found


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _size(folder: Path) -> int:
    """Bytes on disk below a folder; what vanishes meanwhile is not there."""
    found = 0
    for path in folder.rglob("*"):
        try:
            found += path.stat().st_blocks * 512
        except OSError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
