"""Admission to the library: a finished file must be house format to the last bit of its headers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from webtv.config.limits import QcConfig
from webtv.errors import RejectedError
from webtv.media.encode import samples, timescale
from webtv.media.probe import MediaInfo, probe
from webtv.media.quality import Thresholds, check_media
from webtv.media.quality.measures import Measures
from webtv.media.reference import reference
from webtv.media.sound.loudness import Loudness, decode, measure
from webtv.model.house import HouseFormat
from webtv.model.programme import ProgrammeKind

LOUDNESS_TOLERANCE_LU = 0.5
"""Of the whole, and of the first and the last 3 s: so no join jumps by more than 1 LU."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is known about a file that passed."""

    info: MediaInfo
    loudness: Loudness
    measures: Measures


def admit(
    path: Path,
    house: HouseFormat,
    *,
    frames: int,
    ffmpeg: Path,
    thresholds: Thresholds | None = None,
) -> Admitted:
    """Check a programme file of `frames` frames.

    Raises `RejectedError` naming every difference from house format at once, or the first fault
    that decoding shows.
    """
    info = probe(path)
    wrong = differences(info, reference(ffmpeg, house), house, frames=frames)
    loudness = measure(decode(path))
    wrong += too_loud_or_quiet(loudness, house)
    if wrong:
        raise RejectedError(f"{path.name} is not in house format: {'; '.join(wrong)}")
    decoded = check_media(path, thresholds=thresholds or Thresholds(), sound=True)
    if decoded.frames != frames:
        raise RejectedError(f"{path.name} decodes to {decoded.frames} frames, not {frames}")
    return Admitted(info, loudness, decoded)


def limits(kind: ProgrammeKind, qc: QcConfig) -> Thresholds:
    """As strict as a channel is with clips. People may film what stands still or is dark."""
    if kind == "programme":
        return Thresholds(black_s=qc.black_s, frozen_s=qc.frozen_s)
    if kind == "footage":
        return Thresholds(black_s=None, frozen_s=None)
    return Thresholds(black_s=qc.black_s, frozen_s=None)


def differences(
    info: MediaInfo, reference: MediaInfo, house: HouseFormat, *, frames: int
) -> list[str]:
    """Every way in which a file departs from house format, in words; empty if none."""
    video, audio = info.video, info.audio
    known_video, known_audio = reference.video, reference.audio
    if video is None or audio is None or known_video is None or known_audio is None:
        return ["it needs one picture and one sound track"]
    facts: list[tuple[str, object, object]] = [
        ("video codec", video.codec, known_video.codec),
        ("profile", video.profile, known_video.profile),
        ("size", f"{video.width}x{video.height}", f"{house.width}x{house.height}"),
        ("pixel format", video.pix_fmt, known_video.pix_fmt),
        ("time base", video.time_base, Fraction(1, timescale(house))),
        ("frames", video.frames, frames),
        ("frames beyond a step of the splice grid", video.frames % house.grid_frames, 0),
        ("length of picture", round(video.duration_s, 6), round(float(frames / house.rate), 6)),
        ("constant frame rate", video.constant_rate, True),
        ("start of picture", video.start_s, 0.0),
        ("keyframes", video.keyframes, tuple(range(0, frames, house.gop_frames))),
        ("video headers", video.extradata_sha256[:12], known_video.extradata_sha256[:12]),
        ("audio codec", audio.codec, known_audio.codec),
        ("audio profile", audio.profile, known_audio.profile),
        ("sample rate", audio.sample_rate, house.sample_rate),
        ("channels", audio.channels, 2),
        ("start of sound", audio.start_s, 0.0),
        ("samples", audio.samples, samples(house, frames)),
        ("audio headers", audio.extradata_sha256[:12], known_audio.extradata_sha256[:12]),
    ]
    return [f"{name} is {got}, not {want}" for name, got, want in facts if got != want]


def too_loud_or_quiet(loudness: Loudness, house: HouseFormat) -> list[str]:
    """How far a file is from house loudness, in words; empty if near enough."""
    parts = [
        ("loudness", loudness.integrated_lufs),
        ("loudness of the first 3 s", loudness.first_lufs),
        ("loudness of the last 3 s", loudness.last_lufs),
    ]
    wrong = [
        f"{name} is {lufs:.1f} LUFS, not {house.loudness_lufs:.1f}"
        for name, lufs in parts
        if not abs(lufs - house.loudness_lufs) <= LOUDNESS_TOLERANCE_LU
    ]
    if loudness.true_peak_dbtp > house.true_peak_dbtp:
        wrong.append(
            f"true peak is {loudness.true_peak_dbtp:.1f} dBTP, above {house.true_peak_dbtp:.1f}"
        )
    return wrong
