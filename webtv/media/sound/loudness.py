"""How loud sound is, as EBU R128 measures it: integrated, at both ends, and its true peak.

Sources: ITU-R BS.1770-5 for the K-weighting, the gates and the true peak; EBU Tech 3341 for the
short-term window of 3 s. Measured in the process, sample by sample, because a join needs the
windows that end and begin exactly there; ffmpeg's meter looks every 100 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from webtv.errors import MediaError
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import confined
from webtv.media.tracks import sound_track

RATE = 48_000
"""Samples per second of everything measured here; the filters below are made for it."""

STEP = RATE // 100
"""Samples in the step of 10 ms in which gain is reckoned."""

SHORT_TERM_S = 3.0

SAMPLE_RATES = 1_000, 768_000
"""Samples a second that are read, at least and at most."""

LONGEST_S = 1200.0
"""No more of a file's sound is read: twice as much as the longest film."""

Sound = NDArray[np.float32]
"""Samples of shape (n, 2), full scale 1."""

_FRAME_BYTES = 8  # two floats
_LOUDEST = 8.0  # times full scale; a recording in floats may be over it
_ABSOLUTE_GATE = 10 ** ((-70 + 0.691) / 10)
_BLOCK, _HOP = 40, 10  # steps: blocks of 400 ms, one every 100 ms
_TAIL = 1 << 13  # samples after which both filters have died away
_PIECE = (1 << 16) - _TAIL  # sound is filtered in pieces that fit the cache
_SHELF = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (-1.69065929318241, 0.73248077421585),
)
_HIGH_PASS = (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)
_REACH = 12  # samples that a value between two samples is reckoned from, to either side
_SPAN = 32  # samples of a row of the product that gives the values between them
_SPANS = 47  # rows of a product: more of them, and OpenBLAS would start threads, which wait busily


@dataclass(frozen=True, slots=True)
class Loudness:
    """In LUFS: `integrated_lufs`, and short-term over the first and the last 3 s; -inf is silence.

    `true_peak_dbtp` is the highest value, between samples too.
    """

    integrated_lufs: float
    first_lufs: float
    last_lufs: float
    true_peak_dbtp: float


def decode(path: Path, *, longest_s: float | None = None, name: str | None = None) -> Sound:
    """The sound of a file's sound track, at most so many seconds of it.

    It is read in a child that can do no harm (`webtv.media.process.decoder`). Raises `MediaError`
    if there is none. Messages say `name` for the file where it is given.
    """
    called = name or path.name
    most = round((longest_s or LONGEST_S) * RATE)
    data = confined(
        partial(_decode, path, called, most),
        reads=[path],
        name=called,
        answer_bytes=most * _FRAME_BYTES,
    )
    return np.frombuffer(data, np.float32).reshape(-1, 2)


def _decode(path: Path, name: str, most: int) -> bytearray:
    """`decode`, in the child: at most `most` samples of each side, one after the other."""
    sound = bytearray()
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with av.open(str(path), options=MEDIA_ONLY) as container:
            track = sound_track(container)
            if track is None:
                raise MediaError(f"{name} has no sound")
            if not SAMPLE_RATES[0] <= track.rate <= SAMPLE_RATES[1]:
                raise MediaError(f"{name} has {track.rate} samples a second; that is no sound")
            for frame in container.decode(track):
                if isinstance(frame, av.AudioFrame):
                    for done in resampler.resample(frame):
                        sound += _finite(done)
                if len(sound) >= most * _FRAME_BYTES:
                    break
            for done in resampler.resample(None):
                sound += _finite(done)
    except (FFmpegError, OSError) as error:
        raise MediaError(f"{name} cannot be decoded: {error}") from error
    if not sound:
        raise MediaError(f"{name} has no sound")
    del sound[most * _FRAME_BYTES :]
    return sound


def _finite(frame: av.AudioFrame) -> bytes:
    """A block's samples. Sound as floats can hold what is no number, which would spread."""
    samples = np.nan_to_num(frame.to_ndarray(), nan=0, posinf=1, neginf=-1)
    data: bytes = np.clip(samples, -_LOUDEST, _LOUDEST).astype(np.float32).tobytes()
    return data


def measure(sound: Sound) -> Loudness:
    """The loudness of a whole piece; each end is shorter than 3 s if the piece is."""
    weighted = k_weighted(sound)
    window = round(SHORT_TERM_S * RATE)
    return Loudness(
        integrated_lufs=lufs(integrated(in_steps(weighted))),
        first_lufs=lufs(_power(weighted[:window])),
        last_lufs=lufs(_power(weighted[-window:])),
        true_peak_dbtp=20 * float(np.log10(max(true_peaks(sound).max(initial=0.0), 1e-10))),
    )


