"""How a picture track is meant to be seen: its shape, turn, colours, holes and half pictures."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
from av.error import FFmpegError

from webtv.media.process.container import MEDIA_ONLY

_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
"""ffmpeg's own decoders of these drop the alpha channel, which is a stream beside the picture."""

_LOOKED_AT = 100  # packets or pictures
_EVERY = 20
_SEEN = 8  # of 255
_UNSPECIFIED = 2
_ALPHA_FORMATS = ("yuva", "gbrap", "rgba", "bgra", "argb", "abgr", "ya", "pal8", "rgba64", "bgra64")


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a picture track is meant to be seen. `width` and `height` count square pixels.

    `turned` is by 90 or 270 degrees. `transfer`, `primaries` and `matrix` are the numbers of
    ITU-T H.273; 2 is unspecified. `decoder` is the name of the one that gives the alpha channel.
    """

    width: int
    height: int
    turned: bool = False
    interlaced: bool = False
    alpha: bool = False
    decoder: str = ""
    transfer: int = 2
    primaries: int = 2
    matrix: int = 2


def presentation(path: Path, stream: av.VideoStream) -> Presentation:
    """How a picture track of a file is to be seen. To be run in a child: it decodes pictures."""
    context = stream.codec_context
    width, height = max(1, context.width), max(1, context.height)
    aspect = stream.sample_aspect_ratio or context.sample_aspect_ratio
    if aspect and aspect > 0:
        width = max(1, round(width * aspect))
    alpha = (context.pix_fmt or "").startswith(_ALPHA_FORMATS)
    decoder = ""
    if stream.metadata.get("alpha_mode") == "1":
        decoder = _ALPHA_DECODERS.get(context.name, "")
        alpha = alpha or bool(decoder)
    transfer, primaries, matrix = (
        int(context.color_trc),
        int(context.color_primaries),
        int(context.colorspace),
    )
    if alpha and not decoder:
        alpha = _is_seen(path, stream.index)
    first = _first_picture(path, stream.index)
    if first is None:
        return Presentation(
            width, height, False, False, alpha, decoder, transfer, primaries, matrix
        )
    turned = first.rotation % 180 == 90
    return Presentation(
        *((height, width) if turned else (width, height)),
        turned=turned,
        interlaced=first.interlaced_frame,
        alpha=alpha,
        decoder=decoder,
        transfer=transfer if transfer != _UNSPECIFIED else int(first.color_trc),
        primaries=primaries if primaries != _UNSPECIFIED else int(first.color_primaries),
        matrix=matrix if matrix != _UNSPECIFIED else int(first.colorspace),
    )


def _is_seen(path: Path, index: int) -> bool:
    """Whether there is something to see in a picture with an alpha channel; else that is a mistake.

    Looked for in some of its first pictures.
    """
    seen = 0
    with suppress(FFmpegError, OSError), av.open(str(path), options=MEDIA_ONLY) as container:
        for number, frame in enumerate(
            islice(container.decode(container.streams[index]), _LOOKED_AT)
        ):
            if number % _EVERY == 0 and isinstance(frame, av.VideoFrame):
                seen = max(seen, int(frame.to_ndarray(format="rgba")[::4, ::4, 3].max()))
    return seen >= _SEEN


def _first_picture(path: Path, index: int) -> av.VideoFrame | None:
    """The first picture that decodes, from a second look: in the first all packets were read."""
    with suppress(FFmpegError, OSError), av.open(str(path), options=MEDIA_ONLY) as container:
        for frame in container.decode(container.streams[index]):
            if isinstance(frame, av.VideoFrame):
                return frame
    return None
