"""The HLS media playlist: its lines, and what is left of it after a restart.

Sources: RFC 8216, and draft-pantos-hls-rfc8216bis for EXT-X-GAP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

TARGET_S = 4
"""The target duration that every playlist begins with."""

_NUMBER = re.compile(
    r"^#EXT-X-(TARGETDURATION|MEDIA-SEQUENCE|DISCONTINUITY-SEQUENCE):(\d+)", re.MULTILINE
)
_MAP = re.compile(r'URI="([^"]+)"')


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
class MediaList:
    """A live playlist: `sequence` numbers its first segment, `breaks` counts those gone by.

    `target_s` bounds the length of its segments. It must not change, so it never shrinks, and it
    grows only for a feed with keyframes further apart.
    """

    segments: tuple[Segment, ...] = ()
    sequence: int = 0
    breaks: int = 0
    target_s: int = TARGET_S

    def add(self, segment: Segment, *, keep_s: float) -> MediaList:
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

    def after(self, exists: Callable[[str], bool]) -> MediaList:
        """What is left of this list after the last segment whose file is lost."""
        lost = [i for i, s in enumerate(self.segments) if not s.gap and not exists(s.name)]
        return self.without(lost[-1] + 1 if lost else 0)

    def without(self, count: int) -> MediaList:
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
                parts.append(f'#EXT-X-MAP:URI="{init}"\n')
            name = segment.name.rpartition(".")[0] + suffix if suffix else segment.name
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


def parse_list(text: str) -> MediaList:
    """Read back what `text` wrote; lines that make no sense are passed over."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(text)}
    segments: list[Segment] = []
    fresh, gap, init = False, False, ""
    duration_s, at = 0.0, datetime.fromtimestamp(0, UTC)
    for line in text.splitlines():
        tag, _, value = line.partition(":")
        try:
            if line == "#EXT-X-DISCONTINUITY":
                fresh = True
            elif line == "#EXT-X-GAP":
                gap = True
            elif tag == "#EXT-X-MAP" and (match := _MAP.search(value)):
                init = match[1]
            elif tag == "#EXT-X-PROGRAM-DATE-TIME":
                at = datetime.fromisoformat(value)
            elif tag == "#EXTINF":
                duration_s = float(value.rstrip(","))
            elif line and not line.startswith("#") and duration_s > 0:
                segments.append(Segment(line, duration_s, at, fresh, init, gap))
                fresh, gap, duration_s = False, False, 0.0
        except ValueError:
            continue
    return MediaList(
        tuple(segments),
        numbers.get("MEDIA-SEQUENCE", 0),
        numbers.get("DISCONTINUITY-SEQUENCE", 0),
        max(TARGET_S, numbers.get("TARGETDURATION", 0)),
    )