def loudness(sound: Sound) -> float:
    """The integrated loudness of a whole piece, in LUFS."""
    return lufs(integrated(in_steps(k_weighted(sound))))


def at_loudness(sound: Sound, loudness_lufs: float) -> Sound:
    """`sound` as loud as that, by one gain."""
    return sound * np.float32(10 ** ((loudness_lufs - loudness(sound)) / 20))


def lufs(power: float) -> float:
    """K-weighted power, summed over the channels, as loudness."""
    return -0.691 + 10 * float(np.log10(power)) if power > 0 else float("-inf")


def k_weighted(sound: Sound) -> Sound:
    """`sound` through the two filters that make it as loud as it is heard."""
    size = _PIECE + _TAIL
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(turn)
    for (b0, b1, b2), (a1, a2) in (_SHELF, _HIGH_PASS):
        response *= (b0 + turn * (b1 + turn * b2)) / (1 + turn * (a1 + turn * a2))
    shape = response.astype(np.complex64)
    weighted = np.empty_like(sound)
    for start in range(0, len(sound), _PIECE):
        lead = min(start, _TAIL)  # what rings on from the piece before
        piece = sound[start - lead : start + _PIECE]
        for side in range(sound.shape[1]):
            done = np.fft.irfft(np.fft.rfft(piece[:, side], size) * shape, size)
            weighted[start : start + _PIECE, side] = done[lead : len(piece)]
    return weighted


def in_steps(weighted: Sound) -> NDArray[np.float64]:
    """The power of each step of K-weighted sound; the last one may be shorter and is filled up."""
    rest = np.zeros((-len(weighted) % STEP, 2), np.float32)
    blocks = np.concatenate([weighted, rest]).reshape(-1, STEP * 2)
    steps: NDArray[np.float64] = np.einsum("ij,ij->i", blocks, blocks, dtype=np.float64)
    return steps / STEP


def integrated(steps: NDArray[np.float64]) -> float:
    """The gated power of a whole piece, from the power of its steps; 0 if all of it is silence."""
    total = np.concatenate([[0.0], np.cumsum(steps)])
    blocks = (total[_BLOCK::_HOP] - total[:-_BLOCK:_HOP]) / _BLOCK
    loud = blocks[blocks > _ABSOLUTE_GATE]
    loud = loud[loud > loud.mean() / 10] if loud.size else loud
    return float(loud.mean()) if loud.size else 0.0


def true_peaks(sound: Sound) -> NDArray[np.float32]:
    """For each sample, the highest value from there to the next, in either channel."""
    highest: NDArray[np.float32] = np.maximum(np.abs(sound[:, 0]), np.abs(sound[:, 1]))
    taps = _between_samples()
    for channel in sound.T:
        around = np.pad(channel, (_REACH - 1, _REACH + -len(sound) % _SPAN))
        spans = np.lib.stride_tricks.sliding_window_view(around, len(taps))[::_SPAN]
        for start in range(0, len(spans), _SPANS):
            between = np.abs(np.ascontiguousarray(spans[start : start + _SPANS]) @ taps)
            peaks = between.reshape(-1, 3, _SPAN).max(axis=1).ravel()
            here = highest[start * _SPAN : (start + _SPANS) * _SPAN]
            np.maximum(here, peaks[: len(here)], out=here)
    return highest


@cache
def _between_samples() -> NDArray[np.float32]:
    """The matrix that gives, of `_SPAN` samples and those around them, the values a quarter, a half
    and three quarters of the way to the next sample. A product is ten times as fast as convolution.
    """
    taps = np.zeros((_SPAN + 2 * _REACH - 1, 3, _SPAN), np.float32)
    offsets = np.arange(-_REACH + 1, _REACH + 1)
    for place, quarter in enumerate((0.25, 0.5, 0.75)):
        sinc = np.sinc(offsets - quarter)
        window = np.cos(np.pi / 2 * (offsets - quarter) / _REACH) ** 2
        for at in range(_SPAN):
            taps[at : at + 2 * _REACH, place, at] = sinc * window
    return taps.reshape(len(taps), -1)


def _power(weighted: Sound) -> float:
    return float(np.square(weighted, dtype=np.float64).sum(axis=1).mean()) if len(weighted) else 0.0
