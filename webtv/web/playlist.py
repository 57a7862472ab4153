"""HLS playlist files as the web server sends them: each version read and packed once."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

_KEPT = 256
_PACKED_FROM = 500
"""Smaller playlists are not worth compressing."""

_LEVEL = 5


@dataclass(frozen=True, slots=True)
class ListFile:
    """A playlist file's content at one moment; `packed` is it compressed, or None if small."""

    stamp: tuple[int, int, int]
    body: bytes
    packed: bytes | None
    etag: str
    modified: str


class ListFiles:
    """Reads playlists, each version once, however many viewers ask for it."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, ListFile] = OrderedDict()

    def get(self, path: Path) -> ListFile:
        """The file as it is now. Raises OSError."""
        stat = path.stat()
        stamp = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        known = self._known.get(path)
        if known is None or known.stamp != stamp:
            # Read whole: the file may be replaced between looking at it and sending it.
            body = path.read_bytes()
            known = self._known[path] = ListFile(
                stamp=stamp,
                body=body,
                packed=gzip.compress(body, _LEVEL) if len(body) >= _PACKED_FROM else None,
                etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
                modified=formatdate(stat.st_mtime, usegmt=True),
            )
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known
