"""Small real clips for tests: good ones, and every way a clip can be wrong.

`make_programme` puts a real programme in house format into a library in about a second.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path

import ffmpeg

from tests.slack import slack
from webtv.media.encode import TO_BT709, house_options, in_house_colours, samples
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.model.programme import FilmedShot, Programme, programme_id
from webtv.store.library import Library

KEPT = "KEPT_CLIPS"
"""The environment's name for the folder of what was made in this run of the tests."""
_FILES = (".mp4", ".mov", ".mkv", ".wav", ".m4a", ".mp3", ".ts")


def encode(*arguments: str) -> None:
    """Run the station's ffmpeg; a failure shows what it said.

    A file made of formulas alone is made once a run of the tests, and copied from then on.
    """
    folder, out = os.environ.get(KEPT), Path(arguments[-1])
    if folder is None or out.suffix not in _FILES or not _of_formulas(arguments[:-1]):
        _run(*arguments)
        return
    told = "\0".join((str(find_ffmpeg(None)), *arguments[:-1]))
    kept = Path(folder, hashlib.sha256(told.encode()).hexdigest() + out.suffix)
    if not kept.exists():
        making = kept.with_name(f"{os.getpid()}-{threading.get_ident()}-{kept.name}")
        _run(*arguments[:-1], str(making))
        making.replace(kept)  # another process may have been as quick
    shutil.copyfile(kept, out)


def _of_formulas(arguments: tuple[str, ...]) -> bool:
    """Whether all inputs are lavfi's, and none of them reads a file."""
    inputs = [at for at, word in enumerate(arguments) if word == "-i"]
    formats = [arguments[at - 2 : at] for at in inputs]
    return all(words == ("-f", "lavfi") for words in formats) and "movie=" not in str(arguments)


def _run(*arguments: str) -> None:
    subprocess.run(
        [str(find_ffmpeg(None)), "-hide_banner", "-v", "error", "-nostdin", "-y", *arguments],
        check=True,
        timeout=60 * slack(),
        capture_output=True,
    )


def make_clip(
    path: Path,
    *,
    seconds: float = 3.0,
    size: tuple[int, int] = (576, 320),
    fps: float = 8,
    source: str = "testsrc2",
    sound: str | None = None,
) -> Path:
    """A moving clip of `seconds`. `source` is a lavfi source that takes size and rate."""
    separator = ":" if "=" in source else "="
    inputs = ["-f", "lavfi", "-i", f"{source}{separator}s={size[0]}x{size[1]}:r={fps}"]
    if sound is not None:
        inputs += ["-f", "lavfi", "-i", sound]
    path.parent.mkdir(parents=True, exist_ok=True)
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    encode(*inputs, "-t", str(seconds), *coding, str(path))
    return path


def black_clip(path: Path, *, seconds: float = 3.0) -> Path:
    """Nothing but black."""
    return make_clip(path, seconds=seconds, source="color=c=black")


def frozen_clip(path: Path, *, seconds: float = 3.0) -> Path:
    """One picture that never moves."""
    return make_clip(path, seconds=seconds, source="smptebars")


def silent_clip(path: Path, *, seconds: float = 3.0) -> Path:
    """Moving picture with a track of digital silence."""
    return make_clip(path, seconds=seconds, sound="anullsrc=r=48000:cl=stereo")


def truncated_clip(path: Path) -> Path:
    """The first part of a good file: the index stands at the end, so nothing can be read."""
    make_clip(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def damaged_clip(path: Path) -> Path:
    """A file with an intact index and noise where most of its pictures were."""
    make_clip(path, size=(320, 180), fps=24)
    data = bytearray(path.read_bytes())
    start, end = len(data) // 5, len(data) * 4 // 5
    noise = hashlib.sha256(b"noise").digest()
    data[start:end] = (noise * (len(data) // len(noise)))[: end - start]
    path.write_bytes(data)
    return path


def flip_bits(source: Path, target: Path, *, count: int, seed: int = 0) -> Path:
    """A copy of an MP4 with `count` bits of its media turned over, the index left alone."""
    data = bytearray(source.read_bytes())
    start = data.index(b"mdat") + 2000  # past the parameter sets
    end = len(data) if data.index(b"moov") < start else data.index(b"moov") - 8
    places = random.Random(seed)
    for _ in range(count):
        data[places.randrange(start, end)] ^= 1 << places.randrange(8)
    target.write_bytes(data)
    return target


def empty_clip(path: Path) -> Path:
    """Zero bytes."""
    path.write_bytes(b"")
    return path


def make_music(path: Path, *, seconds: float = 15.0, volume: float = 0.5) -> Path:
    """A chord with a slow beat, stereo, 32 kHz like MusicGen's."""
    chord = "+".join(f"sin({hz}*2*PI*t)" for hz in (220, 277.18, 329.63))
    beat = f"{volume}*({chord})/3*(0.6+0.4*sin(2*PI*t*2))"
    encode("-f", "lavfi", "-i", f"aevalsrc={beat}|{beat}:s=32000:d={seconds}", str(path))
    return path


def silent_music(path: Path, *, seconds: float = 15.0) -> Path:
    """A music file that holds digital silence."""
    encode("-f", "lavfi", "-i", "anullsrc=r=32000:cl=stereo", "-t", str(seconds), str(path))
    return path


def make_programme(
    library: Library,
    channel: str,
    *,
    seconds: float = 8.0,
    house: HouseFormat | None = None,
    title: str = "Test card",
    created_at: datetime | None = None,
    nonce: str = "0",
    hue: int = 0,
    grain: int = 0,
) -> Programme:
    """Put a programme in house format, with its sidecar, into `library`, in about a second.

    Its length is the splice grid step nearest to `seconds` (8 s steps at 24 fps). `hue` turns
    its colours by so many degrees, `nonce` makes its id, so that two can be told apart. `grain`
    (0 to 100) is hard to compress: with 24 the house bitrate is used up.
    """
    house = house or HouseFormat()
    created_at = created_at or datetime.now(UTC).replace(microsecond=0)
    ident = programme_id(channel, created_at, nonce)
    frames = house.frames_on_grid(seconds)
    path = library.folder / channel / f"{ident}.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    size = f"{house.width}x{house.height}"
    picture = ffmpeg.input(f"testsrc2=s={size}:r={house.rate}", f="lavfi").filter("hue", h=hue)
    if grain:
        picture = picture.filter("noise", alls=grain, allf="t")
    picture = in_house_colours(picture.filter("scale", **TO_BT709))
    sound = ffmpeg.input(f"sine=f={330 + hue}:r=48000:b=2", f="lavfi").filter("volume", 0.7)
    sound = sound.filter("atrim", end_sample=samples(house, frames))
    options = house_options(house, frames=frames)
    encode(*ffmpeg.output(picture, sound, str(path), **options).get_args())
    data = path.read_bytes()
    length_s = float(frames / house.rate)
    shots = tuple(
        FilmedShot(
            prompt=f"{title}, part {i + 1}", start_s=i * length_s / 2, duration_s=length_s / 2
        )
        for i in range(2)
    )
    programme = Programme(
        id=ident,
        channel=channel,
        title=title,
        logline=f"A test of {title}.",
        shots=shots,
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        frames=frames,
        fps=house.fps,
        width=house.width,
        height=house.height,
        created_at=created_at,
    )
    library.sidecar(channel, ident).write_text(programme.model_dump_json(), encoding="utf-8")
    return programme
