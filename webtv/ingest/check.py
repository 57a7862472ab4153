"""The first look at what generators made, before any work is put into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from webtv.config.limits import QcConfig
from webtv.errors import MediaError, RejectedError
from webtv.media.cutting import MOST_RETIMED
from webtv.media.fingerprint import similar
from webtv.media.probe import MediaInfo, VideoTrack, probe
from webtv.media.quality.measure import measure
from webtv.media.quality.measures import Measures, PictureMeasures
from webtv.media.quality.picture import measure_picture
from webtv.media.quality.qc import check_media, judge
from webtv.media.quality.thresholds import Thresholds
from webtv.media.sound.loudness import SAMPLE_RATES

MAX_CLIP_BYTES = 512_000_000
MAX_IMAGE_BYTES = 64_000_000
SLOWEST = 2.5
"""A clip is stretched to at most this many times its length; beyond, motion falls apart. So much is
for backends that film no longer; of the others another take is asked for."""

MOST_PIXELS = 100_000_000_000
"""Pixels of all pictures of a clip: two minutes of 4K at 60 pictures a second have 60 billion."""

FILM_S = 300.0
"""Seconds that looking into a film may take."""

MIN_FRAMES = 8
MIN_SIDE = 64
LONGEST_SOUND_S = 7200.0
MIN_MUSIC_S = 2.0
MIN_SPEECH_S = 0.3

_BLACK = 0.01
_DEFAULT = QcConfig()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known about media that passed."""

    info: MediaInfo
    measures: Measures

    @property
    def fingerprint(self) -> int | None:
        """The perceptual hash of a clip; None of sound."""
        return self.measures.picture.fingerprint if self.measures.picture else None


def check_clip(
    path: Path,
    *,
    wanted_s: float,
    filmed_s: float | None = None,
    promised_s: float | None = None,
    qc: QcConfig = _DEFAULT,
    max_bytes: int = MAX_CLIP_BYTES,
    pictures: bool = True,
) -> Checked:
    """Accept a clip that can become a shot of `wanted_s` seconds, or raise `RejectedError`.

    It was filmed in `filmed_s` seconds, where its file does not tell; `promised_s` are what its
    backend was to film. What is too long will be trimmed. It is decoded once, or not at all where
    its `pictures` are not looked at.
    """
    info = _look_into(path, max_bytes)
    video = info.video
    if video is None:
        raise RejectedError(f"{path.name} has no picture", check="decodable")
    _check_size(path.name, video.width, video.height)
    _check_length(path, video, filmed_s or video.duration_s, wanted_s, promised_s)
    if video.frames * video.width * video.height > MOST_PIXELS:
        raise RejectedError(
            f"{path.name} has {video.frames} pictures of {video.width}x{video.height}: more than "
            "can be looked at",
            check="size",
        )
    if not pictures:
        return Checked(info, Measures())
    measures = check_media(path, thresholds=thresholds(qc))
    _check_whole(path.name, video, measures)
    return Checked(info, measures)


def check_film(path: Path, info: MediaInfo, *, name: str, longest_s: float) -> Checked:
    """Accept what people filmed, or raise `RejectedError`; they call it `name`.

    They may show what stands still, is dark or silent for a while, or flickers, as they like. It
    must be whole, decode as far as it is shown, `longest_s` seconds, and have something to see.
    """
    video = info.video
    if video is None:
        what = "only sound" if info.audio else "neither picture nor sound"
        raise RejectedError(f"{name} has no moving picture, {what}", check="decodable")
    if info.promised_s is not None and video.duration_s < longest_s:
        raise RejectedError(
            f"{name} is cut short: of {info.promised_s:.1f} s only {info.duration_s:.1f} s are "
            "there; copy it again",
            check="decodable",
        )
    _check_size(name, video.width, video.height)
    if video.frames < 2:
        raise RejectedError(f"{name} is a single picture, no film", check="length")
    measures = measure(
        path,
        sound=info.audio is not None,
        name=name,
        deadline_s=FILM_S,
        longest_s=longest_s,
    )
    if video.duration_s <= longest_s:
        _check_whole(name, video, measures)
    seen = measures.picture
    if seen is not None and seen.brightest < _BLACK:
        raise RejectedError(f"{name} is black all through", check="black")
    return Checked(info, measures)


def _check_whole(name: str, video: VideoTrack, measures: Measures) -> None:
    if measures.frames < video.frames * 0.9:
        raise RejectedError(
            f"{name} is damaged: only {measures.frames} of {video.frames} frames decode",
            check="decodable",
        )


def check_new(
    checked: Checked, recent: Iterable[tuple[str, int, int]], *, qc: QcConfig = _DEFAULT
) -> None:
    """Raise `RejectedError` if a clip nearly repeats one of `recent`.

    Those are programme, shot and fingerprint of other clips of the channel.
    """
    if qc.similar is None or checked.fingerprint is None:
        return
    repeated = similar(checked.fingerprint, recent, qc.similar)
    if repeated is not None:
        programme, shot = repeated
        raise RejectedError(f"it nearly repeats shot {shot} of {programme}", check="duplicate")


