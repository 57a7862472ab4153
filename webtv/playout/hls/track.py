"""One rendition of a channel: its media playlist and the files in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webtv.config.hls import HlsConfig
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.master_playlist import Rates, Variant
from webtv.playout.mpegts.h264 import Picture, parse_sps
from webtv.store.hls import M4S, TS, MediaPlaylist, Segment, read_media_playlist, with_suffix

if TYPE_CHECKING:
    from webtv.playout.hls.fmp4 import Mp4Packer

_EMPTY = "WEBVTT\n"
"""Captions that are lost, where nothing is said any more."""

_RATE_STEPS = 1.05
"""Measured bitrates are rounded up to a power of this, so that the master changes seldom."""


@dataclass(frozen=True, slots=True)
class Media:
    """MPEG-TS from a keyframe on, which is shown at tick `start`."""

    data: bytes
    start: int
    parameters: bytes


class Track:
    """Blocking: call it from a thread.

    Its files begin with `prefix`. With `beside`, each segment has another file next to it, with
    that suffix, that comes and goes with it.
    """

    def __init__(
        self, folder: HlsFolder, *, playlist: str, prefix: str = "", beside: str = ""
    ) -> None:
        self.playlist = playlist
        self.list = MediaPlaylist()
        self.size = 0
        """Bytes of the segment added last."""
        self._folder = folder
        self._prefix = prefix
        self._beside = beside
        self._sizes: dict[str, int] = {}
        self._parameters = b""
        self._picture: Picture | None = None
        self._packer: Mp4Packer | None = None

    def resume(self) -> list[str]:
        """Take over what the run before left; return the names of the files it uses."""
        known = read_media_playlist(self._folder.read(self.playlist))
        inits = {s.name: s.init for s in known.segments}
        self.list = known.after(
            lambda name: (
                self._folder.size(name) > 0
                and (not inits[name] or self._folder.size(inits[name]) > 0)
            )
        )
        self._sizes = {s.name: self._folder.size(s.name) for s in self.list.segments}
        return [name for s in self.list.segments for name in (*self._files(s), s.init)]

    def begin_anew(self, number: int, *, breaks: int) -> None:
        """Let the next list begin with the `number`-th segment, after `breaks` discontinuities."""
        self.list = MediaPlaylist((), number, breaks)

    def heal(self, names: frozenset[str], *, leave_at: float) -> None:
        """Make good what somebody deleted from the folder, which now holds `names`.

        What stood before the first file that is left is listed no more, a hole among those that
        are left becomes a gap. The file before segments is written again, if its content is known.
        """
        segments = self.list.segments
        known = self._packer.init_name if self._packer else ""
        useless = {s.init for s in segments if known and s.init != known} - names - {""}
        lost = [not s.gap and (s.name not in names or s.init in useless) for s in segments]
        if any(lost):
            first = lost.index(False) if False in lost else len(lost)
            self.list = replace(
                self.list,
                segments=tuple(
                    replace(s, gap=True) if gone else s
                    for s, gone in zip(segments, lost, strict=True)
                ),
            )
            self.shorten(first, leave_at=leave_at)
        if self._packer and known not in names and known in {s.init for s in self.list.segments}:
            self._folder.write(known, self._packer.init)
        for segment in self.list.segments:
            for beside in self._files(segment)[1:]:
                if beside not in names:
                    self._folder.write(beside, _EMPTY)

    @property
    def next_number(self) -> int:
        """The number of the next segment."""
        return self.list.sequence + len(self.list.segments)

    @property
    def bytes_per_s(self) -> float:
        """The rate of the listed segments."""
        listed = [(self._sizes.get(s.name, 0), s.duration_s) for s in self.list.segments]
        lasting_s = sum(duration_s for _, duration_s in listed)
        return sum(size for size, _ in listed) / lasting_s if lasting_s else 0.0

    def breaks_before(self, number: int) -> int:
        """Discontinuities before the segment with this number."""
        place = number - self.list.sequence
        return self.list.breaks + sum(s.fresh for s in self.list.segments[: max(place, 0)])

    def add(
        self,
        number: int,
        like: Segment,
        media: Media | None,
        config: HlsConfig,
        *,
        leave_at: float,
        breaks: int = 0,
    ) -> Segment:
        """Write the `number`-th segment, or a gap if there is no media, and list it.

        `like` tells its date, its length and its name without suffix. If it does not follow what
        is listed, a new list begins, after `breaks` discontinuities. Files that are listed no more
        leave at POSIX time `leave_at`. Raises OSError and `MediaError`.
        """
        before = self.list
        file = f"{self._prefix}{like.name}{TS if config.container == 'ts' else M4S}"
        init = next((s.init for s in before.segments[-1:]), "")
        if media is not None:
            data, init = self._packed(media, config.container, number)
            self._folder.write(file, data)
            self.size = len(data)
            self._read(media.parameters)
        mixed = any(bool(s.init) != bool(init) for s in before.segments[-1:])
        kept = before
        if mixed:  # a list holds one container: the reach of an EXT-X-MAP has no end
            kept = before.without(len(before.segments))
        if number != self.next_number:
            kept = MediaPlaylist((), number, breaks, before.target_s)
        segment = replace(like, name=file, init=init, fresh=like.fresh or mixed, gap=media is None)
        self.list = kept.add(segment, keep_s=config.window_s)
        self._sizes[file] = self.size if media is not None else 0
        self._let_go(before, at=leave_at)
        return segment

    def publish(self, ranges: Sequence[str] = ()) -> None:
        """Write the playlist."""
        self._folder.write(self.playlist, self.list.text(ranges=ranges))

    def variant(self) -> Variant | None:
        """The rendition's entry in the master playlist; None as long as it is not known."""
        if self._picture is None:
            return None
        rates = Rates.of([(self._sizes.get(s.name, 0), s.duration_s) for s in self.list.segments])
        return Variant(self.playlist, rates.rounded(_RATE_STEPS), self._picture)

    def shorten(self, count: int, *, leave_at: float) -> None:
        """Drop the oldest `count` segments."""
        before = self.list
        self.list = before.without(count)
        self._let_go(before, at=leave_at)

    def _packed(self, media: Media, container: str, number: int) -> tuple[bytes, str]:
        """The segment's bytes, and the name of the file before it, if it needs one."""
        if container == "ts":
            return media.data, ""
        if self._packer is None:
            # PyAV is loaded only where it is used: it takes 30 MB.
            from webtv.playout.hls.fmp4 import Mp4Packer

            self._packer = Mp4Packer()
        data = self._packer.pack(
            media.data, start=media.start, parameters=media.parameters, number=number
        )
        init = self._packer.init_name
        if init not in {s.init for s in self.list.segments[-1:]} or not self._folder.size(init):
            self._folder.write(init, self._packer.init)
        return data, init

    def _read(self, parameters: bytes) -> None:
        if parameters == self._parameters:
            return
        self._parameters = parameters
        try:
            self._picture = parse_sps(parameters)  # what follows the SPS is not read
        except ValueError:
            self._picture = None

    def _let_go(self, before: MediaPlaylist, *, at: float) -> None:
        names = {s.name for s in self.list.segments}
        used = {s.init for s in self.list.segments} | {""}
        for segment in before.segments:
            if segment.name in names:
                break
            self._sizes.pop(segment.name, None)
            self._folder.leave(self._files(segment), at=at)
            if segment.init not in used:
                used.add(segment.init)
                self._folder.leave([segment.init], at=at)

    def _files(self, segment: Segment) -> list[str]:
        if not self._beside:
            return [segment.name]
        return [segment.name, with_suffix(segment.name, self._beside)]
