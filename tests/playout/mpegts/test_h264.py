"""Parameter sets as x264 writes them, read as FFmpeg's own decoder reads them; and rubbish."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clips import encode
from webtv.playout.mpegts.h264 import Picture, parse_sps

PROFILES = {
    66: "Baseline",
    77: "Main",
    88: "Extended",
    100: "High",
    110: "High 10",
    122: "High 4:2:2",
    244: "High 4:4:4 Predictive",
}
"""FFmpeg's names, by profile_idc (ITU-T H.264, annex A)."""

ENCODES = {
    "house": ("1280x720", "24", "-profile:v", "high", "-bf", "2"),
    "baseline": ("320x180", "25", "-profile:v", "baseline"),
    "main, ntsc": ("322x182", "30000/1001", "-profile:v", "main", "-bf", "1"),
    "cropped": ("1918x1078", "24000/1001"),
    "slow": ("64x64", "1/2"),
    "grey": ("66x50", "50", "-pix_fmt", "gray"),
    "4:2:2": ("66x51", "24", "-pix_fmt", "yuv422p"),
    "4:4:4, odd": ("67x51", "24", "-pix_fmt", "yuv444p"),
    "10 bit": ("98x66", "60", "-pix_fmt", "yuv420p10le"),
    "interlaced": ("720x572", "25", "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
    "scaling lists": ("320x180", "24", "-x264-params", "cqm=jvt"),
    "scaling lists, 4:4:4": ("48x48", "24", "-pix_fmt", "yuv444p", "-x264-params", "cqm=jvt"),
    "any shape of pixels": ("352x288", "25", "-vf", "setsar=37/31"),
    "all there is to say": (
        *("352x288", "25", "-vf", "setsar=12/11", "-color_range", "pc", "-colorspace", "bt709"),
        *("-color_primaries", "bt709", "-color_trc", "bt709", "-chroma_sample_location", "top"),
        *("-x264-params", "nal-hrd=vbr:overscan=show:videoformat=pal"),
        *("-b:v", "200k", "-maxrate", "300k", "-bufsize", "300k"),
    ),
    "lossless": ("64x48", "24", "-qp", "0"),
}


@pytest.mark.parametrize("name", ENCODES)
def test_what_ffmpeg_reads_is_read(name: str, tmp_path: Path) -> None:
    size, rate, *options = ENCODES[name]
    path = tmp_path / "one.mp4"
    source = f"testsrc=s={size}:r={rate}"
    if "-pix_fmt" not in options:
        options += ["-pix_fmt", "yuv420p"]
    encode("-f", "lavfi", "-i", source, "-frames:v", "3", "-c:v", "libx264", *options, str(path))

    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        record = context.extradata
        assert record is not None
        next(container.decode(video=0))  # until then the container has the word, not the stream
        found = parse_sps(_parameter_sets(record))
        assert (found.width, found.height) == (context.width, context.height)
        assert found.fps == context.framerate == Fraction(rate)
        # "Constrained Baseline" and the like are profiles with more bits set.
        assert (context.profile or "").endswith(PROFILES[record[1]])
    assert found.codec == f"avc1.{record[1:4].hex()}"
    assert f"{found.width}x{found.height}" == size


def test_a_set_that_is_cut_short_is_refused_or_was_over_already(tmp_path: Path) -> None:
    path = tmp_path / "one.mp4"
    source = ("-f", "lavfi", "-i", "testsrc2=s=66x50:r=24", "-pix_fmt", "yuv420p")
    encode(*source, "-frames:v", "1", "-c:v", "libx264", str(path))
    with av.open(str(path)) as container:
        record = container.streams.video[0].codec_context.extradata
    assert record is not None
    sets = _parameter_sets(record)
    whole = parse_sps(sets)
    read = [_read(sets[:end]) for end in range(len(sets))]
    assert set(read) == {None, whole}
    assert read == sorted(read, key=lambda picture: picture is not None)


def _parameter_sets(record: bytes) -> bytes:
    """The first sequence parameter set of an avcC box, with a picture parameter set after it.

    Source: ISO/IEC 14496-15, 5.3.3.1.
    """
    length = int.from_bytes(record[6:8], "big")
    return record[8 : 8 + length] + b"\0\0\0\1\x68\xce\x3c\x80"


def _read(data: bytes) -> Picture | None:
    try:
        return parse_sps(data)
    except ValueError:
        return None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80), st.sampled_from((66, 77, 100, 244)))
def test_rubbish_is_a_picture_or_refused(data: bytes, profile: int) -> None:
    for tried in (data, b"\x67" + bytes((profile, 0, 30)) + data):
        picture = _read(tried)
        assert picture is None or (picture.width > 0 and picture.height > 0 and picture.fps >= 0)


@pytest.mark.parametrize("filling", [b"\0", b"\xff", b"\x55", b"\0\0\0\0\xff"])
def test_a_large_set_is_read_no_further_than_its_numbers_go(filling: bytes) -> None:
    _read(b"\x67\x64\x00\x1e" + filling * 200_000)


def test_numbers_that_no_stream_has_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        parse_sps(b"\x67\x42\x00\x1e" + b"\0" * 5 + b"\xff" * 80)
    # 16x16 pixels, from which 32 are cut at the left: baseline, no order of pictures to tell.
    bits = "1" + "1" + "011" + "1" + "0" + "1" + "1" + "1" + "1" + "1" + "000010001" + "1111" + "0"
    cut = int(bits.ljust(40, "0"), 2).to_bytes(5, "big")
    with pytest.raises(ValueError, match="crops all"):
        parse_sps(b"\x67\x42\x00\x1e" + cut)
