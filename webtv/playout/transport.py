"""MPEG transport stream, as a player writes it: cut into units that start at a picture.

Only what fan-out needs is read: where pictures begin, which are keyframes, and when they are
due. Sources: ISO/IEC 13818-1 for packets and PES headers; ffmpeg's mpegtsenc.c for the PIDs, and
for its habit of writing PAT and PMT before every keyframe.
"""

from __future__ import annotations

from dataclasses import dataclass

TICKS_PER_S = 90_000
"""Ticks of the stream's clock in a second."""

MUX_DELAY = 126_000
"""Ticks ffmpeg's muxer adds to every time stamp: twice its default maximum delay of 0.7 s."""

AUDIO_FRAME_TICKS = 1024 * TICKS_PER_S // 48_000

_PACKET = 188
_PUSI_MEDIA = b"\x41"
"""Second byte of a packet that starts a PES on PID 0x100 (picture) or 0x101 (sound)."""
_VIDEO, _AUDIO = 0x00, 0x01
_TABLE_PIDS = (0x0000, 0x0011, 0x1000)
_WRAP = 1 << 33


@dataclass(frozen=True, slots=True)
class Unit:
    """The packets from one picture, in decoding order, to the next. Times in ticks."""

    data: bytes
    dts: int
    end: int
    """When the last picture or sound that starts in this unit is over."""
    keyframe: bool
    parameters: bytes
    """The H.264 parameter sets before a keyframe; a change means another format."""


class TransportReader:
    """Cuts one player's bytes into units. `start` is the tick its first picture is due."""

    def __init__(self, *, start: int, frame_ticks: int) -> None:
        self._frame_ticks = frame_ticks
        self._near = start + MUX_DELAY
        self._buffer = bytearray()
        self._scanned = 0
        self._unit_start = 0
        self._dts: int | None = None
        self._end = start
        self._keyframe = False
        self._parameters = b""

    def feed(self, data: bytes) -> list[Unit]:
        """Take bytes of any length; return the units that they complete."""
        self._buffer += data
        buffer = self._buffer
        whole = len(buffer) - len(buffer) % _PACKET
        heads = bytes(buffer[self._scanned + 1 : whole : _PACKET])
        units = []
        place = heads.find(_PUSI_MEDIA)
        while place >= 0:
            at = self._scanned + place * _PACKET
            if buffer[at + 2] == _VIDEO:
                unit = self._picture(at)
                if unit is not None:
                    units.append(unit)
            elif buffer[at + 2] == _AUDIO:
                pts, _ = self._times(at)
                self._end = max(self._end, pts + AUDIO_FRAME_TICKS)
            place = heads.find(_PUSI_MEDIA, place + 1)
        del buffer[: self._unit_start]
        self._scanned = whole - self._unit_start
        self._unit_start = 0
        return units

    def flush(self) -> Unit | None:
        """The last unit, complete only if the player ended well."""
        return self._close(len(self._buffer) - len(self._buffer) % _PACKET)

    def _picture(self, at: int) -> Unit | None:
        boundary = at
        while boundary - _PACKET >= self._unit_start and self._pid(boundary - _PACKET) in (
            _TABLE_PIDS
        ):
            boundary -= _PACKET
        pts, dts = self._times(at)
        unit = self._close(boundary)
        if self._dts is None:
            boundary = 0  # what comes before the first picture belongs to it
        self._unit_start = boundary
        self._dts = dts
        self._end = max(self._end, pts + self._frame_ticks)
        adaptation = self._buffer[at + 3] & 0x20 and self._buffer[at + 4]
        self._keyframe = bool(adaptation and self._buffer[at + 5] & 0x40)
        self._parameters = self._parameter_sets(at) if self._keyframe else b""
        return unit

    def _close(self, boundary: int) -> Unit | None:
        if self._dts is None:
            return None
        data = bytes(self._buffer[self._unit_start : boundary])
        return Unit(data, self._dts, self._end, self._keyframe, self._parameters)

    def _pid(self, at: int) -> int:
        return (self._buffer[at + 1] & 0x1F) << 8 | self._buffer[at + 2]

    def _payload(self, at: int) -> int:
        skip = 1 + self._buffer[at + 4] if self._buffer[at + 3] & 0x20 else 0
        return at + 4 + skip

    def _times(self, at: int) -> tuple[int, int]:
        """PTS and DTS of the PES that starts in the packet at `at`, without the muxer's delay."""
        pes = self._payload(at)
        pts = self._unwrapped(pes + 9)
        dts = self._unwrapped(pes + 14) if self._buffer[pes + 7] & 0x40 else pts
        return pts - MUX_DELAY, dts - MUX_DELAY

    def _unwrapped(self, at: int) -> int:
        field = self._buffer[at : at + 5]
        value = (field[0] >> 1 & 7) << 30 | field[1] << 22 | (field[2] >> 1) << 15
        value |= field[3] << 7 | field[4] >> 1
        value += round((self._near - value) / _WRAP) * _WRAP
        self._near = value
        return value

    def _parameter_sets(self, at: int) -> bytes:
        pes = self._payload(at)
        payload = bytes(self._buffer[pes + 9 + self._buffer[pes + 8] : at + _PACKET])
        # The last piece is left out: the packet may end in the middle of it.
        units = payload.split(b"\x00\x00\x01")[1:-1]
        return b"|".join(u.rstrip(b"\x00") for u in units if u and u[0] & 0x1F in (7, 8))
