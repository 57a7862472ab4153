"""Units moved in time: the same packets with other time stamps.

What comes next is read before anybody knows to the tick when its turn is, and the slate is kept
in memory and aired again and again. Sources: ISO/IEC 13818-1, 2.4.3.4 (PCR) and 2.4.3.6 (PTS).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.playout.mpegts.reader import AUDIO_FRAME_TICKS, CLOCK_WRAP, MUX_DELAY, PACKET, Unit

_PICTURE, _SOUND = 0x00, 0x01
"""Third byte of a packet on PID 0x100 or 0x101."""


def shifted(unit: Unit, ticks: int) -> Unit:
    """`unit` as it would be `ticks` later (earlier if negative)."""
    if ticks == 0:
        return unit
    data = bytearray(unit.data)
    for at in range(0, len(data), PACKET):
        payload = at + 4
        if data[at + 3] & 0x20:
            payload += 1 + data[at + 4]
            if data[at + 4] >= 7 and data[at + 5] & 0x10:
                _move_clock(data, at + 6, ticks)
        if data[at + 1] == 0x41 and data[at + 2] in (_PICTURE, _SOUND):
            _move_stamp(data, payload + 9, ticks)
            if data[payload + 7] & 0x40:
                _move_stamp(data, payload + 14, ticks)
    return replace(unit, data=bytes(data), dts=unit.dts + ticks, end=unit.end + ticks)


def _move_clock(data: bytearray, at: int, ticks: int) -> None:
    """A program clock reference: 33 bits, then 15 that stay as they are."""
    field = int.from_bytes(data[at : at + 6], "big")
    base = ((field >> 15) + ticks) % CLOCK_WRAP
    data[at : at + 6] = (base << 15 | field & 0x7FFF).to_bytes(6, "big")


def _move_stamp(data: bytearray, at: int, ticks: int) -> None:
    """A PTS or DTS: 33 bits in five bytes, with marker bits between them."""
    value = (_stamp(data, at) + ticks) % CLOCK_WRAP
    data[at] = data[at] & 0xF1 | value >> 29 & 0x0E
    data[at + 1] = value >> 22 & 0xFF
    data[at + 2] = value >> 14 & 0xFE | 1
    data[at + 3] = value >> 7 & 0xFF
    data[at + 4] = value << 1 & 0xFE | 1


def sound_before(units: Sequence[Unit], tick: int) -> bytes:
    """The packets of the sound in `units` that is over by `tick`."""
    packets = bytearray()
    for unit in units:
        data = unit.data
        for at in range(0, len(data), PACKET):
            if data[at + 1] & 0x1F != 0x01 or data[at + 2] != _SOUND:
                continue
            if data[at + 1] & 0x40:
                payload = at + 4 + (1 + data[at + 4] if data[at + 3] & 0x20 else 0)
                late = _stamp(data, payload + 9) - MUX_DELAY + AUDIO_FRAME_TICKS - tick
                if 1 < (late + CLOCK_WRAP // 2) % CLOCK_WRAP - CLOCK_WRAP // 2:
                    return bytes(packets)
            packets += data[at : at + PACKET]
    return bytes(packets)


def without_sound_before(unit: Unit, tick: int) -> Unit:
    """`unit` without the sound that begins before `tick`."""
    packets = bytearray()
    data, early = unit.data, False
    for at in range(0, len(data), PACKET):
        if data[at + 1] & 0x1F == 0x01 and data[at + 2] == _SOUND:
            if data[at + 1] & 0x40:
                payload = at + 4 + (1 + data[at + 4] if data[at + 3] & 0x20 else 0)
                late = _stamp(data, payload + 9) - MUX_DELAY - tick
                early = (late + CLOCK_WRAP // 2) % CLOCK_WRAP < CLOCK_WRAP // 2 - 1
            if early:
                continue
        packets += data[at : at + PACKET]
    return replace(unit, data=bytes(packets))


def _stamp(data: bytes | bytearray, at: int) -> int:
    value = (data[at] >> 1 & 7) << 30 | data[at + 1] << 22 | (data[at + 2] >> 1) << 15
    return value | data[at + 3] << 7 | data[at + 4] >> 1
