"""What a rehearsed channel shows: programmes of the real library, else a test picture."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ffmpeg

from webtv.files import sha256_of
from webtv.media.encode import TO_BT709, house_options, in_house_colours, samples
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import FilmedShot, Programme, programme_id
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

MOST = 4
"""Programmes of a channel that are taken along."""

_FILMS = 3
_FILM_S = 16.0
_DEADLINE_S = 120.0


def fitting(library: Library, channel: str, house: HouseFormat) -> list[Programme]:
    """The newest programmes of a channel that are in its house format, oldest first."""
    shape = (house.width, house.height, house.fps)
    fit = [
        programme
        for programme in library.programmes(channel)
        if programme.kind == "programme"
        and (programme.width, programme.height, programme.fps) == shape
        and programme.approval != "waiting"
    ]
    return fit[-MOST:]


def take_along(programmes: list[Programme], *, source: Library, target: Library) -> None:
    """Put programmes into another library: as links, or as copies on another file system."""
    for programme in programmes:
        target.sidecar(programme.channel, programme.id).parent.mkdir(parents=True, exist_ok=True)
        _link(source.media(programme), target.media(programme))
        sidecar = target.sidecar(programme.channel, programme.id)
        sidecar.write_text(programme.model_dump_json(), "utf-8")


def make_films(
    ffmpeg_path: Path,
    library: Library,
    channel: str,
    house: HouseFormat,
    *,
    stop: threading.Event,
) -> list[Programme]:
    """Put short moving test pictures with a tone into a library.

    Raises `MediaError`, also when `stop` is set meanwhile.
    """
    made = []
    begun = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    for number in range(1, _FILMS + 1):
        ident = programme_id(channel, begun, str(number))
        frames = house.frames_on_grid(_FILM_S)
        out = library.folder / channel / f"{ident}.mp4"
        out.parent.mkdir(parents=True, exist_ok=True)
        _film(ffmpeg_path, house, frames, out=out, hue=number * 80, stop=stop)
        length_s = float(frames / house.rate)
        programme = Programme(
            id=ident,
            channel=channel,
            title=f"Test picture {number}",
            logline="Shown in a drill, where the library has nothing that fits.",
            shots=(FilmedShot(prompt="a test picture", start_s=0, duration_s=length_s),),
            file=out.name,
            sha256=sha256_of(out),
            size_bytes=out.stat().st_size,
            frames=frames,
            fps=house.fps,
            width=house.width,
            height=house.height,
            created_at=begun,
        )
        library.sidecar(channel, ident).write_text(programme.model_dump_json(), "utf-8")
        made.append(programme)
    return made


def list_all(programmes: list[Programme], library: Library, playlists: Path) -> None:
    """Write a playlist for each programme, in this order."""
    for number, programme in enumerate(programmes, 1):
        write_playlist(
            playlists / programme.channel,
            number=number,
            programme=programme.id,
            media=library.media(programme),
            title=programme.title,
        )


def _film(
    ffmpeg_path: Path,
    house: HouseFormat,
    frames: int,
    *,
    out: Path,
    hue: int,
    stop: threading.Event,
) -> None:
    size = f"{house.width}x{house.height}"
    picture = ffmpeg.input(f"testsrc2=s={size}:r={house.rate}", f="lavfi").filter("hue", h=hue)
    picture = in_house_colours(picture.filter("scale", **TO_BT709))
    sound = ffmpeg.input(f"sine=f={330 + hue}:r=48000:b=2", f="lavfi").filter("volume", 0.7)
    sound = sound.filter("atrim", end_sample=samples(house, frames))
    options = house_options(house, frames=frames)
    run_ffmpeg(
        ffmpeg_path,
        ffmpeg.output(picture, sound, str(out), **options).get_args(),
        out=out,
        what="encoding a test picture",
        deadline_s=_DEADLINE_S,
        stop=stop,
    )


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)
