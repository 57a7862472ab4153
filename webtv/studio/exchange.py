"""Clips as arrays in files and back: what models take and give, decoded in a confined worker."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from webtv.studio import video
from webtv.studio.raster import enlarge
from webtv.studio.upscale import HEIGHT, WIDTH


def unpack(target: Path, *, source: Path, longest_s: float | None, large: bool = False) -> None:
    """The frames of a clip as an array (n, height, width, 3); with `large`, of 1024x576."""
    frames = video.read(source, longest_s=longest_s).frames
    if large:
        frames = [enlarge(frame, WIDTH, HEIGHT, smooth=True) for frame in frames]
    np.save(target, np.stack(frames))


def pack(target: Path, *, source: Path, fps: int) -> None:
    """An array of frames as a clip."""
    video.write(target, np.load(source, mmap_mode="r"), fps=fps)
