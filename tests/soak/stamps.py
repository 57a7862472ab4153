"""Timestamps of received media: the steps between neighbours, and holes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from io import RawIOBase
from pathlib import Path
from typing import IO, cast

import av

AUDIO_S = 1024 / 48_000
"""Length of one AAC frame of the house format."""


@dataclass(slots=True)
class Track:
    """One stream, packet after packet, without keeping them. Times in seconds."""

    frame_s: float
    count: int = 0
    first: float | None = None
    last: float | None = None
    end: float = 0.0
    """When the last thing presented is over."""
    hole_s: float = 0.0
    """The longest time in which nothing was there: a step less one frame."""
    overlap_s: float = 0.0
    """The longest step back, or forward by less than half a frame."""
    holes: list[tuple[float, float]] = field(default_factory=list)
    """(when, how long) of holes of more than half a frame; the first hundred."""

    def add(self, at: float, *, shown: float | None = None) -> None:
        """A packet decoded at `at` and presented at `shown`."""
        self.count += 1
        if self.first is None or self.last is None:
            self.first = at
        else:
            step = at - self.last
            hole = step - self.frame_s
            self.hole_s = max(self.hole_s, hole)
            if step < self.frame_s / 2:
                self.overlap_s = max(self.overlap_s, self.frame_s - step)
            if hole > self.frame_s / 2 and len(self.holes) < 100:
                self.holes.append((self.last, hole))
        self.last = at
        self.end = max(self.end, (at if shown is None else shown) + self.frame_s)


@dataclass(slots=True)
class Stamps:
    """Picture and sound of one piece of media."""

    video: Track
    audio: Track

    @classmethod
    def at(cls, fps: float) -> Stamps:
        """Nothing yet, at so many pictures a second."""
        return cls(Track(1 / fps), Track(AUDIO_S))

    @property
    def hole_s(self) -> float:
        """The longest hole in either."""
        return max(self.video.hole_s, self.audio.hole_s)

    @property
    def apart_s(self) -> float:
        """How far apart picture and sound end."""
        return abs(self.video.end - self.audio.end)


def read_stamps(media: IO[bytes] | str, *, fps: float) -> Stamps:
    """Every packet of a file or of what a file-like object gives."""
    stamps = Stamps.at(fps)
    with av.open(media, "r") as container:
        for packet in container.demux(video=0, audio=0):
            if packet.dts is None or packet.time_base is None:
                continue
            base: Fraction = packet.time_base
            track = stamps.video if packet.stream.type == "video" else stamps.audio
            shown = packet.pts if packet.pts is not None else packet.dts
            track.add(float(packet.dts * base), shown=float(shown * base))
    return stamps


class Chain(RawIOBase):
    """Files one after another, read as if they were one."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = iter(paths)
        self._open: IO[bytes] | None = None

    def readable(self) -> bool:
        """It is for reading only."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; none at the end of the last file."""
        while True:
            if self._open is not None:
                if data := self._open.read(size):
                    return data
                self._open.close()
                self._open = None
            path = next(self._paths, None)
            if path is None:
                return b""
            self._open = path.open("rb")


def chained(paths: Iterable[Path]) -> IO[bytes]:
    """Files one after another, as PyAV takes them."""
    return cast("IO[bytes]", Chain(paths))
