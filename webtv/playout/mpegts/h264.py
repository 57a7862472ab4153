"""Reads from parameter sets what a player must know about an H.264 stream beforehand.

Sources: ITU-T H.264 sections 7.3.2.1.1 and E.1.1, RFC 6381 for the codec string.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128})
_EXTENDED_SAR = 255
_LONGEST_CODE = 32
"""Zeros before the longest Exp-Golomb code that H.264 has, and bits after them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stream's pictures. `codec` is what goes into CODECS; `fps` is 0 if it is not said."""

    codec: str
    width: int
    height: int
    fps: Fraction


def parse_sps(sps: bytes) -> Picture:
    """Read a sequence parameter set, from its NAL header on; what follows it is not looked at.

    Raises ValueError if it is none, and nothing else.
    """
    if len(sps) < 5 or sps[0] & 0x1F != 7:
        raise ValueError("not a sequence parameter set")
    bits = _Bits(sps[1:].replace(b"\x00\x00\x03", b"\x00\x00"))
    try:
        return _picture(bits, f"avc1.{sps[1:4].hex()}")
    except IndexError:
        raise ValueError("the sequence parameter set ends too early") from None


def _picture(bits: _Bits, codec: str) -> Picture:
    profile = bits.take(8)
    bits.take(16)  # constraints, level
    bits.unsigned()  # id
    chroma = 1
    if profile in _HIGH_PROFILES:
        chroma = bits.unsigned()
        if chroma == 3:
            bits.take(1)
        bits.unsigned()  # luma depth
        bits.unsigned()  # chroma depth
        bits.take(1)
        if bits.take(1):
            for size in [16] * 6 + [64] * (6 if chroma == 3 else 2):
                if bits.take(1):
                    _skip_scaling(bits, size)
    bits.unsigned()  # frame numbers
    order = bits.unsigned()
    if order == 0:
        bits.unsigned()
    elif order == 1:
        bits.take(1)
        bits.signed()
        bits.signed()
        for _ in range(bits.unsigned()):
            bits.signed()
    bits.unsigned()  # reference frames
    bits.take(1)
    width = (bits.unsigned() + 1) * 16
    height = bits.unsigned() + 1
    frames_only = bits.take(1)
    height *= 16 * (2 - frames_only)
    if not frames_only:
        bits.take(1)
    bits.take(1)
    if bits.take(1):
        step_x = 1 if chroma in (0, 3) else 2
        step_y = (2 if chroma == 1 else 1) * (2 - frames_only)
        width -= step_x * (bits.unsigned() + bits.unsigned())
        height -= step_y * (bits.unsigned() + bits.unsigned())
    if width <= 0 or height <= 0:
        raise ValueError("the sequence parameter set crops all of the picture")
    return Picture(codec, width, height, _rate(bits) if bits.take(1) else Fraction(0))


def _rate(bits: _Bits) -> Fraction:
    """The frame rate of the usability information."""
    if bits.take(1) and bits.take(8) == _EXTENDED_SAR:
        bits.take(32)
    if bits.take(1):
        bits.take(1)
    if bits.take(1):
        bits.take(4)
        if bits.take(1):
            bits.take(24)
    if bits.take(1):
        bits.unsigned()
        bits.unsigned()
    if not bits.take(1):
        return Fraction(0)
    tick, scale = bits.take(32), bits.take(32)
    return Fraction(scale, 2 * tick) if tick else Fraction(0)


def _skip_scaling(bits: _Bits, size: int) -> None:
    last = step = 8
    for _ in range(size):
        if step:
            step = (last + bits.signed()) % 256
        last = step or last


class _Bits:
    """Reads bits from the front. IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - self._at % 8) & 1
            self._at += 1
        return value

    def unsigned(self) -> int:
        """An Exp-Golomb code."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > _LONGEST_CODE:
                raise ValueError("the sequence parameter set holds a number that is too large")
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        value = self.unsigned()
        return (value + 1) // 2 if value % 2 else -(value // 2)
