"""The slate: the card a channel shows while it has nothing else, as a loop without a seam.

Everything in it repeats after exactly its own length, the sound down to the AAC frame, so that
it can be played again and again and joined with programmes.
"""

from __future__ import annotations

import colorsys
import threading
from pathlib import Path

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from webtv.media.captions import fonts_folder, slate_script
from webtv.media.chord import chord, seed_of
from webtv.media.encode import TO_BT709, house_options, in_house_colours, samples
from webtv.media.loudness import Sound
from webtv.media.process import run
from webtv.model.house import AAC_FRAME_SAMPLES, HouseFormat

SLATE_S = 8.0
SLATE_REVISION = 3
"""Part of a cache key beside title, subtitle and house format: raised when the slate changes."""

_DEADLINE_S = 60
_SMALL_WIDTH = 96  # the gradient is drawn this wide and scaled up, which is what makes it soft
_LEAD = 2 * AAC_FRAME_SAMPLES
_TRAIL = AAC_FRAME_SAMPLES


def render_slate(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    title: str,
    subtitle: str,
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
    script = out.with_name(f".{out.stem}.ass")
    pad = out.with_name(f".{out.stem}.f32")
    small = _SMALL_WIDTH, max(2, round(_SMALL_WIDTH * house.height / house.width))
    try:
        script.write_text(
            slate_script(house, title=title, subtitle=subtitle, seconds=seconds), encoding="utf-8"
        )
        count = samples(house, frames)
        loop = chord(title, samples=count, loudness_lufs=house.loudness_lufs)
        _with_run_up(loop).tofile(pad)
        drawn = ffmpeg.input(
            "pipe:", f="rawvideo", pix_fmt="rgb48le", s=f"{small[0]}x{small[1]}", r=str(house.rate)
        ).filter("scale", house.width, house.height, flags="bicubic", **TO_BT709)
        picture = in_house_colours(drawn).filter(
            "ass", filename=str(script.absolute()), fontsdir=str(fonts_folder())
        )
        sound = ffmpeg.input(
            str(pad.absolute()), f="f32le", ar=house.sample_rate, ch_layout="stereo"
        ).filter("asetpts", f"PTS-{_LEAD}")
        options = house_options(house, frames=frames, quick=True)
        output = ffmpeg.output(picture, sound, str(out.absolute()), **options)
        run(
            [str(ffmpeg_path), "-hide_banner", "-v", "error", "-y", *output.get_args()],
            what=f"rendering the slate of {title!r}",
            deadline_s=_DEADLINE_S,
            stdin=gradient(seed_of(title), small, frames).tobytes(),
            stop=stop,
        )
    finally:
        script.unlink(missing_ok=True)
        pad.unlink(missing_ok=True)
    return frames


def gradient(seed: int, size: tuple[int, int], frames: int) -> NDArray[np.uint16]:
    """Small RGB pictures of slow lights on a dark ground; the last one flows into the first."""
    width, height = size
    rng = np.random.default_rng(seed)
    aspect = width / height
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width * aspect, y / height
    turn = np.linspace(0, 2 * np.pi, frames, endpoint=False, dtype=np.float32)[:, None, None]
    hue = float(rng.random())
    picture = np.empty((frames, height, width, 3), dtype=np.float32)
    picture[:] = np.array(colorsys.hsv_to_rgb(hue, 0.6, 0.055), dtype=np.float32)
    places = [(0.18, 0.25), (0.82, 0.2), (0.7, 0.85), (0.25, 0.9)]
    for index, (place_x, place_y) in enumerate(places):
        phase = float(rng.uniform(0, 2 * np.pi))
        around = 1 if index % 2 else -1
        centre_x = (place_x + 0.13 * np.cos(around * turn + phase)) * aspect
        centre_y = place_y + 0.16 * np.sin(around * turn + phase)
        spread = 0.42 + 0.06 * np.sin(turn + 2 * phase)
        light = np.exp(-((x - centre_x) ** 2 + (y - centre_y) ** 2) / (2 * spread**2 * 0.6))
        shade = (hue + (0.0, 0.09, -0.1, 0.04)[index]) % 1
        colour = colorsys.hsv_to_rgb(shade, 0.72, (0.34, 0.27, 0.3, 0.2)[index])
        picture += light[..., None] * np.array(colour, dtype=np.float32)
    # A dark pool in the middle keeps the title easy to read.
    pool = 1 - 0.45 * np.exp(-(((x / aspect - 0.5) / 0.3) ** 2 + ((y - 0.52) / 0.22) ** 2) / 2)
    picture *= pool[..., None].astype(np.float32)
    deep: NDArray[np.uint16] = (np.clip(picture, 0, 1) * 65535).astype("<u2")
    return deep


def _with_run_up(loop: Sound) -> Sound:
    """The loop with its end before it and its beginning after it.

    An AAC frame overlaps its neighbours; encoded in the midst of itself, the first frame of the
    loop fits the last one.
    """
    return np.concatenate([loop[-_LEAD:], loop, loop[:_TRAIL]])
