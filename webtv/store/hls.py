"""A channel's HLS folder: the names of its files, and its media playlists, written and read.

Playout writes the folder; the web server and the probe read it. Sources: RFC 8216, and
draft-pantos-hls-rfc8216bis for EXT-X-GAP; RFC 3555, RFC 4337 for types of media.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from math import isfinite

LIVE, MASTER, CAPTIONS = "live.m3u8", "index.m3u8", "captions.m3u8"
"""Playlists of every channel: the pictures alone, what leads to captions too, the captions."""

PLAYLIST, TS, M4S, MP4, VTT = ".m3u8", ".ts", ".m4s", ".mp4", ".vtt"
"""Suffixes: playlists, segments in each container, what goes before segments in MP4, captions."""

CONTENT_TYPES = {
    PLAYLIST: "application/vnd.apple.mpegurl",
    TS: "video/mp2t",
    M4S: "video/mp4",
    MP4: "video/mp4",
    VTT: "text/vtt",
}
"""The type of media of each file, by its suffix."""

TARGET_S = 4
"""The target duration that every playlist begins with."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}(\.(?:m3u8|ts|m4s|mp4|vtt))")
_NUMBER = re.compile(
    r"^#EXT-X-(TARGETDURATION|MEDIA-SEQUENCE|DISCONTINUITY-SEQUENCE):([0-9]{1,15})\b", re.MULTILINE
)
_MAP = re.compile(r'URI="([^"]+)"')
_MAP_TAG = "#EXT-X-MAP"
_YEARS = range(1971, 9999)
"""Dates outside cannot be calculated with."""

_LONGEST_S = 86_400.0


def suffix_of(name: str) -> str | None:
    """The suffix of a name that a file in an HLS folder may have; None if it may not."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def init_name(content: bytes) -> str:
    """The name of an initialisation segment. It goes with the content, which never changes."""
    return f"init-{hashlib.sha256(content).hexdigest()[:16]}{MP4}"


def segment_stem(number: int, at: datetime, epoch: int = 0) -> str:
    """The name of a segment without its suffix.

    It is unique for good, so that no cache between here and a viewer mistakes one for another, and
    no machine overwrites what another wrote under another `epoch`; 0 where there is only one.
    """
    return f"{number}-{int(at.timestamp() * 1000)}" + (f"-{epoch}" if epoch else "")


def rendition_names(height: int) -> tuple[str, str]:
    """The playlist of a lower rendition, and what the names of its segments begin with."""
    return f"{height}p{PLAYLIST}", f"{height}p-"


def with_suffix(name: str, suffix: str) -> str:
    """The name of the file that lies beside another one."""
    return name.rpartition(".")[0] + suffix


@dataclass(frozen=True)
class Segment:
    """One segment file.

    `fresh` says that it does not continue the one before, `init` names the file that must be read
    before it, `gap` says that the file is missing.
    """

    name: str
    duration_s: float
    at: datetime
    fresh: bool = False
    init: str = ""
    gap: bool = False

    @cached_property
    def lines(self) -> str:
        """The tags right before its name. Formatted once: a list holds thousands, for hours."""
        at = self.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        tags = f"#EXT-X-PROGRAM-DATE-TIME:{at}\n#EXTINF:{self.duration_s:.6f},\n"
        return tags + "#EXT-X-GAP\n" if self.gap else tags

    @property
    def rounded_s(self) -> int:
        """Its length as it counts for the target duration: to the nearest second, half up."""
        return int(self.duration_s + 0.5)


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """A live playlist: `sequence` numbers its first segment, `breaks` counts those gone by.

    `target_s` bounds the length of its segments. It must not change, so it never shrinks, and it
    grows only for a feed with keyframes further apart.
    """

    segments: tuple[Segment, ...] = ()
    sequence: int = 0
    breaks: int = 0
    target_s: int = TARGET_S

    def add(self, segment: Segment, *, keep_s: float) -> MediaPlaylist:
        """The list with one more segment, and without those that are older than `keep_s`."""
        if not self.segments and not self.sequence:
            segment = replace(segment, fresh=False)  # there is nothing it could continue
        segments = (*self.segments, segment)
        grown = replace(self, segments=segments, target_s=max(self.target_s, segment.rounded_s))
        length_s = sum(s.duration_s for s in segments)
        gone = 0
        while length_s - segments[gone].duration_s >= keep_s:
            length_s -= segments[gone].duration_s
            gone += 1
        return grown.without(gone)

    def after(self, exists: Callable[[str], bool]) -> MediaPlaylist:
        """The part of this list after the last segment whose file is lost."""
        lost = [i for i, s in enumerate(self.segments) if not s.gap and not exists(s.name)]
        return self.without(lost[-1] + 1 if lost else 0)

    def without(self, count: int) -> MediaPlaylist:
        """The list without its first `count` segments."""
        breaks = self.breaks + sum(s.fresh for s in self.segments[:count])
        return replace(
            self, segments=self.segments[count:], sequence=self.sequence + count, breaks=breaks
        )

    def text(self, *, ranges: Sequence[str] = (), suffix: str = "") -> str:
        """The playlist file, with the lines of `ranges` in it.

        With a `suffix` it lists the files of another rendition, which have the same names but for
        that, and no `init`.
        """
        parts = [self._head(mapped=not suffix), *(f"{line}\n" for line in ranges)]
        init = ""
        for segment in self.segments:
            if segment.fresh:
                parts.append("#EXT-X-DISCONTINUITY\n")
            if segment.init != init and not suffix:
                init = segment.init
                parts.append(f'{_MAP_TAG}:URI="{init}"\n')
            name = with_suffix(segment.name, suffix) if suffix else segment.name
            parts += (segment.lines, name, "\n")
        return "".join(parts)

    def _head(self, *, mapped: bool) -> str:
        version = 3  # EXTINF with fractions
        if mapped and any(s.init for s in self.segments):
            version = 6  # EXT-X-MAP
        if any(s.gap for s in self.segments):
            version = 8  # EXT-X-GAP
        return (
            "#EXTM3U\n"
            f"#EXT-X-VERSION:{version}\n"
            f"#EXT-X-TARGETDURATION:{self.target_s}\n"
            f"#EXT-X-MEDIA-SEQUENCE:{self.sequence}\n"
            f"#EXT-X-DISCONTINUITY-SEQUENCE:{self.breaks}\n"
            "#EXT-X-INDEPENDENT-SEGMENTS\n"
        )


def read_media_playlist(text: str) -> MediaPlaylist:
    """Read back what `MediaPlaylist.text` wrote; lines that make no sense are passed over."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(text)}
    target_s = numbers.get("TARGETDURATION", 0)
    return MediaPlaylist(
        tuple(_segments(text.splitlines())),
        numbers.get("MEDIA-SEQUENCE", 0),
        numbers.get("DISCONTINUITY-SEQUENCE", 0),
        max(TARGET_S, target_s if target_s <= _LONGEST_S else 0),
    )


