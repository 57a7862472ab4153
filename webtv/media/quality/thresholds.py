"""What quality control allows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of quality control; None switches a check off. The defaults are for programmes.

    Seconds are the longest stretch that may pass; all else is a share or a level from 0 to 1.
    What each is a limit of: `webtv.media.quality.measures`.
    """

    black_s: float | None = 1.8
    frozen_s: float | None = 1.8
    still: float | None = None
    flicker: float | None = None
    blocks: float | None = None
    letterbox: float | None = None
    silent_s: float | None = 1.8
    clipping: float | None = None
