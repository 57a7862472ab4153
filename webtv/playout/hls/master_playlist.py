"""The HLS master playlist: the channel's pictures, and its captions. Source: RFC 8216 4.3.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log

from webtv.playout.mpegts.h264 import Picture

AUDIO_CODEC = "mp4a.40.2"
"""AAC-LC, which all sound is (RFC 6381)."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Bits a second of the segments of one list: the highest of any, and over all."""

    peak: int
    average: int

    @classmethod
    def of(cls, sizes: Sequence[tuple[int, float]]) -> Rates:
        """From each segment's bytes and seconds."""
        known = [(size, s) for size, s in sizes if size and s]
        if not known:
            return cls(0, 0)
        total, length_s = sum(size for size, _ in known), sum(s for _, s in known)
        return cls(round(max(size * 8 / s for size, s in known)), round(total * 8 / length_s))

    def rounded(self, step: float) -> Rates:
        """Both rounded up to a power of `step`, so that small changes do not show."""
        return Rates(_up(self.peak, step), _up(self.average, step))


@dataclass(frozen=True, slots=True)
class Variant:
    """One rendition of the pictures."""

    playlist: str
    rates: Rates
    picture: Picture

    def lines(self) -> list[str]:
        """Its tag and address."""
        picture = self.picture
        attributes = [
            f"BANDWIDTH={self.rates.peak}",
            f"AVERAGE-BANDWIDTH={self.rates.average}",
            f'CODECS="{picture.codec},{AUDIO_CODEC}"',
            f"RESOLUTION={picture.width}x{picture.height}",
            *([f"FRAME-RATE={float(picture.fps):.3f}"] if picture.fps else []),
            'SUBTITLES="captions"',
            "CLOSED-CAPTIONS=NONE",
        ]
        return [f"#EXT-X-STREAM-INF:{','.join(attributes)}", self.playlist]


def _up(rate: int, step: float) -> int:
    return ceil(step ** ceil(log(rate, step))) if rate else 0


def master_text(variants: Sequence[Variant], *, captions: str) -> str:
    """The file. Captions are off unless a viewer, or the viewer's system, asks for them."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:4",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="Titles and prompts",'
        f'LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="{captions}"',
    ]
    for variant in variants:
        lines += variant.lines()
    return "\n".join(lines) + "\n"
