"""Every way in which a playlist, its film or its sidecar can be wrong."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.clips import encode
from webtv.model.programme import Programme
from webtv.store.library import Library


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme with its playlist."""

    library: Library
    programme: Programme
    playlist: Path

    @property
    def media(self) -> Path:
        return self.library.media(self.programme)

    @property
    def sidecar(self) -> Path:
        return self.library.sidecar(self.programme.channel, self.programme.id)

    def film(self, data: bytes) -> None:
        """Put another film in place, as if it had been admitted."""
        self.media.write_bytes(data)
        self.write(self.programme.model_copy(update={"size_bytes": len(data)}))

    def write(self, programme: Programme) -> None:
        self.sidecar.write_text(programme.model_dump_json())

    def names(self, name: str) -> None:
        """Have the playlist name another film."""
        self.playlist.write_text(f"ffconcat version 1.0\nfile '{name}'\n")


def list_again(library: Library, playlists: Path, made: Programme, number: int) -> Listed:
    """A copy of a programme under another id, with a playlist of its own."""
    ident = f"20260101T000000-{number:06x}"
    update = {"id": ident, "file": f"{ident}.mp4", "title": f"Part {number}"}
    copy = made.model_copy(update=update)
    playlists.mkdir(parents=True, exist_ok=True)
    listed = Listed(library, copy, playlists / f"{number:08d}-{ident}.ffconcat")
    listed.media.write_bytes(library.media(made).read_bytes())
    listed.write(copy)
    listed.names(str(listed.media).replace("'", "'\\''"))
    return listed


def _instead(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def _film(listed: Listed, *options: str) -> None:
    """Encode the film again, differently."""
    other = listed.media.with_name("other.mp4")
    encode("-i", str(listed.media), *options, str(other))
    listed.film(other.read_bytes())


def _list_of_pipe(listed: Listed) -> None:
    pipe = listed.playlist.with_name("pipe.mp4")
    os.mkfifo(pipe)
    listed.names(str(pipe))


def _line_break(listed: Listed) -> None:
    odd = listed.media.with_name("odd\nname.mp4")
    odd.hardlink_to(listed.media)
    listed.names(str(odd))


def _noise(listed: Listed) -> None:
    listed.playlist.write_bytes(bytes(range(256)) * 64)


def _huge(listed: Listed) -> None:
    listed.playlist.write_text("# a llama\n" * 5_000_000)


def _text(path: Path, text: str) -> None:
    path.write_text(text)


_X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "48", "-c:a", "copy")
_HEVC = ("-c:v", "libx265", "-x265-params", "log-level=0", "-c:a", "copy")
_SOUND = ("-c:v", "copy", "-c:a", "aac")

MISFITS: dict[str, tuple[Callable[[Listed], None], str]] = {
    "film missing": (lambda it: it.media.unlink(), "film that it names is missing"),
    "film empty": (lambda it: _text(it.media, ""), "has 0 bytes"),
    "film is text": (lambda it: it.film(b"not a film"), "Impossible to open"),
    "film cut off": (lambda it: os.truncate(it.media, 50_000), "has 50000 bytes"),
    "film is a folder": (lambda it: _instead(it.media, Path.mkdir), "film that it names"),
    "film is a pipe": (lambda it: _instead(it.media, os.mkfifo), "film that it names"),
    "hevc": (lambda it: _film(it, *_HEVC), "HEVC, not H.264"),
    "mp3": (lambda it: _film(it, "-c:v", "copy", "-c:a", "libmp3lame"), "MP3, not AAC"),
    "no sound": (lambda it: _film(it, "-c:v", "copy", "-an"), "'0:a:0'"),
    "no picture": (lambda it: _film(it, "-vn", "-c:a", "copy"), "'0:v:0'"),
    "other size": (lambda it: _film(it, "-s", "128x96", *_X264), "128x96, not 256x144"),
    "other rate": (lambda it: _film(it, "-r", "30", *_X264), "30 pictures a second, not 24"),
    "other sound": (lambda it: _film(it, *_SOUND, "-ar", "44100"), "44100 Hz"),
    "one channel": (lambda it: _film(it, *_SOUND, "-ac", "1"), "1 channels"),
    "list empty": (lambda it: _text(it.playlist, ""), "Invalid data"),
    "list is noise": (_noise, "unknown keyword"),
    "list is huge": (_huge, ""),  # how far it is read in a second depends on the machine
    "list is a pipe": (lambda it: _instead(it.playlist, os.mkfifo), "not a file"),
    "list is a folder": (lambda it: _instead(it.playlist, Path.mkdir), "not a file"),
    "list names itself": (lambda it: it.names(it.playlist.name), "Impossible to open"),
    "list names a pipe": (_list_of_pipe, "nothing to air within"),
    "list names a device": (lambda it: it.names("/dev/zero"), "Impossible to open"),
    "list names a line break": (_line_break, "unknown keyword"),
    "list names the network": (lambda it: it.names("http://127.0.0.1:9/a.mp4"), "Impossible"),
    "sidecar missing": (lambda it: it.sidecar.unlink(), "not in the library"),
    "sidecar damaged": (lambda it: _text(it.sidecar, '{"id":'), "is damaged"),
    "sidecar is a pipe": (lambda it: _instead(it.sidecar, os.mkfifo), "not in the library"),
}
"""What is done to it, by name, and what the log says of it."""

ODD_NAMES = (
    "it's",
    'say "hi"',
    "two  spaces",
    "l\u00e4ma \U0001f4fa",
    "50% off; rm #1",
    "a:b",
    "-y",
)
"""Folders whose names need care."""
