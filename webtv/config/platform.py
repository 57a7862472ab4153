"""Platforms, as data: where each takes streams in, and what it accepts.

Ingest addresses and limits change rarely; each row names where it was read. A row is all that a
platform takes: `preset`, its checks and the documentation follow the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. What ends in `_max` is refused there; the rest is its advice."""

    title: str
    ingest: str
    """Where it takes streams in; empty if everyone gets an address of their own."""
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
    "twitch": Platform(
        "Twitch",
        # The secure template of ingest.twitch.tv/ingests for the nearest server.
        "rtmps://ingest.global-contribute.live-video.net:443/app",
        keyframe_s_max=2.0,
        video_kbps_max=6000,
        audio_kbps_max=320,
        height_max=1080,
        session_h=48.0,
        fps=(25, 30, 50, 60),
        video_kbps_from=3000,
    ),
    # support.google.com/youtube/answer/2853702: keyframes every 2 s, not above 4 s; CBR; 3 Mbit/s
    # and more, 40 at most; AAC at 44.1 or 48 kHz. Answer 6247592: no archive above 12 hours.
    "youtube": Platform(
        "YouTube",
        # developers.google.com/youtube/v3/live/docs/liveStreams, rtmpsIngestionAddress.
        "rtmps://a.rtmps.youtube.com:443/live2",
        keyframe_s_max=4.0,
        video_kbps_max=40_000,
        audio_kbps_max=384,
        height_max=2160,
        session_h=12.0,
        fps=(24, 25, 30, 50, 60),
        video_kbps_from=3000,
    ),
    # help.kick.com "Stream settings": CBR of 1 to 8 Mbit/s, keyframes every 2 s, 1080p at 60.
    # It is built on Amazon IVS, which ends a session after 48 hours (IVS service quotas).
    "kick": Platform(
        "Kick",
        "",
        keyframe_s_max=2.0,
        video_kbps_max=8000,
        audio_kbps_max=320,
        height_max=1080,
        session_h=48.0,
        fps=(30, 60),
        video_kbps_from=1000,
    ),
}
