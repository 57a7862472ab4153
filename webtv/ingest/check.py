"""The first look at a clip or a piece of music, before any work is put into it."""

from __future__ import annotations

from pathlib import Path

from webtv.errors import MediaError, RejectedError
from webtv.media.probe import MediaInfo, probe
from webtv.media.quality import Thresholds, check_media

MAX_CLIP_BYTES = 512_000_000
SLOWEST = 2.5
"""A clip is stretched to at most this many times its length; beyond, motion falls apart."""

FASTEST = 4.0
"""A clip is sped up at most so many times. FILM at 8 fps plays 93 frames in 11.6 s: 2.6 times."""

MIN_FRAMES = 8
MIN_SIDE = 64


def check_clip(
    path: Path,
    *,
    wanted_s: float,
    max_bytes: int = MAX_CLIP_BYTES,
    thresholds: Thresholds | None = None,
) -> MediaInfo:
    """Accept a clip that can become a shot of `wanted_s` seconds, or raise `RejectedError`.

    The reason says what is wrong: missing, empty, too large, no media, no picture, too short or
    long, damaged, black or frozen.
    """
    _check_file(path, max_bytes)
    info = _probe(path)
    video = info.video
    if video is None:
        raise RejectedError(f"{path.name} has no picture")
    if min(video.width, video.height) < MIN_SIDE:
        raise RejectedError(f"{path.name} is only {video.width}x{video.height} pixels")
    if video.frames < MIN_FRAMES:
        raise RejectedError(f"{path.name} has only {video.frames} frames, not {MIN_FRAMES}")
    if video.duration_s * SLOWEST < wanted_s:
        raise RejectedError(
            f"{path.name} is too short: {video.duration_s:.1f} s for a shot of {wanted_s:.1f} s"
        )
    if video.duration_s > wanted_s * FASTEST:
        raise RejectedError(
            f"{path.name} is too long: {video.duration_s:.1f} s for a shot of {wanted_s:.1f} s"
        )
    decoded = check_media(path, thresholds=thresholds or Thresholds())
    if decoded.frames < video.frames * 0.9:
        raise RejectedError(
            f"{path.name} is damaged: only {decoded.frames} of {video.frames} frames decode"
        )
    return info


def check_music(
    path: Path, *, max_bytes: int = MAX_CLIP_BYTES, thresholds: Thresholds | None = None
) -> MediaInfo:
    """Accept a piece of music, or raise `RejectedError`: missing, no sound, too short, silent."""
    _check_file(path, max_bytes)
    info = _probe(path)
    if info.audio is None:
        raise RejectedError(f"{path.name} has no sound")
    if info.audio.duration_s < 2:
        raise RejectedError(f"{path.name} is too short: {info.audio.duration_s:.1f} s of music")
    limits = thresholds or Thresholds(silent_s=max(1.8, info.audio.duration_s / 2))
    check_media(path, thresholds=limits, picture=False, sound=True)
    return info


def _check_file(path: Path, max_bytes: int) -> None:
    if not path.is_file():
        raise RejectedError(f"{path.name} does not exist")
    size = path.stat().st_size
    if size == 0:
        raise RejectedError(f"{path.name} is empty")
    if size > max_bytes:
        raise RejectedError(
            f"{path.name} is too large: {size / 1e6:.0f} MB, more than {max_bytes / 1e6:.0f} MB"
        )


def _probe(path: Path) -> MediaInfo:
    try:
        return probe(path)
    except RejectedError:
        raise
    except MediaError as error:
        raise RejectedError(str(error)) from error
