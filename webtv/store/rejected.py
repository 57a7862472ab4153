"""Small pictures of clips that quality control refused, for people to look at."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from webtv.files import read_regular, write_atomic

KEPT = 200
"""Pictures kept of each channel, the newest."""

_MOST_CHARACTERS = 1000


class RejectedStills:
    """JPEGs under one folder, `<channel>/<programme>-<shot>-<token>.jpg`.

    Beside each is its reason as text.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, channel: str, programme: str, shot: int, jpeg: bytes, *, reason: str) -> Path:
        """Keep a picture and why it was refused; where it is now.

        The channel's oldest go when there are too many.
        """
        folder = self.folder / channel
        path = folder / f"{programme}-{shot:02d}-{uuid4().hex[:8]}.jpg"
        write_atomic(path.with_suffix(".txt"), reason[:_MOST_CHARACTERS], durable=False)
        write_atomic(path, jpeg, durable=False)
        for old in self.stills(channel)[KEPT:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".txt").unlink(missing_ok=True)
        return path

    @staticmethod
    def reason(still: Path) -> str:
        """Why what a picture shows was refused; empty where nobody knows any more."""
        try:
            data = read_regular(still.with_suffix(".txt"), most_bytes=4 * _MOST_CHARACTERS)
        except OSError:
            return ""
        return data.decode("utf-8", "replace")

    def stills(self, channel: str) -> list[Path]:
        """The channel's pictures, newest first."""
        stamped = []
        for path in (self.folder / channel).glob("[!.]*.jpg"):
            try:
                stamped.append((path.stat().st_mtime_ns, path))
            except FileNotFoundError:  # another process has just made room
                continue
        return [path for _, path in sorted(stamped, reverse=True)]