def check_music(path: Path, *, qc: QcConfig = _DEFAULT, max_bytes: int = MAX_CLIP_BYTES) -> Checked:
    """Accept a piece of music, or raise `RejectedError`."""
    return _check_sound(path, qc, what="music", least_s=MIN_MUSIC_S, max_bytes=max_bytes)


def check_speech(
    path: Path, *, qc: QcConfig = _DEFAULT, max_bytes: int = MAX_CLIP_BYTES
) -> Checked:
    """Accept a spoken text, or raise `RejectedError`."""
    return _check_sound(path, qc, what="speech", least_s=MIN_SPEECH_S, max_bytes=max_bytes)


def check_image(
    path: Path, *, qc: QcConfig = _DEFAULT, max_bytes: int = MAX_IMAGE_BYTES
) -> PictureMeasures:
    """Accept a picture for a clip to begin with, or raise `RejectedError`."""
    _check_file(path, max_bytes)
    picture = measure_picture(path)
    _check_size(path.name, picture.width, picture.height)
    seen = picture.measures
    limits = thresholds(qc)
    if limits.black_s is not None and seen.black.value > 0:
        raise RejectedError(f"{path.name} is black", check="black")
    if picture.blank:
        raise RejectedError(f"{path.name} is blank: one colour all over", check="blank")
    judge(Measures(picture=seen), replace(limits, still=None), name=path.name)
    return seen


def _check_sound(path: Path, qc: QcConfig, *, what: str, least_s: float, max_bytes: int) -> Checked:
    info = _look_into(path, max_bytes)
    if info.audio is None:
        raise RejectedError(f"{path.name} has no sound", check="decodable")
    length_s, rate = info.audio.duration_s, info.audio.sample_rate
    if length_s > LONGEST_SOUND_S or not SAMPLE_RATES[0] <= rate <= SAMPLE_RATES[1]:
        raise RejectedError(
            f"{path.name} lasts {length_s:.0f} s at {rate} samples a second; that is no {what}",
            check="length",
        )
    if length_s < least_s:
        raise RejectedError(f"{path.name} is too short: {length_s:.1f} s of {what}", check="length")
    measures = check_media(
        path, thresholds=thresholds(qc, sound_s=length_s), picture=False, sound=True
    )
    return Checked(info, measures)


def thresholds(qc: QcConfig, *, sound_s: float = 0.0) -> Thresholds:
    """What a channel allows. `sound_s` is how long the sound is: half of it may be silent."""
    silent_s = (
        max(Thresholds().silent_s or 0.0, sound_s / 2) if qc.silent_s is None else qc.silent_s
    )
    return Thresholds(
        black_s=qc.black_s,
        frozen_s=qc.frozen_s,
        still=qc.still,
        flicker=qc.flicker,
        blocks=qc.blocks,
        letterbox=qc.letterbox,
        silent_s=silent_s,
        clipping=qc.clipping,
    )


def _check_size(name: str, width: int, height: int) -> None:
    if min(width, height) < MIN_SIDE:
        raise RejectedError(f"{name} is only {width}x{height} pixels", check="size")


def _check_length(
    path: Path, video: VideoTrack, filmed_s: float, wanted_s: float, promised_s: float | None
) -> None:
    if video.frames < MIN_FRAMES:
        raise RejectedError(
            f"{path.name} has only {video.frames} frames, not {MIN_FRAMES}", check="length"
        )
    lasts = f"{filmed_s:.1f} s for a shot of {wanted_s:.1f} s"
    if filmed_s * SLOWEST < wanted_s:
        raise RejectedError(f"{path.name} is too short: {lasts}", check="length")
    if promised_s is not None and filmed_s * MOST_RETIMED < min(promised_s, wanted_s):
        raise RejectedError(
            f"{path.name} is too short: {lasts}, of {promised_s:.1f} s that were to be filmed",
            check="length",
        )


def _look_into(path: Path, max_bytes: int) -> MediaInfo:
    _check_file(path, max_bytes)
    try:
        return probe(path)
    except RejectedError:
        raise
    except MediaError as error:
        raise RejectedError(str(error), check="decodable") from error


def _check_file(path: Path, max_bytes: int) -> None:
    if not path.is_file():
        raise RejectedError(f"{path.name} does not exist", check="decodable")
    size = path.stat().st_size
    if size == 0:
        raise RejectedError(f"{path.name} is empty", check="decodable")
    if size > max_bytes:
        raise RejectedError(
            f"{path.name} is too large: {size / 1e6:.0f} MB, more than {max_bytes / 1e6:.0f} MB",
            check="size",
        )
