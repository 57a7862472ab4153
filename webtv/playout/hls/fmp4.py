"""Segments as fragmented MP4, made from the MPEG-TS of a segment without encoding.

Sources: ISO/IEC 14496-12 for boxes, RFC 8216 section 3.3, ffmpeg's movenc.c for its flags.
"""

from __future__ import annotations

from io import BytesIO

import av
from av.bitstream import BitStreamFilterContext

from webtv.errors import MediaError
from webtv.playout.mpegts.reader import MUX_DELAY
from webtv.store.hls import init_name

_FLAGS = {
    # One fragment a segment; its times are absolute, not counted from the first. Not "cmaf": its
    # negative offsets are shown one picture late by ffmpeg, so by what builds on it.
    "movflags": "+frag_custom+delay_moov+default_base_moof+frag_discont+skip_trailer",
    "use_editlist": "0",
    "avoid_negative_ts": "disabled",
    "video_track_timescale": "90000",
    "write_tmcd": "0",
    "write_btrt": "0",  # bitrates of one segment would be told of all
}


class Mp4Packer:
    """Packs one channel's segments. `init` is what must be read before the last one packed."""

    def __init__(self) -> None:
        self.init = b""
        self._parameters = b""

    @property
    def init_name(self) -> str:
        """A name that goes with the content of `init`, so that it may be kept for ever."""
        return init_name(self.init)

    def pack(self, data: bytes, *, start: int, parameters: bytes, number: int) -> bytes:
        """The segment whose first picture is shown at tick `start`, as its `number`-th fragment.

        Time stamps are running time, in 64 bits: unlike those of `data` they never wrap. Raises
        `MediaError` if `data` cannot be packed.
        """
        try:
            init, media = _split(_remux(data, start=start + MUX_DELAY, number=number))
        except (av.FFmpegError, ValueError, IndexError) as error:
            raise MediaError(f"a segment cannot be packed as MP4: {error}") from error
        if parameters != self._parameters or not self.init:
            self._parameters, self.init = parameters, init
        return media


def _remux(data: bytes, *, start: int, number: int) -> bytes:
    packed = BytesIO()
    options = _FLAGS | {"fragment_index": str(number + 1)}
    with (
        av.open(BytesIO(data), "r", format="mpegts") as source,
        av.open(packed, "w", format="mp4", options=options) as target,
    ):
        picture, sound = source.streams.video[0], source.streams.audio[0]
        tracks = {
            picture.index: target.add_stream_from_template(picture),
            sound.index: target.add_stream_from_template(sound),
        }
        plain = BitStreamFilterContext("aac_adtstoasc", sound)
        packets = [p for p in source.demux(picture, sound) if p.dts is not None]
        first = next((p.pts for p in packets if p.stream.index == picture.index), None)
        if first is None:
            raise ValueError("the segment holds no picture")
        for packet in packets:
            index = packet.stream.index
            for each in plain.filter(packet) if index == sound.index else [packet]:
                assert each.dts is not None
                assert each.pts is not None
                each.dts += start - first
                each.pts += start - first
                each.stream = tracks[index]
                target.mux(each)
    return packed.getvalue()


def _split(data: bytes) -> tuple[bytes, bytes]:
    """What goes before the first fragment, and from there on."""
    at = 0
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"moof":
            return data[:at], data[at:]
        at += max(size, 8)
    raise ValueError("the segment was not packed")
