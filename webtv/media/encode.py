"""How house format is encoded: the same settings for everything that airs.

Files made with these options have identical SPS, PPS and AAC headers, start at 0 in both tracks
and end on the splice grid in both, so that copies of them join without a seam.
"""

from __future__ import annotations

from collections.abc import Mapping

from ffmpeg.nodes import FilterableStream

from webtv.model.house import HouseFormat

TO_BT709 = {"out_color_matrix": "bt709", "out_range": "tv"}
"""Arguments of the `scale` filter that turn any colours into the house's."""

_TICKS_PER_FRAME = 512

PRESET = "veryfast"
CRF = 21

Options = dict[str, str | int]


DRAWN = ("subme=1", "me=dia", "partitions=i8x8,i4x4", "b-adapt=0", "qcomp=0.7")
"""x264 settings for flat colours and plain motion: half the work for the same likeness (SSIM), at
a seventh more bits. SPS and PPS stay as they are."""


def house_options(
    house: HouseFormat,
    *,
    frames: int,
    threads: int = 2,
    drawn: bool = False,
    sound_coded: bool = False,
) -> Options:
    """Output options, as keyword arguments of `ffmpeg.output`, for `frames` frames.

    `drawn` is for pictures without grain, which somebody drew. Sound that is coded by
    `sound_options` already is copied.
    """
    video = _video(house, frames, threads, drawn)
    sound: Options = {"c:a": "copy"} if sound_coded else _audio(house, frames)
    return {**video, **sound, **_container(house)}


def live_options(house: HouseFormat, *, threads: int = 2) -> Options:
    """Output options for a stream without a known end, as MPEG-TS.

    Every PES holds one audio frame, so that sound may be cut where a picture is.
    """
    options = {**_video(house, 0, threads, False), **_audio(house, 0)}
    del options["frames:v"]
    options["bsf:a"] = "noise=drop='lt(pts,0)'"
    container: Options = {"f": "mpegts", "pes_payload_size": 0, "flush_packets": 1}
    return {**options, **container, "mpegts_flags": "+initial_discontinuity"}


def sound_options(house: HouseFormat, *, frames: int) -> Options:
    """Output options for the house's AAC alone, as long as `frames` frames."""
    return {**_audio(house, frames), **_container(house)}


def in_house_colours(picture: FilterableStream) -> FilterableStream:
    """Square pixels, 4:2:0, named BT.709; the filters before it must have made it so.

    These names are written into the SPS, so every picture goes through here.
    """
    return (
        picture.filter("setsar", "1")
        .filter("format", "yuv420p")
        .filter(
            "setparams",
            color_primaries="bt709",
            color_trc="bt709",
            colorspace="bt709",
            range="tv",
        )
    )


def tagged(tags: Mapping[str, str]) -> Options:
    """Output options that write these tags, by ffmpeg's names of them, into the file."""
    return {f"metadata:g:{at}": f"{name}={text}" for at, (name, text) in enumerate(tags.items())}


def samples(house: HouseFormat, frames: int) -> int:
    """Audio samples per channel that last as long as `frames` frames; on the grid exactly so."""
    return int(frames * house.sample_rate / house.rate)


def timescale(house: HouseFormat) -> int:
    """Ticks per second of the mezzanine's video track: every frame is whole ticks, so that
    nothing is ever rounded. 12,288 at 24 frames per second, 24,000 at 23.976 (1001 a frame).
    """
    rate = house.rate
    return rate.numerator * (_TICKS_PER_FRAME if rate.denominator == 1 else 1)


def _video(house: HouseFormat, frames: int, threads: int, drawn: bool) -> Options:
    # Two B-frames and no pyramid give a reorder depth of one frame in every file.
    x264 = ["open-gop=0", "b-pyramid=none", "scenecut=0", "ref=2", "force-cfr=1"]
    if drawn:
        x264 += DRAWN
    rate: Options = {"crf": CRF, "maxrate": f"{house.video_kbps}k"}
    if house.cbr:
        x264.append("nal-hrd=cbr")
        rate = dict.fromkeys(("b:v", "minrate", "maxrate"), f"{house.video_kbps}k")
    return {
        "c:v": "libx264",
        "preset": PRESET,
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "r": str(house.rate),
        "frames:v": frames,
        "g": house.gop_frames,
        "keyint_min": house.gop_frames,
        "bf": 2,
        "flags:v": "+cgop",
        "x264-params": ":".join(x264),
        **rate,
        "bufsize": f"{house.video_kbps * 2}k",
        "threads:v": threads,
        "color_primaries": "bt709",
        "color_trc": "bt709",
        "colorspace": "bt709",
        "color_range": "tv",
    }


def _audio(house: HouseFormat, frames: int) -> Options:
    # The packets before 0 are the encoder's priming, those at the end its flush; without them
    # a file holds exactly as much sound as picture.
    end = samples(house, frames)
    return {
        "c:a": "aac",
        "profile:a": "aac_low",
        "b:a": f"{house.audio_kbps}k",
        "ar": house.sample_rate,
        "ac": 2,
        "bsf:a": f"noise=drop='lt(pts,0)+gte(pts,{end})'",
    }


def _container(house: HouseFormat) -> Options:
    # negative_cts_offsets: the first picture is at 0 without an edit list.
    return {
        "f": "mp4",
        "movflags": "+faststart+negative_cts_offsets",
        "video_track_timescale": timescale(house),
        "map_metadata": -1,
    }
