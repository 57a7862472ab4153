"""Small pictures of clips that quality control refused, for people to look at."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from webtv.files import write_atomic

KEPT = 200
"""Pictures kept of each channel, the newest."""


class RejectedStills:
    """JPEGs under one folder, `<channel>/<programme>-<shot>-<token>.jpg`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, channel: str, programme: str, shot: int, jpeg: bytes) -> Path:
        """Keep a picture; where it is now. The channel's oldest go when there are too many."""
        folder = self.folder / channel
        path = folder / f"{programme}-{shot:02d}-{uuid4().hex[:8]}.jpg"
        write_atomic(path, jpeg, durable=False)
        for old in self.stills(channel)[KEPT:]:
            old.unlink(missing_ok=True)
        return path

    def stills(self, channel: str) -> list[Path]:
        """The channel's pictures, newest first."""
        stamped = []
        for path in (self.folder / channel).glob("[!.]*.jpg"):
            try:
                stamped.append((path.stat().st_mtime_ns, path))
            except FileNotFoundError:  # another process has just made room
                continue
        return [path for _, path in sorted(stamped, reverse=True)]
