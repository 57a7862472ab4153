"""Reads a channel's HLS folder behind its writer, segment after segment, keeping none."""

from __future__ import annotations

from pathlib import Path

import av

from tests.soak.stamps import Stamps, chained
from webtv.drill.watching.m3u8 import Piece, read_playlist

_WRAP_S = (1 << 33) / 90_000
"""MPEG-TS clocks end here: 26.5 hours."""


class HlsReader:
    """All that was listed since the last look, as one stream with its clock unwrapped."""

    def __init__(self, folder: Path, *, fps: float) -> None:
        self.stamps = Stamps.at(fps)
        self.segments = 0
        self.discontinuities = 0
        self.missed = 0
        self._folder = folder
        self._next: int | None = None

    def listed(self) -> int:
        """How many segments were listed so far, those that have left the list included."""
        try:
            text = (self._folder / "live.m3u8").read_text("utf-8")
        except FileNotFoundError:
            return 0
        _, pieces = read_playlist(text)
        return pieces[-1].sequence + 1 if pieces else 0

    def look(self) -> None:
        """Read what is new. Blocking: call it from a thread."""
        try:
            text = (self._folder / "live.m3u8").read_text("utf-8")
        except FileNotFoundError:
            return
        _, pieces = read_playlist(text)
        new = [p for p in pieces if self._next is None or p.sequence >= self._next]
        if not new:
            return
        if self._next is not None:
            self.missed += new[0].sequence - self._next
        self._next = new[-1].sequence + 1
        self.segments += len(new)
        self.discontinuities += sum(p.discontinuity for p in new)
        self._read(new)

    def _read(self, pieces: list[Piece]) -> None:
        names = [p.uri for p in pieces]
        if pieces[0].header:
            names.insert(0, pieces[0].header)
        with av.open(chained(self._folder / name for name in names), "r") as container:
            for packet in container.demux(video=0, audio=0):
                if packet.dts is None or packet.pts is None or packet.time_base is None:
                    continue
                picture = packet.stream.type == "video"
                track = self.stamps.video if picture else self.stamps.audio
                at = float(packet.dts * packet.time_base)
                turns = 0 if track.last is None else round((track.last - at) / _WRAP_S)
                ahead = float((packet.pts - packet.dts) * packet.time_base)
                track.add(at + turns * _WRAP_S, shown=at + turns * _WRAP_S + ahead)
