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

from webtv.store.hls import MediaPlaylist, Segment, with_suffix
from webtv.store.parts import TARGET_S, PartialSegment, PartsIndex

SKIP_TARGETS = 6
"""Target durations from the live edge within which no segment is skipped, as the draft wants."""

FRESH_S = 3.0
"""An index that is older has no parts that a player could wait for."""

_ADDRESS = re.compile(r'\bURI="[^"]*"')
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

    def text(self, skip: str = "", *, suffix: str = "") -> str:
        """The playlist; with `skip`, `YES` or `v2`, as an update to a player that has the rest.

        With a `suffix` it lists the files with that suffix beside the pictures, and no date range.
        """
        ranges = () if suffix else self.ranges
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
        if skipped and skip == "v2":
            since = segments[skipped].at.timestamp()
            ranges = tuple(line for line in ranges if _end_of(line) >= since)  # what may be new
        lines += ranges
        parted = {each.number: each for each in self.index.segments}
        for place, segment in enumerate(segments[skipped:], start=skipped):
            known = parted.get(self.playlist.sequence + place)
            lines += _segment_lines(segment, known, suffix)
        lines += self._making_lines(suffix)
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

    def _making_lines(self, suffix: str) -> list[str]:
        making = self.index.making
        lines = ["#EXT-X-DISCONTINUITY"] if making.fresh else []
        if making.parts:
            at = Segment("", 1.0, making.at).lines.splitlines()[0]
            lines += [at, *_part_lines(making, suffix)]
        hint = _beside(self.index.hint, suffix)
        return [*lines, f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{hint}"']


def _segment_lines(segment: Segment, parted: PartialSegment | None, suffix: str) -> list[str]:
    lines = ["#EXT-X-DISCONTINUITY"] if segment.fresh else []
    at, *rest = segment.lines.splitlines()
    parts = _part_lines(parted, suffix) if parted else ()
    return [*lines, at, *parts, *rest, _beside(segment.name, suffix)]


def _beside(name: str, suffix: str) -> str:
    return with_suffix(name, suffix) if suffix else name


def _part_lines(segment: PartialSegment, suffix: str) -> Sequence[str]:
    return [
        f'#EXT-X-PART:DURATION={part.duration_s:.6f},URI="{_beside(part.name, suffix)}"'
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


def master_of_parts(usual: str, pictures: str, captions: str) -> str | None:
    """The master playlist of playlists with parts, by what the usual one says of the first ones.

    None where that leads to no captions.
    """
    lines = usual.splitlines()
    about = [line for line in lines if line.startswith("#EXT-X-MEDIA:TYPE=SUBTITLES")][:1]
    about += [line for line in lines if line.startswith("#EXT-X-STREAM-INF:")][:1]
    if len(about) != 2:
        return None
    head = ("#EXTM3U", "#EXT-X-VERSION:4", "#EXT-X-INDEPENDENT-SEGMENTS")
    media = _ADDRESS.sub(rf'URI="{captions}"', about[0])
    return "\n".join((*head, media, about[1], pictures, ""))
