"""Thousands of joins of random programmes at full speed, and what came out at the other end.

    python -m tests.soak.joins --joins 10000

Real players, one real pusher command and the real HLS writer; only the clock is missing. Prints a
table and ends with exit code 1 when there was a gap, an overlap, a line on any ffmpeg's stderr,
when picture and sound end apart, or when memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import shlex
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import psutil

from tests.clips import make_programme
from tests.soak.far_end import FarEnd
from tests.soak.hls_reader import HlsReader
from tests.soak.slope import growth, slope
from tests.soak.stamps import Stamps
from webtv.config.hls import HlsConfig
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.hls.writer import SEGMENT_S, HlsWriter
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit
from webtv.playout.players.item import Item
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

HOUSE = HouseFormat(width=256, height=144)
LENGTHS_S = (8.0, 8.0, 16.0, 24.0, 32.0, 40.0)
WINDOW_S = 120.0
GROWTH = 4 << 20
"""Bytes by which resident memory may grow from the second third of a run to the last."""
SETTLED = 1000
"""Joins before memory is judged: until then allocators and caches still fill."""

CUE_S = 20.0
"""Longest wait for a player's first picture: whether it comes in time is not the question here."""

_SAMPLES = 60
_HLS_BEHIND = 2
"""Segments sent but not listed yet, at most: less than the writer's queue holds."""
_HLS_WAIT_S = 20.0


WRAP = re.compile(r"95443717\d{3}|858993\d{4}")
"""In what ffmpeg says when the clock of MPEG-TS runs over, after 2^33 ticks or 95,443.7 s: it sees
the step and takes it out. What comes out is looked at here, packet by packet."""


@dataclass
class Joined:
    """What a run found."""

    joins: int
    planned_s: float = 0.0
    wall_s: float = 0.0
    flv: Stamps = field(default_factory=lambda: Stamps.at(HOUSE.fps))
    hls: Stamps = field(default_factory=lambda: Stamps.at(HOUSE.fps))
    failures: list[str] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    pusher_rss: list[float] = field(default_factory=list)
    python_rss: list[float] = field(default_factory=list)

    def missed(self) -> list[str]:
        """What a broadcast engineer would object to."""
        found = list(self.failures)
        for name, stamps, rounding_s in (("FLV", self.flv, 0.0011), ("HLS", self.hls, 0.0001)):
            for what, track in (("video", stamps.video), ("audio", stamps.audio)):
                if track.hole_s > rounding_s:
                    found.append(f"{name} {what}: hole of {track.hole_s * 1000:.1f} ms")
                if track.overlap_s:
                    found.append(f"{name} {what}: overlap of {track.overlap_s * 1000:.1f} ms")
            if stamps.apart_s > 1 / HOUSE.fps:
                found.append(f"{name}: picture and sound end {stamps.apart_s * 1000:.1f} ms apart")
        if self.flv.video.count != round(self.planned_s * HOUSE.fps):
            found.append(f"{self.flv.video.count} pictures of {self.planned_s * HOUSE.fps:.0f}")
        found += [f"ffmpeg says, {count} times: {line}" for line, count in self.said.items()]
        for name, rss in (("pusher", self.pusher_rss), ("Python", self.python_rss)):
            if self.joins >= SETTLED and growth(rss) > GROWTH:
                found.append(f"memory of {name} grew by {growth(rss) / 2**20:.1f} MiB")
        return found

    def table(self) -> str:
        """The figures for people."""
        lines = [
            f"{self.joins} joins, {self.planned_s / 3600:.1f} h of media in "
            f"{self.wall_s / 60:.1f} min ({self.joins / self.wall_s:.1f} joins a second)",
            f"{'':6} {'pictures':>9} {'sounds':>9} {'hole ms':>8} {'overlap ms':>10} {'A/V ms':>7}",
        ]
        for name, stamps in (("FLV", self.flv), ("HLS", self.hls)):
            overlap_s = max(stamps.video.overlap_s, stamps.audio.overlap_s)
            lines.append(
                f"{name:6} {stamps.video.count:9} {stamps.audio.count:9} "
                f"{stamps.hole_s * 1000:8.2f} {overlap_s * 1000:10.2f} {stamps.apart_s * 1000:7.2f}"
            )
        for name, rss in (("pusher", self.pusher_rss), ("Python", self.python_rss)):
            places = [i * self.joins / max(1, len(rss)) for i in range(len(rss))]
            per_thousand = slope(places, rss) * 1000
            lines.append(
                f"{name} RSS {rss[0] / 2**20:.1f} -> {rss[-1] / 2**20:.1f} MiB, "
                f"slope {per_thousand / 1024:+.1f} KiB per 1000 joins"
            )
        return "\n".join(lines)


