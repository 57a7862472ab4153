"""The fields of a rate of its own for one destination."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.value import Value


class EncodeConfig(Value):
    """A rate of its own: the picture is scaled and padded, and encoded at a constant bitrate."""

    width: int = Field(
        1920, ge=128, le=3840, multiple_of=2, title="Width", description="Picture width, pixels."
    )
    height: int = Field(
        1080, ge=128, le=2160, multiple_of=2, title="Height", description="Picture height, pixels."
    )
    fps: Literal[24, 25, 30, 50, 60] | None = Field(
        None, title="Frame rate", description="Frames per second; as on the channel if left out."
    )
    video_kbps: int = Field(
        6000, ge=200, le=50_000, title="Video bitrate", description="Constant, in kbit/s."
    )
    audio_kbps: int = Field(
        160, ge=64, le=320, title="Audio bitrate", description="AAC-LC bitrate in kbit/s."
    )
    sample_rate: Literal[44100, 48000] = Field(
        48000, title="Sample rate", description="Audio samples per second."
    )
    preset: Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium"] = Field(
        "veryfast", title="Effort", description="x264's preset: slower ones look better."
    )
