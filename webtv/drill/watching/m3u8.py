"""A live playlist as a player reads it: nothing shared with the code that writes it.

Source: RFC 8216, section 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment."""

    sequence: int
    uri: str
    duration_s: float
    discontinuity: bool = False
    at: datetime | None = None
    """Its EXT-X-PROGRAM-DATE-TIME, if it has one of its own."""
    header: str = ""
    """URI of the initialisation section that precedes it, if any."""


def read_playlist(text: str) -> tuple[float, list[Piece]]:
    """(target duration in seconds, segments) of a media playlist."""
    target_s, sequence = 0.0, 0
    duration_s, fresh, header = 0.0, False, ""
    at: datetime | None = None
    pieces: list[Piece] = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "#EXT-X-TARGETDURATION":
            target_s = float(value)
        elif name == "#EXT-X-MEDIA-SEQUENCE":
            sequence = int(value)
        elif name == "#EXTINF":
            duration_s = float(value.split(",")[0])
        elif name == "#EXT-X-PROGRAM-DATE-TIME":
            at = datetime.fromisoformat(value)
        elif name == "#EXT-X-MAP":
            header = value.split('URI="')[1].split('"')[0]
        elif name == "#EXT-X-DISCONTINUITY":
            fresh = True
        elif line and not line.startswith("#"):
            pieces.append(Piece(sequence + len(pieces), line, duration_s, fresh, at, header))
            fresh, at = False, None
    return target_s, pieces
