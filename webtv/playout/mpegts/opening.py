"""The first packets of a player: whether they are what a channel may send.

A copy of anything can be put into MPEG-TS, so what the file's name and sidecar promise is looked
for in the stream itself. Sources: ISO/IEC 13818-1, 2.4.4.8 (PMT) and table 2-34 (stream types);
ISO/IEC 14496-3, 1.A.2 (ADTS).
"""

from __future__ import annotations

from fractions import Fraction

from webtv.playout.mpegts.h264 import parse_sps
from webtv.playout.mpegts.reader import PACKET

SAMPLE_RATE = 48_000
"""Of every programme, in samples a second."""

_PMT = 0x1000
_VIDEO, _AUDIO = 0x100, 0x101
_H264, _AAC = 0x1B, 0x0F
_NAMES = {
    0x01: "MPEG-1 video",
    0x02: "MPEG-2 video",
    0x03: "MP3",
    0x04: "MP3",
    0x06: "private data",
    0x10: "MPEG-4 video",
    0x11: "AAC in LATM",
    0x24: "HEVC",
    0x81: "AC-3",
    0x87: "E-AC-3",
}
_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)


def opening_fault(packets: bytes) -> str | None:
    """Say why a stream that begins so must not air; empty if it may, None if more is needed."""
    types = _stream_types(packets)
    if types is None:
        return "its stream has no programme map"
    video, audio = types.get(_VIDEO), types.get(_AUDIO)
    if video != _H264:
        return f"its picture is {_name(video)}, not H.264"
    if audio != _AAC:
        return f"its sound is {_name(audio)}, not AAC"
    return None if _sound(packets) is None else ""


def format_fault(
    packets: bytes, parameters: bytes, *, size: tuple[int, int], rate: Fraction
) -> str:
    """Say why a stream is not in the format that was promised; empty if it is.

    `packets` are such that `opening_fault` found nothing; `parameters` are the parameter sets of
    its first picture.
    """
    try:
        picture = parse_sps(parameters)
    except ValueError as error:
        return f"its pictures cannot be read: {error}"
    if (picture.width, picture.height) != size:
        return f"its picture is {picture.width}x{picture.height}, not {size[0]}x{size[1]}"
    if picture.fps and picture.fps != rate:
        found = float(picture.fps)
        return f"it has {found:.5g} pictures a second, not {float(rate):.5g}"
    sound = _sound(packets)
    if sound is not None and sound != (SAMPLE_RATE, 2):
        return f"its sound has {sound[0]} Hz and {sound[1]} channels, not {SAMPLE_RATE} and 2"
    return ""


def _name(kind: int | None) -> str:
    return "missing" if kind is None else _NAMES.get(kind, f"of stream type {kind:#04x}")


def _stream_types(packets: bytes) -> dict[int, int] | None:
    """The stream type of each PID in the first programme map."""
    for at in range(0, len(packets) - PACKET + 1, PACKET):
        if _pid(packets, at) != _PMT or not packets[at + 1] & 0x40:
            continue
        table = packets[_payload(packets, at) + 1 : at + PACKET]  # after the pointer field
        end = 3 + ((table[1] & 0x0F) << 8 | table[2]) - 4  # without the checksum
        place = 12 + ((table[10] & 0x0F) << 8 | table[11])
        types = {}
        while place + 5 <= min(end, len(table)):
            types[(table[place + 1] & 0x1F) << 8 | table[place + 2]] = table[place]
            place += 5 + ((table[place + 3] & 0x0F) << 8 | table[place + 4])
        return types
    return None


def _sound(packets: bytes) -> tuple[int, int] | None:
    """Samples per second and channels of the first AAC frame; None if there is none yet."""
    for at in range(0, len(packets) - PACKET + 1, PACKET):
        if _pid(packets, at) != _AUDIO or not packets[at + 1] & 0x40:
            continue
        pes = _payload(packets, at)
        header = packets[pes + 9 + packets[pes + 8] :][:4]
        index = header[2] >> 2 & 0x0F
        if header[0] != 0xFF or header[1] & 0xF6 != 0xF0 or index >= len(_RATES):
            return 0, 0
        return _RATES[index], (header[2] & 1) << 2 | header[3] >> 6
    return None


def _pid(packets: bytes, at: int) -> int:
    return (packets[at + 1] & 0x1F) << 8 | packets[at + 2]


def _payload(packets: bytes, at: int) -> int:
    return at + 4 + (1 + packets[at + 4] if packets[at + 3] & 0x20 else 0)
