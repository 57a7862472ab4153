"""The key in which a channel's music stays for an hour."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

MOST = 400
"""Letters of a plan's words for its music."""

_FIFTHS = ("C", "G", "D", "A", "E", "B", "F#", "Db", "Ab", "Eb", "Bb", "F")
"""Major keys, each a fifth above the one before: neighbours share all notes but one."""

_NAMED = re.compile(r"\b(?:major|minor)\b", re.IGNORECASE)


def in_key(music: str, channel_id: str, now: datetime) -> str:
    """Add the key of the channel's hour to words for a piece of music, unless they speak of one.

    Pieces of one hour follow each other without a clash; the next hour moves on by a fifth.
    """
    hours = int(now.timestamp()) // 3600
    first = int.from_bytes(sha256(channel_id.encode()).digest()[:2], "big")
    said = f"{music}, {_FIFTHS[(first + hours) % 12]} major"
    return music if _NAMED.search(music) or len(said) > MOST else said
