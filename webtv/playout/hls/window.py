"""One channel's window on disk: what a viewer can go back to, and the playlists that list it."""

from __future__ import annotations

import errno
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from webtv.config.hls import HlsConfig
from webtv.playout.hls.captions import PlayoutEvent, captions
from webtv.playout.hls.dateranges import Ranges
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.master_playlist import master_text
from webtv.playout.hls.track import Media, Track
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.store.hls import (
    CAPTIONS,
    LIVE,
    MASTER,
    VTT,
    Segment,
    rendition_names,
    segment_stem,
)

SHORTEST_S = 30.0
"""Seconds that a viewer can go back at least, whatever their size."""

_STALE_S = 60.0
"""Where several machines share the channels, a list that ended longer ago is not gone on with."""

_RECENT = 16
"""Segments that another rendition may still be made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The media of one segment. Times in ticks of the channel's running time.

    `events` are those that are on air in it, in order; the first may have begun before. `parted` is
    its number of this run if it was cut into parts.
    """

    start: int
    end: int
    at: datetime
    fresh: bool
    data: bytes
    parameters: bytes
    events: tuple[PlayoutEvent, ...]
    parted: int | None = None

    @property
    def duration_s(self) -> float:
        """Seconds."""
        return (self.end - self.start) / TICKS_PER_S


