"""The house format and its splice grid.

An AAC frame holds 1024 samples, so two files join exactly only at a moment where a video frame,
an AAC frame and a GOP end together. The shortest such distance is the *splice grid*: 8 s for
24 fps with 2 s GOPs. Every programme is a whole number of grid steps long.
"""

from __future__ import annotations

from math import floor, gcd, lcm
from typing import Literal

from pydantic import Field

from webtv.model.value import Value

AAC_FRAME_SAMPLES = 1024
"""Samples per channel in one AAC-LC frame (ISO/IEC 14496-3)."""


class HouseFormat(Value):
    """The one format of everything that airs on a channel."""

    width: int = Field(
        1024, ge=128, le=3840, multiple_of=2, title="Width", description="Picture width, pixels."
    )
    height: int = Field(
        576, ge=128, le=2160, multiple_of=2, title="Height", description="Picture height, pixels."
    )
    fps: Literal[24, 25, 30, 50, 60] = Field(
        24, title="Frame rate", description="Frames per second."
    )
    gop_s: Literal[1, 2] = Field(
        2, title="Keyframe interval", description="Seconds between keyframes; platforms want 2."
    )
    video_kbps: int = Field(
        2600,
        ge=200,
        le=20000,
        title="Video bitrate",
        description="Peak video bitrate in kbit/s.",
    )
    cbr: bool = Field(
        False,
        title="Constant bitrate",
        description="Pad to a constant bitrate, as Twitch and YouTube advise.",
    )
    audio_kbps: int = Field(
        160, ge=64, le=320, title="Audio bitrate", description="AAC-LC bitrate in kbit/s."
    )
    sample_rate: Literal[48000] = Field(
        48000, title="Sample rate", description="Audio samples per second."
    )
    loudness_lufs: float = Field(
        -16.0,
        ge=-31.0,
        le=-9.0,
        title="Loudness",
        description="Integrated loudness of every programme, LUFS (EBU R128).",
    )
    true_peak_dbtp: float = Field(
        -1.5, ge=-9.0, le=-0.5, title="True peak", description="Highest true peak, dBTP."
    )

    @property
    def gop_frames(self) -> int:
        """Frames from one keyframe to the next."""
        return self.fps * self.gop_s

    @property
    def grid_frames(self) -> int:
        """Frames in one step of the splice grid.

        A join is exact after n frames when n * sample_rate / fps is a whole number of AAC frames
        and n is a whole number of GOPs.
        """
        samples_per_step = AAC_FRAME_SAMPLES * self.fps
        aligned = samples_per_step // gcd(samples_per_step, self.sample_rate)
        return lcm(aligned, self.gop_frames)

    @property
    def grid_s(self) -> float:
        """Seconds in one step of the splice grid."""
        return self.grid_frames / self.fps

    def frames_on_grid(self, seconds: float) -> int:
        """The whole grid steps nearest to `seconds`, at least one, in frames."""
        steps = max(1, floor(seconds * self.fps / self.grid_frames + 0.5))
        return steps * self.grid_frames
