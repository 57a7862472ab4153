"""A playlist with parts: what a low-latency player is sent.

Source: draft-pantos-hls-rfc8216bis, 4.4.3.8 (EXT-X-SERVER-CONTROL), 4.4.4.9 (EXT-X-PART), 4.4.5.2
(EXT-X-SKIP) and 4.4.5.3 (EXT-X-PRELOAD-HINT).
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webtv.store.hls import MediaPlaylist, Segment
from webtv.store.parts import TARGET_S, PartialSegment, PartsIndex

SKIP_TARGETS = 6
"""Target durations from the live edge within which no segment is skipped, as the draft wants."""

FRESH_S = 3.0
"""An index that is older has no parts that a player could wait for."""

_RANGE = re.compile(r'ID="([^"]*)".*?START-DATE="([^"]*)"(?:.*?,DURATION=([0-9.]+))?')


@dataclass(frozen=True, slots=True)
class Edge:
    """A channel's playlist with the parts of its newest segments, as they are at one moment.

    `ranges` are the lines of its date ranges, `removed` the ids of those that left it lately.
    """

    stamp: tuple[int, int]
    index: PartsIndex
    playlist: MediaPlaylist
    ranges: tuple[str, ...]
    removed: tuple[str, ...]
    written_at: float

    def has(self, number: int, part: int | None) -> bool:
        """Tell whether the `number`-th segment is there, or that part of it."""
        making = self.index.making
        if number != making.number or part is None:
            return number < making.number
        return part < len(making.parts)

    @property
    def eligible(self) -> bool:
        """Whether a player may live by parts: they come, and at a steady pace."""
        return self.index.steady and time.time() - self.written_at < FRESH_S

    def text(self, skip: str = "") -> str:
        """The playlist; with `skip`, `YES` or `v2`, as an update to a player that has the rest."""
        segments = self.playlist.segments
        skipped = self._skipped() if skip else 0
        lines = [
            "#EXTM3U",
            "#EXT-X-VERSION:10" if skip == "v2" else "#EXT-X-VERSION:9",
            f"#EXT-X-TARGETDURATION:{self.playlist.target_s}",
            "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,"
            f"PART-HOLD-BACK={3 * TARGET_S:.3f},"
            f"CAN-SKIP-UNTIL={SKIP_TARGETS * self.playlist.target_s:.1f},CAN-SKIP-DATERANGES=YES",
            f"#EXT-X-PART-INF:PART-TARGET={TARGET_S:.3f}",
            f"#EXT-X-MEDIA-SEQUENCE:{self.playlist.sequence}",
            f"#EXT-X-DISCONTINUITY-SEQUENCE:{self.playlist.breaks}",
            "#EXT-X-INDEPENDENT-SEGMENTS",
        ]
        if skipped:
            gone = "\t".join(self.removed)
            removed = f',RECENTLY-REMOVED-DATERANGES="{gone}"' if skip == "v2" else ""
            lines.append(f"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}{removed}")
        lines += self._ranges(segments[skipped]) if skipped and skip == "v2" else self.ranges
        parted = {each.number: each for each in self.index.segments}
        for place, segment in enumerate(segments[skipped:], start=skipped):
            lines += _segment_lines(segment, parted.get(self.playlist.sequence + place))
        lines += self._making_lines()
        return "\n".join(lines) + "\n"

    def _skipped(self) -> int:
        """How many segments a player that has them need not be told again."""
        left_s = float(SKIP_TARGETS * self.playlist.target_s)
        segments = self.playlist.segments
        place = len(segments)
        while place > 0 and left_s > 0:
            place -= 1
            left_s -= segments[place].duration_s
        return place

    def _ranges(self, first: Segment) -> list[str]:
        """The date ranges that may have changed since `first` was new."""
        since = first.at.timestamp()
        return [line for line in self.ranges if _end_of(line) >= since]

    def _making_lines(self) -> list[str]:
        making = self.index.making
        lines = ["#EXT-X-DISCONTINUITY"] if making.fresh else []
        if making.parts:
            at = Segment("", 1.0, making.at).lines.splitlines()[0]
            lines += [at, *_part_lines(making)]
        return [*lines, f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{self.index.hint}"']


def _segment_lines(segment: Segment, parted: PartialSegment | None) -> list[str]:
    lines = ["#EXT-X-DISCONTINUITY"] if segment.fresh else []
    at, *rest = segment.lines.splitlines()
    return [*lines, at, *(_part_lines(parted) if parted else ()), *rest, segment.name]


def _part_lines(segment: PartialSegment) -> Sequence[str]:
    return [
        f'#EXT-X-PART:DURATION={part.duration_s:.6f},URI="{part.name}"'
        + (",INDEPENDENT=YES" if part.independent else "")
        for part in segment.parts
    ]


def _end_of(line: str) -> float:
    """When a date range ends, as a POSIX time; infinite while it goes on."""
    match = _RANGE.search(line)
    if match is None or match[3] is None:
        return float("inf")
    try:
        return datetime.fromisoformat(match[2]).timestamp() + float(match[3])
    except ValueError:
        return float("inf")


def ident_of(line: str) -> str:
    """The id of a date range; empty if it has none."""
    match = _RANGE.search(line)
    return match[1] if match else ""
