"""A live feed conformed as it comes: any size, rate and sound in, house format out.

What an operator's encoder sends goes on air beside programmes that were conformed at ingest, so
it is encoded with the very same settings, and nobody's connection notices the change. Pictures that
a model makes are published as such a feed.
"""

from __future__ import annotations

from pathlib import Path

import ffmpeg
from ffmpeg.nodes import FilterableStream

from webtv.media.encode import PRESET, TO_BT709, in_house_colours, live_options
from webtv.media.graphics.script import Script
from webtv.model.house import HouseFormat

_TONE_AMPLITUDE = 0.01
"""Of the noise that stands in for the sound of a feed without any, about -58 LUFS: pure silence
makes viewers look for the fault in their own set."""

_RANGE_LU = 11
_OPENING_S = 1.0
"""So long is looked for tracks. Both have come before a feed is pulled."""
_READ_TIMEOUT_S = 5
_MOST_PIXELS = 4096 * 2304

_FEED_CRF = 16
_FEED_KBPS = 8000
"""A feed is encoded once more before it airs, so it loses little here."""


def live_argv(
    ffmpeg_path: Path, house: HouseFormat, *, feed: str, sound: bool, start_s: float
) -> list[str]:
    """The command that pulls `feed` and writes MPEG-TS to its output, `start_s` its first second.

    `sound` tells whether the feed has any.
    """
    source = ffmpeg.input(
        feed,
        f="live_flv",
        probesize=1_000_000,
        analyzeduration=int(_OPENING_S * 1_000_000),
        fpsprobesize=0,
        rw_timeout=_READ_TIMEOUT_S * 1_000_000,
        max_pixels=_MOST_PIXELS,
        threads=2,
        # A feed that changes its size or sound falls silent, is left, and is pulled anew.
        drop_changed=1,
    )
    heard = _levelled(source.audio, house) if sound else _room_tone(house)
    output = ffmpeg.output(
        _fitted(source.video, house),
        heard,
        "pipe:1",
        output_ts_offset=f"{start_s:.6f}",
        **({} if sound else {"shortest": None}),  # the tone would go on for ever
        **live_options(house),
    )
    said = ("-hide_banner", "-loglevel", "warning", "-nostats", "-nostdin")
    return [str(ffmpeg_path), *said, *output.get_args()]


def publish_argv(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    size: tuple[int, int],
    rate: int,
    words: Script,
    sound: Path,
    address: str,
) -> list[str]:
    """The command that publishes the RGB pictures it reads, as a feed at `address`.

    They are of `size`, `rate` a second, fill the house's picture and get `words` over them. `sound`
    is a loop of the house's rate, stereo, 32-bit floats.
    """
    # The wrapper writes a pair as WIDTHxHEIGHT, and takes a text for a pair.
    picture = ffmpeg.input("pipe:0", f="rawvideo", pix_fmt="rgb24", video_size=size, framerate=rate)
    filled = (
        picture.filter("fps", fps=str(house.rate))
        .filter(
            "scale",
            house.width,
            house.height,
            flags="bicubic",
            force_original_aspect_ratio="increase",
            reset_sar=1,
            **TO_BT709,
        )
        .filter("crop", house.width, house.height)
    )
    heard = ffmpeg.input(
        str(sound.absolute()),
        f="f32le",
        ar=house.sample_rate,
        ch_layout="stereo",
        stream_loop=-1,
    )
    output = ffmpeg.output(
        in_house_colours(words.over(filled)),
        heard,
        address,
        f="flv",
        shortest=None,
        **{
            "c:v": "libx264",
            "preset": PRESET,
            "tune": "zerolatency",
            "crf": _FEED_CRF,
            "maxrate": f"{_FEED_KBPS}k",
            "bufsize": f"{_FEED_KBPS}k",
            "g": round(house.rate),
            "threads:v": 2,
            "c:a": "aac",
            "b:a": f"{house.audio_kbps}k",
        },
    )
    said = ("-hide_banner", "-loglevel", "warning", "-nostats")
    return [str(ffmpeg_path), *said, *output.get_args()]


def _fitted(picture: FilterableStream, house: HouseFormat) -> FilterableStream:
    """The whole picture, with bars where its shape differs from the house's."""
    width, height = house.width, house.height
    scaled = picture.filter("fps", fps=str(house.rate), start_time=0).filter(
        "scale",
        width,
        height,
        flags="bicubic",
        force_original_aspect_ratio="decrease",
        force_divisible_by=2,
        reset_sar=1,
        **TO_BT709,
    )
    return in_house_colours(scaled.filter("pad", width, height, "(ow-iw)/2", "(oh-ih)/2"))


def _levelled(sound: FilterableStream, house: HouseFormat) -> FilterableStream:
    """Stereo without holes, brought to house loudness as it comes (EBU R128)."""
    return (
        sound.filter("aresample", house.sample_rate, **{"async": 1}, first_pts=0)
        .filter("aformat", channel_layouts="stereo")
        .filter("loudnorm", I=house.loudness_lufs, TP=house.true_peak_dbtp - 0.5, LRA=_RANGE_LU)
        # At its end loudnorm leaves a gap, which is filled here.
        .filter("aresample", house.sample_rate, **{"async": 1}, min_hard_comp=0.02)
    )


def _room_tone(house: HouseFormat) -> FilterableStream:
    return ffmpeg.input(
        f"anoisesrc=color=brown:sample_rate={house.sample_rate}:amplitude={_TONE_AMPLITUDE}",
        f="lavfi",
    ).filter("aformat", channel_layouts="stereo")
