"""One channel's window on disk: what a viewer can go back to, and the playlists that list it."""

from __future__ import annotations

import errno
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webtv.playout.hls_captions import Take, captions
from webtv.playout.hls_codec import Picture, parse_sps
from webtv.playout.hls_folder import HlsFolder
from webtv.playout.hls_list import MediaList, Segment, parse_list
from webtv.playout.hls_master import Rates, Variant, master_text
from webtv.playout.hls_ranges import Ranges
from webtv.playout.transport import TICKS_PER_S

LIVE, CAPTIONS, MASTER = "live.m3u8", "captions.m3u8", "index.m3u8"

_RATE_STEPS = 1.05
"""Measured bitrates are rounded up to a power of this, so that the master changes seldom."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The media of one segment. Times in ticks of the channel's running time.

    `takes` are those that are on air in it, in order; the first may have begun before.
    """

    start: int
    end: int
    at: datetime
    fresh: bool
    data: bytes
    parameters: bytes
    takes: tuple[Take, ...]

    @property
    def duration_s(self) -> float:
        """Seconds."""
        return (self.end - self.start) / TICKS_PER_S


class HlsWindow:
    """Writes segments and playlists to a folder. Blocking: call it from a thread."""

    def __init__(self, folder: HlsFolder) -> None:
        self._folder = folder
        self._list = MediaList()
        self._ranges = Ranges()
        self._sizes: dict[str, int] = {}
        self._begun = -1
        self._broken = False
        self._parameters = b""
        self._picture: Picture | None = None
        self._master = ""

    def resume(self, keep_s: float) -> None:
        """Take over what the run before left, up to `keep_s` seconds of it."""
        text = self._folder.read(LIVE)
        known = parse_list(text).after(lambda name: self._folder.size(name) > 0)
        self._folder.adopt(
            [name for s in known.segments for name in _files(s)], linger_s=2 * keep_s
        )
        self._list = known
        self._sizes = {s.name: self._folder.size(s.name) for s in known.segments}
        self._ranges.load(text.splitlines())
        self._master = self._folder.read(MASTER)
        if known.segments:
            last = known.segments[-1]
            self._ranges.end(last.at + timedelta(seconds=last.duration_s))

    def add(self, piece: Piece, *, keep_s: float) -> None:
        """Append one segment; let go what is older than `keep_s`. Raises OSError.

        After an error the next segment is one that does not continue the one before.
        """
        now = time.time()
        self._folder.sweep(now)
        try:
            self._append(piece, keep_s=keep_s, now=now)
        except OSError as error:
            self._broken = True
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                self._relieve()
            raise
        self._broken = False

    def _append(self, piece: Piece, *, keep_s: float, now: float) -> None:
        number = self._list.sequence + len(self._list.segments)
        # Unique for good, so that no cache between here and a viewer mistakes one for another.
        name = f"{number}-{int(piece.at.timestamp() * 1000)}"
        segment = Segment(
            f"{name}.ts", piece.duration_s, piece.at, fresh=piece.fresh or self._broken
        )
        self._folder.write(segment.name, piece.data)
        self._folder.write(f"{name}.vtt", captions(piece.takes, start=piece.start, end=piece.end))
        grown = self._list.add(segment, keep_s=keep_s)
        self._note(piece, grown.segments[0].at)
        self._folder.write(CAPTIONS, grown.text(suffix=".vtt"))
        self._folder.write(LIVE, grown.text(ranges=self._ranges.lines()))
        gone = self._list.segments[: grown.sequence - self._list.sequence]
        self._list = grown
        self._sizes[segment.name] = len(piece.data)
        self._let_go(gone, at=now + keep_s)
        self._describe(piece.parameters)

    def _note(self, piece: Piece, oldest: datetime) -> None:
        """Bring the ranges up to the end of `piece`."""
        for take in piece.takes:
            if take.tick > self._begun:
                self._begun = take.tick
                offset_s = (take.tick - piece.start) / TICKS_PER_S
                self._ranges.begin(take.item, piece.at + timedelta(seconds=offset_s))
        self._ranges.reach(piece.at + timedelta(seconds=piece.duration_s))
        self._ranges.forget(oldest)

    def _let_go(self, gone: Sequence[Segment], *, at: float) -> None:
        """Delete segments that left the list, at POSIX time `at`.

        A viewer may hold a playlist as old as the list is long: RFC 8216 section 6.2.2.
        """
        for segment in gone:
            self._sizes.pop(segment.name, None)
            self._folder.leave(_files(segment), at=at)

    def _relieve(self) -> None:
        """The disk is full: keep half of the list and nothing that has left it."""
        gone = self._list.segments[: len(self._list.segments) // 2]
        self._list = self._list.without(len(gone))
        self._let_go(gone, at=0.0)
        self._folder.sweep(float("inf"))

    def _describe(self, parameters: bytes) -> None:
        """Write the master playlist, if it is no longer true."""
        if parameters and parameters != self._parameters:
            self._parameters = parameters
            try:
                self._picture = parse_sps(parameters)  # what follows the SPS is not read
            except ValueError:
                self._picture = None
        if self._picture is None:
            return
        sizes = [(self._sizes.get(s.name, 0), s.duration_s) for s in self._list.segments]
        rates = Rates.of(sizes)
        variant = Variant(LIVE, rates.rounded(_RATE_STEPS), self._picture)
        text = master_text([variant], captions=CAPTIONS)
        if text != self._master:
            self._folder.write(MASTER, text)
            self._master = text


def _files(segment: Segment) -> tuple[str, ...]:
    stem = segment.name.rpartition(".")[0]
    return segment.name, f"{stem}.vtt"
