"""The slate: the card a channel shows while it has nothing else, as a loop without a seam.

Everything in it repeats after exactly its own length, the sound down to the AAC frame, so that
it can be played again and again and joined with programmes.
"""

from __future__ import annotations

import threading
from pathlib import Path

import ffmpeg
import numpy as np

from webtv.media.encode import house_options, samples
from webtv.media.graphics.backdrop import gradient, small_size, titled
from webtv.media.graphics.captions import slate_script
from webtv.media.graphics.script import on_disk
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.media.sound.chord import chord, seed_of
from webtv.media.sound.loudness import Sound
from webtv.model.house import AAC_FRAME_SAMPLES, HouseFormat

SLATE_S = 8.0
SLATE_REVISION = 4
"""Part of a cache key beside what a slate is made from; raised when the slate changes."""

_DEADLINE_S = 60
_LEAD = 2 * AAC_FRAME_SAMPLES
_TRAIL = AAC_FRAME_SAMPLES


def render_slate(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    title: str,
    subtitle: str,
    language: str,
    out: Path,
    stop: threading.Event | None = None,
) -> int:
    """Encode the slate of a channel to `out` and return its length in frames.

    Its colours and its chord, at house loudness, follow from the title. The script and the sound
    are written beside `out` and removed again. Raises `MediaError`.
    """
    frames = house.frames_on_grid(SLATE_S)
    seconds = float(frames / house.rate)
    out.parent.mkdir(parents=True, exist_ok=True)
    pad = out.with_name(f".{out.stem}.f32")
    script = slate_script(house, title=title, subtitle=subtitle, language=language, seconds=seconds)
    try:
        count = samples(house, frames)
        loop = chord(title, samples=count, loudness_lufs=house.loudness_lufs)
        _with_run_up(loop).tofile(pad)
        sound = ffmpeg.input(
            str(pad.absolute()), f="f32le", ar=house.sample_rate, ch_layout="stereo"
        ).filter("asetpts", f"PTS-{_LEAD}")
        options = house_options(house, frames=frames, drawn=True)
        with on_disk(script, out.with_name(f".{out.stem}.ass")) as words:
            output = ffmpeg.output(titled(house, words), sound, str(out.absolute()), **options)
            run_ffmpeg(
                ffmpeg_path,
                output.get_args(),
                out=out,
                reads=[*words.reads, pad],
                what=f"rendering the slate of {title!r}",
                deadline_s=_DEADLINE_S,
                nice=0,  # a channel may wait for it
                stdin=gradient(seed_of(title), small_size(house), frames).tobytes(),
                stop=stop,
            )
    finally:
        pad.unlink(missing_ok=True)
    return frames


def _with_run_up(loop: Sound) -> Sound:
    """The loop with its end before it and its beginning after it.

    An AAC frame overlaps its neighbours; encoded in the midst of itself, the first frame of the
    loop fits the last one.
    """
    return np.concatenate([loop[-_LEAD:], loop, loop[:_TRAIL]])
