"""Judge what was measured: what must never air, by the limits of a channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webtv.errors import RejectedError
from webtv.media.quality.measure import measure
from webtv.media.quality.measures import Found, Measures, PictureMeasures, SoundMeasures
from webtv.media.quality.thresholds import Thresholds

_HEAD_S, _HEAD_SHARE = 1.0, 0.25
"""A picture may stand for so long, or for such a share of its length, before it moves."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why something must not air: the check's name, and the reason in words."""

    check: str
    reason: str
    at_s: float


def check_media(
    path: Path, *, thresholds: Thresholds, picture: bool = True, sound: bool = False
) -> Measures:
    """Decode all of a file, and measure its picture and its sound, as asked.

    Raises `RejectedError` with the first reason why it must not air; a file that does not decode
    is rejected too.
    """
    measures = measure(path, picture=picture, sound=sound)
    judge(measures, thresholds, name=path.name)
    return measures


def judge(measures: Measures, limits: Thresholds, *, name: str) -> None:
    """Raise `RejectedError` for the worst fault of the media called `name`, if there is any."""
    for fault in faults(measures, limits):
        raise RejectedError(f"{name} {fault.reason}", check=fault.check, at_s=fault.at_s)


def faults(measures: Measures, limits: Thresholds) -> Iterator[Fault]:
    """Everything that is wrong, worst first."""
    if measures.picture is not None:
        yield from _picture_faults(measures.picture, limits)
    if measures.sound is not None:
        yield from _sound_faults(measures.sound, limits)


def _picture_faults(seen: PictureMeasures, limits: Thresholds) -> Iterator[Fault]:
    if seen.frames == 0:
        yield Fault("decodable", "holds no pictures", 0.0)
        return
    # A short clip counts as black or frozen when all of it is.
    if _lasts(seen.black, limits.black_s, seen.length_s):
        yield Fault("black", f"is black for {seen.black.value:.1f} s", seen.black.at_s)
    if _lasts(seen.frozen, limits.frozen_s, seen.length_s):
        yield Fault("frozen", f"is frozen for {seen.frozen.value:.1f} s", seen.frozen.at_s)
    elif limits.frozen_s is not None and _stands(seen):
        yield Fault("frozen", f"stands still for its first {seen.head_s:.1f} s", seen.head_s / 2)
    if limits.still is not None and seen.change.value < limits.still:
        yield _too(
            "static",
            "hardly moves: in a second it changes by",
            seen.change,
            limits.still,
            least=True,
        )
    if _over(seen.flicker, limits.flicker):
        yield _too("flicker", "flickers by", seen.flicker, limits.flicker)
    if _over(seen.blocks, limits.blocks):
        yield _too("blocks", "falls into blocks: seams on a share of", seen.blocks, limits.blocks)
    if _over(seen.border, limits.letterbox):
        yield _too("letterbox", "has a black border of", seen.border, limits.letterbox)


def _sound_faults(heard: SoundMeasures, limits: Thresholds) -> Iterator[Fault]:
    if heard.samples == 0:
        yield Fault("decodable", "holds no sound", 0.0)
        return
    if limits.silent_s is not None and heard.silent.value >= limits.silent_s:
        yield Fault("silent", f"is silent for {heard.silent.value:.1f} s", heard.silent.at_s)
    if _over(heard.clipped, limits.clipping):
        yield _too("clipping", "is clipped in a share of", heard.clipped, limits.clipping)


def _lasts(found: Found, limit_s: float | None, length_s: float) -> bool:
    return limit_s is not None and found.value >= min(limit_s, length_s) > 0


def _stands(seen: PictureMeasures) -> bool:
    """Whether the picture begins to move too late for its length."""
    return seen.head_s >= max(_HEAD_S, _HEAD_SHARE * seen.length_s)


def _over(found: Found, limit: float | None) -> bool:
    return limit is not None and found.value > limit


def _too(check: str, what: str, found: Found, limit: float | None, *, least: bool = False) -> Fault:
    bound = "at least" if least else "at most"
    return Fault(check, f"{what} {found.value:.3g}, allowed is {bound} {limit:g}", found.at_s)
