"""Clips in, one mezzanine file in house format out: the only encode a programme ever gets."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg
from ffmpeg.nodes import FilterableStream

from webtv.errors import MediaError
from webtv.media.cutting import Cut
from webtv.media.display import displayed, open_picture
from webtv.media.encode import TO_BT709, house_options, in_house_colours, tagged
from webtv.media.graphics.captions import Captions, programme_script
from webtv.media.graphics.label import Label, write_label
from webtv.media.graphics.script import on_disk
from webtv.media.presentation import Presentation
from webtv.media.probe import VideoTrack, probe
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.media.sound.clipsound import pace
from webtv.media.sound.sound import Layers, soundtrack
from webtv.media.watermark.overlay import marked
from webtv.model.house import HouseFormat

MOST_CROPPED = 0.2
"""A clip whose shape differs fills the picture if that costs at most this share of it."""

SLIDES_FPS = 12.0
"""Recorded pictures that come more slowly stand until the next one, and are not blended."""

_DEADLINE_FACTOR = 20
_DEADLINE_MIN_S = 120


@dataclass(frozen=True, slots=True)
class Conformed:
    """A programme's mezzanine.

    `music` is false when the station's chord is heard instead, `layers` when these are not heard.
    """

    path: Path
    frames: int
    music: bool
    layers: bool = False


def conform(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    clips: Sequence[Path],
    timing: Cut,
    music: Path | None,
    captions: Captions,
    label: Label,
    out: Path,
    work_dir: Path,
    layers: Layers | None = None,
    recorded: Collection[int] = (),
    shares: Sequence[float] = (),
    drawn: bool = False,
    mark: str = "",
    stop: threading.Event | None = None,
) -> Conformed:
    """Make `clips`, one per shot of `timing`, into one file at `out`.

    Of each clip its share of `shares`, else all of it, is retimed to its length, scaled, cropped or
    set on a blurred copy of itself, and crossfaded or cut to the next; music lies under all of it,
    or else a chord that follows from the title, and `layers` are heard with it. Clips with the
    indices `recorded` were recorded with their sound and keep their time. `drawn` says that nobody
    filmed any of them. `mark` is the programme id that is put into the picture, where nobody sees
    it; empty for none. Files that ffmpeg reads besides are written to `work_dir`. Raises
    `MediaError`.
    """
    track = soundtrack(
        ffmpeg_path,
        music,
        house,
        frames=timing.frames,
        name=label.title,
        out=work_dir / "sound.m4a",
        layers=layers,
        stop=stop,
    )
    shots = [
        _shot(
            clip,
            length,
            house,
            index=index,
            work_dir=work_dir,
            recorded=index in recorded,
            share=shares[index] if shares else 1.0,
        )
        for index, (clip, length) in enumerate(zip(clips, timing.lengths, strict=True))
    ]
    script = programme_script(captions, house, seconds=float(timing.frames / house.rate))
    sound = ffmpeg.input(str(track.path.absolute())).audio
    coding = house_options(house, frames=timing.frames, drawn=drawn, sound_coded=True)
    options = {**coding, **tagged(label.tags())}
    with on_disk(script, work_dir / "captions.ass") as words:
        picture = words.over(_join(shots, timing, house))
        if mark:
            picture = marked(picture, mark, house, work_dir=work_dir)
        output = ffmpeg.output(picture, sound, str(out.absolute()), **options)
        run_ffmpeg(
            ffmpeg_path,
            output.get_args(),
            out=out,
            reads=[*clips, work_dir, *words.reads],
            what=f"conforming {label.title!r}",
            deadline_s=max(_DEADLINE_MIN_S, _DEADLINE_FACTOR * float(timing.frames / house.rate)),
            stop=stop,
        )
    write_label(out, label)
    return Conformed(out, timing.frames, track.music, track.layers)


def _shot(
    path: Path,
    length: int,
    house: HouseFormat,
    *,
    index: int,
    work_dir: Path,
    recorded: bool = False,
    share: float = 1.0,
) -> FilterableStream:
    """A `share` of one clip as exactly `length` frames in the house's size and rate."""
    video = probe(path).video
    if video is None:
        raise MediaError(f"{path.name} has no picture")
    source = displayed(
        open_picture(path, video, use=index),
        video,
        size=(house.width, house.height),
        work_dir=work_dir,
        filmed=recorded,
    )
    if recorded:
        retimed = _kept(source, video, length, house)
    else:
        retimed = _retime(source, round(video.frames * share), length, house)
    fitted = _fit(retimed, video.shown, house)
    return (
        in_house_colours(fitted)
        .filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=length)
        .filter("settb", str(1 / house.rate))
        .filter("setpts", "N")
    )


