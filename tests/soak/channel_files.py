"""Spoils the channel files of a station that airs, four times a second, and watches it.

    python -m tests.soak.channel_files                  100 s, three channels
    python -m tests.soak.channel_files --seconds 600 --seed 7

All the while good files come too: how long until the web server has heard of each is measured. Ends
with exit code 1 if a part ended, a line of the logs has a traceback, a channel stood still, or a
good file was heard of too late.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import httpx

from tests.mutation import mutated
from tests.soak.whole import WholeStation
from webtv.drill.watching.m3u8 import read_playlist

GOOD = """title: {title}
theme: >
  What is shown for tests, {ident}, by the sea
cast:
  - {{name: Ines, look: a tall woman in a yellow coat}}
dayparts:
  - {{cron: 0 22 * * *, tone: calm}}
timezone: Europe/Berlin
production: {{fresh_per_hour: 0, first: 1}}
narration: off
pipeline: {{video: {{space: zeroscope-v2, params: {{num_frames: 24}}}}, upscale: null}}
"""
CHANNELS = ("sea", "reef", "shore")
SPOILED_EVERY_S = 0.25
GOOD_EVERY_S = 10.0
HEARD_S = 5.0
DARK_S = 15.0
"""Longer than three segments: a channel that lists nothing new for so long is dark."""


class Watched:
    """One channel's HLS as a viewer asks for it: the longest time without a new segment."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client = client
        self._url = url
        self._newest = -1
        self._at = time.monotonic()
        self.longest_s = 0.0

    def look(self) -> None:
        """Ask for the list once."""
        try:
            _, pieces = read_playlist(self._client.get(self._url).raise_for_status().text)
        except httpx.HTTPError:
            pieces = []
        now = time.monotonic()
        self.longest_s = max(self.longest_s, now - self._at)
        if pieces and pieces[-1].sequence > self._newest:
            self._newest, self._at = pieces[-1].sequence, now


def main() -> int:
    """Spoil, watch, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    files = {ident: GOOD.format(title=ident, ident=ident) for ident in CHANNELS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        station = WholeStation.start(folder, files)
        try:
            _until(lambda: all(station.on_air(ident) for ident in CHANNELS), 90)
            _until(lambda: "produce" in station.parts(), 60)
            return _spoil(station, folder, files, wanted.seconds, Random(wanted.seed))
        finally:
            station.stop()


def _spoil(
    station: WholeStation, folder: Path, files: dict[str, str], seconds: float, random: Random
) -> int:
    channels, pids = folder / "channels", _pids(station)
    client = httpx.Client(timeout=3)
    watched = [Watched(client, station.hls(ident)) for ident in CHANNELS]
    heard: list[float] = []
    spoiled = 0
    ends = time.monotonic() + seconds
    good_at = time.monotonic() + GOOD_EVERY_S
    while time.monotonic() < ends:
        ident = random.choice((*CHANNELS, "new", "odd"))
        text = files.get(ident, files["sea"])
        (channels / f"{ident}.yaml").write_bytes(mutated(text, random))
        spoiled += 1
        watched[spoiled % len(watched)].look()
        if time.monotonic() >= good_at:
            heard.append(_hears(client, station, channels, files["sea"], len(heard)))
            good_at = time.monotonic() + GOOD_EVERY_S
        time.sleep(SPOILED_EVERY_S)
    for one in watched:
        one.look()
    ended = sorted(part for part, pid in pids.items() if _pids(station).get(part) != pid)
    tracebacks = _tracebacks(station.home / "logs")
    longest_s = max(one.longest_s for one in watched)
    print(f"{spoiled} spoiled files in {seconds:.0f} s, {len(heard)} good ones between them")
    print(f"parts that ended: {', '.join(ended) or 'none'}")
    print(f"tracebacks in the logs: {len(tracebacks)}")
    for line in tracebacks[:5]:
        print(f"  {line[:400]}")
    print(f"longest time without a new segment on any channel: {longest_s:.1f} s")
    print(f"web heard of a good file within {max(heard):.1f} s (median {_median(heard):.1f} s)")
    good = not ended and not tracebacks and longest_s < DARK_S and max(heard) <= HEARD_S
    return 0 if good else 1


def _hears(
    client: httpx.Client, station: WholeStation, channels: Path, text: str, number: int
) -> float:
    """Seconds until the web server shows a good file's title."""
    title = f"Good {number}"
    (channels / "new.yaml").write_text(text.replace("title: sea", f"title: {title}"))
    url = f"http://127.0.0.1:{station.ports['WEB']}/api/channels"

    def shown() -> bool:
        try:
            return title in client.get(url).text
        except httpx.HTTPError:
            return False

    return _until(shown, 30)


def _pids(station: WholeStation) -> dict[str, int]:
    return {part: process.pid for part, process in station.parts().items()}


def _tracebacks(logs: Path) -> list[str]:
    """Lines of the logs in which something failed that no code expected."""
    found = []
    for path in sorted(logs.glob("*")):
        for line in path.read_text(errors="replace").splitlines():
            if "Traceback" in line or "by a fault of this program" in line:
                try:
                    event = json.loads(line)
                    found.append(
                        f"{path.name}: {event['event']}: {event.get('exception', '')[-300:]}"
                    )
                except ValueError:
                    found.append(f"{path.name}: {line}")
    return found


def _until(condition: Callable[[], bool], within_s: float) -> float:
    """Seconds until a condition held, or the limit."""
    started = time.monotonic()
    while time.monotonic() - started < within_s:
        if condition():
            break
        time.sleep(0.1)
    return time.monotonic() - started


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    sys.exit(main())
