"""Lengths as broadcasters write them: hours, minutes, seconds, and pictures where they count."""

from __future__ import annotations


def timecode(pictures: int, fps: float) -> str:
    """`pictures` as HH:MM:SS:FF, non-drop: 23.976 and 29.97 count as 24 and 30 a second.

    Source: SMPTE ST 12-1. Hours may go beyond 23, since this is a length.
    """
    nominal = round(fps)
    seconds, left = divmod(pictures, nominal)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{left:02d}"


def length(seconds: float) -> str:
    """Seconds as H:MM:SS.s."""
    tenths = round(seconds * 10)
    return f"{tenths // 36000}:{tenths // 600 % 60:02d}:{tenths // 10 % 60:02d}.{tenths % 10}"
