"""Programmes that have left the library: what their pages tell, and a still, some kilobytes each.

`HOME/retired/<channel>/<id>.json.gz` is the sidecar and how often it aired, `<id>.jpg` a picture.
Production writes them before it deletes a film, the web server reads them.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from pydantic import Field, ValidationError

from webtv.files import read_regular, write_atomic
from webtv.model.programme import PROGRAMME_ID, Programme
from webtv.model.value import StoredValue, Timestamp

MOST = 5000
"""Programmes kept, of all channels together; the oldest go first."""

MOST_BYTES = 200_000_000
"""Bytes of all of them, pictures included."""

_MOST_PACKED = 1_000_000
_MOST_TEXT = 4_000_000
_TEXT, _PICTURE = ".json.gz", ".jpg"


class Retired(StoredValue):
    """One programme as it left the library."""

    programme: Programme
    airings: int = Field(ge=1, description="How often it aired.")
    retired_at: Timestamp


class RetiredProgrammes:
    """Reads and writes them under one folder. Blocking."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, retired: Retired, picture: bytes = b"") -> None:
        """Keep a programme, without a picture if there is none. Raises `OSError`."""
        programme = retired.programme
        text = gzip.compress(retired.model_dump_json(exclude_defaults=True).encode(), mtime=0)
        if picture:
            write_atomic(self.picture(programme.channel, programme.id), picture)
        write_atomic(self._path(programme.channel, programme.id, _TEXT), text)

    def get(self, channel: str, ident: str) -> Retired | None:
        """One programme; None if it is not there or damaged."""
        try:
            packed = read_regular(self._path(channel, ident, _TEXT), most_bytes=_MOST_PACKED)
            text = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _MOST_TEXT)
            found = Retired.model_validate_json(text)
        except (OSError, zlib.error, ValidationError):
            return None
        own = (found.programme.channel, found.programme.id) == (channel, ident)
        return found if own else None

    def has(self, channel: str, ident: str) -> bool:
        """Tell whether a programme is there."""
        return self._path(channel, ident, _TEXT).is_file()

    def picture(self, channel: str, ident: str) -> Path:
        """The path of its picture, which may not be there."""
        return self._path(channel, ident, _PICTURE)

    def trim(self, *, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        """Delete the oldest until as many are left, with so many bytes. Raises `OSError`."""
        sizes: dict[tuple[str, str], int] = {}
        for path in self.folder.glob("*/*"):
            ident = path.name.partition(".")[0]
            if PROGRAMME_ID.match(ident):  # it begins with the second it was planned in
                key = ident, path.parent.name
                sizes[key] = sizes.get(key, 0) + path.stat().st_size
        total = sum(sizes.values())
        for place, key in enumerate(sorted(sizes)):
            if len(sizes) - place <= most and total <= most_bytes:
                break
            ident, channel = key
            for suffix in (_TEXT, _PICTURE):
                self._path(channel, ident, suffix).unlink(missing_ok=True)
            total -= sizes[key]

    def _path(self, channel: str, ident: str, suffix: str) -> Path:
        return self.folder / channel / f"{ident}{suffix}"
