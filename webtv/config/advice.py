"""Knows what the platform of a destination refuses, and what it advises against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from webtv.config.destination import DestinationConfig
from webtv.model.house import HouseFormat

Part = Literal["destination", "house"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field, of the destination or of the house format that it copies."""

    part: Part
    field: str
    text: str

    def __str__(self) -> str:
        return f"{'house.' if self.part == 'house' else ''}{self.field}: {self.text}"


def refusals(config: DestinationConfig, house: HouseFormat) -> Iterator[Remark]:
    """Tell what the platform of a destination would refuse."""
    platform = config.platform
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
    """Tell what the platform of a destination advises against, though it takes it."""
    platform = config.platform
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
