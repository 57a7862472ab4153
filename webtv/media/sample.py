"""Small media to try backends with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.media.process.ffmpeg import run_ffmpeg

_DEADLINE_S = 60


@dataclass(frozen=True, slots=True)
class Samples:
    """A picture of 576x320 and 3 seconds of the same, moving, at 8 frames per second."""

    image: Path
    video: Path


def make_samples(ffmpeg_path: Path, folder: Path) -> Samples:
    """Draw them into `folder`. Raises `MediaError`."""
    samples = Samples(folder / "sample.png", folder / "sample.mp4")
    source = "mandelbrot=size=576x320:rate=8:maxiter=400"
    for output in (
        ("-frames:v", "1", str(samples.image)),
        ("-t", "3", "-c:v", "libx264", "-pix_fmt", "yuv420p", str(samples.video)),
    ):
        drawing = ("-f", "lavfi", "-i", source, *output)
        run_ffmpeg(
            ffmpeg_path,
            drawing,
            out=Path(output[-1]),
            what="drawing a sample",
            deadline_s=_DEADLINE_S,
        )
    return samples
