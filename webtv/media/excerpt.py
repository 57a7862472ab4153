"""A part of a film as a file of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import av
from av.error import FFmpegError

from webtv.errors import MediaError
from webtv.media.process.container import CONTAINERS, MEDIA_ONLY
from webtv.media.process.ffmpeg import run_ffmpeg

_DEADLINE_S = 300

_AS_IT_IS = ("-c", "copy")
_ANEW = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "14", "-pix_fmt", "yuv420p"),
    *("-threads:v", "2", "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2"),
)


def excerpt(
    ffmpeg_path: Path,
    film: Path,
    *,
    seconds: float,
    out: Path,
    start_s: float | None = None,
    stop: threading.Event | None = None,
) -> Path:
    """`seconds` of `film` from `start_s` on, its first picture and sound track, at `out`.

    Without `start_s` it is a copy of the beginning, which ends with the packet that reaches so
    far; else it is encoded, as only that can begin and end at any picture. The same excerpt of
    the same film is the same file. Raises `MediaError`.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    arguments = [
        *("-format_whitelist", CONTAINERS, "-ss", f"{start_s or 0:.6f}", "-t", f"{seconds:.6f}"),
        *("-i", str(film.absolute()), "-map", "0:v:0", "-map", "0:a:0?"),
        *(_AS_IT_IS if start_s is None else _ANEW),
        *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *("-flags:a", "+bitexact", str(out.absolute())),
    ]
    run_ffmpeg(
        ffmpeg_path,
        arguments,
        what=f"cutting {film.name}",
        deadline_s=_DEADLINE_S,
        stop=stop,
    )
    return out


def is_turned(film: Path) -> bool:
    """Whether a film is to be shown turned by a quarter, as those of phones held upright are.

    Its headers tell the size of the pictures as they lie in the file; an excerpt that is encoded
    stands upright. Raises `MediaError`.
    """
    try:
        with av.open(str(film), options=MEDIA_ONLY) as container:
            picture = next(container.decode(video=0), None)
    except (FFmpegError, OSError, IndexError) as error:
        raise MediaError(f"{film.name} cannot be decoded: {error}") from error
    return picture is not None and picture.rotation % 180 == 90
