"""The sound under a programme: music at house loudness over a room tone that is never silence."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg
from ffmpeg.nodes import FilterableStream

from webtv.errors import MediaError
from webtv.media.encode import NICE, samples
from webtv.media.probe import probe
from webtv.media.process import run
from webtv.model.house import HouseFormat

FADE_IN_S = 0.3
FADE_OUT_S = 1.5
EDGE_S = 0.015
"""Every programme begins and ends with so short a fade, so that a join never clicks."""

INAUDIBLE_LUFS = -55.0
"""Music below this is taken for silence; raising it would only raise noise."""

_LOOP_OVERLAP_S = 1.5
_SHORTEST_LOOP_S = 2.0
_AAC_HEADROOM_DB = 0.7  # AAC raises true peaks a little; measured up to 0.5 dB at 160 kbit/s
_TOLERANCE_LU = 0.2
_ROUNDS = 6
_MOST_GAIN_DB = 50.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS (-inf for silence) and true peak in dBTP (EBU R128)."""

    integrated_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Score:
    """Music with the gain that brings it to house loudness; `limit_dbtp` where peaks need it."""

    path: Path
    duration_s: float
    gain_db: float
    limit_dbtp: float | None


def prepare_score(
    ffmpeg_path: Path,
    house: HouseFormat,
    music: Path,
    *,
    frames: int,
    stop: threading.Event | None = None,
) -> Score | None:
    """Measure music as it will sound under `frames` frames, and choose its gain.

    Reads the sound only. Peaks above the house's true peak are limited and the loss measured
    and made up. None if there is nothing to hear. Raises `MediaError` if it is no sound file.
    """
    info = probe(music)
    if info.audio is None or info.audio.duration_s < _SHORTEST_LOOP_S:
        raise MediaError(f"{music.name} has no {_SHORTEST_LOOP_S:.0f} s of sound to use as music")
    score = Score(music, info.audio.duration_s, 0.0, None)
    raw = measure(ffmpeg_path, music_bed(score, house, frames), what="measuring music", stop=stop)
    if raw.integrated_lufs < INAUDIBLE_LUFS:
        return None
    ceiling = house.true_peak_dbtp - _AAC_HEADROOM_DB
    gain = house.loudness_lufs - raw.integrated_lufs
    if raw.true_peak_dbtp + gain <= ceiling:
        return Score(music, score.duration_s, gain, None)
    return _limited(ffmpeg_path, house, score, gain, raw, frames=frames, stop=stop)


def _limited(
    ffmpeg_path: Path,
    house: HouseFormat,
    score: Score,
    gain: float,
    raw: Loudness,
    *,
    frames: int,
    stop: threading.Event | None,
) -> Score:
    """Find the gain at which limited music has house loudness, by the secant method.

    The harder a limiter works, the less a decibel of gain brings.
    """
    ceiling = house.true_peak_dbtp - _AAC_HEADROOM_DB
    before = (0.0, raw.integrated_lufs)
    for _ in range(_ROUNDS):
        score = Score(score.path, score.duration_s, gain, ceiling)
        bed = music_bed(score, house, frames)
        now = measure(ffmpeg_path, bed, what="measuring limited music", stop=stop).integrated_lufs
        missing = house.loudness_lufs - now
        if abs(missing) <= _TOLERANCE_LU:
            break
        slope = (now - before[1]) / (gain - before[0]) if gain != before[0] else 1.0
        before = (gain, now)
        gain = min(_MOST_GAIN_DB, gain + missing / min(1.0, max(0.15, slope)))
    return score


def measure_file(ffmpeg_path: Path, path: Path, *, stop: threading.Event | None = None) -> Loudness:
    """The loudness of a file's sound; `MediaError` if it has none."""
    sound = ffmpeg.input(str(path.absolute())).audio
    return measure(ffmpeg_path, sound, what=f"measuring the loudness of {path.name}", stop=stop)


