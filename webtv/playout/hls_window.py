"""One channel's window on disk: what a viewer can go back to, and the playlists that list it."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from webtv.config.hls import HlsConfig
from webtv.playout.hls_captions import Take, captions
from webtv.playout.hls_codec import Picture, parse_sps
from webtv.playout.hls_folder import HlsFolder
from webtv.playout.hls_list import MediaList, Segment, parse_list
from webtv.playout.hls_master import Rates, Variant, master_text
from webtv.playout.hls_ranges import Ranges
from webtv.playout.transport import TICKS_PER_S

if TYPE_CHECKING:
    from webtv.playout.hls_mp4 import Mp4Packer

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
        self._packer: Mp4Packer | None = None

    def resume(self, keep_s: float) -> None:
        """Take over what the run before left, up to `keep_s` seconds of it."""
        text = self._folder.read(LIVE)
        known = parse_list(text).after(lambda name: self._folder.size(name) > 0)
        listed = [name for s in known.segments for name in (*_files(s), s.init)]
        self._folder.adopt(listed, linger_s=2 * keep_s)
        self._list = known
        self._sizes = {s.name: self._folder.size(s.name) for s in known.segments}
        self._ranges.load(text.splitlines())
        self._master = self._folder.read(MASTER)
        if known.segments:
            last = known.segments[-1]
            self._ranges.end(last.at + timedelta(seconds=last.duration_s))

    def add(self, piece: Piece, config: HlsConfig) -> int:
        """Append one segment; let go what is too old. Returns its bytes.

        Raises OSError if it cannot be written and `MediaError` if it cannot be packed.
        After an error the next segment is one that does not continue the one before.
        """
        now = time.time()
        self._folder.sweep(now)
        broken, self._broken = self._broken, True
        try:
            size = self._append(piece, config, broken=broken, now=now)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                self._relieve()
            raise
        self._broken = False
        return size

    def _append(self, piece: Piece, config: HlsConfig, *, broken: bool, now: float) -> int:
        number = self._list.sequence + len(self._list.segments)
        # Unique for good, so that no cache between here and a viewer mistakes one for another.
        name = f"{number}-{int(piece.at.timestamp() * 1000)}"
        media, file, init = self._packed(piece, config.container, name, number)
        mixed = any(bool(s.init) != bool(init) for s in self._list.segments[-1:])
        segment = Segment(file, piece.duration_s, piece.at, piece.fresh or broken or mixed, init)
        self._folder.write(file, media)
        try:
            text = captions(piece.takes, start=piece.start, end=piece.end)
            self._folder.write(f"{name}.vtt", text)
        except OSError:
            self._folder.discard(file)
            raise
        before = self._list
        # A list holds one container: there is no way to end the reach of an EXT-X-MAP.
        kept = before.without(len(before.segments)) if mixed else before
        self._list = kept.add(segment, keep_s=config.window_s)
        self._note(piece, self._list.segments[0].at)
        self._sizes[file] = len(media)
        self._let_go(before, at=now + config.window_s)
        self._folder.write(CAPTIONS, self._list.text(suffix=".vtt"))
        self._folder.write(LIVE, self._list.text(ranges=self._ranges.lines()))
        self._describe(piece.parameters)
        return len(media)

    def _packed(
        self, piece: Piece, container: str, name: str, number: int
    ) -> tuple[bytes, str, str]:
        """A piece's media, and the names of its file and of the file before it, if there is one."""
        if container == "ts":
            return piece.data, f"{name}.ts", ""
        if self._packer is None:
            # PyAV is loaded only where it is used: it takes 30 MB.
            from webtv.playout.hls_mp4 import Mp4Packer

            self._packer = Mp4Packer()
        media = self._packer.pack(
            piece.data, start=piece.start, parameters=piece.parameters, number=number
        )
        init = self._packer.init_name
        if init not in {s.init for s in self._list.segments[-1:]}:
            self._folder.write(init, self._packer.init)
        return media, f"{name}.m4s", init

    def _note(self, piece: Piece, oldest: datetime) -> None:
        """Bring the ranges up to the end of `piece`."""
        for take in piece.takes:
            if take.tick > self._begun:
                self._begun = take.tick
                offset_s = (take.tick - piece.start) / TICKS_PER_S
                self._ranges.begin(take.item, piece.at + timedelta(seconds=offset_s))
        self._ranges.reach(piece.at + timedelta(seconds=piece.duration_s))
        self._ranges.forget(oldest)

    def _let_go(self, before: MediaList, *, at: float) -> None:
        """Delete what `before` lists and the list does not any more, at POSIX time `at`.

        A viewer may hold a playlist as old as the list is long: RFC 8216 section 6.2.2.
        """
        used = {s.init for s in self._list.segments}
        for segment in before.segments[: self._list.sequence - before.sequence]:
            self._sizes.pop(segment.name, None)
            self._folder.leave(_files(segment), at=at)
            if segment.init and segment.init not in used:
                used.add(segment.init)
                self._folder.leave([segment.init], at=at)

    def _relieve(self) -> None:
        """The disk is full: keep half of the list and nothing that has left it."""
        before = self._list
        self._list = before.without(len(before.segments) // 2)
        self._let_go(before, at=0.0)
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
