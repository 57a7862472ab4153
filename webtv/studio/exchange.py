"""Films, pictures and sound as arrays in files and back: what models take and give.

Done in a confined worker, because anybody may have sent them.
"""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np

from webtv.studio import video
from webtv.studio.interpolate import fit_height
from webtv.studio.music.sound import SAMPLE_RATE, write_wav
from webtv.studio.music.waveform import write_waveform
from webtv.studio.raster import Frame, enlarge, shrink
from webtv.studio.upscale import HEIGHT, WIDTH

MOST_FRAMES = 400
"""Frames of a clip that is unpacked, at most; they go through the memory of several processes."""

LONGEST_MELODY_S = 30
"""Seconds of a melody that are heard."""

LARGEST_SIDE = 1024
"""Pixels of a picture that keeps its own size."""

SMALLEST_SIDE, MOST_STRETCHED = 64, 8
"""Pictures beyond these FLUX.2 does not take (diffusers, `Flux2ImageProcessor`)."""

ONLY_SOUNDS = {"format_whitelist": "wav,mp3,flac,ogg,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac"}


def unpack(target: Path, *, source: Path, most_frames: int = MOST_FRAMES) -> None:
    """Write the frames of a clip, (n, height, width, 3), in the size that FILM takes.

    Raises ValueError where there are more than `most_frames`.
    """
    footage = video.read(source, most_frames=min(MOST_FRAMES, most_frames))
    np.save(target, np.stack([fit_height(frame) for frame in footage.frames]))


def unpack_short(target: Path, *, source: Path, longest_s: float, fps: int) -> None:
    """Write the first `longest_s` seconds of a clip at `fps`, in the size for Zeroscope XL."""
    footage = video.read(source, longest_s=longest_s, most_frames=MOST_FRAMES)
    lasts_s = min(longest_s, float(len(footage.frames) / footage.fps))
    count = max(1, round(lasts_s * fps))
    places = (int(number * footage.fps / fps) for number in range(count))
    last = len(footage.frames) - 1
    np.save(target, np.stack([_to_xl(footage.frames[min(place, last)]) for place in places]))


def unpack_picture(target: Path, *, source: Path, size: tuple[int, int] | None = None) -> None:
    """Write a picture in `size` (width, height), (height, width, 3): its middle if shapes differ.
    Without a size, its own, or as much smaller as `LARGEST_SIDE` wants.

    Raises ValueError for what is no picture, and for one too small or narrow for its own size.
    """
    picture = cv2.imread(str(source), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise ValueError("the file is no picture")
    high, wide = picture.shape[:2]
    if size is None:
        if min(high, wide) < SMALLEST_SIDE or max(high, wide) > MOST_STRETCHED * min(high, wide):
            raise ValueError(
                f"a picture has {SMALLEST_SIDE} pixels or more a side, and is at most "
                f"{MOST_STRETCHED} times as long as wide"
            )
        share = min(1.0, LARGEST_SIDE / max(high, wide))
        size = round(wide * share), round(high * share)
    width, height = size
    scale = max(width / wide, height / high)
    # Cut first: the whole of a sliver, enlarged, takes gigabytes.
    part_w = max(1, min(wide, round(width / scale)))
    part_h = max(1, min(high, round(height / scale)))
    left, top = (wide - part_w) // 2, (high - part_h) // 2
    middle = picture[top : top + part_h, left : left + part_w]
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    np.save(target, cv2.resize(middle, size, interpolation=how))


def unpack_sound(target: Path, *, source: Path) -> None:
    """Write the first 30 s of a sound, mono at 32 kHz.

    Raises ValueError where there is none in it.
    """
    pieces = []
    with av.open(str(source), options=ONLY_SOUNDS) as container:
        if not container.streams.audio:
            raise ValueError("the file has no sound")
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        left = LONGEST_MELODY_S * SAMPLE_RATE
        for frame in container.decode(audio=0):
            heard = [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
            pieces += heard
            left -= sum(map(len, heard))
            if left <= 0:
                break
    if not pieces:
        raise ValueError("the file has no sound")
    np.save(target, np.concatenate(pieces)[: LONGEST_MELODY_S * SAMPLE_RATE])


def pack(target: Path, *, source: Path, fps: int) -> None:
    """Write an array of frames as a clip."""
    video.write(target, np.load(source, mmap_mode="r"), fps=fps)


def pack_picture(target: Path, *, source: Path) -> None:
    """Write the only frame of an array as PNG."""
    cv2.imwrite(str(target), cv2.cvtColor(np.load(source)[0], cv2.COLOR_RGB2BGR))


def pack_music(target: Path, *, source: Path) -> None:
    """Write sound at 32 kHz, (samples, channels), as a WAV file, and a video of its waveform."""
    sound = np.load(source)
    write_wav(target.with_suffix(".wav"), sound)
    write_waveform(target, sound, rate=SAMPLE_RATE)


def _to_xl(frame: Frame) -> Frame:
    scale = enlarge if frame.shape[0] < HEIGHT else shrink
    return frame if frame.shape[:2] == (HEIGHT, WIDTH) else scale(frame, WIDTH, HEIGHT)
