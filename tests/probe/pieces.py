"""Real pieces of channels as a viewer receives them: good ones, and every way one can be bad."""

from __future__ import annotations

from pathlib import Path

from tests.clips import encode

MOVING = "testsrc2=s=320x180:r=24"
STILL = "smptebars=s=320x180:r=24"
BLACK = "color=c=black:s=320x180:r=24"
TONE = "sine=f=330:r=48000"
HUM = "anoisesrc=color=brown:amplitude=0.012:seed=7:r=48000"
SILENCE = "anullsrc=r=48000:cl=stereo"


def make_piece(
    path: Path,
    *,
    picture: str | None = MOVING,
    sound: str | None = TONE,
    seconds: float = 4,
    keyframe_s: float = 2,
    more: tuple[str, ...] = (),
) -> Path:
    """Some seconds as MPEG-TS, FLV or MP4, by the name's ending."""
    inputs: list[str] = []
    for source in (picture, sound):
        if source is not None:
            inputs += ["-f", "lavfi", "-i", source]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    coding += ["-g", str(round(24 * keyframe_s)), "-c:a", "aac"]
    path.parent.mkdir(parents=True, exist_ok=True)
    encode(*inputs, "-t", str(seconds), *coding, *more, str(path))
    return path
