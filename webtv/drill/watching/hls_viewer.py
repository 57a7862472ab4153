"""A viewer over HLS with the habits of hls.js: begin three target durations behind the end, fetch
segments as they are listed, ask for the list once per target duration, sooner if it has not
changed, try again a second after an error.

Source: hls.js's defaults, liveSyncDurationCount and playlistLoadPolicy, and RFC 8216 6.3.4.
"""

from __future__ import annotations

import io
import threading
import time
from collections import deque
from datetime import timedelta
from itertools import pairwise

import av
import httpx

from webtv.drill.watching.m3u8 import Piece, read_playlist
from webtv.drill.watching.showing import Showing

_BEHIND = 3
_AGAIN_S = 1.0
_WRAP_S = (1 << 33) / 90_000


class HlsViewer(threading.Thread):
    """Watches the media playlist at `address` until `enough` is set."""

    def __init__(self, address: str, *, fps: float) -> None:
        super().__init__(daemon=True)
        self.showing = Showing(buffer_s=0.0)
        self.enough = threading.Event()
        self.lost: list[tuple[float, float]] = []
        """(when, seconds) of what was never listed: the dates jump at a discontinuity."""
        self.broken: list[str] = []
        """Faults in the media of a segment or at a join that is no discontinuity."""
        self.refused: deque[float] = deque(maxlen=1000)
        """When a list or a segment could not be had."""
        self.listed = ""
        """The list as it was asked for last."""
        self.address = address
        self._frame_s = 1 / fps
        self._before: Piece | None = None
        self._end: float | None = None
        self._header = b""

    def run(self) -> None:
        """Load and show."""
        with httpx.Client(timeout=5) as client:
            known = ""
            while not self.enough.is_set():
                began = time.monotonic()
                try:
                    text = client.get(self.address).raise_for_status().text
                    self.listed = text
                    target_s, pieces = read_playlist(text)
                    for piece in self._new(pieces, target_s):
                        self._load(client, piece)
                except (httpx.HTTPError, av.FFmpegError):
                    self.refused.append(time.monotonic())
                    self.enough.wait(_AGAIN_S)
                    continue
                wait_s = target_s if text != known else target_s / 2
                known = text
                self.enough.wait(max(0.0, began + wait_s - time.monotonic()))

    def stop(self) -> None:
        """Watch no more."""
        self.enough.set()
        self.join(timeout=30)

    def lost_s(self, since: float) -> float:
        """Seconds of programme that were never listed since then."""
        return sum(length for at, length in self.lost if at > since)

    def _new(self, pieces: list[Piece], target_s: float) -> list[Piece]:
        if self._before is None:
            kept, ahead_s = len(pieces), 0.0
            while kept and ahead_s < _BEHIND * target_s:
                kept -= 1
                ahead_s += pieces[kept].duration_s
            return pieces[kept:] if ahead_s >= _BEHIND * target_s else []
        return [p for p in pieces if p.sequence > self._before.sequence]

    def _load(self, client: httpx.Client, piece: Piece) -> None:
        base = self.address.rpartition("/")[0]
        if piece.header and (self._before is None or piece.header != self._before.header):
            self._header = client.get(f"{base}/{piece.header}").raise_for_status().content
        data = client.get(f"{base}/{piece.uri}").raise_for_status().content
        arrived = time.monotonic()
        self.showing.add(piece.duration_s, missing_s=self._missing(piece, data), arrived=arrived)
        before, self._before = self._before, piece
        if before is not None and piece.discontinuity and piece.at and before.at:
            jump = piece.at - before.at - timedelta(seconds=before.duration_s)
            self.lost.append((arrived, jump.total_seconds()))

    def _missing(self, piece: Piece, data: bytes) -> float:
        """Seconds missing in what is shown between the segment before and this one."""
        pictures = _shown(self._header + data)
        if not pictures:
            self.broken.append(f"{piece.uri}: no picture")
            return 0.0
        inside = max((b - a for a, b in pairwise(pictures)), default=0.0) - self._frame_s
        if inside > self._frame_s / 2:
            self.broken.append(f"{piece.uri}: a hole of {inside:.3f} s inside")
        before, self._end = self._end, pictures[-1] + self._frame_s
        if before is None or piece.discontinuity:
            return 0.0
        jump = (pictures[0] - before + _WRAP_S / 2) % _WRAP_S - _WRAP_S / 2
        if abs(jump) > self._frame_s / 2:
            self.broken.append(f"{piece.uri}: {jump:+.3f} s from the segment before")
        return max(0.0, jump)


def _shown(segment: bytes) -> list[float]:
    """When each picture of a segment is shown, in order, in seconds."""
    with av.open(io.BytesIO(segment), "r") as container:
        return sorted(
            float(packet.pts * packet.time_base)
            for packet in container.demux(video=0)
            if packet.pts is not None and packet.time_base is not None
        )
