"""The folder of what the local Spaces made and were sent; bounded by age and by size."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

from webtv.disk import trim

KEEP_S = 3600.0
"""Seconds that a file is kept after it was written, if there is room for so long."""

IN_USE_S = 600.0
"""Files younger than this may be in use: a call and the fetching of its result take less."""


class Folder:
    """`made` holds results, `places` within it what the theatre painted and may need again, `cache`
    what Gradio keeps: uploads and served copies.
    """

    def __init__(self, root: Path, *, limit_bytes: int) -> None:
        self.made = root / "made"
        self.places = self.made / "places"
        self.cache = root / "cache"
        self._limit_bytes = limit_bytes

    def create(self) -> None:
        """Make the folders where they are missing."""
        self.made.mkdir(parents=True, exist_ok=True)
        self.cache.mkdir(parents=True, exist_ok=True)

    def new(self, name: str) -> Path:
        """A path for a new result, in a folder of its own; `name` is what callers see."""
        own = self.made / uuid4().hex
        own.mkdir(parents=True)
        return own / name

    def sweep(self, *, older_than_s: float = KEEP_S, in_use_s: float = IN_USE_S) -> int:
        """Delete what is too old, and the oldest files while there is too much.

        Returns how many files were deleted. One younger than `in_use_s` stays.
        """
        now, both = time.time(), (self.made, self.cache)
        removed = trim(both, limit_bytes=0, newer_than=now - max(older_than_s, in_use_s))
        return removed + trim(both, limit_bytes=self._limit_bytes, newer_than=now - in_use_s)
