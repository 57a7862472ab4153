"""A real HLS folder: what ffmpeg encodes, cut and listed by the station's own writer."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from webtv.config.hls import HlsConfig
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import ShotLine
from webtv.playout.hls.writer import HlsWriter
from webtv.playout.mpegts.reader import TICKS_PER_S, TransportReader, Unit, shown_after
from webtv.playout.players.item import Item

RATE = 24
ITEM_S = 8
START = TICKS_PER_S


def make_item(number: int, *, title: str = "") -> Item:
    """An item of two shots."""
    return Item(
        kind="programme",
        title=title or f"Programme {number}",
        playlist=Path("none.ffconcat"),
        frames=ITEM_S * RATE,
        rate=Fraction(RATE),
        programme=f"20260101T000000-{number:06}",
        logline=f"What happens in {number}.",
        shots=(
            ShotLine(start_s=0, prompt=f"First shot of {number}"),
            ShotLine(start_s=4, prompt=f'Second shot of {number}, "quoted" & <b>bold</b>'),
        ),
    )


def transport_argv(seconds: float, *, burst_s: float, size: str = "320x180") -> list[str]:
    """ffmpeg writing MPEG-TS as a player does: the first `burst_s` at once, then in real time."""
    rate = ["-readrate", "1", "-readrate_initial_burst", str(burst_s)]
    return [
        *(str(find_ffmpeg(None)), "-v", "error", "-nostdin"),
        *rate,
        *("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={RATE}"),
        *rate,
        *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
        *("-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2"),
        *("-pix_fmt", "yuv420p", "-threads", "1", "-g", str(2 * RATE), "-sc_threshold", "0"),
        *("-b:v", "300k", "-c:a", "aac", "-b:a", "96k", "-ac", "2"),
        *("-output_ts_offset", f"{START / TICKS_PER_S}", "-pes_payload_size", "0"),
        *("-mpegts_flags", "+initial_discontinuity", "-f", "mpegts", "pipe:1"),
    ]


class HlsFeed:
    """A channel's HLS in `folder`, `behind_s` seconds of it there at once, the rest as it comes.

    `players` are the commands whose MPEG-TS is sent, each with the tick it begins at.
    """

    def __init__(
        self,
        folder: Path,
        *,
        behind_s: float = 0.0,
        seconds: float = 600.0,
        config: HlsConfig | None = None,
        items: Callable[[int], Item] = make_item,
        players: Sequence[tuple[list[str], int]] = (),
    ) -> None:
        self.folder = folder
        self._players = list(players) or [(transport_argv(seconds, burst_s=behind_s), START)]
        self._begun = datetime.now(UTC) - timedelta(seconds=behind_s)
        self._config = config or HlsConfig()
        self._items = items
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Break off at once."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()
        self._thread.join(10)

    def finish(self, *, within_s: float = 60) -> None:
        """Wait until all of it is written."""
        self._thread.join(within_s)
        assert not self._thread.is_alive(), "the feed did not end"

    def _date(self, tick: int) -> datetime:
        return self._begun + timedelta(seconds=(tick - self._players[0][1]) / TICKS_PER_S)

    async def _run(self) -> None:
        writer = HlsWriter(
            self.folder,
            ffmpeg=find_ffmpeg(None),
            wall=self._date,
        )
        writer.configure(self._config)
        writing = asyncio.create_task(writer.run())
        self._taken = 0
        for argv, start in self._players:
            if not self._stopped:
                await self._play(writer, argv, start)
        await writer.finish()
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing

    async def _play(self, writer: HlsWriter, argv: list[str], start: int) -> None:
        reader = TransportReader(start=start, frame_ticks=TICKS_PER_S // RATE)
        with await asyncio.to_thread(subprocess.Popen, argv, stdout=subprocess.PIPE) as process:
            self._process = process
            assert process.stdout is not None
            while chunk := await asyncio.to_thread(os.read, process.stdout.fileno(), 1 << 15):
                for unit in reader.feed(chunk):
                    self._send(writer, unit)
                await writer.written()
        last = reader.flush()
        if last is not None and not self._stopped:
            self._send(writer, last)

    def _send(self, writer: HlsWriter, unit: Unit) -> None:
        tick = self._players[0][1] + self._taken * ITEM_S * TICKS_PER_S
        if unit.dts + shown_after(unit.data) >= tick:
            writer.take(self._items(self._taken), tick)
            self._taken += 1
        writer.send(unit)