def _retime(
    source: FilterableStream, frames: int, length: int, house: HouseFormat
) -> FilterableStream:
    """Spread the clip's first `frames` evenly over `length`, whatever times the file gives them.

    The first frame stays first and the last one last. Frames in between are blended from their
    neighbours, which looks smoother than repeating or dropping every few.
    """
    frames = max(2, frames)
    step = (length - 1) / (frames - 1)
    if frames == length:
        return source.filter("settb", str(1 / house.rate)).filter("setpts", "N")
    return (
        source.filter("settb", "1/90000")
        .filter("setpts", f"N*{step / float(house.rate):.9f}/TB")
        .filter("framerate", fps=str(house.rate), interp_start=15, interp_end=240, scene=100)
    )


def _kept(
    source: FilterableStream, video: VideoTrack, length: int, house: HouseFormat
) -> FilterableStream:
    """What was recorded, by the times its file gives: sound was recorded with it."""
    factor = pace(video.duration_s, float(length / house.rate))
    kept = source.filter("setpts", f"(PTS-STARTPTS)*{factor:.9f}")
    if video.fps < SLIDES_FPS:
        return kept.filter("fps", fps=str(house.rate))
    return kept.filter("framerate", fps=str(house.rate), interp_start=15, interp_end=240, scene=100)


def _fit(source: FilterableStream, shown: Presentation, house: HouseFormat) -> FilterableStream:
    """Fill the house's picture: crop a little, or lay the clip on a blurred copy of itself."""
    wide, tall = house.width, house.height
    have, want = shown.width / shown.height, wide / tall
    if 1 - min(have / want, want / have) <= MOST_CROPPED:
        return _cover(source, shown, wide, tall, "lanczos")
    split = source.filter_multi_output("split", 2)
    small_w, small_h = _even(wide / 8), _even(tall / 8)
    back = (
        _cover(split.stream(0), shown, small_w, small_h, "bilinear")
        .filter("gblur", sigma=small_h / 18)
        .filter("eq", brightness=-0.12, saturation=0.8)
        .filter("scale", wide, tall, flags="bicubic")
    )
    scale = min(wide / shown.width, tall / shown.height)
    width, height = _even(shown.width * scale), _even(shown.height * scale)
    front = _scaled(split.stream(1), width, height, "lanczos")
    return ffmpeg.filter(
        [back, front], "overlay", x="(W-w)/2", y="(H-h)/2", format="yuv420", shortest=1
    )


def _cover(
    source: FilterableStream, shown: Presentation, width: int, height: int, flags: str
) -> FilterableStream:
    scale = max(width / shown.width, height / shown.height)
    full_w = max(width, _even(shown.width * scale))
    full_h = max(height, _even(shown.height * scale))
    return _scaled(source, full_w, full_h, flags).filter("crop", width, height)


def _scaled(source: FilterableStream, width: int, height: int, flags: str) -> FilterableStream:
    """In square pixels of this number, whatever shape they had."""
    return source.filter("scale", width, height, flags=flags, **TO_BT709).filter("setsar", "1")


def _join(shots: Sequence[FilterableStream], timing: Cut, house: HouseFormat) -> FilterableStream:
    """All shots in one picture of exactly the programme's frames."""
    pieces = _pieces(shots, timing, house) if timing.overlap and len(shots) > 1 else list(shots)
    joined = ffmpeg.concat(*pieces, v=1, a=0) if len(pieces) > 1 else pieces[0]
    return (
        joined.filter("tpad", stop_mode="clone", stop=-1)
        .filter("trim", end_frame=timing.frames)
        .filter("settb", str(1 / house.rate))
        .filter("setpts", "N")
        # Frames still carry their clip's duration; left alone, ffmpeg repeats the first ones.
        .filter("fps", fps=str(house.rate))
    )


def _pieces(
    shots: Sequence[FilterableStream], timing: Cut, house: HouseFormat
) -> list[FilterableStream]:
    """The shots' bodies with the crossfades between them, in order.

    Only the overlapping frames go through xfade: a chain of xfades over whole shots takes more
    than twice the time, since every frame passes all that follow.
    """
    overlap, last = timing.overlap, len(shots) - 1
    pieces: list[FilterableStream] = []
    tail: FilterableStream | None = None
    for index, (shot, length) in enumerate(zip(shots, timing.lengths, strict=True)):
        parts = shot.filter_multi_output("split", 1 + (index > 0) + (index < last))
        head_end = overlap if index else 0
        body_end = length - overlap if index < last else length
        if tail is not None:
            head = _frames(parts.stream(1), 0, overlap)
            pieces.append(
                ffmpeg.filter(
                    [tail, head],
                    "xfade",
                    transition="fade",
                    duration=f"{overlap / float(house.rate):.6f}",
                    offset=0,
                ).filter("format", "yuv420p")  # left free, xfade asks for 4:4:4 all the way
            )
        pieces.append(_frames(parts.stream(0), head_end, body_end))
        if index < last:
            tail = _frames(parts.stream(2 if index else 1), body_end, length)
    return pieces


def _frames(shot: FilterableStream, start: int, end: int) -> FilterableStream:
    return shot.filter("trim", start_frame=start, end_frame=end).filter("setpts", "PTS-STARTPTS")


def _even(size: float) -> int:
    return max(2, round(size / 2) * 2)