async def join(
    folder: Path,
    *,
    joins: int,
    seed: int,
    lengths: Sequence[float],
    start: int = TICKS_PER_S,
    container: Literal["ts", "fmp4"] = "ts",
    recording: Path | None = None,
) -> Joined:
    """Play `joins` random programmes one after another, from tick `start` of the running time.

    HLS is written in `container`; a second pusher copies all to the MPEG-TS file `recording`.
    """
    quoted = shlex.quote(str(find_ffmpeg(None)))
    words = folder / "stderr.txt"
    ffmpeg = folder / "ffmpeg"
    ffmpeg.write_text(f'#!/bin/sh\nexec {quoted} "$@" 2>>{shlex.quote(str(words))}\n')
    ffmpeg.chmod(0o755)
    items = [_item(folder, number, seconds) for number, seconds in enumerate(lengths, 1)]
    chosen = random.Random(seed)
    began, dated = time.monotonic(), datetime.now(UTC)
    writer = HlsWriter(
        folder / "hls",
        ffmpeg=ffmpeg,
        wall=lambda tick: dated + timedelta(seconds=(tick - start) / TICKS_PER_S),
    )
    writer.configure(HlsConfig(window_s=WINDOW_S, container=container))
    writing = asyncio.create_task(writer.run())
    found = Joined(joins)
    far = FarEnd(ffmpeg, fps=HOUSE.fps)
    ends = [far] if recording is None else [far, FarEnd(ffmpeg, fps=HOUSE.fps, into=recording)]
    reader = HlsReader(folder / "hls", fps=HOUSE.fps)
    sender = _Sender(ends, writer, reader, start=start)
    me = psutil.Process()
    try:
        for end in ends:
            await end.start()
        assert far.process is not None
        pusher = psutil.Process(far.process.pid)
        cueing = asyncio.create_task(_cue(ffmpeg, chosen.choice(items), start))
        for number in range(joins):
            player = await cueing
            found.planned_s += player.item.planned_s
            writer.take(player.item, player.start)
            cueing = asyncio.create_task(_follow(ffmpeg, player, chosen.choice(items)))
            while (unit := await player.next()) is not None:
                await sender.send(unit)
            await player.close()
            if player.failure:
                found.failures.append(f"join {number}: {player.failure}")
            await asyncio.to_thread(reader.look)
            if number % max(1, joins // _SAMPLES) == 0 and number > joins // _SAMPLES:
                found.pusher_rss.append(pusher.memory_info().rss)
                found.python_rss.append(me.memory_info().rss)
        await (await cueing).close()
        writer.reconnect()  # closes the segment that is open
        await sender.settle(found.planned_s)
        await asyncio.to_thread(reader.look)
        for end in ends:
            if (code := await end.finish()) != 0:
                found.failures.append(f"the pusher ended with code {code}")
    finally:
        for end in ends:
            await end.end()
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    found.flv, found.hls = far.stamps, reader.stamps
    lines = words.read_text(errors="replace").splitlines()
    found.said = Counter(line for line in lines if not WRAP.search(line))
    found.wall_s = time.monotonic() - began
    if reader.discontinuities or reader.missed or writer.status().drops:
        found.failures.append(
            f"HLS: {reader.discontinuities} discontinuities, {reader.missed} segments missed, "
            f"{writer.status().drops} dropped"
        )
    return found


class _Sender:
    """Sends each unit to all, no faster than the slowest takes it."""

    def __init__(
        self, far: Sequence[FarEnd], writer: HlsWriter, reader: HlsReader, *, start: int
    ) -> None:
        self._far = far
        self._writer = writer
        self._reader = reader
        self._start = start

    async def send(self, unit: Unit) -> None:
        if unit.keyframe:
            sent_s = (unit.dts - self._start) / TICKS_PER_S
            await self._listed(int(sent_s / SEGMENT_S) - _HLS_BEHIND)
        self._writer.send(unit)
        for far in self._far:
            await far.send(unit.data)

    async def settle(self, planned_s: float) -> None:
        """Wait until the end is listed too."""
        await self._listed(int(planned_s / SEGMENT_S) + 1)  # the first two are half as long

    async def _listed(self, count: int) -> None:
        async with asyncio.timeout(_HLS_WAIT_S):
            while self._reader.listed() < count:
                await asyncio.sleep(0.002)


async def _follow(ffmpeg: Path, player: PlaylistPlayer, item: Item) -> PlaylistPlayer:
    await player.ended.wait()
    return await _cue(ffmpeg, item, player.end)


async def _cue(ffmpeg: Path, item: Item, start: int) -> PlaylistPlayer:
    player = PlaylistPlayer(ffmpeg=ffmpeg, item=item, start=start)
    await player.cue(within_s=CUE_S)
    return player


def _item(folder: Path, number: int, seconds: float) -> Item:
    library = Library(folder / "library")
    made = make_programme(
        library, "soak", seconds=seconds, house=HOUSE, nonce=str(number), hue=number * 50
    )
    media = library.media(made)
    playlist = write_playlist(
        folder / "playlists", number=number, programme=made.id, media=media, title="soak"
    )
    return Item(
        kind="programme",
        title=made.title,
        playlist=playlist.path,
        frames=made.frames,
        rate=HOUSE.rate,
        programme=made.id,
    )


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--joins", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="webtv-joins-") as folder:
        found = asyncio.run(
            join(Path(folder), joins=chosen.joins, seed=chosen.seed, lengths=LENGTHS_S)
        )
    print(found.table())
    problems = found.missed()
    for problem in problems:
        print(f"MISSED: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
