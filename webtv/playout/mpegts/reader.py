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

CLOCK_WRAP = 1 << 33
"""Ticks after which the stream's clock starts again, 26.5 hours."""

AUDIO_FRAME_TICKS = 1024 * TICKS_PER_S // 48_000

PACKET = 188
"""Bytes of a packet."""

_PUSI_MEDIA = b"\x41"
"""Second byte of a packet that starts a PES on PID 0x100 (picture) or 0x101 (sound)."""
_VIDEO, _AUDIO = 0x00, 0x01
_TABLE_PIDS = (0x0000, 0x0011, 0x1000)
_SEARCHED = 24
"""Packets searched for parameter sets: the encoder's comment of about 700 bytes precedes them."""


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

    def feed(self, data: bytes) -> list[Unit]:
        """Take bytes of any length; return the units that they complete."""
        self._buffer += data
        buffer = self._buffer
        whole = len(buffer) - len(buffer) % PACKET
        heads = bytes(buffer[self._scanned + 1 : whole : PACKET])
        units = []
        place = heads.find(_PUSI_MEDIA)
        while place >= 0:
            at = self._scanned + place * PACKET
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
        return self._close(len(self._buffer) - len(self._buffer) % PACKET)

    def _picture(self, at: int) -> Unit | None:
        boundary = at
        while boundary - PACKET >= self._unit_start and self._pid(boundary - PACKET) in (
            _TABLE_PIDS
        ):
            boundary -= PACKET
        pts, dts = self._times(at)
        unit = self._close(boundary)
        if self._dts is None:
            boundary = 0  # what comes before the first picture belongs to it
        self._unit_start = boundary
        self._dts = dts
        self._end = max(self._end, pts + self._frame_ticks)
        adaptation = self._buffer[at + 3] & 0x20 and self._buffer[at + 4]
        self._keyframe = bool(adaptation and self._buffer[at + 5] & 0x40)
        return unit

    def _close(self, boundary: int) -> Unit | None:
        if self._dts is None:
            return None
        data = bytes(self._buffer[self._unit_start : boundary])
        parameters = parameter_sets(data) if self._keyframe else b""
        return Unit(data, self._dts, self._end, self._keyframe, parameters)

    def _pid(self, at: int) -> int:
        return (self._buffer[at + 1] & 0x1F) << 8 | self._buffer[at + 2]

    def _times(self, at: int) -> tuple[int, int]:
        """PTS and DTS of the PES that starts in the packet at `at`, without the muxer's delay."""
        pes = at + _payload(self._buffer, at)
        pts = self._unwrapped(pes + 9)
        dts = self._unwrapped(pes + 14) if self._buffer[pes + 7] & 0x40 else pts
        return pts - MUX_DELAY, dts - MUX_DELAY

    def _unwrapped(self, at: int) -> int:
        value = _stamp(self._buffer, at)
        value += round((self._near - value) / CLOCK_WRAP) * CLOCK_WRAP
        self._near = value
        return value


def shown_after(data: bytes) -> int:
    """Ticks from the decoding of a unit's picture to its showing: pictures are reordered."""
    for at in range(0, len(data), PACKET):
        if data[at + 1 : at + 3] == _PUSI_MEDIA + bytes([_VIDEO]):
            pes = at + _payload(data, at)
            if not data[pes + 7] & 0x40:
                return 0
            return (_stamp(data, pes + 9) - _stamp(data, pes + 14)) % CLOCK_WRAP
    return 0


def parameter_sets(data: bytes) -> bytes:
    """The first SPS and PPS in a unit's packets."""
    picture = b""
    for at in range(0, min(len(data), _SEARCHED * PACKET), PACKET):
        if data[at + 1] & 0x1F == 1 and data[at + 2] == _VIDEO:
            picture += data[at + _payload(data, at) : at + PACKET]
    # The last piece is left out: the search may end in the middle of it.
    nals = picture.split(b"\x00\x00\x01")[1:-1]
    return b"|".join(nal.rstrip(b"\x00") for nal in nals if nal and nal[0] & 0x1F in (7, 8))


def _stamp(data: bytes | bytearray, at: int) -> int:
    """A PTS or DTS: 33 bits in five bytes, with marker bits between them."""
    value = (data[at] >> 1 & 7) << 30 | data[at + 1] << 22 | (data[at + 2] >> 1) << 15
    return value | data[at + 3] << 7 | data[at + 4] >> 1


def _payload(data: bytes | bytearray, at: int) -> int:
    """Where the payload of the packet at `at` starts, counted from there."""
    return 5 + data[at + 4] if data[at + 3] & 0x20 else 4
