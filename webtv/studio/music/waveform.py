"""A small video of a sound's waveform, with the sound: what MusicGen's page shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from webtv.studio.music.sound import Sound
from webtv.studio.raster import Frame

_FPS = 2
_WIDTH, _HEIGHT, _BARS = 512, 128, 64
_GROUND, _PLAYED, _AHEAD = (16, 20, 30), (250, 170, 80), (70, 80, 105)


def write_waveform(path: Path, sound: Sound, *, rate: int) -> None:
    """Write `sound` (stereo) as MP4: bars of its level that light up as they are played."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=_FPS)
        picture.width, picture.height, picture.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
        picture.options = {"preset": "ultrafast", "crf": "24"}
        picture.codec_context.thread_count = 1
        audio = container.add_stream("aac", rate=rate)
        audio.layout = "mono"
        audio.options = {"aac_coder": "fast"}  # to be listened to on the page alone
        level = _levels(sound)
        frames = max(1, round(len(sound) / rate * _FPS))
        for number in range(frames):
            image = _draw(level, played=(number + 1) / frames)
            container.mux(picture.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(picture.encode())
        planes = np.ascontiguousarray(sound.mean(axis=1, dtype=np.float32)[None])
        for start in range(0, planes.shape[1], 1024):
            block = np.ascontiguousarray(planes[:, start : start + 1024])
            piece = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            piece.sample_rate = rate
            piece.pts = start
            piece.time_base = Fraction(1, rate)
            container.mux(audio.encode(piece))
        container.mux(audio.encode())


def _levels(sound: Sound) -> list[float]:
    """Loudness of each bar, the loudest being 1."""
    parts = np.array_split(np.abs(sound).mean(axis=1), _BARS)
    level = np.array([float(part.mean()) if len(part) else 0.0 for part in parts])
    return list(level / max(float(level.max()), 1e-6))


def _draw(level: list[float], *, played: float) -> Frame:
    image = np.empty((_HEIGHT, _WIDTH, 3), np.uint8)
    image[:] = _GROUND
    step = _WIDTH // _BARS
    for number, value in enumerate(level):
        half = max(1, int(value * (_HEIGHT // 2 - 8)))
        colour = _PLAYED if (number + 0.5) / _BARS <= played else _AHEAD
        left = number * step + 2
        image[_HEIGHT // 2 - half : _HEIGHT // 2 + half, left : left + step - 4] = colour
    return image
