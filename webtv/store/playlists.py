"""Playlists: ffconcat files named `<number>-<programme id>.ffconcat`, taken in number order."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from webtv.errors import ConfigError
from webtv.files import read_regular, write_atomic

MIRRORED = "from the store"
"""Stands in playlists that the mirror brought, so that it takes away those alone."""

_MOST_BYTES = 100_000

_NAME = re.compile(r"^([0-9]{8})-([0-9]{8}T[0-9]{6}-[0-9a-f]{6})\.ffconcat\Z")


@dataclass(frozen=True, slots=True, order=True)
class Playlist:
    """One playlist file."""

    number: int
    programme: str
    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


def list_playlists(folder: Path, *, strict: bool = False) -> list[Playlist]:
    """The playlists in one channel's folder, in number order; other files are ignored.

    A folder that cannot be read counts as empty; with `strict` only one that is missing does, and
    else `OSError` is raised.
    """
    found = []
    try:
        entries = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError:
        if strict:
            raise
        return []
    for path in entries:
        if playlist := named(path):
            found.append(playlist)
    return sorted(found)


def named(path: Path) -> Playlist | None:
    """The playlist that a path names; None if it is no name of one."""
    match = _NAME.match(path.name)
    return Playlist(int(match[1]), match[2], path) if match else None


def write_playlist(
    folder: Path,
    *,
    number: int,
    programme: str,
    media: Path,
    title: str,
    mirrored: bool = False,
) -> Playlist:
    """Write the playlist of one programme, durably and all at once."""
    path = folder / f"{number:08d}-{programme}.ffconcat"
    if "\n" in str(media):  # it may stand above both, and then a relative path is without it
        media = Path(os.path.relpath(media, folder))
    text = ffconcat([media], comment=title)
    write_atomic(path, f"{text}# {MIRRORED}\n" if mirrored else text)
    return Playlist(number, programme, path)


def is_mirrored(playlist: Playlist) -> bool:
    """Whether the mirror brought a playlist. One that cannot be read is nobody's to take away."""
    try:
        text = read_regular(playlist.path, most_bytes=_MOST_BYTES)
    except OSError:
        return False
    return f"# {MIRRORED}".encode() in text.splitlines()


def ffconcat(media: list[Path], *, comment: str = "") -> str:
    """The text of a playlist that plays `media` in order (absolute paths).

    Source: ffmpeg's concat demuxer, https://ffmpeg.org/ffmpeg-formats.html#concat-1
    """
    lines = ["ffconcat version 1.0"]
    if comment:
        lines.append("# " + " ".join(comment.split()))
    lines += [f"file {quote(str(path))}" for path in media]
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """`text` as one token of ffmpeg's quoting: `'` cannot be escaped inside quotes.

    A line break cannot be written at all, since lists are read line by line; it is a
    `ConfigError`. Source: https://ffmpeg.org/ffmpeg-utils.html#Quoting-and-escaping
    """
    if "\n" in text or "\r" in text:
        raise ConfigError(f"{text!r}: a playlist cannot name a path with a line break")
    return "'" + text.replace("'", "'\\''") + "'"