def newest_segment(text: str) -> Segment | None:
    """The newest segment in a media playlist; None if it is none, or lists no segment.

    A playlist of hours is long, so it is read from its end.
    """
    if not text.startswith("#EXTM3U"):
        return None
    end = len(text)
    while end > 0:
        begins, lines = _block(text, end)
        if any(_segments(lines)):
            before = text.rfind(f"\n{_MAP_TAG}:", 0, begins)
            line_ends = text.find("\n", before + 1)
            mapped = text[before + 1 : line_ends].strip() if before >= 0 else ""
            return next(_segments([mapped, *lines]))
        end = begins
    return None


def _block(text: str, end: int) -> tuple[int, list[str]]:
    """The last lines of `text` before `end` that hold one address, and where they begin."""
    lines: list[str] = []
    found = False
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end].strip()
        if line and not line.startswith("#"):
            if found:
                break
            found, lines = True, []
        lines.append(line)
        end = start
    return end, lines[::-1]


def _segments(lines: Iterable[str]) -> Iterator[Segment]:
    """The segments that lines of a playlist list."""
    fresh, gap, init = False, False, ""
    duration_s, at = 0.0, datetime.fromtimestamp(0, UTC)
    for line in lines:
        tag, _, value = line.partition(":")
        try:
            if line == "#EXT-X-DISCONTINUITY":
                fresh = True
            elif line == "#EXT-X-GAP":
                gap = True
            elif tag == _MAP_TAG and (match := _MAP.search(value)):
                init = match[1] if suffix_of(match[1]) else ""
            elif tag == "#EXT-X-PROGRAM-DATE-TIME":
                at = _date(value)
            elif tag == "#EXTINF":
                duration_s = _duration_s(value)
            elif line and not line.startswith("#") and duration_s > 0:
                if suffix_of(line):  # in this folder, and nowhere else
                    yield Segment(line, duration_s, at, fresh, init, gap)
                fresh, gap, duration_s = False, False, 0.0
        except ValueError:
            continue


def _date(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in _YEARS:
        raise ValueError("no date that a segment has")
    return at


def _duration_s(text: str) -> float:
    length_s = float(text.partition(",")[0])
    if not isfinite(length_s) or not 0 < length_s <= _LONGEST_S:
        raise ValueError("no length that a segment has")
    return length_s
