"""The fields of a channel's HLS."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from webtv.model.value import Value


class Rung(Value):
    """One lower rendition, encoded from what is sent."""

    height: int = Field(
        ge=120,
        le=1080,
        multiple_of=2,
        title="Height",
        description="Pixels; the width keeps the shape.",
    )
    video_kbps: int = Field(
        ge=100, le=8000, title="Video bitrate", description="Peak video bitrate in kbit/s."
    )


class HlsConfig(Value):
    """The HLS stream that the web page, phones and CDNs get."""

    window_s: float = Field(
        1800,
        ge=30,
        le=6 * 3600,
        title="Window",
        description="Seconds a viewer can go back. Files stay on disk for twice as long: about "
        "1.2 GB for half an hour at 2600 kbit/s; see max_gb.",
    )
    max_gb: float = Field(
        1.5,
        gt=0,
        le=1000,
        title="Size",
        description="Gigabytes on disk, the ladder included; above, viewers can go back less far.",
    )
    container: Literal["ts", "fmp4"] = Field(
        "ts",
        title="Container",
        description="ts: MPEG-TS, as it is sent; every player reads it. fmp4: fragmented MP4, "
        "a fifth smaller at low bitrates, for a little processor time.",
    )
    ladder: tuple[Rung, ...] = Field(
        (),
        max_length=4,
        title="Ladder",
        description="Lower renditions for slow lines, such as {height: 360, video_kbps: 800}. "
        "Each is an encode: about a tenth of a core at 360 lines.",
    )

    @field_validator("ladder")
    @classmethod
    def _heights_differ(cls, value: tuple[Rung, ...]) -> tuple[Rung, ...]:
        heights = [rung.height for rung in value]
        if len(set(heights)) != len(heights):
            raise ValueError("each height may be there once")
        return value
