"""The HLS media playlist: its lines, and what is left of it after a restart. Source: RFC 8216."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

_NUMBER = re.compile(r"^#EXT-X-(MEDIA-SEQUENCE|DISCONTINUITY-SEQUENCE):(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment file. `fresh` says that it does not continue the one before."""

    name: str
    duration_s: float
    at: datetime
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class MediaList:
    """A live playlist: `sequence` numbers its first segment, `breaks` counts those gone by."""

    segments: tuple[Segment, ...] = ()
    sequence: int = 0
    breaks: int = 0

    def add(self, segment: Segment, *, keep_s: float) -> MediaList:
        """The list with one more segment, and without those that are older than `keep_s`."""
        grown = MediaList((*self.segments, segment), self.sequence, self.breaks)
        length_s = sum(s.duration_s for s in grown.segments)
        gone = 0
        while length_s - grown.segments[gone].duration_s >= keep_s:
            length_s -= grown.segments[gone].duration_s
            gone += 1
        return grown._without(gone)

    def after(self, exists: Callable[[str], bool]) -> MediaList:
        """What is left of this list after the last segment whose file is lost."""
        lost = [i for i, s in enumerate(self.segments) if not exists(s.name)]
        return self._without(lost[-1] + 1 if lost else 0)

    def _without(self, count: int) -> MediaList:
        breaks = self.breaks + sum(s.fresh for s in self.segments[:count])
        return MediaList(self.segments[count:], self.sequence + count, breaks)

    def text(self, *, target_s: float) -> str:
        """The playlist file."""
        longest = max([target_s, *(s.duration_s for s in self.segments)])
        lines = [
            "#EXTM3U",
            "#EXT-X-VERSION:6",
            f"#EXT-X-TARGETDURATION:{ceil(longest)}",
            f"#EXT-X-MEDIA-SEQUENCE:{self.sequence}",
            f"#EXT-X-DISCONTINUITY-SEQUENCE:{self.breaks}",
            "#EXT-X-INDEPENDENT-SEGMENTS",
        ]
        for segment in self.segments:
            if segment.fresh:
                lines.append("#EXT-X-DISCONTINUITY")
            at = segment.at.astimezone(UTC).isoformat(timespec="milliseconds")
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{at.replace('+00:00', 'Z')}")
            lines += [f"#EXTINF:{segment.duration_s:.6f},", segment.name]
        return "\n".join(lines) + "\n"


def parse_list(text: str) -> MediaList:
    """Read back what `text` wrote; lines that make no sense are passed over."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(text)}
    segments: list[Segment] = []
    fresh, duration_s, at = False, 0.0, datetime.fromtimestamp(0, UTC)
    for line in text.splitlines():
        tag, _, value = line.partition(":")
        try:
            if line == "#EXT-X-DISCONTINUITY":
                fresh = True
            elif tag == "#EXT-X-PROGRAM-DATE-TIME":
                at = datetime.fromisoformat(value)
            elif tag == "#EXTINF":
                duration_s = float(value.rstrip(","))
            elif line and not line.startswith("#") and duration_s > 0:
                segments.append(Segment(line, duration_s, at, fresh))
                fresh, duration_s = False, 0.0
        except ValueError:
            continue
    return MediaList(
        tuple(segments), numbers.get("MEDIA-SEQUENCE", 0), numbers.get("DISCONTINUITY-SEQUENCE", 0)
    )
