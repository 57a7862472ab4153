"""What is in one HLS segment, read packet by packet and then decoded alone."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import av

_PACKET = 188


@dataclass
class Media:
    """Times in seconds, counters by PID. A counter is None where its jump is announced."""

    duration_s: float = 0.0
    shown: float = 0.0
    pictures: int = 0
    decoded: int = 0
    begins_well: bool = False
    first: dict[str, float] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    first_counters: dict[int, int | None] = field(default_factory=dict)
    last_counters: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_media(data: bytes, *, init: bytes = b"") -> Media:
    """Read an MPEG-TS segment, or an fMP4 one after its `init`."""
    found = Media()
    if init:
        found.begins_well = data[4:8] == b"moof" and init[4:8] == b"ftyp"
    else:
        _read_packets(data, found)
    shown: list[float] = []
    with av.open(io.BytesIO(init + data), "r") as media:
        keyframe = None
        for packet in media.demux(video=0, audio=0):
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            kind = packet.stream.type
            at = float(packet.dts * packet.time_base)
            if kind in found.last and at <= found.last[kind]:
                found.faults.append(f"{kind} goes back to {at:.3f} s")
            found.first.setdefault(kind, at)
            found.last[kind] = at
            if kind == "video":
                found.pictures += 1
                keyframe = packet.is_keyframe if keyframe is None else keyframe
                shown.append(float(packet.pts * packet.time_base))
        if init:
            found.begins_well = found.begins_well and bool(keyframe)
    if len(shown) > 1:
        shown.sort()
        found.shown = shown[0]
        found.duration_s = shown[-1] - shown[0] + (shown[-1] - shown[0]) / (len(shown) - 1)
    with av.open(io.BytesIO(init + data), "r") as media:
        media.streams.video[0].thread_count = 1
        found.decoded = len(list(media.decode(video=0)))
    return found


def _read_packets(data: bytes, found: Media) -> None:
    """ISO/IEC 13818-1 section 2.4.3: sync, continuity, and what comes first."""
    if len(data) % _PACKET or not data:
        found.faults.append("not a whole number of packets")
        return
    tables: list[int] = []
    for at in range(0, len(data), _PACKET):
        if data[at] != 0x47:
            found.faults.append(f"no sync byte at {at}")
            return
        pid = (data[at + 1] & 0x1F) << 8 | data[at + 2]
        control, counter = data[at + 3] >> 4 & 3, data[at + 3] & 15
        adaptation = data[at + 5] if control & 2 and data[at + 4] else 0
        announced = bool(adaptation & 0x80)
        if 0x0100 not in tables:
            tables.append(pid)
            if pid == 0x0100:
                known = [pid for pid in tables if pid != 0x0011]
                found.begins_well = known[:2] == [0x0000, 0x1000] and bool(adaptation & 0x40)
        if not control & 1:
            continue  # without payload the counter stands still
        if pid not in found.last_counters:
            found.first_counters[pid] = None if announced else counter
        elif (found.last_counters[pid] + 1) % 16 != counter and not announced:
            found.faults.append(f"PID {pid}: counter {found.last_counters[pid]} then {counter}")
        found.last_counters[pid] = counter
