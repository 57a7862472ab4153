"""A part of a film as a file of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import ffmpeg

from webtv.errors import RejectedError
from webtv.media.display import displayed, open_picture
from webtv.media.encode import TO_BT709, in_house_colours
from webtv.media.probe import probe
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.ffmpeg import run_ffmpeg

_DEADLINE_S = 300

_OPTIONS: dict[str, str | int] = {
    "c:v": "libx264",
    "preset": "veryfast",
    "crf": 14,
    "threads:v": 2,
    "c:a": "aac",
    "b:a": "192k",
    "ar": 48_000,
    "ac": 2,
    "map_metadata": -1,
    # The same excerpt of the same film is the same file.
    "fflags": "+bitexact",
    "flags:v": "+bitexact",
    "flags:a": "+bitexact",
}


def excerpt(
    ffmpeg_path: Path,
    film: Path,
    *,
    seconds: float,
    out: Path,
    start_s: float = 0.0,
    stop: threading.Event | None = None,
) -> Path:
    """`seconds` of `film` from `start_s` on, its picture and sound as players show them, at `out`.

    Raises `MediaError`.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    info = probe(film, name=film.name)
    if info.video is None:
        raise RejectedError(f"{film.name} has no picture", check="decodable")
    shown = info.video.shown
    size = (max(2, shown.width // 2 * 2), max(2, shown.height // 2 * 2))
    part = {"ss": f"{start_s:.6f}", "t": f"{seconds:.6f}"}
    seen = displayed(
        open_picture(film, info.video, threads=2, part=part),
        info.video,
        size=size,
        work_dir=out.parent,
        filmed=True,
    )
    picture = in_house_colours(seen.filter("scale", *size, flags="lanczos", **TO_BT709))
    streams = [picture]
    if info.audio is not None:
        source = ffmpeg.input(str(film.absolute()), **part, **MEDIA_ONLY)
        streams.append(source[f"a:{info.audio.number}"])
    output = ffmpeg.output(*streams, str(out.absolute()), **_OPTIONS)
    run_ffmpeg(
        ffmpeg_path,
        output.get_args(),
        out=out,
        reads=[film, *out.parent.glob("*.cube")],
        what=f"cutting {film.name}",
        deadline_s=_DEADLINE_S,
        stop=stop,
    )
    return out
