"""HLS media playlists, as far as the web server reads them (RFC 8216)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAP_URI = re.compile(r'URI="([^"]+)"')


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """The segments of one live playlist, oldest first, by the names the playlist gives them."""

    sequence: int
    segments: tuple[str, ...]
    init: str | None = None

    @property
    def newest(self) -> str | None:
        """Name of the newest segment; None while there is none."""
        return self.segments[-1] if self.segments else None


def parse_playlist(text: str) -> MediaPlaylist | None:
    """The media playlist in `text`; None if it is something else."""
    lines = [line.strip() for line in text.splitlines()]
    if not lines or lines[0] != "#EXTM3U":
        return None
    sequence, init, segments = 0, None, []
    for line in lines:
        if line.startswith("#EXT-X-MEDIA-SEQUENCE:"):
            number = line.partition(":")[2]
            sequence = int(number) if number.isdecimal() else 0
        elif line.startswith("#EXT-X-MAP:"):
            match = _MAP_URI.search(line)
            init = match.group(1) if match else None
        elif line and not line.startswith("#"):
            segments.append(line)
    return MediaPlaylist(sequence, tuple(segments), init)