class HlsWindow:
    """Writes segments and playlists to a folder. Blocking: call it from a thread."""

    def __init__(self, folder: HlsFolder) -> None:
        self._folder = folder
        self._main = Track(folder, playlist=LIVE, beside=VTT)
        self._renditions: dict[int, Track] = {}
        self._recent: deque[tuple[int, int, Segment]] = deque(maxlen=_RECENT)
        self._ranges = Ranges()
        self._begun = -1
        self._broken = False
        self._master = ""

    @property
    def next_number(self) -> int:
        """The number of the next segment."""
        return self._main.next_number

    def resume(self, config: HlsConfig) -> None:
        """Take over what the run before left."""
        self._folder.claim()
        listed = self._main.resume()
        self._renditions = {rung.height: self._rendition(rung.height) for rung in config.ladder}
        for track in self._renditions.values():
            listed += track.resume()
        if self._aired_elsewhere(time.time()):
            listed = []
        self._folder.adopt(listed, linger_s=2 * config.window_s)
        wanted = {track.playlist for track in (self._main, *self._renditions.values())}
        self._folder.discard_playlists({CAPTIONS, MASTER, *wanted})
        self._ranges.load(self._folder.read(LIVE).splitlines())
        self._master = self._folder.read(MASTER)
        if self._main.list.segments:
            last = self._main.list.segments[-1]
            self._ranges.end(last.at + timedelta(seconds=last.duration_s))

    def _aired_elsewhere(self, now: float) -> bool:
        """Begin new lists if the channel may have aired from another machine, to another folder.

        Viewers must not be taken back, so numbers are those of seconds: no machine cuts faster.
        """
        last = self._main.list.segments[-1:]
        ends = [s.at.timestamp() + s.duration_s for s in last]
        if not self._folder.epoch or (ends and now - ends[0] < _STALE_S):
            return False
        for track in (self._main, *self._renditions.values()):
            track.begin_anew(int(now), breaks=self._folder.epoch)
        return True

    def add(self, piece: Piece, config: HlsConfig) -> int:
        """Append one segment; let go what is too old. Returns its bytes.

        Raises OSError if it cannot be written, `MediaError` if it cannot be packed, and
        `LeaseLostError` if the channel may be another machine's. After an error the next segment
        is one that does not continue the one before.
        """
        now = time.time()
        self._folder.claim()
        config = self._within_size(config)
        self._folder.sweep(now)
        broken, self._broken = self._broken, True
        try:
            self._heal(leave_at=now + config.window_s)
            self._append(piece, config, broken=broken, leave_at=now + config.window_s)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                self._relieve()
            raise
        self._broken = False
        return self._main.size

    def add_rendition(
        self, height: int, piece: Piece, media: Media | None, config: HlsConfig
    ) -> None:
        """Append the segment of another rendition that goes with `piece`, or a gap for it.

        Raises OSError and `MediaError`.
        """
        place = next((known for known in self._recent if known[0] == piece.start), None)
        if place is None or all(rung.height != height for rung in config.ladder):
            return
        _, number, like = place
        track = self._renditions.setdefault(height, self._rendition(height))
        if number < track.next_number and track.list.segments:
            return
        # What leaves a list now may be in a copy as old as the list is long: RFC 8216, 6.2.2.
        track.add(
            number,
            like,
            media,
            config,
            leave_at=time.time() + config.window_s,
            breaks=self._main.breaks_before(number),
        )
        track.publish()
        self._describe(config)

    def _within_size(self, config: HlsConfig) -> HlsConfig:
        """`config` with a window so short that all files take at most `max_gb` gigabytes.

        A file stays for as long again as it was listed.
        """
        tracks = (self._main, *self._renditions.values())
        rate = sum(track.bytes_per_s for track in tracks)
        if not rate:
            return config
        longest_s = max(SHORTEST_S, config.max_gb * 1e9 / 2 / rate)
        if longest_s >= config.window_s:
            return config
        return config.model_copy(update={"window_s": longest_s})

    def _heal(self, *, leave_at: float) -> None:
        """Make good what was deleted from the folder since the segment before."""
        names = self._folder.names()
        for track in (self._main, *self._renditions.values()):
            track.heal(names, leave_at=leave_at)
        if MASTER not in names:
            self._master = ""  # so that it is written anew

    def _append(self, piece: Piece, config: HlsConfig, *, broken: bool, leave_at: float) -> None:
        number = self._main.next_number
        stem = segment_stem(number, piece.at, self._folder.epoch)
        like = Segment(stem, piece.duration_s, piece.at, piece.fresh or broken)
        text = captions(piece.events, start=piece.start, end=piece.end)
        self._folder.write(stem + VTT, text)
        media = Media(piece.data, piece.start, piece.parameters)
        try:
            added = self._main.add(number, like, media, config, leave_at=leave_at)
        except Exception:
            self._folder.discard(stem + VTT)
            raise
        self._recent.append(
            (piece.start, number, Segment(stem, like.duration_s, like.at, added.fresh))
        )
        self._note(piece, self._main.list.segments[0].at)
        self._folder.write(CAPTIONS, self._main.list.text(suffix=VTT))
        self._main.publish(self._ranges.lines())
        self._describe(config)

    def _note(self, piece: Piece, oldest: datetime) -> None:
        """Bring the ranges up to the end of `piece`."""
        for event in piece.events:
            if event.tick > self._begun:
                self._begun = event.tick
                offset_s = (event.tick - piece.start) / TICKS_PER_S
                self._ranges.begin(event.item, piece.at + timedelta(seconds=offset_s))
        self._ranges.reach(piece.at + timedelta(seconds=piece.duration_s))
        self._ranges.forget(oldest)

    def _relieve(self) -> None:
        """The disk is full: keep half of each list and nothing that has left one."""
        for track in (self._main, *self._renditions.values()):
            track.shorten(len(track.list.segments) // 2, leave_at=0.0)
        self._folder.sweep(float("inf"))

    def _describe(self, config: HlsConfig) -> None:
        """Write the master playlist, if it is no longer true."""
        wanted = {rung.height for rung in config.ladder}
        for height in self._renditions.keys() - wanted:
            track = self._renditions.pop(height)
            track.shorten(len(track.list.segments), leave_at=time.time() + config.window_s)
            self._folder.discard(track.playlist)
        tracks = [
            self._main,
            *(self._renditions[h] for h in sorted(self._renditions, reverse=True)),
        ]
        variants = [variant for track in tracks if (variant := track.variant()) is not None]
        if not variants:
            return
        text = master_text(variants, captions=CAPTIONS)
        if text != self._master:
            self._folder.write(MASTER, text)
            self._master = text

    def _rendition(self, height: int) -> Track:
        playlist, prefix = rendition_names(height)
        return Track(self._folder, playlist=playlist, prefix=prefix)
