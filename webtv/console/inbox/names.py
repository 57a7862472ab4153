"""The names of films that people send, and which files are films by their names and first bytes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from webtv.errors import WebTVError
from webtv.production.inbox.places import shortened
from webtv.terminal import plain

FORMATS = (
    *("mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "m2ts", "mts"),
    *("3gp", "flv", "wmv", "ogv", "mxf", "gif", "apng", "webp"),
)
"""Endings of the containers in `webtv/media/process/container.py` that hold pictures."""

HEAD_BYTES = 16
"""So much of a file tells whether it can be one of these."""

_AT_ONCE = (
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM (RFC 8794)
    b"\x00\x00\x01\xba",  # MPEG program stream (ISO/IEC 13818-1)
    b"\x00\x00\x01\xb3",  # MPEG video
    b"\x47",  # MPEG transport stream
    b"FLV",
    b"\x30\x26\xb2\x75",  # ASF
    b"OggS",
    b"\x06\x0e\x2b\x34",  # MXF (SMPTE ST 377-1)
    b"GIF8",
    b"\x89PNG",
)
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")  # ISO/IEC 14496-12
_BETWEEN = re.compile(r"[\\/]")


class UnwantedError(WebTVError):
    """A film is not taken; `status` is that of the answer."""

    def __init__(self, reason: str, status: int = 422) -> None:
        super().__init__(reason)
        self.status = status


def film_name(sent: str) -> str:
    """The name under which a film is kept: one part of a path, visible, and safe to show.

    Raises `UnwantedError` for the name of no film.
    """
    name = unicodedata.normalize("NFC", plain(_BETWEEN.split(sent)[-1]))
    name = " ".join(name.split()).lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem.strip() or ending.lower() not in FORMATS:
        what = f"'{name[:80]}' is" if name else "a file without a name is"
        raise UnwantedError(f"{what} no film: its name must end in {', '.join(FORMATS)}", 415)
    return shortened(f"{stem.strip()}.{ending.lower()}")


def check_head(name: str, head: bytes) -> None:
    """Raise `UnwantedError` unless a file may hold a film by its first bytes."""
    riff = head.startswith(b"RIFF") and head[8:12] in (b"AVI ", b"WEBP")
    blu_ray = head[4:5] == b"\x47" and Path(name).suffix in (".m2ts", ".mts")
    if not (head.startswith(_AT_ONCE) or head[4:8] in _BOXES or riff or blu_ray):
        raise UnwantedError(f"'{name}' holds no film: it does not begin as films do", 415)
