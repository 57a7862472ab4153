"""What a studio worker is asked to do: one function per Space, plain values in, files out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from webtv.studio import video
from webtv.studio.interpolate import fit_height, fitted, interpolate
from webtv.studio.music.compose import compose
from webtv.studio.music.sound import SAMPLE_RATE, write_wav
from webtv.studio.music.waveform import write_waveform
from webtv.studio.raster import Frame
from webtv.studio.tag import Tag, is_same, tag_of
from webtv.studio.theatre.canvas import Canvas
from webtv.studio.theatre.film import Stage
from webtv.studio.upscale import HEIGHT, WIDTH, upscale

NATIVE_WIDTH, NATIVE_HEIGHT = 576, 320
NATIVE_FPS = 8
"""Size and frames per second of Zeroscope."""

_SMOOTH = 24
"""Frames per second from which puppets are posed for every other frame."""

_QUALITY = {"preset": "ultrafast", "qp": "20"}
"""Paper is easy to code: at 20 it looks as drawn (45 dB). `crf` would code a drawing that stands
for two frames a second time, a little finer, which costs as much as the first.
"""

LONGEST_UPSCALE_S = 3.0
"""Seconds of its input that Zeroscope XL uses."""


def draw(
    target: Path, *, prompt: str, seed: int, frames: int, artwork: Path, kept: Path | None = None
) -> None:
    """Film `prompt` at 576x320 and 8 frames per second.

    Here and below, `artwork` is the index of the pictures, and painted places are kept in `kept`.
    """
    fps = float(NATIVE_FPS)
    tag = Tag(prompt, seed, frames, fps, seconds=(frames - 1) / fps)
    stage = _stage(tag, (NATIVE_WIDTH, NATIVE_HEIGHT), artwork, kept)
    pictures = (stage.drawn(time_s).planes for time_s in tag.times())
    video.write(target, pictures, fps=NATIVE_FPS, quality=_QUALITY, comment=tag.text())


def enlarge(
    target: Path,
    *,
    prompt: str,
    source: Path,
    strength: float,
    artwork: Path,
    kept: Path | None = None,
) -> None:
    """Bring the first 3 s of `source` to 1024x576, at its own rate."""
    tag = tag_of(source)
    if tag is not None:
        most = round(LONGEST_UPSCALE_S * tag.fps)
        short = Tag(tag.prompt, tag.seed, min(tag.frames, most), tag.fps, tag.seconds)
        stage = _stage(short, (WIDTH, HEIGHT), artwork, kept)
        opening = stage.drawn(0.0)
        if is_same(opening.luma, video.first(source)):
            pictures = _drawings(stage, short.times(), opening)
            video.write(
                target, pictures, fps=round(tag.fps), quality=_QUALITY, comment=short.text()
            )
            return
    footage = video.read(source, longest_s=LONGEST_UPSCALE_S)
    frames = upscale(footage.frames, strength=strength, seed=crc32(prompt.encode()))
    video.write(target, frames, fps=footage.fps)


def smooth(
    target: Path, *, source: Path, doublings: int, fps: int, artwork: Path, kept: Path | None = None
) -> None:
    """Double the frames of `source` `doublings` times; 512 lines, played at `fps`."""
    tag = tag_of(source)
    if tag is not None:
        filmed = video.first(source)
        stage = _stage(tag, fitted(filmed.shape[1], filmed.shape[0]), artwork, kept)
        opening = stage.drawn(0.0)
        if is_same(opening.luma, filmed):
            times = tag.times(parts=2**doublings)
            pictures = _drawings(stage, times, opening, every=2 if fps >= _SMOOTH else 1)
            video.write(target, pictures, fps=fps, quality=_QUALITY)
            return
    footage = video.read(source)
    frames = [fit_height(frame) for frame in footage.frames]
    video.write(target, interpolate(frames, doublings=doublings), fps=fps)


def score(video_target: Path, audio_target: Path, *, prompt: str, seconds: float) -> None:
    """Compose music for `prompt`: a WAV file, and a video of its waveform with the sound."""
    sound = compose(prompt, seconds)
    write_wav(audio_target, sound)
    write_waveform(video_target, sound, rate=SAMPLE_RATE)


def _drawings(
    stage: Stage, times: list[float], opening: Canvas, *, every: int = 1
) -> Iterator[Frame]:
    """The frames at `times`, the first of which is drawn. With `every` 2 each drawing stands for
    two, as puppet films have it: twelve poses a second look alive, cost half, and are what paper
    on sticks has always done.
    """
    drawn = opening
    for number, time_s in enumerate(times):
        if number and number % every == 0:
            drawn = stage.drawn(time_s)
        yield drawn.planes


def _stage(tag: Tag, size: tuple[int, int], artwork: Path, kept: Path | None) -> Stage:
    return Stage(
        tag.prompt,
        seed=tag.seed,
        seconds=tag.seconds,
        size=size,
        artwork=artwork,
        kept=kept,
    )
