"""HLS playlists as the web server reads them (RFC 8216): their newest segment, and the files."""

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


def newest_segment(text: str) -> tuple[str, str | None] | None:
    """The newest segment in a media playlist and the file to be read before it, if there is one.

    None if `text` is no media playlist or lists no segment. A playlist of hours is long, so it is
    searched from its end.
    """
    if not text.startswith("#EXTM3U"):
        return None
    end = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end].strip()
        if line and not line.startswith("#"):
            before = text.rfind("\n#EXT-X-MAP:", 0, start)
            return line, _uri(text[before + 1 : start]) if before >= 0 else None
        end = start - 1
    return None


def _uri(tags: str) -> str | None:
    """The URI attribute of the first of some lines."""
    return tags.partition("\n")[0].partition('URI="')[2].partition('"')[0] or None


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
