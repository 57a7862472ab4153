"""What quality control costs, against plain decoding of the same clips.

The goal is that decoding stays the dominating part: all of it in less than twice that time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import av

from tests.studio.artwork import artwork
from webtv.media.quality.measure import _measure
from webtv.studio.jobs import draw, enlarge, smooth

GOAL = 2.0
_ROUNDS = 9
_PROMPT = "A blue locomotive crosses a viaduct above the clouds at sunset, tracking shot"


def film(folder: Path) -> dict[str, Path]:
    """A shot of the local studio after each of its stages."""
    first, large, film = (folder / f"{name}.mp4" for name in ("video", "upscale", "interpolate"))
    draw(first, prompt=_PROMPT, seed=1, frames=24, artwork=artwork())
    enlarge(large, prompt=_PROMPT, source=first, strength=0.7, artwork=artwork())
    smooth(film, source=large, doublings=2, fps=24, artwork=artwork())
    return {clip.stem: clip for clip in (first, large, film)}


def decode(clip: Path) -> float:
    """Decode all pictures and do nothing with them; returns the clip's length in seconds."""
    last = 0.0
    with av.open(str(clip)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            last = frame.time or last
    return last


def check(clip: Path) -> None:
    """Measure a clip in this process, whose time is counted; the station does it in a child."""
    _measure(clip, True, False, clip.name, float("inf"))


def spent(work: Callable[[Path], object], clip: Path) -> float:
    """Processor seconds of all threads."""
    started = time.process_time()
    work(clip)
    return time.process_time() - started


def main() -> int:
    """Print the table; 1 if the goal is missed."""
    worst = 0.0
    print(
        f"{'stage':12} {'decoding':>10} {'checking':>10} {'ratio':>6}  (ms of CPU per s of video)"
    )
    with TemporaryDirectory() as folder:
        for stage, clip in film(Path(folder)).items():
            length_s = decode(clip)
            rounds = [(spent(decode, clip), spent(check, clip)) for _ in range(_ROUNDS)]
            plain, checked = (median(r[i] for r in rounds) / length_s * 1000 for i in (0, 1))
            ratio = median(r[1] / r[0] for r in rounds)
            worst = max(worst, ratio)
            print(f"{stage:12} {plain:10.1f} {checked:10.1f} {ratio:6.2f}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
