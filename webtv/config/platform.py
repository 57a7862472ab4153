"""What platforms accept, as data, and what of it a destination does not keep to.

Ingest addresses and limits change rarely; each row names where it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from webtv.config.destination import DestinationConfig
from webtv.model.house import HouseFormat

Part = Literal["destination", "house"]


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. What ends in `_max` is refused there; the rest is its advice."""

    title: str
    keyframe_s_max: float
    video_kbps_max: int
    audio_kbps_max: int
    height_max: int
    session_h: float
    """Hours after which it ends a session, or keeps no archive of it."""
    fps: tuple[int, ...]
    video_kbps_from: int
    cbr: bool = True


PLATFORMS: Mapping[str, Platform] = {
    # help.twitch.tv "Broadcasting Guidelines" and twitch.tv/creatorcamp "Broadcast
    # Recommendations": strict CBR of 3 to 6 Mbit/s, keyframes every 2 s, 25/30 or 50/60 frames,
    # AAC-LC of at most 320 kbit/s at 44.1 or 48 kHz, 48 hours.
    "twitch": Platform("Twitch", 2.0, 6000, 320, 1080, 48.0, (25, 30, 50, 60), 3000),
    # support.google.com/youtube/answer/2853702: keyframes every 2 s, not above 4 s; CBR; 3 Mbit/s
    # and more, 40 at most; AAC at 44.1 or 48 kHz. Answer 6247592: no archive above 12 hours.
    "youtube": Platform("YouTube", 4.0, 40_000, 384, 2160, 12.0, (24, 25, 30, 50, 60), 3000),
    # help.kick.com "Stream settings": CBR of 1 to 8 Mbit/s, keyframes every 2 s, 1080p at 60.
    # It is built on Amazon IVS, which ends a session after 48 hours (IVS service quotas).
    "kick": Platform("Kick", 2.0, 8000, 320, 1080, 48.0, (30, 60), 1000),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field, of the destination or of the house format that it copies."""

    part: Part
    field: str
    text: str

    def __str__(self) -> str:
        return f"{'house.' if self.part == 'house' else ''}{self.field}: {self.text}"


def refusals(config: DestinationConfig, house: HouseFormat) -> Iterator[Remark]:
    """What the platform of a destination would refuse."""
    platform = PLATFORMS.get(config.preset or "")
    if platform is None:
        return
    copied = config.encode is None
    rate = config.encode or house
    keyframe_s = float(house.gop_frames / house.rate) if config.encode is None else 2.0
    limits = [
        ("video_kbps", rate.video_kbps, platform.video_kbps_max),
        ("audio_kbps", rate.audio_kbps, platform.audio_kbps_max),
        ("height", rate.height, platform.height_max),
        ("gop_s", keyframe_s, platform.keyframe_s_max),
    ]
    for field, value, most in limits:
        if value > most:
            text = f"must be at most {most:g} for {platform.title}"
            if copied:
                cure = f"give destination {config.id} an encode of its own"
                yield Remark("house", field, f"{text}, or {cure}")
            else:
                yield Remark("destination", f"encode.{field}", text)


def advice(config: DestinationConfig, house: HouseFormat) -> Iterator[Remark]:
    """What the platform of a destination advises against, though it takes it."""
    platform = PLATFORMS.get(config.preset or "")
    if platform is None:
        return
    encode = config.encode
    rate = encode or house
    part: Part = "destination" if encode else "house"
    before = "encode." if encode else ""
    fps = (encode.fps if encode else None) or house.fps
    if fps not in platform.fps:
        known = ", ".join(map(str, platform.fps))
        yield Remark(part, f"{before}fps", f"{platform.title} advises {known} (it is {fps:g})")
    if rate.video_kbps < platform.video_kbps_from:
        least = f"{platform.video_kbps_from} kbit/s or more (it is {rate.video_kbps})"
        yield Remark(part, f"{before}video_kbps", f"{platform.title} advises {least}")
    if platform.cbr and encode is None and not house.cbr:
        yield Remark("house", "cbr", f"{platform.title} advises a constant bitrate")
