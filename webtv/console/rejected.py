"""The pictures of what quality control refused on a channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from webtv.store.rejected import RejectedStills

_NAME = re.compile(r"(?P<programme>.+)-(?P<shot>[0-9]{2,4})-[0-9a-f]{8}\Z")


@dataclass(frozen=True, slots=True)
class RejectedStill:
    """One picture of what was refused. `shot` counts from 1."""

    name: str
    programme: str
    shot: int
    at: datetime
    reason: str


def rejected_of(folder: Path, channel: str) -> list[RejectedStill]:
    """The pictures of one channel, newest first."""
    found = []
    for path in RejectedStills(folder).stills(channel):
        match = _NAME.match(path.stem)
        if match is None:
            continue
        try:
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            continue  # it has just made room
        shot, reason = int(match["shot"]) + 1, RejectedStills.reason(path)
        found.append(RejectedStill(path.stem, match["programme"], shot, at, reason))
    return found
