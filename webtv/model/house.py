"""The house format and its splice grid.

An AAC frame holds 1024 samples, so two files join exactly only at a moment where a video frame,
an AAC frame and a GOP end together. The shortest such distance is the *splice grid*: 8 s for
whole frame rates, 21.355 s for 23.976 and 29.97. Every programme is a whole number of grid steps
long.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm
from typing import Literal

from pydantic import Field

from webtv.model.rate import EXACT, FrameRate
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
    fps: FrameRate = Field(24, title="Frame rate", description="Frames per second.")
    gop_s: Literal[1, 2] = Field(
        2,
        title="Keyframe interval",
        description="Seconds between keyframes; platforms want 2. At 23.976 and 29.97 frames per "
        "second two thirds of it, as programmes could else be joined every 64 s only.",
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
        description="Loudness of every programme, LUFS (EBU R128): integrated, and short-term at "
        "both its ends, so that no join jumps.",
    )
    true_peak_dbtp: float = Field(
        -1.5, ge=-9.0, le=-0.5, title="True peak", description="Highest true peak, dBTP."
    )

    @property
    def aspect(self) -> float:
        """The picture's width divided by its height."""
        return self.width / self.height

    @property
    def rate(self) -> Fraction:
        """Frames per second, exact."""
        return EXACT[self.fps]

    @property
    def gop_frames(self) -> int:
        """Frames from one keyframe to the next."""
        longest = floor(self.rate * self.gop_s)
        if self.rate.denominator == 1:
            return longest
        # 23.976 and 29.97 align after 512 and 640 frames. GOPs that divide these (32 and 40
        # frames, 1.335 s) leave the grid at 21.355 s; GOPs of 2 s would make it 64 s.
        return max(n for n in range(1, longest + 1) if self._aligned_frames % n == 0)

    @property
    def grid_frames(self) -> int:
        """Frames in one step of the splice grid: whole AAC frames and whole GOPs."""
        return lcm(self._aligned_frames, self.gop_frames)

    @property
    def grid_s(self) -> float:
        """Seconds in one step of the splice grid."""
        return float(self.grid_frames / self.rate)

    @property
    def _aligned_frames(self) -> int:
        """Pictures until a picture and an AAC frame end together."""
        aac_frames_per_picture = Fraction(self.sample_rate, AAC_FRAME_SAMPLES) / self.rate
        return aac_frames_per_picture.denominator

    def frames_on_grid(self, seconds: float) -> int:
        """The whole grid steps nearest to `seconds`, at least one, in frames."""
        steps = max(1, floor(seconds / self.grid_s + 0.5))
        return steps * self.grid_frames