def measure(
    ffmpeg_path: Path,
    sound: FilterableStream,
    *,
    what: str,
    stop: threading.Event | None = None,
) -> Loudness:
    """Measure a filter graph's sound by loudnorm's first pass."""
    graph = sound.filter("loudnorm", print_format="json")
    argv = [str(ffmpeg_path), "-hide_banner", "-nostdin", "-nostats"]
    argv += ffmpeg.output(graph, "-", f="null").get_args()
    said = run(argv, what=what, deadline_s=120, nice=NICE, stop=stop).stderr
    try:
        found = json.loads(said[said.rindex("{") : said.rindex("}") + 1])
        return Loudness(float(found["input_i"]), float(found["input_tp"]))
    except (ValueError, KeyError) as error:
        raise MediaError(f"{what} failed: ffmpeg printed no loudness") from error


def programme_sound(score: Score | None, house: HouseFormat, frames: int) -> FilterableStream:
    """The sound of a whole programme, exactly as long as `frames` frames."""
    total = samples(house, frames)
    sound = room_tone(house)
    if score is not None:
        music = music_bed(score, house, frames)
        sound = ffmpeg.filter([music, sound], "amix", inputs=2, duration="longest", normalize=0)
    edge = round(EDGE_S * house.sample_rate)
    return (
        sound.filter("atrim", end_sample=total)
        .filter("afade", type="in", ss=0, ns=edge)
        .filter("afade", type="out", ss=total - edge, ns=edge)
    )


def room_tone(house: HouseFormat) -> FilterableStream:
    """Quiet, endless, low noise: what a silent room sounds like, at about -58 LUFS."""
    noise = f"anoisesrc=color=brown:amplitude=0.012:seed=7:r={house.sample_rate}"
    return ffmpeg.input(noise, f="lavfi").filter("aformat", channel_layouts="stereo")


def music_bed(score: Score, house: HouseFormat, frames: int) -> FilterableStream:
    """Music as long as `frames` frames: looped with crossfades or trimmed, faded, at its gain."""
    total = samples(house, frames)
    length_s = total / house.sample_rate
    source = (
        ffmpeg.input(str(score.path.absolute()))
        .audio.filter("aresample", house.sample_rate)
        .filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
        .filter("asetpts", "N/SR/TB")
    )
    bed = _looped(source, score.duration_s, length_s)
    bed = (
        bed.filter("apad", whole_len=total)
        .filter("atrim", end_sample=total)
        .filter("afade", type="in", d=FADE_IN_S)
        .filter("afade", type="out", st=length_s - FADE_OUT_S, d=FADE_OUT_S)
    )
    if score.gain_db:
        bed = bed.filter("volume", f"{score.gain_db:.2f}dB")
    if score.limit_dbtp is not None:
        # At four times the rate, so that peaks between samples are limited too.
        bed = (
            bed.filter("aresample", house.sample_rate * 4)
            .filter(
                "alimiter",
                limit=f"{10 ** (score.limit_dbtp / 20):.6f}",
                attack=4,
                release=80,
                level=0,
                latency=1,
            )
            .filter("aresample", house.sample_rate)
        )
    return bed


def _looped(source: FilterableStream, duration_s: float, length_s: float) -> FilterableStream:
    """`source` repeated until it lasts `length_s`, each repeat crossfaded into the next."""
    overlap = min(_LOOP_OVERLAP_S, duration_s / 4)
    copies = max(1, math.ceil((length_s - overlap) / (duration_s - overlap)))
    if duration_s >= length_s or copies == 1:
        return source
    split = source.filter_multi_output("asplit", copies)
    parts: Sequence[FilterableStream] = [split.stream(i) for i in range(copies)]
    bed = parts[0]
    for part in parts[1:]:
        bed = ffmpeg.filter([bed, part], "acrossfade", d=f"{overlap:.3f}", c1="qsin", c2="qsin")
    return bed
